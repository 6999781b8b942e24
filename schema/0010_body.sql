-- The bodies of a network: their mandates, who sits in them and since when;
-- how people are reached; what membership costs.

CREATE TABLE body (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	code       text NOT NULL,                  -- BOARD
	kind       text NOT NULL,                  -- board, assembly, committee, advisers, working_group, secretariat
	name       text NOT NULL,                  -- texts by language, as JSON
	parent_id  text,                           -- the body above it
	languages  text NOT NULL,                  -- into which meetings are interpreted: 'en lt'
	documents  text NOT NULL,                  -- of its documents
	source     text NOT NULL,                  -- on what it rests
	verified   boolean NOT NULL,               -- false: still to be checked against its source
	valid_from text NOT NULL,                  -- '' = not known
	valid_to   text NOT NULL,                  -- last day; '' = lasts
	version    bigint NOT NULL,
	UNIQUE (network_id, code),
	UNIQUE (network_id, id),
	FOREIGN KEY (network_id, parent_id) REFERENCES body (network_id, id)
);

-- What a body is charged with, as it was adopted; rows are only added.
CREATE TABLE body_mandate (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	body_id    text NOT NULL,
	valid_from text NOT NULL,
	text       text NOT NULL,                  -- texts by language, as JSON
	source     text NOT NULL,                  -- the decision or the document
	made_at    text NOT NULL,
	FOREIGN KEY (network_id, body_id) REFERENCES body (network_id, id),
	UNIQUE (network_id, body_id, valid_from)
);

CREATE TABLE body_seat (
	id              text PRIMARY KEY,
	network_id      text NOT NULL,
	body_id         text NOT NULL,
	organisation_id text REFERENCES network_organisation (id), -- none = not of an organisation, or not known
	person_id       text REFERENCES network_person (id),       -- none = vacant, or not known
	role            text NOT NULL,             -- chair, first_vice, member, alternate, …
	region          text NOT NULL,             -- for which it sits, in an assembly of regions
	valid_from      text NOT NULL,
	valid_to        text NOT NULL,             -- last day; '' = lasts
	source          text NOT NULL,
	version         bigint NOT NULL,
	FOREIGN KEY (network_id, body_id) REFERENCES body (network_id, id)
);
CREATE INDEX body_seat_of ON body_seat (body_id, valid_from);
CREATE INDEX body_seat_person ON body_seat (person_id);

-- How a person is reached at work, and what about.
CREATE TABLE body_contact (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	email     text NOT NULL,
	phone     text NOT NULL,
	languages text NOT NULL,                   -- codes, parted by spaces
	topics    text NOT NULL,                   -- codes, parted by spaces
	photo     text NOT NULL,                   -- kind of the picture; '' = none
	version   bigint NOT NULL
);
CREATE TABLE body_photo (
	person_id text PRIMARY KEY REFERENCES body_contact (person_id) ON DELETE CASCADE,
-- +only sqlite
	bytes     blob NOT NULL
-- +end
-- +only postgres
	bytes     bytea NOT NULL
-- +end
);

-- What membership costs: bands with their weights, and the amount of a unit.
CREATE TABLE body_fee_band (
	network_id text NOT NULL REFERENCES network (id),
	valid_from text NOT NULL,                  -- the year from which it holds: 2026
	basis      text NOT NULL,                  -- unit, staff, gdp
	least      bigint NOT NULL,                -- the band begins here
	value      bigint NOT NULL,                -- of a unit in cents; a weight in hundredths
	source     text NOT NULL,
	verified   boolean NOT NULL,
	PRIMARY KEY (network_id, valid_from, basis, least)
);
-- What the fee of a member is worked out from.
CREATE TABLE body_fee_base (
	network_id      text NOT NULL REFERENCES network (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	year            text NOT NULL,
	staff           bigint NOT NULL,           -- people at work in the service
	gdp             bigint NOT NULL,           -- per person, in purchasing power
	source          text NOT NULL,
	PRIMARY KEY (network_id, organisation_id, year)
);

INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('contact', 365, 'left', 'GDPR 5(1)(e), 17(1)(a)', 'erase', FALSE, 1);
