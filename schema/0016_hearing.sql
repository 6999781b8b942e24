-- Public hearings: written depositions until a last day, speakers, a
-- commission of experts, a report, conclusions.
CREATE TABLE hearing (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,
	state           text NOT NULL,             -- draft, announced, held, concluded, cancelled
	title           text NOT NULL,
	question        text NOT NULL,
	place           text NOT NULL,
	day             text NOT NULL,
	begins          text NOT NULL,             -- 10:00 in the zone of the network
	announced_on    text NOT NULL,
	limit_on        text NOT NULL,             -- last day for depositions
	minutes         text NOT NULL,
	report          text NOT NULL,             -- synthesis by the commission
	conclusions     text NOT NULL,
	concluded_on    text NOT NULL,
	version         bigint NOT NULL,
	UNIQUE (network_id, no)
);

CREATE TABLE hearing_deposition (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	hearing_id   text NOT NULL REFERENCES hearing (id),
	no           bigint NOT NULL,
	organisation text NOT NULL,                -- of the depositor, as written
	author       text NOT NULL,                -- never published; '' = gone
	contact      text NOT NULL,                -- never published; '' = none, or gone
	title        text NOT NULL,
	text         text NOT NULL,
	lang         text NOT NULL,
	consent      boolean NOT NULL,             -- to the publication of text and organisation
	received_at  text NOT NULL,
	late         boolean NOT NULL,
	state        text NOT NULL,                -- received, published, refused
	reason       text NOT NULL,                -- why it was taken late, or refused
	version      bigint NOT NULL,
	UNIQUE (hearing_id, no)
);

-- Who speaks in which order, and who is in the commission of experts.
CREATE TABLE hearing_person (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	hearing_id   text NOT NULL REFERENCES hearing (id),
	role         text NOT NULL,                -- speaker, expert, chair
	position     bigint NOT NULL,
	name         text NOT NULL,
	organisation text NOT NULL,
	said         text NOT NULL                 -- of a speaker: what the minutes say
);
CREATE INDEX hearing_person_of ON hearing_person (hearing_id);

INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('deposition', 365, 'created', 'GDPR 5(1)(e)', 'erase', FALSE, 1);

-- +only postgres
-- Strangers write depositions and read those that may be published.
ALTER TABLE hearing ENABLE ROW LEVEL SECURITY;
ALTER TABLE hearing FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON hearing USING (state <> 'draft' OR wall(network_id));
ALTER TABLE hearing_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE hearing_person FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON hearing_person USING (EXISTS (SELECT 1 FROM hearing h WHERE h.id = hearing_id));
ALTER TABLE hearing_deposition ENABLE ROW LEVEL SECURITY;
ALTER TABLE hearing_deposition FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON hearing_deposition USING (state = 'published' AND consent OR office(network_id)) WITH CHECK (true);
-- +end
