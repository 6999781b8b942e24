package main

import (
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/accession"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
	"pesnet/token"
)

// principals are the people and programs as whom every door is tried: twenty
// kinds, some of them more than once.
var principals = []string{
	"",                  // nobody known
	"no.role",           // a jobseeker: signed in, without a role
	"applicant",         // an employers' association: somebody without a role who asked that it may join
	"representative",    // the head of a member
	"analyst",           // of a member
	"employers",         // a counsellor of employers
	"careers",           // a career counsellor
	"trainer",           // a member's staff
	"member.admin",      // gives the roles of a member's staff
	"member.dpo",        // looks after a member's data and reads its record
	"observer",          // of an organisation that observes the network
	"secretariat",       // runs the network
	"office.analyst",    // reads figures for those who run it
	"auditor",           // of the network, and its data protection officer
	"chair",             // of the board
	"external",          // evaluates the network for a time
	"role.over",         // the same after the last day, with every role
	"role.to.come",      // the same before the first day
	"administrator",     // runs the installation
	"program",           // of the analyst, by a token for all that one may
	"peer",              // another node, by a token of a member for one action
	"link",              // holds the links of a calendar and of an application
	"suspended",         // an analyst to whom everything is closed
	"left",              // a representative of a member that has left
	"valea.secretariat", // runs the other network
	"valea.analyst",     // of a member of the other network
}

// withoutAccount are the principals who do not sign in.
var withoutAccount = []string{"", "program", "peer", "link"}

// settled is a demo world of a test's own with every principal in it.
func settled(t *testing.T) *house { return settledOn(t, dbtest.Open(t)) }

func settledOn(t *testing.T, d *db.DB) *house {
	t.Helper()
	h, end, err := openHouse(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	aurora, valea := h.network(t, "AURORA"), h.network(t, "VALEA")
	gintara := h.organisation(t, "AUR-GINTARA")
	for _, p := range []struct {
		login, network, org, from, to string
		roles                         []string
	}{
		{"no.role", "", "", "", "", nil},
		{"applicant", "", "", "", "", nil},
		{"role.over", aurora, gintara, "2020-01-01", "2021-12-31", network.Roles},
		{"role.to.come", aurora, gintara, "2099-01-01", "", network.Roles},
		{"external", aurora, "", "2026-01-01", "2098-12-31", []string{"evaluator"}},
		{"member.admin", aurora, gintara, "2020-01-01", "", []string{network.MemberAdmin}},
		{"member.dpo", aurora, gintara, "2020-01-01", "", []string{network.DataOfficer, network.Auditor}},
		{"office.analyst", aurora, h.organisation(t, "AUR-SECRETARIAT"), "2020-01-01", "", []string{network.Analyst}},
		{"suspended", aurora, gintara, "2020-01-01", "", []string{network.Analyst, network.Representative}},
		{"left", valea, h.organisation(t, "VAL-RADIO"), "2022-03-01", "", []string{network.Representative}},
	} {
		h.exec(t, `INSERT INTO network_person (id, login, name, lang, about, fictional, version) VALUES (?, ?, ?, 'en', '{}', TRUE, 1)`, p.login, p.login, p.login)
		for _, role := range p.roles {
			h.exec(t, `INSERT INTO network_role (id, person_id, network_id, organisation_id, role, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				db.ID(), p.login, p.network, map[bool]any{false: p.org}[p.org == ""], role, p.from, p.to)
		}
	}
	h.tokens(t)
	h.links(t)
	h.as(t, "suspended") // who is signed in when it happens
	h.exec(t, `UPDATE network_person SET suspended_on = '2026-01-01' WHERE login = 'suspended'`)
	return h
}

// bearer sends a token with every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// outside is the client of somebody who does not sign in.
func (h *house) outside(login string, by http.RoundTripper) {
	jar, _ := cookiejar.New(nil)
	h.clients[login] = &http.Client{Jar: jar, Transport: by, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// tokens are those of the programs: one for everything that the analyst may,
// one for a single action of a member.
func (h *house) tokens(t *testing.T) {
	t.Helper()
	ctx := network.With(t.Context(), network.Operator)
	make := func(login, of string, one token.Token) {
		one.LastDay = now().UTC().AddDate(0, 0, 20).Format(time.DateOnly)
		secret, err := h.app.tokens.MakeFor(ctx, network.Operator, of, one)
		if err != nil {
			t.Fatal(err)
		}
		h.outside(login, bearer(secret))
	}
	make("program", "analyst", token.Token{Purpose: "program", Scope: h.whoIs(t, "analyst").Grantable()})
	make("peer", "representative", token.Token{Purpose: "peer", Scope: []string{"indicator.read-unreleased"}, Network: h.network(t, "AURORA"), Organisation: h.organisation(t, "AUR-JUTRZENA")})
}

// links are those of a calendar and of an application.
func (h *house) links(t *testing.T) {
	t.Helper()
	h.outside("link", nil)
	feed, err := h.app.letters.MakeFeed(t.Context(), h.whoIs(t, "analyst"), "")
	if err != nil {
		t.Fatal(err)
	}
	n, err := h.app.networks.Network(t.Context(), h.whoIs(t, "applicant"), "aurora")
	if err != nil {
		t.Fatal(err)
	}
	who := h.whoIs(t, "applicant")
	applied, key, err := h.app.accessions.Apply(network.With(t.Context(), who), who, n, accession.Applying{
		Application: accession.Application{Code: "AUR-EMPLOYERS", Kind: "employer_body", Name: "Employers of Aurora", NameLang: "en", Country: "LT", Reason: "To be heard", Lang: "en"},
		Contact:     accession.Contact{Name: "Applicant", Email: "applicant@employers.example", Lang: "en"},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.exec(t, `UPDATE accession SET person_id = 'applicant' WHERE id = ?`, applied.ID)
	h.secrets = []string{"<feed>", feed + ".ics", "<key>", key}
}

// secretly fills in the secrets of links: those who have no link try others.
func (h *house) secretly(login, path string) string {
	for i := 0; i < len(h.secrets); i += 2 {
		secret := "none"
		if login == "link" {
			secret = h.secrets[i+1]
		}
		path = strings.ReplaceAll(path, h.secrets[i], secret)
	}
	return path
}

// list is the answers to a question, one from each row.
func (h *house) list(t testing.TB, q string, args ...any) (all []string) {
	t.Helper()
	err := h.app.db.Read(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(s *string) []any { return []any{s} }, q, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return all
}

// secret tells whether an address holds the secret of a link.
func (h *house) secret(at string) bool {
	return slices.ContainsFunc(h.secrets, func(s string) bool { return !strings.HasPrefix(s, "<") && strings.Contains(at, s) })
}

// known are the principals who sign in.
func known() []string {
	return slices.DeleteFunc(slices.Clone(principals), func(login string) bool { return slices.Contains(withoutAccount, login) })
}
