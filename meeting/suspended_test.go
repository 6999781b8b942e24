package meeting

import (
	"slices"
	"testing"
	"time"

	"pesnet/accession"
	"pesnet/lang"
	"pesnet/network"
)

// suspend takes up a member from before and suspends it.
func (d *demo) suspend(n network.Network, login, code string) {
	d.Helper()
	s := accession.New(d.DB, d.Clock.Now, d.Networks)
	s.Words, s.URL = lang.All.In, "https://pesnet.example"
	who := d.As(login)
	a, err := s.Register(d.Context(), who, n, code)
	d.Must(err)
	d.Must(s.Suspend(d.Context(), who, n, a.No, accession.Decision{Source: "D 1/2026", Grounds: "Fees were not paid."}))
}

// Tests rule meeting.suspended.
func TestASuspendedMemberDoesNotCount(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.As("secretariat")
		gintara := d.Organisation("AUR-GINTARA")
		held, coming := d.prepared(8), d.prepared(14)
		for _, m := range []Meeting{held, coming} {
			_, err := d.Announce(ctx, secretary, d.Aurora, Step{Code: m.Code, Reason: "x"})
			d.Must(err)
		}
		d.Clock.Set(held.Starts.Add(time.Hour))
		d.suspend(d.Aurora, "secretariat", "AUR-GINTARA")
		for code, want := range map[string]int{held.Code: 31, coming.Code: 30} {
			f, err := d.Meeting(ctx, secretary, d.Aurora, code)
			d.Must(err)
			if f.Quorum.Seats != want || f.Forecast.Yes+f.Forecast.Maybe+f.Forecast.No+f.Forecast.Silent != want {
				t.Errorf("%s: %d seats count, want %d; %+v", code, f.Quorum.Seats, want, f.Forecast)
			}
			marked := slices.ContainsFunc(f.Presences, func(p Presence) bool { return p.Organisation == gintara && p.Suspended })
			if marked != (want == 30) || restingIn(f.Presences) != 31-want {
				t.Errorf("%s: marked as suspended %v, %d members rest", code, marked, restingIn(f.Presences))
			}
			for i := range f.Presences {
				f.Presences[i].Present = "room"
			}
			if got := len(Votes(f.Presences)); got != want {
				t.Errorf("%s: %d votes where everybody is there, want %d", code, got, want)
			}
		}
	})
}

// Tests rule meeting.invited of suspended members.
func TestSuspendedMembersAreInvitedAsTheCharterSays(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		for _, test := range []struct {
			n           network.Network
			login, code string
			want        bool
		}{
			{d.Aurora, "secretariat", "AUR-GINTARA", true},
			{d.Valea, "valea.secretariat", "VAL-PUNTI", false},
		} {
			d.suspend(test.n, test.login, test.code)
			starts := d.Clock.Now().AddDate(0, 0, 20)
			who := d.As(test.login)
			m, err := d.Prepare(ctx, who, test.n, Beginning{Agenda: Lines("Any; 45"), Meeting: Meeting{Kind: "regular", Mode: "onsite", Place: "A", Zone: test.n.Zone, Starts: starts, Ends: starts.Add(time.Hour)}})
			d.Must(err)
			_, err = d.Announce(ctx, who, test.n, Step{Code: m.Code})
			d.Must(err)
			f, err := d.Meeting(ctx, who, test.n, m.Code)
			d.Must(err)
			suspended := d.Organisation(test.code)
			if got := slices.ContainsFunc(f.Presences, func(p Presence) bool { return p.Organisation == suspended }); got != test.want || len(f.Presences) == 0 {
				t.Errorf("%s: invited %v among %d, want %v", test.n.Code, got, len(f.Presences), test.want)
			}
		}
	})
}
