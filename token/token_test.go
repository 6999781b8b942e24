package token

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/audit"
	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
)

// demo is the tokens beside the accounts, with the hooks between them.
type demo struct {
	*Service
	*networktest.World
}

func open(w *networktest.World) *demo {
	accounts := account.New(w.DB, w.Clock.Now, w.Networks, account.Options{Demo: true, URL: "http://localhost:8080"})
	d := &demo{New(w.DB, w.Clock.Now, w.Networks, accounts), w}
	accounts.Bearer, accounts.TokensHeld, accounts.EndTokens = d.Bearer, d.Held, d.EndAll
	return d
}

var each = networktest.Each(open)

// Tests rules token.terms and token.end.
func TestATokenThatCannotBeTaken(t *testing.T) {
	grantable := []string{"indicator.import", "network.change"}
	good := Token{Purpose: "our own system", Scope: []string{"indicator.import"}, LastDay: "2027-11-21"}
	for _, test := range []struct {
		name   string
		change func(*Token)
		want   string
	}{
		{"as it should be", func(*Token) {}, ""},
		{"without a purpose", func(t *Token) { t.Purpose = " " }, "token.purpose"},
		{"for nothing", func(t *Token) { t.Scope = nil }, "token.scope"},
		{"for what the person may not do", func(t *Token) { t.Scope = append(t.Scope, "network.add") }, "token.action"},
		{"for more than a year", func(t *Token) { t.LastDay = "2027-11-22" }, "token.last-day"},
		{"to yesterday", func(t *Token) { t.LastDay = "2026-11-20" }, "token.last-day"},
		{"to some day", func(t *Token) { t.LastDay = "2027" }, "token.last-day"},
	} {
		one := good
		test.change(&one)
		if got := fault.ID(one.Check(grantable, "2026-11-21", longest)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if !good.alive("2027-11-21") || good.alive("2027-11-22") {
		t.Error("a token holds to the end of its last day")
	}
	if good.Ended = time.Unix(0, 0); good.alive("2026-11-21") {
		t.Error("a token that was ended holds")
	}
}

// by is who asks by a token, or the id of the refusal.
func (d *demo) by(secret string) (network.Who, string) {
	ctx, err := d.Bearer(d.Context(), secret)
	return network.From(ctx), fault.ID(err)
}

var importing = Token{Purpose: "our own system", Scope: []string{"indicator.import"}, LastDay: "2027-05-31"}

func TestAProgramAsksByAToken(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		who, n := d.As("analyst"), d.Aurora
		org := who.ActsFor(n.ID)[0]
		secret, err := d.Make(t.Context(), who, importing)
		if err != nil || !regexp.MustCompile(`^pn_[\w-]{43}$`).MatchString(secret) {
			t.Fatalf("%q, %v", secret, err)
		}
		got, refused := d.by(secret)
		if refused != "" || got.ID != who.ID || !network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: org}).Allowed {
			t.Fatalf("%+v, %s", got, refused)
		}
		for action, want := range map[string]string{"indicator.release": "network.may.token-scope", "network.act": "network.may.in-person", "account.make-token": "network.may.in-person"} {
			if m := network.May(got, action, network.Resource{Network: n.ID, Organisation: org}); m.Allowed || m.Reason != want {
				t.Errorf("%s: %+v, want %s", action, m, want)
			}
		}
		if _, err := d.Make(t.Context(), got, importing); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a token makes another: %v", err)
		}
		for _, wrong := range []string{"", "pn_", secret + "x", secret[:len(secret)-1], hashed(secret)} {
			if _, refused := d.by(wrong); refused != "token.refused" {
				t.Errorf("%q: %s", wrong, refused)
			}
		}
		all, actions, err := d.Tokens(t.Context(), who)
		if err != nil || len(all) != 1 || !strings.HasPrefix(secret, all[0].Hint) || !all[0].Used.Equal(d.Clock.Now()) || len(actions) == 0 {
			t.Errorf("%+v, %v, %v", all, actions, err)
		}
		d.wantInTheTable(secret)
		d.Clock.Set(time.Date(2027, 5, 31, 23, 59, 0, 0, time.UTC))
		if _, refused := d.by(secret); refused != "" {
			t.Errorf("on its last day: %s", refused)
		}
		d.Clock.Add(time.Minute)
		if _, refused := d.by(secret); refused != "token.refused" {
			t.Errorf("the day after: %s", refused)
		}
	})
}

