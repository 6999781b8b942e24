package indicator

import (
	"net/url"
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// cataloguePageSize is how many indicators of sources one page shows.
const cataloguePageSize = 50

type cataloguePage struct {
	web.Here
	Search ui.Input
	Action string
	Found  string
	Tables []ui.Table
	Pages  *ui.Pagination
	Empty  *ui.Empty
}

// cataloguePage lists what is measured: the indicators of the Annex, the
// context, the counts, and those that came with sources.
func (s *Service) cataloguePage(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	n, err := s.networkOf(r.Context(), who, r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	all, series, err := s.Catalogue(r.Context(), who, n)
	if err != nil {
		return nil, err
	}
	words := r.URL.Query().Get("q")
	list := searched(entries(all, series), words, r.Words)
	p := &cataloguePage{Here: r.Here(), Action: r.Base() + "/indicators",
		Search: ui.Input{Field: ui.Field{Name: "q", Label: r.T("indicatorcompare.catalogue.search"), Hint: r.T("indicatorcompare.catalogue.hint")}, Value: words, Type: "search", Width: "20"}}
	if words != "" {
		p.Found = r.T("web.results", "count", len(list))
	}
	p.fill(r, list)
	if len(list) == 0 {
		p.Empty = &ui.Empty{Title: r.T("web.no-results"), Links: []ui.Link{{Text: r.T("web.nav.catalogue"), Href: p.Action}}}
	}
	return web.View{Page: "indicator/catalogue", Title: r.T("indicatorcompare.catalogue.title"), Data: p, Section: "compare",
		Crumbs: []ui.Link{{Text: r.T("web.nav.compare"), Href: r.Base() + "/compare"}}}, nil
}

// fill makes a table for each group; those of sources come in pages.
func (p *cataloguePage) fill(r *web.Request, list []Entry) {
	from, _ := strconv.Atoi(r.URL.Query().Get("from"))
	from = max(0, from)
	at := map[string]int{}
	listed := 0
	for _, e := range list {
		if e.Group == "listed" {
			if listed++; listed <= from || listed > from+cataloguePageSize {
				continue
			}
		} else if from > 0 {
			continue
		}
		i, ok := at[e.Group]
		if !ok {
			i = len(p.Tables)
			at[e.Group] = i
			p.Tables = append(p.Tables, ui.Table{ID: "indicators-" + e.Group, Caption: r.T("indicatorcompare.group." + e.Group),
				Head: []ui.Cell{{Text: r.T("indicatorcompare.indicator")}, {Text: r.T("indicatorcompare.how.unit")}, {Text: r.T("indicatorcompare.how.basis")}, {Text: r.T("indicatorcompare.figures")}}, Cards: true})
		}
		p.Tables[i].Rows = append(p.Tables[i].Rows, p.row(r, e))
	}
	page := func(start int) string { return web.Query(r.URL, "from", strconv.Itoa(start)) }
	if listed > cataloguePageSize {
		p.Pages = &ui.Pagination{Label: r.T("indicatorcompare.group.listed")}
		if from > 0 {
			p.Pages.Previous = page(max(0, from-cataloguePageSize))
		}
		if listed > from+cataloguePageSize {
			p.Pages.Next = page(from + cataloguePageSize)
		}
	}
}

func (p *cataloguePage) row(r *web.Request, e Entry) ui.Row {
	figures := ui.Cell{Text: r.T("indicatorcompare.catalogue.none"), Gap: true}
	if e.Has() {
		figures = ui.Cell{Text: r.T("indicatorcompare.compare"), Href: p.Base + "/compare?indicator=" + url.QueryEscape(address(e.Definition))}
	}
	return ui.Row{Cells: []ui.Cell{
		{Text: r.T("indicatorcompare.code-title", "code", e.Code, "title", e.Title(r.Words)), Head: true, Href: p.Base + "/indicators/" + address(e.Definition)},
		{Text: unitName(r.Words, e.Unit)},
		{Text: wordOr(r.Words, "indicatorcompare.basis."+e.Basis, "")},
		figures,
	}}
}

type definitionPage struct {
	web.Here
	Eye, Title string
	Meaning    string
	Pairs      ui.Pairs
	Actions    ui.Actions
	Empty      *ui.Empty
}

// definitionPage says what an indicator means, how it is made, and where its
// figures come from.
func (s *Service) definitionPage(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	n, err := s.networkOf(r.Context(), who, r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	d, err := s.Definition(r.Context(), who, r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	facts, err := s.Facts(r.Context(), who, n, d)
	if err != nil {
		return nil, err
	}
	p := &definitionPage{Here: r.Here(), Eye: r.T("indicatorcompare.group."+d.Group) + " · " + r.T("indicatorcompare.eye.indicator", "code", d.Code),
		Title: d.Title(r.Words), Meaning: d.Meaning(r.Words)}
	p.describe(r, d, facts)
	if facts.Series == 0 {
		p.Empty = &ui.Empty{Title: r.T("indicatorcompare.catalogue.none"), Text: r.T("indicatorcompare.nothing.text")}
	} else {
		p.Actions.Buttons = []ui.Button{{Text: r.T("indicatorcompare.compare"), Href: p.Base + "/compare?indicator=" + url.QueryEscape(address(d))}}
	}
	return web.View{Page: "indicator/definition", Title: p.Title, Data: p, Section: "compare",
		Crumbs: []ui.Link{{Text: r.T("web.nav.catalogue"), Href: r.Base() + "/indicators"}}}, nil
}

func (p *definitionPage) describe(r *web.Request, d Definition, f Facts) {
	add := func(key, value string) {
		if value != "" {
			p.Pairs = append(p.Pairs, ui.Pair{Name: r.T("indicatorcompare." + key), Value: value})
		}
	}
	add("how.formula", formulaIn(r.Words, d))
	add("how.unit", unitName(r.Words, d.Unit))
	add("how.basis", wordOr(r.Words, "indicatorcompare.basis."+d.Basis, ""))
	if r.Words.Has("indicatorcompare.better." + d.Better) {
		add("how.better", r.T("indicatorcompare.better."+d.Better))
	}
	add("how.source", sourceName(r.Words, d.Source))
	for _, name := range d.Also {
		add("how.also", r.T("indicatorcompare.name-at", "dataset", facetValue(r.Words, "dataset", name.Dataset), "code", name.Code))
	}
	add("how.groups", d.Groups)
	if f.Series > 0 {
		add("how.series", r.T("indicatorcompare.series", "count", f.Series))
	}
	if f.First != "" {
		add("how.periods", teller{w: r.Words}.fromTo(f.First, f.Last))
	}
	if f.Vintage != "" {
		add("how.vintage", (&comparePage{r: r}).day(f.Vintage))
	}
}
