package indicator

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
)

var day = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func serviceOn(d *db.DB) *Service { return New(d, func() time.Time { return day }, nil) }

// file writes a file of figures and returns it as an input.
func file(t testing.TB, name string, lines ...string) Input {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return Input{Path: path, Name: name}
}

const jafHead = "key,geo,time,value,flags"

func imported(t testing.TB, s *Service, b Batch) Batch {
	t.Helper()
	b, err := s.Import(t.Context(), network.Operator, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func want(t testing.TB, b Batch, line string) {
	t.Helper()
	if got := b.Counts.Line(); got != line {
		t.Errorf("got %s, want %s", got, line)
	}
}

// valueAt is what the database has for an area and a year.
func valueAt(t testing.TB, s *Service, area, period string) string {
	t.Helper()
	all, err := s.Lines(t.Context(), network.Who{}, network.Network{}, Ask{Names: []Name{{"jaf", "X."}}, Areas: []string{area}, From: period, To: period})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		return "nothing"
	}
	p := all[0].Points[0]
	if p.Missing {
		return "missing"
	}
	return fmt.Sprintf("%v %s", p.Value, p.Flags)
}

// Tests rule indicator.import.gone.
func TestImportingAgainTellsWhatIsNew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceOn(d)
		first := Batch{Source: "jaf", Files: []Input{file(t, "a.csv", jafHead, "X.,LT,2022,1.5,", "X.,LT,2023,2.5,b", "X.,SE,2023,:,")}}
		want(t, imported(t, s, first), "new 3 changed 0 unchanged 0 gone 0 rejected 0")
		want(t, imported(t, s, first), "new 0 changed 0 unchanged 3 gone 0 rejected 0")
		second := Batch{Source: "jaf", Files: []Input{file(t, "b.csv", jafHead, "X.,LT,2022,1.6,", "X.,SE,2023,:,", "X.,SE,2024,4,p", "X.,SE,abc,4,p")}}
		want(t, imported(t, s, second), "new 1 changed 1 unchanged 1 gone 1 rejected 1")
		if got := valueAt(t, s, "LT", "2023"); got != "2.5 b" {
			t.Errorf("a figure that is gone is kept: got %s", got)
		}
		second.Given.Gone = "remove"
		want(t, imported(t, s, second), "new 0 changed 0 unchanged 3 gone 1 rejected 1")
		if got := valueAt(t, s, "LT", "2023"); got != "nothing" {
			t.Errorf("a figure that is removed: got %s", got)
		}
	})
}

// Tests rule indicator.undo.
func TestUndoBringsBackWhatWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceOn(d)
		one := imported(t, s, Batch{Source: "jaf", Files: []Input{file(t, "a.csv", jafHead, "X.,LT,2022,1.5,", "X.,LT,2023,2.5,b")}})
		two := imported(t, s, Batch{Source: "jaf", Given: Given{Gone: "remove"}, Files: []Input{file(t, "b.csv", jafHead, "X.,LT,2022,:,u", "X.,LT,2024,3,")}})
		if got := valueAt(t, s, "LT", "2022"); got != "missing" {
			t.Fatalf("after the second import 2022 is %s, want missing", got)
		}
		if _, err := s.Undo(t.Context(), network.Operator, one.No); fault.Of(err).ID != "indicator.undo" {
			t.Errorf("undo of the first: %v, want a refusal that names the second", err)
		}
		if _, err := s.Undo(t.Context(), network.Operator, two.No); err != nil {
			t.Fatal(err)
		}
		for period, want := range map[string]string{"2022": "1.5 ", "2023": "2.5 b", "2024": "nothing"} {
			if got := valueAt(t, s, "LT", period); got != want {
				t.Errorf("after undo %s is %q, want %q", period, got, want)
			}
		}
		if b, err := s.Undo(t.Context(), network.Operator, one.No); err != nil || b.State != Undone {
			t.Errorf("undo of the first, last: %s, %v", b.State, err)
		}
		if got := valueAt(t, s, "LT", "2022"); got != "nothing" {
			t.Errorf("after undo of all 2022 is %s", got)
		}
	})
}

// Tests rule indicator.import.duplicate-row.
func TestADeliveryThatContradictsItself(t *testing.T) {
	s := serviceOn(dbtest.Open(t))
	b := imported(t, s, Batch{Source: "jaf", Files: []Input{file(t, "a.csv", jafHead, "X.,LT,2022,1.5,", "X.,LT,2022,1.5,", "X.,LT,2022,1.7,")}})
	want(t, b, "new 1 changed 0 unchanged 0 gone 0 rejected 1")
}

// Tests rule indicator.import.running.
func TestACutImportGoesOnWhereItEnded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceOn(d)
		lines := []string{jafHead}
		for i := range 2*batchSize + 100 {
			lines = append(lines, fmt.Sprintf("X%d.,LT,%d,%d,", i/50, 1960+i%50, i))
		}
		lines[30] = "X0.,LT,abc,1,"
		b := Batch{Source: "jaf", Files: []Input{file(t, "long.csv", lines...)}}
		ctx, cut := context.WithCancel(t.Context())
		if _, err := s.Import(ctx, network.Operator, b, func(float64, Counts) bool { cut(); return false }); err == nil {
			t.Fatal("the import was not cut off")
		}
		var written int64
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			written, err = tx.Count(`SELECT count(*) FROM indicator_observation`)
			return err
		})
		if err != nil || written != batchSize-1 {
			t.Errorf("cut off after one transaction: %d figures, %v, want %d", written, err, batchSize-1)
		}
		got := imported(t, s, b)
		want(t, got, fmt.Sprintf("new %d changed 0 unchanged 0 gone 0 rejected 1", 2*batchSize+99))
		if got.No != 1 {
			t.Errorf("it went on as batch %d, want 1", got.No)
		}
	})
}