// wantInTheTable sees that only the hash of a token is kept, and that it is
// recorded who made it.
func (d *demo) wantInTheTable(secret string) {
	d.Helper()
	d.Reading(func(tx *db.Tx) error {
		kept, err := db.All(tx, func(text *string) []any { return []any{text} }, `SELECT hash || hint || purpose || scope FROM token UNION ALL SELECT action || detail FROM audit`)
		if all := strings.Join(kept, " "); strings.Contains(all, secret) || !strings.Contains(all, "account.make-token") {
			d.Error("the token itself is kept, or it is not recorded that it was made")
		}
		if err == nil {
			_, err = audit.Verify(tx)
		}
		return err
	})
}

func TestATokenDiesWithWhatItRestsOn(t *testing.T) {
	for name, end := range map[string]func(d *demo, who, chief network.Who) error{
		"ended by its person": func(d *demo, who, _ network.Who) error {
			all, _, err := d.Tokens(d.Context(), who)
			d.Must(err)
			d.Want(d.End(d.Context(), network.Who{Person: network.Person{ID: "eve"}}, all[0].ID), "token.unknown")
			return d.End(d.Context(), who, all[0].ID)
		},
		"ended by the administrator": func(d *demo, _, _ network.Who) error {
			all, err := d.TokensOf(d.Context(), d.As("administrator"), "analyst")
			d.Must(err)
			return d.EndOf(d.Context(), d.As("administrator"), all[0].ID)
		},
		"ended by the secretariat": func(d *demo, who, chief network.Who) error {
			a, err := d.accounts.Access(d.Context(), chief, d.Aurora, who.ID)
			if err != nil || len(a.Tokens) != 1 || a.Tokens[0] != importing.Purpose {
				d.Errorf("the secretariat sees %+v, %v", a, err)
			}
			return d.accounts.EndAccess(d.Context(), chief, d.Aurora, who.ID)
		},
		"suspended": func(d *demo, who, chief network.Who) error {
			return d.accounts.Suspend(d.Context(), chief, d.Aurora, who.ID, "has left without notice")
		},
		"forgotten": func(d *demo, who, _ network.Who) error {
			return d.DB.Write(d.Context(), func(tx *db.Tx) error { return Forget(tx, who.ID, d.Clock.Now()) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, d *demo) {
				who := d.As("analyst")
				secret, err := d.Make(t.Context(), who, importing)
				d.Must(err)
				d.Must(end(d, who, d.As("secretariat")))
				if _, refused := d.by(secret); refused != "token.refused" {
					t.Errorf("%q", refused)
				}
			})
		})
	}
}

func TestATokenDoesWhatItsPersonMayToday(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, n, chief := t.Context(), d.Aurora, d.As("secretariat")
		_, err := d.Networks.Invite(ctx, chief, n, network.Invitation{Person: network.Person{Login: "analyst", Name: "Rūta", Lang: "lt"}, Role: network.Analyst, Organisation: "AUR-FJORDLYS", From: d.Clock.Today()})
		d.Must(err)
		who, own := d.As("analyst"), d.Organisation("AUR-GINTARA")
		one := importing
		one.Network, one.Organisation = n.ID, own
		secret, err := d.Make(ctx, who, one)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := d.by(secret)
		for _, org := range who.ActsFor(n.ID) {
			if network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: org}).Allowed != (org == own) {
				t.Errorf("a token for one organisation, asked for %s", org)
			}
		}
		one.Network, one.Organisation = d.Valea.ID, ""
		if _, err := d.Make(ctx, who, one); fault.ID(err) != "token.action" {
			t.Errorf("in a network without a role: %v", err)
		}
		one.Network = "none"
		if _, err := d.Make(ctx, who, one); fault.ID(err) != "network.unknown" {
			t.Errorf("in no network: %v", err)
		}
		for _, r := range who.Roles {
			if err := d.Networks.EndRole(ctx, chief, n, r.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got, refused := d.by(secret); refused != "" || network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: own}).Allowed {
			t.Errorf("after the role: %+v, %s", got, refused)
		}
	})
}

func TestAMakerConfirmsAndACharterLimits(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, n, who := t.Context(), d.Aurora, d.As("analyst")
		if err := d.Networks.PutTerm(ctx, d.As("secretariat"), n, network.Term{Rule: daysRule, Value: "30", From: "2026-01-01", Source: "Board"}); err != nil {
			t.Fatal(err)
		}
		one := importing
		one.Network = n.ID
		if _, err := d.Make(ctx, who, one); fault.ID(err) != "token.last-day" {
			t.Errorf("longer than the charter says: %v", err)
		}
		one.LastDay = "2026-12-21"
		if _, err := d.Make(ctx, who, one); err != nil {
			t.Errorf("as long as the charter says: %v", err)
		}
		who.Stale = true
		if _, err := d.Make(ctx, who, one); fault.ID(err) != "network.step-up" {
			t.Errorf("without showing again who it is: %v", err)
		}
	})
}

