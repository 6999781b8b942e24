-- Where people of a network talk between its meetings, and what partners
-- announce.
CREATE TABLE discussion_group (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	code         text NOT NULL,                -- of its name, for addresses
	kind         text NOT NULL,                -- county, region, topic
	name         text NOT NULL,                -- texts by language, as JSON
	about        text NOT NULL,
	moderator_id text NOT NULL,                -- id of a person; '' = the secretariat
	closed_on    text NOT NULL,                -- '' = open
	version      bigint NOT NULL,
	UNIQUE (network_id, code)
);

CREATE TABLE discussion_member (
	network_id text NOT NULL REFERENCES network (id),
	group_id   text NOT NULL REFERENCES discussion_group (id),
	person_id  text NOT NULL REFERENCES network_person (id),
	joined_at  text NOT NULL,
	PRIMARY KEY (group_id, person_id)
);
CREATE INDEX discussion_member_of ON discussion_member (person_id);

CREATE TABLE discussion_thread (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	group_id   text NOT NULL REFERENCES discussion_group (id),
	no         bigint NOT NULL,                -- counted in the network
	title      text NOT NULL,
	begun_at   text NOT NULL,
	latest_at  text NOT NULL,
	closed     boolean NOT NULL,
	UNIQUE (network_id, no)
);
CREATE INDEX discussion_thread_of ON discussion_thread (group_id, latest_at);

CREATE TABLE discussion_post (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	thread_id  text NOT NULL REFERENCES discussion_thread (id),
	no         bigint NOT NULL,                -- counted in the thread
	author_id  text NOT NULL,                  -- id of a person; '' = erased
	lang       text NOT NULL,                  -- in which it is written
	body       text NOT NULL,
	written_at text NOT NULL,
	changed_at text NOT NULL,                  -- '' = never
	hidden_by  text NOT NULL,                  -- id of who hid it; '' = it can be read
	hidden_why text NOT NULL,
	flags      bigint NOT NULL,                -- how often somebody asked to look at it
	version    bigint NOT NULL,
	UNIQUE (thread_id, no)
);
CREATE INDEX discussion_post_by ON discussion_post (author_id);

-- The stems of what can be read, by which it is found.
CREATE TABLE discussion_word (
	network_id text NOT NULL REFERENCES network (id),
	word       text NOT NULL,
	post_id    text NOT NULL REFERENCES discussion_post (id),
	PRIMARY KEY (network_id, word, post_id)
);
CREATE INDEX discussion_word_of ON discussion_word (post_id);

-- News and events of partners.
CREATE TABLE discussion_announcement (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	kind            text NOT NULL,             -- news, event
	title           text NOT NULL,             -- texts by language, as JSON
	body            text NOT NULL,
	day             text NOT NULL,             -- of the news, or on which the event begins
	last_day        text NOT NULL,             -- of an event of several days; '' = the same
	place           text NOT NULL,
	link            text NOT NULL,
	public          boolean NOT NULL,
	withdrawn       text NOT NULL,             -- why; '' = it can be read
	author_id       text NOT NULL,             -- id of a person; '' = erased
	written_at      text NOT NULL,
	version         bigint NOT NULL,
	UNIQUE (network_id, no)
);
CREATE INDEX discussion_announcement_day ON discussion_announcement (network_id, day);

-- +only postgres
ALTER TABLE discussion_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_group FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_group USING (wall(network_id));
ALTER TABLE discussion_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_member FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_member USING (wall(network_id) OR own(person_id));
ALTER TABLE discussion_thread ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_thread FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_thread USING (wall(network_id));
ALTER TABLE discussion_post ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_post FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_post USING (wall(network_id) OR own(author_id));
ALTER TABLE discussion_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_word FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_word USING (wall(network_id));
ALTER TABLE discussion_announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE discussion_announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON discussion_announcement USING (public OR wall(network_id));
-- +end
