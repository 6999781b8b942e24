package indicator

import (
	"net/http"
	"net/url"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) compareRoutes() []web.Route {
	get := func(pattern string, do func(*web.Request) (web.Reply, error)) web.Route {
		return web.Route{Method: http.MethodGet, Pattern: "/{network}" + pattern, Policy: "indicator.read", Do: do}
	}
	post := func(pattern string, do func(*web.Request) (web.Reply, error)) web.Route {
		return web.Route{Method: http.MethodPost, Pattern: "/{network}" + pattern, Policy: "indicator.save-group", Do: do}
	}
	return []web.Route{
		get("/compare", s.comparePage),
		get("/compare.csv", s.compareCSV),
		get("/compare.xlsx", s.compareXLSX),
		get("/compare.svg", s.compareSVG),
		post("/compare/groups", s.saveGroup),
		post("/compare/groups/{group}/delete", s.deleteGroup),
		get("/indicators", s.cataloguePage),
		get("/indicators/{code...}", s.definitionPage),
	}
}

// compared is a comparison as the doors need it.
type compared struct {
	*Comparison
	Network network.Network
	Choice  Choice
	Said    teller
	Brought []Delivery
}

// compared reads what the address of a page asks for.
func (s *Service) compared(r *web.Request, q url.Values) (out compared, err error) {
	ctx, who := r.Context(), network.From(r.Context())
	if out.Network, err = s.networkOf(ctx, who, r.PathValue("network")); err != nil {
		return out, err
	}
	out.Choice = ChoiceOf(q)
	if out.Comparison, err = s.Compare(ctx, who, out.Network, out.Choice); err != nil {
		return out, err
	}
	byName(r.Words, out.Peers, func(row Row) Unit { return row.Unit })
	byName(r.Words, out.Units, func(u Unit) Unit { return u })
	byName(r.Words, out.Without, func(u Unit) Unit { return u })
	out.Said = teller{r.Words, out.Comparison}
	out.Brought, err = s.Deliveries(ctx, who, out.Network, out.batches())
	return out, err
}

// byName puts units in the order of the reader's alphabet.
func byName[T any](w *lang.Words, all []T, unit func(T) Unit) {
	lang.Sort(w, all, func(one T) string { return unit(one).Name(w.Code()) })
}

// batches are the deliveries that the figures shown came in.
func (c *Comparison) batches() (numbers []int64) {
	seen := map[int64]bool{}
	for _, r := range c.Rows() {
		for _, cell := range r.Cells {
			if cell.Batch != 0 && !seen[cell.Batch] {
				seen[cell.Batch] = true
				numbers = append(numbers, cell.Batch)
			}
		}
	}
	return numbers
}

func (s *Service) comparePage(r *web.Request) (web.Reply, error) {
	return s.comparison(r, r.URL.Query(), nil)
}

// comparison is the page of a comparison; wrong is what was refused on it.
func (s *Service) comparison(r *web.Request, q url.Values, wrong error) (web.Reply, error) {
	c, err := s.compared(r, q)
	if f := fault.Of(err); err != nil && f.ID == "indicatorcompare.nothing" {
		return web.View{Page: "indicator/compare-nothing", Title: r.T("web.nav.compare"), Section: "compare", Data: ui.Empty{
			Title: r.T("indicatorcompare.nothing"), Text: r.T("indicatorcompare.nothing.text"),
			Links: []ui.Link{{Text: r.T("web.nav.catalogue"), Href: r.Base() + "/indicators"}}}}, nil
	}
	if err != nil {
		return nil, err
	}
	who := network.From(r.Context())
	measured, err := s.Measured(r.Context(), who, c.Network)
	if err != nil {
		return nil, err
	}
	var groups []Group
	if who.SignedIn() {
		if groups, err = s.Groups(r.Context(), who, c.Network); err != nil {
			return nil, err
		}
	}
	page := newComparePage(r, c, q)
	page.form(measured, groups, who.SignedIn())
	view := web.View{Page: "indicator/compare", Title: c.Title(r.Words), Data: page, Section: "compare", Dense: true, Crumbs: page.crumbs()}
	if wrong != nil {
		view.Problems, page.Wrong = ui.Refused(r.Words, wrong)
		view.Status = http.StatusUnprocessableEntity
	}
	return view, nil
}

// saveGroup keeps the peers of a form under a name, and compares with them.
func (s *Service) saveGroup(r *web.Request) (web.Reply, error) {
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Invalid, "web.error.title")
	}
	who := network.From(r.Context())
	n, err := s.networkOf(r.Context(), who, r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	q, err := url.ParseQuery(r.PostForm.Get("state"))
	if err != nil {
		q = url.Values{}
	}
	g, err := s.SaveGroup(r.Context(), who, n, Group{Name: r.PostForm.Get("name"), Members: r.PostForm["peer"]})
	if f := fault.Of(err); err != nil && f.Kind == fault.Invalid {
		return s.comparison(r, q, err)
	}
	if err != nil {
		return nil, err
	}
	q.Del("peer")
	q.Del("similar")
	q.Set("with", "group")
	q.Set("group", g.ID)
	return web.Go{To: r.Base() + "/compare?" + q.Encode(), Said: "indicatorcompare.said-saved"}, nil
}

func (s *Service) deleteGroup(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	n, err := s.networkOf(r.Context(), who, r.PathValue("network"))
	if err != nil {
		return nil, err
	}
	if err := s.DeleteGroup(r.Context(), who, n, r.PathValue("group")); err != nil {
		return nil, err
	}
	return web.Go{To: r.Base() + "/compare", Said: "indicatorcompare.said-deleted"}, nil
}
