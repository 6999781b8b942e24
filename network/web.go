package network

import (
	"context"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

//go:embed page/*.html
var pages embed.FS

// Pages is the templates of the area: the page "network/members" is
// page/members.html.
func (*Service) Pages() ui.Folder {
	files, err := fs.Sub(pages, "page")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return ui.Folder{Name: "network", Files: files}
}

// Figures shows the figures of a member on its page.
type Figures func(ctx context.Context, r *web.Request, n Network, o Organisation) (template.HTML, error)

// Routes is the table of routes of the area. It is open to all: the service
// asks.
func (s *Service) Routes() []web.Route {
	get, post := http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/about", Policy: "network.read", Do: s.aboutPage},
		{Method: get, Pattern: "/{network}/members", Policy: "network.read", Do: s.membersPage},
		{Method: get, Pattern: "/{network}/members.csv", Policy: "network.read", Do: s.membersCSV},
		{Method: get, Pattern: "/{network}/members.xlsx", Policy: "network.read", Do: s.membersXLSX},
		{Method: get, Pattern: "/{network}/members/{org}", Policy: "network.read", Do: s.memberPage},
		{Method: get, Pattern: "/{network}/members/add", Policy: "network.change", Do: s.addPage},
		{Method: post, Pattern: "/{network}/members/add", Policy: "network.change", Do: s.add},
		{Method: get, Pattern: "/{network}/members/{org}/edit", Policy: "network.change", Do: s.editPage},
		{Method: post, Pattern: "/{network}/members/{org}/edit", Policy: "network.change", Do: s.edit},
		{Method: get, Pattern: "/{network}/members/{org}/claims/{claim}", Policy: "network.change", Do: s.claimPage},
		{Method: post, Pattern: "/{network}/members/{org}/claims/{claim}", Policy: "network.change", Do: s.changeClaim},
		{Method: get, Pattern: "/{network}/charter/add", Policy: "network.change", Do: s.termPage},
		{Method: post, Pattern: "/{network}/charter/add", Policy: "network.change", Do: s.putTerm},
		{Method: get, Pattern: "/{network}/people", Policy: "network.read-roles", Do: s.peoplePage},
		{Method: post, Pattern: "/{network}/people", Policy: "network.change-roles", Do: s.invite},
		{Method: post, Pattern: "/{network}/people/end", Policy: "network.change-roles", Do: s.endRole},
	}
}

// asked is what every page of a network needs.
type asked struct {
	who     Who
	n       Network
	sources Sources
	words   *lang.Words
	here    web.Here
}

func (s *Service) ask(r *web.Request) (a asked, err error) {
	a = asked{who: From(r.Context()), words: r.Words, here: r.Here()}
	if a.n, err = s.Network(r.Context(), a.who, r.PathValue("network")); err != nil {
		return a, err
	}
	a.sources, err = s.Sources(r.Context(), a.who)
	return a, err
}

// name is what the network is called in the reader's language.
func (a asked) name() string { return a.n.Name.In(a.words.Code()) }

// cite names a source with the address where it can be read.
func (a asked) cite(source string) ui.Link {
	known := a.sources[source]
	return ui.Link{Text: a.sources.Cite(source, a.words.Code()), Href: known.URL}
}

// span says from when to when something holds.
func span(w *lang.Words, from, to string) string {
	switch {
	case from == "" && to == "":
		return w.T("network.undated")
	case from == "":
		return w.T("network.until", "to", w.Period(to))
	case to == "":
		return w.T("network.since", "from", w.Period(from))
	}
	return w.T("network.from-to", "from", w.Period(from), "to", w.Period(to))
}

// dateChoice is the form by which a page is asked for as it was on a day.
type dateChoice struct {
	Action string
	On     string // as written
	Text   string // as read
	Today  string // address of the page today; empty where it is that
	Error  string
}

// chosen reads the day that a page is asked for. What is no day is said beside
// the field, and today is shown.
func (s *Service) chosen(r *web.Request, n Network) dateChoice {
	d := dateChoice{Action: r.URL.EscapedPath(), On: strings.TrimSpace(r.URL.Query().Get("on"))}
	today := s.Today(n)
	if d.On != "" && !Day(d.On) {
		d.Error = r.T("network.day")
	}
	if d.On == "" || d.Error != "" {
		d.On = today
	}
	if d.On != today {
		d.Today = web.Query(r.URL, "on")
	}
	d.Text = r.Words.Period(d.On)
	return d
}