// doors are the pages and the API of networks, accounts and tokens, by whatever
// the accounts identify.
func (d *demo) doors() http.Handler {
	d.Helper()
	templates, err := ui.Load(d.Networks.Pages(), d.accounts.Pages(), d.Pages())
	d.Must(err)
	site := &web.Site{Languages: lang.All, Who: d.accounts.Identify, Known: network.Known, May: d.Networks.Door,
		Frame: func(_ *web.Request, v web.View) ui.Frame { return ui.Frame{Title: v.Title, Problems: v.Problems} },
		Pages: templates, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(d.Output(), nil))}
	people, err := site.Handler(append(append(d.Networks.Routes(), d.accounts.Routes()...), d.Routes()...))
	d.Must(err)
	api := web.NewAPI(site, "test")
	d.Networks.API(api)
	programs, err := api.Handler()
	d.Must(err)
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	return mux
}

func TestATokenAtTheDoors(t *testing.T) {
	d := open(networktest.Open(t))
	door, ctx, n, who := d.doors(), t.Context(), d.Aurora, d.As("secretariat")
	cookie, _, err := d.accounts.SignInAs(ctx, "secretariat")
	d.Must(err)
	secret, err := d.Make(ctx, who, Token{Purpose: "our list of members", Scope: []string{"network.change"}, Network: n.ID, LastDay: "2027-01-31"})
	d.Must(err)
	reader, err := d.Make(ctx, who, Token{Purpose: "to read the people", Scope: []string{"network.read-roles"}, LastDay: "2027-01-31"})
	d.Must(err)
	send := func(h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(`{"code":"LT-UZT","kind":"observer","from":"2026","source":"Minutes"}`))
		r.Header.Set("Content-Type", "application/json")
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	const add = "/api/v1/networks/AURORA/memberships"
	signed := "pesnet=" + cookie
	for _, test := range []struct {
		name   string
		header []string
		want   int
		says   string
	}{
		{"nobody", nil, 401, "network.may.sign-in"},
		{"a token of another", []string{"Authorization", "Bearer pn_nonsense"}, 401, "token.refused"},
		{"a token that is wrong, beside a good cookie", []string{"Authorization", "Bearer pn_nonsense", "Cookie", signed}, 401, "token.refused"},
		{"a token for something else", []string{"Authorization", "Bearer " + reader}, 403, "network.may.token-scope"},
		{"a token for something else, beside a good cookie", []string{"Authorization", "Bearer " + reader, "Cookie", signed}, 403, "network.may.token-scope"},
		{"a cookie that another site sends along", []string{"Cookie", signed, "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"the token, without any cookie", []string{"Authorization", "Bearer " + secret}, 200, `"network":"AURORA"`},
	} {
		w := send(door, http.MethodPost, add, test.header...)
		if w.Code != test.want || !strings.Contains(w.Body.String(), test.says) {
			t.Errorf("%s: %d %s, want %d with %s", test.name, w.Code, w.Body, test.want, test.says)
		}
		if w.Code == 401 && w.Header().Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: it is not said by what to come", test.name)
		}
	}
	if w := send(door, http.MethodPost, "/api/v1/networks/VALEA/memberships", "Authorization", "Bearer "+secret); w.Code != 403 {
		t.Errorf("in another network: %d %s", w.Code, w.Body)
	}
	if w := send(door, http.MethodGet, "/api/v1/networks", "Authorization", "bearer "+reader); w.Code != 200 {
		t.Errorf("what is open to all: %d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/en/account", "/en/aurora/members/add"} {
		if w := send(door, http.MethodGet, path, "Authorization", "Bearer "+secret); w.Code != http.StatusSeeOther {
			t.Errorf("the page %s opens to a token: %d", path, w.Code)
		}
	}
	d.wantNamed(secret)
}

// wantNamed sees that what was done by a token names it in the record.
func (d *demo) wantNamed(secret string) {
	d.Helper()
	d.Reading(func(tx *db.Tx) error {
		made, err := tokenByHash(tx, hashed(secret))
		if err != nil {
			return err
		}
		text, err := db.One(tx, func(text *string) []any { return []any{text} }, `SELECT detail FROM audit WHERE action = 'network.add-member'`)
		var detail struct{ By string }
		if wrong := json.Unmarshal([]byte(text), &detail); wrong != nil || detail.By != "token "+made.ID {
			d.Errorf("the record says %s, not %s", text, made.ID)
		}
		return err
	})
}

func TestTokensOnPages(t *testing.T) {
	d := open(networktest.Open(t))
	cookie, _, err := d.accounts.SignInAs(t.Context(), "analyst")
	d.Must(err)
	door := d.doors()
	ask := func(method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", "pesnet="+cookie)
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		return w
	}
	for _, code := range lang.All.Codes() {
		if w := ask(http.MethodGet, "/"+code+"/account/tokens", nil); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "⟦") {
			t.Errorf("%s: %d, or words are missing", code, w.Code)
		}
	}
	wrong := ask(http.MethodPost, "/en/account/tokens", url.Values{"purpose": {"<b>"}, "last-day": {"soon"}})
	if body := wrong.Body.String(); wrong.Code != 422 || !strings.Contains(body, `href="#last-day"`) || !strings.Contains(body, "&lt;b&gt;") {
		t.Errorf("a form that cannot be taken: %d", wrong.Code)
	}
	made := ask(http.MethodPost, "/en/account/tokens", url.Values{"purpose": {"our own system"}, "scope": {"indicator.import"}, "last-day": {"2027-01-31"}})
	secret := regexp.MustCompile(`pn_[\w-]{43}`).FindString(made.Body.String())
	if made.Code != 200 || secret == "" {
		t.Fatalf("making one: %d %s", made.Code, made.Body)
	}
	list := ask(http.MethodGet, "/en/account/tokens", nil).Body.String()
	no := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(list)
	if strings.Contains(list, secret) || no == nil || !strings.Contains(list, "our own system") {
		t.Fatalf("the list shows the token again, or not at all: %v", no)
	}
	if w := ask(http.MethodPost, "/en/account/tokens/end", url.Values{"token": {no[1]}}); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/en/account/tokens") {
		t.Errorf("its end leads by %d to %q", w.Code, w.Header().Get("Location"))
	}
	if _, refused := d.by(secret); refused != "token.refused" {
		t.Errorf("after its end: %q", refused)
	}
}

