-- What is kept sealed says what for and until when; an emergency says who has
-- read that it happened.
ALTER TABLE privacy_special ADD COLUMN purpose text NOT NULL DEFAULT '';   -- adjustment, placement, safety
ALTER TABLE privacy_special ADD COLUMN until_on text NOT NULL DEFAULT '';  -- last day; what has none is not opened
ALTER TABLE account_glass ADD COLUMN read_at text NOT NULL DEFAULT '';     -- when somebody confirmed having read it
ALTER TABLE account_glass ADD COLUMN read_by text NOT NULL DEFAULT '';     -- id of a person
