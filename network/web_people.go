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
	page := Form{Here: a.here, Title: a.words.T("network.term.title"), Lede: a.words.T("network.term.lede"), Action: a.here.Base + "/charter/add",
		Fields: []ui.Part{
			f.text("rule", "network.term.rule-code", t.Rule, "20"), f.text("value", "network.term.value", t.Value, "20"),
			f.text("from", "network.term.from", t.From, "10"), f.text("to", "network.term.to", t.To, "10"),
			f.text("source", "network.source", t.Source, ""), f.text("place", "network.term.where", t.Place, "10")},
		Submit: a.words.T("web.save"), Cancel: a.here.Base + "/about", Stored: stored}
	if t.Version > 0 {
		page.Version = strconv.FormatInt(t.Version, 10)
	}
	return page.View(a.words, err, ui.Link{Text: a.words.T("network.about.title", "name", a.name()), Href: a.here.Base + "/about"})
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
	Invite *Form
	// Confirm leads to where the person shows again who they are, before roles
	// are changed.
	Confirm string
	Empty   *ui.Empty
}

type holderLine struct {
	ID, Name, Role, Organisation, Lang, Href, Since string
	MayEnd                                          bool
	Access                                          string // to the page of their ways in
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
	change := May(a.who, "network.change-roles", Resource{Network: a.n.ID})
	g := giving{organisations: all, network: change.Allowed, roles: a.who.Gives(a.n.ID, "", false)}
	if !change.Allowed {
		change = g.ownAlone(a)
	}
	may := change.Allowed && !change.Confirm
	p := peoplePage{Here: a.here, Name: a.name(), Link: link, People: a.holders(holders, all, func(r Role) bool { return may && a.who.gives(r, "") == nil })}
	if len(holders) == 0 {
		p.Empty = &ui.Empty{Title: r.T("network.people.none"), Text: r.T("network.people.none.text")}
	}
	if change.Allowed && change.Confirm {
		p.Confirm = ConfirmHref(a.here, a.here.Base+"/people")
	}
	if may {
		p.Invite = a.inviteForm(written, g, refused)
	}
	v := web.View{Page: "network/people", Title: r.T("network.people.title", "name", a.name()), Data: p, Section: "members", Dense: true, Crumbs: a.crumbs()}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v, nil
}

// giving is what somebody can give: which roles, for whom.
type giving struct {
	organisations []Organisation
	network       bool // for the network itself, too
	roles         []string
}

// ownAlone keeps what somebody gives for their own organisations.
func (g *giving) ownAlone(a asked) Decision {
	own, answer := a.who.staff(a.n.ID)
	g.organisations = slices.DeleteFunc(slices.Clone(g.organisations), func(o Organisation) bool { return !slices.Contains(own, o.ID) })
	for _, org := range own {
		g.roles = append(g.roles, a.who.Gives(a.n.ID, org, false)...)
	}
	g.roles = slices.DeleteFunc(slices.Clone(Roles), func(r string) bool { return !slices.Contains(g.roles, r) })
	return answer
}

func (a asked) holders(holders []Holder, all []Organisation, mayEnd func(Role) bool) (lines []holderLine) {
	for _, h := range holders {
		line := holderLine{ID: h.Role.ID, Name: h.Name, Role: a.words.T("network.role." + h.Role.Role), MayEnd: mayEnd(h.Role), Since: "–"}
		if h.Role.From != "" {
			line.Since = a.words.Period(h.Role.From)
		}
		if i := slices.IndexFunc(all, func(o Organisation) bool { return o.ID == h.Role.Organisation }); i >= 0 {
			line.Organisation, line.Lang, line.Href = all[i].Named(a.words.Code()), all[i].Speaks(a.words.Code()), a.memberHref(all[i].Code)
		}
		if May(a.who, "account.end-access", Resource{Network: a.n.ID}).Allowed {
			line.Access = a.here.Base + "/people/" + h.Person.ID + "/access"
		}
		lines = append(lines, line)
	}
	lang.Sort(a.words, lines, func(l holderLine) string { return l.Name })
	return lines
}

func (a asked) inviteForm(i Invitation, g giving, err error) *Form {
	f := a.fields(err)
	of := ui.Select{Field: f.Field("organisation", "network.people.for")}
	for _, o := range g.organisations {
		of.Options = append(of.Options, ui.Option{Value: o.Code, Text: o.Named(a.words.Code()), Chosen: o.Code == i.Organisation})
	}
	lang.Sort(a.words, of.Options, func(o ui.Option) string { return o.Text })
	if g.network {
		of.Options = append([]ui.Option{{Text: a.words.T("network.people.of-network")}}, of.Options...)
	}
	return &Form{Here: a.here, Title: a.words.T("network.people.invite"), Action: a.here.Base + "/people", Submit: a.words.T("network.people.submit"), Fields: []ui.Part{
		f.text("name", "network.person.full-name", i.Person.Name, "20"), f.text("login", "network.person.login-name", i.Person.Login, "20"),
		f.language("lang", "network.person.language", i.Person.Lang, readers), of,
		f.choose("role", "network.people.role", cmp.Or(i.Role, Representative), "network.role.", g.roles), f.text("from", "network.people.from", i.From, "10")}}
}

func (s *Service) invite(r *web.Request) (web.Reply, error) {
	a, err := s.ask(r)
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
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	if err := s.EndRole(r.Context(), a.who, a.n, r.PostFormValue("role")); err != nil {
		return nil, err
	}
	return web.Go{To: a.here.Base + "/people", Said: "network.said-saved"}, nil
}

// ConfirmHref is where somebody shows again who they are, to come back after.
func ConfirmHref(here web.Here, next string) string {
	at := here.Root + "/confirm"
	if next != "" {
		at += "?" + url.Values{"next": {next}}.Encode()
	}
	return at
}
