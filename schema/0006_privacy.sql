-- Personal data: why they are kept, what their people allow and ask for, who
-- has looked at them, and when they go.

-- What is done with personal data (Art. 30 GDPR).
CREATE TABLE privacy_activity (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	code       text NOT NULL,
	name       text NOT NULL,                  -- texts by language, as JSON
	purpose    text NOT NULL,                  -- texts by language, as JSON
	controller text NOT NULL,                  -- code of the organisation
	basis      text NOT NULL,                  -- 6-1-e
	law        text NOT NULL,                  -- the act that the basis rests on
	data       text NOT NULL,                  -- kinds of data, parted by spaces
	persons    text NOT NULL,
	recipients text NOT NULL,
	safeguards text NOT NULL,
	transfers  text NOT NULL,                  -- outside the Union; '' = none
	class      text NOT NULL,                  -- of privacy_schedule: how long it is kept
	dpia       text NOT NULL,                  -- no, needed, done
	valid_from text NOT NULL,
	valid_to   text NOT NULL,
	version    bigint NOT NULL,
	UNIQUE (network_id, code)
);

-- What a person allows: one kind of data to one country, for a year.
CREATE TABLE privacy_consent (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES network_person (id),
	category    text NOT NULL,
	destination text NOT NULL,                 -- ISO 3166-1
	given_at    text NOT NULL,
	expires_on  text NOT NULL,                 -- last day
	ended_at    text NOT NULL,                 -- '' = not withdrawn, not closed after its last day
	wording     text NOT NULL,                 -- SHA-256 of the words that were shown
	lang        text NOT NULL
);
CREATE INDEX privacy_consent_of ON privacy_consent (person_id);

-- What was passed on, so that a change of mind reaches those who have it.
CREATE TABLE privacy_passed (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES network_person (id),
	network_id  text NOT NULL,
	category    text NOT NULL,
	destination text NOT NULL,
	recipient   text NOT NULL,
	at          text NOT NULL
);
CREATE INDEX privacy_passed_of ON privacy_passed (person_id);

-- What recipients must be told (Art. 7(3), 17(2), 19 GDPR).
CREATE TABLE privacy_notice (
	id              text PRIMARY KEY,
	person_id       text NOT NULL REFERENCES network_person (id),
	network_id      text NOT NULL,
	recipient       text NOT NULL,
	what            text NOT NULL,             -- withdrawn, expired, rectification, erasure, restriction
	category        text NOT NULL,             -- '' = everything
	made_at         text NOT NULL,
	sent_at         text NOT NULL,
	acknowledged_at text NOT NULL
);
CREATE INDEX privacy_notice_open ON privacy_notice (network_id, acknowledged_at);

-- What a person asks for (Art. 15 to 21 GDPR).
CREATE TABLE privacy_request (
	no         bigint PRIMARY KEY,             -- the number of the ticket
	person_id  text NOT NULL REFERENCES network_person (id),
	network_id text NOT NULL REFERENCES network (id),
	kind       text NOT NULL,                  -- access, rectification, erasure, restriction, portability, objection
	text       text NOT NULL,
	lang       text NOT NULL,                  -- of the letters
	state      text NOT NULL,                  -- asked, checked, decided
	identity   text NOT NULL,                  -- how it was made sure who asks
	asked_at   text NOT NULL,
	asked_on   text NOT NULL,                  -- the day in the network's time zone
	due        text NOT NULL,                  -- last day of the answer
	longer     text NOT NULL,                  -- reason for two more months; '' = one month
	outcome    text NOT NULL,                  -- granted, partly, refused
	exception  text NOT NULL,                  -- 17-3-b
	reason     text NOT NULL,
	decided_at text NOT NULL,
	decided_by text NOT NULL,
	version    bigint NOT NULL
);
CREATE INDEX privacy_request_of ON privacy_request (person_id);
CREATE INDEX privacy_request_due ON privacy_request (network_id, state, due);

