-- Who is in a network, by which rules, and who may sign in.

CREATE TABLE network (
	id          text PRIMARY KEY,
	code        text NOT NULL UNIQUE,          -- PES-NETWORK
	kind        text NOT NULL,                 -- european, project, county, national, world
	fictional   boolean NOT NULL,
	zone        text NOT NULL,                 -- IANA time zone in which its days are counted
	languages   text NOT NULL,                 -- in which it works: 'lt ro'
	valid_from  text NOT NULL,
	valid_to    text NOT NULL,
	source      text NOT NULL,
	legal_basis text NOT NULL,                 -- texts by language, as JSON
	name        text NOT NULL,
	headline    text NOT NULL,
	purpose     text NOT NULL,
	about       text NOT NULL,
	version     bigint NOT NULL
);

CREATE TABLE network_charter (
	network_id text NOT NULL REFERENCES network (id),
	rule       text NOT NULL,                  -- meeting.notice_days
	value      text NOT NULL,
	valid_from text NOT NULL,                  -- '' = always
	valid_to   text NOT NULL,                  -- '' = until the next value
	source     text NOT NULL,
	place      text NOT NULL,                  -- where in the source
	verified   boolean NOT NULL,
	version    bigint NOT NULL,
	PRIMARY KEY (network_id, rule, valid_from)
);

CREATE TABLE network_organisation (
	id          text PRIMARY KEY,
	code        text NOT NULL UNIQUE,          -- LT-UZT
	kind        text NOT NULL,
	country     text NOT NULL,                 -- ISO 3166-1
	region      text NOT NULL,                 -- NUTS
	parent_id   text REFERENCES network_organisation (id),
	native_name text NOT NULL,
	native_lang text NOT NULL,
	name        text NOT NULL,                 -- texts by language, as JSON
	short_name  text NOT NULL,
	website     text NOT NULL,
	fictional   boolean NOT NULL,
	tile        text NOT NULL,                 -- what its place on the tile map says
	tile_column bigint NOT NULL,               -- 0 = that of its country
	tile_row    bigint NOT NULL,
	offices     bigint NOT NULL,               -- 0 = not known
	counsellors bigint NOT NULL,
	known       text NOT NULL,                 -- for what; texts by language
	verified    boolean NOT NULL,              -- false: not yet checked against a source
	folded      text NOT NULL,                 -- every name, folded for search
	version     bigint NOT NULL
);

-- A membership is a claim of a source: sources may disagree.
CREATE TABLE network_membership (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	kind            text NOT NULL,             -- member, observer, partner, associate, former, none
	role            text NOT NULL,             -- chair, founder, coordinator, …
	valid_from      text NOT NULL,             -- a day, a month or a year; '' = not known
	valid_to        text NOT NULL,             -- the last day, month or year; '' = lasts
	source          text NOT NULL,
	disputed        boolean NOT NULL,
	verified        boolean NOT NULL,
	note            text NOT NULL,             -- texts by language, as JSON
	version         bigint NOT NULL
);
CREATE INDEX network_membership_of ON network_membership (network_id, organisation_id);

CREATE TABLE network_person (
	id        text PRIMARY KEY,
	login     text NOT NULL UNIQUE,            -- folded
	name      text NOT NULL,
	lang      text NOT NULL,
	about     text NOT NULL,                   -- texts by language, as JSON
	fictional boolean NOT NULL,
	password  text NOT NULL,                   -- argon2id, '' = none yet
	version   bigint NOT NULL
);

CREATE TABLE network_role (
	id              text PRIMARY KEY,
	person_id       text NOT NULL REFERENCES network_person (id),
	network_id      text REFERENCES network (id),              -- none = the whole installation
	organisation_id text REFERENCES network_organisation (id), -- none = of the network itself
	role            text NOT NULL,
	valid_from      text NOT NULL,
	valid_to        text NOT NULL
);
CREATE INDEX network_role_of ON network_role (person_id);

CREATE TABLE network_session (
	token      text PRIMARY KEY,               -- SHA-256 of what the browser holds
	person_id  text NOT NULL REFERENCES network_person (id),
	created_at text NOT NULL,
	seen_at    text NOT NULL
);

-- One-time links: the first administrator, a forgotten password.
CREATE TABLE network_link (
	token      text PRIMARY KEY,               -- SHA-256 of what the link holds
	person_id  text NOT NULL REFERENCES network_person (id),
	expires_at text NOT NULL
);

CREATE TABLE network_news (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	day        text NOT NULL,                  -- a day, a month or a year; '' = not known
	about      text NOT NULL,                  -- where the line leads: figures, members, charter, network
	title      text NOT NULL,                  -- texts by language, as JSON
	body       text NOT NULL,
	source     text NOT NULL
);
CREATE INDEX network_news_by_day ON network_news (network_id, day);

-- What the facts rest on: documents that other rows name by their code.
CREATE TABLE network_source (
	code  text PRIMARY KEY,
	day   text NOT NULL,
	lang  text NOT NULL,
	url   text NOT NULL,
	title text NOT NULL                        -- texts by language, as JSON
);

-- What was done by whom; rows are only added.
CREATE TABLE audit (
	no         bigint PRIMARY KEY,
	at         text NOT NULL,
	who        text NOT NULL,
	network_id text NOT NULL,
	action     text NOT NULL,
	subject    text NOT NULL,                  -- kind and id of what it was done to
	detail     text NOT NULL,                  -- JSON: before, after, why
	hash       text NOT NULL                   -- SHA-256 over this row and the hash before
);
CREATE INDEX audit_by_subject ON audit (subject);

-- Answers that were given to an Idempotency-Key.
CREATE TABLE idempotency (
	who    text NOT NULL,
	key    text NOT NULL,
	ask    text NOT NULL,                      -- hash of method, path and body
	status bigint NOT NULL,
	answer text NOT NULL,
	at     text NOT NULL,
	PRIMARY KEY (who, key)
);
