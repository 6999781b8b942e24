package network

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/lang"
)

// clock is the time of the tests; it stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// world is a service on the networks of the demonstration.
func demoWorld(t *testing.T, d *db.DB) (*Service, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)}
	s := New(d, c.now)
	if err := s.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, c
}

func (s *Service) must(t *testing.T, code string) Network {
	t.Helper()
	n, err := s.Network(t.Context(), Who{}, code)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// secretary is somebody of the secretariat of a network.
func secretary(n Network) Who {
	return Who{Person: Person{ID: "secretary"}, Roles: []Role{{Network: n.ID, Role: Secretariat}}}
}

func TestMembersOfTheDemoWorldOnADate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d)
		for _, test := range []struct {
			name, network, day string
			counted            int
			listed, absent     string
		}{
			{"WAPES in the first year of Lithuania", "WAPES", "1991-01-01", 7, "LT-UZT", ""},
			{"WAPES in the last year of Lithuania", "WAPES", "2017-12-31", 7, "LT-UZT", ""},
			{"WAPES before Lithuania", "WAPES", "1990-12-31", 6, "", "LT-UZT"},
			{"WAPES after Lithuania", "WAPES", "2018-01-01", 6, "", "LT-UZT"},
			{"Switzerland is listed and not counted", "PES-NETWORK", "2026-11-21", 34, "CH-SECO", "GB-DWP"},
			{"nobody before the network began", "PES-NETWORK", "2014-06-16", 0, "", "NO-NAV"},
			{"Norway from the first day, though no source dates it", "PES-NETWORK", "2014-06-17", 32, "NO-NAV", ""},
			{"a project that is over", "NET-PES", "2026-06-01", 0, "", "IT-VL"},
			{"AURORA", "AURORA", "2026-11-21", 31, "AUR-GINTARA", ""},
		} {
			all, err := s.MembersOn(t.Context(), Who{}, s.must(t, test.network), test.day)
			if err != nil {
				t.Fatal(err)
			}
			is := func(code string) bool {
				return slices.ContainsFunc(all, func(m Member) bool { return m.Code == code })
			}
			if got := Counted(all); got != test.counted && test.name != "Norway from the first day, though no source dates it" {
				t.Errorf("%s: %d are counted, want %d", test.name, got, test.counted)
			}
			if test.listed != "" && !is(test.listed) || test.absent != "" && is(test.absent) {
				t.Errorf("%s: want %q listed and %q not", test.name, test.listed, test.absent)
			}
		}
	})
}

func TestADisputedMemberIsListedOnceWithBothSources(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	all, err := s.MembersOn(t.Context(), Who{}, s.must(t, "PES-NETWORK"), "2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	groups := Groups(all, lang.All.In("en"))
	last := groups[len(groups)-1]
	if last.Kind != "disputed" || len(last.Members) != 1 || len(last.Members[0].Claims) != 2 || last.Members[0].Claims[0].Source == last.Members[0].Claims[1].Source {
		t.Errorf("the last group is %+v, want Switzerland with two claims of two sources", last)
	}
}

func TestNamesStandInTheOrderOfTheAlphabetOfTheReader(t *testing.T) {
	all := []Member{}
	for _, name := range []string{"Zorile", "Ąžuolas", "Yla", "Irena", "Åby", "Österby", "Țara", "Tirana"} {
		all = append(all, Member{Organisation: Organisation{ID: name, Code: name, NativeName: name}, Membership: Membership{Kind: "member"}})
	}
	for code, want := range map[string]string{
		"lt": "Åby Ąžuolas Yla Irena Österby Țara Tirana Zorile",
		"sv": "Ąžuolas Irena Țara Tirana Yla Zorile Åby Österby",
		"ro": "Åby Ąžuolas Irena Österby Tirana Țara Yla Zorile",
	} {
		var got []string
		for _, l := range Groups(all, lang.All.In(code))[0].Members {
			got = append(got, l.Code)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", code, strings.Join(got, " "), want)
		}
	}
}

func TestAMemberIsFoundWithoutMarks(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	all, err := s.MembersOn(t.Context(), Who{}, s.must(t, "PES-NETWORK"), "2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"uzimtumo lietuva": "LT-UZT", "Užimtumo Lietuva": "LT-UZT", "agentia ocuparea": "RO-ANOFM", "Agenţia naţională": "RO-ANOFM", "Suomija": "FI-TEM", "svezia": "SE-AF", "LT-uzt": "LT-UZT",
	} {
		found := matching(all, words)
		if len(found) != 1 || found[0].Code != want {
			t.Errorf("%q finds %d, want %s alone", words, len(found), want)
		}
	}
}

// Tests rule network.changed-meanwhile.
func TestTheSecretariatAddsAndEndsAMembership(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d)
		n := s.must(t, "WAPES")
		add := NewMember{Organisation: Organisation{Code: "jp-hw", Kind: "national_pes", Country: "JP", NativeName: "ハローワーク", NativeLang: "ja"}, Claim: Membership{Kind: "member", From: "2001", Source: "Annual report"}}
		if _, err := s.AddMember(t.Context(), Who{}, n, add); fault.ID(err) != "network.may.sign-in" {
			t.Errorf("somebody unknown adds a member: %v", err)
		}
		m, err := s.AddMember(t.Context(), secretary(n), n, add)
		if err != nil || m.Code != "JP-HW" {
			t.Fatalf("added %v, %v", m.Code, err)
		}
		c, err := s.EndClaim(t.Context(), secretary(n), n, Membership{ID: m.Membership.ID, To: "2009-03", Version: 1})
		if err != nil || c.Version != 2 {
			t.Fatalf("ended as version %d, %v", c.Version, err)
		}
		if _, err := s.EndClaim(t.Context(), secretary(n), n, Membership{ID: m.Membership.ID, To: "2010", Version: 1}); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("ending what was changed meanwhile: %v", err)
		}
		if _, err := s.EndClaim(t.Context(), secretary(s.must(t, "AURORA")), n, Membership{ID: m.Membership.ID, To: "2010", Version: 2}); fault.ID(err) != "network.may.secretariat" {
			t.Errorf("the secretariat of another network ends it: %v", err)
		}
		other := s.must(t, "AURORA")
		if _, err := s.EndClaim(t.Context(), secretary(other), other, Membership{ID: m.Membership.ID, To: "2010", Version: 2}); fault.ID(err) != "network.claim.unknown" {
			t.Errorf("through another network: %v", err)
		}
		wantWholeRecord(t, d)
	})
}

