-- The schema as it is: the sum of the numbered changes, as SQLite has it.
-- Written by "make docs"; change the schema by a new numbered file.

CREATE TABLE accession (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,           -- within the network
	state           text NOT NULL,             -- applicant, forms_signed, active_without_representative, active, suspended, withdrawn, refused, revoked
	code            text NOT NULL,             -- of the organisation: as it is, or as it will be
	kind            text NOT NULL,
	name            text NOT NULL,
	name_lang       text NOT NULL,
	country         text NOT NULL,
	region          text NOT NULL,
	website         text NOT NULL,
	reason          text NOT NULL,             -- why it wants to join
	person_id       text NOT NULL REFERENCES network_person (id), -- who applied for it
	lang            text NOT NULL,             -- of the letters
	key             text NOT NULL,             -- SHA-256 of what the link of the applicant holds
	key_until       text NOT NULL,
	applied_on      text NOT NULL,             -- the day in the network's time zone
	moved_on        text NOT NULL,             -- day of the last step
	decision        text NOT NULL,             -- by which it was admitted, refused or revoked
	grounds         text NOT NULL,             -- of a refusal or a revocation
	organisation_id text REFERENCES network_organisation (id), -- once it is a member
	version         bigint NOT NULL,
	UNIQUE (network_id, no),
	UNIQUE (network_id, id)
);

CREATE INDEX accession_by_key ON accession (key);

CREATE TABLE accession_answer (
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	point        text NOT NULL,
	answer       text NOT NULL,                -- yes, partly, no
	remark       text NOT NULL,
	PRIMARY KEY (accession_id, point),
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);

CREATE TABLE accession_document (
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	document     text NOT NULL,                -- partnership_agreement
	how          text NOT NULL,                -- file, paper
	name         text NOT NULL,                -- of the file
	kind         text NOT NULL,                -- application/pdf
	size         bigint NOT NULL,
	sum          text NOT NULL,                -- SHA-256 of the file
	signed_on    text NOT NULL,
	place        text NOT NULL,
	put_at       text NOT NULL,
	put_by       text NOT NULL,
	PRIMARY KEY (accession_id, document),
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);

CREATE TABLE accession_file (
	accession_id text NOT NULL,
	document     text NOT NULL,
	bytes        blob NOT NULL,
	PRIMARY KEY (accession_id, document),
	FOREIGN KEY (accession_id, document) REFERENCES accession_document (accession_id, document) ON DELETE CASCADE
);

CREATE TABLE accession_nominee (
	id           text PRIMARY KEY,
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	person_id    text NOT NULL REFERENCES network_person (id),
	task         text NOT NULL,                -- task and role, as the organisation wrote them down
	valid_from   text NOT NULL,
	made_at      text NOT NULL,
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);

CREATE INDEX accession_nominee_of ON accession_nominee (accession_id);

CREATE TABLE accession_step (
	id           text PRIMARY KEY,
	network_id   text NOT NULL,
	accession_id text NOT NULL,
	state        text NOT NULL,                -- to which it went
	day          text NOT NULL,
	reason       text NOT NULL,
	at           text NOT NULL,
	who          text NOT NULL,                -- id of a person; '' = the applicant by the link
	FOREIGN KEY (network_id, accession_id) REFERENCES accession (network_id, id)
);

CREATE INDEX accession_step_of ON accession_step (accession_id);

CREATE TABLE "account_authenticator" (
	person_id  text PRIMARY KEY REFERENCES network_person (id),
	secret     text NOT NULL,
	last_step  bigint NOT NULL,                -- of the last code that was taken: none is taken twice
	created_at text NOT NULL
);

CREATE TABLE "account_errand" (
	token      text PRIMARY KEY,               -- SHA-256
	kind       text NOT NULL,
	detail     text NOT NULL,                  -- JSON
	expires_at text NOT NULL
);

CREATE TABLE "account_glass" (
	token     text PRIMARY KEY,                -- SHA-256 of what the link holds
	person_id text NOT NULL REFERENCES network_person (id),
	why       text NOT NULL,
	made_at   text NOT NULL,
	until_at  text NOT NULL,
	used_at   text NOT NULL
, read_at text NOT NULL DEFAULT '', read_by text NOT NULL DEFAULT '');

CREATE TABLE "account_identity" (
	provider_id text NOT NULL REFERENCES "account_provider" (id),
	subject     text NOT NULL,
	person_id   text NOT NULL REFERENCES network_person (id),
	linked_at   text NOT NULL,
	PRIMARY KEY (provider_id, subject)
);

CREATE INDEX account_identity_of ON account_identity (person_id);

CREATE TABLE "account_link" (
	token      text PRIMARY KEY,               -- SHA-256 of what the link holds
	person_id  text NOT NULL REFERENCES network_person (id),
	expires_at text NOT NULL
);

CREATE TABLE "account_passkey" (
	id         text PRIMARY KEY,               -- of the credential, base64url
	person_id  text NOT NULL REFERENCES network_person (id),
	name       text NOT NULL,                  -- as the person calls it
	credential text NOT NULL,                  -- public key, counter and flags, as JSON
	created_at text NOT NULL,
	used_at    text NOT NULL
);

CREATE INDEX account_passkey_of ON account_passkey (person_id);

CREATE TABLE account_password (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	password  text NOT NULL                    -- argon2id
);

CREATE TABLE account_place (
	person_id text NOT NULL REFERENCES network_person (id),
	kind      text NOT NULL,                   -- device, network
	place     text NOT NULL,                   -- SHA-256 of it, with the person
	seen_at   text NOT NULL,
	PRIMARY KEY (person_id, kind, place)
);

