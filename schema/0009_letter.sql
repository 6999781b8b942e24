-- Letters: what is sent by mail, how often people want it, and the secret
-- addresses of their calendars.

-- What waits to be sent, and what has been. It is put here in the transaction
-- of the deed that it tells of.
CREATE TABLE mail_letter (
	id         text PRIMARY KEY,
	network_id text NOT NULL,                  -- '' = of no network
	person_id  text NOT NULL,
	kind       text NOT NULL,                  -- meeting.invited
	need       text NOT NULL,                  -- JSON: what the receiver must be allowed when it is sent
	subject    text NOT NULL,
	body       text NOT NULL,
	link       text NOT NULL,
	calendar   text NOT NULL,                  -- RFC 5545; '' = no event
	method     text NOT NULL,                  -- of the calendar: REQUEST, CANCEL, PUBLISH
	urgent     boolean NOT NULL,               -- never waits for a digest
	about      text NOT NULL,                  -- "meeting 0198…", for lists of who got what
	put_at     text NOT NULL,
	due_at     text NOT NULL,                  -- not sent before
	held       boolean NOT NULL,               -- waits for a digest
	state      text NOT NULL,                  -- waiting, claimed, sent, refused, failed
	parcel     text NOT NULL,                  -- of the mail that it travels in; '' = none yet
	tries      bigint NOT NULL,
	changed_at text NOT NULL,
	reason     text NOT NULL                   -- id of words, or what the server answered
);
CREATE INDEX mail_letter_due ON mail_letter (state, due_at);
CREATE INDEX mail_letter_about ON mail_letter (about);
CREATE INDEX mail_letter_to ON mail_letter (person_id, put_at);
CREATE INDEX mail_letter_network ON mail_letter (network_id, put_at);

-- How often a person wants letters of a kind.
CREATE TABLE letter_choice (
	person_id text NOT NULL REFERENCES network_person (id),
	kind      text NOT NULL,                   -- '' = every kind that has no choice of its own
	often     text NOT NULL,                   -- once, daily, weekly, urgent
	PRIMARY KEY (person_id, kind)
);

-- What was reminded of, so that it is not done twice.
CREATE TABLE letter_reminder (
	network_id text NOT NULL,
	person_id  text NOT NULL,
	kind       text NOT NULL,
	at         text NOT NULL,                  -- the page where it is done
	due        text NOT NULL,                  -- day
	put_at     text NOT NULL,
	PRIMARY KEY (network_id, person_id, kind, at, due)
);

-- Secret addresses of calendars: whoever knows one reads that calendar and
-- nothing else.
CREATE TABLE letter_feed (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES network_person (id),
	hash       text NOT NULL UNIQUE,           -- SHA-256 of the secret
	made_at    text NOT NULL,
	read_at    text NOT NULL                   -- last read; '' = never
);
CREATE INDEX letter_feed_of ON letter_feed (person_id);

INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('letter', 1095, 'ended', 'GDPR 5(1)(e)', 'erase', FALSE, 1);

-- +only postgres
ALTER TABLE mail_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_letter FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON mail_letter USING (wall(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE letter_reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON letter_reminder USING (wall(network_id) OR own(person_id)) WITH CHECK (true);
-- +end
