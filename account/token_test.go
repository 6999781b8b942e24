package account

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
)

// Tests rules account.token and account.token-end.
func TestATokenThatCannotBeTaken(t *testing.T) {
	grantable := []string{"indicator.import", "network.change"}
	good := Token{Purpose: "our own system", Scope: []string{"indicator.import"}, LastDay: "2027-11-21"}
	for _, test := range []struct {
		name   string
		change func(*Token)
		want   string
	}{
		{"as it should be", func(*Token) {}, ""},
		{"without a purpose", func(t *Token) { t.Purpose = " " }, "account.token.purpose"},
		{"for nothing", func(t *Token) { t.Scope = nil }, "account.token.scope"},
		{"for what the person may not do", func(t *Token) { t.Scope = append(t.Scope, "network.add") }, "account.token.action"},
		{"for more than a year", func(t *Token) { t.LastDay = "2027-11-22" }, "account.token.last-day"},
		{"to yesterday", func(t *Token) { t.LastDay = "2026-11-20" }, "account.token.last-day"},
		{"to some day", func(t *Token) { t.LastDay = "2027" }, "account.token.last-day"},
	} {
		one := good
		test.change(&one)
		if got := fault.ID(one.Check(grantable, "2026-11-21", longestToken)); got != test.want {
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

// insider is somebody with a role in AURORA, signed in.
func insider(t *testing.T, s *Service, role, org string) network.Who {
	t.Helper()
	newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: role, Organisation: org})
	_, who := come(t, s, jonas)
	return who
}

// by is who asks by a token, or the id of the refusal.
func by(t *testing.T, s *Service, token string) (network.Who, string) {
	t.Helper()
	ctx, err := s.ByToken(t.Context(), token)
	return network.From(ctx), fault.ID(err)
}

var importing = Token{Purpose: "our own system", Scope: []string{"indicator.import"}, LastDay: "2027-05-31"}

func TestAProgramAsksByAToken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{})
		who, n := insider(t, s, network.Analyst, "AUR-GINTARA"), s.must(t, "AURORA")
		org := who.ActsFor(n.ID)[0]
		secret, err := s.MakeToken(t.Context(), who, importing)
		if err != nil || !regexp.MustCompile(`^pn_[\w-]{43}$`).MatchString(secret) {
			t.Fatalf("%q, %v", secret, err)
		}
		got, refused := by(t, s, secret)
		if refused != "" || got.ID != who.ID || !network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: org}).Allowed {
			t.Fatalf("%+v, %s", got, refused)
		}
		for action, want := range map[string]string{"indicator.release": "network.may.token-scope", "network.act": "network.may.in-person", "account.make-token": "network.may.in-person"} {
			if d := network.May(got, action, network.Resource{Network: n.ID, Organisation: org}); d.Allowed || d.Reason != want {
				t.Errorf("%s: %+v, want %s", action, d, want)
			}
		}
		if _, err := s.MakeToken(t.Context(), got, importing); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a token makes another: %v", err)
		}
		for _, wrong := range []string{"", "pn_", secret + "x", secret[:len(secret)-1], hashToken(secret)} {
			if _, refused := by(t, s, wrong); refused != "account.token.refused" {
				t.Errorf("%q: %s", wrong, refused)
			}
		}
		all, actions, err := s.Tokens(t.Context(), who)
		if err != nil || len(all) != 1 || !strings.HasPrefix(secret, all[0].Hint) || !all[0].Used.Equal(c.Now()) || len(actions) == 0 {
			t.Errorf("%+v, %v, %v", all, actions, err)
		}
		wantInTheTable(t, s, secret)
		c.Set(time.Date(2027, 5, 31, 23, 59, 0, 0, time.UTC))
		if _, refused := by(t, s, secret); refused != "" {
			t.Errorf("on its last day: %s", refused)
		}
		c.Add(time.Minute)
		if _, refused := by(t, s, secret); refused != "account.token.refused" {
			t.Errorf("the day after: %s", refused)
		}
	})
}

