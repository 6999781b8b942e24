-- Whose data of how many people somebody is shown within an hour, at most.
INSERT INTO privacy_threshold (kind, most, version) VALUES ('limit', 500, 1);
