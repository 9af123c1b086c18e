-- SPDX-License-Identifier: Apache-2.0
-- What becomes of an order after intake: who answers it, until when, who looked over the answer, how it was rated.
-- Every transition is one function: it checks, changes the matter and appends the event, or raises YZ404 / YZ409.
-- The moment is always handed in, so that deadlines can be tested without waiting for them.

CREATE TABLE agent (
    id            bigserial PRIMARY KEY,
    name          text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,31}$'),
    display       text NOT NULL CHECK (length(display) BETWEEN 1 AND 40),
    organisation  text NOT NULL CHECK (length(organisation) BETWEEN 1 AND 80),
    roles         text[] NOT NULL CHECK (roles <@ ARRAY['agent', 'reviewer', 'leader']),
    password      text NOT NULL, -- Argon2id, as libsodium writes it
    failures      integer NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    on_duty       boolean NOT NULL DEFAULT false
);

-- What the citizen reads out: letters and digits of the number on the slip. Looked up in `matter`, so that intake keeps
-- no further index.
ALTER TABLE work_order ADD COLUMN slip text CHECK (slip ~ '^[0-9A-Z]{1,40}$');

-- Found by the clerk soon after intake; intake itself stays as short as it is.
CREATE TABLE matter (
    id           uuid PRIMARY KEY REFERENCES work_order (id),
    service      text NOT NULL,
    about        uuid,
    terminal     text NOT NULL,
    slip         text,
    received_at  timestamptz NOT NULL,
    tapped_at    timestamptz NOT NULL,
    due_at       timestamptz,
    state        text NOT NULL CHECK (state IN ('received', 'claimed', 'assigned', 'in_review', 'answered', 'rated',
                                                'closed')),
    responsible  bigint REFERENCES agent (id),
    answer       text CHECK (length(answer) <= 8000),
    author       bigint REFERENCES agent (id),
    answered_at  timestamptz,
    reviewer     bigint REFERENCES agent (id),
    reviewed_at  timestamptz,
    rating       smallint CHECK (rating BETWEEN 1 AND 5),
    callback_due boolean NOT NULL DEFAULT false,
    warned       smallint NOT NULL DEFAULT 0,
    CONSTRAINT nobody_reviews_himself CHECK (reviewer IS DISTINCT FROM author OR reviewer IS NULL),
    CONSTRAINT published_only_after_review CHECK (state NOT IN ('answered', 'rated') OR answer IS NULL
                                                  OR reviewer IS NOT NULL)
);
CREATE INDEX matter_open ON matter (due_at) WHERE state IN ('received', 'claimed', 'assigned', 'in_review');
CREATE INDEX matter_slip ON matter (slip) WHERE slip IS NOT NULL;
CREATE INDEX matter_about ON matter (about) WHERE about IS NOT NULL;
CREATE INDEX work_order_received ON work_order USING brin (received_at);

ALTER TABLE event ADD COLUMN note text CHECK (length(note) <= 2000);

