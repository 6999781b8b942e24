-- Tokens of programs are an area of their own.
ALTER TABLE account_token RENAME TO token;
-- +only postgres
DROP POLICY wall ON token;
ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON token USING (whole());
-- +end
