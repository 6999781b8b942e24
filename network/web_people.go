package network

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

func (s *Service) termPage(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Charter(r.Context(), a.who, a.n)
	if err != nil {
		return nil, err
	}
	t, _ := all.At(r.URL.Query().Get("rule"), r.URL.Query().Get("from"))
	return a.termForm(t, nil, nil)
}

// termForm shows the fields of a rule as written, and what is stored where
// somebody else was faster.
func (a asked) termForm(t Term, stored ui.Pairs, err error) (web.Reply, error) {
	f := a.fields(err)
	page := form{Here: a.here, Title: a.words.T("network.term.title"), Lede: a.words.T("network.term.lede"), Action: a.here.Base + "/charter/add",
		Fields: []ui.Part{
			f.text("rule", "network.term.rule-code", t.Rule, "20"), f.text("value", "network.term.value", t.Value, "20"),
			f.text("from", "network.term.from", t.From, "10"), f.text("to", "network.term.to", t.To, "10"),
			f.text("source", "network.source", t.Source, ""), f.text("place", "network.term.where", t.Place, "10")},
		Submit: a.words.T("web.save"), Cancel: a.here.Base + "/about", Stored: stored}
	if t.Version > 0 {
		page.Version = strconv.FormatInt(t.Version, 10)
	}
	return page.view(a, err, ui.Link{Text: a.words.T("network.about.title", "name", a.name()), Href: a.here.Base + "/about"})
}

func (s *Service) putTerm(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	t := Term{Rule: trimmed(r, "rule"), Value: trimmed(r, "value"), From: trimmed(r, "from"), To: trimmed(r, "to"), Source: trimmed(r, "source"),
		Place: trimmed(r, "place"), Verified: true, Version: number(r, "version")}
	refused := s.PutTerm(r.Context(), a.who, a.n, t)
	if refused == nil {
		return web.Go{To: a.here.Base + "/about", Said: "network.said-saved"}, nil
	}
	all, err := s.Charter(r.Context(), a.who, a.n)
	if err != nil {
		return nil, err
	}
	var pairs ui.Pairs
	if stored, there := all.At(t.Rule, t.From); there && fault.Of(refused).Kind == fault.Conflict {
		pairs = ui.Pairs{{Name: ruleName(r.Words, stored.Rule), Value: ruleValue(r.Words, stored.Value)}, {Name: r.T("network.source"), Value: a.cite(stored.Source).Text}}
		t.Version = stored.Version
	}
	return a.termForm(t, pairs, refused)
}

type peoplePage struct {
	web.Here
	Name   string
	People []holderLine
	Link   string // a one-time link that has just been made
	Invite *form
	Empty  *ui.Empty
}

type holderLine struct {
	ID, Name, Role, Organisation, Lang, Href, Since string
	MayEnd                                          bool
}

func (s *Service) peoplePage(r *web.Request) (web.Reply, error) {
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	return s.people(r, a, Invitation{Person: Person{Lang: r.Words.Code()}, From: s.Today(a.n)}, "", nil)
}

// people shows who has which role, and for the secretariat the form by which
// to invite somebody.
func (s *Service) people(r *web.Request, a asked, written Invitation, link string, refused error) (web.Reply, error) {
	holders, err := s.People(r.Context(), a.who, a.n)
	if err != nil {
		return nil, err
	}
	all, err := s.Organisations(r.Context(), a.who)
	if err != nil {
		return nil, err
	}
	may := May(a.who, "network.change", Resource{Network: a.n.ID}).Allowed
	p := peoplePage{Here: a.here, Name: a.name(), Link: link, People: a.holders(holders, all, may)}
	if len(holders) == 0 {
		p.Empty = &ui.Empty{Title: r.T("network.people.none"), Text: r.T("network.people.none.text")}
	}
	if may {
		p.Invite = a.inviteForm(written, all, refused)
	}
	v := web.View{Page: "network/people", Title: r.T("network.people.title", "name", a.name()), Data: p, Section: "members", Dense: true, Crumbs: a.crumbs()}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v, nil
}

func (a asked) holders(holders []Holder, all []Organisation, mayEnd bool) (lines []holderLine) {
	for _, h := range holders {
		line := holderLine{ID: h.Role.ID, Name: h.Name, Role: a.words.T("network.role." + h.Role.Role), MayEnd: mayEnd, Since: "–"}
		if h.Role.From != "" {
			line.Since = a.words.Period(h.Role.From)
		}
		if i := slices.IndexFunc(all, func(o Organisation) bool { return o.ID == h.Role.Organisation }); i >= 0 {
			line.Organisation, line.Lang, line.Href = all[i].Named(a.words.Code()), all[i].Speaks(a.words.Code()), a.memberHref(all[i].Code)
		}
		lines = append(lines, line)
	}
	lang.Sort(a.words, lines, func(l holderLine) string { return l.Name })
	return lines
}

func (a asked) inviteForm(i Invitation, all []Organisation, err error) *form {
	f := a.fields(err)
	roles := slices.DeleteFunc(slices.Clone(Roles), func(r string) bool { return r == Administrator })
	of := ui.Select{Field: f.field("organisation", "network.people.for"), Options: []ui.Option{{Text: a.words.T("network.people.of-network")}}}
	for _, o := range all {
		of.Options = append(of.Options, ui.Option{Value: o.Code, Text: o.Named(a.words.Code()), Chosen: o.Code == i.Organisation})
	}
	lang.Sort(a.words, of.Options[1:], func(o ui.Option) string { return o.Text })
	return &form{Here: a.here, Title: a.words.T("network.people.invite"), Action: a.here.Base + "/people", Submit: a.words.T("network.people.submit"), Fields: []ui.Part{
		f.text("name", "network.person.full-name", i.Person.Name, "20"), f.text("login", "network.person.login-name", i.Person.Login, "20"),
		f.language("lang", "network.person.language", i.Person.Lang, readers), of,
		f.choose("role", "network.people.role", cmp.Or(i.Role, Representative), "network.role.", roles), f.text("from", "network.people.from", i.From, "10")}}
}

