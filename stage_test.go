package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/schema"
)

// stage is where a story of days and people plays: a demo world of its own, a
// clock that the story sets, and whoever acts.
type stage struct {
	t      *testing.T
	h      *house
	clock  atomic.Pointer[time.Time]
	login  string
	pages  map[string]*url.URL // where everybody was, by login
	at     *url.URL
	answer answer
}

// acts are what a story can say besides the commands of testscript.
//
//	now 'DAY HOUR' [ZONE]         it is that moment in Brussels, or in ZONE
//	as LOGIN                      that person acts; nobody without a login
//	open [PATH]                   opens a page, or the one where they were
//	follow TEXT                   follows the first link that says so
//	send FORM [FIELD=VALUE]...    fills the form that has that field, or whose
//	                              address ends so, and sends it; "! send" is
//	                              refused. A field may be named by its label, a
//	                              choice by its text; @CODE is an organisation,
//	                              <FILE is a file of the story
//	post PATH [FIELD=VALUE]...    sends what no page offers
//	sees TEXT...                  the page says so; "! sees" says none of it
//	letters KIND COUNT            so many letters of a kind lie in the outbox
var acts = map[string]func(*testscript.TestScript, bool, []string){
	"now":     onStage((*stage).now),
	"as":      onStage((*stage).as),
	"open":    onStage((*stage).open),
	"follow":  onStage((*stage).follow),
	"send":    onStage((*stage).send),
	"post":    onStage((*stage).post),
	"sees":    onStage((*stage).sees),
	"letters": onStage((*stage).letters),
}

const stageKey = "stage"

func onStage(act func(*stage, *testscript.TestScript, bool, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		s := ts.Value(stageKey).(*stage)
		if s.h == nil {
			s.curtain(ts)
		}
		act(s, ts, neg, args)
	}
}

// curtain opens the house on the day of the demonstration.
func (s *stage) curtain(ts *testscript.TestScript) {
	file := filepath.Join(ts.Getenv("PESNET_DATA"), "pesnet.db")
	ts.Check(os.Remove(file))
	d, err := db.Open(s.t.Context(), file)
	ts.Check(err)
	s.t.Cleanup(func() { d.Close() })
	ts.Check(d.Migrate(s.t.Context(), schema.Files))
	begin := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	s.clock.Store(&begin)
	h, end, err := houseAt(s.t.Context(), d, func() time.Time { return *s.clock.Load() })
	ts.Check(err)
	s.t.Cleanup(end)
	s.h = h
}

func (s *stage) now(ts *testscript.TestScript, neg bool, args []string) {
	zone := "Europe/Brussels"
	if len(args) > 1 {
		zone = args[1]
	}
	place, err := time.LoadLocation(zone)
	ts.Check(err)
	at, err := time.ParseInLocation("2006-01-02 15:04", args[0], place)
	ts.Check(err)
	s.clock.Store(&at)
	s.h.clients = map[string]*http.Client{} // everybody signs in again
}

func (s *stage) as(ts *testscript.TestScript, neg bool, args []string) {
	s.pages[s.login] = s.at
	s.login = strings.Join(args, "")
	if s.at = s.pages[s.login]; s.at == nil {
		s.at = &url.URL{Path: "/"}
	}
}

func (s *stage) open(ts *testscript.TestScript, neg bool, args []string) {
	to, err := url.Parse(strings.Join(args, ""))
	ts.Check(err)
	to = s.at.ResolveReference(to)
	s.at, s.answer = to, s.h.get(s.t, s.login, to.RequestURI())
	s.lead()
	away := strings.HasSuffix(s.at.Path, "/sign-in") && !strings.HasSuffix(to.Path, "/sign-in")
	if got := s.answer.status; neg != (away || got != http.StatusOK) {
		ts.Fatalf("%s answers %d: %s", s.at, got, first(s.answer.body))
	}
}

// lead goes wherever an answer leads.
func (s *stage) lead() {
	for range 5 {
		if s.answer.status < 300 || s.answer.status > 399 {
			return
		}
		to, _ := url.Parse(s.answer.header.Get("Location"))
		s.at = s.at.ResolveReference(to)
		s.answer = s.h.get(s.t, s.login, s.at.RequestURI())
	}
}

func (s *stage) follow(ts *testscript.TestScript, neg bool, args []string) {
	page, err := html.Parse(strings.NewReader(s.answer.body))
	ts.Check(err)
	to := ""
	each(page, func(n *html.Node) {
		if href, is := attribute(n, "href"); n.Data == "a" && is && to == "" && strings.Contains(textOf(n), args[0]) {
			to = href
		}
	})
	if to == "" {
		ts.Fatalf("%s has no link %q", s.at, args[0])
	}
	s.open(ts, neg, []string{to})
}

func (s *stage) sees(ts *testscript.TestScript, neg bool, args []string) {
	page := s.answer.body
	if s.answer.html() {
		page = spoken(page)
	}
	for _, text := range args {
		if strings.Contains(page, text) == neg {
			ts.Fatalf("%s says %q: %v\n%s", s.at, text, neg, page)
		}
	}
}