// wantInTheTable sees that only the hash of a token is kept, and that it is
// recorded who made it.
func wantInTheTable(t *testing.T, s *Service, secret string) {
	t.Helper()
	err := s.db.Read(t.Context(), func(tx *db.Tx) error {
		kept, err := db.All(tx, func(text *string) []any { return []any{text} }, `SELECT hash || hint || purpose || scope FROM account_token UNION ALL SELECT detail FROM audit`)
		if strings.Contains(strings.Join(kept, " "), secret) {
			t.Error("the token itself is kept")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	wantRecorded(t, s, "account.make-token")
}

func TestATokenDiesWithWhatItRestsOn(t *testing.T) {
	admin := network.Who{Person: network.Person{ID: "a"}, Roles: []network.Role{{Role: network.Administrator}}}
	for name, end := range map[string]func(t *testing.T, s *Service, who network.Who, n network.Network) error{
		"ended by its person": func(t *testing.T, s *Service, who network.Who, _ network.Network) error {
			all, _, err := s.Tokens(t.Context(), who)
			if err != nil {
				return err
			}
			if err := s.EndToken(t.Context(), network.Who{Person: network.Person{ID: "eve"}}, all[0].ID); fault.ID(err) != "account.token.unknown" {
				t.Errorf("somebody else ends it: %v", err)
			}
			return s.EndToken(t.Context(), who, all[0].ID)
		},
		"ended by the administrator": func(t *testing.T, s *Service, who network.Who, _ network.Network) error {
			all, err := s.TokensOf(t.Context(), admin, jonas)
			if err != nil {
				return err
			}
			return s.EndTokenOf(t.Context(), admin, all[0].ID)
		},
		"ended by the secretariat": func(t *testing.T, s *Service, who network.Who, n network.Network) error {
			return s.EndAccess(t.Context(), secretary(n), n, who.ID)
		},
		"suspended": func(t *testing.T, s *Service, who network.Who, n network.Network) error {
			return s.Suspend(t.Context(), secretary(n), n, who.ID, "has left without notice")
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				s, _ := demoWorld(t, d, Options{})
				who := insider(t, s, network.Analyst, "AUR-GINTARA")
				secret, err := s.MakeToken(t.Context(), who, importing)
				if err == nil {
					err = end(t, s, who, s.must(t, "AURORA"))
				}
				if _, refused := by(t, s, secret); err != nil || refused != "account.token.refused" {
					t.Errorf("%q, %v", refused, err)
				}
			})
		})
	}
}

func TestATokenDoesWhatItsPersonMayToday(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d, Options{})
		ctx, n := t.Context(), s.must(t, "AURORA")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-FJORDLYS"})
		who := insider(t, s, network.Analyst, "AUR-GINTARA")
		own, err := s.networks.Organisation(ctx, who, "AUR-GINTARA")
		if err != nil {
			t.Fatal(err)
		}
		one := importing
		one.Network, one.Organisation = n.ID, own.ID
		secret, err := s.MakeToken(ctx, who, one)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := by(t, s, secret)
		for _, org := range who.ActsFor(n.ID) {
			if network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: org}).Allowed != (org == own.ID) {
				t.Errorf("a token for one organisation, asked for %s", org)
			}
		}
		one.Network, one.Organisation = s.must(t, "VALEA").ID, ""
		if _, err := s.MakeToken(ctx, who, one); fault.ID(err) != "account.token.action" {
			t.Errorf("in a network without a role: %v", err)
		}
		one.Network = "none"
		if _, err := s.MakeToken(ctx, who, one); fault.ID(err) != "network.unknown" {
			t.Errorf("in no network: %v", err)
		}
		for _, r := range who.Roles {
			if err := s.networks.EndRole(ctx, secretary(n), n, r.ID); err != nil {
				t.Fatal(err)
			}
		}
		if got, refused := by(t, s, secret); refused != "" || network.May(got, "indicator.import", network.Resource{Network: n.ID, Organisation: own.ID}).Allowed {
			t.Errorf("after the role: %+v, %s", got, refused)
		}
		if _, who = come(t, s, jonas); len(who.Roles) > 0 || network.May(who, "network.read-roles", network.Resource{Network: n.ID}).Allowed {
			t.Error("the session of somebody without a role is of use")
		}
	})
}

func TestAMakerConfirmsAndACharterLimits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{})
		ctx, n := t.Context(), s.must(t, "AURORA")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-GINTARA"})
		secret, who := come(t, s, jonas)
		if err := s.networks.PutTerm(ctx, secretary(n), n, network.Term{Rule: tokenRule, Value: "30", From: "2026-01-01", Source: "Board"}); err != nil {
			t.Fatal(err)
		}
		one := importing
		one.Network = n.ID
		if _, err := s.MakeToken(ctx, who, one); fault.ID(err) != "account.token.last-day" {
			t.Errorf("longer than the charter says: %v", err)
		}
		one.LastDay = "2026-12-21"
		if _, err := s.MakeToken(ctx, who, one); err != nil {
			t.Errorf("as long as the charter says: %v", err)
		}
		c.Add(10 * time.Minute)
		if _, err := s.MakeToken(ctx, in(t, s, secret), one); fault.ID(err) != "network.step-up" {
			t.Errorf("without showing again who it is: %v", err)
		}
	})
}

