package network

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

type memberPage struct {
	web.Here
	Name, NameLang string
	Eye, Lede      string
	Unverified     bool
	Figures        template.HTML
	Facts          ui.Pairs
	Names          []nameIn
	Claims         []claimLine
	Elsewhere      []claimLine
	Disputed       bool
	Above, Below   []place
	People         []personLine
	NoPeople       string // why they are not shown
	Edit, AddClaim string
}

// nameIn is a name with the language it is in.
type nameIn struct{ Lang, Language, Name string }

// place is an organisation in the tree.
type place struct{ Name, Lang, Kind, Href string }

type personLine struct{ Name, Role string }

// claimLine is one claim as a page tells it.
type claimLine struct {
	When, Network, Href  string
	Kind, Role, Note     string
	Source               ui.Link
	Disputed, Unverified bool
	Over                 bool
	Edit                 string
}

// claim says a membership in words.
func (a asked) claim(c Membership) claimLine {
	line := claimLine{When: span(a.words, c.From, c.To), Kind: a.words.T("network.membership." + c.Kind), Note: c.Note.In(a.words.Code()),
		Source: a.cite(c.Source), Disputed: c.Disputed, Unverified: !c.Verified, Over: c.To != ""}
	if c.Role != "" {
		line.Role = a.words.T("network.member-role." + c.Role)
	}
	return line
}

func (s *Service) memberPage(r *web.Request) (web.Reply, error) {
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	o, err := s.Member(r.Context(), a.who, a.n, r.PathValue("org"))
	if err != nil {
		return nil, err
	}
	p := a.member(o)
	if s.MemberFigures != nil {
		if p.Figures, err = s.MemberFigures(r.Context(), r, a.n, o.Organisation); err != nil {
			return nil, err
		}
	}
	return web.View{Page: "network/member", Title: p.Name, Data: p, Section: "members", Dense: true, Crumbs: a.crumbs()}, nil
}

func (a asked) crumbs(more ...ui.Link) []ui.Link {
	return append([]ui.Link{{Text: a.words.T("network.members"), Href: a.here.Base + "/members"}}, more...)
}

func (a asked) member(o Profile) memberPage {
	tongue := a.words.Code()
	p := memberPage{Here: a.here, Name: o.Named(tongue), NameLang: o.Speaks(tongue), Unverified: !o.Verified,
		Eye: a.eye(o), Lede: a.lede(o.Organisation), Facts: a.organisationFacts(o.Organisation), Names: a.names(o.Organisation)}
	for _, c := range o.Claims {
		line := a.claim(c)
		p.Disputed = p.Disputed || c.Disputed
		if o.MayChange.Allowed {
			line.Edit = a.memberHref(o.Code) + "/claims/" + c.ID
		}
		p.Claims = append(p.Claims, line)
	}
	for _, e := range o.Elsewhere {
		line := a.claim(e.Membership)
		line.Network, line.Href = e.Network.Name.In(tongue), a.here.Root+"/"+strings.ToLower(e.Network.Code)+"/members/"+strings.ToLower(o.Code)
		p.Elsewhere = append(p.Elsewhere, line)
	}
	p.Above, p.Below = a.places(o.Above, false), a.places(o.Below, true)
	for _, h := range o.People {
		p.People = append(p.People, personLine{h.Name, a.words.T("network.role." + h.Role.Role)})
	}
	if !o.MayPeople.Allowed {
		p.NoPeople = a.words.T("network.people.hidden")
	}
	if o.MayChange.Allowed {
		p.Edit, p.AddClaim = a.memberHref(o.Code)+"/edit", a.here.Base+"/members/add?code="+o.Code
	}
	return p
}

