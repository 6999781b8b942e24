package calendar_test

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"

	"pesnet/kit/need"
)

// client is a calendar that is not ours: ical.js, run by node beside the test.
type client struct {
	sync.Mutex
	in  *json.Encoder
	out *bufio.Reader
}

type head struct{ Name, Method, Again string }

type party struct{ Name, Address, Role, Status, RSVP string }

// shown is an event as the client has read it.
type shown struct {
	UID                           string
	Sequence                      int
	Stamp, Title, Place           string
	Text, URL, Status, Zone, Wall string
	Starts, Ends                  string
	Organizer, Attendees          []party
}

type view struct {
	Problem   string
	Calendars []head
	Events    []shown
}

// newClient goes on only where node and the parser are installed.
func newClient(t testing.TB) *client {
	t.Helper()
	node := need.Program(t, "install Node", "node", "nodejs")
	_, err := os.Stat("../../web/node_modules/ical.js/package.json")
	need.That(t, err == nil, "ical.js is not installed: run npm ci in web/, or make test")
	command := exec.Command(node, "testdata/read.mjs")
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close() // the script ends with its input
		io.Copy(io.Discard, out)
		command.Wait()
	})
	return &client{in: json.NewEncoder(in), out: bufio.NewReaderSize(out, 1<<20)}
}

// show returns what the client shows after messages came in this order.
func (c *client) show(t *testing.T, messages ...string) (v view) {
	t.Helper()
	c.Lock()
	defer c.Unlock()
	if err := c.in.Encode(messages); err != nil {
		t.Fatal(err)
	}
	line, err := c.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &v)
	}
	if err != nil || v.Problem != "" {
		t.Fatalf("the client: %v %s, of\n%q", err, v.Problem, messages)
	}
	return v
}
