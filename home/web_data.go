package home

import (
	"io"
	"net/url"
	"strings"

	"pesnet/indicator"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

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
		programs.Parts = p.examples(r, s.URL)
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
	sec := section{ID: "in-" + strings.ToLower(n.Code), Title: n.Code + ": " + n.Name.In(p.Lang)}
	if p.inNetwork() {
		sec.Title = w.T("home.open-data.datasets")
	}
	table := ui.Table{ID: "data-" + strings.ToLower(n.Code), Caption: w.T("home.open-data.caption", "network", n.Code), Cards: true, Head: []ui.Cell{
		{Text: w.T("home.open-data.dataset")}, {Text: w.T("web.source")}, {Text: w.T("home.open-data.licence")}, {Text: w.T("home.open-data.vintage")}, {Text: w.T("home.open-data.indicators"), Number: true}, {Text: w.T("web.download")}}}
	for _, d := range found {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: d.Code, Head: true}, {Text: sourceNamed(w, d.Source, n.Fictional)}, {Text: licenceNamed(w, d.Source, n.Fictional)}, {Text: w.Period(d.Vintage)},
			{Text: w.Number(float64(d.Indicators), 0), Number: true}, {Parts: exportLinks(base, d.Code)}}})
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

// exports are the kinds of file in which a dataset can be taken away: how the
// name of the file ends, what it is, and the format of the export.
var exports = []struct{ ending, name, format, mime string }{
	{".csv", "CSV", "csv", "text/csv; charset=utf-8"},
	{".xlsx", "XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{".sdmx.csv", "SDMX-CSV", "sdmx-csv", "text/csv; charset=utf-8"},
	{".sdmx.json", "SDMX-JSON", "sdmx-json", "application/json"},
}

func exportLinks(base, dataset string) []ui.Part {
	links := make([]ui.Link, len(exports))
	for i, e := range exports {
		links[i] = ui.Link{Text: e.name, Href: base + "/open-data/" + url.PathEscape(dataset) + e.ending}
	}
	return []ui.Part{ui.Actions{Links: links}}
}

// datasetFile is a dataset as a file, in the format that its name ends with.
func (s *Service) datasetFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	file := r.PathValue("file")
	for _, e := range exports {
		dataset, found := strings.CutSuffix(file, e.ending)
		if !found {
			continue
		}
		all, err := s.indicators.Datasets(r.Context(), p.who, p.n)
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if d.Code == dataset {
				return web.File{Name: strings.ToLower(p.n.Code) + "-" + file, Type: e.mime, Write: func(w io.Writer) error {
					return s.indicators.Export(r.Context(), p.who, indicator.Selection{Network: p.n, Dataset: dataset}, e.format, w)
				}}, nil
			}
		}
	}
	return nil, fault.New(fault.Missing, "web.not-found")
}

// sourceNamed is what a reader calls the source of an import.
func sourceNamed(w *lang.Words, source string, fictional bool) string {
	switch key := "home.source." + source; {
	case fictional:
		return w.T("home.source.invented")
	case w.Has(key):
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
func (p place) examples(r *web.Request, address string) []ui.Part {
	code := "pes-network"
	if shown := p.shown(); len(shown) > 0 {
		code = strings.ToLower(shown[0].Code)
	}
	at := strings.TrimSuffix(address, "/") + "/api"
	table := ui.Table{ID: "examples", Caption: r.T("home.open-data.examples"), Scroll: true, Head: []ui.Cell{{Text: r.T("home.open-data.wanted")}, {Text: r.T("home.open-data.command")}}}
	for _, one := range []struct{ key, path string }{
		{"members", "/v1/networks/" + code + "/members?on=2020-01-01"}, {"networks", "/v1/networks"}, {"search", "/v1/search?q=vilnius"}, {"openapi", "/openapi.json"},
	} {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: r.T("home.open-data.example." + one.key), Head: true}, {Text: "curl '" + at + one.path + "'", Code: true}}})
	}
	return []ui.Part{table}
}