type aboutPage struct {
	web.Here
	Name, Purpose, About string
	Facts                ui.Pairs
	Date                 dateChoice
	Charter              ui.Table
	Empty                *ui.Empty
	Differ               []disputed
	Add                  string
}

// disputed is an organisation about which sources disagree.
type disputed struct {
	Name, Lang, Href string
	Claims           []claimLine
}

func (s *Service) aboutPage(r *web.Request) (web.Reply, error) {
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Charter(r.Context(), a.who, a.n)
	if err != nil {
		return nil, err
	}
	date := s.chosen(r, a.n)
	members, err := s.MembersOn(r.Context(), a.who, a.n, date.On)
	if err != nil {
		return nil, err
	}
	lang := r.Words.Code()
	p := aboutPage{Here: a.here, Name: a.name(), Purpose: a.n.Purpose.In(lang), About: a.n.About.In(lang), Date: date, Facts: a.facts(), Charter: a.charterTable(all.Holding(date.On), date.Text)}
	if len(p.Charter.Rows) == 0 {
		p.Empty = &ui.Empty{Title: r.T("network.charter.none"), Text: r.T("network.charter.none.text")}
	}
	for _, g := range Groups(members, r.Words) {
		for _, l := range g.Members {
			if g.Kind == "disputed" {
				p.Differ = append(p.Differ, a.disputed(l))
			}
		}
	}
	if May(a.who, "network.change", Resource{Network: a.n.ID}).Allowed {
		p.Add = a.here.Base + "/charter/add"
	}
	return web.View{Page: "network/about", Title: r.T("network.about.title", "name", a.name()), Data: p, Section: "about"}, nil
}

func (a asked) facts() ui.Pairs {
	var tongues []string
	for tongue := range strings.FieldsSeq(a.n.Languages) {
		tongues = append(tongues, code.Language(tongue).Name(a.words.Code()))
	}
	from := a.cite(a.n.Source)
	facts := ui.Pairs{
		{Name: a.words.T("network.kind"), Value: a.words.T("network.kind." + a.n.Kind)},
		{Name: a.words.T("network.legal-basis"), Value: a.n.LegalBasis.In(a.words.Code())},
		{Name: a.words.T("network.duration"), Value: span(a.words, a.n.From, a.n.To)},
		{Name: a.words.T("network.languages"), Value: a.words.Join(tongues)},
	}
	if a.n.Source != "" {
		facts = append(facts, ui.Pair{Name: a.words.T("network.source"), Value: from.Text, Href: from.Href})
	}
	return facts
}

func (a asked) charterTable(held Charter, day string) ui.Table {
	T := a.words.T
	t := ui.Table{ID: "charter", Caption: T("network.charter.on", "date", day), Cards: true,
		Head: []ui.Cell{{Text: T("network.term.rule")}, {Text: T("network.term.value")}, {Text: T("network.term.since")}, {Text: T("network.source")}}}
	for _, term := range held {
		from := a.cite(term.Source)
		text := from.Text
		if term.Place != "" {
			text = T("network.term.place", "source", from.Text, "place", term.Place)
		}
		source := ui.Cell{Text: text, Href: from.Href}
		if !term.Verified {
			source.Tag = &ui.Tag{Kind: "off", Text: T("network.unverified")}
		}
		since := ui.Cell{Text: "–", Gap: true}
		if term.From != "" {
			since = ui.Cell{Text: a.words.Period(term.From)}
		}
		rule := ui.Cell{Head: true, Text: ruleName(a.words, term.Rule)}
		if May(a.who, "network.change", Resource{Network: a.n.ID}).Allowed {
			rule.Href = a.here.Base + "/charter/add?" + url.Values{"rule": {term.Rule}, "from": {term.From}}.Encode()
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{rule, {Text: ruleValue(a.words, term.Value)}, since, source}})
	}
	lang.Sort(a.words, t.Rows, func(r ui.Row) string { return r.Cells[0].Text })
	return t
}

// ruleName names a rule of a charter; one that the product does not know is
// named as it is written.
func ruleName(w *lang.Words, rule string) string {
	if w.Has("network.rule." + rule) {
		return w.T("network.rule." + rule)
	}
	return rule
}

// ruleValue says the value of a rule: a number, a day, a day of every year, or
// code words.
func ruleValue(w *lang.Words, value string) string {
	if day, err := time.Parse("01-02", value); err == nil {
		return w.Short(day)
	}
	if Day(value) {
		return w.Period(value)
	}
	var said []string
	for word := range strings.FieldsSeq(value) {
		if !w.Has("network.value." + word) {
			return value
		}
		said = append(said, w.T("network.value."+word))
	}
	return w.Join(said)
}
