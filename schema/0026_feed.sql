-- A calendar elsewhere can follow one body, as far as its person may see it.
ALTER TABLE letter_feed ADD COLUMN body_id text NOT NULL DEFAULT '';           -- '' = the meetings of the person
