package indicator

import (
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/chart"
	"pesnet/kit/stat"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// comparePage is exactly what page/compare.html prints.
type comparePage struct {
	web.Here
	Eye, Title      string
	Finding         saying
	Chips           ui.Chips
	Form            compareForm
	Past, Peers     drawing
	Panels          drawing
	Remarks         []remark
	Context         []ui.Table
	ContextTitle    string
	ContextSub      string
	Table           ui.Table
	TableTop, Many  bool
	Flags           string
	Pairs           ui.Pairs
	Notes           []ui.Note
	Near            *ui.Table
	Order           *ui.Table
	Downloads, Next []ui.Link
	Wrong           map[string]string

	r *web.Request
	c compared
	q url.Values
	t teller
}

// manyPeers is from how many peers on the charts stand in two columns of their
// own heights.
const manyPeers = 12

// drawing is a chart with what stands around it.
type drawing struct {
	Title, Sub  string
	SVG, Legend template.HTML
	Save        string
	Empty       string // in place of a chart
}

type remark struct {
	Sign       template.HTML
	What, Text string
}

func newComparePage(r *web.Request, c compared, q url.Values) *comparePage {
	p := &comparePage{Here: r.Here(), Title: c.Title(r.Words), r: r, c: c, q: q, t: c.Said, TableTop: c.Choice.TableTop, Many: len(c.Comparison.Peers) > manyPeers}
	p.Eye = p.eye()
	p.Finding = p.t.finding(c.Find())
	p.Chips = p.chips()
	p.draw()
	p.remarks()
	p.context()
	p.Table, p.Flags = p.table(), p.flags()
	p.Pairs, p.Notes = p.pairs(), p.notes()
	p.Near, p.Order = p.near(), p.order()
	p.Downloads, p.Next = p.downloads(), p.next()
	return p
}

func (p *comparePage) crumbs() []ui.Link {
	return []ui.Link{{Text: p.r.T("web.nav.catalogue"), Href: p.Base + "/indicators"}}
}

func (p *comparePage) eye() string {
	parts := []string{p.t.t("group." + p.c.Group), p.t.t("eye.indicator", "code", p.c.Definition.Code)}
	switch {
	case p.c.Network.Fictional:
		parts = append(parts, p.t.t("eye.invented"))
	case !p.c.OfServices:
		parts = append(parts, p.t.t("eye.public"))
	}
	return strings.Join(parts, " · ")
}

// to is the address of this comparison with some of it changed: pairs of name
// and values; a nil takes a name out.
func (p *comparePage) to(path string, change map[string][]string) string {
	q := url.Values{}
	for name, values := range p.q {
		if name != "said" {
			q[name] = values
		}
	}
	for name, values := range change {
		delete(q, name)
		if len(values) > 0 {
			q[name] = values
		}
	}
	if len(q) == 0 {
		return p.Base + path
	}
	return p.Base + path + "?" + q.Encode()
}

func (p *comparePage) chips() ui.Chips {
	chips := ui.Chips{Label: p.t.t("compared-with")}
	if len(p.c.Mine.Services) > 0 {
		chips.Items = append(chips.Items, ui.Chip{Text: p.t.name(p.c.Mine.Unit), Mine: true})
	}
	peers := rowCodes(p.c.Comparison.Peers)
	for _, r := range p.c.Comparison.Peers {
		others := slices.DeleteFunc(slices.Clone(peers), func(code string) bool { return code == r.Code })
		chips.Items = append(chips.Items, ui.Chip{Text: p.t.name(r.Unit),
			Remove: p.to("/compare", map[string][]string{"with": {"hand"}, "peer": others, "group": nil, "similar": nil})})
	}
	if p.c.Whole != nil {
		chips.Items = append(chips.Items, ui.Chip{Text: p.t.name(p.c.Whole.Unit), Remove: p.to("/compare", map[string][]string{"whole": {"0"}})})
	}
	return chips
}

func rowCodes(rows []Row) (codes []string) {
	for _, r := range rows {
		codes = append(codes, r.Code)
	}
	return codes
}

// draw makes the three charts.
func (p *comparePage) draw() {
	if len(p.c.Periods) == 0 {
		for _, d := range []*drawing{&p.Past, &p.Peers, &p.Panels} {
			d.Empty = p.t.t("chart.none")
		}
	}
	unit := unitName(p.r.Words, p.c.measure())
	p.Past.Title, p.Panels.Title = p.t.pastTitle(), p.t.t("panels.title")
	p.Peers.Title = p.t.t("peers.title.none")
	if len(p.c.Periods) == 0 {
		return
	}
	span := p.t.fromTo(string(p.c.first()), string(p.c.last()))
	p.Peers.Title = p.t.peersTitle()
	p.Past.Sub = span + " · " + unit
	p.Peers.Sub = p.t.t("peers.sub") + " · " + unit
	p.Panels.Sub = p.t.t("panels.sub", "span", span, "min", p.t.tick(p.c.Scale.Min), "max", p.t.tick(p.c.Scale.Max))
	past, peers := p.t.past(), p.t.peers()
	past.Desc = p.Finding.String() + " " + past.Desc
	p.Past.SVG, p.Past.Legend = past.HTML(), chart.Legend(p.t.pastLegend())
	p.Peers.SVG, p.Peers.Legend = peers.HTML(), chart.Legend(p.t.peersLegend())
	p.Panels.SVG = p.t.panels().HTML()
	for name, d := range map[string]*drawing{"past": &p.Past, "peers": &p.Peers, "panels": &p.Panels} {
		d.Save = p.to("/compare.svg", map[string][]string{"chart": {name}})
	}
}

func (p *comparePage) remarks() {
	for _, r := range p.c.Remarks() {
		p.Remarks = append(p.Remarks, remark{r.Key.Icon(), p.t.marked(r.What), p.t.say(r.Words)})
	}
	key := "basis." + p.c.Basis
	if p.r.Words.Has("indicatorcompare." + key + ".read") {
		p.Remarks = append(p.Remarks, remark{chart.KeyOthers.Icon(), p.t.t(key), p.t.t(key + ".read")})
	}
}

// context makes a table for each kind of source, so that figures of registers
// and of surveys stand apart here too.
func (p *comparePage) context() {
	c := p.c.Comparison.Context
	if len(c.Variables) == 0 || p.c.Own < 0 {
		return
	}
	p.ContextTitle = p.t.t("context.title", "period", p.t.when(c.Year))
	p.ContextSub = p.t.t("context.sub")
	byBasis := map[string]*ui.Table{}
	var order []string
	for v, d := range c.Variables {
		t := byBasis[d.Basis]
		if t == nil {
			t = &ui.Table{ID: "context-" + d.Basis, Caption: p.t.t("basis." + d.Basis), Head: []ui.Cell{{Text: p.t.t("indicator")},
				{Text: p.t.name(p.c.Mine.Unit), Number: true}, {Text: p.t.t("median"), Number: true}}, Cards: true}
			byBasis[d.Basis], order = t, append(order, d.Basis)
		}
		t.Rows = append(t.Rows, p.contextRow(d, v))
	}
	for _, basis := range order {
		p.Context = append(p.Context, *byBasis[basis])
	}
}

func (p *comparePage) contextRow(d Definition, v int) ui.Row {
	c := p.c.Comparison.Context
	var peers []float64
	for _, r := range p.c.Comparison.Peers {
		peers = append(peers, c.Table[find(p.c.All, r.Code)][v])
	}
	cell := func(value float64) ui.Cell {
		if !stat.Known(value) {
			return ui.Cell{Text: ":", Number: true, Gap: true}
		}
		return ui.Cell{Text: withUnit(p.r.Words, p.r.Words.Number(value, d.Decimals), d.Unit), Number: true}
	}
	name := ui.Cell{Text: d.Title(p.r.Words), Head: true, Href: p.to("/compare", map[string][]string{"indicator": {d.Code}, "dataset": nil, "unit": nil, "freq": nil})}
	return ui.Row{Cells: []ui.Cell{name, cell(c.Table[p.c.Own][v]), cell(stat.Median(peers))}}
}

// table is the figures under the charts.
func (p *comparePage) table() ui.Table {
	head := []ui.Cell{{Text: p.t.t(p.kind())}}
	for _, period := range p.c.Periods {
		head = append(head, ui.Cell{Text: p.t.period(period), Number: true})
	}
	t := ui.Table{ID: "figures", Caption: p.Title, Head: head, Scroll: true, Stick: true}
	if len(p.c.Periods) > 0 {
		t.Sub = unitName(p.r.Words, p.c.measure()) + " · " + p.t.fromTo(string(p.c.first()), string(p.c.last()))
	}
	for i, r := range append(p.c.Rows(), p.t.wholes()...) {
		t.Rows = append(t.Rows, ui.Row{Mine: i == 0, Cells: p.cells(r)})
	}
	if len(p.c.Comparison.Peers) > 0 {
		t.Rows = append(t.Rows, ui.Row{Cells: p.medianCells()})
	}
	return t
}

func (p *comparePage) kind() string {
	if p.c.OfServices {
		return "service"
	}
	return "area"
}

func (p *comparePage) cells(r Row) []ui.Cell {
	cells := []ui.Cell{{Text: p.t.name(r.Unit), Head: true}}
	for _, cell := range r.Cells {
		out := ui.Cell{Text: ":", Number: true, Gap: true, Note: cell.Flags}
		switch {
		case cell.OK():
			out.Text, out.Gap = p.t.number(cell.Value), false
		case cell.Hidden():
			out.Text = p.t.t("hidden")
		}
		switch {
		case cell.Draft && cell.Hidden():
			out.Tag = &ui.Tag{Kind: "quiet", Text: p.t.t("hidden.own")}
		case cell.Draft:
			out.Tag = &ui.Tag{Kind: "due", Text: p.t.t("draft")}
		}
		cells = append(cells, out)
	}
	return cells
}

func (p *comparePage) medianCells() []ui.Cell {
	cells := []ui.Cell{{Text: p.t.t("median.computed"), Head: true}}
	for i, v := range p.c.Median {
		if math.IsNaN(v) {
			cells = append(cells, ui.Cell{Text: ":", Number: true, Gap: true})
			continue
		}
		cells = append(cells, ui.Cell{Text: p.t.number(v), Number: true, Note: "n=" + strconv.Itoa(p.c.Counted[i])})
	}
	return cells
}

// flags explains the letters of the table.
func (p *comparePage) flags() string {
	var parts []string
	for _, letter := range p.c.Letters() {
		parts = append(parts, p.t.t("flag.line", "flag", string(letter), "name", wordOr(p.r.Words, "indicatorcompare.flag."+string(letter), p.t.t("flag.other"))))
	}
	parts = append(parts, p.t.t("flag.missing"))
	if len(p.c.Comparison.Peers) > 0 {
		parts = append(parts, p.t.t("flag.n"))
	}
	return strings.Join(parts, " · ")
}

// pairs say how the indicator is counted, and where the figures come from.
func (p *comparePage) pairs() ui.Pairs {
	d := p.c.Definition
	out := ui.Pairs{{Name: p.t.t("indicator"), Value: p.t.t("code-title", "code", d.Code, "title", p.Title), Href: p.Base + "/indicators/" + address(d)}}
	add := func(key, value string) {
		if value != "" {
			out = append(out, ui.Pair{Name: p.t.t(key), Value: value})
		}
	}
	if text := d.Meaning(p.r.Words); text != "" {
		add("how.definition", text)
	}
	add("how.formula", formulaIn(p.r.Words, d))
	add("how.unit", unitName(p.r.Words, p.c.measure()))
	add("how.basis", wordOr(p.r.Words, "indicatorcompare.basis."+d.Basis, ""))
	add("how.source", sourceName(p.r.Words, d.Source))
	add("how.vintage", p.vintage())
	add("how.brought", p.brought())
	if p.c.Computed {
		add("how.computed", p.t.t("computed"))
	}
	add("how.peers", p.peersChosen())
	add("how.services", p.shared())
	add("how.without", p.without())
	add("how.rounding", p.t.t("rounding", "count", d.Decimals))
	return out
}

// vintage is the day, or the first and the last day, on which the source
// published what is shown.
func (p *comparePage) vintage() string {
	all := p.c.Brought
	if len(all) == 0 {
		return ""
	}
	first, last := p.day(all[0].Vintage), p.day(all[len(all)-1].Vintage)
	if first == last {
		return first
	}
	return p.t.t("from-to", "from", first, "to", last)
}

func (p *comparePage) day(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return p.r.Words.Date(day)
	}
	return text
}

