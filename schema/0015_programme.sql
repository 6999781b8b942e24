-- The work of a network: its programme for a year, what bodies of the Union
-- ask for, and what members meet in practice.
CREATE TABLE programme_plan (
	id            text PRIMARY KEY,
	network_id    text NOT NULL REFERENCES network (id),
	year          bigint NOT NULL,
	state         text NOT NULL,               -- draft, consulted, adopted, running, closed
	intro         text NOT NULL,
	consult_until text NOT NULL,               -- last day for comments; '' = none set
	decision      text NOT NULL,               -- by which it was adopted: number or name
	decision_id   text NOT NULL,               -- id of the decision; '' = kept elsewhere
	adopted_on    text NOT NULL,
	version       bigint NOT NULL,
	UNIQUE (network_id, year)
);

CREATE TABLE programme_item (
	id          text PRIMARY KEY,
	network_id  text NOT NULL REFERENCES network (id),
	plan_id     text NOT NULL REFERENCES programme_plan (id),
	no          bigint NOT NULL,
	objective   text NOT NULL,
	theme       text NOT NULL,                 -- code of the taxonomy of the network
	deliverable text NOT NULL,
	lead_id     text NOT NULL REFERENCES network_organisation (id),
	body        text NOT NULL,                 -- code of the body; '' = none
	starts      text NOT NULL,
	due         text NOT NULL,
	budget      bigint NOT NULL,               -- euro
	state       text NOT NULL,                 -- planned, running, done, dropped
	progress    bigint NOT NULL,               -- percent
	version     bigint NOT NULL,
	UNIQUE (plan_id, no)
);

-- What the items were when the state of the programme changed.
CREATE TABLE programme_version (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	plan_id    text NOT NULL REFERENCES programme_plan (id),
	no         bigint NOT NULL,
	state      text NOT NULL,
	at         text NOT NULL,
	items      text NOT NULL,                  -- JSON
	UNIQUE (plan_id, no)
);

CREATE TABLE programme_comment (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	plan_id         text NOT NULL REFERENCES programme_plan (id),
	item_no         bigint NOT NULL,           -- 0 = the whole programme
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	who             text NOT NULL,             -- id of the person; '' = forgotten
	at              text NOT NULL,
	text            text NOT NULL,
	answer          text NOT NULL,
	answered_at     text NOT NULL
);
CREATE INDEX programme_comment_of ON programme_comment (plan_id);

-- A request for an opinion or a report, or a problem of a member, on its way.
CREATE TABLE programme_matter (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	register        text NOT NULL,             -- request, problem
	no              bigint NOT NULL,
	kind            text NOT NULL,             -- opinion, report, problem
	requester       text NOT NULL,             -- of a request: parliament, council, commission, other, own
	organisation_id text REFERENCES network_organisation (id), -- of a problem: who raised it
	title           text NOT NULL,
	about           text NOT NULL,
	begun_on        text NOT NULL,
	due             text NOT NULL,             -- '' = none
	drafters        text NOT NULL,             -- ids of organisations, parted by spaces
	addressee       text NOT NULL,             -- of a recommendation: who decides
	state           text NOT NULL,
	version         bigint NOT NULL,
	UNIQUE (network_id, register, no)
);
CREATE TABLE programme_step (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	matter_id  text NOT NULL REFERENCES programme_matter (id),
	state      text NOT NULL,
	day        text NOT NULL,
	text       text NOT NULL,
	link       text NOT NULL,
	decision   text NOT NULL,
	UNIQUE (matter_id, state)
);

-- +only postgres
-- From their adoption programmes are for everybody, and opinions that are
-- published.
ALTER TABLE programme_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_plan USING (state NOT IN ('draft', 'consulted') OR wall(network_id));
ALTER TABLE programme_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_item FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_item USING (EXISTS (SELECT 1 FROM programme_plan p WHERE p.id = plan_id));
ALTER TABLE programme_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_version FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_version USING (EXISTS (SELECT 1 FROM programme_plan p WHERE p.id = plan_id));
ALTER TABLE programme_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_comment FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_comment USING (own(who) OR EXISTS (SELECT 1 FROM programme_plan p WHERE p.id = plan_id));
ALTER TABLE programme_matter ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_matter FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_matter USING (register = 'request' AND state = 'published' OR wall(network_id));
ALTER TABLE programme_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE programme_step FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON programme_step USING (EXISTS (SELECT 1 FROM programme_matter m WHERE m.id = matter_id));
-- +end
