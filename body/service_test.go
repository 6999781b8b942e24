package body

import (
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration.
type demo struct {
	*Service
	*networktest.World
	privacies *privacy.Service
}

func open(w *networktest.World) *demo {
	w.Helper()
	privacies := privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs())
	d := &demo{New(w.DB, w.Clock.Now, w.Networks, privacies), w, privacies}
	w.Networks.Seats = d.SeatsOfPerson
	w.Must(d.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

func TestASeatIsKnownWhereverSomethingIsDoneInTheNameOfSomebody(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		if who := d.As("representative"); len(who.Seats) == 0 || who.Seats[0].Network != d.Aurora.ID || !who.Sits(who.Seats[0].Body, "member") {
			t.Errorf("the representative has the seats %+v", who.Seats)
		}
	})
}

// Tests rules body.public-office, body.directory.
func TestWhoRepresentedWhomOnAPastDate(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva := t.Context(), d.As("secretariat")
		gintara := func(who network.Who, day string) (names []string) {
			b, err := d.Body(ctx, who, d.Aurora, "board", day)
			d.Must(err)
			for _, h := range b.Seats {
				if h.Service.Code == "AUR-GINTARA" {
					names = append(names, h.Role+" "+h.Holder.Name)
				}
			}
			return names
		}
		for _, test := range []struct{ day, member, alternate string }{
			{"2024-12-31", "member Vytautas Marpilis", "alternate Eglė Gintarienė"},
			{"2025-01-01", "member Eglė Gintarienė", "alternate Darius Pajūrinis"},
			{"", "member Eglė Gintarienė", "alternate Darius Pajūrinis"},
		} {
			if got := gintara(eva, test.day); len(got) != 2 || got[0] != test.member || got[1] != test.alternate {
				t.Errorf("on %q for Gintara: %q, want %s and %s", test.day, got, test.member, test.alternate)
			}
		}
		if got := gintara(network.Who{}, ""); len(got) != 2 || got[0] != "member " {
			t.Errorf("nobody known sees %q, want no name", got)
		}
		b, err := d.Body(ctx, network.Who{}, d.Aurora, "board", "")
		d.Must(err)
		if len(b.Seats) != 66 || b.Seats[0].Role != "chair" || b.Seats[0].Holder.Name != "Mads Solvang-Ør" || b.Seats[0].Email != "" {
			t.Errorf("%d seats, the first %s of %q; want 66, the chair by name and without address", len(b.Seats), b.Seats[0].Role, b.Seats[0].Holder.Name)
		}
		if _, err := d.Directory(ctx, network.Who{}, d.Aurora, Query{}); fault.ID(err) != "network.may.sign-in" {
			t.Errorf("nobody known reads the directory: %v", err)
		}
		if _, err := d.Directory(ctx, d.As("valea.ngo"), d.Aurora, Query{}); fault.ID(err) != "network.may.in-network" {
			t.Errorf("somebody of another network reads the directory: %v", err)
		}
	})
}

