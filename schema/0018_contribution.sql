-- What members do for their network, by the responsibilities that its charter
-- lays down.
CREATE TABLE contribution_entry (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	responsibility  bigint NOT NULL,           -- 1 to the number that the charter names
	day             text NOT NULL,
	title           text NOT NULL,
	about           text NOT NULL,
	link            text NOT NULL,             -- evidence; '' = none
	state           text NOT NULL,             -- recorded, confirmed, withdrawn
	reason          text NOT NULL,             -- why it was withdrawn
	recorded_by     text NOT NULL,             -- id of the person; '' = forgotten
	recorded_at     text NOT NULL,
	settled_at      text NOT NULL,             -- confirmed or withdrawn; '' = not yet
	version         bigint NOT NULL,
	UNIQUE (network_id, no)
);
CREATE INDEX contribution_entry_day ON contribution_entry (network_id, day);

-- Names of administrators of companies, which access to a register may give:
-- never without what for and where from.
CREATE TABLE contribution_name (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	entry_id   text NOT NULL REFERENCES contribution_entry (id),
	company    text NOT NULL,
	name       text NOT NULL,
	purpose    text NOT NULL,
	source     text NOT NULL,
	at         text NOT NULL
);
CREATE INDEX contribution_name_of ON contribution_name (entry_id);

-- Who has looked at such names.
CREATE TABLE contribution_look (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	entry_id   text NOT NULL REFERENCES contribution_entry (id),
	who        text NOT NULL,                  -- id of the person
	at         text NOT NULL,
	names      bigint NOT NULL                 -- how many were shown
);
CREATE INDEX contribution_look_of ON contribution_look (entry_id);

INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('company', 365, 'created', 'GDPR 5(1)(b), 5(1)(e)', 'erase', FALSE, 1);

-- +only postgres
ALTER TABLE contribution_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE contribution_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON contribution_entry USING (wall(network_id) OR own(recorded_by));
ALTER TABLE contribution_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE contribution_name FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON contribution_name USING (wall(network_id));
ALTER TABLE contribution_look ENABLE ROW LEVEL SECURITY;
ALTER TABLE contribution_look FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON contribution_look USING (wall(network_id) OR own(who));
-- +end
