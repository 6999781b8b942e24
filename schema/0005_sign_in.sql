-- How people sign in: what a session knows, second factors, providers of
-- identity, emergencies, and what holds tries back.

-- Sessions know more from here on: everybody signs in anew.
DELETE FROM network_session;
ALTER TABLE network_session ADD COLUMN id text NOT NULL DEFAULT '';            -- names it on the page of its person
ALTER TABLE network_session ADD COLUMN means text NOT NULL DEFAULT '';         -- password, passkey, code, provider, demonstration, emergency
ALTER TABLE network_session ADD COLUMN strong boolean NOT NULL DEFAULT false;  -- began with two factors
ALTER TABLE network_session ADD COLUMN device text NOT NULL DEFAULT '';        -- Firefox, Linux
ALTER TABLE network_session ADD COLUMN confirmed_at text NOT NULL DEFAULT '';  -- when the person last showed who they are
ALTER TABLE network_session ADD COLUMN acts_for text NOT NULL DEFAULT '';      -- id of an organisation; '' = every one
ALTER TABLE network_session ADD COLUMN glass_until text NOT NULL DEFAULT '';   -- until when an emergency administrator

CREATE TABLE network_passkey (
	id         text PRIMARY KEY,               -- of the credential, base64url
	person_id  text NOT NULL REFERENCES network_person (id),
	name       text NOT NULL,                  -- as the person calls it
	credential text NOT NULL,                  -- public key, counter and flags, as JSON
	created_at text NOT NULL,
	used_at    text NOT NULL
);
CREATE INDEX network_passkey_of ON network_passkey (person_id);

-- Codes of an authenticator app (RFC 6238).
CREATE TABLE network_authenticator (
	person_id  text PRIMARY KEY REFERENCES network_person (id),
	secret     text NOT NULL,
	last_step  bigint NOT NULL,                -- of the last code that was taken: none is taken twice
	created_at text NOT NULL
);

CREATE TABLE network_recovery (
	code      text PRIMARY KEY,                -- SHA-256 of a code of 128 random bits
	person_id text NOT NULL REFERENCES network_person (id)
);
CREATE INDEX network_recovery_of ON network_recovery (person_id);

-- Who else vouches for people: OpenID Connect.
CREATE TABLE network_provider (
	id              text PRIMARY KEY,          -- short, part of the address to which it sends back
	name            text NOT NULL,
	issuer          text NOT NULL,
	client          text NOT NULL,
	secret          text NOT NULL,             -- where it is kept: env:NAME or file:/path; '' = none
	organisation_id text REFERENCES network_organisation (id), -- none = for everybody
	claim           text NOT NULL,             -- that must equal the username when a person is linked; '' = none
	strong          text NOT NULL,             -- values of acr that mean two factors
	valid_to        text NOT NULL              -- '' = in use
);

CREATE TABLE network_identity (
	provider_id text NOT NULL REFERENCES network_provider (id),
	subject     text NOT NULL,
	person_id   text NOT NULL REFERENCES network_person (id),
	linked_at   text NOT NULL,
	PRIMARY KEY (provider_id, subject)
);
CREATE INDEX network_identity_of ON network_identity (person_id);

-- What is under way between two requests: a challenge, a way to a provider.
CREATE TABLE network_errand (
	token      text PRIMARY KEY,               -- SHA-256
	kind       text NOT NULL,
	detail     text NOT NULL,                  -- JSON
	expires_at text NOT NULL
);

-- Emergency administrators.
CREATE TABLE network_glass (
	token     text PRIMARY KEY,                -- SHA-256 of what the link holds
	person_id text NOT NULL REFERENCES network_person (id),
	why       text NOT NULL,
	made_at   text NOT NULL,
	until_at  text NOT NULL,
	used_at   text NOT NULL
);

-- Tries to get in that failed, or are under way.
CREATE TABLE network_try (
	id      text PRIMARY KEY,
	kind    text NOT NULL,                     -- password, code
	subject text NOT NULL,                     -- SHA-256 of the username
	address text NOT NULL,                     -- SHA-256 of from where
	at      text NOT NULL
);
CREATE INDEX network_try_by_subject ON network_try (kind, subject, at);
CREATE INDEX network_try_by_address ON network_try (kind, address, at);
