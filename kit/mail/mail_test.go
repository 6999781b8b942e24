package mail_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
	"sync"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/mail"
	"pesnet/kit/mail/mailtest"
)

var monday = time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)

// post is a sender whose clock stands, with the server that it hands to.
type post struct {
	*mail.Sender
	db     *db.DB
	server *mailtest.Server
	mu     sync.Mutex
	at     time.Time
}

func (p *post) clock() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at
}

func (p *post) wait(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = p.at.Add(d)
}

func start(t *testing.T, d *db.DB) *post {
	t.Helper()
	p := &post{db: d, server: mailtest.Start(t), at: monday}
	p.Sender = &mail.Sender{DB: d, Now: p.clock, Receive: func(_ *db.Tx, l mail.Letter) (mail.Receiver, error) {
		return mail.Receiver{Name: "Person " + l.To, Address: l.To + "@example.org", Lang: "lt"}, nil
	}}
	p.Server = at(t, fmt.Sprintf("smtp://localhost:%d", p.server.Port))
	return p
}

func at(t *testing.T, address string) *mail.Server {
	t.Helper()
	s, err := mail.ServerAt(address, "AURORA <desk@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (p *post) put(t *testing.T, all ...mail.Letter) (ids []string) {
	t.Helper()
	err := p.db.Write(t.Context(), func(tx *db.Tx) error {
		for _, l := range all {
			id, err := mail.Put(tx, p.clock(), l)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func (p *post) deliver(t *testing.T) {
	t.Helper()
	if _, err := p.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// states are those of all letters about something, in the order of writing.
func (p *post) states(t *testing.T, about string) (all []string) {
	t.Helper()
	if err := p.db.Read(t.Context(), func(tx *db.Tx) error {
		found, err := mail.Dispatch(tx, about)
		for _, d := range found {
			all = append(all, d.State)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func letter(to string) mail.Letter {
	return mail.Letter{To: to, Kind: "meeting.invited", Subject: "Posėdis Žydrėje", Text: "Kviečiame.\nIki pasimatymo.", Link: "https://example.org/lt/aurora/meetings/2026-1", About: "meeting 1"}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestALetterIsSentOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		p.put(t, letter("ann"))
		p.deliver(t)
		p.wait(48 * time.Hour)
		p.deliver(t)
		same(t, "states", p.states(t, "meeting 1"), []string{mail.Sent})
		same(t, "letters taken", len(p.server.Letters()), 1)
	})
}

func TestADeedThatFailsSendsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		failed := errors.New("no")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := mail.Put(tx, p.clock(), letter("ann")); err != nil {
				return err
			}
			return failed
		})
		p.deliver(t)
		if !errors.Is(err, failed) || len(p.server.Letters()) != 0 || len(p.states(t, "meeting 1")) != 0 {
			t.Errorf("%v, %d letters sent, %v kept", err, len(p.server.Letters()), p.states(t, "meeting 1"))
		}
	})
}

func TestManyNodesSendEachLetterOnce(t *testing.T) {
	const letters, nodes = 120, 4
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		for i := range letters {
			p.put(t, letter(fmt.Sprintf("person%d", i)))
		}
		var done sync.WaitGroup
		for range nodes {
			node := *p.Sender
			done.Go(func() {
				for range letters {
					if n, err := node.Deliver(t.Context()); err != nil || n == 0 {
						if err != nil {
							t.Error(err)
						}
						return
					}
				}
			})
		}
		done.Wait()
		got := map[string]int{}
		for _, l := range p.server.Letters() {
			got[l.To]++
		}
		for i := range letters {
			if to := fmt.Sprintf("person%d@example.org", i); got[to] != 1 {
				t.Errorf("%s got %d letters", to, got[to])
			}
		}
	})
}

// The node dies after the server has acknowledged and before that is written.
func TestALetterThatWasCutOffIsSentAgainAsTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		p.put(t, letter("ann"))
		ctx, die := context.WithCancel(t.Context())
		p.server.Taken = die
		if _, err := p.Deliver(ctx); err == nil {
			t.Fatal("the node did not die")
		}
		p.server.Taken = nil
		same(t, "states when it has died", p.states(t, "meeting 1"), []string{mail.Claimed})
		p.deliver(t)
		same(t, "letters while the claim holds", len(p.server.Letters()), 1)
		p.wait(time.Hour)
		p.deliver(t)
		p.deliver(t)
		all := p.server.Letters()
		if len(all) != 2 || all[0].Message.Header.Get("Message-Id") != all[1].Message.Header.Get("Message-Id") || all[0].Message.Header.Get("Message-Id") == "" {
			t.Fatalf("%d letters, %v", len(all), all)
		}
		same(t, "states in the end", p.states(t, "meeting 1"), []string{mail.Sent})
	})
}

