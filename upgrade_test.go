package main

import (
	"context"
	"database/sql/driver"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"modernc.org/sqlite"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/schema"
)

// upgradeAndDie brings a database up by one change and is killed at a place
// in it: FILE CHANGE PLACE.
func upgradeAndDie() {
	sqlite.MustRegisterScalarFunction("pesnet_die", 0, func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	})
	change, _ := strconv.Atoi(os.Args[2])
	after, _ := strconv.Atoi(os.Args[3])
	ctx := context.Background()
	d, err := db.Open(ctx, os.Args[1])
	if err == nil {
		err = d.Migrate(ctx, spoiltAt(changes(), change, after, "SELECT pesnet_die();"))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// changes are the files of the schema in their order.
func changes() (all []change) {
	names, err := fs.Glob(schema.Files, "0*.sql")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(schema.Files, name)
		if err != nil {
			panic(err)
		}
		all = append(all, change{name, string(text)})
	}
	return all
}

type change struct{ name, text string }

// upTo is the schema as it was after n changes.
func upTo(all []change, n int) fs.FS {
	files := fstest.MapFS{}
	for _, c := range all[:n] {
		files[c.name] = &fstest.MapFile{Data: []byte(c.text)}
	}
	return files
}

var endOfStatement = regexp.MustCompile(`(?m);[ \t]*(--.*)?$`)

// ends are the places in a change at which a statement for an engine ends.
func (c change) ends(engine string) (all []int) {
	other := map[string]string{"sqlite": "postgres", "postgres": "sqlite"}[engine]
	skip := regexp.MustCompile(`(?s)-- \+only `+other+`.*?-- \+end`).FindAllStringIndex(c.text, -1)
	inside := func(parts [][]int, at int) bool {
		return slices.ContainsFunc(parts, func(p []int) bool { return p[0] < at && at < p[1] })
	}
	blocks := block.FindAllStringIndex(c.text, -1)
	for _, m := range append(endOfStatement.FindAllStringIndex(c.text, -1), blocks...) {
		if !inside(skip, m[1]) && !inside(blocks, m[1]) {
			all = append(all, m[1])
		}
	}
	slices.Sort(all)
	return all
}

// block is a statement that holds others, such as a function.
var block = regexp.MustCompile(`(?s)-- \+goose StatementBegin.*?-- \+goose StatementEnd`)

// spoiltAt is the schema up to change n (from 1), with a deadly statement at
// a place in that change.
func spoiltAt(all []change, n, at int, deadly string) fs.FS {
	spoilt := slices.Clone(all)
	c := &spoilt[n-1]
	c.text = c.text[:at] + "\n" + deadly + "\n" + c.text[at:]
	return upTo(spoilt, n)
}

// shape is what a database looks like: its tables and indexes.
func shape(t testing.TB, d *db.DB) string {
	t.Helper()
	query := `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name`
	if d.Engine() == "PostgreSQL" {
		query = `SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = current_schema()
			UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1`
	}
	var lines []string
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		lines, err = db.All(tx, func(s *string) []any { return []any{s} }, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return strings.Join(lines, "\n")
}

// A schema that was being changed when the program was killed is the old one
// or the new one, never something between, and the next start finishes.
func TestAnUpgradeThatIsKilledLeavesTheOldSchemaOrTheNew(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		all := changes()
		for n := 1; n <= len(all); n++ {
			folder := t.TempDir()
			before := filepath.Join(folder, "before.db")
			was := brought(t, before, all, n-1)
			will := brought(t, filepath.Join(folder, "after.db"), all, n)
			for i, after := range all[n-1].ends("sqlite") {
				if testing.Short() && i%8 != 0 {
					continue
				}
				file := filepath.Join(folder, "killed.db")
				copyTo(t, before, file)
				err := exec.Command("pesnet-upgrade", file, strconv.Itoa(n), strconv.Itoa(after)).Run()
				if e, ok := err.(*exec.ExitError); !ok || e.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
					t.Fatalf("change %d, byte %d: the child was to die and ended with %v", n, after, err)
				}
				finishes(t, file, all, n, was, will)
			}
		}
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		all := changes()
		for n := 1; n <= len(all); n++ {
			address := dbtest.Space(t)
			was := brought(t, address, all, n-1)
			for i, after := range all[n-1].ends("postgres") {
				if testing.Short() && i%8 != 0 {
					continue
				}
				d, err := db.Open(t.Context(), address)
				if err != nil {
					t.Fatal(err)
				}
				// To the server a client that dies and one that is thrown out are the same.
				if d.Migrate(t.Context(), spoiltAt(all, n, after, "SELECT pg_terminate_backend(pg_backend_pid());")) == nil {
					t.Fatalf("change %d, byte %d: the client was to be thrown out", n, after)
				}
				d.Close()
				if got := state(t, address); got != withoutOwn(was) {
					t.Errorf("change %d, byte %d: the schema is something between", n, after)
				}
			}
			brought(t, address, all, len(all))
		}
	})
}

// brought brings a database up to n changes and returns what it looks like.
func brought(t testing.TB, address string, all []change, n int) string {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if n > 0 {
		if err := d.Migrate(t.Context(), upTo(all, n)); err != nil {
			t.Fatal(err)
		}
	}
	return shape(t, d)
}

func state(t testing.TB, address string) string {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	return withoutOwn(shape(t, d))
}

// finishes sees that a killed database is as before or as after, and that the
// next start brings it up.
func finishes(t testing.TB, file string, all []change, n int, was, will string) {
	t.Helper()
	if got := state(t, file); got != withoutOwn(was) && got != withoutOwn(will) {
		t.Errorf("change %d: the schema is something between:\n%s", n, got)
	}
	if got := brought(t, file, all, n); got != will {
		t.Errorf("change %d: after the next start the schema is another:\n%s", n, got)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		os.Remove(file + end)
	}
}

// withoutOwn leaves out the table in which the changes are counted: it comes
// with the first of them, before it.
func withoutOwn(shape string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(shape, "\n"), func(line string) bool {
		return strings.Contains(line, "goose") || strings.Contains(line, "sqlite_sequence")
	}), "\n")
}

func copyTo(t testing.TB, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever had a password before it moved to the area of accounts has it
// afterwards, and nobody else has one.
func TestPasswordsMoveToTheirAccounts(t *testing.T) {
	for engine, address := range map[string]func(testing.TB) string{"SQLite": func(testing.TB) string { return ":memory:" }, "PostgreSQL": dbtest.Space} {
		t.Run(engine, func(t *testing.T) { passwordsMove(t, address(t)) })
	}
}

func passwordsMove(t *testing.T, address string) {
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	all := changes()
	before := slices.IndexFunc(all, func(c change) bool { return strings.Contains(c.name, "_account") })
	if err := d.Migrate(t.Context(), upTo(all, before)); err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		for login, hash := range map[string]string{"ona": "$argon2id$of-ona", "eva": ""} {
			if _, err := tx.Exec(`INSERT INTO network_person (id, login, name, lang, about, fictional, password, version) VALUES (?, ?, '', 'lt', '{}', FALSE, ?, 1)`, login, login, hash); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = d.Migrate(t.Context(), schema.Files)
	}
	if err != nil {
		t.Fatal(err)
	}
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		got, err := db.All(tx, func(s *string) []any { return []any{s} }, `SELECT person_id || password FROM account_password`)
		if len(got) != 1 || got[0] != "ona$argon2id$of-ona" {
			t.Errorf("%v are kept", got)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
