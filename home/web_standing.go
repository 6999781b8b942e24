package home

import (
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	all "pesnet/lang"
	"pesnet/network"
)

func langCodes() []string { return all.All.Codes() }

// standingPage is a page of text: its words are home.PAGE.*, one key for each
// paragraph, so that every language has all of them.
type standingPage struct {
	web.Here
	Name     string // key of the page: "help"
	Title    string
	Lede     string
	Sections []section
}

// section is a heading with what stands under it.
type section struct {
	ID, Title string
	Text      []string
	Points    []string
	Steps     []string
	Parts     []ui.Part
}

// written makes a section of the words home.PAGE.NAME, .1, .2 … (paragraphs),
// .point.1 … (points) and .step.1 … (steps).
func written(w *lang.Words, page, name string, args ...any) section {
	key := "home." + page + "." + name
	return section{ID: name, Title: w.T(key), Text: numbered(w, key, args), Points: numbered(w, key+".point", args), Steps: numbered(w, key+".step", args)}
}

func numbered(w *lang.Words, key string, args []any) (all []string) {
	for i := range 12 {
		each := key + "." + string(rune('a'+i))
		if !w.Has(each) {
			return all
		}
		all = append(all, w.T(each, args...))
	}
	return all
}

func (s *Service) standing(r *web.Request, page string, sections func(p place, w *lang.Words) ([]section, error)) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	written, err := sections(p, r.Words)
	if err != nil {
		return nil, err
	}
	title := r.T("home." + page + ".title")
	data := standingPage{Here: p.Here, Name: page, Title: title, Lede: r.T("home." + page + ".lede"), Sections: written}
	return web.View{Page: "home/standing", Title: title, Data: data, Crumbs: p.crumbs(r.Words), Section: map[string]string{"open-data": "open-data"}[page]}, nil
}

func (s *Service) helpPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "help", func(p place, w *lang.Words) ([]section, error) {
		enter := written(w, "help", "sign-in")
		enter.Parts = []ui.Part{ui.Actions{Links: []ui.Link{{Text: w.T("web.sign-in"), Href: p.Root + "/sign-in"}}}}
		sections := []section{written(w, "help", "look"), written(w, "help", "compare"), enter, written(w, "help", "import"), written(w, "help", "keys")}
		if p.demo() {
			sections = append([]section{written(w, "help", "tour")}, sections...)
		}
		return sections, nil
	})
}

// statementDay is when the accessibility statement was last reviewed.
const statementDay = "2026-11-21"

func (s *Service) accessibilityPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "accessibility", func(p place, w *lang.Words) ([]section, error) {
		sections := []section{
			written(w, "accessibility", "status"), written(w, "accessibility", "limits"), written(w, "accessibility", "prepared", "date", w.Period(statementDay)),
			written(w, "accessibility", "contact", "days", replyDays), written(w, "accessibility", "enforcement"),
		}
		sections[3].Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: w.T("web.foot.feedback"), Href: p.Base + "/feedback?kind=accessibility", Secondary: true}}}}
		body, err := s.enforcement(r, p)
		if err != nil || body == "" {
			return sections, err
		}
		sections[4].Text = append(sections[4].Text, body)
		return sections, nil
	})
}

// enforcement is the body to turn to when an answer does not satisfy: a rule
// of the network's charter, as each country names its own.
func (s *Service) enforcement(r *web.Request, p place) (string, error) {
	if !p.inNetwork() {
		return "", nil
	}
	charter, err := s.networks.Charter(r.Context(), p.who, p.n)
	if err != nil {
		return "", err
	}
	term, _ := charter.On("accessibility.enforcement", s.networks.Today(p.n))
	return term.Value, nil
}

func (s *Service) privacyPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "privacy", func(p place, w *lang.Words) ([]section, error) {
		ask := written(w, "privacy", "rights")
		ask.Parts = []ui.Part{ui.Actions{Links: []ui.Link{{Text: w.T("web.foot.feedback"), Href: p.Base + "/feedback"}}}}
		return []section{written(w, "privacy", "kept"), written(w, "privacy", "cookie"), written(w, "privacy", "deeds"), written(w, "privacy", "others"), ask}, nil
	})
}

func (s *Service) openDataPage(r *web.Request) (web.Reply, error) {
	return s.standing(r, "open-data", func(p place, w *lang.Words) ([]section, error) {
		var sections []section
		for _, n := range p.shown() {
			one, err := s.datasets(r, p, n)
			if err != nil {
				return nil, err
			}
			sections = append(sections, one)
		}
		programs := written(w, "open-data", "api")
		programs.Parts = p.examples(r)
		return append(sections, programs), nil
	})
}

