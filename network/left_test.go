package network

import (
	"slices"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// Whoever acts for an organisation that has left a network has no role there,
// even where nobody has ended it; the last day may be a month or a year.
func TestARoleEndsWithTheMembership(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d)
		n := s.must(t, "AURORA")
		for last, open := range map[string]bool{"": true, "2026": true, "2026-11": true, "2026-11-21": true, "2026-11-20": false, "2026-10": false, "2025": false} {
			err := d.Write(db.Unwalled(t.Context()), func(tx *db.Tx) error {
				if _, err := tx.Exec(`UPDATE network_membership SET valid_to = ? WHERE valid_from = '2014-06-17'
					AND organisation_id = (SELECT id FROM network_organisation WHERE code = 'AUR-GINTARA')`, last); err != nil {
					return err
				}
				p, err := db.One(tx, func(s *string) []any { return []any{s} }, `SELECT id FROM network_person WHERE login = 'analyst'`)
				if err != nil {
					return err
				}
				who, err := s.WhoIs(tx, p, c.now())
				if who.In(n.ID) != open {
					t.Errorf("membership to %q: a role is there: %v", last, !open)
				}
				if err != nil {
					return err
				}
				gintara, err := organisationByCode(tx, "AUR-GINTARA")
				if err != nil {
					return err
				}
				listed, err := holdersOn(tx, n.ID, s.Today(n))
				if err != nil {
					return err
				}
				of, err := holdersFor(tx, n.ID, gintara.ID, s.Today(n))
				if hasLogin(listed, "analyst") != open || hasLogin(of, "analyst") != open {
					t.Errorf("membership to %q: somebody is listed: %v", last, !open)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func hasLogin(all []Holder, login string) bool {
	return slices.ContainsFunc(all, func(h Holder) bool { return h.Login == login })
}
