-- What members say of a programme in consultation stays in the network when
-- the programme is adopted. Of the seats in bodies the offices are public; the
-- others are for those in the network, and for whom they are.
-- +only postgres
ALTER POLICY wall ON programme_comment USING (own(who) OR wall(network_id));
ALTER TABLE body_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE body_seat FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON body_seat USING (role IN ('chair', 'first_vice', 'second_vice') OR wall(network_id) OR own(person_id));
-- +end
