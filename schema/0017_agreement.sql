-- Agreements between members, and between members and offices that are in no
-- network: who with whom, about what, since when and until when.
CREATE TABLE agreement (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	no         bigint NOT NULL,
	title      text NOT NULL,                  -- texts by language, as JSON
	about      text NOT NULL,                  -- texts by language, as JSON
	themes     text NOT NULL,                  -- codes, parted by spaces
	exchange   text NOT NULL,                  -- what the parties may pass to each other: codes
	state      text NOT NULL,                  -- documented, preparation, signed, ended
	signed_on  text NOT NULL,                  -- dates: '' = not known
	valid_from text NOT NULL,
	valid_to   text NOT NULL,
	ended_on   text NOT NULL,
	remind     bigint NOT NULL,                -- days before the last day on which renewal is asked for
	source     text NOT NULL,                  -- code of the document that it is known from, or a text
	version    bigint NOT NULL,
	UNIQUE (network_id, no)
);

CREATE TABLE agreement_party (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	agreement_id    text NOT NULL REFERENCES agreement (id),
	position        bigint NOT NULL,
	organisation_id text REFERENCES network_organisation (id), -- NULL = an office outside
	name            text NOT NULL,             -- of an office outside: texts by language, as JSON
	country         text NOT NULL,             -- of an office outside: ISO 3166-1
	place           text NOT NULL,
	contact         text NOT NULL,             -- a function or an office, never a person
	address         text NOT NULL              -- of that office: e-mail or web
);
CREATE INDEX agreement_party_of ON agreement_party (agreement_id);
CREATE INDEX agreement_party_org ON agreement_party (organisation_id);

-- What was done under it.
CREATE TABLE agreement_activity (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	agreement_id text NOT NULL REFERENCES agreement (id),
	day          text NOT NULL,
	kind         text NOT NULL,
	title        text NOT NULL,
	link         text NOT NULL
);
CREATE INDEX agreement_activity_day ON agreement_activity (network_id, day);

CREATE TABLE agreement_document (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	agreement_id text NOT NULL REFERENCES agreement (id),
	day          text NOT NULL,                -- '' = not known
	title        text NOT NULL,
	link         text NOT NULL
);
CREATE INDEX agreement_document_of ON agreement_document (agreement_id);
