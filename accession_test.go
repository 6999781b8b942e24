package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// caller is somebody at the doors: nobody known until they sign in.
type caller struct {
	*http.Client
	at string
	t  *testing.T
}

func callerOf(t *testing.T, server *httptest.Server) *caller {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{&http.Client{Jar: jar}, server.URL, t}
}

// sends posts a form, with a file where one is named, and returns the page to
// which that leads.
func (c *caller) sends(path string, file []byte, fields ...string) (page, at string) {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			c.t.Fatal(err)
		}
	}
	if file != nil {
		part, err := w.CreateFormFile("file", "signed.pdf")
		if err == nil {
			_, err = part.Write(file)
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		c.t.Fatal(err)
	}
	kind, content := w.FormDataContentType(), io.Reader(&body)
	if file == nil {
		values := url.Values{}
		for i := 0; i+1 < len(fields); i += 2 {
			values.Set(fields[i], fields[i+1])
		}
		kind, content = "application/x-www-form-urlencoded", strings.NewReader(values.Encode())
	}
	answer, err := c.Post(c.at+path, kind, content)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text), answer.Request.URL.Path
}

// A stranger joins a network through the doors, by the link alone, on both
// engines; the secretariat refuses what is not complete, and nobody else sees
// anything of it.
func TestAStrangerJoinsByALink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, server := smallWorld(t, d)
		ctx := network.With(t.Context(), network.Operator)
		for _, fill := range []func() error{func() error { return a.bodies.Demo(ctx) }, func() error { return a.accessions.Demo(ctx) }} {
			if err := fill(); err != nil {
				t.Fatal(err)
			}
		}
		stranger, office := callerOf(t, server), callerOf(t, server)
		says := func(page, want string) {
			t.Helper()
			if !strings.Contains(page, want) {
				t.Fatalf("the page does not say %q: %s", want, regexp.MustCompile(`(?s)<main.*</main>`).FindString(page))
			}
		}
		page, link := stranger.sends("/en/valea/join/apply", nil, "name", "Casa Verde", "namelang", "ro", "kind", "ngo", "reason", "We help.", "person", "Dan Verde", "email", "dan@casa-verde.example", "lang", "ro")
		says(page, "Still missing: partnership agreement; accession form; self-check; representative.")
		office.sends("/en/sign-in/as", nil, "login", "valea.secretariat")
		page, _ = office.sends("/en/valea/applications/4/admit", nil, "code", "VAL-VERDE", "source", "HG 9/2026")
		says(page, "A document is missing: partnership agreement.")
		pdf := []byte("%PDF-1.7")
		stranger.sends(link+"/documents", pdf, "document", "partnership_agreement", "signed", "2026-11-20")
		stranger.sends(link+"/documents", pdf, "document", "adherence_form", "signed", "2026-11-20")
		page, _ = stranger.sends(link+"/check", nil, "experience", "yes", "time", "partly", "resources", "no", "relating", "yes", "motivating", "yes", "coordinated", "yes", "interest", "yes")
		says(page, "Still missing: representative.")
		page, _ = office.sends("/en/valea/applications/4/admit", nil, "code", "VAL-VERDE", "source", "HG 9/2026")
		says(page, "The organisation is admitted.")
		page, _ = stranger.sends(link+"/nominate", nil, "person", "Ema Verde", "email", "ema@casa-verde.example", "task", "Comes to the meetings.")
		says(page, "The organisation is a member.")
		answer, err := stranger.Get(server.URL + "/en/valea/members/val-verde")
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("its page as a member: %v, %v", answer.Status, err)
		}
		for _, path := range []string{"/en/valea/join/" + strings.Repeat("x", 43), "/en/aurora/join/" + link[strings.LastIndex(link, "/")+1:]} {
			if answer, err := stranger.Get(server.URL + path); err != nil || answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %v, %v; want that there is nothing", path, answer.Status, err)
			}
		}
	})
}
