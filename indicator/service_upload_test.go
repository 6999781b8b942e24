package indicator

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"pesnet/account"
	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
)

// desk is an analyst of Gintara in AURORA, and the secretariat.
type desk struct {
	*Service
	n                    network.Network
	analyst, secretariat network.Who
	own                  Owner
}

func deskOn(t testing.TB, d *db.DB) desk {
	t.Helper()
	networks := network.New(d, serviceOn(d).now)
	accounts := account.New(d, serviceOn(d).now, networks, account.Options{Demo: true})
	if err := networks.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	who := func(login string) network.Who {
		secret, _, err := accounts.SignInAs(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		w, err := accounts.Session(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	k := desk{Service: serviceOn(d), analyst: who("analyst"), secretariat: who("secretariat")}
	var err error
	if k.n, err = networks.Network(t.Context(), k.analyst, "AURORA"); err != nil {
		t.Fatal(err)
	}
	k.own = Owner{Network: k.n.ID, Organisation: k.analyst.ActsFor(k.n.ID)[0], Draft: true}
	return k
}

func (k desk) upload(t testing.TB, name string, from io.Reader) (Upload, error) {
	t.Helper()
	return k.Upload(t.Context(), k.analyst, File{k.own, name, from})
}

// mapped is an upload whose columns are as suggested.
func (k desk) mapped(t testing.TB, name, text string) Upload {
	t.Helper()
	return k.mappedBy(t, k.analyst, File{k.own, name, strings.NewReader(text)})
}

func (k desk) mappedBy(t testing.TB, who network.Who, f File) Upload {
	t.Helper()
	u, err := k.Upload(t.Context(), who, f)
	if err == nil {
		u, err = k.Tell(t.Context(), who, u, Told{Source: "table", Decimal: "."}, true)
	}
	if err == nil {
		u, err = k.Map(t.Context(), who, u, u.Mapping)
	}
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (k desk) found(t testing.TB, u Upload) Found {
	t.Helper()
	who := k.analyst
	if u.Organisation == "" {
		who = k.secretariat
	}
	f, err := k.Findings(t.Context(), who, Batch{No: u.Preview, Owner: u.Owner})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const monthly = "Period;Registered unemployed people;Exits into work\n" +
	"2026-01;1000;90\n2026-02;1100;95\n2026-03;1090;n.d.\n2027-01;1000;80\n2026-04;1080;9999\n"

// Tests rule indicatorupload.check.more-exits.
func TestAnImportGoesThroughItsSteps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		u := k.mapped(t, "monthly.csv", monthly)
		f := k.found(t, u)
		want(t, f.Batch, "new 6 changed 0 unchanged 0 gone 0 rejected 3")
		if len(f.Problems) != 3 || f.Problems[0].Count != 1 || len(f.Problems[0].Examples) != 1 {
			t.Fatalf("problems %+v", f.Problems)
		}
		u, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": AsMissing, checks + "more-exits": Keep, about(checks+"more-exits", "why"): "a mass closure"})
		if err != nil {
			t.Fatal(err)
		}
		want(t, k.found(t, u).Batch, "new 8 changed 0 unchanged 0 gone 0 rejected 1")
		b, err := k.Commit(t.Context(), k.analyst, u, Sent{})
		if err != nil || b.State != Done || !b.Draft {
			t.Fatal(b.State, err)
		}
		want(t, b, "new 8 changed 0 unchanged 0 gone 0 rejected 1")
		full, err := k.Delivered(t.Context(), k.analyst, k.n, b.No)
		if err != nil || len(full.Warnings) != 1 || fmt.Sprint(full.Warnings[0].Args) != "[count 1 why a mass closure]" || len(full.History) != 2 || full.People[full.Who] == "" {
			t.Errorf("%+v %v", full, err)
		}
		if again, err := k.Commit(t.Context(), k.analyst, Upload{No: u.No, Owner: u.Owner, Batch: b.No}, Sent{}); err != nil || again.No != b.No {
			t.Errorf("sent twice: %d, %v", again.No, err)
		}
		if n := partsLeft(t, d); n != 0 {
			t.Errorf("%d parts of files are left after the import", n)
		}
	})
}

func partsLeft(t testing.TB, d *db.DB) (n int64) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Count(`SELECT count(*) FROM indicator_upload_part`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func (k desk) registered(t testing.TB, who network.Who) string {
	t.Helper()
	lines, err := k.Lines(t.Context(), who, k.n, Ask{Names: []Name{{own, "registered"}}, Orgs: []string{"AUR-GINTARA"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) == 0 {
		return "nothing"
	}
	return fmt.Sprint(len(lines), " ", lines[0].Draft)
}

// Tests rule indicatorupload.no-release.
func TestADraftIsSeenByOthersOnceReleased(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		b, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "monthly.csv", monthly), Sent{})
		if err != nil {
			t.Fatal(err)
		}
		see := func(when, own, others string) {
			t.Helper()
			if got := k.registered(t, k.analyst); got != own {
				t.Errorf("%s the own member sees %s, want %s", when, got, own)
			}
			if got := k.registered(t, network.Who{}); got != others {
				t.Errorf("%s others see %s, want %s", when, got, others)
			}
		}
		see("before the release", "1 true", "nothing")
		if _, err := k.Release(t.Context(), k.secretariat, b.No); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("the secretariat releases a member's draft: %v", err)
		}
		released, err := k.Release(t.Context(), k.analyst, b.No)
		if err != nil {
			t.Fatal(err)
		}
		want(t, released, "new 6 changed 0 unchanged 0 gone 0 rejected 0")
		see("after it", "1 false", "1 false")
		if _, err := k.Release(t.Context(), k.analyst, b.No); fault.Of(err).ID != "indicatorupload.no-release" {
			t.Errorf("released twice: %v", err)
		}
		if _, err := k.Undo(t.Context(), k.analyst, b.No); fault.Of(err).ID != "indicator.undo" {
			t.Errorf("the draft is undone under its release: %v", err)
		}
		if _, err := k.Undo(t.Context(), k.analyst, released.No); err != nil {
			t.Fatal(err)
		}
		see("after the release is undone", "1 true", "nothing")
		if _, err := k.Undo(t.Context(), k.analyst, b.No); err != nil {
			t.Fatal(err)
		}
		see("after all is undone", "nothing", "nothing")
	})
}

