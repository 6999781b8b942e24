package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
	"pesnet/schema"
)

// What pesnet must bear, the clients on the same machine with two cores.
const (
	loadRate    = 300 // requests in a second
	loadWrites  = 10  // one request in so many changes something
	loadPeople  = 300 // who are signed in
	loadLongest = 50 * time.Millisecond
)

// loadTime is how long the load lasts: PESNET_LOAD, or ten seconds.
func loadTime(b *testing.B) time.Duration {
	text := os.Getenv("PESNET_LOAD")
	if text == "" {
		return 10 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// Three hundred signed-in people ask for pages and save forms. A request is
// sent when its time has come, whether or not the ones before are answered,
// and its wait is counted from that time on: a server that stands still is not
// spared.
func BenchmarkSignedIn(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { loads(b, filepath.Join(b.TempDir(), "pesnet.db"), "") })
	b.Run("PostgreSQL", func(b *testing.B) {
		address := dbtest.Durable(b).Address
		loads(b, address, address)
	})
}

func loads(b *testing.B, database, flag string) {
	c := newCrowd(b, database)
	folder := b.TempDir()
	if flag == "" {
		folder = filepath.Dir(database)
	}
	server := begin(b, "pesnet-watched", folder, flag)
	c.arrive(b, server.url)
	c.run(b, server.url, 2*time.Second) // what is read once is read before
	for b.Loop() {
		from := used(b, server.cmd.Process.Pid)
		t := c.run(b, server.url, loadTime(b))
		t.report(b, used(b, server.cmd.Process.Pid)-from)
	}
	b.StopTimer()
	if err := server.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.Error(err)
	}
	if err := server.cmd.Wait(); err != nil {
		b.Errorf("the program ends with %v: %s", err, server.said)
	}
}

// watched is the program; what it does with its time goes to the file that
// PESNET_PROFILE names.
func watched() {
	args := []string{"demo", "--addr", os.Args[1], "--data", os.Args[2], "--url", "http://" + os.Args[1]}
	if os.Args[3] != "" {
		args = append(args, "--db", os.Args[3])
	}
	name := os.Getenv("PESNET_PROFILE")
	if name == "" {
		os.Exit(run(args))
	}
	f, err := os.Create(name)
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := run(args)
	pprof.StopCPUProfile()
	f.Close()
	os.Exit(code)
}

