-- SPDX-License-Identifier: Apache-2.0
-- Facts of calls: who, when, how long. Nothing of what was said, except what the agent notes for colleagues.
-- An order, where there is one, tells of its call in its events. `p_order` is the null uuid when there is none.

CREATE TABLE citizen_call (
    id       uuid PRIMARY KEY,
    terminal text NOT NULL,
    order_id uuid,
    asked    text NOT NULL CHECK (asked IN ('video', 'audio', 'text')),
    topic    text NOT NULL,
    agent    bigint REFERENCES agent (id),
    began_at timestamptz,
    ended_at timestamptz,
    seconds  integer,
    ending   text
);
CREATE INDEX citizen_call_of_order ON citizen_call (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE call_note (
    id    bigserial PRIMARY KEY,
    call  uuid NOT NULL REFERENCES citizen_call (id),
    at    timestamptz NOT NULL,
    agent bigint NOT NULL REFERENCES agent (id),
    text  text NOT NULL CHECK (length(text) <= 1000)
);

CREATE FUNCTION told_of_call(p_call uuid, p_now timestamptz, p_kind text, p_note text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    about citizen_call;
BEGIN
    SELECT * INTO about FROM citizen_call WHERE id = p_call;
    IF about.order_id IS NULL THEN
        RETURN 'kept';
    END IF;
    PERFORM told(about.order_id, p_now, p_kind,
                 coalesce((SELECT 'agent:' || name FROM agent WHERE id = about.agent), 'citizen'), p_note);
    RETURN 'changed';
END
$$;

CREATE FUNCTION call_began(p_call uuid, p_terminal text, p_order uuid, p_asked text, p_topic text, p_agent bigint,
                           p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO citizen_call (id, terminal, order_id, asked, topic, agent, began_at)
    VALUES (p_call, p_terminal, nullif(p_order, '00000000-0000-0000-0000-000000000000'), p_asked, p_topic, p_agent, p_now)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'kept';
    END IF;
    RETURN told_of_call(p_call, p_now, 'call-started', NULL);
END
$$;

CREATE FUNCTION call_ended(p_call uuid, p_seconds integer, p_ending text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE citizen_call SET ended_at = p_now, seconds = p_seconds, ending = p_ending
    WHERE id = p_call AND ended_at IS NULL;
    IF NOT FOUND THEN
        RETURN 'kept';
    END IF;
    RETURN told_of_call(p_call, p_now, 'call-ended', (p_seconds / 60) || ':' || lpad((p_seconds % 60)::text, 2, '0'));
END
$$;

-- The citizen asked for a call and nobody took it.
CREATE FUNCTION call_missed(p_call uuid, p_terminal text, p_order uuid, p_asked text, p_topic text, p_ending text,
                            p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO citizen_call (id, terminal, order_id, asked, topic, ended_at, ending)
    VALUES (p_call, p_terminal, nullif(p_order, '00000000-0000-0000-0000-000000000000'), p_asked, p_topic, p_now, p_ending)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'kept';
    END IF;
    RETURN told_of_call(p_call, p_now, 'call-unanswered', NULL);
END
$$;

CREATE FUNCTION call_noted(p_call uuid, p_agent bigint, p_text text, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO call_note (call, at, agent, text) VALUES (p_call, p_now, p_agent, p_text);
    RETURN told_of_call(p_call, p_now, 'note', p_text);
END
$$;

-- A hub that starts knows of nobody yet; whoever is there says so again.
CREATE FUNCTION nobody_on_duty() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agent SET on_duty = false WHERE on_duty;
    RETURN 'kept';
END
$$;
