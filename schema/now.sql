-- The schema as it is: the sum of the numbered changes, as SQLite has it.
-- Written by "make docs"; change the schema by a new numbered file.

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

CREATE TABLE home_feedback (
	no         bigint PRIMARY KEY,             -- the number of the ticket
	network_id text NOT NULL,                  -- '' = about the installation
	kind       text NOT NULL,                  -- accessibility, figure, fault, idea
	text       text NOT NULL,
	contact    text NOT NULL,                  -- where to answer; '' = no answer is wanted
	page       text NOT NULL,                  -- that it is about
	lang       text NOT NULL,
	who        text NOT NULL,                  -- id of the person, '' = not signed in
	at         text NOT NULL,
	due        text NOT NULL                   -- day by which it is answered
);

CREATE TABLE idempotency (
	who    text NOT NULL,
	key    text NOT NULL,
	ask    text NOT NULL,                      -- hash of method, path and body
	status bigint NOT NULL,
	answer text NOT NULL,
	at     text NOT NULL,
	PRIMARY KEY (who, key)
);

CREATE TABLE indicator (
	dataset   text NOT NULL,
	code      text NOT NULL,                   -- PA3.C1.
	name      text NOT NULL,                   -- texts by language, as JSON
	unit      text NOT NULL,
	groups    text NOT NULL,
	source    text NOT NULL,
	better    text NOT NULL,                   -- higher, lower or nothing
	reference text NOT NULL,                   -- area to compare with: EU27_2020
	folded    text NOT NULL,                   -- code and names, folded for search
	batch     bigint NOT NULL,
	PRIMARY KEY (dataset, code)
);

CREATE TABLE indicator_batch (
	no         bigint PRIMARY KEY,
	network_id text NOT NULL,
	org_id     text NOT NULL,
	draft      boolean NOT NULL,
	source     text NOT NULL,                  -- code of the importer
	files      text NOT NULL,                  -- JSON: names, sizes and hashes
	given      text NOT NULL,                  -- JSON: how it is read
	vintage    text NOT NULL,                  -- day on which the source published it, or on which it came
	who        text NOT NULL,
	state      text NOT NULL,                  -- reading, done, stopped, failed, undone, preview
	place      text NOT NULL,                  -- JSON: how far the reading is
	holder     text NOT NULL,                  -- process that reads
	n_new      bigint NOT NULL,
	n_changed  bigint NOT NULL,
	n_same     bigint NOT NULL,
	n_gone     bigint NOT NULL,
	n_rejected bigint NOT NULL,
	began_at   text NOT NULL,
	changed_at text NOT NULL
);

CREATE INDEX indicator_batch_by_network ON indicator_batch (network_id, no);

CREATE TABLE indicator_group (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	who        text NOT NULL,
	name       text NOT NULL,
	members    text NOT NULL,                  -- JSON: codes of areas or organisations
	saved_at   text NOT NULL
);

CREATE INDEX indicator_group_of ON indicator_group (network_id, who);

CREATE TABLE indicator_mapping (
	network_id text NOT NULL,
	org_id     text NOT NULL,
	heading    text NOT NULL,                  -- hash of the headings of the columns
	mapping    text NOT NULL,                  -- JSON
	saved_at   text NOT NULL,
	PRIMARY KEY (network_id, org_id, heading)
);

CREATE TABLE indicator_observation (
	series bigint NOT NULL,                    -- of indicator_series; unchecked, as the check would cost a third of an import
	period text NOT NULL,                      -- 2024, 2024-Q1, 2024-03
	value  double precision,                   -- none = the source says that it is missing
	flags  text NOT NULL,
	batch  bigint NOT NULL,
	PRIMARY KEY (series, period)
) WITHOUT ROWID;

CREATE TABLE indicator_past (
	batch  bigint NOT NULL,                    -- the batch that replaced it
	series bigint NOT NULL,
	period text NOT NULL,
	value  double precision,
	flags  text NOT NULL,
	was_of bigint NOT NULL,                    -- the batch that had brought it
	PRIMARY KEY (batch, series, period)
);

