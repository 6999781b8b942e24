package dbtest

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/need"
)

// Cluster is a PostgreSQL of a test's own. It keeps what it acknowledges, so
// that the test may kill it.
type Cluster struct {
	Address string

	bin, folder string
	who         *syscall.SysProcAttr
	held        io.Closer
	keeper      *exec.Cmd
}

// Durable makes a cluster and starts it; it ends with the test.
func Durable(t testing.TB) *Cluster {
	t.Helper()
	bin, err := programs()
	need.That(t, err == nil, "the programs of PostgreSQL are not installed")
	folder, err := os.MkdirTemp("", "pesnet-durable")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	c := &Cluster{bin: bin, folder: folder, Address: "postgres://pesnet@/pesnet?host=" + url.QueryEscape(folder)}
	if c.who, err = another(folder); err != nil {
		t.Fatal(err)
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", c.data(), "-U", "keeper", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums")
	initdb.SysProcAttr, initdb.Dir = c.who, folder
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	c.Start(t)
	t.Cleanup(func() { c.let() })
	// The program connects as an operator's would: as the owner of its
	// database, without the powers of a superuser.
	d, err := db.Open(t.Context(), c.keepers())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, statement := range []string{"CREATE ROLE pesnet LOGIN NOSUPERUSER NOBYPASSRLS", "CREATE DATABASE pesnet OWNER pesnet"} {
		if _, err := d.Postgres().Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// keepers is the address for the keeper of the server.
func (c *Cluster) keepers() string {
	return "postgres://keeper@/postgres?host=" + url.QueryEscape(c.folder)
}

func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

// Start starts the server and waits until it answers.
func (c *Cluster) Start(t testing.TB) {
	t.Helper()
	script := `"$1" -D "$2" -k "$3" -c listen_addresses= -c max_connections=60 >>"$3/log" 2>&1 &
pid=$!; cat >/dev/null; kill -INT $pid; wait $pid`
	c.keeper = exec.Command("sh", "-c", script, "sh", filepath.Join(c.bin, "postgres"), c.data(), c.folder)
	c.keeper.SysProcAttr, c.keeper.Dir = c.who, c.folder
	var err error
	if c.held, err = c.keeper.StdinPipe(); err == nil {
		err = c.keeper.Start()
	}
	if err == nil {
		err = ready(c.keepers(), c.folder)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Kill ends the server as a loss of power would: at once, without a word.
func (c *Cluster) Kill(t testing.TB) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	first, _, _ := bytes.Cut(text, []byte("\n"))
	pid, _ := strconv.Atoi(string(first))
	if err != nil || pid <= 1 {
		t.Fatalf("no server to kill: %v", err)
	}
	below := childrenOf(t, pid)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	c.let()
	for _, child := range below { // they notice and end; before that no new server starts
		for range 200 {
			if syscall.Kill(child, 0) != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// childrenOf are the processes that a process has begun.
func childrenOf(t testing.TB, pid int) (all []int) {
	t.Helper()
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var child, parent int
		if n, _ := fmt.Sscan(line, &child, &parent); n == 2 && parent == pid {
			all = append(all, child)
		}
	}
	return all
}

// let lets go of the server, which ends it where it still runs.
func (c *Cluster) let() {
	c.held.Close()
	c.keeper.Wait()
}
