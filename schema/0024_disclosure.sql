-- What a member's releases have told and kept back, by family of counts and
-- year. It is as secret as what it hides.
CREATE TABLE indicator_ledger (
	network_id text NOT NULL,
	org_id     text NOT NULL,
	family     text NOT NULL,                  -- dataset and count: pesnet exits
	year       text NOT NULL,
	ledger     text NOT NULL,                  -- JSON
	PRIMARY KEY (network_id, org_id, family, year)
);

-- +only postgres
ALTER TABLE indicator_ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE indicator_ledger FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON indicator_ledger USING (owned(org_id));
-- +end
