package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/need"
)

// rounds is how often the program is killed: PESNET_TORTURE=200 before a
// release, a few times in every run.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("PESNET_TORTURE")); err == nil && n > 0 {
		return n
	}
	if testing.Short() {
		return 2
	}
	return 6
}

// chapter is after how many rounds a new world begins: what has been written
// is looked at whole after each of them.
const chapter = 40

// listed is a membership of the storm as the database has it.
type listed struct {
	code, id, to string
	version      int64
	deeds, ends  int64 // rows of the record about it
}

// found is what the database holds after a kill.
type found struct {
	all   []listed
	alone int64 // organisations of the storm without a membership
	keys  int64 // answers that are kept under a key
	wrong string
	rows  int64 // of the record
	err   error // of following the seals of the record
}

// lookAt reads what the storm left in a database.
func lookAt(t testing.TB, address string) (f found) {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		f.all, err = db.All(tx, func(l *listed) []any { return []any{&l.code, &l.id, &l.to, &l.version, &l.deeds, &l.ends} }, `
			SELECT o.code, m.id, m.valid_to, m.version,
				(SELECT count(*) FROM audit a WHERE a.subject = 'membership ' || m.id AND a.action = 'network.add-member'),
				(SELECT count(*) FROM audit a WHERE a.subject = 'membership ' || m.id AND a.action = 'network.end-member')
			FROM network_membership m JOIN network_organisation o ON o.id = m.organisation_id
			WHERE o.code > 'ZZZ-STORM-' AND o.code < 'ZZZ-STORM.'`)
		if err != nil {
			return err
		}
		if f.alone, err = tx.Count(`SELECT count(*) FROM network_organisation o WHERE o.code > 'ZZZ-STORM-' AND o.code < 'ZZZ-STORM.'
			AND NOT EXISTS (SELECT 1 FROM network_membership m WHERE m.organisation_id = o.id)`); err != nil {
			return err
		}
		if f.keys, err = tx.Count(`SELECT count(*) FROM idempotency WHERE key > 'storm-' AND key < 'storm.'`); err != nil {
			return err
		}
		f.rows, f.err = audit.Verify(tx)
		return nil
	})
	if err == nil {
		f.wrong, err = d.Check(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// complaints says how what was answered and what is there differ. A change
// that was answered is there once and whole; one that was not is there once or
// not at all.
func complaints(history map[string]write, f found) (all []string) {
	complain := func(bad bool, format string, args ...any) {
		if bad {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	times := map[string]int{}
	for _, l := range f.all {
		w, asked := history[l.code]
		times[l.code]++
		complain(!asked, "%s is there, and nobody asked for it", l.code)
		complain(times[l.code] == 2, "%s is there more than once", l.code)
		complain(l.deeds != 1, "%s has %d rows in the record", l.code, l.deeds)
		complain(w.Kept && w.ID != "" && w.ID != l.id, "%s was answered as %s and is %s", l.code, w.ID, l.id)
		ended := l.to == "2030"
		complain(w.End == "kept" && !ended, "the end of %s was answered and is lost", l.code)
		complain(w.End == "" && ended, "%s has an end that nobody asked for", l.code)
		complain(ended != (l.version == 2) || ended != (l.ends == 1), "the end of %s is half: version %d, %d rows in the record", l.code, l.version, l.ends)
	}
	for code, w := range history {
		complain(w.Kept && times[code] == 0, "%s was answered and is lost", code)
	}
	complain(f.alone != 0, "%d organisations are there without what they came with", f.alone)
	complain(int(f.keys) != len(f.all), "%d answers are kept for %d changes", f.keys, len(f.all))
	complain(f.wrong != "", "the file is damaged: %s", f.wrong)
	complain(f.err != nil, "the record is broken: %v", f.err)
	slices.Sort(all)
	return all[:min(len(all), 10)]
}

// torment kills the program in every round and returns the complaints. Where
// a cluster is given, it is killed in every second round instead.
func torment(t testing.TB, name, data string, cluster *dbtest.Cluster, n int) []string {
	t.Helper()
	address, database := filepath.Join(data, "pesnet.db"), ""
	if cluster != nil {
		address, database = cluster.Address, cluster.Address
	}
	s := newStorm(t)
	var slowest time.Duration
	for round := range n {
		c := begin(t, name, data, database)
		clients, stop := s.start(t, c)
		time.Sleep(time.Duration(100+rand.IntN(400)) * time.Millisecond)
		if cluster != nil && round%2 == 1 {
			cluster.Kill(t)
			refuses(t, c.url)
			cluster.Start(t)
			slowest = max(slowest, s.recovers(t))
		}
		c.kill()
		stop()
		clients.Wait()
		if all := append(s.wrong, complaints(s.history(t), lookAt(t, address))...); len(all) > 0 {
			return all
		}
	}
	c := begin(t, name, data, database)
	defer c.kill()
	s.settle(t.Context(), signedInAt(t, c.url), c.url)
	history, f := s.history(t), lookAt(t, address)
	kept := 0
	for _, w := range history {
		if w.Kept {
			kept++
		}
	}
	if kept < len(history) {
		s.blame("%d of %d changes are never answered", len(history)-kept, len(history))
	}
	t.Logf("%d rounds: %d changes answered, all there once; %d rows in the record; slowest recovery %v", n, kept, f.rows, slowest)
	return append(s.wrong, complaints(history, f)...)
}

// refuses sees that pages are refused with words while the database is away.
func refuses(t testing.TB, at string) {
	t.Helper()
	r, err := http.Get(at + "/en/aurora/members")
	if err != nil {
		t.Fatal(err)
	}
	if page := read(t, r); page.status != http.StatusServiceUnavailable || !strings.Contains(page.body, "The database cannot be reached") || page.header.Get("Retry-After") == "" {
		t.Errorf("without its database the program answers %d %s", page.status, page.body)
	}
}

// recovers waits until a change is answered after the server is back.
func (s *storm) recovers(t testing.TB) time.Duration {
	t.Helper()
	back := time.Now()
	for {
		s.mu.Lock()
		kept := s.kept
		s.mu.Unlock()
		took := time.Since(back)
		if kept.After(back) {
			return took
		}
		if took > 3*time.Second {
			t.Errorf("no change is answered %v after the database is back", took)
			return took
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestNothingThatWasAnsweredIsLostOnSQLite(t *testing.T) {
	for rest := rounds(); rest > 0; rest -= chapter {
		for _, complaint := range torment(t, "pesnet", ownWorld(t), nil, min(rest, chapter)) {
			t.Error(complaint)
		}
	}
}

func TestNothingThatWasAnsweredIsLostOnPostgreSQL(t *testing.T) {
	need.That(t, !testing.Short(), "left out of the quick tests")
	for rest := rounds(); rest > 0; rest -= chapter {
		for _, complaint := range torment(t, "pesnet", t.TempDir(), dbtest.Durable(t), min(rest, chapter)) {
			t.Error(complaint)
		}
	}
}

// A test that cannot fail proves nothing: programs that are known to be wrong
// must be found out.
func TestTheStormFindsWhatIsWrong(t *testing.T) {
	for name, want := range map[string]string{
		"pesnet-hasty":     "is lost",
		"pesnet-forgetful": "answer", // another one for the same change, or none is kept under its key
	} {
		t.Run(name, func(t *testing.T) {
			all := torment(t, name, ownWorld(t), nil, 6)
			if !slices.ContainsFunc(all, func(c string) bool { return strings.Contains(c, want) }) {
				t.Errorf("nothing is found that %q; found: %q", want, all)
			}
		})
	}
}

// The complaints themselves: one case for each way to lose or to double.
func TestComplaints(t *testing.T) {
	there := listed{code: "A", id: "1", version: 1, deeds: 1}
	ended := listed{code: "A", id: "1", to: "2030", version: 2, deeds: 1, ends: 1}
	for _, c := range []struct {
		name string
		w    write
		f    found
		want int
	}{
		{"answered and there", write{Kept: true, ID: "1"}, found{all: []listed{there}, keys: 1}, 0},
		{"not answered and there", write{}, found{all: []listed{there}, keys: 1}, 0},
		{"not answered and not there", write{}, found{}, 0},
		{"answered and lost", write{Kept: true, ID: "1"}, found{}, 1},
		{"there twice", write{Kept: true, ID: "1"}, found{all: []listed{there, there}, keys: 2}, 1},
		{"there under another number", write{Kept: true, ID: "2"}, found{all: []listed{there}, keys: 1}, 1},
		{"there without a row in the record", write{}, found{all: []listed{{code: "A", id: "1", version: 1}}, keys: 1}, 1},
		{"there without its key", write{}, found{all: []listed{there}}, 1},
		{"an organisation alone", write{}, found{alone: 1}, 1},
		{"ended as answered", write{Kept: true, ID: "1", End: "kept"}, found{all: []listed{ended}, keys: 1}, 0},
		{"the end is lost", write{Kept: true, ID: "1", End: "kept"}, found{all: []listed{there}, keys: 1}, 1},
		{"the end was not answered", write{Kept: true, ID: "1", End: "asked"}, found{all: []listed{ended}, keys: 1}, 0},
		{"the end is half", write{Kept: true, ID: "1", End: "asked"}, found{all: []listed{{code: "A", id: "1", to: "2030", version: 1, deeds: 1, ends: 1}}, keys: 1}, 1},
		{"the file is damaged", write{}, found{wrong: "page 3"}, 1},
	} {
		c.w.Code = "A"
		if got := complaints(map[string]write{"A": c.w}, c.f); len(got) != c.want {
			t.Errorf("%s: got %q, want %d", c.name, got, c.want)
		}
	}
}
