package indicator

import (
	"fmt"
	"strconv"
	"strings"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// showRelease shows what a release would hide, before it is done.
func (s *Service) showRelease(r *web.Request) (web.Reply, error) {
	n, d, err := s.deliveredHere(r)
	if err != nil {
		return nil, err
	}
	h, err := s.Hiding(r.Context(), network.From(r.Context()), d.No)
	if err != nil {
		return nil, err
	}
	at := r.Here().Base + "/imports/" + strconv.FormatInt(d.No, 10)
	page := ui.Page{Eye: batchName(r.Words, d.Batch), Title: r.T("indicatorhide.title", "no", d.No), Lede: r.T("indicatorhide.lede")}
	do := ui.Section{ID: "release", Card: true, Title: r.T("indicatorhide.do"), Parts: []ui.Part{hidingFacts(r.Words, h)}}
	if count := h.Reasons[disclosure.Exposed]; count > 0 {
		do.Parts = append(do.Parts, ui.Note{Text: r.T("indicatorhide.exposed", "count", count)})
	}
	form := ui.Post(at+"/release", r.T("indicatorupload.release.do"))
	form.Cancel = at
	do.Parts = append(do.Parts, form)
	list := ui.Section{ID: "hidden", Title: r.T("indicatorhide.list"), Text: []string{r.T("indicatorhide.none")}}
	if len(h.First) > 0 {
		list.Text, list.Parts = nil, []ui.Part{hiddenTable(r.Words, h)}
	}
	page.Sections = []ui.Section{do, list}
	page.Side = []ui.Section{{ID: "rules", Card: true, Title: r.T("indicatorhide.rules"), Text: []string{r.T("indicatorhide.zeros." + map[bool]string{true: "hidden", false: "shown"}[h.Rules.Zeros])}, Parts: []ui.Part{rulePairs(r.Words, n, h.Rules)}}}
	return web.View{Page: "ui/page", Title: page.Title, Data: page, Section: "data", Dense: true,
		Crumbs: importCrumbs(r, ui.Link{Text: r.Words.Number(float64(d.No), 0), Href: at})}, nil
}

// hidingFacts are the numbers of a release, and why how many are hidden.
func hidingFacts(w *lang.Words, h Hiding) ui.Pairs {
	number := func(n int) string { return w.Number(float64(n), 0) }
	pairs := ui.Pairs{{Name: w.T("indicatorhide.seen"), Value: number(h.Figures - h.Hidden())}, {Name: w.T("indicatorhide.kept"), Value: number(h.Hidden())}}
	for _, why := range disclosure.Reasons {
		if count := h.Reasons[why]; count > 0 {
			pairs = append(pairs, ui.Pair{Name: "– " + w.T("indicatorhide.why."+why), Value: number(count)})
		}
	}
	return pairs
}

// rulePairs say from how many on counts are shown, and who says so.
func rulePairs(w *lang.Words, n network.Network, rules disclosure.Rules) (pairs ui.Pairs) {
	for _, kind := range disclosure.Kinds {
		s := rules.Smallest[kind]
		text := w.T("indicatorhide.usual", "count", s.Limit)
		if s.Chosen {
			text = w.T("indicatorhide.laid-down", "count", s.Limit, "network", n.Code, "place", s.Term.Place, "from", w.Period(s.Term.From))
		}
		pairs = append(pairs, ui.Pair{Name: w.T("indicatorhide.kind." + kind), Value: text})
	}
	return pairs
}

func hiddenTable(w *lang.Words, h Hiding) ui.Table {
	t := ui.Table{ID: "hidden-figures", Caption: w.T("indicatorhide.list"), Hidden: true, Scroll: true, Head: []ui.Cell{{Text: w.T("indicatorcompare.indicator")},
		{Text: w.T("indicatorhide.part")}, {Text: w.T("indicatorhide.period")}, {Text: w.T("indicatorhide.value"), Number: true}, {Text: w.T("indicatorhide.why")}}}
	if more := h.Hidden() - len(h.First); more > 0 {
		t.Sub = w.T("indicatorhide.more", "count", len(h.First), "all", h.Hidden())
	}
	for _, f := range h.First {
		title, decimals := nameOf(w, f.Figure)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: title, Head: true}, {Text: partOf(w, f.Series)}, {Text: w.Period(f.Period)},
			{Text: w.Number(f.Value, decimals), Number: true}, {Text: w.T("indicatorhide.why." + f.Why)}}})
	}
	return t
}

// nameOf is the name of the indicator of a figure, and how many decimals it is
// shown with.
func nameOf(w *lang.Words, f figure.Figure) (title string, decimals int) {
	if d, ok := defined(f.Series.Dataset, f.Series.Indicator); ok {
		return d.Title(w), d.Decimals
	}
	return f.Series.Indicator, 0
}

// partOf says of whom a series is: a place or a service, and which people.
func partOf(w *lang.Words, s *figure.Series) string {
	parts := []string{s.Area + s.Org}
	for pair := range strings.SplitSeq(string(s.Dims), ",") {
		if name, value, ok := strings.Cut(pair, "="); ok && !undivided(value) {
			parts = append(parts, fmt.Sprintf("%s: %s", facetName(w, name), facetValue(w, name, value)))
		}
	}
	return strings.Join(parts, ", ")
}
