package indicator

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
)

// compareForm is the form that changes a comparison; all of it goes into the
// address of the page.
type compareForm struct {
	Action    string
	Open      bool
	Indicator ui.Select
	Me        ui.Select
	With      ui.Radios
	Peers     ui.Checkboxes
	Group     *ui.Select
	Similar   ui.Select
	By        ui.Checkboxes
	Facets    []ui.Select
	From, To  ui.Select
	Show      []tick
	Save      *groupForm
	Saved     []savedGroup
}

// tick is a box of its own.
type tick struct {
	Name, Value, Label string
	Chosen             bool
}

type groupForm struct {
	Action string
	Name   ui.Input
	Peers  []string
	State  string
}

type savedGroup struct{ Name, Href, Delete string }

// form builds the form from what there is to choose.
func (p *comparePage) form(measured []Definition, groups []Group, signedIn bool) {
	f := &p.Form
	f.Action = p.Base + "/compare"
	f.Indicator = p.indicators(measured)
	f.Me = ui.Select{Field: ui.Field{Name: "me", Label: p.t.t("form.me")}, Options: p.unitOptions(p.c.Mine.Code)}
	f.With = p.ways(len(groups) > 0)
	f.Peers = ui.Checkboxes{Field: ui.Field{Name: "peer", Label: p.t.t("form.peers")}, Small: true}
	for _, u := range p.c.Units {
		if u.Code != p.c.Mine.Code {
			f.Peers.Options = append(f.Peers.Options, ui.Option{Value: u.Code, Text: p.t.name(u),
				Chosen: slices.ContainsFunc(p.c.Comparison.Peers, func(r Row) bool { return r.Code == u.Code })})
		}
	}
	f.Similar = p.howMany()
	f.By = ui.Checkboxes{Field: ui.Field{Name: "by", Label: p.t.t("form.by")}, Small: true}
	for _, d := range p.c.Comparison.Context.Variables {
		f.By.Options = append(f.By.Options, ui.Option{Value: d.Code, Text: d.Title(p.r.Words),
			Chosen: len(p.c.Choice.By) == 0 || slices.Contains(p.c.Choice.By, d.Code)})
	}
	for _, facet := range p.c.Variants {
		f.Facets = append(f.Facets, p.facet(facet))
	}
	f.From, f.To = p.years("from", p.t.t("form.from"), string(p.c.first())), p.years("to", p.t.t("form.to"), string(p.c.last()))
	f.Show = []tick{
		{"rank", "1", p.t.t("form.rank"), p.c.Choice.Rank},
		{"table", "first", p.t.t("form.table"), p.TableTop},
		{"whole", "0", p.t.t("form.no-whole"), p.c.Choice.NoWhole},
	}
	p.groups(groups, signedIn)
}

// indicators offers those with figures; one that came with a source is added
// when it is the one that is shown.
func (p *comparePage) indicators(measured []Definition) ui.Select {
	s := ui.Select{Field: ui.Field{Name: "indicator", Label: p.t.t("indicator")}}
	found := false
	for _, d := range measured {
		now := d.Dataset == p.c.Definition.Dataset && d.Code == p.c.Definition.Code
		found = found || now
		s.Options = append(s.Options, ui.Option{Value: d.Code, Text: d.Title(p.r.Words), Chosen: now, Group: p.t.t("group." + d.Group)})
	}
	if !found {
		s.Options = append(s.Options, ui.Option{Value: address(p.c.Definition), Text: p.Title, Chosen: true, Group: p.t.t("group." + p.c.Definition.Group)})
	}
	return s
}

func (p *comparePage) unitOptions(chosen string) (options []ui.Option) {
	all := slices.Clone(p.c.Units)
	if find(all, chosen) < 0 && p.c.Own >= 0 {
		all = append(all, p.c.Mine.Unit)
	}
	lang.Sort(p.r.Words, all, func(u Unit) string { return p.t.name(u) })
	for _, u := range all {
		options = append(options, ui.Option{Value: u.Code, Text: p.t.name(u), Chosen: u.Code == chosen})
	}
	return options
}

func (p *comparePage) ways(groups bool) ui.Radios {
	r := ui.Radios{Field: ui.Field{Name: "with", Label: p.t.t("form.with")}, Small: true}
	for _, way := range []string{"similar", "hand", "group", "all"} {
		if way == "group" && !groups || way == "similar" && len(p.c.Comparison.Near) == 0 {
			continue
		}
		r.Options = append(r.Options, ui.Option{Value: way, Text: p.t.t("form.with." + way), Chosen: way == p.c.How})
	}
	return r
}

func (p *comparePage) howMany() ui.Select {
	chosen := cmp.Or(p.c.Choice.Similar, fewPeers)
	s := ui.Select{Field: ui.Field{Name: "similar", Label: p.t.t("form.similar")}}
	for n := 2; n <= 15; n++ {
		s.Options = append(s.Options, ui.Option{Value: strconv.Itoa(n), Text: strconv.Itoa(n), Chosen: n == chosen})
	}
	return s
}

func (p *comparePage) facet(f Facet) ui.Select {
	s := ui.Select{Field: ui.Field{Name: f.Name, Label: facetName(p.r.Words, f.Name)}}
	if !slices.Contains(f.Values, f.Chosen) {
		s.Options = append(s.Options, ui.Option{Value: f.Chosen, Text: facetValue(p.r.Words, f.Name, f.Chosen), Chosen: true})
	}
	for _, v := range f.Values {
		s.Options = append(s.Options, ui.Option{Value: v, Text: facetValue(p.r.Words, f.Name, v), Chosen: v == f.Chosen})
	}
	return s
}

func (p *comparePage) years(name, label, chosen string) ui.Select {
	s := ui.Select{Field: ui.Field{Name: name, Label: label}}
	if len(p.c.Years) < 2 {
		return s
	}
	first, _ := strconv.Atoi(p.c.Years[0])
	last, _ := strconv.Atoi(p.c.Years[1])
	for y := first; y <= last; y++ {
		year := strconv.Itoa(y)
		s.Options = append(s.Options, ui.Option{Value: year, Text: year, Chosen: year == chosen[:min(4, len(chosen))]})
	}
	return s
}

// groups adds the saved groups, and the form that saves one.
func (p *comparePage) groups(groups []Group, signedIn bool) {
	f := &p.Form
	if !signedIn {
		return
	}
	if len(groups) > 0 {
		f.Group = &ui.Select{Field: ui.Field{Name: "group", Label: p.t.t("form.group")}}
	}
	for _, g := range groups {
		f.Group.Options = append(f.Group.Options, ui.Option{Value: g.ID, Text: g.Name, Chosen: g.ID == p.c.Choice.Group})
		f.Saved = append(f.Saved, savedGroup{g.Name, p.to("/compare", map[string][]string{"with": {"group"}, "group": {g.ID}, "peer": nil, "similar": nil}),
			p.Base + "/compare/groups/" + url.PathEscape(g.ID) + "/delete"})
	}
	f.Save = &groupForm{Action: p.Base + "/compare/groups", Peers: rowCodes(p.c.Comparison.Peers), State: p.q.Encode(),
		Name: ui.Input{Field: ui.Field{Name: "name", Label: p.t.t("form.group.name"), Hint: p.t.t("form.group.hint")}, Width: "20"}}
}