// eye is the line above the name: the membership in this network.
func (a asked) eye(o Profile) string {
	if len(o.Claims) == 0 {
		return a.words.T("network.member.elsewhere", "network", a.name())
	}
	last := o.Claims[len(o.Claims)-1]
	if slices.ContainsFunc(o.Claims, func(c Membership) bool { return c.Disputed }) {
		return a.words.T("network.member.disputed")
	}
	return a.words.T("network.member.eye", "kind", a.words.T("network.membership."+last.Kind), "when", span(a.words, last.From, last.To))
}

// lede is the size of a service, and what it is known for.
func (a asked) lede(o Organisation) string {
	var said []string
	if o.Offices > 0 && o.Counsellors > 0 {
		said = append(said, a.words.T("network.member.size", "offices", a.words.T("network.offices", "count", o.Offices), "counsellors", a.words.T("network.counsellors", "count", o.Counsellors)))
	}
	if known := o.Known.In(a.words.Code()); known != "" {
		said = append(said, a.words.T("network.member.known", "what", known))
	}
	return strings.Join(said, " ")
}

func (a asked) organisationFacts(o Organisation) ui.Pairs {
	facts := ui.Pairs{{Name: a.words.T("network.organisation.what"), Value: a.words.T("network.organisation." + o.Kind)}, {Name: a.words.T("network.country"), Value: a.country(o)}}
	if o.Region != "" {
		facts = append(facts, ui.Pair{Name: a.words.T("network.region"), Value: code.Name(o.Region, a.words.Code())})
	}
	if o.Website != "" {
		_, shown, _ := strings.Cut(strings.TrimSuffix(o.Website, "/"), "://")
		facts = append(facts, ui.Pair{Name: a.words.T("network.website"), Value: shown, Href: o.Website})
	}
	return append(facts, ui.Pair{Name: a.words.T("network.code"), Value: o.Code})
}

// names lists the names that are not the title of the page.
func (a asked) names(o Organisation) (all []nameIn) {
	add := func(tongue, name string) {
		same := func(n nameIn) bool { return n.Name == name }
		if name != "" && name != o.Named(a.words.Code()) && !slices.ContainsFunc(all, same) {
			all = append(all, nameIn{tongue, code.Language(tongue).Name(a.words.Code()), name})
		}
	}
	add(o.NativeLang, o.NativeName)
	for _, tongue := range readers {
		add(tongue, o.Name[tongue])
	}
	return all
}

func (a asked) places(all []Organisation, sorted bool) (places []place) {
	tongue := a.words.Code()
	for _, o := range all {
		places = append(places, place{o.Named(tongue), o.Speaks(tongue), a.words.T("network.organisation." + o.Kind), a.memberHref(o.Code)})
	}
	if sorted {
		lang.Sort(a.words, places, func(p place) string { return p.Name })
	}
	return places
}

// claim is the fields of a membership.
func (f Fields) claim(c Membership) []ui.Part {
	return []ui.Part{
		f.choose("membership", "network.membership", cmp.Or(c.Kind, "member"), "network.membership.", MembershipKinds),
		f.text("from", "network.claim.from", c.From, "10"),
		f.text("to", "network.claim.to", c.To, "10"),
		f.text("source", "network.source", c.Source, ""),
	}
}

// disagree asks whether the sources differ, once a claim has been found that
// does.
func (f Fields) disagree() []ui.Part {
	if f.Errors["disagree"] == "" {
		return nil
	}
	return []ui.Part{ui.Checkboxes{Field: f.Field("disagree", "network.claim.disagree"), Small: true, Options: []ui.Option{{Value: "yes", Text: f.Words.T("network.claim.disagree.yes")}}}}
}

func claimOf(r *web.Request) Membership {
	return Membership{Kind: r.PostFormValue("membership"), From: trimmed(r, "from"), To: trimmed(r, "to"), Source: trimmed(r, "source"), Version: number(r, "version")}
}

func (s *Service) addPage(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	return a.addForm(NewMember{Organisation: Organisation{Code: r.URL.Query().Get("code"), NativeLang: a.words.Code()}}, nil)
}