// shown are the networks that a page is about.
func (p place) shown() []network.Network {
	if p.inNetwork() {
		return []network.Network{p.n}
	}
	return p.all
}

// datasets is the section of a network's figures: each dataset with source,
// licence, vintage and files.
func (s *Service) datasets(r *web.Request, p place, n network.Network) (section, error) {
	w := r.Words
	found, err := s.indicators.Datasets(r.Context(), p.who, n)
	if err != nil {
		return section{}, err
	}
	base := p.Root + "/" + strings.ToLower(n.Code)
	sec := section{ID: strings.ToLower(n.Code), Title: n.Code + ": " + n.Name.In(p.Lang)}
	if p.inNetwork() {
		sec.Title = w.T("home.open-data.datasets")
	}
	table := ui.Table{ID: "data-" + sec.ID, Caption: w.T("home.open-data.caption", "network", n.Code), Cards: true, Head: []ui.Cell{
		{Text: w.T("home.open-data.dataset")}, {Text: w.T("web.source")}, {Text: w.T("home.open-data.licence")}, {Text: w.T("home.open-data.vintage")}, {Text: w.T("home.open-data.indicators"), Number: true}, {Text: w.T("web.download")}}}
	for _, d := range found {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: d.Code, Head: true}, {Text: sourceNamed(w, d.Source)}, {Text: licenceNamed(w, d.Source, n.Fictional)}, {Text: w.Period(d.Vintage)},
			{Text: w.Number(float64(d.Indicators), 0), Number: true}, {Parts: exportLinks(w, n, d.Code)}}})
	}
	sec.Parts = append(sec.Parts, ui.Actions{Links: []ui.Link{
		{Text: w.T("home.open-data.members"), Href: base + "/members"}, {Text: w.T("home.open-data.members-csv"), Href: base + "/members.csv"}, {Text: w.T("home.open-data.members-xlsx"), Href: base + "/members.xlsx"}}})
	if len(table.Rows) == 0 {
		sec.Parts = append(sec.Parts, ui.Empty{Title: w.T("home.open-data.none"), Text: w.T("home.open-data.none.text")})
		return sec, nil
	}
	sec.Parts = append(sec.Parts, table)
	return sec, nil
}

// exportFormats are the kinds of file in which a dataset can be taken away.
var exportFormats = []struct{ format, text string }{{"csv", "CSV"}, {"xlsx", "XLSX"}, {"sdmx-csv", "SDMX-CSV"}, {"sdmx-json", "SDMX-JSON"}}

func exportLinks(w *lang.Words, n network.Network, dataset string) []ui.Part {
	links := make([]ui.Link, len(exportFormats))
	for i, f := range exportFormats {
		links[i] = ui.Link{Text: f.text, Href: exportAt(n, dataset, f.format)}
	}
	return []ui.Part{ui.Actions{Links: links}}
}

// exportAt is the address of the figures of a dataset in a format.
func exportAt(n network.Network, dataset, format string) string {
	return "/api/v1/networks/" + strings.ToLower(n.Code) + "/observations?dataset=" + dataset + "&format=" + format
}

// sourceNamed is what a reader calls the source of an import.
func sourceNamed(w *lang.Words, source string) string {
	if key := "home.source." + source; w.Has(key) {
		return w.T(key)
	}
	return w.T("home.source.table")
}

// licenceNamed is under which terms figures of a source may be used.
func licenceNamed(w *lang.Words, source string, fictional bool) string {
	switch key := "home.licence." + source; {
	case fictional:
		return w.T("home.licence.invented")
	case w.Has(key):
		return w.T(key)
	}
	return w.T("home.licence.source")
}

// examples show how a program asks, with the public address of these pages.
func (p place) examples(r *web.Request) []ui.Part {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	code := "pes-network"
	if shown := p.shown(); len(shown) > 0 {
		code = strings.ToLower(shown[0].Code)
	}
	at := scheme + "://" + r.Host + "/api"
	table := ui.Table{ID: "api", Caption: r.T("home.open-data.examples"), Cards: true, Head: []ui.Cell{{Text: r.T("home.open-data.wanted")}, {Text: r.T("home.open-data.command")}}}
	for _, one := range []struct{ key, path string }{
		{"members", "/v1/networks/" + code + "/members?on=2020-01-01"}, {"networks", "/v1/networks"}, {"search", "/v1/search?q=vilnius"}, {"openapi", "/openapi.json"},
	} {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: r.T("home.open-data.example." + one.key), Head: true}, {Text: "curl '" + at + one.path + "'", Code: true}}})
	}
	return []ui.Part{table}
}
