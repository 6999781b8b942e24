package account

import (
	"cmp"
	"net/url"
	"slices"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

type signInPage struct {
	web.Here
	Fields    []ui.Part
	Next      string
	Groups    []peopleGroup
	Passkey   *passkeyForm
	Providers []ui.Link
}

// peopleGroup is the invented people of one network.
type peopleGroup struct {
	Network string
	People  []demoPerson
}

type demoPerson struct{ Login, Name, Roles, Does string }

func (s *Service) signInPage(r *web.Request) (web.Reply, error) {
	next := local(r.URL.Query().Get("next"))
	if step := s.nextStep(r, network.From(r.Context()).Waits, next); step != "" {
		return web.Go{To: step}, nil
	}
	var refused error
	if why := r.URL.Query().Get("refused"); slices.Contains(refusals, why) {
		refused = fault.New(fault.Invalid, why, "provider", r.URL.Query().Get("provider"))
	}
	if refused != nil {
		return s.signInForm(r, "", next, refused)
	}
	return s.signInForm(r, "", next, nil)
}

func (s *Service) signInForm(r *web.Request, login, next string, refused error) (web.Reply, error) {
	holders, err := s.DemoPeople(r.Context())
	if err != nil {
		return nil, err
	}
	all, err := s.networks.Networks(r.Context(), network.From(r.Context()))
	if err != nil {
		return nil, err
	}
	a := asked{words: r.Words, here: r.Here()}
	f := a.fields(refused)
	links, err := s.providerLinks(r, url.Values{"next": {next}})
	if err != nil {
		return nil, err
	}
	p := signInPage{Here: a.here, Next: next, Providers: links, Passkey: s.passkeyForm(r, passkeyGet, a.here.Root+"/sign-in/passkey", next), Groups: a.peopleGroups(holders, all), Fields: []ui.Part{
		ui.Input{Field: f.Field("login", "network.person.login-name"), Value: login, Width: "20", Autocomplete: "username", NoSpell: true},
		ui.Input{Field: f.Field("password", "account.password"), Type: "password", Width: "20", Autocomplete: "current-password"}}}
	v := web.View{Page: "account/sign_in", Title: r.T("account.sign-in.title"), Data: p}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v, nil
}

// peopleGroups puts the invented people under their networks, each person once
// with all roles.
func (a asked) peopleGroups(holders []network.Holder, all []network.Network) (groups []peopleGroup) {
	tongue := a.words.Code()
	whole := a.words.T("network.people.installation")
	at := map[string]int{}
	for i, h := range holders {
		name := whole
		if j := slices.IndexFunc(all, func(n network.Network) bool { return n.ID == h.Role.Network }); j >= 0 {
			name = all[j].Name.In(tongue)
		}
		if _, there := at[name]; !there {
			at[name] = len(groups)
			groups = append(groups, peopleGroup{Network: name})
		}
		g := &groups[at[name]]
		role := a.words.T("network.role." + h.Role.Role)
		if i > 0 && holders[i-1].Person.ID == h.Person.ID && len(g.People) > 0 {
			g.People[len(g.People)-1].Roles += ", " + role
			continue
		}
		g.People = append(g.People, demoPerson{h.Login, h.Name, role, h.About.In(tongue)})
	}
	// Who runs the installation stands below those who use it.
	if i, there := at[whole]; there {
		groups = append(slices.Delete(slices.Clone(groups), i, i+1), groups[i])
	}
	return groups
}

func (s *Service) signIn(r *web.Request) (web.Reply, error) {
	next := local(r.PostFormValue("next"))
	secret, _, err := s.SignIn(r.Context(), Attempt{Login: trimmed(r, "login"), Password: r.PostFormValue("password"), Address: visitOf(r.Context()).Address})
	if err != nil {
		if kind := fault.Of(err).Kind; kind != fault.Invalid && kind != fault.Forbidden {
			return nil, err
		}
		return s.signInForm(r, trimmed(r, "login"), next, err)
	}
	return s.welcome(r, secret, next)
}

func (s *Service) signInAs(r *web.Request) (web.Reply, error) {
	secret, _, err := s.SignInAs(r.Context(), r.PostFormValue("login"))
	if err != nil {
		return nil, err
	}
	return s.welcome(r, secret, local(r.PostFormValue("next")))
}

// welcome leads to the step that is still to be done, to where somebody wanted
// to go, or to the front page.
func (s *Service) welcome(r *web.Request, secret, next string) (web.Reply, error) {
	who, err := s.Session(r.Context(), secret)
	first := "/"
	if s.First != nil {
		first = s.First(r.Context(), who)
	}
	return web.Go{To: cmp.Or(s.nextStep(r, who.Waits, next), next, r.Here().Root+first), Cookie: s.cookie(secret)}, err
}

// nextStep is where somebody is led whose session waits for something.
func (s *Service) nextStep(r *web.Request, waits, next string) string {
	step := map[string]string{network.WaitsForCode: "/sign-in/second", network.WaitsForFactor: "/sign-in/factor"}[waits]
	if step == "" {
		return ""
	}
	return withNext(r.Here().Root+step, next)
}

func withNext(at, next string) string {
	if next == "" {
		return at
	}
	return at + "?" + url.Values{"next": {next}}.Encode()
}

func (s *Service) signOut(r *web.Request) (web.Reply, error) {
	if cookie, err := r.Cookie(s.cookieName()); err == nil {
		if err := s.SignOut(r.Context(), cookie.Value); err != nil {
			return nil, err
		}
	}
	return web.Go{To: r.Here().Root + "/", Said: "account.said-signed-out", Cookie: s.cookie(""), Clear: true}, nil
}

func (s *Service) linkPage(r *web.Request) (web.Reply, error) {
	return s.linkForm(r, r.URL.Query().Get("token"), nil)
}

func (s *Service) linkForm(r *web.Request, token string, refused error) (web.Reply, error) {
	p, err := s.LinkFor(r.Context(), token)
	if err != nil {
		return nil, err
	}
	a := asked{words: r.Words, here: r.Here()}
	f := a.fields(refused)
	links, err := s.providerLinks(r, url.Values{"token": {token}})
	if err != nil {
		return nil, err
	}
	return network.Form{Here: a.here, Links: links, Title: r.T("account.link.title"), Lede: r.T("account.link.lede", "name", p.Name, "login", p.Login),
		Action: a.here.Root + "/sign-in/link?" + url.Values{"token": {token}}.Encode(), Submit: r.T("account.link.submit"), Fields: []ui.Part{
			ui.Input{Field: f.Field("password", "account.password.new"), Type: "password", Width: "20", Autocomplete: "new-password"}}}.View(a.words, refused)
}

func (s *Service) setPassword(r *web.Request) (web.Reply, error) {
	token := r.URL.Query().Get("token")
	if err := s.SetPassword(r.Context(), token, r.PostFormValue("password")); err != nil {
		if fault.Of(err).Kind != fault.Invalid {
			return nil, err
		}
		return s.linkForm(r, token, err)
	}
	return web.Go{To: r.Here().Root + "/sign-in", Said: "account.said-password-set"}, nil
}
