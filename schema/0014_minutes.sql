-- Minutes of meetings: their text with every change, who got them, what was
-- commented, what was approved.

CREATE TABLE minutes (
	id            text PRIMARY KEY,
	network_id    text NOT NULL REFERENCES network (id),
	meeting_id    text NOT NULL UNIQUE REFERENCES meeting (id),
	lang          text NOT NULL,
	state         text NOT NULL,               -- draft, circulated, approved
	round         bigint NOT NULL,             -- how often they were circulated
	circulated_at text NOT NULL,
	circulated_on text NOT NULL,               -- day in the zone of the network
	comments_to   text NOT NULL,               -- last day of comments
	approved_at   text NOT NULL,
	approved_on   text NOT NULL,
	how           text NOT NULL,               -- meeting, written, silence
	decision      text NOT NULL,               -- code of the decision that approves them
	hash          text NOT NULL,               -- SHA-256 of what is sealed
	sealed        text NOT NULL,
	public        boolean NOT NULL,            -- public pieces are published on approval
	version       bigint NOT NULL,
	UNIQUE (network_id, id)
);

CREATE TABLE minutes_piece (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	minutes_id text NOT NULL REFERENCES minutes (id),
	item_id    text NOT NULL,                  -- of the agenda; '' = a free paragraph
	position   bigint NOT NULL,
	title      text NOT NULL,                  -- '' = that of the item
	wording    text NOT NULL,
	public     boolean NOT NULL,
	changed_by text NOT NULL,
	changed_at text NOT NULL,
	version    bigint NOT NULL
);
CREATE INDEX minutes_piece_of ON minutes_piece (minutes_id, position);

-- Every version of every piece; rows are only added.
CREATE TABLE minutes_change (
	network_id text NOT NULL REFERENCES network (id),
	piece_id   text NOT NULL REFERENCES minutes_piece (id),
	version    bigint NOT NULL,
	wording    text NOT NULL,
	public     boolean NOT NULL,
	who        text NOT NULL,
	at         text NOT NULL,
	PRIMARY KEY (piece_id, version)
);

-- To whom they were sent, in which round, by which letter.
CREATE TABLE minutes_receiver (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	minutes_id      text NOT NULL REFERENCES minutes (id),
	round           bigint NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- '' = nobody represents the organisation
	letter_id       text NOT NULL,
	present         boolean NOT NULL           -- was at the meeting
);
CREATE INDEX minutes_receiver_of ON minutes_receiver (minutes_id, round);
CREATE INDEX minutes_receiver_person ON minutes_receiver (person_id);

CREATE TABLE minutes_comment (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	minutes_id      text NOT NULL REFERENCES minutes (id),
	piece_id        text NOT NULL,             -- '' = the whole
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,
	wording         text NOT NULL,
	at              text NOT NULL,
	answer          text NOT NULL,             -- taken, declined; '' = not yet
	reason          text NOT NULL,
	answered_at     text NOT NULL
);
CREATE INDEX minutes_comment_of ON minutes_comment (minutes_id, at);
CREATE INDEX minutes_comment_person ON minutes_comment (person_id);

-- What is added to approved minutes.
CREATE TABLE minutes_addendum (
	id          text PRIMARY KEY,
	network_id  text NOT NULL REFERENCES network (id),
	minutes_id  text NOT NULL REFERENCES minutes (id),
	no          bigint NOT NULL,
	wording     text NOT NULL,
	author      text NOT NULL,
	made_on     text NOT NULL,
	approved_on text NOT NULL,
	decision    text NOT NULL,                 -- code of the decision that approves it
	hash        text NOT NULL,
	UNIQUE (minutes_id, no)
);

-- Documents that were made of minutes, as base64.
CREATE TABLE minutes_document (
	network_id text NOT NULL REFERENCES network (id),
	minutes_id text NOT NULL REFERENCES minutes (id),
	lang       text NOT NULL,
	of         text NOT NULL,                  -- SHA-256 of the page that it was made of
	job_id     text NOT NULL,
	pdf        text NOT NULL,                  -- '' = not made yet
	PRIMARY KEY (minutes_id, lang)
);

-- Approved minutes never change, whoever asks.
-- +only sqlite
-- +goose StatementBegin
CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes WHEN OLD.state = 'approved' AND (NEW.state <> OLD.state OR NEW.sealed <> OLD.sealed OR NEW.hash <> OLD.hash OR NEW.meeting_id <> OLD.meeting_id)
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER minutes_kept BEFORE DELETE ON minutes WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER minutes_piece_frozen BEFORE UPDATE ON minutes_piece WHEN (SELECT state FROM minutes WHERE id = OLD.minutes_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER minutes_piece_kept BEFORE DELETE ON minutes_piece WHEN (SELECT state FROM minutes WHERE id = OLD.minutes_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;
-- +goose StatementEnd
-- +end
-- +only postgres
-- +goose StatementBegin
CREATE FUNCTION minutes_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
	RAISE EXCEPTION 'approved minutes never change';
END
$body$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION minutes_refuse_piece() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
	IF (SELECT state FROM minutes WHERE id = OLD.minutes_id) = 'approved' THEN
		RAISE EXCEPTION 'approved minutes never change';
	END IF;
	IF TG_OP = 'DELETE' THEN
		RETURN OLD;
	END IF;
	RETURN NEW;
END
$body$;
-- +goose StatementEnd
CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes FOR EACH ROW
	WHEN (OLD.state = 'approved' AND (NEW.state <> OLD.state OR NEW.sealed <> OLD.sealed OR NEW.hash <> OLD.hash OR NEW.meeting_id <> OLD.meeting_id)) EXECUTE FUNCTION minutes_refuse();
CREATE TRIGGER minutes_kept BEFORE DELETE ON minutes FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION minutes_refuse();
CREATE TRIGGER minutes_piece_frozen BEFORE UPDATE OR DELETE ON minutes_piece FOR EACH ROW EXECUTE FUNCTION minutes_refuse_piece();
-- +end

-- +only postgres
ALTER TABLE minutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes USING (public AND state = 'approved' OR wall(network_id));
ALTER TABLE minutes_piece ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_piece FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_piece USING (wall(network_id) OR public AND EXISTS (SELECT 1 FROM minutes m WHERE m.id = minutes_id AND m.public AND m.state = 'approved'));
ALTER TABLE minutes_addendum ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_addendum FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_addendum USING (wall(network_id) OR approved_on <> '' AND EXISTS (SELECT 1 FROM minutes m WHERE m.id = minutes_id AND m.public AND m.state = 'approved'));
ALTER TABLE minutes_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_change FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_change USING (wall(network_id));
ALTER TABLE minutes_receiver ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_receiver FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_receiver USING (wall(network_id));
ALTER TABLE minutes_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_comment FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_comment USING (wall(network_id));
ALTER TABLE minutes_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_document FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON minutes_document USING (wall(network_id));
-- +end