// Tests rule indicator.import.running.
func TestOneReaderAtATime(t *testing.T) {
	for _, test := range []struct {
		name   string
		holder string
		silent time.Duration
		want   bool
	}{
		{"nobody", "", 0, false},
		{"this process, which begins anew", holder(), 0, false},
		{"a process of this machine that is gone", strings.Fields(holder())[0] + " 4194304", 0, false},
		{"the first process of this machine", strings.Fields(holder())[0] + " 1", time.Hour, true},
		{"another machine that was heard of lately", "elsewhere 7", patience / 2, true},
		{"another machine that is silent", "elsewhere 7", 2 * patience, false},
	} {
		if got := alive(test.holder, test.silent); got != test.want {
			t.Errorf("%s is alive: %v, want %v", test.name, got, test.want)
		}
	}
}

// The worked example of the Annex comes out of an imported table.
func TestCountsBecomeIndicators(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceOn(d)
		lines := []string{"area,indicator,period,value"}
		for m := 1; m <= 12; m++ {
			lines = append(lines, fmt.Sprintf("LT,registered,2025-%02d,10000", m))
		}
		for code, n := range map[string]int{"exits-job": 7200, "exits-job-6": 4320, "exits-job-12": 6120, "exits": 9600, "entries": 9500, "entries-inactive": 1900} {
			lines = append(lines, fmt.Sprintf("LT,%s,2025,%d", code, n))
		}
		mapping := &figure.Mapping{HeaderRow: 1, Decimal: ".", Fixed: figure.FixedPart{Dataset: own}, Columns: []figure.Column{
			{Heading: "area", Means: figure.MeansArea}, {Heading: "indicator", Means: figure.MeansIndicator}, {Heading: "period", Means: figure.MeansPeriod}, {Heading: "value", Means: figure.MeansValue}}}
		b := imported(t, s, Batch{Source: "table", Given: Given{Mapping: mapping}, Files: []Input{file(t, "counts.csv", lines...)}})
		want(t, b, "new 18 changed 0 unchanged 0 gone 0 rejected 0")
		for code, want := range map[string]float64{"q1a": 72, "q1b": 96, "q2a-6": 60, "q2a-12": 85, "q2b": 20, "q1a-monthly": 6} {
			all, err := s.Lines(t.Context(), network.Who{}, network.Network{}, Ask{Names: []Name{{own, code}}})
			if err != nil || len(all) != 1 || len(all[0].Points) != 1 || math.Abs(all[0].Points[0].Value-want) > 1e-9 {
				t.Errorf("%s: %+v, %v, want %v", code, all, err, want)
			}
		}
		if _, err := s.Undo(t.Context(), network.Operator, b.No); err != nil {
			t.Fatal(err)
		}
		if all, _ := s.Lines(t.Context(), network.Who{}, network.Network{}, Ask{Names: []Name{{own, "q1a"}}}); len(all) != 0 {
			t.Errorf("after undo the indicator is still there: %+v", all)
		}
	})
}

// What is not released is seen by its own member and by nobody else.
func TestUnreleasedFiguresStayWithTheirMember(t *testing.T) {
	k := deskOn(t, dbtest.Open(t))
	aurora, gintara := k.n.ID, k.own.Organisation
	one := figure.Figure{Series: &figure.Series{Dataset: "jaf", Indicator: "X.", Org: "AUR-GINTARA", Freq: "A"}, Period: "2026", Value: 1.5}
	if _, err := k.take(t.Context(), Batch{Owner: k.own, Source: "jaf", Files: []Input{{Name: "a.csv"}}}, []figure.Figure{one}); err != nil {
		t.Fatal(err)
	}
	role := func(network_, org, role string) network.Who {
		return network.Who{Person: network.Person{ID: "p"}, Roles: []network.Role{{Network: network_, Organisation: org, Role: role}}}
	}
	for name, test := range map[string]struct {
		who  network.Who
		want int
	}{
		"the own analyst":                    {role(aurora, gintara, network.Analyst), 1},
		"a counsellor of the member":         {role(aurora, gintara, "career_counsellor"), 1},
		"the analyst of another member":      {role(aurora, "zorile", network.Analyst), 0},
		"the same member in another network": {role("valea", gintara, network.Analyst), 0},
		"the secretariat":                    {role(aurora, "", network.Secretariat), 0},
		"the administrator":                  {role("", "", network.Administrator), 0},
		"nobody known":                       {network.Who{}, 0},
	} {
		all, err := k.Lines(t.Context(), test.who, k.n, Ask{Names: []Name{{"jaf", "X."}}})
		if err != nil || len(all) != test.want {
			t.Errorf("%s sees %d lines, %v, want %d", name, len(all), err, test.want)
		}
	}
}

// Tests rule indicator.invented.
func TestAFictionalNetworkSeesNoRealFigure(t *testing.T) {
	s := serviceOn(dbtest.Open(t))
	imported(t, s, Batch{Source: "jaf", Files: []Input{file(t, "a.csv", jafHead, "X.,LT,2023,1.5,")}})
	for name, test := range map[string]struct {
		n    network.Network
		want int
	}{
		"a real network":      {network.Network{ID: "pes"}, 1},
		"a fictional network": {network.Network{ID: "aurora", Fictional: true}, 0},
	} {
		all, err := s.Lines(t.Context(), network.Who{}, test.n, Ask{Names: []Name{{"jaf", "X."}}})
		if err != nil || len(all) != test.want {
			t.Errorf("%s sees %d lines, %v, want %d", name, len(all), err, test.want)
		}
	}
}
