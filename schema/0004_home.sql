-- What people write to those who run the pages.

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
