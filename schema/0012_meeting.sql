-- Meetings: called in time and with an agenda, held, who was there.

CREATE TABLE meeting (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	body_id    text NOT NULL,                  -- '' = of the whole network
	code       text NOT NULL,                  -- BOARD-2026-4
	year       bigint NOT NULL,
	no         bigint NOT NULL,                -- in the year of its body
	title      text NOT NULL,                  -- '' = named after its body and number
	kind       text NOT NULL,                  -- regular, extraordinary
	mode       text NOT NULL,                  -- onsite, online, hybrid
	place      text NOT NULL,
	link       text NOT NULL,                  -- where it is joined online
	host       text NOT NULL,                  -- who receives it
	about      text NOT NULL,                  -- what guests should know
	starts_at  text NOT NULL,
	ends_at    text NOT NULL,
	zone       text NOT NULL,                  -- IANA time zone of the place
	state      text NOT NULL,
	moved_at   text NOT NULL,                  -- since when in this state
	public     boolean NOT NULL,               -- title, date and place are shown to everybody
	called_at  text NOT NULL,                  -- '' = not yet
	urgent     text NOT NULL,                  -- why the notice was not kept; '' = it was
	sequence   bigint NOT NULL,                -- of the event in calendars: rises with every change sent
	series     text NOT NULL,                  -- '' = stands alone
	version    bigint NOT NULL,
	UNIQUE (network_id, code),
	UNIQUE (network_id, id)
);
CREATE INDEX meeting_by_day ON meeting (network_id, starts_at);

CREATE TABLE meeting_item (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	meeting_id text NOT NULL REFERENCES meeting (id),
	position   bigint NOT NULL,
	standing   text NOT NULL,                  -- opening, previous, other; '' = an item of its own
	title      text NOT NULL,                  -- '' = that of its standing
	ask        text NOT NULL,                  -- adopt, decide, note, discuss; '' = nothing
	presenter  text NOT NULL,
	body       text NOT NULL,
	duration   bigint NOT NULL,                -- minutes
	late       boolean NOT NULL,               -- came after the announcement
	carried    text NOT NULL,                  -- id of the item of a former meeting
	version    bigint NOT NULL
);
CREATE INDEX meeting_item_of ON meeting_item (meeting_id, position);

CREATE TABLE meeting_paper (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	meeting_id text NOT NULL REFERENCES meeting (id),
	item_id    text NOT NULL REFERENCES meeting_item (id),
	number     text NOT NULL,                  -- 2a
	revision   bigint NOT NULL,                -- 0 = the first
	name       text NOT NULL,                  -- of the file
	type       text NOT NULL,                  -- its media type
	size       bigint NOT NULL,                -- bytes
	sha256     text NOT NULL,
	late       boolean NOT NULL,               -- came after the announcement
	added_at   text NOT NULL,
-- +only sqlite
	content    blob NOT NULL
-- +end
-- +only postgres
	content    bytea NOT NULL
-- +end
);
CREATE INDEX meeting_paper_of ON meeting_paper (meeting_id);

-- Who is invited, what they answered, and whether they were there.
CREATE TABLE meeting_presence (
	network_id      text NOT NULL REFERENCES network (id),
	meeting_id      text NOT NULL REFERENCES meeting (id),
	person_id       text NOT NULL REFERENCES network_person (id),
	organisation_id text NOT NULL,             -- '' = of the network itself
	seat            text NOT NULL,             -- member, alternate, chair, adviser, representative, …
	reply           text NOT NULL,             -- yes, no, maybe; '' = none
	note            text NOT NULL,
	alternate       text NOT NULL,             -- id of the person who comes in their place
	replied_at      text NOT NULL,
	present         text NOT NULL,             -- room, online, excused, absent; '' = not recorded
	version         bigint NOT NULL,
	PRIMARY KEY (meeting_id, person_id, organisation_id)
);
CREATE INDEX meeting_presence_of ON meeting_presence (person_id);

-- What was sent about a meeting: the call, changes, a postponement, the end.
CREATE TABLE meeting_call (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	meeting_id text NOT NULL REFERENCES meeting (id),
	at         text NOT NULL,
	who        text NOT NULL,
	what       text NOT NULL,                  -- announced, changed, postponed, cancelled
	starts_at  text NOT NULL,                  -- as it was then
	days       bigint NOT NULL,                -- of notice
	needed     bigint NOT NULL,                -- by the charter; -1 = it lays down none
	reason     text NOT NULL,                  -- urgency, postponement, cancelling
	sequence   bigint NOT NULL,
	sent       bigint NOT NULL                 -- to how many people
);
CREATE INDEX meeting_call_of ON meeting_call (meeting_id, at);

-- +only postgres
ALTER TABLE meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON meeting USING (public OR wall(network_id));
ALTER TABLE meeting_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_item FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON meeting_item USING (wall(network_id) OR EXISTS (SELECT 1 FROM meeting m WHERE m.id = meeting_id AND m.public));
ALTER TABLE meeting_paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_paper FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON meeting_paper USING (wall(network_id));
ALTER TABLE meeting_presence ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_presence FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON meeting_presence USING (wall(network_id) OR own(person_id));
ALTER TABLE meeting_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_call FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON meeting_call USING (wall(network_id));
-- +end