func TestWhoSeesAnUpload(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	for _, c := range []struct {
		name string
		who  network.Who
		want fault.Kind
	}{
		{"nobody known", network.Who{}, fault.Unknown},
		{"the secretariat, whose figures they are not", k.secretariat, fault.Missing},
	} {
		if _, err := k.UploadByNo(t.Context(), c.who, k.n, u.No); err == nil || fault.Of(err).Kind != c.want {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for name, do := range map[string]func() error{
		"answer": func() error { _, err := k.Answer(t.Context(), k.secretariat, u, Answers{}); return err },
		"map":    func() error { _, err := k.Map(t.Context(), k.secretariat, u, u.Mapping); return err },
		"commit": func() error { _, err := k.Commit(t.Context(), k.secretariat, u, Sent{}); return err },
		"look": func() error {
			_, err := k.Findings(t.Context(), k.secretariat, Batch{No: u.Preview, Owner: u.Owner})
			return err
		},
		"discard": func() error { return k.Discard(t.Context(), k.secretariat, u) },
		"upload public figures": func() error {
			_, err := k.Upload(t.Context(), k.analyst, File{Owner{Network: k.n.ID}, "x.csv", strings.NewReader(monthly)})
			return err
		},
	} {
		if err := do(); err == nil || fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("%s by somebody else: got %v", name, err)
		}
	}
	all, err := k.Imports(t.Context(), k.secretariat, k.n, 0)
	if err != nil || len(all.Uploads) != 0 {
		t.Errorf("the secretariat is shown %d uploads of a member, %v", len(all.Uploads), err)
	}
}

func TestTwoPeopleAtOneUpload(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	if _, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": AsMissing}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Answer(t.Context(), k.analyst, u, Answers{"indicator.import.not-a-number": LeaveOut}); fault.Of(err).Kind != fault.Conflict {
		t.Errorf("an answer from a page that is out of date: %v", err)
	}
}

func TestAMappingIsFoundAgain(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	u.About.Remember = true
	u.Mapping.Columns[2] = u.Mapping.Columns[2].As(figure.MeansNothing, "", figure.Sure)
	if _, err := k.Map(t.Context(), k.analyst, u, u.Mapping); err != nil {
		t.Fatal(err)
	}
	next, err := k.upload(t, "next.csv", strings.NewReader(monthly))
	if err == nil {
		next, err = k.Tell(t.Context(), k.analyst, next, Told{Source: "table", Decimal: "."}, true)
	}
	if err != nil || !next.About.Recalled || next.Mapping.Columns[2].Means != figure.MeansNothing {
		t.Errorf("recalled %v as %+v, %v", next.About.Recalled, next.Mapping, err)
	}
}

