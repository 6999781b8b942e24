package home

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
	assets "pesnet/web"
)

// Frame is what stands around every page. It must be quick, and it must not
// fail: a page that says what went wrong needs it too.
func (s *Service) Frame(r *web.Request, v web.View) ui.Frame {
	p, err := s.place(r)
	if err != nil {
		p.n, p.Base = network.Network{}, p.Root
	}
	f := ui.Frame{
		Title: v.Title, Problems: v.Problems, Crumbs: v.Crumbs, Dense: v.Dense, Wide: v.Wide, Hide: v.Status >= 400,
		Assets:  ui.Assets{CSS: assets.CSS(), JS: assets.JS(), Icon: assets.Icon()},
		Brand:   ui.Brand{Name: "pesnet", Sub: r.T("home.sub"), Href: p.Base},
		Switch:  p.others(r),
		SignIn:  p.Root + "/sign-in",
		SignOut: p.Root + "/sign-out",
		Help:    p.Base + "/help",
		Month:   int(s.now().UTC().Month()),
		Foot:    p.foot(r),
		FootEnd: r.T("web.foot.end"),
	}
	for _, w := range lang.All.All() {
		f.Languages = append(f.Languages, ui.Language{Code: w.Code(), Name: w.Name(), Href: r.In(w.Code())})
	}
	if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, f.SignIn) {
		f.SignIn += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	if p.Base == p.Root {
		f.Brand.Href += "/"
	}
	if p.inNetwork() {
		f.Brand.Name, f.Brand.Sub = p.n.Code, p.sub(p.n, r.Words)
		f.Month = monthOf(s.networks.Today(p.n))
		f.Sections = p.sections(r, v.Section)
	}
	if v.Section == "overview" {
		f.Description = p.n.Purpose.In(p.Lang)
	}
	f.Demo = p.bar(r)
	f.Person = s.person(r, p)
	return f
}

// others is the way to the other networks of the installation.
func (p place) others(r *web.Request) ui.Switch {
	s := ui.Switch{Title: r.T("web.networks")}
	for _, n := range p.all {
		sub := p.sub(n, r.Words)
		if p.demo() && !n.Fictional {
			sub = r.T("web.demo.public")
		}
		s.Places = append(s.Places, ui.Place{Name: n.Code, Sub: sub, Href: p.Root + "/" + strings.ToLower(n.Code), Current: n.ID == p.n.ID})
	}
	return s
}

// bar says, in the demonstration, what is invented and what is not.
func (p place) bar(r *web.Request) *ui.Demo {
	if !p.demo() {
		return nil
	}
	d := &ui.Demo{Link: ui.Link{Text: r.T("web.tour"), Href: p.Base + "/help"}}
	switch {
	case !p.inNetwork():
		d.Text = r.T("home.demo.installation")
	case p.n.Fictional:
		d.Text = r.T("web.demo", "name", p.n.Code)
	default:
		d.Text = r.T("home.demo.public", "name", p.n.Code)
	}
	return d
}

// sections are the parts of a network: those of the public, or those of
// people who work here.
func (p place) sections(r *web.Request, current string) []ui.Link {
	order := []string{"overview", "compare", "members", "open-data"}
	if p.who.SignedIn() {
		order = []string{"desk", "meetings", "work", "compare", "data", "members"}
	}
	at := map[string]string{"overview": "", "data": "/imports"}
	links := make([]ui.Link, len(order))
	for i, name := range order {
		path, special := at[name]
		if !special {
			path = "/" + name
		}
		links[i] = ui.Link{Text: r.T("web.nav." + name), Href: p.Base + path, Current: name == current}
	}
	return links
}

// person is who is signed in, with the organisation acted for.
func (s *Service) person(r *web.Request, p place) *ui.Person {
	if !p.who.SignedIn() {
		return nil
	}
	person := &ui.Person{Name: p.who.Name, Href: p.Root + "/account"}
	ids := p.who.ActsFor(p.n.ID)
	if len(ids) != 1 {
		return person
	}
	if o, err := s.organisation(r.Context(), ids[0]); err == nil {
		person.Name = p.who.Name + ", " + shortly(o, p.Lang)
	}
	return person
}

// foot leads to what every page must lead to.
func (p place) foot(r *web.Request) []ui.Column {
	link := func(key, path string) ui.Link { return ui.Link{Text: r.T(key), Href: p.Base + path} }
	first := ui.Column{Title: r.T("web.networks")}
	if p.inNetwork() {
		first = ui.Column{Title: r.T("web.foot.this-network"), Links: []ui.Link{
			link("web.foot.about", "/about"), link("web.foot.members", "/members"), link("body.bodies", "/bodies"), link("accession.join", "/join"), link("web.nav.meetings", "/meetings"), link("web.search", "/search")}}
	} else {
		for _, n := range p.all {
			first.Links = append(first.Links, ui.Link{Text: n.Code, Href: p.Root + "/" + strings.ToLower(n.Code)})
		}
	}
	return []ui.Column{
		first,
		{Title: r.T("web.foot.rights"), Links: []ui.Link{link("web.foot.privacy", "/privacy"), link("web.foot.accessibility", "/accessibility"), link("web.foot.feedback", "/feedback")}},
		{Title: r.T("web.foot.open"), Links: []ui.Link{link("web.foot.api", "/open-data"), {Text: r.T("home.foot.openapi"), Href: "/api/openapi.json"}, link("web.help", "/help")}},
	}
}

// monthOf is the month of a day, 1 to 12.
func monthOf(day string) int {
	month, err := strconv.Atoi(day[len("2026-"):len("2026-11")])
	if err != nil {
		return int(time.January)
	}
	return month
}