CREATE INDEX indicator_past_of ON indicator_past (was_of);

CREATE TABLE indicator_rejected (
	batch     bigint NOT NULL,
	no        bigint NOT NULL,
	file      text NOT NULL,
	row_no    bigint NOT NULL,
	column_is text NOT NULL,
	found     text NOT NULL,
	cause     text NOT NULL,
	PRIMARY KEY (batch, no)
);

CREATE TABLE indicator_seen (
	batch  bigint NOT NULL,
	series bigint NOT NULL,
	period text NOT NULL,
	PRIMARY KEY (batch, series, period)
) WITHOUT ROWID;

CREATE TABLE indicator_series (
	id         bigint PRIMARY KEY,             -- hash of the other columns
	network_id text NOT NULL,                  -- '' = public, for every network
	org_id     text NOT NULL,                  -- whose own figures they are; '' = a public source's
	draft      boolean NOT NULL,               -- not yet released: for the own member alone
	dataset    text NOT NULL,
	indicator  text NOT NULL,
	area       text NOT NULL,                  -- reference area; '' where org is set
	org        text NOT NULL,                  -- code of the organisation that is measured
	freq       text NOT NULL,                  -- A, S, Q, M, W, D
	unit       text NOT NULL,
	dims       text NOT NULL                   -- age=Y15-24,sex=F
);

CREATE INDEX indicator_series_in ON indicator_series (dataset, network_id, org_id);

CREATE INDEX indicator_series_of ON indicator_series (indicator, area, org);

CREATE TABLE indicator_upload (
	no         bigint PRIMARY KEY,
	network_id text NOT NULL,
	org_id     text NOT NULL,
	who        text NOT NULL,
	name       text NOT NULL,
	size       bigint NOT NULL,
	hash       text NOT NULL,
	about      text NOT NULL,                  -- JSON: as the file is read
	source     text NOT NULL,
	mapping    text NOT NULL,                  -- JSON: what each column means
	answers    text NOT NULL,                  -- JSON: what to do about each kind of problem
	preview    bigint NOT NULL,                -- batch of the preview; 0 = none yet
	batch      bigint NOT NULL,                -- batch that it became; 0 = none yet
	job_id     text NOT NULL,
	asked_at   text NOT NULL,
	version    bigint NOT NULL
);

CREATE TABLE indicator_upload_part (
	upload bigint NOT NULL REFERENCES indicator_upload (no) ON DELETE CASCADE,
	no     bigint NOT NULL,
	bytes  blob NOT NULL,
	PRIMARY KEY (upload, no)
);

CREATE TABLE indicator_warning (
	batch bigint NOT NULL,
	no    bigint NOT NULL,
	file  text NOT NULL,
	id    text NOT NULL,
	args  text NOT NULL,                       -- JSON
	PRIMARY KEY (batch, no)
);

CREATE TABLE job (
	id         text PRIMARY KEY,
	kind       text NOT NULL,
	network_id text NOT NULL,
	who        text NOT NULL,
	given      text NOT NULL,                  -- JSON: what the work needs to know
	state      text NOT NULL,                  -- waiting, running, done, stopped, failed
	done       bigint NOT NULL,
	total      bigint NOT NULL,
	result     text NOT NULL,                  -- JSON
	problem    text NOT NULL,                  -- JSON: the refusal that ended it
	asked_at   text NOT NULL,
	changed_at text NOT NULL,
	stop       boolean NOT NULL
);

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

CREATE TABLE network_link (
	token      text PRIMARY KEY,               -- SHA-256 of what the link holds
	person_id  text NOT NULL REFERENCES network_person (id),
	expires_at text NOT NULL
);

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

CREATE TABLE network_source (
	code  text PRIMARY KEY,
	day   text NOT NULL,
	lang  text NOT NULL,
	url   text NOT NULL,
	title text NOT NULL                        -- texts by language, as JSON
);
