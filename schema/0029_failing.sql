-- Addresses that a mail server refuses for good, until a letter is taken there,
-- the person gives another, or it is tried anew.
CREATE TABLE letter_failing (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	address   text NOT NULL,
	answer    text NOT NULL,                   -- what the mail server said
	since     text NOT NULL
);

-- +only postgres
ALTER TABLE letter_failing ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_failing FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON letter_failing USING (own(person_id) OR EXISTS (SELECT 1 FROM mail_letter m WHERE m.person_id = letter_failing.person_id AND office(m.network_id)));
-- +end
