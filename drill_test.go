package main

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// The restore drill: under load a backup is taken by the command, verified by
// the command, restored by the command elsewhere, and served from there.
func TestTheRestoreDrill(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		data := ownWorld(t)
		c := begin(t, "pesnet", data, "")
		into := filepath.Join(t.TempDir(), "into")
		drill(t, c, []string{"--data", data}, into, func() *child { return begin(t, "pesnet", into, "") }, filepath.Join(into, "pesnet.db"))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		address := dbtest.Space(t)
		c := begin(t, "pesnet", t.TempDir(), address)
		fresh, drop, err := db.Scratch(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { drop() })
		u, _ := url.Parse(address)
		served := db.With(fresh, "search_path", u.Query().Get("search_path"))
		drill(t, c, []string{"--db", address}, fresh, func() *child { return begin(t, "pesnet", t.TempDir(), served) }, served)
	})
}

func drill(t *testing.T, c *child, database []string, into string, again func() *child, restored string) {
	s, out := newStorm(t), t.TempDir()
	clients, stop := s.start(t, c)
	time.Sleep(200 * time.Millisecond)
	before := s.history(t)
	said := pesnet(t, append([]string{"backup", "--out", out}, database...)...)
	made, err := os.ReadDir(out)
	if err != nil || len(made) != 1 || !strings.Contains(said, made[0].Name()) {
		t.Fatalf("the backup is not there: %v %v %s", made, err, said)
	}
	stop()
	clients.Wait()
	folder := filepath.Join(out, made[0].Name())
	if said := pesnet(t, append([]string{"restore", "--verify", folder}, database...)...); !strings.Contains(said, "is whole") {
		t.Errorf("verified: %s", said)
	}
	pesnet(t, "restore", folder, "--into", into)
	refused(t, 6, "restore", folder, "--into", into)
	c.kill()

	// What had been answered when the backup began is in it; what came later
	// may be.
	found := lookAt(t, restored)
	history := s.history(t)
	for code, w := range history {
		if old, asked := before[code]; !asked || !old.Kept {
			w.Kept = false
		}
		if before[code].End != "kept" && w.End == "kept" {
			w.End = "asked"
		}
		history[code] = w
	}
	for _, complaint := range complaints(history, found) {
		t.Error(complaint)
	}
	c = again()
	r, err := http.Get(c.url + "/en/aurora/members")
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("served from the copy: %v %v", r, err)
	}
	if said := pesnet(t, append([]string{"audit", "verify"}, place(restored)...)...); !strings.Contains(said, "is whole") {
		t.Errorf("the record of the copy: %s", said)
	}
	t.Logf("%d changes in the copy, %d rows in its record", len(found.all), found.rows)
}

// place is the flag that names a database.
func place(address string) []string {
	if strings.HasPrefix(address, "postgres") {
		return []string{"--db", address}
	}
	return []string{"--data", filepath.Dir(address)}
}

// pesnet runs the program, which must succeed, and returns what it says.
func pesnet(t testing.TB, args ...string) string {
	t.Helper()
	out, err := command(args...).CombinedOutput()
	if err != nil {
		t.Fatalf("pesnet %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// refused runs the program, which must end with a code.
func refused(t testing.TB, code int, args ...string) string {
	t.Helper()
	cmd := command(args...)
	out, _ := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("pesnet %s: ended with %d, want %d: %s", strings.Join(args, " "), got, code, out)
	}
	return string(out)
}

func command(args ...string) *exec.Cmd {
	cmd := exec.Command("pesnet", args...)
	cmd.Env = append(os.Environ(), "LANG=en_GB.UTF-8", "LC_ALL=", "LC_MESSAGES=", "PESNET_DB=", "PESNET_DATA=")
	return cmd
}

func TestARecordThatWasChangedIsFound(t *testing.T) {
	data := ownWorld(t)
	d, err := db.Open(t.Context(), filepath.Join(data, "pesnet.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE audit SET who = 'somebody' WHERE no = 3`)
		return err
	})
	d.Close()
	if err != nil {
		t.Fatal(err)
	}
	if said := refused(t, 3, "audit", "verify", "--data", data); !strings.Contains(said, "row 3") {
		t.Errorf("got %s", said)
	}
	refused(t, 3, "backup", "--data", data, "--out", t.TempDir())
	refused(t, 5, "backup", "--data", t.TempDir(), "--out", t.TempDir())
}
