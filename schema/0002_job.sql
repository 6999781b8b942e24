-- Long work as people see it; River keeps its own tables for the running.

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
