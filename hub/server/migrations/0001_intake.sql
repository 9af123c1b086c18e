-- SPDX-License-Identifier: Apache-2.0
-- Intake of work orders: what terminals hand in, exactly once and in sequence.

CREATE TABLE terminal (
    id         text PRIMARY KEY,
    first_seen timestamptz NOT NULL DEFAULT now(),
    blocked    boolean NOT NULL DEFAULT false
);

-- One row per terminal, locked FOR UPDATE by every intake of that terminal. Room in the page keeps the updates HOT.
CREATE TABLE terminal_state (
    terminal      text PRIMARY KEY REFERENCES terminal (id),
    epoch         uuid,
    next_seq      bigint NOT NULL DEFAULT 1 CHECK (next_seq >= 1),
    last_hash     bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (octet_length(last_hash) = 32),
    closed_epochs uuid[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);

-- The hub's own register number; gaps are allowed, repeats are not.
CREATE SEQUENCE register_serial AS bigint;

-- `terminal` is no foreign key: every insert holds the lock on the terminal's state, and the key's share lock would be
-- a second write per order.
CREATE TABLE work_order (
    id            uuid PRIMARY KEY,
    terminal      text NOT NULL,
    epoch         uuid NOT NULL,
    seq           bigint NOT NULL CHECK (seq >= 1),
    prev_hash     bytea NOT NULL,
    digest        bytea NOT NULL CHECK (octet_length(digest) = 32),
    state         text NOT NULL,
    reason        text,
    service       text,
    pack_id       text,
    pack_version  text,
    captured_at   timestamptz,
    clock_trusted boolean,
    received_at   timestamptz NOT NULL,
    number        text,
    body          bytea,
    receipt       bytea,
    receipt_sig   bytea,
    receipt_kid   text,
    UNIQUE (terminal, epoch, seq),
    CHECK ((state = 'rejected') = (reason IS NOT NULL)),
    CHECK (state = 'rejected' OR (body IS NOT NULL AND receipt IS NOT NULL AND receipt_sig IS NOT NULL
                                  AND receipt_kid IS NOT NULL AND number IS NOT NULL AND service IS NOT NULL))
);
COMMENT ON COLUMN work_order.state IS 'received, rejected (a tombstone), later the states of the mission';
COMMENT ON COLUMN work_order.body IS 'the exact bytes that were sent: personal data';

-- An order that came again under another position, because its terminal carried it over into a new epoch.
CREATE TABLE work_order_carried (
    terminal text NOT NULL,
    epoch    uuid NOT NULL,
    seq      bigint NOT NULL,
    order_id uuid NOT NULL REFERENCES work_order (id),
    at       timestamptz NOT NULL,
    PRIMARY KEY (terminal, epoch, seq)
);

-- Everything that ever happened to an order: appended to, never changed.
CREATE TABLE event (
    id       bigserial PRIMARY KEY,
    order_id uuid NOT NULL,
    at       timestamptz NOT NULL,
    kind     text NOT NULL,
    actor    text NOT NULL
);
CREATE INDEX event_of_order ON event (order_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_never_emptied BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
