package body

import (
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// mark is what stands before the decimals in the language of the reader.
func (p place) mark() string { return strings.Trim(p.Words.Number(0.5, 1), "05") }

// askedOf is a formula in the way of the form.
func (p place) askedOf(held []Band, edition, year string) formulaAsked {
	a := formulaAsked{Year: year, Staff: linesOf(held, "staff", p.mark()), GDP: linesOf(held, "gdp", p.mark()), Edition: edition}
	if unit, found := bandOf(held, "unit", 0); found {
		a.Unit = written(unit.Value, p.mark())
	}
	return a
}

func (s *Service) formulaPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Fees(r.Context(), p.Who, p.Network, "")
	if err != nil {
		return nil, err
	}
	return p.formulaForm(f, p.askedOf(f.Latest, f.Edition, p.nextYear(f)), nil, nil)
}

// nextYear is next year, or the later one in which the latest formula begins.
func (p place) nextYear(f Fees) string {
	this, _ := strconv.Atoi(f.Year) // a year that was checked
	next := strconv.Itoa(this + 1)
	if len(f.Latest) > 0 {
		next = max(next, f.Latest[0].From)
	}
	return next
}

// formulaForm asks for a formula; below what it would change, once that has
// been reckoned.
func (p place) formulaForm(f Fees, a formulaAsked, preview *Preview, refused error) (web.Reply, error) {
	if err := network.May(p.Who, "body.change", network.Resource{Network: p.Network.ID}).Err(); err != nil {
		return nil, err
	}
	T := p.Words.T
	data := ui.Page{Title: T("body.formula.change"), Lede: T("body.formula.lede"), Sections: p.Stored(refused, p.bands(f.Latest))}
	if preview != nil {
		data.Sections = append(data.Sections, p.preview(*preview, a))
	}
	form := ui.Post(p.Base+"/fees/edit", T("body.formula.preview"), p.Line("year", a.Year, "4", refused),
		ui.Input{Field: p.Field("unit", refused), Value: a.Unit, Width: "10", InputMode: "decimal", Suffix: "€"}, p.Lines("staff", a.Staff, refused), p.Lines("gdp", a.GDP, refused), p.Line("source", a.Source, "", refused))
	form.Hidden, form.Cancel = []ui.Hidden{{Name: "edition", Value: a.Edition}}, p.Base+"/fees"
	form.Secondary = preview != nil
	data.Sections = append(data.Sections, ui.Section{ID: "formula", Title: T("body.fees.formula"), Forms: []ui.Form{form}})
	return p.View(data, refused, ui.Link{Text: T("body.fees"), Href: p.Base + "/fees"}), nil
}

// bands is a formula in short.
func (p place) bands(held []Band) ui.Pairs {
	a := p.askedOf(held, "", "")
	if len(held) > 0 {
		a.Year, a.Source = held[0].From, held[0].Source
	}
	T := p.Words.T
	return ui.Pairs{{Name: T("body.field.year"), Value: a.Year}, {Name: T("body.field.unit"), Value: a.Unit}, {Name: T("body.fees.staff"), Value: strings.ReplaceAll(a.Staff, "\n", "; ")},
		{Name: T("body.fees.gdp"), Value: strings.ReplaceAll(a.GDP, "\n", "; ")}, {Name: T("body.field.source"), Value: a.Source}}
}

// preview shows what each member would pay, and saves the formula.
func (p place) preview(v Preview, a formulaAsked) ui.Section {
	T := p.Words.T
	save := ui.Post(p.Base+"/fees/edit", T("body.formula.save"))
	save.Hidden = []ui.Hidden{{Name: "year", Value: a.Year}, {Name: "unit", Value: a.Unit}, {Name: "staff", Value: a.Staff}, {Name: "gdp", Value: a.GDP}, {Name: "source", Value: a.Source},
		{Name: "edition", Value: a.Edition}, {Name: "save", Value: "yes"}}
	one := ui.Section{ID: "preview", Title: T("body.formula.effect", "year", v.From), Forms: []ui.Form{save}}
	if v.Year == "" {
		one.Text = []string{T("body.formula.no-figures")}
		return one
	}
	one.Text = []string{T("body.formula.reckoned", "year", v.Year)}
	t := ui.Table{ID: "effect", Caption: T("body.formula.effect", "year", v.From), Hidden: true, Scroll: true, Stick: true, Head: numbers(p.Head("organisation", "before", "after", "difference", "working"), 1)}
	for _, c := range p.sorted(v.Changes) {
		name := p.memberLink(c.Then.Organisation)
		name.Head = true
		before, difference := T("body.fees.unknown.short"), "–"
		if c.Now.Known {
			before, difference = p.money(c.Now.Amount), p.signed(c.Then.Amount-c.Now.Amount)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{name, {Text: before, Number: true}, {Text: p.money(c.Then.Amount), Number: true}, {Text: difference, Number: true}, {Text: p.working(c.Then), Number: true}}})
	}
	now, then := v.Sums()
	t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: T("body.formula.sum"), Head: true}, {Text: p.money(now), Number: true}, {Text: p.money(then), Number: true}, {Text: p.signed(then - now), Number: true}, {Text: "–", Number: true}}})
	one.Parts = []ui.Part{t}
	return one
}

func (p place) sorted(all []FeeChange) []FeeChange {
	fees := map[string]FeeChange{}
	order := make([]Fee, len(all))
	for i, c := range all {
		fees[c.Then.Organisation.ID], order[i] = c, c.Then
	}
	p.sortFees(order)
	for i, f := range order {
		all[i] = fees[f.Organisation.ID]
	}
	return all
}

// signed is an amount with its sign.
func (p place) signed(cents int64) string {
	if cents > 0 {
		return "+" + p.money(cents)
	}
	return p.money(cents)
}

// putFormulaForm reckons what a formula would change; sent again from there,
// it is kept.
func (s *Service) putFormulaForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := formulaAsked{network.Posted(r, "year"), network.Posted(r, "unit"), network.Posted(r, "staff"), network.Posted(r, "gdp"), network.Posted(r, "source"), network.Posted(r, "edition")}
	formula, refused := a.formula()
	var preview Preview
	save := r.PostFormValue("save") == "yes"
	switch {
	case refused != nil:
	case save:
		_, refused = s.PutFormula(r.Context(), p.Who, p.Network, formula)
	default:
		preview, refused = s.PreviewFormula(r.Context(), p.Who, p.Network, formula)
	}
	if save && refused == nil {
		return web.Go{To: p.Base + "/fees?year=" + formula.From(), Said: "body.said-saved"}, nil
	}
	if refused != nil && !network.Mendable(refused) {
		return nil, refused
	}
	f, err := s.Fees(r.Context(), p.Who, p.Network, "")
	if err != nil {
		return nil, err
	}
	if refused == nil {
		return p.formulaForm(f, a, &preview, nil)
	}
	if fault.ID(refused) == "network.changed-meanwhile" {
		a.Edition = f.Edition
	}
	return p.formulaForm(f, a, nil, refused)
}