-- What must not be done with the data of a person (Art. 18, 21 GDPR).
CREATE TABLE privacy_limit (
	person_id  text NOT NULL REFERENCES network_person (id),
	kind       text NOT NULL,                  -- restriction, objection
	request_no bigint NOT NULL,
	since      text NOT NULL,
	PRIMARY KEY (person_id, kind)
);

-- How long each class of data is kept.
CREATE TABLE privacy_schedule (
	class    text PRIMARY KEY,
	days     bigint NOT NULL,
	begins   text NOT NULL,                    -- with what the time begins: created, seen, ended, left
	law      text NOT NULL,
	action   text NOT NULL,                    -- erase, pseudonymise
	verified boolean NOT NULL,                 -- false: still to be checked with a lawyer
	version  bigint NOT NULL
);
INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('session', 30, 'seen', 'GDPR 5(1)(e)', 'erase', TRUE, 1),
	('link', 1, 'ended', 'GDPR 5(1)(e)', 'erase', TRUE, 1),
	('try', 30, 'created', 'GDPR 5(1)(e), 32', 'erase', TRUE, 1),
	('feedback', 365, 'created', 'GDPR 5(1)(e)', 'erase', TRUE, 1),
	('rejected', 730, 'created', 'GDPR 5(1)(e)', 'erase', FALSE, 1),
	('answer', 30, 'created', 'GDPR 5(1)(e)', 'erase', TRUE, 1),
	('account', 730, 'left', 'GDPR 5(1)(e), 17(1)(a)', 'pseudonymise', FALSE, 1),
	('reading', 730, 'seen', 'GDPR 5(2), 15(1)(c)', 'erase', FALSE, 1),
	('alarm', 730, 'created', 'GDPR 5(2), 33(5)', 'erase', FALSE, 1),
	('request', 1095, 'ended', 'GDPR 5(2)', 'erase', FALSE, 1),
	('consent', 1095, 'ended', 'GDPR 7(1)', 'erase', FALSE, 1);

-- When a class was looked through, and how many rows went.
CREATE TABLE privacy_run (
	class  text NOT NULL,
	day    text NOT NULL,
	at     text NOT NULL,
	n_gone bigint NOT NULL,
	PRIMARY KEY (class, day)
);

-- Who has looked at whose data: one row for an hour, with how often.
CREATE TABLE privacy_reading (
	who        text NOT NULL,
	person_id  text NOT NULL,
	what       text NOT NULL,
	hour       text NOT NULL,                  -- 2026-11-21T10
	network_id text NOT NULL,
	times      bigint NOT NULL,
	last_at    text NOT NULL,
	PRIMARY KEY (who, hour, person_id, what)
);
CREATE INDEX privacy_reading_of ON privacy_reading (person_id, last_at);

-- Readings and exports that are more than somebody's work asks for.
CREATE TABLE privacy_alarm (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	who        text NOT NULL,
	kind       text NOT NULL,                  -- readings, export
	hour       text NOT NULL,
	n_persons  bigint NOT NULL,
	at         text NOT NULL,
	seen_by    text NOT NULL,
	seen_at    text NOT NULL,
	UNIQUE (who, kind, hour)
);
CREATE TABLE privacy_threshold (
	kind    text PRIMARY KEY,                  -- readings, export
	most    bigint NOT NULL,                   -- in an hour
	version bigint NOT NULL
);
INSERT INTO privacy_threshold (kind, most, version) VALUES ('readings', 100, 1), ('export', 1000, 1);

-- Special categories (Art. 9 GDPR), sealed with a key for each person, which
-- itself is sealed with the key of the installation: without its key what a
-- backup holds is lost too.
CREATE TABLE privacy_key (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	sealed_by text NOT NULL,                   -- id of the installation's key
	sealed    text NOT NULL,                   -- base64
	at        text NOT NULL
);
CREATE TABLE privacy_special (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES network_person (id),
	network_id text NOT NULL,
	org_id     text NOT NULL,                  -- whose counsellors may read it
	category   text NOT NULL,                  -- health, disability, origin, union
	sealed     text NOT NULL,                  -- base64
	at         text NOT NULL
);
CREATE INDEX privacy_special_of ON privacy_special (person_id);
