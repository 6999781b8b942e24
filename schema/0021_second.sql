-- What waits for the confirmation of a second person.
CREATE TABLE network_second (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	action     text NOT NULL,                  -- as the charter names it: privacy.erasure
	subject    text NOT NULL,                  -- what it is done to: request 5
	what       text NOT NULL,                  -- how, as JSON: the second person confirms just this
	person_id  text NOT NULL REFERENCES network_person (id), -- who has begun it
	at         text NOT NULL,
	UNIQUE (network_id, action, subject)
);
-- +only postgres
ALTER TABLE network_second ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_second FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON network_second USING (wall(network_id));
-- +end
