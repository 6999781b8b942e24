-- A second wall, on PostgreSQL: what a query forgets to ask, the rows
-- themselves still refuse. The program says at the beginning of a transaction
-- who asks (kit/db, network/wall.go); docs/house.md says which tables stand
-- behind the wall, and how a new one is put there.

-- The id of a series tells whether it is a draft: those are below zero, so that
-- a figure by itself is known as not yet released.
UPDATE indicator_observation SET series = -1 - series WHERE series IN (SELECT id FROM indicator_series WHERE draft AND id >= 0);
UPDATE indicator_past SET series = -1 - series WHERE series IN (SELECT id FROM indicator_series WHERE draft AND id >= 0);
UPDATE indicator_seen SET series = -1 - series WHERE series IN (SELECT id FROM indicator_series WHERE draft AND id >= 0);
UPDATE indicator_series SET id = -1 - id WHERE draft AND id >= 0;

-- +only postgres
ALTER TABLE indicator_series ADD CONSTRAINT indicator_series_draft CHECK (draft = (id < 0));

-- whole: everything is seen, as by the operator, jobs and the door itself.
CREATE FUNCTION whole() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
	RETURN coalesce(current_setting('pesnet.wall', true), '') = 'open';

-- wall: rows of a network are for those who have a role in it; rows of none,
-- and of every one, for those who have one in the whole installation.
CREATE FUNCTION wall(network_id text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
	RETURN whole() OR coalesce(current_setting('pesnet.networks', true), '') = '*'
		OR coalesce(network_id = ANY (string_to_array(current_setting('pesnet.networks', true), ' ')), false);

-- office: what members and people ask of a network is for those who run it and
-- watch over it.
CREATE FUNCTION office(network_id text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
	RETURN whole() OR coalesce(current_setting('pesnet.offices', true), '') = '*'
		OR coalesce(network_id = ANY (string_to_array(current_setting('pesnet.offices', true), ' ')), false);

-- owned: rows of an organisation are for those who act for it.
CREATE FUNCTION owned(organisation_id text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
	RETURN whole() OR coalesce(organisation_id = ANY (string_to_array(current_setting('pesnet.orgs', true), ' ')), false);

-- own: rows of a person are for that person.
CREATE FUNCTION own(person_id text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
	RETURN whole() OR person_id <> '' AND coalesce(person_id = current_setting('pesnet.person', true), false);

ALTER TABLE network_role ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_role FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON network_role USING (wall(network_id) OR own(person_id)) WITH CHECK (true);

-- Who is in none of one's networks is nobody one knows.
ALTER TABLE network_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_person FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON network_person USING (own(id) OR wall('') OR EXISTS (SELECT 1 FROM network_role r WHERE r.person_id = network_person.id)) WITH CHECK (true);

-- How people come in is read by the door alone.
ALTER TABLE account_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_session FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_session USING (whole());
ALTER TABLE account_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_link FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_link USING (whole());
ALTER TABLE account_passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_passkey USING (whole());
ALTER TABLE account_authenticator ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_authenticator FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_authenticator USING (whole());
ALTER TABLE account_recovery ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_recovery FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_recovery USING (whole());
ALTER TABLE account_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_identity USING (whole());
ALTER TABLE account_errand ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_errand FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_errand USING (whole());
ALTER TABLE account_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_glass FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_glass USING (whole());
ALTER TABLE account_try ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_try FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_try USING (whole());
ALTER TABLE account_password ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_password FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_password USING (whole());
ALTER TABLE account_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_token FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON account_token USING (whole());

-- Figures: released ones are for everybody.
ALTER TABLE indicator_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_series FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_series USING (NOT draft OR owned(org_id));
ALTER TABLE indicator_observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_observation FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_observation USING (series >= 0 OR whole() OR EXISTS (SELECT 1 FROM indicator_series s WHERE s.id = series)) WITH CHECK (true);
ALTER TABLE indicator_past ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_past FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_past USING (series >= 0 OR whole() OR EXISTS (SELECT 1 FROM indicator_series s WHERE s.id = series)) WITH CHECK (true);
ALTER TABLE indicator_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_seen FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_seen USING (series >= 0 OR whole() OR EXISTS (SELECT 1 FROM indicator_batch b WHERE b.no = batch)) WITH CHECK (true);

-- Deliveries: what is released is told of; what was refused is the member's.
ALTER TABLE indicator_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_batch USING (NOT draft OR owned(org_id));
ALTER TABLE indicator_rejected ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_rejected FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_rejected USING (EXISTS (SELECT 1 FROM indicator_batch b WHERE b.no = batch AND (b.org_id = '' OR owned(b.org_id)))) WITH CHECK (true);
ALTER TABLE indicator_warning ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_warning FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_warning USING (EXISTS (SELECT 1 FROM indicator_batch b WHERE b.no = batch AND (b.org_id = '' OR owned(b.org_id)))) WITH CHECK (true);
ALTER TABLE indicator_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_upload FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_upload USING (own(who) OR CASE org_id WHEN '' THEN wall(network_id) ELSE owned(org_id) END) WITH CHECK (true);
ALTER TABLE indicator_upload_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_upload_part FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_upload_part USING (EXISTS (SELECT 1 FROM indicator_upload u WHERE u.no = upload)) WITH CHECK (true);
ALTER TABLE indicator_mapping ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_mapping FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_mapping USING (CASE org_id WHEN '' THEN wall(network_id) ELSE owned(org_id) END) WITH CHECK (true);
ALTER TABLE indicator_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_group FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_group USING (own(who));

-- Personal data. What strangers and others put in is seen by those whom it
-- concerns.
ALTER TABLE privacy_consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_consent FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_consent USING (EXISTS (SELECT 1 FROM network_person p WHERE p.id = person_id));
ALTER TABLE privacy_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_limit FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_limit USING (EXISTS (SELECT 1 FROM network_person p WHERE p.id = person_id));
ALTER TABLE privacy_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_key FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_key USING (EXISTS (SELECT 1 FROM network_person p WHERE p.id = person_id));
ALTER TABLE privacy_passed ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_passed FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_passed USING (office(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE privacy_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_notice USING (office(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE privacy_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_request FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_request USING (office(network_id) OR own(person_id)) WITH CHECK (true);
ALTER TABLE privacy_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_reading USING (own(who) OR own(person_id) OR office(network_id)) WITH CHECK (true);
ALTER TABLE privacy_alarm ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_alarm FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_alarm USING (own(who) OR office(network_id)) WITH CHECK (true);
ALTER TABLE privacy_special ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_special FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON privacy_special USING (wall(network_id) AND owned(org_id) OR own(person_id)) WITH CHECK (true);

-- What the kit keeps, and what readers write.
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON audit USING (wall(network_id) OR own(who)) WITH CHECK (true);
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE job FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON job USING (wall(network_id) OR own(who)) WITH CHECK (true);
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON idempotency USING (whole() OR who = coalesce(current_setting('pesnet.person', true), '')) WITH CHECK (true);
ALTER TABLE home_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON home_feedback USING (own(who) OR wall('')) WITH CHECK (true);
-- +end