// used is the time of a process on the processors.
func used(b *testing.B, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Skipf("the time of a process is not known here: %v", err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// crowd is the people, and the organisations that they edit.
type crowd struct {
	people []*visitor
	orgs   chan *edited
	no     atomic.Int64
}

// visitor is somebody with a browser at an address of their own.
type visitor struct {
	login, network, lang string
	cookie               string
	client               *http.Client
	gave                 atomic.Bool // the consent that is withdrawn next
}

// edited is an organisation, and the version of its record.
type edited struct {
	network string
	network.Organisation
}

// newCrowd fills a database with the demo world, and with people like those in
// it.
func newCrowd(b *testing.B, database string) *crowd {
	b.Helper()
	ctx := db.Unwalled(b.Context())
	c := &crowd{orgs: make(chan *edited, 100)}
	d, err := db.Open(ctx, database)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(ctx, schema.Files); err != nil {
		b.Fatal(err)
	}
	a, err := build(ctx, d, now, account.Options{Demo: true})
	if err == nil {
		err = a.demo(ctx)
	}
	if err != nil {
		b.Fatal(err)
	}
	for _, code := range []string{"AURORA", "VALEA"} {
		n, err := a.networks.Network(ctx, network.Operator, code)
		if err != nil {
			b.Fatal(err)
		}
		all, err := a.networks.MembersOn(ctx, network.Operator, n, "2026-11-21")
		if err != nil {
			b.Fatal(err)
		}
		for _, m := range all {
			p, err := a.networks.Member(ctx, network.Operator, n, m.Code)
			if err != nil {
				b.Fatal(err)
			}
			c.orgs <- &edited{strings.ToLower(code), p.Organisation}
		}
	}
	people, err := a.accounts.DemoPeople(ctx)
	if err != nil {
		b.Fatal(err)
	}
	slices.SortFunc(people, func(a, b network.Holder) int { return strings.Compare(a.Login, b.Login) })
	people = slices.CompactFunc(people, func(a, b network.Holder) bool { return a.Login == b.Login })
	for i := range loadPeople {
		p := people[i%len(people)]
		v := &visitor{login: fmt.Sprintf("%s.%d", p.Login, i), network: "aurora", lang: []string{"lt", "ro", "en", "it", "sv"}[i%5]}
		if strings.HasPrefix(p.Login, "valea") {
			v.network = "valea"
		}
		if err := another(d, ctx, p.Login, v.login, i); err != nil {
			b.Fatal(err)
		}
		from := &net.TCPAddr{IP: net.IPv4(127, 0, byte(1+i/200), byte(1+i%200))}
		v.client = &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{DialContext: (&net.Dialer{LocalAddr: from}).DialContext, DisableCompression: true, MaxIdleConnsPerHost: 4}}
		c.people = append(c.people, v)
	}
	return c
}

// another is a person with the roles of one who is there.
func another(d *db.DB, ctx context.Context, like, login string, i int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		id := db.ID()
		_, err := tx.Exec(`INSERT INTO network_person (id, login, name, lang, about, fictional, version)
			SELECT ?, ?, name, lang, about, fictional, version FROM network_person WHERE login = ?`, id, login, like)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to)
			SELECT r.id || ?, ?, r.network_id, r.organisation_id, r.role, r.valid_from, r.valid_to
			FROM network_role r JOIN network_person p ON p.id = r.person_id WHERE p.login = ?`, fmt.Sprint(".", i), id, like)
		return err
	})
}

// arrive signs everybody in.
func (c *crowd) arrive(b *testing.B, at string) {
	for _, v := range c.people {
		r, err := v.client.PostForm(at+"/en/sign-in/as", url.Values{"login": {v.login}})
		if err != nil {
			b.Fatal(err)
		}
		r.Body.Close()
		if len(r.Cookies()) == 0 {
			b.Fatalf("%s does not get in: %d", v.login, r.StatusCode)
		}
		v.cookie = r.Cookies()[0].Name + "=" + r.Cookies()[0].Value
	}
}

// reads are the pages that people look at: what stands for the network is
// filled in. The more often a page is looked at, the more often it is here.
var reads = []string{
	"/N", "/N", "/N/desk", "/N/desk", "/N/desk", "/N/members", "/N/members", "/N/members/ORG", "/N/members/ORG",
	"/N/compare", "/N/compare", "/N/about", "/N/imports", "/N/indicators", "/N/search?q=gintara", "/N/privacy/records", "/my-data", "/my-data/consents", "/account",
}

// tally is what became of the requests.
type tally struct {
	mu    sync.Mutex
	waits []time.Duration
	late  map[string][]time.Duration // by kind of page
	wrong []string
	took  time.Duration
}

// run sends requests at a constant rate for some time and waits for the
// answers.
func (c *crowd) run(b *testing.B, at string, long time.Duration) *tally {
	t := &tally{late: map[string][]time.Duration{}}
	var all sync.WaitGroup
	began := time.Now()
	for i := range int(long.Seconds() * loadRate) {
		due := began.Add(time.Duration(i) * time.Second / loadRate)
		time.Sleep(time.Until(due))
		v, no := c.people[(i*7)%len(c.people)], c.no.Add(1)
		all.Go(func() {
			what, err := c.one(b.Context(), v, at, no)
			t.note(what, time.Since(due), err)
		})
	}
	all.Wait()
	t.took = time.Since(began)
	return t
}

func (t *tally) note(what string, wait time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits = append(t.waits, wait)
	t.late[what] = append(t.late[what], wait)
	if err != nil {
		t.wrong = append(t.wrong, err.Error())
	}
}

// one sends one request, a form every so often.
func (c *crowd) one(ctx context.Context, v *visitor, at string, no int64) (string, error) {
	if no%loadWrites != 0 {
		page := reads[rand.IntN(len(reads))]
		org := <-c.orgs
		path := strings.Replace(strings.Replace(page, "/N", "/"+v.network, 1), "ORG", strings.ToLower(org.Code), 1)
		if strings.Contains(page, "ORG") {
			path = strings.Replace(path, v.network, org.network, 1)
		}
		c.orgs <- org
		return page, v.send(ctx, at+"/"+v.lang+path, nil)
	}
	turn := no / loadWrites
	v = c.people[int(turn)%len(c.people)]
	switch turn % 4 {
	case 0:
		return "save a group", v.send(ctx, at+"/"+v.lang+"/"+v.network+"/compare/groups", url.Values{"name": {fmt.Sprint("Peers ", no%7)}, "peer": {"AUR-GINTARA", "AUR-ZORILE"}})
	case 1:
		v = c.people[int(turn/4)%len(c.people)] // nobody gives more than a few in an hour
		return "give feedback", v.send(ctx, at+"/"+v.lang+"/"+v.network+"/feedback", url.Values{"kind": {"idea"}, "text": {fmt.Sprint("What came to mind, number ", no)}})
	case 2:
		if v.gave.Swap(!v.gave.Load()) {
			return "withdraw a consent", v.send(ctx, at+"/"+v.lang+"/my-data/consents/withdraw", url.Values{"category": {"skills"}})
		}
		return "consent", v.send(ctx, at+"/"+v.lang+"/my-data/consents", url.Values{"category": {"skills"}, "destination": {"SE", "LT"}})
	}
	return "edit an organisation", c.edit(ctx, at, no)
}

// edit saves the record of an organisation that nobody else has in hand.
func (c *crowd) edit(ctx context.Context, at string, no int64) error {
	o := <-c.orgs
	defer func() { c.orgs <- o }()
	writers := map[string]*visitor{}
	for _, v := range c.people {
		if strings.Contains(v.login, "secretariat.") && writers[v.network] == nil || strings.HasSuffix(v.login, fmt.Sprint("secretariat.", no%loadPeople)) {
			writers[v.network] = v
		}
	}
	v := writers[o.network]
	err := v.send(ctx, at+"/"+v.lang+"/"+o.network+"/members/"+strings.ToLower(o.Code)+"/edit", url.Values{
		"version": {fmt.Sprint(o.Version)}, "name": {o.NativeName}, "lang": {o.NativeLang}, "kind": {o.Kind}, "country": {o.Country}, "region": {o.Region},
		"parent": {o.Parent}, "website": {fmt.Sprintf("https://example.org/%d", no)}})
	if err == nil {
		o.Version++
	}
	return err
}

// send asks for a page, or sends a form, and takes the whole answer. A form
// must be taken, a page shown.
func (v *visitor) send(ctx context.Context, to string, form url.Values) error {
	method, want := http.MethodGet, http.StatusOK
	if form != nil {
		method, want = http.MethodPost, http.StatusSeeOther
	}
	r, err := http.NewRequestWithContext(ctx, method, to, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Cookie", v.cookie)
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := v.client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != want || want == http.StatusOK && n < 1000 || strings.Contains(answer.Header.Get("Location"), "sign-in") {
		return fmt.Errorf("%s %s as %s answers %d with %d bytes", method, to, v.login, answer.StatusCode, n)
	}
	return nil
}

// report says how long people waited, and fails where it was too long.
func (t *tally) report(b *testing.B, server time.Duration) {
	p95 := part(t.waits, 95)
	milli := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milli(part(t.waits, 50)), "p50-ms")
	b.ReportMetric(milli(p95), "p95-ms")
	b.ReportMetric(milli(part(t.waits, 99)), "p99-ms")
	b.ReportMetric(float64(len(t.waits))/t.took.Seconds(), "requests/s")
	b.ReportMetric(float64(len(t.wrong)), "errors")
	b.ReportMetric(milli(server)/float64(len(t.waits)), "server-cpu-ms/request")
	b.Logf("%d requests in %v: p50 %v, p95 %v, p99 %v, %d errors; the server worked %v, %.2f ms for each", len(t.waits), t.took.Round(time.Millisecond),
		part(t.waits, 50), p95, part(t.waits, 99), len(t.wrong), server, milli(server)/float64(len(t.waits)))
	for what, waits := range t.late {
		b.Logf("%-22s %5d times, p50 %6.1f ms, p95 %6.1f ms", what, len(waits), milli(part(waits, 50)), milli(part(waits, 95)))
	}
	for _, wrong := range t.wrong[:min(5, len(t.wrong))] {
		b.Error(wrong)
	}
	if p95 > loadLongest {
		b.Errorf("19 of 20 people wait %v at most, want %v; %d processors", p95, loadLongest, runtime.NumCPU())
	}
}

// part is the wait that so many of a hundred do not exceed.
func part(waits []time.Duration, hundredths int) time.Duration {
	if len(waits) == 0 {
		return 0
	}
	slices.Sort(waits)
	return waits[(len(waits)-1)*hundredths/100]
}
