-- How organisations join a network, and leave it.

CREATE TABLE accession (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,           -- within the network
	state           text NOT NULL,             -- applicant, forms_signed, active_without_representative, active, suspended, withdrawn, refused, revoked
	code            text NOT NULL,             -- of the organisation: as it is, or as it will be
	kind            text NOT NULL,
	name            text NOT NULL,
	name_lang       text NOT NULL,
	country         text NOT NULL,
	region          text NOT NULL,
	website         text NOT NULL,
	reason          text NOT NULL,             -- why it wants to join
	person_id       text NOT NULL REFERENCES network_person (id), -- who applied for it
	lang            text NOT NULL,             -- of the letters
	key             text NOT NULL,             -- SHA-256 of what the link of the applicant holds
	key_until       text NOT NULL,
	applied_on      text NOT NULL,             -- the day in the network's time zone
	moved_on        text NOT NULL,             -- day of the last step
	decision        text NOT NULL,             -- by which it was admitted, refused or revoked
	grounds         text NOT NULL,             -- of a refusal or a revocation
	organisation_id text REFERENCES network_organisation (id), -- once it is a member
	version         bigint NOT NULL,
	UNIQUE (network_id, no),
	UNIQUE (network_id, id)
);
CREATE INDEX accession_by_key ON accession (key);

-- A document that was signed: a file, or on paper.
CREATE TABLE accession_document (
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	document     text NOT NULL,                -- partnership_agreement
	how          text NOT NULL,                -- file, paper
	name         text NOT NULL,                -- of the file
	kind         text NOT NULL,                -- application/pdf
	size         bigint NOT NULL,
	sum          text NOT NULL,                -- SHA-256 of the file
	signed_on    text NOT NULL,
	place        text NOT NULL,
	put_at       text NOT NULL,
	put_by       text NOT NULL,
	PRIMARY KEY (accession_id, document),
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);
CREATE TABLE accession_file (
	accession_id text NOT NULL,
	document     text NOT NULL,
-- +only sqlite
	bytes        blob NOT NULL,
-- +end
-- +only postgres
	bytes        bytea NOT NULL,
-- +end
	PRIMARY KEY (accession_id, document),
	FOREIGN KEY (accession_id, document) REFERENCES accession_document (accession_id, document) ON DELETE CASCADE
);

-- The self-check before joining.
CREATE TABLE accession_answer (
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	point        text NOT NULL,
	answer       text NOT NULL,                -- yes, partly, no
	remark       text NOT NULL,
	PRIMARY KEY (accession_id, point),
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);

-- Who was nominated to represent the organisation, with the written task; the
-- last one is the present one.
CREATE TABLE accession_nominee (
	id           text PRIMARY KEY,
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	person_id    text NOT NULL REFERENCES network_person (id),
	task         text NOT NULL,                -- task and role, as the organisation wrote them down
	valid_from   text NOT NULL,
	made_at      text NOT NULL,
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);
CREATE INDEX accession_nominee_of ON accession_nominee (accession_id);

-- Each step, for those who look back; rows are only added.
CREATE TABLE accession_step (
	id           text PRIMARY KEY,
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	state        text NOT NULL,                -- to which it went
	day          text NOT NULL,
	reason       text NOT NULL,
	at           text NOT NULL,
	who          text NOT NULL,                -- id of a person; '' = the applicant by the link
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);
CREATE INDEX accession_step_of ON accession_step (accession_id);

-- What an organisation says of itself while it joins is for those who run the
-- network, and for the people it is about.
-- +only postgres
ALTER TABLE accession ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession USING (office(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE accession_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession_document FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession_document USING (office(network_id)) WITH CHECK (true);
ALTER TABLE accession_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession_answer USING (office(network_id)) WITH CHECK (true);
ALTER TABLE accession_nominee ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession_nominee FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession_nominee USING (office(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE accession_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession_step FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession_step USING (office(network_id)) WITH CHECK (true);
ALTER TABLE accession_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE accession_file FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON accession_file USING (whole()) WITH CHECK (true);
-- +end