// spoken is what a page says, without its marks.
func spoken(page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func (s *stage) letters(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	var got int64
	ts.Check(s.h.app.db.Read(network.With(s.t.Context(), network.Operator), func(tx *db.Tx) (err error) {
		got, err = tx.Count(`SELECT count(*) FROM mail_letter WHERE kind = ? AND put_at = ?`, args[0], db.Stamp(*s.clock.Load()))
		return err
	}))
	if neg != (got != want) {
		ts.Fatalf("%d letters of the kind %s were put out now", got, args[0])
	}
}

func (s *stage) send(ts *testscript.TestScript, neg bool, args []string) {
	page, err := html.Parse(strings.NewReader(s.answer.body))
	ts.Check(err)
	f := formFor(page, args[0])
	if f == nil {
		ts.Fatalf("%s has no form %s: %s", s.at, args[0], spoken(s.answer.body))
	}
	s.fill(ts, neg, f, page, args)
}

// post sends what no page offers.
func (s *stage) post(ts *testscript.TestScript, neg bool, args []string) {
	s.fill(ts, neg, &form{action: args[0], fields: url.Values{}}, &html.Node{}, args)
}

// fill fills a form and sends it.
func (s *stage) fill(ts *testscript.TestScript, neg bool, f *form, page *html.Node, args []string) {
	files, seen := map[string]string{}, map[string]bool{}
	for _, one := range args[1:] {
		name, value, _ := strings.Cut(one, "=")
		name, value = labelled(page, name, value)
		if code, is := strings.CutPrefix(value, "@"); is {
			value = s.organisation(ts, code)
		}
		if file, is := strings.CutPrefix(value, "<"); is {
			files[name] = file
			continue
		}
		if !seen[name] {
			f.fields.Del(name)
		}
		seen[name] = true
		f.fields.Add(name, value)
	}
	to, err := url.Parse(f.action)
	ts.Check(err)
	to = s.at.ResolveReference(to)
	body, kind := bytes.NewBufferString(f.fields.Encode()), "application/x-www-form-urlencoded"
	if f.kind == "multipart/form-data" {
		kind = parts(ts, body, f.fields, files)
	}
	got, err := s.h.as(s.t, s.login).Post(s.h.url+to.RequestURI(), kind, body)
	ts.Check(err)
	s.answer = read(s.t, got)
	taken := s.answer.status == http.StatusSeeOther
	if taken == neg {
		ts.Fatalf("%s, sent to %s with %v, answers %d: %s", args[0], to, f.fields, s.answer.status, spoken(s.answer.body))
	}
	if taken {
		s.at = to
		s.lead()
	}
}

// parts writes a form with files.
func parts(ts *testscript.TestScript, body *bytes.Buffer, fields url.Values, files map[string]string) string {
	body.Reset()
	w := multipart.NewWriter(body)
	for name, values := range fields {
		for _, v := range values {
			w.WriteField(name, v)
		}
	}
	for name, file := range files {
		part, err := w.CreateFormFile(name, file)
		ts.Check(err)
		part.Write([]byte(ts.ReadFile(file)))
	}
	w.Close()
	return w.FormDataContentType()
}

// formFor is the form whose address ends with a name, or else the one that has
// a field or a button of that name.
func formFor(page *html.Node, name string) *form {
	all := forms(page)
	for _, is := range []func(form) bool{
		func(f form) bool { return f.method == "post" && strings.HasSuffix(f.action, "/"+name) },
		func(f form) bool { return f.fields.Has(name) || slices.Contains(f.buttons, name) },
	} {
		if i := slices.IndexFunc(all, is); i >= 0 {
			return &all[i]
		}
	}
	return nil
}

// labelled finds a field by its label and a choice by its text.
func labelled(page *html.Node, name, value string) (string, string) {
	ids, names := map[string]string{}, map[string]string{}
	each(page, func(n *html.Node) {
		id, _ := attribute(n, "id")
		field, has := attribute(n, "name")
		if has && id != "" {
			names[id] = field
		}
		if of, labels := attribute(n, "for"); n.Data == "label" && labels && strings.TrimSpace(textOf(n)) == name {
			ids[name] = of
		}
	})
	if id := ids[name]; id != "" {
		name = names[id]
	}
	each(page, func(n *html.Node) {
		if field, _ := attribute(n, "name"); n.Data == "select" && field == name {
			each(n, func(o *html.Node) {
				if o.Data == "option" && strings.Contains(textOf(o), value) && value != "" && !offers(n, value) {
					value, _ = attribute(o, "value")
				}
			})
		}
	})
	return name, value
}

// offers tells whether a list has a value.
func offers(list *html.Node, value string) (has bool) {
	each(list, func(o *html.Node) {
		if v, _ := attribute(o, "value"); o.Data == "option" && v == value {
			has = true
		}
	})
	return has
}

func textOf(n *html.Node) (text string) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text += d.Data
		}
	}
	return text
}

func (s *stage) organisation(ts *testscript.TestScript, code string) (id string) {
	ts.Check(s.h.app.db.Read(network.With(s.t.Context(), network.Operator), func(tx *db.Tx) error {
		o, err := network.OrganisationByCode(tx, code)
		id = o.ID
		return err
	}))
	return id
}
