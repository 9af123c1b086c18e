-- SPDX-License-Identifier: Apache-2.0
-- What the agents' console asks: who may come in, the boxes of orders, one order whole, notes and endings, and the
-- documents that terminals send after an order. Every answer is a JSON document, written here.

-- Who looked at whose order, and when: kept beside the events, so that the citizen's timeline stays readable.
CREATE TABLE order_access (
    at       timestamptz NOT NULL,
    agent    bigint NOT NULL REFERENCES agent (id),
    order_id uuid NOT NULL
);
CREATE TRIGGER order_access_append_only BEFORE UPDATE OR DELETE ON order_access
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE INDEX order_access_of_order ON order_access (order_id);
CREATE INDEX matter_done ON matter (received_at DESC, id DESC) WHERE state IN ('answered', 'rated', 'closed');

-- A document arrives in pieces, each durable before it is acknowledged. It belongs to the terminal that sent it: to know
-- a digest is not to have the document.
CREATE TABLE attachment (
    terminal text NOT NULL,
    digest   bytea NOT NULL CHECK (octet_length(digest) = 32),
    type     text NOT NULL CHECK (type IN ('image/jpeg', 'application/pdf')),
    length   integer NOT NULL CHECK (length BETWEEN 1 AND 12582912),
    received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
    begun_at timestamptz NOT NULL,
    PRIMARY KEY (terminal, digest)
);
CREATE TABLE attachment_piece (
    terminal text NOT NULL,
    digest   bytea NOT NULL,
    place    integer NOT NULL,
    content  bytea NOT NULL,
    PRIMARY KEY (terminal, digest, place),
    FOREIGN KEY (terminal, digest) REFERENCES attachment (terminal, digest) ON DELETE CASCADE
);
ALTER TABLE attachment_piece ALTER content SET STORAGE EXTERNAL; -- pictures do not compress again

CREATE FUNCTION attachment_standing(p_terminal text, p_digest bytea) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object('offset', received, 'length', length)::text FROM attachment
    WHERE terminal = p_terminal AND digest = p_digest
$$;

