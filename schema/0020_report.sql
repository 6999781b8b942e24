-- The report of what a network did in a year.
CREATE TABLE report (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	year         bigint NOT NULL,
	state        text NOT NULL,                -- draft, adopted, published
	opening      text NOT NULL,                -- texts by language, as JSON
	closing      text NOT NULL,
	figures      text NOT NULL,                -- JSON, as they were when it was adopted; '' before
	seal         text NOT NULL,                -- SHA-256 over texts and figures; '' before
	decision     text NOT NULL,                -- by which it was adopted, as people call it
	adopted_on   text NOT NULL,                -- '' = not yet
	published_on text NOT NULL,
	version      bigint NOT NULL,
	UNIQUE (network_id, year)
);

-- What members and the secretariat propose to do better.
CREATE TABLE report_proposal (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	year            bigint NOT NULL,
	no              bigint NOT NULL,           -- counted in the year
	organisation_id text NOT NULL,             -- of a member; '' = of the secretariat
	title           text NOT NULL,
	body            text NOT NULL,
	state           text NOT NULL,             -- open, taken, declined
	answer          text NOT NULL,
	made_on         text NOT NULL,
	made_by         text NOT NULL,             -- id of a person; '' = erased
	version         bigint NOT NULL,
	UNIQUE (network_id, year, no)
);

-- +only postgres
ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON report USING (state = 'published' OR wall(network_id));
ALTER TABLE report_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON report_proposal USING (wall(network_id) OR own(made_by) OR EXISTS (SELECT 1 FROM report r WHERE r.network_id = report_proposal.network_id AND r.year = report_proposal.year AND r.state = 'published'));
-- +end
