// Package dbtest opens databases for tests: SQLite always, PostgreSQL where
// one is found.
package dbtest

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"pesnet/kit/db"
)

// Open opens a fresh database in memory, with every table in place.
func Open(t testing.TB) *db.DB { return open(t, ":memory:") }

// Each runs a test on both engines. Where no PostgreSQL is found it says so;
// PESNET_TEST_ALL=1 makes that a failure.
func Each(t *testing.T, test func(*testing.T, *db.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, Open(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, OpenPostgres(t)) })
}

// OpenPostgres opens a fresh schema on PostgreSQL: that of
// PESNET_TEST_POSTGRES, or a cluster of its own where the programs are found.
func OpenPostgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, Space(t))
}

// Address is that of a fresh schema on PostgreSQL with every table in place.
func Address(t testing.TB) string {
	t.Helper()
	address := Space(t)
	open(t, address)
	return address
}

// Space is the address of a fresh schema on PostgreSQL without a table.
func Space(t testing.TB) string {
	t.Helper()
	base, err := server()
	if err != nil {
		if os.Getenv("PESNET_TEST_ALL") == "1" {
			t.Fatalf("no PostgreSQL: %v", err)
		}
		t.Skipf("no PostgreSQL: %v (set PESNET_TEST_POSTGRES or install its programs)", err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), count.Add(1))
	own, role, err := ordinary()
	if err != nil {
		t.Fatal(err)
	}
	run(t, base, "CREATE SCHEMA "+name+" AUTHORIZATION "+role)
	t.Cleanup(func() { run(t, base, "DROP SCHEMA "+name+" CASCADE") })
	return db.With(own, "search_path", name)
}

// ordinary is the address of the server for a role that stands before the wall
// as that of the program does, and its name. Where the tests were given one
// that sees past it, they make another.
func ordinary() (address, role string, err error) {
	found, err := ordinaryRole()
	return found[0], found[1], err
}

var ordinaryRole = sync.OnceValues(func() (found [2]string, err error) {
	base, err := server()
	if err != nil {
		return found, err
	}
	ctx := context.Background()
	d, err := db.Open(ctx, base)
	if err != nil {
		return found, err
	}
	defer d.Close()
	role, past, err := d.Power(ctx)
	if err != nil || !past {
		return [2]string{base, role}, err
	}
	u, err := url.Parse(base)
	if err != nil {
		return found, err
	}
	const name = "pesnet_ordinary"
	u.User = url.UserPassword(name, name) // of a server for tests
	err = d.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock(name); err != nil {
			return err
		}
		there, err := tx.Count("SELECT count(*) FROM pg_roles WHERE rolname = ?", name)
		if err != nil {
			return err
		}
		if there == 0 {
			_, err = tx.Exec("CREATE ROLE " + name + " LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '" + name + "'")
		}
		return err
	})
	return [2]string{u.String(), name}, err
})

var count atomic.Int64

func open(t testing.TB, address string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err == nil {
		err = d.Migrate(t.Context(), os.DirFS(tables(t)))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// tables is the folder of the schema: it lies beside go.mod, above the package
// that is tested.
func tables(t testing.TB) string {
	folder, err := os.Getwd()
	for err == nil && folder != filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return filepath.Join(folder, "schema")
		}
		folder = filepath.Dir(folder)
	}
	t.Fatalf("no go.mod above: %v", err)
	return ""
}

func run(t testing.TB, address, statement string) {
	t.Helper()
	d, err := db.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(statement)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// server is the address of the PostgreSQL that tests use, started once.
var server = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("PESNET_TEST_POSTGRES"); given != "" {
		return given, nil
	}
	bin, err := programs()
	if err != nil {
		return "", err
	}
	return start(bin)
})

// programs is the folder of the programs of PostgreSQL.
func programs() (string, error) {
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	return filepath.Dir(path), err
}

// held keeps the input of the shell open: let go of, it would be closed.
//
//lint:ignore U1000 it is only held
var held io.Closer

// start makes a cluster that nobody else sees, and one that ends by itself
// when the tests end: a shell waits for the end of its own input, which only
// this process holds open.
func start(bin string) (string, error) {
	folder, err := os.MkdirTemp("", "pesnet-postgres")
	if err != nil {
		return "", err
	}
	who, err := another(folder)
	if err != nil {
		return "", err
	}
	data := filepath.Join(folder, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "pesnet", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = who, folder
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	script := `"$1" -D "$2" -k "$3" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=80 >"$3/log" 2>&1 &
pid=$!; cat >/dev/null; kill -INT $pid; wait $pid; rm -rf "$3"/*`
	keeper := exec.Command("sh", "-c", script, "sh", filepath.Join(bin, "postgres"), data, folder)
	keeper.SysProcAttr, keeper.Dir = who, folder
	if held, err = keeper.StdinPipe(); err != nil {
		return "", err
	}
	if err := keeper.Start(); err != nil {
		return "", err
	}
	address := "postgres://pesnet@/postgres?host=" + url.QueryEscape(folder) + "&pool_max_conns=6"
	return address, ready(address, folder)
}

func ready(address, folder string) (err error) {
	for range 200 {
		var d *db.DB
		if d, err = db.Open(context.Background(), address); err == nil {
			return d.Close()
		}
		time.Sleep(25 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(folder, "log"))
	return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(log)))
}

// another is the user whom PostgreSQL runs as: it refuses to run as root.
func another(folder string) (*syscall.SysProcAttr, error) {
	own := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return own, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		own.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return own, os.Chown(folder, uid, gid)
	}
	return nil, fmt.Errorf("started as root, and there is no other user")
}
