-- From how many on an alarm rings in a network that has chosen so; what
-- privacy_threshold says is for all others.
CREATE TABLE privacy_threshold_of (
	network_id text NOT NULL REFERENCES network (id),
	kind       text NOT NULL,                  -- readings, export
	most       bigint NOT NULL,                -- in an hour
	version    bigint NOT NULL,
	PRIMARY KEY (network_id, kind)
);