-- "taken", "elsewhere" (the piece belongs to another place) or "mismatch" (whole, but another document: begins anew).
CREATE FUNCTION take_piece(p_terminal text, p_digest bytea, p_type text, p_length integer, p_place integer,
                           p_content bytea, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    held attachment;
BEGIN
    INSERT INTO attachment (terminal, digest, type, length, begun_at)
    VALUES (p_terminal, p_digest, p_type, p_length, p_now) ON CONFLICT DO NOTHING;
    SELECT * INTO held FROM attachment WHERE terminal = p_terminal AND digest = p_digest FOR UPDATE;
    IF held.received <> p_place OR held.length <> p_length OR p_place + octet_length(p_content) > p_length THEN
        RETURN json_build_object('outcome', 'elsewhere', 'offset', held.received)::text;
    END IF;
    INSERT INTO attachment_piece VALUES (p_terminal, p_digest, p_place, p_content);
    UPDATE attachment SET received = received + octet_length(p_content)
    WHERE terminal = p_terminal AND digest = p_digest RETURNING * INTO held;
    IF held.received = held.length
       AND sha256((SELECT string_agg(content, ''::bytea ORDER BY place) FROM attachment_piece
                   WHERE terminal = p_terminal AND digest = p_digest)) <> p_digest THEN
        DELETE FROM attachment WHERE terminal = p_terminal AND digest = p_digest;
        RETURN json_build_object('outcome', 'mismatch', 'offset', 0)::text;
    END IF;
    RETURN json_build_object('outcome', 'taken', 'offset', held.received)::text;
END
$$;

-- What an order names as its documents; nothing for bodies that are no JSON.
CREATE FUNCTION attachments_of(p_order work_order) RETURNS TABLE (digest bytea, told json) LANGUAGE sql STABLE AS $$
    SELECT named.digest, json_build_object('digest', a ->> 'digest', 'type', a ->> 'type', 'bytes', a -> 'bytes',
                                           'pages', a -> 'pages', 'held', held.received IS NOT NULL
                                           AND held.received = held.length)
    FROM jsonb_array_elements(words_of(p_order.body) -> 'attachments') WITH ORDINALITY listed (a, nth)
    CROSS JOIN LATERAL (SELECT decode(substr(a ->> 'digest', 10, 44), 'base64') AS digest) named
    LEFT JOIN attachment held ON held.terminal = p_order.terminal AND held.digest = named.digest
    ORDER BY nth
$$;

-- Type, line feed, content. Only what an order in the register names.
CREATE FUNCTION attachment_content(p_agent bigint, p_digest bytea, p_now timestamptz) RETURNS bytea
LANGUAGE plpgsql AS $$
DECLARE
    named uuid;
    held attachment;
BEGIN
    SELECT w.id, a.* INTO named, held.terminal, held.digest, held.type, held.length, held.received, held.begun_at
    FROM attachment a JOIN work_order w ON w.terminal = a.terminal AND w.state <> 'rejected'
    WHERE a.digest = p_digest AND a.received = a.length AND w.received_at > a.begun_at - interval '30 days'
      AND EXISTS (SELECT FROM attachments_of(w) n WHERE n.digest = p_digest) LIMIT 1;
    IF named IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO order_access VALUES (p_now, p_agent, named);
    RETURN convert_to(held.type || E'\n', 'UTF8')
        || (SELECT string_agg(content, ''::bytea ORDER BY place) FROM attachment_piece
            WHERE terminal = held.terminal AND digest = held.digest);
END
$$;

-- Coming in.
CREATE FUNCTION told_agent(p_agent agent) RETURNS json LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_agent.id IS NOT NULL THEN
        json_build_object('name', p_agent.name, 'display', p_agent.display, 'organisation', p_agent.organisation) END
$$;

CREATE FUNCTION sign_in(p_name text, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object('password', password,
                             'wait_s', greatest(0, ceil(extract(epoch FROM locked_until - p_now))))::text
    FROM agent WHERE name = p_name
$$;

-- From the third wrong password on everybody waits for that name, twice as long each time, a quarter of an hour at most.
CREATE FUNCTION signed_in(p_name text, p_good boolean, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    who agent;
BEGIN
    IF NOT p_good THEN
        UPDATE agent SET failures = failures + 1,
                         locked_until = CASE WHEN failures >= 2 THEN
                             p_now + least(power(2, least(failures, 12) - 1), 900) * interval '1 second' END
        WHERE name = p_name;
        RETURN NULL;
    END IF;
    UPDATE agent SET failures = 0, locked_until = NULL WHERE name = p_name RETURNING * INTO who;
    RETURN (SELECT json_build_object('id', who.id, 'name', who.name, 'display', who.display,
                                     'organisation', who.organisation, 'roles', who.roles)::text WHERE who.id IS NOT NULL);
END
$$;

CREATE FUNCTION on_duty(p_agent bigint, p_on boolean) RETURNS text LANGUAGE sql AS $$
    UPDATE agent SET on_duty = p_on WHERE id = p_agent RETURNING CASE WHEN on_duty THEN 'on' ELSE 'off' END
$$;

-- The boxes. `codes` are the choices, for the console to put into words; `summary` is what the citizen wrote.
CREATE FUNCTION console_row(m matter) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', m.id, 'number', w.number, 'service', m.service, 'state', m.state, 'about', m.about,
        'received_at', to_json(m.received_at), 'due_at', to_json(m.due_at), 'warning', m.warned,
        'callback_due', m.callback_due, 'claimed_by', told_agent(a),
        'codes', (SELECT coalesce(jsonb_agg(field || '.' || (asked ->> 'value')), '[]')
                  FROM unnest(ARRAY['domain', 'topic', 'topic-family', 'question', 'reason', 'matter']) field
                  JOIN jsonb_array_elements(words_of(w.body) -> 'answers') asked
                    ON asked ->> 'field' = field AND asked ->> 'value' ~ '^[a-z0-9-]{1,40}$'),
        'summary', left(coalesce(answer_in(words_of(w.body), 'text'), answer_in(words_of(w.body), 'facts'), ''), 60))
    FROM work_order w LEFT JOIN agent a ON a.id = m.responsible WHERE w.id = m.id
$$;

CREATE FUNCTION told_box(p_rows jsonb, p_most integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object(
        'orders', (SELECT coalesce(jsonb_agg(row -> 'row' ORDER BY nth), '[]')
                   FROM jsonb_array_elements(p_rows) WITH ORDINALITY listed (row, nth) WHERE nth <= p_most),
        'next', CASE WHEN jsonb_array_length(p_rows) > p_most THEN p_rows -> (p_most - 1) -> 'key' END)::text
$$;

-- p_after is the `next` of the page before, or empty: the place of its last row.
CREATE FUNCTION console_box(p_agent bigint, p_box text, p_after text, p_most integer) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    after_at timestamptz;
    after_id uuid;
    found jsonb;
BEGIN
    IF p_after <> '' THEN
        after_at := split_part(p_after, '~', 1)::timestamptz;
        after_id := split_part(p_after, '~', 2)::uuid;
    END IF;
    IF p_box = 'done' THEN
        SELECT coalesce(jsonb_agg(jsonb_build_object('row', console_row(m), 'key', m.received_at || '~' || m.id)
                                  ORDER BY m.received_at DESC, m.id DESC), '[]') INTO found
        FROM (SELECT * FROM matter WHERE state IN ('answered', 'rated', 'closed') AND service <> 'rating'
                AND (after_at IS NULL OR (received_at, id) < (after_at, after_id))
              ORDER BY received_at DESC, id DESC LIMIT p_most + 1) m;
    ELSE
        SELECT coalesce(jsonb_agg(jsonb_build_object('row', console_row(m), 'key', coalesce(m.due_at, 'infinity') || '~' || m.id)
                                  ORDER BY coalesce(m.due_at, 'infinity'), m.id), '[]') INTO found
        FROM (SELECT * FROM matter
              WHERE CASE p_box WHEN 'inbox' THEN state = 'received'
                               WHEN 'mine' THEN responsible = p_agent AND state IN ('claimed', 'assigned', 'in_review')
                               WHEN 'review' THEN state = 'in_review' AND author <> p_agent END
                AND (after_at IS NULL OR (coalesce(due_at, 'infinity'), id) > (after_at, after_id))
              ORDER BY coalesce(due_at, 'infinity'), id LIMIT p_most + 1) m;
    END IF;
    RETURN told_box(found, p_most);
EXCEPTION WHEN data_exception THEN
    RAISE EXCEPTION 'not a place in a box' USING ERRCODE = 'YZ400';
END
$$;

CREATE FUNCTION told_rating(p_id uuid) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('level', answer_in(words, 'level')::integer,
                             'person', CASE WHEN answer_in(words, 'person') ~ '^[1-5]$'
                                            THEN answer_in(words, 'person')::integer END,
                             'text', coalesce(answer_in(words, 'text'), ''), 'at', to_json(m.received_at))
    FROM matter m JOIN work_order w ON w.id = m.id CROSS JOIN LATERAL words_of(w.body) words
    WHERE m.about = p_id AND m.service = 'rating' AND answer_in(words, 'level') ~ '^[1-5]$'
    ORDER BY m.received_at LIMIT 1
$$;

CREATE FUNCTION told_answers(p_words jsonb) RETURNS json LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(json_agg(json_build_object(
        'field', a ->> 'field', 'label', a ->> 'field',
        'values', CASE jsonb_typeof(a -> 'value') WHEN 'array' THEN a -> 'value'
                                                  ELSE jsonb_build_array(a -> 'value') END) ORDER BY nth), '[]')
    FROM jsonb_array_elements(p_words -> 'answers') WITH ORDINALITY listed (a, nth)
$$;

-- One order whole, for somebody who works on it: it is noted who looked.
CREATE FUNCTION console_order(p_agent bigint, p_id uuid, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m matter;
    w work_order;
    words jsonb;
    document jsonb;
BEGIN
    SELECT * INTO m FROM matter WHERE id = p_id;
    IF m.id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO w FROM work_order WHERE id = p_id;
    words := words_of(w.body);
    document := console_row(m) || jsonb_build_object(
        'applicant', CASE WHEN jsonb_typeof(words -> 'applicant') = 'object'
                          THEN words -> 'applicant' || jsonb_build_object('phone', coalesce(answer_in(words, 'phone'), '')) END,
        'anonymous', words -> 'anonymous',
        'answers', told_answers(words),
        'attachments', (SELECT coalesce(json_agg(told), '[]') FROM attachments_of(w)),
        'events', (SELECT coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind,
                                                              'actor', coalesce((SELECT to_jsonb(told_agent(a))
                                                                  FROM agent a WHERE 'agent:' || a.name = e.actor), to_jsonb(e.actor)),
                                                              'note', coalesce(e.note, '')) ORDER BY e.id), '[]')
                   FROM event e WHERE e.order_id = p_id),
        'answer', (SELECT json_build_object('text', m.answer, 'by', told_agent(a), 'at', to_json(m.answered_at))
                   FROM agent a WHERE a.id = m.author AND m.answer IS NOT NULL),
        'callbacks', (SELECT coalesce(json_agg(c.id ORDER BY c.received_at), '[]') FROM matter c
                      WHERE c.about = p_id AND c.service = 'callback'),
        'rating', told_rating(p_id),
        'call', CASE WHEN EXISTS (SELECT FROM event e WHERE e.order_id = p_id AND e.kind = 'call-started')
                     THEN true END);
    INSERT INTO order_access VALUES (p_now, p_agent, p_id);
    RETURN document::text;
END
$$;

CREATE FUNCTION take_note(p_agent bigint, p_id uuid, p_text text, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    PERFORM told(p_id, p_now, 'note', actor(p_agent), p_text);
    RETURN found.state;
END
$$;

-- What needs no written answer, such as a matter settled on the telephone; never one that waits for a review.
CREATE FUNCTION close_matter(p_agent bigint, p_id uuid, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found matter := may_change(p_agent, p_id);
BEGIN
    IF found.state NOT IN ('claimed', 'assigned') OR found.responsible IS DISTINCT FROM p_agent THEN
        RAISE EXCEPTION 'not yours to close' USING ERRCODE = 'YZ409';
    END IF;
    UPDATE matter SET state = 'closed' WHERE id = p_id;
    PERFORM told(p_id, p_now, 'closed', actor(p_agent));
    RETURN 'closed';
END
$$;