// Tests rules body.office, body.seats, body.twice, body.membership, body.closed.
func TestSeatsAreGivenByTheRules(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva := t.Context(), d.As("secretariat")
		give := func(s NewSeat) string {
			_, err := d.GiveSeat(ctx, eva, d.Aurora, s)
			return fault.ID(err)
		}
		const karin = "karin.ljusdalen@norrljus.example"
		for _, test := range []struct {
			name, want string
			seat       NewSeat
		}{
			{"a second chair at once", "body.office", NewSeat{Body: "BOARD", Role: "chair", Organisation: "AUR-NORRLJUS", Email: karin, From: "2026-12-01"}},
			{"a chair of a group that has none", "", NewSeat{Body: "ADVISERS", Role: "chair", Organisation: "AUR-NORRLJUS", Email: karin, From: "2026-12-01"}},
			{"a second member of one service", "body.seats", NewSeat{Body: "BOARD", Role: "member", Organisation: "AUR-GINTARA", Email: "new@gintara.example", Name: "Naujas Narys", From: "2026-12-01"}},
			{"a second alternate of one service", "body.seats", NewSeat{Body: "BOARD", Role: "alternate", Organisation: "AUR-GINTARA", Email: "new@gintara.example", Name: "Naujas Narys", From: "2026-12-01"}},
			{"the member of one service as the alternate of another", "body.twice", NewSeat{Body: "BOARD", Role: "alternate", Organisation: "AUR-PLANIKA", Email: karin, From: "2026-12-01"}},
			{"a member's seat of a service that only joins", "body.membership", NewSeat{Body: "BOARD", Role: "member", Organisation: "AUR-PLANIKA", Email: "p@planika.example", Name: "Petar Planik", From: "2026-12-01"}},
			{"an observer's seat of a service that joins", "", NewSeat{Body: "BOARD", Role: "observer", Organisation: "AUR-PLANIKA", Email: "p@planika.example", Name: "Petar Planik", From: "2026-12-01"}},
			{"a seat of a service that was an observer in those years", "body.membership", NewSeat{Body: "BOARD", Role: "member", Organisation: "AUR-FIRNIA", Email: "f@firnia.example", Name: "Urs Firn", From: "2017-06-01", To: "2018-06-01"}},
			{"a seat of it before", "", NewSeat{Body: "BOARD", Role: "member", Organisation: "AUR-FIRNIA", Email: "f@firnia.example", Name: "Urs Firn", From: "2016-06-01", To: "2017-12-31"}},
			{"somebody without a name", "network.person.name", NewSeat{Body: "ADVISERS", Role: "adviser", Organisation: "AUR-GINTARA", Email: "nobody@gintara.example", From: "2026-12-01"}},
			{"a last day before the first", "body.order", NewSeat{Body: "ADVISERS", Role: "adviser", Organisation: "AUR-GINTARA", Email: karin, From: "2026-12-01", To: "2026-11-01"}},
			{"before the body was there", "body.seat.outside", NewSeat{Body: "WG-DIGITAL", Role: "member", Organisation: "AUR-GINTARA", Email: karin, From: "2020-01-01"}},
		} {
			if got := give(test.seat); got != test.want {
				t.Errorf("%s: %q, want %q", test.name, got, test.want)
			}
		}
		d.Must(d.Close(ctx, eva, d.Aurora, "wg-digital", "2026-12-31", "BOARD 2026/9"))
		if got := give(NewSeat{Body: "WG-DIGITAL", Role: "member", Organisation: "AUR-GINTARA", Email: karin, From: "2027-02-01"}); got != "body.seat.outside" {
			t.Errorf("a seat in a closed group: %q", got)
		}
		b, err := d.Body(ctx, eva, d.Aurora, "WG-DIGITAL", "2027-01-01")
		if err != nil || len(b.Seats) != 0 {
			t.Errorf("a closed group has %d seats, %v", len(b.Seats), err)
		}
		if err := d.Close(ctx, d.As("chair"), d.Aurora, "BOARD", "2026-12-31", "x"); fault.ID(err) != "network.may.secretariat" {
			t.Errorf("the chair closes the board: %v", err)
		}
	})
}

func TestTwoChangeOneSeat(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva := t.Context(), d.As("secretariat")
		b, err := d.Body(ctx, eva, d.Aurora, "ADVISERS", "")
		d.Must(err)
		first := b.Seats[0].Seat
		first.To = "2026-12-31"
		d.Must(d.ChangeSeat(ctx, eva, d.Aurora, first))
		if err := d.ChangeSeat(ctx, eva, d.Aurora, first); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("the second: %v", err)
		}
		if _, err := d.Seat(ctx, eva, d.Valea, first.ID); fault.ID(err) != "network.may.secretariat" {
			t.Errorf("a seat of one network in another: %v", err)
		}
		if _, err := d.Seat(ctx, network.Operator, d.Valea, first.ID); fault.ID(err) != "body.seat.unknown" {
			t.Errorf("a seat of one network in another: %v", err)
		}
	})
}

