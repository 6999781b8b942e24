package body

import (
	"slices"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) feesPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Fees(r.Context(), p.Who, p.Network, r.URL.Query().Get("year"))
	if err != nil {
		return nil, err
	}
	from, err := s.networks.Sources(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	data := ui.Page{Title: r.T("body.fees"), Lede: r.T("body.fees.lede")}
	rule := ui.Section{ID: "formula", Title: r.T("body.fees.formula")}
	switch {
	case len(f.Formula) > 0:
		rule.Text = []string{r.T("body.fees.shape")}
		rule.Parts = p.formula(f, from)
	case f.Known:
		rule.Text = []string{r.T("body.fees.shape"), r.T("body.fees.basis", "source", from.Cite(f.Basis.Source, p.Lang))}
		rule.Parts = []ui.Part{ui.Note{Text: r.T("body.fees.unknown"), Info: true}}
	default:
		rule.Parts = []ui.Part{ui.Empty{Title: r.T("body.fees.none"), Text: r.T("body.fees.none.text")}}
	}
	if p.May("body.change") {
		data.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("body.formula.change"), Href: p.Base + "/fees/edit"}}}
	}
	data.Sections, data.Tabs = []ui.Section{rule}, p.years(f)
	if len(f.Members) > 0 {
		data.Sections = append(data.Sections, ui.Section{ID: "members", Title: r.T("body.fees.members", "year", f.Year), Parts: []ui.Part{p.fees(f)}})
	}
	return p.View(data, nil), nil
}

// years leads to the fees by each formula, where there are several.
func (p place) years(f Fees) *ui.Tabs {
	if len(f.Years) < 2 {
		return nil
	}
	t := &ui.Tabs{Label: p.Words.T("body.field.year")}
	for _, year := range f.Years {
		held := len(f.Formula) > 0 && f.Formula[0].From == year
		t.Links = append(t.Links, ui.Link{Text: p.Words.T("body.fees.since", "year", year), Href: p.Base + "/fees?year=" + year, Current: held})
	}
	return t
}

// formula is the bands and what stands on their source.
func (p place) formula(f Fees, from network.Sources) []ui.Part {
	T := p.Words.T
	parts := []ui.Part{}
	verified := true
	for _, basis := range []string{"staff", "gdp"} {
		t := ui.Table{ID: "bands-" + basis, Caption: T("body.fees." + basis), Head: numbers(p.Head("least", "weight"), 1)}
		for _, b := range f.Formula {
			verified = verified && b.Verified
			if b.Basis == basis {
				t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.Number(float64(b.Least), 0), Head: true}, {Text: p.weight(b.Value), Number: true}}})
			}
		}
		parts = append(parts, t)
	}
	unit, _ := bandOf(f.Formula, "unit", 0)
	parts = append(parts, ui.Pairs{{Name: T("body.field.unit"), Value: p.money(unit.Value)}, {Name: T("body.field.year"), Value: unit.From}, {Name: T("body.field.source"), Value: from.Cite(unit.Source, p.Lang)}})
	if !verified {
		parts = append(parts, ui.Note{Text: T("body.fees.unverified"), Info: true})
	}
	return parts
}

// numbers puts the heads of columns of numbers at their end.
func numbers(head []ui.Cell, from int) []ui.Cell {
	for i := from; i < len(head); i++ {
		head[i].Number = true
	}
	return head
}

func (p place) weight(hundredths int64) string { return p.Words.Number(float64(hundredths)/100, 2) }

func (p place) money(cents int64) string { return p.Words.Number(float64(cents)/100, 2) + " €" }

// fees is the fee of each member with its working.
func (p place) fees(f Fees) ui.Table {
	t := ui.Table{ID: "fees", Caption: p.Words.T("body.fees.members", "year", f.Year), Hidden: true, Scroll: true, Stick: true, Head: numbers(p.Head("organisation", "staff", "gdp", "working", "fee"), 1)}
	p.sortFees(f.Members)
	for _, one := range f.Members {
		name := p.memberLink(one.Organisation)
		name.Head = true
		working, amount := "–", p.Words.T("body.fees.unknown.short")
		if one.Known {
			working, amount = p.working(one), p.money(one.Amount)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{name, {Text: p.Words.Number(float64(one.Staff), 0), Number: true}, {Text: p.Words.Number(float64(one.GDP), 0), Number: true}, {Text: working, Number: true}, {Text: amount, Number: true}}})
	}
	return t
}

// working is how a fee comes about.
func (p place) working(f Fee) string {
	return p.money(f.Unit) + " × " + p.weight(f.ByStaff.Value) + " × " + p.weight(f.ByGDP.Value)
}

func (p place) sortFees(all []Fee) {
	slices.SortStableFunc(all, func(a, b Fee) int { return p.Words.Compare(a.Organisation.Named(p.Lang), b.Organisation.Named(p.Lang)) })
}