func TestUnknownCodesAreAsked(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mappedBy(t, k.secretariat, File{Owner{Network: k.n.ID}, "codes.csv",
		strings.NewReader("Period;Country;Indicator;Value\n2025;Atlantis;registered;10\n2025;Lietuva;registered;20\n2025;Latvia;dragons;5\n")})
	f := k.found(t, u)
	want(t, f.Batch, "new 1 changed 0 unchanged 0 gone 0 rejected 2")
	u, err := k.Answer(t.Context(), k.secretariat, u, Answers{about("indicator.import.unknown-area", "Atlantis"): "=EE", about("indicator.import.unknown-indicator", "dragons"): "=registered"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, k.found(t, u).Batch, "new 3 changed 0 unchanged 0 gone 0 rejected 0")
}

// Tests rule indicatorupload.confirm.
func TestManyChangesAreTyped(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	table := func(add int) string {
		var b strings.Builder
		b.WriteString("Period;Age;Registered unemployed people\n")
		for i := range 1200 {
			fmt.Fprintf(&b, "2025-%02d;Y%d;%d\n", i%12+1, i/12, 5000+i+add)
		}
		return b.String()
	}
	if _, err := k.Commit(t.Context(), k.analyst, k.mapped(t, "a.csv", table(0)), Sent{}); err != nil {
		t.Fatal(err)
	}
	u := k.mapped(t, "b.csv", table(1))
	f := k.found(t, u)
	want(t, f.Batch, "new 0 changed 1200 unchanged 0 gone 0 rejected 0")
	if len(f.Place.Changes) != mostChanges || *f.Place.Changes[0].Old+1 != *f.Place.Changes[0].New {
		t.Errorf("%d changes are shown", len(f.Place.Changes))
	}
	if _, err := k.Commit(t.Context(), k.analyst, u, Sent{}); fault.Of(err).ID != "indicatorupload.confirm" {
		t.Errorf("sent without a word: %v", err)
	}
	b, err := k.Commit(t.Context(), k.analyst, u, Sent{Typed: "1,200"})
	if err != nil || b.Counts.Changed != 1200 {
		t.Errorf("%+v, %v", b.Counts, err)
	}
}

// Tests rule indicatorupload.lacks.
// Tests rule indicatorupload.own.
func TestATableSaysWhoIsMeasured(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	u := k.mapped(t, "monthly.csv", monthly)
	for _, c := range []struct {
		name    string
		change  func(*figure.Mapping)
		refused string
	}{
		{"nobody is measured", func(m *figure.Mapping) { m.Fixed.Org = "" }, "indicatorupload.lacks.area"},
		{"no column has values", func(m *figure.Mapping) {
			m.Columns[1].Means, m.Columns[2].Means = figure.MeansNothing, figure.MeansNothing
		}, "indicatorupload.lacks.value"},
		{"no period", func(m *figure.Mapping) { m.Columns[0].Means = figure.MeansNothing }, "indicatorupload.lacks.period"},
		{"a period that nobody can read", func(m *figure.Mapping) { m.Fixed.Period = "soon" }, "indicator.import.period-unreadable"},
		{"another member", func(m *figure.Mapping) { m.Fixed.Org = "AUR-SAVINA" }, "indicatorupload.own"},
	} {
		m := *u.Mapping
		m.Columns = append([]figure.Column(nil), m.Columns...)
		c.change(&m)
		if _, err := k.Map(t.Context(), k.analyst, u, &m); fault.Of(err).ID != c.refused {
			t.Errorf("%s: got %v, want %s", c.name, err, c.refused)
		}
	}
}

// Tests rule indicatorupload.check.jump.
func TestAJumpIsAskedAbout(t *testing.T) {
	of := func(indicator, period string, value float64) figure.Figure {
		return figure.Figure{Series: &figure.Series{Dataset: own, Indicator: indicator, Org: "AUR-GINTARA"}, Period: period, Value: value}
	}
	for _, c := range []struct {
		name        string
		before, now figure.Figure
		want        string
	}{
		{"a fifth more", of("registered", "2025-03", 1000), of("registered", "2026-03", 1200), ""},
		{"a third more", of("registered", "2025-03", 1000), of("registered", "2026-03", 1340), checks + "jump"},
		{"a third less", of("registered", "2025-03", 1000), of("registered", "2026-03", 660), checks + "jump"},
		{"another month", of("registered", "2025-02", 1000), of("registered", "2026-03", 1340), ""},
		{"few people", of("registered", "2025-03", 40), of("registered", "2026-03", 80), ""},
		{"a figure that is no count", of("unemployment", "2025-03", 500), of("unemployment", "2026-03", 900), ""},
	} {
		all := newCounts()
		all.add(c.before)
		all.add(c.now)
		if got, _ := all.check(c.now); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
