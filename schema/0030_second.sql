-- What waits for a second person is an area of its own.
ALTER TABLE network_second RENAME TO second_awaited;
-- +only postgres
DROP POLICY wall ON second_awaited;
ALTER TABLE second_awaited ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_awaited FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON second_awaited USING (wall(network_id));
-- +end