func TestWhatTheServerDoesNotTake(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		busy := true
		p.server.Answer = func(to string) string {
			switch {
			case strings.HasPrefix(to, "gone"):
				return "550 unknown"
			case busy:
				return "451 later"
			}
			return ""
		}
		ids := p.put(t, letter("gone"), letter("ann"))
		p.deliver(t)
		same(t, "at first", p.states(t, "meeting 1"), []string{mail.Failed, mail.Waiting})
		p.deliver(t)
		same(t, "letters", len(p.server.Letters()), 0)
		busy = false
		p.wait(time.Minute)
		p.deliver(t)
		same(t, "after a minute", p.states(t, "meeting 1"), []string{mail.Failed, mail.Sent})
		p.server.Answer = nil
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			again, err := mail.Retry(tx, ids[0], p.clock())
			same(t, "tried again", again, true)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		p.deliver(t)
		same(t, "tried again", p.states(t, "meeting 1"), []string{mail.Sent, mail.Sent})
	})
}

func TestAServerThatIsAwayIsTriedForDays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		p.put(t, letter("ann"))
		p.server.Away()
		for try := 0; ; try++ {
			state := p.states(t, "meeting 1")[0]
			if state == mail.Failed {
				if passed := p.clock().Sub(monday); try < 5 || passed < 48*time.Hour {
					t.Errorf("given up after %d tries and %s", try, passed)
				}
				return
			}
			if try > 1000 || state != mail.Waiting {
				t.Fatalf("after %d tries the letter is %s", try, state)
			}
			if _, err := p.Deliver(t.Context()); err == nil && try == 0 {
				t.Error("nobody is told that the server is away")
			}
			p.wait(time.Hour)
		}
	})
}

func TestWhoMayNotHaveALetterDoesNotGetIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		p.Receive = func(_ *db.Tx, l mail.Letter) (mail.Receiver, error) {
			r := mail.Receiver{Address: l.To + "@example.org"}
			if l.To == "left" {
				r.Refused = "letter.left"
			}
			return r, nil
		}
		p.put(t, letter("left"), letter("ann"))
		p.deliver(t)
		same(t, "states", p.states(t, "meeting 1"), []string{mail.Refused, mail.Sent})
		if all := p.server.Letters(); len(all) != 1 || all[0].To != "ann@example.org" {
			t.Errorf("taken: %v", all)
		}
	})
}

func TestADigestIsOneMail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := start(t, d)
		seven := monday.Add(22 * time.Hour)
		p.Receive = func(_ *db.Tx, l mail.Letter) (mail.Receiver, error) {
			return mail.Receiver{Address: l.To + "@example.org", Hold: seven}, nil
		}
		p.Digest = func(_ *db.Tx, _ mail.Receiver, all []mail.Letter) (mail.Letter, error) {
			l := mail.Letter{Kind: "letter.digest", Subject: fmt.Sprintf("%d letters", len(all))}
			for _, one := range all {
				l.Text += one.Subject + "\n"
			}
			return l, nil
		}
		urgent := letter("ann")
		urgent.Urgent, urgent.Subject = true, "Now"
		p.put(t, letter("ann"), urgent, letter("bob"), letter("ann"))
		p.deliver(t)
		same(t, "at once", subjects(p.server.Letters()), []string{"ann@example.org: Now"})
		p.wait(21 * time.Hour)
		p.deliver(t)
		same(t, "before seven", len(p.server.Letters()), 1)
		p.put(t, letter("ann"))
		p.deliver(t)
		p.wait(time.Hour)
		p.deliver(t)
		same(t, "at seven", subjects(p.server.Letters()[1:]), []string{"ann@example.org: 3 letters", "bob@example.org: 1 letters"})
		same(t, "states", p.states(t, "meeting 1"), []string{mail.Sent, mail.Sent, mail.Sent, mail.Sent, mail.Sent})
	})
}

func subjects(all []mailtest.Letter) (list []string) {
	for _, l := range all {
		subject, _ := new(mime.WordDecoder).DecodeHeader(l.Message.Header.Get("Subject"))
		list = append(list, l.To+": "+subject)
	}
	return list
}