// askToChange refuses before a form is shown that could not be sent.
func (s *Service) askToChange(r *web.Request) (asked, error) {
	a, err := s.ask(r)
	if err == nil {
		err = May(a.who, "network.change", Resource{Network: a.n.ID}).Err()
	}
	return a, err
}

func (a asked) addForm(m NewMember, err error) (web.Reply, error) {
	f, o := a.fields(err), m.Organisation
	parts := append(f.organisation(o, true), f.claim(m.Claim)...)
	return Form{Here: a.here, Title: a.words.T("network.add.title"), Lede: a.words.T("network.add.lede"), Action: a.here.Base + "/members/add",
		Fields: append(parts, f.disagree()...), Submit: a.words.T("network.add.submit"), Cancel: a.here.Base + "/members"}.View(a.words, err, a.crumbs()...)
}

// organisation is the fields of an organisation.
func (f Fields) organisation(o Organisation, withCode bool) (parts []ui.Part) {
	if withCode {
		parts = append(parts, f.text("code", "network.code", o.Code, "20"))
	}
	return append(parts,
		f.text("name", "network.organisation.native", o.NativeName, ""),
		f.language("lang", "network.organisation.native-lang", o.NativeLang, code.Languages()),
		f.choose("kind", "network.organisation.what", cmp.Or(o.Kind, Kinds[0]), "network.organisation.", Kinds),
		f.country("country", "network.country", o.Country),
		f.text("region", "network.region", o.Region, "10"),
		f.text("website", "network.website", o.Website, ""))
}

func organisationOf(r *web.Request) Organisation {
	return Organisation{Code: strings.ToUpper(trimmed(r, "code")), Kind: r.PostFormValue("kind"), Country: r.PostFormValue("country"), Region: strings.ToUpper(trimmed(r, "region")),
		NativeName: trimmed(r, "name"), NativeLang: r.PostFormValue("lang"), Website: trimmed(r, "website"), Version: number(r, "version")}
}

func (s *Service) add(r *web.Request) (web.Reply, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return nil, err
	}
	asked := NewMember{Organisation: organisationOf(r), Claim: claimOf(r), Disagree: r.PostFormValue("disagree") == "yes"}
	m, err := s.AddMember(r.Context(), a.who, a.n, asked)
	if err != nil {
		return a.addForm(asked, err)
	}
	return web.Go{To: a.memberHref(m.Code), Said: "network.said-added"}, nil
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	a, o, err := s.askMember(r)
	if err != nil {
		return nil, err
	}
	return s.editForm(r, a, o, o, nil)
}

// askMember reads the member whose page is asked for, for somebody who may
// change it.
func (s *Service) askMember(r *web.Request) (asked, Profile, error) {
	a, err := s.askToChange(r)
	if err != nil {
		return a, Profile{}, err
	}
	o, err := s.Member(r.Context(), a.who, a.n, r.PathValue("org"))
	return a, o, err
}

// editForm shows the fields as written, and beside them what is stored where
// somebody else was faster.
func (s *Service) editForm(r *web.Request, a asked, written, stored Profile, refused error) (web.Reply, error) {
	all, err := s.Organisations(r.Context(), a.who)
	if err != nil {
		return nil, err
	}
	f, name := a.fields(refused), stored.Named(a.words.Code())
	page := Form{Here: a.here, Title: a.words.T("network.edit.title", "name", name), Action: a.memberHref(stored.Code) + "/edit",
		Fields:  append(f.organisation(written.Organisation, false), f.parent(all, written.Organisation, stored.Organisation)),
		Version: strconv.FormatInt(stored.Version, 10), Submit: a.words.T("web.save"), Cancel: a.memberHref(stored.Code)}
	if refused != nil && fault.Of(refused).Kind == fault.Conflict {
		page.Stored = append(ui.Pairs{{Name: a.words.T("network.organisation.native"), Value: stored.NativeName}}, a.organisationFacts(stored.Organisation)...)
	}
	return page.View(a.words, refused, a.crumbs(ui.Link{Text: name, Href: a.memberHref(stored.Code)})...)
}