func (p *comparePage) brought() string {
	var numbers []string
	for _, d := range p.c.Brought {
		numbers = append(numbers, strconv.FormatInt(d.No, 10))
	}
	const most = 6
	if len(numbers) > most {
		return p.t.t("batches.many", "count", len(numbers))
	}
	return p.r.Words.Join(numbers)
}

func (p *comparePage) peersChosen() string {
	text := p.t.t("peers.how."+p.c.How, "count", len(p.c.Comparison.Peers))
	if p.c.How == "similar" {
		text = p.t.t("peers.how.similar", "count", len(p.c.Comparison.Peers), "period", p.t.when(p.c.Comparison.Context.Year))
	}
	return text
}

// shared names the services of units that several stand for.
func (p *comparePage) shared() string {
	var said []string
	for _, r := range p.c.Rows() {
		if r.Code != r.Area || len(r.Services) < 2 {
			continue
		}
		var names []string
		for _, o := range r.Services {
			names = append(names, o.Named(p.r.Words.Code()))
		}
		said = append(said, p.t.t("services", "area", p.t.name(r.Unit), "names", p.r.Words.Join(names)))
	}
	return strings.Join(said, "; ")
}

func (p *comparePage) without() string {
	var names []string
	for _, u := range p.c.Without {
		names = append(names, p.t.name(u))
	}
	return strings.Join(names, ", ")
}