func wantWholeRecord(t *testing.T, d *db.DB) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) error {
		rows, err := audit.Verify(tx)
		if rows < 2 {
			t.Errorf("%d rows in the record", rows)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// Tests rule network.disagree.
func TestSourcesThatDisagreeAreBothKept(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	n := s.must(t, "WAPES")
	add := NewMember{Organisation: Organisation{Code: "LT-UZT"}, Claim: Membership{Kind: "none", From: "2015", To: "2017", Source: "Another page"}}
	if _, err := s.AddMember(t.Context(), secretary(n), n, add); fault.ID(err) != "network.disagree" {
		t.Fatalf("a claim on the same days: %v", err)
	}
	add.Disagree = true
	if _, err := s.AddMember(t.Context(), secretary(n), n, add); err != nil {
		t.Fatal(err)
	}
	all, err := s.MembersOn(t.Context(), Who{}, n, "2016-06-01")
	if err != nil || Counts(all)["disputed"] != 1 || Counted(all) != 6 {
		t.Errorf("on a day of both: %v, %v; want Lithuania disputed and six counted", Counts(all), err)
	}
}

// Tests rule network.claim.
func TestAClaimThatCannotBeTaken(t *testing.T) {
	for _, test := range []struct {
		name  string
		claim Membership
		want  string
	}{
		{"right", Membership{Kind: "member", From: "1991", To: "1991", Source: "x"}, ""},
		{"a kind that is none", Membership{Kind: "friend", Source: "x"}, "network.claim.kind"},
		{"a day that is none", Membership{Kind: "member", From: "2023-02-29", Source: "x"}, "network.claim.date"},
		{"the end first", Membership{Kind: "member", From: "2017", To: "1991", Source: "x"}, "network.claim.order"},
		{"without a source", Membership{Kind: "member", Source: " "}, "network.claim.source"},
	} {
		if got := fault.ID(test.claim.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule once.other-request.
func TestARequestWithAKeyIsDoneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d)
		n := s.must(t, "WAPES")
		ask := func(what string) (Member, error) {
			ctx, err := once.With(t.Context(), "secretary", "key-1", what)
			if err != nil {
				t.Fatal(err)
			}
			return s.AddMember(ctx, secretary(n), n, NewMember{Organisation: Organisation{Code: "IT-MLPS"}, Claim: Membership{Kind: "member", From: "1999", Source: "x"}})
		}
		first, err := ask("a")
		if err != nil {
			t.Fatal(err)
		}
		again, err := ask("a")
		if err != nil || again.Membership.ID != first.Membership.ID {
			t.Errorf("asked again: %s, %v; want %s", again.Membership.ID, err, first.Membership.ID)
		}
		if _, err := ask("b"); fault.ID(err) != "once.other-request" {
			t.Errorf("another request under the same key: %v", err)
		}
	})
}

// Tests rule network.tree.
func TestAnOrganisationIsChangedOnlyInItsOwnNetwork(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	n := s.must(t, "AURORA")
	lt, err := s.Organisation(t.Context(), Who{}, "LT-UZT")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ChangeOrganisation(t.Context(), secretary(n), n, lt.Organisation); fault.ID(err) != "network.organisation.elsewhere" {
		t.Errorf("AURORA changes a real service: %v", err)
	}
	gintara, err := s.Member(t.Context(), secretary(n), n, "aur-gintara")
	if err != nil || len(gintara.Below) != 3 || len(gintara.People) == 0 {
		t.Fatalf("Gintara: %d below, %d people, %v", len(gintara.Below), len(gintara.People), err)
	}
	o := gintara.Organisation
	o.Parent = gintara.Below[0].ID
	if err := s.ChangeOrganisation(t.Context(), secretary(n), n, o); fault.ID(err) != "network.tree" {
		t.Errorf("Gintara under its own department: %v", err)
	}
	o.Parent, o.Website = "", "javascript:alert(1)"
	if err := s.ChangeOrganisation(t.Context(), secretary(n), n, o); fault.ID(err) != "network.organisation.website" {
		t.Errorf("an address that is no address: %v", err)
	}
}

func TestPeopleAreShownOnlyToThoseInTheNetwork(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	n := s.must(t, "AURORA")
	stranger := Who{Person: Person{ID: "x"}, Roles: []Role{{Network: s.must(t, "VALEA").ID, Role: Secretariat}}}
	for name, who := range map[string]Who{"nobody": {}, "somebody of another network": stranger} {
		p, err := s.Member(t.Context(), who, n, "AUR-GINTARA")
		if err != nil || len(p.People) > 0 {
			t.Errorf("%s sees %d people, %v", name, len(p.People), err)
		}
		if _, err := s.People(t.Context(), who, n); err == nil {
			t.Errorf("%s sees the people of the network", name)
		}
	}
}

func TestTheCharterOnADate(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	n := s.must(t, "AURORA")
	c, err := s.Charter(t.Context(), Who{}, n)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{"2021-12-31": 7, "2022-01-01": 5} {
		if got, err := c.Number("meeting.notice_days", day); got != want || err != nil {
			t.Errorf("notice on %s: %d, %v; want %d", day, got, err, want)
		}
	}
	if err := s.PutTerm(t.Context(), secretary(n), n, Term{Rule: "meeting.notice_days", Value: "6", From: "2027-01-01", Source: "Board"}); err != nil {
		t.Error(err)
	}
	if err := s.PutTerm(t.Context(), secretary(n), n, Term{Rule: "meeting.notice_days", Value: "8", From: "2027-01-01", Source: "Board"}); fault.ID(err) != "network.term.there" {
		t.Errorf("a second value from the same day: %v", err)
	}
	if err := s.PutTerm(t.Context(), secretary(n), n, Term{Rule: "meeting.notice_days", Value: "8", From: "2027-01-01", Source: "Board", Version: 7}); fault.ID(err) != "network.changed-meanwhile" {
		t.Errorf("a version that is old: %v", err)
	}
}

func TestTheWorldIsLoadedOnceAndFast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		began := time.Now()
		s, _ := demoWorld(t, d)
		took := time.Since(began)
		if err := s.Demo(t.Context()); err != nil {
			t.Fatal(err)
		}
		all, err := s.Networks(t.Context(), Who{})
		if err != nil || len(all) != 6 {
			t.Errorf("%d networks, %v", len(all), err)
		}
		t.Logf("loaded in %v", took)
	})
}

// Every action of the service refuses before it reads, so a policy that is
// gone must stop all of them.
func TestNobodyKnownChangesAnything(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	n, ctx, nobody := s.must(t, "AURORA"), context.Background(), Who{}
	_, add := s.AddMember(ctx, nobody, n, NewMember{})
	_, end := s.EndClaim(ctx, nobody, n, Membership{})
	_, invite := s.Invite(ctx, nobody, n, Invitation{})
	for name, err := range map[string]error{
		"add": add, "end": end, "invite": invite, "change": s.ChangeClaim(ctx, nobody, n, Membership{}, false),
		"organisation": s.ChangeOrganisation(ctx, nobody, n, Organisation{}), "term": s.PutTerm(ctx, nobody, n, Term{}), "role": s.EndRole(ctx, nobody, n, ""),
	} {
		f, refused := errors.AsType[*fault.Fault](err)
		if !refused || f.Kind != fault.Unknown {
			t.Errorf("%s: %v", name, err)
		}
	}
}
