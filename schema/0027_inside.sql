-- What members say of a programme in consultation stays in the network when
-- the programme is adopted. Of the seats in bodies the offices are public; the
-- others are for those in the network, and for whom they are. How people are
-- reached is for those who know them; an announcement that was withdrawn is for
-- those in the network.
-- +only postgres
ALTER POLICY wall ON programme_comment USING (own(who) OR wall(network_id));
ALTER POLICY wall ON discussion_announcement USING (public AND withdrawn = '' OR wall(network_id));
ALTER TABLE body_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE body_seat FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON body_seat USING (role IN ('chair', 'first_vice', 'second_vice') OR wall(network_id) OR own(person_id));
ALTER TABLE body_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE body_contact FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON body_contact USING (EXISTS (SELECT 1 FROM network_person p WHERE p.id = person_id)) WITH CHECK (true);
ALTER TABLE body_photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE body_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON body_photo USING (EXISTS (SELECT 1 FROM network_person p WHERE p.id = person_id)) WITH CHECK (true);
-- +end
