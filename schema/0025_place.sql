-- A session knows by which provider of identity it began, so that a sign-out
-- there ends it here.
ALTER TABLE account_session ADD COLUMN provider text NOT NULL DEFAULT '';
ALTER TABLE account_session ADD COLUMN abroad text NOT NULL DEFAULT '';        -- SHA-256 of the session's name at the provider; '' = it gave none

-- From what and from where people have signed in.
CREATE TABLE account_place (
	person_id text NOT NULL REFERENCES network_person (id),
	kind      text NOT NULL,                   -- device, network
	place     text NOT NULL,                   -- SHA-256 of it, with the person
	seen_at   text NOT NULL,
	PRIMARY KEY (person_id, kind, place)
);

-- +only postgres
ALTER TABLE account_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_place FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_place USING (whole());
-- +end