// parent offers what may stand above an organisation: others of its country.
func (f Fields) parent(all []Organisation, written, stored Organisation) ui.Part {
	up := ui.Select{Field: f.Field("parent", "network.organisation.parent"), Options: []ui.Option{{Text: f.Words.T("network.organisation.no-parent")}}}
	for _, o := range all {
		if o.ID != stored.ID && o.Country == stored.Country {
			up.Options = append(up.Options, ui.Option{Value: o.ID, Text: o.Named(f.Words.Code()), Chosen: o.ID == written.Parent})
		}
	}
	lang.Sort(f.Words, up.Options[1:], func(o ui.Option) string { return o.Text })
	return up
}

func (s *Service) edit(r *web.Request) (web.Reply, error) {
	a, stored, err := s.askMember(r)
	if err != nil {
		return nil, err
	}
	o := organisationOf(r)
	o.Code, o.Name, o.ShortName, o.Parent = stored.Code, stored.Name, stored.ShortName, r.PostFormValue("parent")
	if err := s.ChangeOrganisation(r.Context(), a.who, a.n, o); err != nil {
		if _, now, failed := s.askMember(r); failed == nil {
			stored = now // whoever was faster may have saved after the first look
		}
		return s.editForm(r, a, Profile{Organisation: o}, stored, err)
	}
	return web.Go{To: a.memberHref(o.Code), Said: "network.said-saved"}, nil
}

func (s *Service) claimPage(r *web.Request) (web.Reply, error) {
	a, o, err := s.askMember(r)
	if err != nil {
		return nil, err
	}
	c, err := claimIn(o, r.PathValue("claim"))
	if err != nil {
		return nil, err
	}
	return a.claimForm(o, c, c, nil)
}

func claimIn(o Profile, id string) (Membership, error) {
	i := slices.IndexFunc(o.Claims, func(c Membership) bool { return c.ID == id })
	if i < 0 {
		return Membership{}, fault.New(fault.Missing, "network.claim.unknown")
	}
	return o.Claims[i], nil
}

func (a asked) claimForm(o Profile, written, stored Membership, err error) (web.Reply, error) {
	f, name := a.fields(err), o.Named(a.words.Code())
	page := Form{Here: a.here, Title: a.words.T("network.claim.title", "name", name), Lede: a.words.T("network.claim.lede"), Action: a.memberHref(o.Code) + "/claims/" + stored.ID,
		Fields: append(f.claim(written), f.disagree()...), Version: strconv.FormatInt(stored.Version, 10), Submit: a.words.T("web.save"), Cancel: a.memberHref(o.Code)}
	if fault.ID(err) == "network.changed-meanwhile" {
		line := a.claim(stored)
		page.Stored = ui.Pairs{{Name: line.Kind, Value: line.When}, {Name: a.words.T("network.source"), Value: line.Source.Text}}
	}
	return page.View(a.words, err, a.crumbs(ui.Link{Text: name, Href: a.memberHref(o.Code)})...)
}

func (s *Service) changeClaim(r *web.Request) (web.Reply, error) {
	a, o, err := s.askMember(r)
	if err != nil {
		return nil, err
	}
	stored, err := claimIn(o, r.PathValue("claim"))
	if err != nil {
		return nil, err
	}
	c := claimOf(r)
	c.ID, c.Role, c.Note = stored.ID, stored.Role, stored.Note
	if err := s.ChangeClaim(r.Context(), a.who, a.n, c, r.PostFormValue("disagree") == "yes"); err != nil {
		if _, now, failed := s.askMember(r); failed == nil {
			if fresh, gone := claimIn(now, c.ID); gone == nil {
				stored = fresh // whoever was faster may have saved after the first look
			}
		}
		return a.claimForm(o, c, stored, err)
	}
	return web.Go{To: a.memberHref(o.Code), Said: "network.said-saved"}, nil
}