func TestCommandsOnTokens(t *testing.T) {
	d := open(networktest.Open(t))
	var b strings.Builder
	out := &cli.Out{Stdout: &b, Stderr: io.Discard, Words: lang.All.In("lt")}
	run := func(err error) string {
		t.Helper()
		d.Must(err)
		text := b.String()
		b.Reset()
		return text
	}
	made := makeCommand{Login: "analyst", Purpose: "Duomenys", Action: []string{"indicator.import"}, Network: "AURORA", Org: "AUR-GINTARA"}
	secret := regexp.MustCompile(`pn_[\w-]{43}`).FindString(run(made.Run(t.Context(), d.Service, out)))
	if _, refused := d.by(secret); refused != "" {
		t.Errorf("the token that was printed: %s", refused)
	}
	made.Action = []string{"network.change"}
	d.Want(made.Run(t.Context(), d.Service, out), "token.action")
	list := run(listCommand{Login: "analyst"}.Run(t.Context(), d.Service, out))
	if no, _, found := strings.Cut(list, " "); !found || !strings.Contains(list, "Duomenys") || strings.Contains(list, secret) {
		t.Errorf("the list is %q", list)
	} else {
		run(endCommand{ID: no}.Run(t.Context(), d.Service, out))
	}
	if _, refused := d.by(secret); refused != "token.refused" {
		t.Errorf("after its end: %q", refused)
	}
}

// Those who end go by the schedules, with their tokens.
func TestTokensGoByTheSchedules(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		secret, err := d.Make(t.Context(), d.As("analyst"), importing)
		d.Must(err)
		swept := func(before string, want int64) {
			t.Helper()
			at, err := time.Parse(time.DateOnly, before)
			d.Must(err)
			d.Writing(func(tx *db.Tx) error {
				n, err := SweepSessions(tx, at)
				if n != want {
					t.Errorf("before %s: %d go, want %d", before, n, want)
				}
				return err
			})
		}
		swept(importing.LastDay, 0)
		swept("2027-06-01", 1)
		if _, refused := d.by(secret); refused != "token.refused" {
			t.Errorf("%q", refused)
		}
		who := d.As("analyst")
		_, err = d.Make(t.Context(), who, importing)
		d.Must(err)
		d.Reading(func(tx *db.Tx) error {
			kept, err := Kept(tx, who.ID)
			if text, _ := json.Marshal(kept); err != nil || !strings.Contains(string(text), importing.Purpose) {
				t.Errorf("kept is %s, %v", text, err)
			}
			return err
		})
	})
}