CREATE TABLE "account_provider" (
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

CREATE TABLE "account_recovery" (
	code      text PRIMARY KEY,                -- SHA-256 of a code of 128 random bits
	person_id text NOT NULL REFERENCES network_person (id)
);

CREATE INDEX account_recovery_of ON account_recovery (person_id);

CREATE TABLE "account_session" (
	token      text PRIMARY KEY,               -- SHA-256 of what the browser holds
	person_id  text NOT NULL REFERENCES network_person (id),
	created_at text NOT NULL,
	seen_at    text NOT NULL
, id text NOT NULL DEFAULT '', means text NOT NULL DEFAULT '', strong boolean NOT NULL DEFAULT false, device text NOT NULL DEFAULT '', confirmed_at text NOT NULL DEFAULT '', acts_for text NOT NULL DEFAULT '', glass_until text NOT NULL DEFAULT '', provider text NOT NULL DEFAULT '', abroad text NOT NULL DEFAULT '');

CREATE TABLE "account_try" (
	id      text PRIMARY KEY,
	kind    text NOT NULL,                     -- password, code
	subject text NOT NULL,                     -- SHA-256 of the username
	address text NOT NULL,                     -- SHA-256 of from where
	at      text NOT NULL
);

CREATE INDEX account_try_by_address ON account_try (kind, address, at);

CREATE INDEX account_try_by_subject ON account_try (kind, subject, at);

CREATE TABLE agreement (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	no         bigint NOT NULL,
	title      text NOT NULL,                  -- texts by language, as JSON
	about      text NOT NULL,                  -- texts by language, as JSON
	themes     text NOT NULL,                  -- codes, parted by spaces
	exchange   text NOT NULL,                  -- what the parties may pass to each other: codes
	state      text NOT NULL,                  -- documented, preparation, signed, ended
	signed_on  text NOT NULL,                  -- dates: '' = not known
	valid_from text NOT NULL,
	valid_to   text NOT NULL,
	ended_on   text NOT NULL,
	remind     bigint NOT NULL,                -- days before the last day on which renewal is asked for
	source     text NOT NULL,                  -- code of the document that it is known from, or a text
	version    bigint NOT NULL,
	UNIQUE (network_id, no)
);

CREATE TABLE agreement_activity (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	agreement_id text NOT NULL REFERENCES agreement (id),
	day          text NOT NULL,
	kind         text NOT NULL,
	title        text NOT NULL,
	link         text NOT NULL
);

CREATE INDEX agreement_activity_day ON agreement_activity (network_id, day);

CREATE TABLE agreement_document (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	agreement_id text NOT NULL REFERENCES agreement (id),
	day          text NOT NULL,                -- '' = not known
	title        text NOT NULL,
	link         text NOT NULL
);

CREATE INDEX agreement_document_of ON agreement_document (agreement_id);

CREATE TABLE agreement_party (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	agreement_id    text NOT NULL REFERENCES agreement (id),
	position        bigint NOT NULL,
	organisation_id text REFERENCES network_organisation (id), -- NULL = an office outside
	name            text NOT NULL,             -- of an office outside: texts by language, as JSON
	country         text NOT NULL,             -- of an office outside: ISO 3166-1
	place           text NOT NULL,
	contact         text NOT NULL,             -- a function or an office, never a person
	address         text NOT NULL              -- of that office: e-mail or web
);

CREATE INDEX agreement_party_of ON agreement_party (agreement_id);

CREATE INDEX agreement_party_org ON agreement_party (organisation_id);

CREATE TABLE audit (
	no         bigint PRIMARY KEY,
	at         text NOT NULL,
	who        text NOT NULL,
	network_id text NOT NULL,
	action     text NOT NULL,
	subject    text NOT NULL,                  -- kind and id of what it was done to
	detail     text NOT NULL,                  -- JSON: before, after, why
	hash       text NOT NULL                   -- SHA-256 over this row and the hash before
);

CREATE INDEX audit_by_subject ON audit (subject);

CREATE TABLE body (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	code       text NOT NULL,                  -- BOARD
	kind       text NOT NULL,                  -- board, assembly, committee, advisers, working_group, secretariat
	name       text NOT NULL,                  -- texts by language, as JSON
	parent_id  text,                           -- the body above it
	languages  text NOT NULL,                  -- into which meetings are interpreted: 'en lt'
	documents  text NOT NULL,                  -- of its documents
	source     text NOT NULL,                  -- on what it rests
	verified   boolean NOT NULL,               -- false: still to be checked against its source
	valid_from text NOT NULL,                  -- '' = not known
	valid_to   text NOT NULL,                  -- last day; '' = lasts
	version    bigint NOT NULL,
	UNIQUE (network_id, code),
	UNIQUE (network_id, id),
	FOREIGN KEY (network_id, parent_id) REFERENCES body (network_id, id)
);

CREATE TABLE body_contact (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	email     text NOT NULL,
	phone     text NOT NULL,
	languages text NOT NULL,                   -- codes, parted by spaces
	topics    text NOT NULL,                   -- codes, parted by spaces
	photo     text NOT NULL,                   -- kind of the picture; '' = none
	version   bigint NOT NULL
);

CREATE TABLE body_fee_band (
	network_id text NOT NULL REFERENCES network (id),
	valid_from text NOT NULL,                  -- the year from which it holds: 2026
	basis      text NOT NULL,                  -- unit, staff, gdp
	least      bigint NOT NULL,                -- the band begins here
	value      bigint NOT NULL,                -- of a unit in cents; a weight in hundredths
	source     text NOT NULL,
	verified   boolean NOT NULL,
	PRIMARY KEY (network_id, valid_from, basis, least)
);

CREATE TABLE body_fee_base (
	network_id      text NOT NULL REFERENCES network (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	year            text NOT NULL,
	staff           bigint NOT NULL,           -- people at work in the service
	gdp             bigint NOT NULL,           -- per person, in purchasing power
	source          text NOT NULL,
	PRIMARY KEY (network_id, organisation_id, year)
);

CREATE TABLE body_mandate (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	body_id    text NOT NULL,
	valid_from text NOT NULL,
	text       text NOT NULL,                  -- texts by language, as JSON
	source     text NOT NULL,                  -- the decision or the document
	made_at    text NOT NULL,
	FOREIGN KEY (network_id, body_id) REFERENCES body (network_id, id),
	UNIQUE (network_id, body_id, valid_from)
);

CREATE TABLE body_photo (
	person_id text PRIMARY KEY REFERENCES body_contact (person_id) ON DELETE CASCADE,
	bytes     blob NOT NULL
);

CREATE TABLE body_seat (
	id              text PRIMARY KEY,
	network_id      text NOT NULL,
	body_id         text NOT NULL,
	organisation_id text REFERENCES network_organisation (id), -- none = not of an organisation, or not known
	person_id       text REFERENCES network_person (id),       -- none = vacant, or not known
	role            text NOT NULL,             -- chair, first_vice, member, alternate, …
	region          text NOT NULL,             -- for which it sits, in an assembly of regions
	valid_from      text NOT NULL,
	valid_to        text NOT NULL,             -- last day; '' = lasts
	source          text NOT NULL,
	version         bigint NOT NULL,
	FOREIGN KEY (network_id, body_id) REFERENCES body (network_id, id)
);

CREATE INDEX body_seat_of ON body_seat (body_id, valid_from);

CREATE INDEX body_seat_person ON body_seat (person_id);

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

CREATE TABLE contribution_look (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	entry_id   text NOT NULL REFERENCES contribution_entry (id),
	who        text NOT NULL,                  -- id of the person
	at         text NOT NULL,
	names      bigint NOT NULL                 -- how many were shown
);

CREATE INDEX contribution_look_of ON contribution_look (entry_id);

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

CREATE TABLE decision (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	meeting_id   text NOT NULL,                -- '' = by written procedure
	item_id      text NOT NULL,                -- of the agenda; '' = none
	body_id      text NOT NULL,                -- '' = the whole network
	year         bigint NOT NULL,
	no           bigint NOT NULL,              -- in the year
	type         text NOT NULL,                -- a term of the charter: work_programme; '' = none
	wording      text NOT NULL,
	majority     text NOT NULL,                -- majority, two_thirds, absolute, unanimity
	quorum       text NOT NULL,                -- majority, 16, 2/3, 60%; '' = none
	secret       boolean NOT NULL,             -- by ballot: only the sums are kept
	source       text NOT NULL,                -- of the majority; '' = the charter does not name the type
	place        text NOT NULL,
	state        text NOT NULL,                -- open, closed, withdrawn
	opened_at    text NOT NULL,
	opened_on    text NOT NULL,                -- day in the zone of the network
	last_on      text NOT NULL,                -- last day of a written procedure
	silence      text NOT NULL,                -- consent; '' = counts for nothing
	n_for        bigint NOT NULL,
	n_against    bigint NOT NULL,
	n_abstained  bigint NOT NULL,
	n_conflicted bigint NOT NULL,
	n_silent     bigint NOT NULL,
	n_present    bigint NOT NULL,
	n_entitled   bigint NOT NULL,
	result       text NOT NULL,                -- adopted, rejected, no_quorum; '' = not closed
	closed_at    text NOT NULL,
	closed_on    text NOT NULL,
	closed_by    text NOT NULL,
	public       boolean NOT NULL,             -- to be published
	shown_at     text NOT NULL,                -- when it was; '' = not yet
	version      bigint NOT NULL,
	UNIQUE (network_id, year, no),
	UNIQUE (network_id, id)
);

CREATE INDEX decision_of ON decision (meeting_id);

CREATE TABLE decision_action (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	no              bigint NOT NULL,
	meeting_id      text NOT NULL,             -- '' = none
	item_id         text NOT NULL,
	decision_id     text NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- '' = whoever represents the organisation
	wording         text NOT NULL,
	due             text NOT NULL,
	state           text NOT NULL,             -- open, done, dropped
	note            text NOT NULL,
	ended_on        text NOT NULL,
	made_at         text NOT NULL,
	changed_at      text NOT NULL,
	version         bigint NOT NULL,
	UNIQUE (network_id, no),
	UNIQUE (network_id, id)
);

CREATE INDEX decision_action_due ON decision_action (network_id, state, due);

CREATE INDEX decision_action_of ON decision_action (meeting_id);

CREATE TABLE decision_conflict (
	network_id      text NOT NULL REFERENCES network (id),
	decision_id     text NOT NULL REFERENCES decision (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,
	reason          text NOT NULL,
	at              text NOT NULL,
	PRIMARY KEY (decision_id, organisation_id)
);

CREATE TABLE decision_vote (
	network_id      text NOT NULL REFERENCES network (id),
	decision_id     text NOT NULL REFERENCES decision (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- who voted; '' = not known
	alternate       boolean NOT NULL,
	choice          text NOT NULL,             -- for, against, abstain
	put_by          text NOT NULL,             -- who wrote it down
	at              text NOT NULL,
	PRIMARY KEY (decision_id, organisation_id)
);

CREATE INDEX decision_vote_of ON decision_vote (person_id);

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

CREATE TABLE discussion_word (
	network_id text NOT NULL REFERENCES network (id),
	word       text NOT NULL,
	post_id    text NOT NULL REFERENCES discussion_post (id),
	PRIMARY KEY (network_id, word, post_id)
);

CREATE INDEX discussion_word_of ON discussion_word (post_id);

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

CREATE TABLE home_feedback (
	no         bigint PRIMARY KEY,             -- the number of the ticket
	network_id text NOT NULL,                  -- '' = about the installation
	kind       text NOT NULL,                  -- accessibility, figure, fault, idea
	text       text NOT NULL,
	contact    text NOT NULL,                  -- where to answer; '' = no answer is wanted
	page       text NOT NULL,                  -- that it is about
	lang       text NOT NULL,
	who        text NOT NULL,                  -- id of the person, '' = not signed in
	at         text NOT NULL,
	due        text NOT NULL                   -- day by which it is answered
);

CREATE TABLE idempotency (
	who    text NOT NULL,
	key    text NOT NULL,
	ask    text NOT NULL,                      -- hash of method, path and body
	status bigint NOT NULL,
	answer text NOT NULL,
	at     text NOT NULL,
	PRIMARY KEY (who, key)
);

CREATE TABLE indicator (
	dataset   text NOT NULL,
	code      text NOT NULL,                   -- PA3.C1.
	name      text NOT NULL,                   -- texts by language, as JSON
	unit      text NOT NULL,
	groups    text NOT NULL,
	source    text NOT NULL,
	better    text NOT NULL,                   -- higher, lower or nothing
	reference text NOT NULL,                   -- area to compare with: EU27_2020
	folded    text NOT NULL,                   -- code and names, folded for search
	batch     bigint NOT NULL,
	PRIMARY KEY (dataset, code)
);

CREATE TABLE indicator_batch (
	no         bigint PRIMARY KEY,
	network_id text NOT NULL,
	org_id     text NOT NULL,
	draft      boolean NOT NULL,
	source     text NOT NULL,                  -- code of the importer
	files      text NOT NULL,                  -- JSON: names, sizes and hashes
	given      text NOT NULL,                  -- JSON: how it is read
	vintage    text NOT NULL,                  -- day on which the source published it, or on which it came
	who        text NOT NULL,
	state      text NOT NULL,                  -- reading, done, stopped, failed, undone, preview
	place      text NOT NULL,                  -- JSON: how far the reading is
	holder     text NOT NULL,                  -- process that reads
	n_new      bigint NOT NULL,
	n_changed  bigint NOT NULL,
	n_same     bigint NOT NULL,
	n_gone     bigint NOT NULL,
	n_rejected bigint NOT NULL,
	began_at   text NOT NULL,
	changed_at text NOT NULL
);

CREATE INDEX indicator_batch_by_network ON indicator_batch (network_id, no);

CREATE TABLE indicator_group (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	who        text NOT NULL,
	name       text NOT NULL,
	members    text NOT NULL,                  -- JSON: codes of areas or organisations
	saved_at   text NOT NULL
);

CREATE INDEX indicator_group_of ON indicator_group (network_id, who);

CREATE TABLE indicator_ledger (
	network_id text NOT NULL,
	org_id     text NOT NULL,
	family     text NOT NULL,                  -- dataset and count: pesnet exits
	year       text NOT NULL,
	ledger     text NOT NULL,                  -- JSON
	PRIMARY KEY (network_id, org_id, family, year)
);

CREATE TABLE indicator_mapping (
	network_id text NOT NULL,
	org_id     text NOT NULL,
	heading    text NOT NULL,                  -- hash of the headings of the columns
	mapping    text NOT NULL,                  -- JSON
	saved_at   text NOT NULL,
	PRIMARY KEY (network_id, org_id, heading)
);

CREATE TABLE indicator_observation (
	series bigint NOT NULL,                    -- of indicator_series; unchecked, as the check would cost a third of an import
	period text NOT NULL,                      -- 2024, 2024-Q1, 2024-03
	value  double precision,                   -- none = the source says that it is missing
	flags  text NOT NULL,
	batch  bigint NOT NULL,
	PRIMARY KEY (series, period)
) WITHOUT ROWID;

CREATE TABLE indicator_past (
	batch  bigint NOT NULL,                    -- the batch that replaced it
	series bigint NOT NULL,
	period text NOT NULL,
	value  double precision,
	flags  text NOT NULL,
	was_of bigint NOT NULL,                    -- the batch that had brought it
	PRIMARY KEY (batch, series, period)
);

CREATE INDEX indicator_past_of ON indicator_past (was_of);

CREATE TABLE indicator_rejected (
	batch     bigint NOT NULL,
	no        bigint NOT NULL,
	file      text NOT NULL,
	row_no    bigint NOT NULL,
	column_is text NOT NULL,
	found     text NOT NULL,
	cause     text NOT NULL,
	PRIMARY KEY (batch, no)
);

CREATE TABLE indicator_seen (
	batch  bigint NOT NULL,
	series bigint NOT NULL,
	period text NOT NULL,
	PRIMARY KEY (batch, series, period)
) WITHOUT ROWID;

CREATE TABLE indicator_series (
	id         bigint PRIMARY KEY,             -- hash of the other columns
	network_id text NOT NULL,                  -- '' = public, for every network
	org_id     text NOT NULL,                  -- whose own figures they are; '' = a public source's
	draft      boolean NOT NULL,               -- not yet released: for the own member alone
	dataset    text NOT NULL,
	indicator  text NOT NULL,
	area       text NOT NULL,                  -- reference area; '' where org is set
	org        text NOT NULL,                  -- code of the organisation that is measured
	freq       text NOT NULL,                  -- A, S, Q, M, W, D
	unit       text NOT NULL,
	dims       text NOT NULL                   -- age=Y15-24,sex=F
);

CREATE INDEX indicator_series_in ON indicator_series (dataset, network_id, org_id);

CREATE INDEX indicator_series_of ON indicator_series (indicator, area, org);

CREATE TABLE indicator_upload (
	no         bigint PRIMARY KEY,
	network_id text NOT NULL,
	org_id     text NOT NULL,
	who        text NOT NULL,
	name       text NOT NULL,
	size       bigint NOT NULL,
	hash       text NOT NULL,
	about      text NOT NULL,                  -- JSON: as the file is read
	source     text NOT NULL,
	mapping    text NOT NULL,                  -- JSON: what each column means
	answers    text NOT NULL,                  -- JSON: what to do about each kind of problem
	preview    bigint NOT NULL,                -- batch of the preview; 0 = none yet
	batch      bigint NOT NULL,                -- batch that it became; 0 = none yet
	job_id     text NOT NULL,
	asked_at   text NOT NULL,
	version    bigint NOT NULL
);

CREATE TABLE indicator_upload_part (
	upload bigint NOT NULL REFERENCES indicator_upload (no) ON DELETE CASCADE,
	no     bigint NOT NULL,
	bytes  blob NOT NULL,
	PRIMARY KEY (upload, no)
);

CREATE TABLE indicator_warning (
	batch bigint NOT NULL,
	no    bigint NOT NULL,
	file  text NOT NULL,
	id    text NOT NULL,
	args  text NOT NULL,                       -- JSON
	PRIMARY KEY (batch, no)
);

CREATE TABLE job (
	id         text PRIMARY KEY,
	kind       text NOT NULL,
	network_id text NOT NULL,
	who        text NOT NULL,
	given      text NOT NULL,                  -- JSON: what the work needs to know
	state      text NOT NULL,                  -- waiting, running, done, stopped, failed
	done       bigint NOT NULL,
	total      bigint NOT NULL,
	result     text NOT NULL,                  -- JSON
	problem    text NOT NULL,                  -- JSON: the refusal that ended it
	asked_at   text NOT NULL,
	changed_at text NOT NULL,
	stop       boolean NOT NULL
);

CREATE TABLE letter_choice (
	person_id text NOT NULL REFERENCES network_person (id),
	kind      text NOT NULL,                   -- '' = every kind that has no choice of its own
	often     text NOT NULL,                   -- once, daily, weekly, urgent
	PRIMARY KEY (person_id, kind)
);

CREATE TABLE letter_failing (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	address   text NOT NULL,
	answer    text NOT NULL,                   -- what the mail server said
	since     text NOT NULL
);

CREATE TABLE letter_feed (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES network_person (id),
	hash       text NOT NULL UNIQUE,           -- SHA-256 of the secret
	made_at    text NOT NULL,
	read_at    text NOT NULL                   -- last read; '' = never
, body_id text NOT NULL DEFAULT '');

CREATE INDEX letter_feed_of ON letter_feed (person_id);

CREATE TABLE letter_reminder (
	network_id text NOT NULL,
	person_id  text NOT NULL,
	kind       text NOT NULL,
	at         text NOT NULL,                  -- the page where it is done
	due        text NOT NULL,                  -- day
	put_at     text NOT NULL,
	PRIMARY KEY (network_id, person_id, kind, at, due)
);

CREATE TABLE mail_letter (
	id         text PRIMARY KEY,
	network_id text NOT NULL,                  -- '' = of no network
	person_id  text NOT NULL,
	kind       text NOT NULL,                  -- meeting.invited
	need       text NOT NULL,                  -- JSON: what the receiver must be allowed when it is sent
	subject    text NOT NULL,
	body       text NOT NULL,
	link       text NOT NULL,
	calendar   text NOT NULL,                  -- RFC 5545; '' = no event
	method     text NOT NULL,                  -- of the calendar: REQUEST, CANCEL, PUBLISH
	urgent     boolean NOT NULL,               -- never waits for a digest
	about      text NOT NULL,                  -- "meeting 0198…", for lists of who got what
	put_at     text NOT NULL,
	due_at     text NOT NULL,                  -- not sent before
	held       boolean NOT NULL,               -- waits for a digest
	state      text NOT NULL,                  -- waiting, claimed, sent, refused, failed
	parcel     text NOT NULL,                  -- of the mail that it travels in; '' = none yet
	tries      bigint NOT NULL,
	changed_at text NOT NULL,
	reason     text NOT NULL                   -- id of words, or what the server answered
);

CREATE INDEX mail_letter_about ON mail_letter (about);

CREATE INDEX mail_letter_due ON mail_letter (state, due_at);

CREATE INDEX mail_letter_network ON mail_letter (network_id, put_at);

CREATE INDEX mail_letter_to ON mail_letter (person_id, put_at);

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
	content    blob NOT NULL
);

CREATE INDEX meeting_paper_of ON meeting_paper (meeting_id);

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

CREATE TRIGGER minutes_frozen BEFORE UPDATE ON minutes WHEN OLD.state = 'approved' AND (NEW.state <> OLD.state OR NEW.sealed <> OLD.sealed OR NEW.hash <> OLD.hash OR NEW.meeting_id <> OLD.meeting_id)
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;

CREATE TRIGGER minutes_kept BEFORE DELETE ON minutes WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;

CREATE TABLE minutes (
	id            text PRIMARY KEY,
	network_id    text NOT NULL REFERENCES network (id),
	meeting_id    text NOT NULL UNIQUE REFERENCES meeting (id),
	lang          text NOT NULL,
	state         text NOT NULL,               -- draft, circulated, approved
	round         bigint NOT NULL,             -- how often they were circulated
	circulated_at text NOT NULL,
	circulated_on text NOT NULL,               -- day in the zone of the network
	comments_to   text NOT NULL,               -- last day of comments
	approved_at   text NOT NULL,
	approved_on   text NOT NULL,
	how           text NOT NULL,               -- meeting, written, silence
	decision      text NOT NULL,               -- code of the decision that approves them
	hash          text NOT NULL,               -- SHA-256 of what is sealed
	sealed        text NOT NULL,
	public        boolean NOT NULL,            -- public pieces are published on approval
	version       bigint NOT NULL,
	UNIQUE (network_id, id)
);

CREATE TABLE minutes_addendum (
	id          text PRIMARY KEY,
	network_id  text NOT NULL REFERENCES network (id),
	minutes_id  text NOT NULL REFERENCES minutes (id),
	no          bigint NOT NULL,
	wording     text NOT NULL,
	author      text NOT NULL,
	made_on     text NOT NULL,
	approved_on text NOT NULL,
	decision    text NOT NULL,                 -- code of the decision that approves it
	hash        text NOT NULL,
	UNIQUE (minutes_id, no)
);

CREATE TABLE minutes_change (
	network_id text NOT NULL REFERENCES network (id),
	piece_id   text NOT NULL REFERENCES minutes_piece (id),
	version    bigint NOT NULL,
	wording    text NOT NULL,
	public     boolean NOT NULL,
	who        text NOT NULL,
	at         text NOT NULL,
	PRIMARY KEY (piece_id, version)
);

CREATE TABLE minutes_comment (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	minutes_id      text NOT NULL REFERENCES minutes (id),
	piece_id        text NOT NULL,             -- '' = the whole
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,
	wording         text NOT NULL,
	at              text NOT NULL,
	answer          text NOT NULL,             -- taken, declined; '' = not yet
	reason          text NOT NULL,
	answered_at     text NOT NULL
);

CREATE INDEX minutes_comment_of ON minutes_comment (minutes_id, at);

CREATE INDEX minutes_comment_person ON minutes_comment (person_id);

CREATE TABLE minutes_document (
	network_id text NOT NULL REFERENCES network (id),
	minutes_id text NOT NULL REFERENCES minutes (id),
	lang       text NOT NULL,
	of         text NOT NULL,                  -- SHA-256 of the page that it was made of
	job_id     text NOT NULL,
	pdf        text NOT NULL,                  -- '' = not made yet
	PRIMARY KEY (minutes_id, lang)
);

CREATE TRIGGER minutes_piece_frozen BEFORE UPDATE ON minutes_piece WHEN (SELECT state FROM minutes WHERE id = OLD.minutes_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;

CREATE TRIGGER minutes_piece_kept BEFORE DELETE ON minutes_piece WHEN (SELECT state FROM minutes WHERE id = OLD.minutes_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'approved minutes never change'); END;

CREATE TABLE minutes_piece (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	minutes_id text NOT NULL REFERENCES minutes (id),
	item_id    text NOT NULL,                  -- of the agenda; '' = a free paragraph
	position   bigint NOT NULL,
	title      text NOT NULL,                  -- '' = that of the item
	wording    text NOT NULL,
	public     boolean NOT NULL,
	changed_by text NOT NULL,
	changed_at text NOT NULL,
	version    bigint NOT NULL
);

CREATE INDEX minutes_piece_of ON minutes_piece (minutes_id, position);

CREATE TABLE minutes_receiver (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	minutes_id      text NOT NULL REFERENCES minutes (id),
	round           bigint NOT NULL,
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	person_id       text NOT NULL,             -- '' = nobody represents the organisation
	letter_id       text NOT NULL,
	present         boolean NOT NULL           -- was at the meeting
);

CREATE INDEX minutes_receiver_of ON minutes_receiver (minutes_id, round);

CREATE INDEX minutes_receiver_person ON minutes_receiver (person_id);

CREATE TABLE network (
	id          text PRIMARY KEY,
	code        text NOT NULL UNIQUE,          -- PES-NETWORK
	kind        text NOT NULL,                 -- european, project, county, national, world
	fictional   boolean NOT NULL,
	zone        text NOT NULL,                 -- IANA time zone in which its days are counted
	languages   text NOT NULL,                 -- in which it works: 'lt ro'
	valid_from  text NOT NULL,
	valid_to    text NOT NULL,
	source      text NOT NULL,
	legal_basis text NOT NULL,                 -- texts by language, as JSON
	name        text NOT NULL,
	headline    text NOT NULL,
	purpose     text NOT NULL,
	about       text NOT NULL,
	version     bigint NOT NULL
);

CREATE TABLE network_charter (
	network_id text NOT NULL REFERENCES network (id),
	rule       text NOT NULL,                  -- meeting.notice_days
	value      text NOT NULL,
	valid_from text NOT NULL,                  -- '' = always
	valid_to   text NOT NULL,                  -- '' = until the next value
	source     text NOT NULL,
	place      text NOT NULL,                  -- where in the source
	verified   boolean NOT NULL,
	version    bigint NOT NULL,
	PRIMARY KEY (network_id, rule, valid_from)
);

CREATE TABLE network_membership (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	organisation_id text NOT NULL REFERENCES network_organisation (id),
	kind            text NOT NULL,             -- member, observer, partner, associate, former, none
	role            text NOT NULL,             -- chair, founder, coordinator, …
	valid_from      text NOT NULL,             -- a day, a month or a year; '' = not known
	valid_to        text NOT NULL,             -- the last day, month or year; '' = lasts
	source          text NOT NULL,
	disputed        boolean NOT NULL,
	verified        boolean NOT NULL,
	note            text NOT NULL,             -- texts by language, as JSON
	version         bigint NOT NULL
);

CREATE INDEX network_membership_of ON network_membership (network_id, organisation_id);

CREATE TABLE network_news (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	day        text NOT NULL,                  -- a day, a month or a year; '' = not known
	about      text NOT NULL,                  -- where the line leads: figures, members, charter, network
	title      text NOT NULL,                  -- texts by language, as JSON
	body       text NOT NULL,
	source     text NOT NULL
);

CREATE INDEX network_news_by_day ON network_news (network_id, day);

CREATE TABLE network_organisation (
	id          text PRIMARY KEY,
	code        text NOT NULL UNIQUE,          -- LT-UZT
	kind        text NOT NULL,
	country     text NOT NULL,                 -- ISO 3166-1
	region      text NOT NULL,                 -- NUTS
	parent_id   text REFERENCES network_organisation (id),
	native_name text NOT NULL,
	native_lang text NOT NULL,
	name        text NOT NULL,                 -- texts by language, as JSON
	short_name  text NOT NULL,
	website     text NOT NULL,
	fictional   boolean NOT NULL,
	tile        text NOT NULL,                 -- what its place on the tile map says
	tile_column bigint NOT NULL,               -- 0 = that of its country
	tile_row    bigint NOT NULL,
	offices     bigint NOT NULL,               -- 0 = not known
	counsellors bigint NOT NULL,
	known       text NOT NULL,                 -- for what; texts by language
	verified    boolean NOT NULL,              -- false: not yet checked against a source
	folded      text NOT NULL,                 -- every name, folded for search
	version     bigint NOT NULL
);

CREATE TABLE network_person (
	id        text PRIMARY KEY,
	login     text NOT NULL UNIQUE,            -- folded
	name      text NOT NULL,
	lang      text NOT NULL,
	about     text NOT NULL,                   -- texts by language, as JSON
	fictional boolean NOT NULL,
	version   bigint NOT NULL
, suspended_on text NOT NULL DEFAULT '');

CREATE TABLE network_role (
	id              text PRIMARY KEY,
	person_id       text NOT NULL REFERENCES network_person (id),
	network_id      text REFERENCES network (id),              -- none = the whole installation
	organisation_id text REFERENCES network_organisation (id), -- none = of the network itself
	role            text NOT NULL,
	valid_from      text NOT NULL,
	valid_to        text NOT NULL
);

CREATE INDEX network_role_of ON network_role (person_id);

CREATE TABLE network_source (
	code  text PRIMARY KEY,
	day   text NOT NULL,
	lang  text NOT NULL,
	url   text NOT NULL,
	title text NOT NULL                        -- texts by language, as JSON
);

CREATE TABLE privacy_activity (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	code       text NOT NULL,
	name       text NOT NULL,                  -- texts by language, as JSON
	purpose    text NOT NULL,                  -- texts by language, as JSON
	controller text NOT NULL,                  -- code of the organisation
	basis      text NOT NULL,                  -- 6-1-e
	law        text NOT NULL,                  -- the act that the basis rests on
	data       text NOT NULL,                  -- kinds of data, parted by spaces
	persons    text NOT NULL,
	recipients text NOT NULL,
	safeguards text NOT NULL,
	transfers  text NOT NULL,                  -- outside the Union; '' = none
	class      text NOT NULL,                  -- of privacy_schedule: how long it is kept
	dpia       text NOT NULL,                  -- no, needed, done
	valid_from text NOT NULL,
	valid_to   text NOT NULL,
	version    bigint NOT NULL,
	UNIQUE (network_id, code)
);

CREATE TABLE privacy_alarm (
	id         text PRIMARY KEY,
	network_id text NOT NULL,
	who        text NOT NULL,
	kind       text NOT NULL,                  -- readings, export
	hour       text NOT NULL,
	n_persons  bigint NOT NULL,
	at         text NOT NULL,
	seen_by    text NOT NULL,
	seen_at    text NOT NULL,
	UNIQUE (who, kind, hour)
);

CREATE TABLE privacy_consent (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES network_person (id),
	category    text NOT NULL,
	destination text NOT NULL,                 -- ISO 3166-1
	given_at    text NOT NULL,
	expires_on  text NOT NULL,                 -- last day
	ended_at    text NOT NULL,                 -- '' = not withdrawn, not closed after its last day
	wording     text NOT NULL,                 -- SHA-256 of the words that were shown
	lang        text NOT NULL
);

CREATE INDEX privacy_consent_of ON privacy_consent (person_id);

CREATE TABLE privacy_key (
	person_id text PRIMARY KEY REFERENCES network_person (id),
	sealed_by text NOT NULL,                   -- id of the installation's key
	sealed    text NOT NULL,                   -- base64
	at        text NOT NULL
);

CREATE TABLE privacy_limit (
	person_id  text NOT NULL REFERENCES network_person (id),
	kind       text NOT NULL,                  -- restriction, objection
	request_no bigint NOT NULL,
	since      text NOT NULL,
	PRIMARY KEY (person_id, kind)
);

CREATE TABLE privacy_notice (
	id              text PRIMARY KEY,
	person_id       text NOT NULL REFERENCES network_person (id),
	network_id      text NOT NULL,
	recipient       text NOT NULL,
	what            text NOT NULL,             -- withdrawn, expired, rectification, erasure, restriction
	category        text NOT NULL,             -- '' = everything
	made_at         text NOT NULL,
	sent_at         text NOT NULL,
	acknowledged_at text NOT NULL
);

CREATE INDEX privacy_notice_open ON privacy_notice (network_id, acknowledged_at);

CREATE TABLE privacy_passed (
	id          text PRIMARY KEY,
	person_id   text NOT NULL REFERENCES network_person (id),
	network_id  text NOT NULL,
	category    text NOT NULL,
	destination text NOT NULL,
	recipient   text NOT NULL,
	at          text NOT NULL
);

CREATE INDEX privacy_passed_of ON privacy_passed (person_id);

CREATE TABLE privacy_reading (
	who        text NOT NULL,
	person_id  text NOT NULL,
	what       text NOT NULL,
	hour       text NOT NULL,                  -- 2026-11-21T10
	network_id text NOT NULL,
	times      bigint NOT NULL,
	last_at    text NOT NULL,
	PRIMARY KEY (who, hour, person_id, what)
);

CREATE INDEX privacy_reading_of ON privacy_reading (person_id, last_at);

CREATE TABLE privacy_request (
	no         bigint PRIMARY KEY,             -- the number of the ticket
	person_id  text NOT NULL REFERENCES network_person (id),
	network_id text NOT NULL REFERENCES network (id),
	kind       text NOT NULL,                  -- access, rectification, erasure, restriction, portability, objection
	text       text NOT NULL,
	lang       text NOT NULL,                  -- of the letters
	state      text NOT NULL,                  -- asked, checked, decided
	identity   text NOT NULL,                  -- how it was made sure who asks
	asked_at   text NOT NULL,
	asked_on   text NOT NULL,                  -- the day in the network's time zone
	due        text NOT NULL,                  -- last day of the answer
	longer     text NOT NULL,                  -- reason for two more months; '' = one month
	outcome    text NOT NULL,                  -- granted, partly, refused
	exception  text NOT NULL,                  -- 17-3-b
	reason     text NOT NULL,
	decided_at text NOT NULL,
	decided_by text NOT NULL,
	version    bigint NOT NULL
);

CREATE INDEX privacy_request_due ON privacy_request (network_id, state, due);

CREATE INDEX privacy_request_of ON privacy_request (person_id);

CREATE TABLE privacy_run (
	class  text NOT NULL,
	day    text NOT NULL,
	at     text NOT NULL,
	n_gone bigint NOT NULL,
	PRIMARY KEY (class, day)
);

CREATE TABLE privacy_schedule (
	class    text PRIMARY KEY,
	days     bigint NOT NULL,
	begins   text NOT NULL,                    -- with what the time begins: created, seen, ended, left
	law      text NOT NULL,
	action   text NOT NULL,                    -- erase, pseudonymise
	verified boolean NOT NULL,                 -- false: still to be checked with a lawyer
	version  bigint NOT NULL
);

CREATE TABLE privacy_special (
	id         text PRIMARY KEY,
	person_id  text NOT NULL REFERENCES network_person (id),
	network_id text NOT NULL,
	org_id     text NOT NULL,                  -- whose counsellors may read it
	category   text NOT NULL,                  -- health, disability, origin, union
	sealed     text NOT NULL,                  -- base64
	at         text NOT NULL
, purpose text NOT NULL DEFAULT '', until_on text NOT NULL DEFAULT '');

CREATE INDEX privacy_special_of ON privacy_special (person_id);

CREATE TABLE privacy_threshold (
	kind    text PRIMARY KEY,                  -- readings, export
	most    bigint NOT NULL,                   -- in an hour
	version bigint NOT NULL
);

CREATE TABLE privacy_threshold_of (
	network_id text NOT NULL REFERENCES network (id),
	kind       text NOT NULL,                  -- readings, export
	most       bigint NOT NULL,                -- in an hour
	version    bigint NOT NULL,
	PRIMARY KEY (network_id, kind)
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

CREATE TABLE report (
	id           text PRIMARY KEY,
	network_id   text NOT NULL REFERENCES network (id),
	year         bigint NOT NULL,
	state        text NOT NULL,                -- draft, adopted, published
	opening      text NOT NULL,                -- texts by language, as JSON
	closing      text NOT NULL,
	figures      text NOT NULL,                -- JSON, as they were when it was adopted; '' before
	seal         text NOT NULL,                -- SHA-256 over texts and figures; '' before
	decision     text NOT NULL,                -- by which it was adopted, as people call it
	adopted_on   text NOT NULL,                -- '' = not yet
	published_on text NOT NULL,
	version      bigint NOT NULL,
	UNIQUE (network_id, year)
);

CREATE TABLE report_proposal (
	id              text PRIMARY KEY,
	network_id      text NOT NULL REFERENCES network (id),
	year            bigint NOT NULL,
	no              bigint NOT NULL,           -- counted in the year
	organisation_id text NOT NULL,             -- of a member; '' = of the secretariat
	title           text NOT NULL,
	body            text NOT NULL,
	state           text NOT NULL,             -- open, taken, declined
	answer          text NOT NULL,
	made_on         text NOT NULL,
	made_by         text NOT NULL,             -- id of a person; '' = erased
	version         bigint NOT NULL,
	UNIQUE (network_id, year, no)
);

CREATE TABLE "second_awaited" (
	id         text PRIMARY KEY,
	network_id text NOT NULL REFERENCES network (id),
	action     text NOT NULL,                  -- as the charter names it: privacy.erasure
	subject    text NOT NULL,                  -- what it is done to: request 5
	what       text NOT NULL,                  -- how, as JSON: the second person confirms just this
	person_id  text NOT NULL REFERENCES network_person (id), -- who has begun it
	at         text NOT NULL,
	UNIQUE (network_id, action, subject)
);

CREATE TABLE "token" (
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

CREATE INDEX account_token_of ON "token" (person_id);
