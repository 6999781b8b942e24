-- How people sign in becomes an area of its own, with tables of its own name.

ALTER TABLE network_session RENAME TO account_session;
ALTER TABLE network_link RENAME TO account_link;
ALTER TABLE network_passkey RENAME TO account_passkey;
ALTER TABLE network_authenticator RENAME TO account_authenticator;
ALTER TABLE network_recovery RENAME TO account_recovery;
ALTER TABLE network_provider RENAME TO account_provider;
ALTER TABLE network_identity RENAME TO account_identity;
ALTER TABLE network_errand RENAME TO account_errand;
ALTER TABLE network_glass RENAME TO account_glass;
ALTER TABLE network_try RENAME TO account_try;

DROP INDEX network_passkey_of;
DROP INDEX network_recovery_of;
DROP INDEX network_identity_of;
DROP INDEX network_try_by_subject;
DROP INDEX network_try_by_address;
CREATE INDEX account_passkey_of ON account_passkey (person_id);
CREATE INDEX account_recovery_of ON account_recovery (person_id);
CREATE INDEX account_identity_of ON account_identity (person_id);
CREATE INDEX account_try_by_subject ON account_try (kind, subject, at);
CREATE INDEX account_try_by_address ON account_try (kind, address, at);

CREATE TABLE account_password (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	password  text NOT NULL                    -- argon2id
);
INSERT INTO account_password (person_id, password) SELECT id, password FROM network_person WHERE password <> '';
ALTER TABLE network_person DROP COLUMN password;
ALTER TABLE network_person ADD COLUMN suspended_on text NOT NULL DEFAULT ''; -- since when nothing is open to the person

-- By what programs ask in somebody's place.
CREATE TABLE account_token (
	id              text PRIMARY KEY,
	hash            text NOT NULL UNIQUE,      -- SHA-256 of the token
	hint            text NOT NULL,             -- its beginning, by which its person knows it
	person_id       text NOT NULL REFERENCES network_person (id),
	purpose         text NOT NULL,
	scope           text NOT NULL,             -- actions of the table of permission, parted by spaces
	network_id      text REFERENCES network (id),              -- none = every network of the person
	organisation_id text REFERENCES network_organisation (id), -- none = every organisation of the person
	made_at         text NOT NULL,
	made_by         text NOT NULL,
	last_day        text NOT NULL,
	ended_at        text NOT NULL,             -- '' = not before its last day
	used_at         text NOT NULL              -- '' = never
);
CREATE INDEX account_token_of ON account_token (person_id);
