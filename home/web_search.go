package home

import (
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// refused tells whether an error is about what was written, so that the form
// can say it beside its fields.
func refused(err error) bool {
	kind := fault.Of(err).Kind
	return kind == fault.Invalid || kind == fault.Forbidden
}

type searchPage struct {
	web.Here
	Title  string
	Field  ui.Input
	Action string
	Said   string
	Groups []hitGroup
	Empty  *ui.Empty
}

type hitGroup struct {
	Title string
	Hits  []Hit
}

func (s *Service) searchPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	query := cut(strings.TrimSpace(r.URL.Query().Get("q")), 200)
	hits, err := s.Search(r.Context(), p.who, r.Words, p.n.Code, query)
	if err != nil {
		return nil, err
	}
	page := searchPage{Here: p.Here, Title: r.T("home.search.title"), Action: p.Base + "/search",
		Field: ui.Input{Field: ui.Field{Name: "q", Label: r.T("home.search.label"), Hint: r.T("home.search.hint")}, Value: query, Type: "search", NoSpell: true}}
	for _, kind := range hitKinds {
		group := hitGroup{Title: r.T("home.search." + kind)}
		for _, h := range hits {
			if h.Kind == kind {
				h.Path = p.Root + h.Path
				group.Hits = append(group.Hits, h)
			}
		}
		if len(group.Hits) > 0 {
			page.Groups = append(page.Groups, group)
		}
	}
	switch {
	case query != "" && len(hits) == 0:
		page.Empty = &ui.Empty{Title: r.T("home.search.none", "query", query), Text: r.T("home.search.none.text"), Links: []ui.Link{{Text: r.T("web.foot.members"), Href: p.Base + "/members"}}}
		if !p.inNetwork() {
			page.Empty.Links = nil
		}
	case query != "":
		page.Said = r.T("web.results", "count", len(hits))
	}
	return web.View{Page: "home/search", Title: page.Title, Data: page, Crumbs: p.crumbs(r.Words)}, nil
}