func (p *comparePage) notes() (notes []ui.Note) {
	switch p.c.Better {
	case "up", "down":
		notes = append(notes, ui.Note{Info: true, Text: p.t.t("better." + p.c.Better)})
	default:
		notes = append(notes, ui.Note{Info: true, Text: p.t.t("better.none")})
	}
	return notes
}

// near says how similar the peers are, when they were chosen by it.
func (p *comparePage) near() *ui.Table {
	if p.c.How != "similar" {
		return nil
	}
	vars := p.c.Comparison.Context.only(p.c.Choice.By).Variables
	var names []string
	for _, d := range vars {
		names = append(names, d.Title(p.r.Words))
	}
	t := &ui.Table{ID: "near", Caption: p.t.t("near.title", "name", p.t.name(p.c.Mine.Unit)),
		Sub:  p.t.t("near.sub", "period", p.t.when(p.c.Comparison.Context.Year), "names", strings.Join(names, ", ")),
		Head: []ui.Cell{{Text: p.t.t(p.kind())}, {Text: p.t.t("near.distance"), Number: true}, {Text: p.t.t("near.used"), Number: true}}, Cards: true}
	for _, n := range p.c.Comparison.Near[:min(len(p.c.Comparison.Near), len(p.c.Comparison.Peers))] {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.t.name(n.Unit), Head: true},
			{Text: p.r.Words.Number(n.Distance, 2), Number: true}, {Text: fmt.Sprintf("%d/%d", n.Used, len(vars)), Number: true}}})
	}
	return t
}

