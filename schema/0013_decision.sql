-- Decisions with their votes, and what is to be done.

CREATE TABLE decision (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	meeting_id   text NOT NULL,                -- '' = by written procedure
	item_id      text NOT NULL,                -- of the agenda; '' = none
	body_id      text NOT NULL,                -- '' = the whole network
	year         bigint NOT NULL,
	no           bigint NOT NULL,              -- in the year
	type         text NOT NULL,                -- a term of the charter: work_programme; '' = none
	wording      text NOT NULL,
	majority     text NOT NULL,                -- majority, two_thirds, absolute, unanimity
	quorum       text NOT NULL,                -- majority, 16, 2/3, 60%; '' = none
	secret       boolean NOT NULL,             -- by ballot: only the sums are kept
	source       text NOT NULL,                -- of the majority; '' = the charter does not name the type
	place        text NOT NULL,
	state        text NOT NULL,                -- open, closed, withdrawn
	opened_at    text NOT NULL,
	opened_on    text NOT NULL,                -- day in the zone of the network
	last_on      text NOT NULL,                -- last day of a written procedure
	silence      text NOT NULL,                -- consent; '' = counts for nothing
	n_for        bigint NOT NULL,
	n_against    bigint NOT NULL,
	n_abstained  bigint NOT NULL,
	n_conflicted bigint NOT NULL,
	n_silent     bigint NOT NULL,
	n_present    bigint NOT NULL,
	n_entitled   bigint NOT NULL,
	result       text NOT NULL,                -- adopted, rejected, no_quorum; '' = not closed
	closed_at    text NOT NULL,
	closed_on    text NOT NULL,
	closed_by    text NOT NULL,
	public       boolean NOT NULL,             -- to be published
	shown_at     text NOT NULL,                -- when it was; '' = not yet
	version      bigint NOT NULL,
	UNIQUE (network_id, year, no),
	UNIQUE (network_id, id)
);
CREATE INDEX decision_of ON decision (meeting_id);

CREATE TABLE decision_vote (
	network_id      text NOT NULL REFERENCES network (id),
	decision_id     text NOT NULL REFERENCES decision (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- who voted; '' = not known
	alternate       boolean NOT NULL,
	choice          text NOT NULL,             -- for, against, abstain
	put_by          text NOT NULL,             -- who wrote it down
	at              text NOT NULL,
	PRIMARY KEY (decision_id, organisation_id)
);
CREATE INDEX decision_vote_of ON decision_vote (person_id);

CREATE TABLE decision_conflict (
	network_id      text NOT NULL REFERENCES network (id),
	decision_id     text NOT NULL REFERENCES decision (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,
	reason          text NOT NULL,
	at              text NOT NULL,
	PRIMARY KEY (decision_id, organisation_id)
);

-- What an organisation is to do until a day.
CREATE TABLE decision_action (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,
	meeting_id      text NOT NULL,             -- '' = none
	item_id         text NOT NULL,
	decision_id     text NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- '' = whoever represents the organisation
	wording         text NOT NULL,
	due             text NOT NULL,
	state           text NOT NULL,             -- open, done, dropped
	note            text NOT NULL,
	ended_on        text NOT NULL,
	made_at         text NOT NULL,
	changed_at      text NOT NULL,
	version         bigint NOT NULL,
	UNIQUE (network_id, no),
	UNIQUE (network_id, id)
);
CREATE INDEX decision_action_of ON decision_action (meeting_id);
CREATE INDEX decision_action_due ON decision_action (network_id, state, due);

-- +only postgres
ALTER TABLE decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON decision USING (shown_at <> '' OR wall(network_id));
ALTER TABLE decision_vote ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_vote FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON decision_vote USING (wall(network_id));
ALTER TABLE decision_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_conflict FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON decision_conflict USING (wall(network_id));
ALTER TABLE decision_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_action FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON decision_action USING (wall(network_id));
-- +end