func (s *Service) invite(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	i := Invitation{Person: Person{Name: trimmed(r, "name"), Login: trimmed(r, "login"), Lang: r.PostFormValue("lang")},
		Organisation: r.PostFormValue("organisation"), Role: r.PostFormValue("role"), From: trimmed(r, "from")}
	link, err := s.Invite(r.Context(), a.who, a.n, i)
	switch {
	case err != nil && fault.Of(err).Kind == fault.Invalid:
		return s.people(r, a, i, "", err)
	case err != nil:
		return nil, err
	case link == "":
		return web.Go{To: a.here.Base + "/people", Said: "network.said-role"}, nil
	}
	return s.people(r, a, Invitation{Person: Person{Lang: r.Words.Code()}, From: s.Today(a.n)}, link, nil)
}

func (s *Service) endRole(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	if err := s.EndRole(r.Context(), a.who, a.n, r.PostFormValue("role")); err != nil {
		return nil, err
	}
	return web.Go{To: a.here.Base + "/people", Said: "network.said-saved"}, nil
}

type signInPage struct {
	web.Here
	Fields []ui.Part
	Next   string
	Groups []peopleGroup
}

// peopleGroup is the invented people of one network.
type peopleGroup struct {
	Network string
	People  []demoPerson
}

type demoPerson struct{ Login, Name, Roles, Does string }

func (s *Service) signInPage(r *web.Request) (web.Reply, error) {
	return s.signInForm(r, "", local(r.URL.Query().Get("next")), nil)
}

func (s *Service) signInForm(r *web.Request, login, next string, refused error) (web.Reply, error) {
	holders, err := s.DemoPeople(r.Context())
	if err != nil {
		return nil, err
	}
	all, err := s.Networks(r.Context(), From(r.Context()))
	if err != nil {
		return nil, err
	}
	a := asked{words: r.Words, here: r.Here()}
	f := a.fields(refused)
	p := signInPage{Here: a.here, Next: next, Groups: a.peopleGroups(holders, all), Fields: []ui.Part{
		ui.Input{Field: f.field("login", "network.person.login-name"), Value: login, Width: "20", Autocomplete: "username", NoSpell: true},
		ui.Input{Field: f.field("password", "network.password"), Type: "password", Width: "20", Autocomplete: "current-password"}}}
	v := web.View{Page: "network/sign_in", Title: r.T("network.sign-in.title"), Data: p}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v, nil
}

// peopleGroups puts the invented people under their networks, each person once
// with all roles.
func (a asked) peopleGroups(holders []Holder, all []Network) (groups []peopleGroup) {
	tongue := a.words.Code()
	whole := a.words.T("network.people.installation")
	at := map[string]int{}
	for i, h := range holders {
		name := whole
		if j := slices.IndexFunc(all, func(n Network) bool { return n.ID == h.Role.Network }); j >= 0 {
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
	secret, _, err := s.SignIn(r.Context(), Attempt{Login: trimmed(r, "login"), Password: r.PostFormValue("password"), Address: address(r)})
	if err != nil {
		if kind := fault.Of(err).Kind; kind != fault.Invalid && kind != fault.Forbidden {
			return nil, err
		}
		return s.signInForm(r, trimmed(r, "login"), next, err)
	}
	return s.welcome(r, secret, next), nil
}

func (s *Service) signInAs(r *web.Request) (web.Reply, error) {
	secret, _, err := s.SignInAs(r.Context(), r.PostFormValue("login"))
	if err != nil {
		return nil, err
	}
	return s.welcome(r, secret, local(r.PostFormValue("next"))), nil
}

// welcome leads to where somebody wanted to go, or to the front page.
func (s *Service) welcome(r *web.Request, secret, next string) web.Reply {
	return web.Go{To: cmp.Or(next, r.Here().Root+"/"), Cookie: s.cookie(secret)}
}

func (s *Service) signOut(r *web.Request) (web.Reply, error) {
	if cookie, err := r.Cookie(s.cookieName()); err == nil {
		if err := s.SignOut(r.Context(), cookie.Value); err != nil {
			return nil, err
		}
	}
	return web.Go{To: r.Here().Root + "/", Said: "network.said-signed-out", Cookie: s.cookie("")}, nil
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
	return form{Here: a.here, Title: r.T("network.link.title"), Lede: r.T("network.link.lede", "name", p.Name, "login", p.Login),
		Action: a.here.Root + "/sign-in/link?" + url.Values{"token": {token}}.Encode(), Submit: r.T("network.link.submit"), Fields: []ui.Part{
			ui.Input{Field: f.field("password", "network.password.new"), Type: "password", Width: "20", Autocomplete: "new-password"}}}.view(a, refused)
}

func (s *Service) setPassword(r *web.Request) (web.Reply, error) {
	token := r.URL.Query().Get("token")
	if err := s.SetPassword(r.Context(), token, r.PostFormValue("password")); err != nil {
		if fault.Of(err).Kind != fault.Invalid {
			return nil, err
		}
		return s.linkForm(r, token, err)
	}
	return web.Go{To: r.Here().Root + "/sign-in", Said: "network.said-password"}, nil
}