// order is shown only when asked for, with the warning in its caption.
func (p *comparePage) order() *ui.Table {
	at := p.c.Mine.Latest()
	if !p.c.Choice.Rank || at < 0 {
		return nil
	}
	t := &ui.Table{ID: "order", Caption: p.t.t("order.title", "period", p.t.when(p.c.Periods[at])), Sub: p.t.t("order.warning"),
		Head: []ui.Cell{{Text: p.t.t("order.place"), Number: true, Narrow: true}, {Text: p.t.t(p.kind())}, {Text: unitName(p.r.Words, p.c.measure()), Number: true}}}
	for _, o := range p.c.Order(at) {
		place := strconv.Itoa(o.Place)
		if o.Last > o.Place {
			place = p.t.t("run", "from", place, "to", strconv.Itoa(o.Last))
		}
		t.Rows = append(t.Rows, ui.Row{Mine: o.Code == p.c.Mine.Code, Cells: []ui.Cell{{Text: place, Number: true, Narrow: true},
			{Text: p.t.name(o.Unit), Head: true}, {Text: p.t.number(o.Value), Number: true}}})
	}
	return t
}

func (p *comparePage) downloads() []ui.Link {
	rows := (len(p.c.Rows()) + len(p.t.wholes())) * len(p.c.Periods)
	links := []ui.Link{
		{Text: p.t.t("download.csv", "count", rows), Href: p.to("/compare.csv", nil)},
		{Text: p.r.T("web.xlsx"), Href: p.to("/compare.xlsx", nil)},
	}
	if len(p.c.Periods) == 0 { // no chart
		return links
	}
	return append(links,
		ui.Link{Text: p.t.t("download.past"), Href: p.to("/compare.svg", map[string][]string{"chart": {"past"}})},
		ui.Link{Text: p.t.t("download.peers"), Href: p.to("/compare.svg", map[string][]string{"chart": {"peers"}})},
		ui.Link{Text: p.t.t("download.panels"), Href: p.to("/compare.svg", map[string][]string{"chart": {"panels"}})})
}

func (p *comparePage) next() []ui.Link {
	links := []ui.Link{{Text: p.t.t("next.definition"), Href: p.Base + "/indicators/" + address(p.c.Definition)}}
	if p.c.How != "all" {
		links = append(links, ui.Link{Text: p.t.t("next.all"), Href: p.to("/compare", map[string][]string{"with": {"all"}, "peer": nil, "group": nil, "similar": nil})})
	}
	if p.c.How != "similar" && len(p.c.Comparison.Near) > 0 {
		links = append(links, ui.Link{Text: p.t.t("next.similar"), Href: p.to("/compare", map[string][]string{"with": {"similar"}, "peer": nil, "group": nil})})
	}
	if !p.c.Choice.Rank {
		links = append(links, ui.Link{Text: p.t.t("next.order"), Href: p.to("/compare", map[string][]string{"rank": {"1"}}) + "#order"})
	}
	return links
}