// programs serves the API of networks by whatever the service identifies.
func programs(t *testing.T, s *Service) http.Handler {
	t.Helper()
	door := &web.Site{Languages: lang.All, Who: s.Identify, Known: network.Known, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		May: func(ctx context.Context, policy, _ string) error {
			if err := network.Trouble(ctx); err != nil {
				return err
			}
			return network.Could(network.From(ctx), policy).Err()
		}}
	api := web.NewAPI(door, "test")
	s.networks.API(api)
	h, err := api.Handler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestATokenAtTheDoors(t *testing.T) {
	s, pages := site(t, Options{Demo: true})
	door := programs(t, s)
	ctx, n := t.Context(), s.must(t, "AURORA")
	cookie, _, err := s.SignInAs(ctx, "secretariat")
	if err != nil {
		t.Fatal(err)
	}
	who := in(t, s, cookie)
	secret, err := s.MakeToken(ctx, who, Token{Purpose: "our list of members", Scope: []string{"network.change"}, Network: n.ID, LastDay: "2027-01-31"})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := s.MakeToken(ctx, who, Token{Purpose: "to read the people", Scope: []string{"network.read-roles"}, LastDay: "2027-01-31"})
	if err != nil {
		t.Fatal(err)
	}
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
		{"a token of another", []string{"Authorization", "Bearer pn_nonsense"}, 401, "account.token.refused"},
		{"a token that is wrong, beside a good cookie", []string{"Authorization", "Bearer pn_nonsense", "Cookie", signed}, 401, "account.token.refused"},
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
		if w := send(pages, http.MethodGet, path, "Authorization", "Bearer "+secret); w.Code != http.StatusSeeOther {
			t.Errorf("the page %s opens to a token: %d", path, w.Code)
		}
	}
	wantNamed(t, s, secret)
}

// wantNamed sees that what was done by a token names it in the record.
func wantNamed(t *testing.T, s *Service, secret string) {
	t.Helper()
	err := s.db.Read(t.Context(), func(tx *db.Tx) error {
		made, err := tokenByHash(tx, hashToken(secret))
		if err != nil {
			return err
		}
		text, err := db.One(tx, func(text *string) []any { return []any{text} }, `SELECT detail FROM audit WHERE action = 'network.add-member'`)
		var detail struct{ By string }
		if wrong := json.Unmarshal([]byte(text), &detail); wrong != nil || detail.By != "token "+made.ID {
			t.Errorf("the record says %s, not %s", text, made.ID)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTokensOnPages(t *testing.T) {
	s, door := site(t, Options{Demo: true, URL: "http://localhost:8080"})
	b := &browser{t: t, door: door}
	b.as("analyst")
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/account/tokens", http.StatusOK)
	}
	wrong := b.ask(http.MethodPost, "/en/account/tokens", url.Values{"purpose": {"<b>"}, "last-day": {"soon"}})
	if body := wrong.Body.String(); wrong.Code != 422 || !strings.Contains(body, `href="#last-day"`) || !strings.Contains(body, "&lt;b&gt;") {
		t.Errorf("a form that cannot be taken: %d", wrong.Code)
	}
	made := b.ask(http.MethodPost, "/en/account/tokens", url.Values{"purpose": {"our own system"}, "scope": {"indicator.import"}, "last-day": {"2027-01-31"}})
	secret := regexp.MustCompile(`pn_[\w-]{43}`).FindString(made.Body.String())
	if made.Code != 200 || secret == "" {
		t.Fatalf("making one: %d %s", made.Code, lines(made))
	}
	list := b.get("/en/account/tokens").Body.String()
	no := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(list)
	if strings.Contains(list, secret) || no == nil || !strings.Contains(list, "our own system") {
		t.Fatalf("the list shows the token again, or not at all: %v", no)
	}
	b.leads("/en/account/tokens/end", url.Values{"token": {no[1]}}, "/en/account/tokens")
	if _, refused := by(t, s, secret); refused != "account.token.refused" {
		t.Errorf("after its end: %q", refused)
	}
}
