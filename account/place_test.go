package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/lang"
	"pesnet/network"
)

const (
	firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	chrome  = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
)

func TestWhereSomebodyIs(t *testing.T) {
	for address, want := range map[string]string{"192.0.2.7": "192.0.0.0/16", "2001:db8:1:2::/64": "2001:db8::/32", "": "", "pipe": "pipe"} {
		if got := around(address); got != want {
			t.Errorf("%q is in %s, want %s", address, got, want)
		}
	}
}

// Tests rule account.place.
func TestANewDeviceOrPlaceIsToldAndAsksForAProof(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		s.Words = lang.All.In
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst})
		letters := 0
		from := func(name, address, agent string, isStrange bool) {
			t.Helper()
			ctx := withVisit(t.Context(), Visit{Address: address, Agent: agent})
			secret, _, err := s.SignIn(ctx, Attempt{jonas, good, address})
			if err != nil {
				t.Fatal(err)
			}
			who := in(t, s, secret)
			if who.Stale != isStrange {
				t.Errorf("%s: what is sensitive asks for a proof: %v, want %v", name, who.Stale, isStrange)
			}
			if isStrange {
				letters++
				if err := s.Confirm(network.With(ctx, who), who, good, ""); err != nil || in(t, s, secret).Stale {
					t.Errorf("%s: the proof does not help: %v", name, err)
				}
			}
			if told := toldOf(t, s); len(told) != letters || isStrange && (strings.Contains(told[0], address) || !strings.Contains(told[0], device(agent))) {
				t.Errorf("%s: %d letters, want %d: %q", name, len(told), letters, told)
			}
		}
		from("the first time", "192.0.2.7", firefox, false)
		from("the next time", "192.0.2.7", firefox, false)
		from("with another address at home", "192.0.77.1", firefox, false)
		from("on another device", "192.0.2.7", chrome, true)
		from("there again", "192.0.2.7", chrome, false)
		from("elsewhere", "2001:db8:1:2::/64", chrome, true)
		c.Set(c.Now().Add(placeLife + time.Hour))
		from("after a long time, when nothing is known any more", "198.51.100.1", chrome, false)
	})
}

// Who waits for a second factor has not arrived: the place is as strange
// afterwards.
func TestAPasswordAloneMakesNoPlaceKnown(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{URL: "https://pes.example"})
	newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})
	if _, _, err := s.SignIn(withVisit(t.Context(), Visit{Address: "192.0.2.7", Agent: firefox}), Attempt{jonas, good, "192.0.2.7"}); err != nil {
		t.Fatal(err)
	}
	err := s.db.Read(t.Context(), func(tx *db.Tx) error {
		if n, err := tx.Count(`SELECT count(*) FROM account_place`); err != nil || n != 0 {
			t.Errorf("%d places are known: %v", n, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// toldOf returns the letters about new places, the latest first.
func toldOf(t *testing.T, s *Service) (all []string) {
	t.Helper()
	err := s.db.Read(context.Background(), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(text *string) []any { return []any{text} }, `SELECT body FROM mail_letter WHERE kind = 'account.place' ORDER BY id DESC`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