// Tests rules body.mandate, body.tree.
func TestAMandateIsAdjustedByADecision(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva := t.Context(), d.As("secretariat")
		chair := d.As("margus.valgesalu@rannavalgus.example")
		m := Mandate{From: "2026-12-01", Text: lang.Text{"en": "Now also for employers."}}
		if err := d.AdjustMandate(ctx, chair, d.Aurora, "WG-DIGITAL", m); fault.ID(err) != "body.mandate" {
			t.Errorf("without a decision: %v", err)
		}
		m.Source = "BOARD 2026/12"
		d.Must(d.AdjustMandate(ctx, chair, d.Aurora, "WG-DIGITAL", m))
		if err := d.AdjustMandate(ctx, chair, d.Aurora, "WG-FIGURES", m); fault.ID(err) != "network.may.secretariat" {
			t.Errorf("the chair of one group adjusts another: %v", err)
		}
		if err := d.AdjustMandate(ctx, eva, d.Aurora, "WG-DIGITAL", m); fault.ID(err) != "body.mandate.later" {
			t.Errorf("twice on a day: %v", err)
		}
		for day, want := range map[string]string{"2025-06-01": "BOARD 2025/3", "2026-11-30": "BOARD 2026/1", "2026-12-01": "BOARD 2026/12"} {
			b, err := d.Body(ctx, eva, d.Aurora, "WG-DIGITAL", day)
			if err != nil || b.MandateSource != want || len(b.Mandates) != 3 {
				t.Errorf("on %s the mandate is by %q (%d wordings, %v), want %q of 3", day, b.MandateSource, len(b.Mandates), err, want)
			}
		}
		board, err := d.Body(ctx, eva, d.Aurora, "BOARD", "")
		d.Must(err)
		group, err := d.Body(ctx, eva, d.Aurora, "WG-DIGITAL", "")
		d.Must(err)
		up := board.Body
		up.Parent = group.Body.ID
		if _, err := d.Put(ctx, eva, d.Aurora, up); fault.ID(err) != "body.tree" {
			t.Errorf("a ring of bodies: %v", err)
		}
		made, err := d.Put(ctx, eva, d.Aurora, Body{Code: "wg-youth", Kind: "working_group", Name: lang.Text{"en": "Youth"}, Mandate: lang.Text{"en": "Looks at young people."}, Parent: board.Body.ID, Languages: "en", Documents: "en", From: "2026-12-01", Source: "BOARD 2026/13"})
		if err != nil || made.Code != "WG-YOUTH" {
			t.Errorf("a new group: %+v, %v", made, err)
		}
		if _, err := d.Put(ctx, eva, d.Aurora, made); err != nil {
			t.Errorf("it is changed: %v", err)
		}
		if _, err := d.Put(ctx, eva, d.Aurora, made); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("by a second with the old version: %v", err)
		}
	})
}

func TestRepresentativesOfAllMembers(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		for n, want := range map[*network.Network]int{&d.Aurora: 31, &d.Valea: 14} {
			d.Reading(func(tx *db.Tx) error {
				all, err := Representatives(tx, n.ID, "2026-11-21")
				of := map[string]bool{}
				for _, c := range all {
					of[c.Organisation.Code] = true
					if c.Email == "" || c.Person.Name == "" {
						t.Errorf("%s: %q of %s has no address", n.Code, c.Person.Name, c.Organisation.Code)
					}
				}
				if len(of) != want {
					t.Errorf("%s: representatives of %d members, want %d", n.Code, len(of), want)
				}
				return err
			})
		}
		d.Reading(func(tx *db.Tx) error {
			p, err := network.PersonByLogin(tx, "chair")
			d.Must(err)
			address, err := AddressOf(tx, p.ID)
			if address != "mads.solvang-or@oresol.example" {
				t.Errorf("the address of the chair is %q", address)
			}
			return err
		})
	})
}