CREATE FUNCTION told(p_id uuid, p_now timestamptz, p_kind text, p_actor text, p_note text DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO event (order_id, at, kind, actor, note) VALUES (p_id, p_now, p_kind, p_actor, p_note)
$$;

-- The order's own words, as far as they are JSON; tombstones have none.
CREATE FUNCTION words_of(p_body bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_from(p_body, 'UTF8')::jsonb
$$;

CREATE FUNCTION answer_in(p_words jsonb, p_field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT a ->> 'value' FROM jsonb_array_elements(p_words -> 'answers') a WHERE a ->> 'field' = p_field LIMIT 1
$$;

-- A rating is noted at the matter it is about, once; a bad one makes a callback due.
CREATE FUNCTION rate(p_about uuid, p_level integer, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matter SET rating = p_level, state = CASE WHEN state = 'answered' THEN 'rated' ELSE state END,
                      callback_due = callback_due OR p_level <= 2
    WHERE id = p_about AND rating IS NULL;
    IF FOUND THEN
        PERFORM told(p_about, p_now, 'rated', 'citizen');
    END IF;
END
$$;

-- Takes up orders that nobody has taken up yet, at most p_most; gives how many. One clerk at a time.
CREATE FUNCTION take_up(p_now timestamptz, p_most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    fresh record;
    words jsonb;
    tapped timestamptz;
    taken integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7295);
    FOR fresh IN
        SELECT w.* FROM work_order w
        WHERE w.state <> 'rejected' AND w.received_at > p_now - interval '30 days'
          AND NOT EXISTS (SELECT FROM matter m WHERE m.id = w.id)
        ORDER BY w.received_at LIMIT p_most
    LOOP
        BEGIN
            words := words_of(fresh.body);
            tapped := CASE WHEN fresh.clock_trusted AND fresh.captured_at <= fresh.received_at THEN fresh.captured_at
                           ELSE fresh.received_at END;
            INSERT INTO matter (id, service, about, terminal, slip, received_at, tapped_at, due_at, state)
            VALUES (fresh.id, fresh.service, (words ->> 'about')::uuid, fresh.terminal, fresh.slip, fresh.received_at, tapped,
                    CASE WHEN fresh.service IN ('advice', 'callback') THEN tapped + interval '300 minutes' END,
                    CASE WHEN fresh.service = 'rating' THEN 'closed' ELSE 'received' END);
            IF fresh.service = 'rating' AND answer_in(words, 'level') ~ '^[1-5]$' THEN
                PERFORM rate((words ->> 'about')::uuid, answer_in(words, 'level')::integer, p_now);
            ELSIF fresh.service = 'callback' THEN
                UPDATE matter SET callback_due = false WHERE id = (words ->> 'about')::uuid;
                PERFORM told((words ->> 'about')::uuid, p_now, 'callback-ordered', 'citizen');
            END IF;
        EXCEPTION WHEN OTHERS THEN -- one that nobody can read must not hold up the others
            INSERT INTO matter (id, service, terminal, slip, received_at, tapped_at, state)
            VALUES (fresh.id, fresh.service, fresh.terminal, fresh.slip, fresh.received_at, fresh.received_at, 'received');
            PERFORM told(fresh.id, p_now, 'unreadable', 'clock', SQLSTATE);
        END;
        taken := taken + 1;
    END LOOP;
    RETURN taken;
END
$$;

-- Who waits for an answer too long: a warning at 50, 80 and 100 % of the 300 minutes, each once.
CREATE FUNCTION warn(p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    late record;
    warned_count integer := 0;
BEGIN
    FOR late IN
        SELECT m.id, step.share FROM matter m
        CROSS JOIN LATERAL (SELECT max(share) AS share FROM unnest(ARRAY[50, 80, 100]) share
                            WHERE p_now >= m.tapped_at + (m.due_at - m.tapped_at) * share / 100) step
        WHERE m.due_at IS NOT NULL AND m.state IN ('received', 'claimed', 'assigned', 'in_review')
          AND step.share > m.warned
        FOR UPDATE OF m
    LOOP
        UPDATE matter SET warned = late.share WHERE id = late.id;
        PERFORM told(late.id, p_now, 'warning-' || late.share, 'clock');
        warned_count := warned_count + 1;
    END LOOP;
    RETURN warned_count;
END
$$;

-- What nobody claims goes to the one on duty with the least in hand.
CREATE FUNCTION assign_unclaimed(p_now timestamptz, p_after interval) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    left_lying uuid;
    chosen bigint;
    assigned_count integer := 0;
BEGIN
    FOR left_lying IN
        SELECT id FROM matter WHERE state = 'received' AND due_at IS NOT NULL AND received_at <= p_now - p_after
        ORDER BY due_at FOR UPDATE SKIP LOCKED
    LOOP
        SELECT a.id INTO chosen FROM agent a
        LEFT JOIN matter m ON m.responsible = a.id AND m.state IN ('claimed', 'assigned', 'in_review')
        WHERE a.on_duty AND 'agent' = ANY (a.roles) GROUP BY a.id ORDER BY count(m.id), a.id LIMIT 1;
        EXIT WHEN chosen IS NULL;
        UPDATE matter SET state = 'assigned', responsible = chosen WHERE id = left_lying;
        PERFORM told(left_lying, p_now, 'assigned', 'clock');
        assigned_count := assigned_count + 1;
    END LOOP;
    RETURN assigned_count;
END
$$;

-- For the citizen, who shows the card again, or the slip's digest where no card was ever shown. Nothing for anybody else.
-- Asked for by its id, or by the number on the slip: the other is one that nobody has.
CREATE FUNCTION progress(p_id uuid, p_slip text, p_number text, p_digest bytea) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'order', w.id, 'number', w.number, 'service', w.service, 'state', coalesce(m.state, w.state),
        'received_at', to_json(w.received_at), 'due_at', to_json(m.due_at),
        'responsible', CASE WHEN r.id IS NULL THEN NULL
                            ELSE json_build_object('name', r.display, 'organisation', r.organisation) END,
        'events', (SELECT coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind) ORDER BY e.id), '[]')
                   FROM event e WHERE e.order_id = w.id AND e.kind NOT LIKE 'warning-%' AND e.kind <> 'note'),
        'answer', CASE WHEN m.state IN ('answered', 'rated') AND m.answer IS NOT NULL
                       THEN json_build_object('text', m.answer, 'by', a.display, 'at', m.reviewed_at) END,
        'rating', m.rating,
        'callbacks', (SELECT coalesce(json_agg(c.id ORDER BY c.received_at), '[]') FROM matter c
                      WHERE c.about = w.id AND c.service = 'callback'))::text
    FROM work_order w
    LEFT JOIN matter m ON m.id = w.id
    LEFT JOIN agent r ON r.id = m.responsible
    LEFT JOIN agent a ON a.id = m.author
    WHERE w.id IN (SELECT p_id UNION ALL SELECT s.id FROM matter s WHERE s.slip = p_slip) AND w.state <> 'rejected'
      AND CASE WHEN jsonb_typeof(words_of(w.body) -> 'applicant') = 'object'
               THEN words_of(w.body) -> 'applicant' ->> 'number' = p_number
               ELSE w.digest = p_digest END
    ORDER BY w.received_at DESC LIMIT 1
$$;

CREATE FUNCTION duty() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object('on_duty', count(*), 'free', count(*), 'waiting', 0, 'expected_wait_s', NULL)::text
    FROM agent WHERE on_duty AND 'agent' = ANY (roles)
$$;

-- The desk: what an agent does. Each gives the matter's new state.
CREATE FUNCTION may_change(p_agent bigint, p_id uuid) RETURNS matter LANGUAGE plpgsql AS $$
DECLARE
    found matter;
BEGIN
    SELECT * INTO found FROM matter WHERE id = p_id FOR UPDATE;
    IF found.id IS NULL THEN
        RAISE EXCEPTION 'no such matter' USING ERRCODE = 'YZ404';
    END IF;
    IF NOT EXISTS (SELECT FROM agent WHERE id = p_agent) THEN
        RAISE EXCEPTION 'no such agent' USING ERRCODE = 'YZ403';
    END IF;
    RETURN found;
END
$$;

CREATE FUNCTION actor(p_agent bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'agent:' || name FROM agent WHERE id = p_agent
$$;

CREATE FUNCTION claim(p_agent bigint, p_id uuid, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    IF found.state = 'claimed' AND found.responsible = p_agent THEN
        RETURN 'claimed';
    END IF;
    IF found.state <> 'received' AND NOT (found.state = 'assigned' AND found.responsible = p_agent) THEN
        RAISE EXCEPTION 'somebody else has it' USING ERRCODE = 'YZ409';
    END IF;
    UPDATE matter SET state = 'claimed', responsible = p_agent WHERE id = p_id;
    PERFORM told(p_id, p_now, 'claimed', actor(p_agent));
    RETURN 'claimed';
END
$$;

CREATE FUNCTION release(p_agent bigint, p_id uuid, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    IF found.state NOT IN ('claimed', 'assigned') OR found.responsible IS DISTINCT FROM p_agent THEN
        RAISE EXCEPTION 'not yours to give back' USING ERRCODE = 'YZ409';
    END IF;
    UPDATE matter SET state = 'received', responsible = NULL WHERE id = p_id;
    PERFORM told(p_id, p_now, 'released', actor(p_agent));
    RETURN 'received';
END
$$;

CREATE FUNCTION hand_in_answer(p_agent bigint, p_id uuid, p_text text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    IF found.state NOT IN ('claimed', 'assigned') OR found.responsible IS DISTINCT FROM p_agent THEN
        RAISE EXCEPTION 'not yours to answer' USING ERRCODE = 'YZ409';
    END IF;
    UPDATE matter SET state = 'in_review', answer = p_text, author = p_agent, answered_at = p_now, reviewer = NULL
    WHERE id = p_id;
    PERFORM told(p_id, p_now, 'answer-handed-in', actor(p_agent));
    RETURN 'in_review';
END
$$;

-- Published only when another one has looked over it; sent back otherwise.
CREATE FUNCTION review(p_agent bigint, p_id uuid, p_publish boolean, p_note text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    IF found.state <> 'in_review' THEN
        RAISE EXCEPTION 'there is nothing to review' USING ERRCODE = 'YZ409';
    END IF;
    IF found.author = p_agent OR NOT EXISTS (SELECT FROM agent WHERE id = p_agent AND 'reviewer' = ANY (roles)) THEN
        RAISE EXCEPTION 'another reviewer must look at it' USING ERRCODE = 'YZ403';
    END IF;
    IF p_publish THEN
        UPDATE matter SET state = 'answered', reviewer = p_agent, reviewed_at = p_now WHERE id = p_id;
        PERFORM told(p_id, p_now, 'published', actor(p_agent), p_note);
        RETURN 'answered';
    END IF;
    UPDATE matter SET state = 'claimed' WHERE id = p_id;
    PERFORM told(p_id, p_now, 'sent-back', actor(p_agent), p_note);
    RETURN 'claimed';
END
$$;

-- A callback that reached nobody is tried again: only the third attempt, each an hour after the last, may end it.
CREATE FUNCTION call_back(p_agent bigint, p_id uuid, p_reached boolean, p_note text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
    attempts integer;
    last_at timestamptz;
BEGIN
    IF found.state NOT IN ('claimed', 'assigned') OR found.responsible IS DISTINCT FROM p_agent THEN
        RAISE EXCEPTION 'claim it first' USING ERRCODE = 'YZ409';
    END IF;
    SELECT count(*), max(at) INTO attempts, last_at FROM event WHERE order_id = p_id AND kind = 'call-missed';
    IF NOT p_reached AND last_at > p_now - interval '1 hour' THEN
        RAISE EXCEPTION 'the last attempt is less than an hour ago' USING ERRCODE = 'YZ409';
    END IF;
    PERFORM told(p_id, p_now, CASE WHEN p_reached THEN 'called-back' ELSE 'call-missed' END, actor(p_agent), p_note);
    IF p_reached OR attempts + 1 >= 3 THEN
        UPDATE matter SET state = 'closed' WHERE id = p_id;
        RETURN 'closed';
    END IF;
    RETURN found.state;
END
$$;