func TestAnInvitationComesAsOne(t *testing.T) {
	p := start(t, dbtest.Open(t))
	l := letter("ann")
	l.Calendar, l.Method = []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Posėdis\r\nEND:VCALENDAR\r\n"), "REQUEST"
	p.put(t, l)
	p.deliver(t)
	got := p.server.Letters()[0]
	for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "List-Id": "<meeting.invited.example.org>", "Content-Language": "lt", "To": `"Person ann" <ann@example.org>`, "From": `"AURORA" <desk@example.org>`} {
		same(t, name, got.Message.Header.Get(name), want)
	}
	kind, with, err := mime.ParseMediaType(got.Message.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	parts := multipart.NewReader(got.Message.Body, with["boundary"])
	for _, want := range []struct{ kind, method, text string }{
		{"text/plain", "", "Kviečiame.\nIki pasimatymo.\n\nhttps://example.org/lt/aurora/meetings/2026-1\n"},
		{"text/calendar", "REQUEST", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Posėdis\nEND:VCALENDAR\n"},
	} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, with, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || kind != want.kind || with["method"] != want.method || !strings.EqualFold(with["charset"], "utf-8") {
			t.Errorf("%s: %s %v, %v", want.kind, kind, with, err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Error(err)
		}
		same(t, want.kind, strings.ReplaceAll(strings.TrimRight(string(text), "\r\n")+"\n", "\r\n", "\n"), want.text)
	}
}

// Nothing that people write becomes a header of its own.
func TestNoTextBecomesAHeader(t *testing.T) {
	for _, bad := range []string{"x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org", "x\rBcc: evil@example.org", "x\u2028Bcc: evil@example.org", "x\r\n\r\nbody", strings.Repeat("ž", 300) + "\r\nBcc: evil@example.org", "=?utf-8?q?x=0D=0ABcc:_evil@example.org?="} {
		p := start(t, dbtest.Open(t))
		p.Receive = func(_ *db.Tx, l mail.Letter) (mail.Receiver, error) {
			return mail.Receiver{Name: bad, Address: "ann@example.org", Lang: bad}, nil
		}
		p.put(t, mail.Letter{To: "ann", Kind: bad, Subject: bad, Text: "text", Link: bad, Method: bad, Calendar: []byte("x")})
		p.deliver(t)
		all := p.server.Letters()
		if len(all) != 1 || all[0].To != "ann@example.org" {
			t.Errorf("%q: %v", bad, all)
			continue
		}
		for name := range all[0].Message.Header {
			if name == "Bcc" || name == "Body" {
				t.Errorf("%q made the header %s:\n%s", bad, name, all[0].Raw)
			}
		}
	}
	p := start(t, dbtest.Open(t))
	p.Receive = func(*db.Tx, mail.Letter) (mail.Receiver, error) {
		return mail.Receiver{Address: "a@example.org>\r\nRCPT TO:<evil@example.org"}, nil
	}
	p.put(t, letter("ann"))
	p.deliver(t)
	same(t, "an address that is none", p.states(t, "meeting 1"), []string{mail.Failed})
	same(t, "letters", len(p.server.Letters()), 0)
}

func TestLettersTravelEncryptedOrNotAtAll(t *testing.T) {
	d := dbtest.Open(t)
	p := start(t, d)
	p.server.User, p.server.Password = "pesnet", "a secret"
	secure := at(t, fmt.Sprintf("smtp://pesnet@127.0.0.1:%d", p.server.Port))
	secure.Password, secure.TLS = "a secret", &tls.Config{RootCAs: p.server.Trust, ServerName: "localhost"}
	p.Server = secure
	p.put(t, letter("ann"))
	p.deliver(t)
	if all := p.server.Letters(); len(all) != 1 || !all[0].Encrypted || all[0].User != "pesnet" {
		t.Fatalf("taken: %+v", all)
	}
	unknown := *secure
	unknown.TLS = &tls.Config{ServerName: "localhost"}
	wrong := *secure
	wrong.Password = "another"
	for name, server := range map[string]*mail.Server{"a server that nobody trusts": &unknown, "a wrong password": &wrong} {
		p.Server = server
		p.put(t, letter("ann"))
		if _, err := p.Deliver(t.Context()); err == nil || len(p.server.Letters()) != 1 {
			t.Errorf("%s: %v, %d letters", name, err, len(p.server.Letters()))
		}
	}
	p.server.Plain, p.Server = true, secure
	p.put(t, letter("ann"))
	if _, err := p.Deliver(t.Context()); err == nil || len(p.server.Letters()) != 1 {
		t.Errorf("a server without encryption: %v, %d letters", err, len(p.server.Letters()))
	}
}

func TestWithoutAServerLettersWait(t *testing.T) {
	p := start(t, dbtest.Open(t))
	p.Server = at(t, "")
	p.put(t, letter("ann"))
	p.deliver(t)
	same(t, "states", p.states(t, "meeting 1"), []string{mail.Waiting})
}

func TestAddressesOfServers(t *testing.T) {
	for _, test := range []struct {
		address, from string
		host          string
		port          int
		refused       string
	}{
		{"smtp://mail.example.org", "a@example.org", "mail.example.org", 587, ""},
		{"smtps://user@mail.example.org", "AURORA <a@example.org>", "mail.example.org", 465, ""},
		{"smtp://[::1]:2525", "a@example.org", "::1", 2525, ""},
		{"mail.example.org:25", "a@example.org", "", 0, "mail.server"},
		{"https://mail.example.org", "a@example.org", "", 0, "mail.server"},
		{"smtp://user:secret@mail.example.org", "a@example.org", "", 0, "mail.password"},
		{"smtp://mail.example.org", "nobody", "", 0, "mail.from"},
	} {
		s, err := mail.ServerAt(test.address, test.from)
		switch {
		case test.refused != "" && (err == nil || !strings.HasPrefix(err.Error(), test.refused)):
			t.Errorf("%s: %v, want %s", test.address, err, test.refused)
		case test.refused == "" && (err != nil || s.Host != test.host || s.Port != test.port):
			t.Errorf("%s: %+v, %v", test.address, s, err)
		}
	}
}
