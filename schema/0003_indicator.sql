-- Figures: what is measured, the lines of figures, the figures themselves,
-- and the batches in which they came.

-- Indicators that come with a source; those that pesnet defines are files in
-- indicator/catalogue.
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
CREATE INDEX indicator_series_of ON indicator_series (indicator, area, org);
CREATE INDEX indicator_series_in ON indicator_series (dataset, network_id, org_id);

CREATE TABLE indicator_observation (
	series bigint NOT NULL,                    -- of indicator_series; unchecked, as the check would cost a third of an import
	period text NOT NULL,                      -- 2024, 2024-Q1, 2024-03
	value  double precision,                   -- none = the source says that it is missing
	flags  text NOT NULL,
	batch  bigint NOT NULL,
	PRIMARY KEY (series, period)
-- +only sqlite
) WITHOUT ROWID;
-- +end
-- +only postgres
);
-- +end

-- What a batch replaced or removed, for undo and for earlier vintages.
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

CREATE TABLE indicator_warning (
	batch bigint NOT NULL,
	no    bigint NOT NULL,
	file  text NOT NULL,
	id    text NOT NULL,
	args  text NOT NULL,                       -- JSON
	PRIMARY KEY (batch, no)
);

-- What a running batch has met of the figures that were there before.
CREATE TABLE indicator_seen (
	batch  bigint NOT NULL,
	series bigint NOT NULL,
	period text NOT NULL,
	PRIMARY KEY (batch, series, period)
-- +only sqlite
) WITHOUT ROWID;
-- +end
-- +only postgres
);
-- +end

-- A file on its way in, step by step.
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
-- +only sqlite
	bytes  blob NOT NULL,
-- +end
-- +only postgres
	bytes  bytea NOT NULL,
-- +end
	PRIMARY KEY (upload, no)
);

-- How a kind of file was mapped last time.
CREATE TABLE indicator_mapping (
	network_id text NOT NULL,
	org_id     text NOT NULL,
	heading    text NOT NULL,                  -- hash of the headings of the columns
	mapping    text NOT NULL,                  -- JSON
	saved_at   text NOT NULL,
	PRIMARY KEY (network_id, org_id, heading)
);

-- Peers that somebody keeps to compare with.
CREATE TABLE indicator_group (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	who        text NOT NULL,
	name       text NOT NULL,
	members    text NOT NULL,                  -- JSON: codes of areas or organisations
	saved_at   text NOT NULL
);
CREATE INDEX indicator_group_of ON indicator_group (network_id, who);
