package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// children are the programs that tests run: pesnet itself, and spoilt ones by
// which a test proves that it would notice.
var children = map[string]func(){
	"pesnet": func() { os.Exit(run(os.Args[1:])) },
	// It says that a change is kept before it is.
	"pesnet-hasty": func() { spoilt(hasty) },
	// It forgets what it was asked before.
	"pesnet-forgetful": func() { spoilt(forgetful) },
	// It is killed in the middle of a change of the schema.
	"pesnet-upgrade": upgradeAndDie,
	// It is under load, and may be watched.
	"pesnet-watched": watched,
}

// spoilt serves with something wrong: ADDRESS DATA DATABASE.
func spoilt(wrong func(http.Handler) http.Handler) {
	p := &program{Addr: os.Args[1], Data: os.Args[2], DB: os.Args[3]}
	p.settle("demo")
	ctx := context.Background()
	a, err := open(ctx, p, true)
	if err == nil {
		err = a.demo(ctx)
	}
	var handler http.Handler
	if err == nil {
		handler, err = a.handler()
	}
	if err == nil {
		err = http.ListenAndServe(p.Addr, wrong(handler))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func hasty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Header.Get("Idempotency-Key") == "" {
			next.ServeHTTP(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body)
		later := r.Clone(context.WithoutCancel(r.Context()))
		later.Body = io.NopCloser(bytes.NewReader(body))
		go func() {
			time.Sleep(50 * time.Millisecond)
			next.ServeHTTP(httptest.NewRecorder(), later)
		}()
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"id":""}`))
	})
}

func forgetful(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Idempotency-Key")
		next.ServeHTTP(w, r)
	})
}

// child is a program that runs.
type child struct {
	url  string
	cmd  *exec.Cmd
	said *bytes.Buffer
}

// begin starts a child that serves the demonstration on a database, and waits
// until it is ready.
func begin(t testing.TB, name, data, database string, env ...string) *child {
	t.Helper()
	addr := freeAddress(t)
	args := []string{addr, data, database}
	if name == "pesnet" {
		args = []string{"demo", "--addr", addr, "--data", data, "--url", "http://" + addr}
		if database != "" {
			args = append(args, "--db", database)
		}
	}
	c := &child{url: "http://" + addr, cmd: exec.Command(name, args...), said: &bytes.Buffer{}}
	c.cmd.Stdout, c.cmd.Stderr = c.said, c.said
	c.cmd.Env = append(os.Environ(), env...)
	if name != "pesnet-watched" { // one client asks more often than any person
		c.cmd.Env = append(c.cmd.Env, "PESNET_PACE_PERSON=0", "PESNET_PACE_ADDRESS=0")
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.cmd.Process.Kill() })
	for range 600 {
		if r, err := http.Get(c.url + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return c
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.kill()
	t.Fatalf("%s does not get ready: %s", name, c.said)
	return nil
}

// kill ends the child at once, without a word.
func (c *child) kill() {
	c.cmd.Process.Kill()
	c.cmd.Wait()
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// ownWorld is a folder with the demo world on SQLite that a test may spoil.
func ownWorld(t testing.TB) string {
	t.Helper()
	from, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	world, err := os.ReadFile(filepath.Join(from, "pesnet.db"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "pesnet.db"), world, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}
