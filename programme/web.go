package programme

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"strconv"

	"pesnet/kit/chart"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	all := []web.Route{
		{Method: get, Pattern: "/{network}/work", Policy: "programme.read", Do: s.workPage},
		{Method: post, Pattern: "/{network}/work", Policy: "programme.change", Do: s.begin},
		{Method: get, Pattern: "/{network}/work/{year}", Policy: "programme.read", Do: s.planPage},
		{Method: get, Pattern: "/{network}/work/{year}/items.xlsx", Policy: "programme.read", Do: s.planFile},
		{Method: post, Pattern: "/{network}/work/{year}/state", Policy: "programme.change", Do: s.stepPlan},
		{Method: get, Pattern: "/{network}/work/{year}/items/{no}", Policy: "programme.read-drafts", Do: s.itemPage},
		{Method: post, Pattern: "/{network}/work/{year}/items/{no}", Policy: "programme.read-drafts", Do: s.putItemForm},
		{Method: post, Pattern: "/{network}/work/{year}/comments", Policy: "programme.comment", Do: s.say},
		{Method: post, Pattern: "/{network}/work/{year}/comments/answer", Policy: "programme.change", Do: s.answer},
	}
	for _, register := range []string{Requests, Problems} {
		at := "/{network}/" + register + "s"
		all = append(all,
			web.Route{Method: get, Pattern: at, Policy: "programme.read", Do: s.of(register, s.registerPage)},
			web.Route{Method: get, Pattern: at + ".xlsx", Policy: "programme.read", Do: s.of(register, s.registerFile)},
			web.Route{Method: get, Pattern: at + "/new", Policy: "programme.raise", Do: s.of(register, s.newMatterPage)},
			web.Route{Method: post, Pattern: at + "/new", Policy: "programme.raise", Do: s.of(register, s.putMatterForm)},
			web.Route{Method: get, Pattern: at + "/{no}", Policy: "programme.read", Do: s.of(register, s.matterPage)},
			web.Route{Method: get, Pattern: at + "/{no}/edit", Policy: "programme.raise", Do: s.of(register, s.editMatterPage)},
			web.Route{Method: post, Pattern: at + "/{no}/edit", Policy: "programme.raise", Do: s.of(register, s.putMatterForm)},
			web.Route{Method: post, Pattern: at + "/{no}/steps", Policy: "programme.change", Do: s.of(register, s.moveMatter)})
	}
	return all
}

type place struct {
	network.Place
	today    string
	register string
}

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "programme")
	if err != nil {
		return place{}, err
	}
	p.Section = "work"
	return place{Place: p, today: s.networks.Today(p.Network)}, err
}

func (p place) top() ui.Link {
	return ui.Link{Text: p.Words.T("programme.work"), Href: p.Base + "/work"}
}

func (p place) planAt(year int) string { return p.Base + "/work/" + strconv.Itoa(year) }

func (s *Service) workPage(r *web.Request) (web.Reply, error) { return s.workView(r, nil) }

func (s *Service) workView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	w, err := s.Work(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	T := r.T
	page := ui.Page{Title: T("programme.work"), Lede: T("programme.work.lede", "network", p.Network.Code)}
	now := ui.Section{ID: "programme", Title: T("programme.title")}
	if w.Now.Plan.ID == "" {
		now.Parts = []ui.Part{ui.Empty{Title: T("programme.none"), Text: T("programme.none.text")}}
	} else {
		at := p.planAt(w.Now.Year)
		now.Title, now.Tag = T("programme.of", "year", w.Now.YearText()), p.planState(w.Now.Plan)
		now.Parts = []ui.Part{p.summary(w.Now), p.plan(w.Now), ui.Actions{Buttons: []ui.Button{{Text: T("programme.open", "year", w.Now.YearText()), Href: at}}, Links: p.otherYears(w)}}
	}
	more := ui.Cards{Columns: 3}
	for _, c := range further {
		if !c.inside || inside(p.Who, p.Network) {
			more.Items = append(more.Items, ui.Card{Title: T("programme." + c.name), Text: T("programme." + c.name + ".text"), Href: p.Base + "/" + c.name})
		}
	}
	page.Sections = []ui.Section{now, p.open(Requests, w.Requests), p.open(Problems, w.Problems), {ID: "more", Title: T("programme.more"), Parts: []ui.Part{more}}}
	if p.May("programme.change") {
		year := int64(network.YearOf(p.today)) + 1
		f := ui.Post(p.Base+"/work", T("programme.begin"), p.Count("year", year, refused), p.Lines("intro", "", refused))
		f.Secondary = true
		page.Sections = append(page.Sections, ui.Section{ID: "begin", Title: T("programme.begin.title"), Forms: []ui.Form{f}})
	}
	return p.View(page, refused), nil
}

func (p place) otherYears(w Work) (links []ui.Link) {
	for _, one := range w.Plans {
		if one.Year != w.Now.Year {
			links = append(links, ui.Link{Text: p.Words.T("programme.of", "year", one.YearText()), Href: p.planAt(one.Year)})
		}
	}
	return links
}

var planTag = map[string]string{Draft: "off", Consulted: "due", Adopted: "net", Running: "net", Closed: "done"}

func (p place) planState(one Plan) *ui.Tag {
	return &ui.Tag{Kind: planTag[one.State], Text: p.Words.T("programme.state." + one.State)}
}

// summary is the few figures of a programme.
func (p place) summary(w Whole) ui.Part {
	late, done := 0, 0
	for _, i := range w.Items {
		if w.State != Draft && w.State != Consulted && i.Late(p.today) {
			late++
		}
		if i.State == Done {
			done++
		}
	}
	number := func(v int64) string { return p.Words.Number(float64(v), 0) }
	return ui.Facts{{Value: number(int64(len(w.Items))), Text: p.Words.T("programme.fact.items")}, {Value: number(int64(done)), Text: p.Words.T("programme.fact.done")},
		{Value: p.Words.T("programme.percent", "value", Progress(w.Items)), Text: p.Words.T("programme.fact.progress")}, {Value: number(int64(late)), Text: p.Words.T("programme.fact.late")}}
}

// plan draws the items over the quarters of the year.
func (p place) plan(w Whole) ui.Part {
	if len(w.Items) == 0 {
		return ui.Empty{Title: p.Words.T("programme.items.none"), Text: p.Words.T("programme.items.none.text")}
	}
	c := chart.Plan{Frame: chart.Frame{ID: "plan" + w.YearText(), Title: p.Words.T("programme.chart", "year", w.YearText())}, Now: quarter(p.today, w.Year)}
	for q := 1; q <= 4; q++ {
		c.Steps = append(c.Steps, p.Words.T("programme.quarter", "n", strconv.Itoa(q)))
	}
	for _, i := range w.Items {
		from, to := quarter(i.Starts, w.Year), quarter(i.Due, w.Year)
		if math.IsNaN(from) {
			from = 0 // begun in an earlier year
		}
		text := p.Words.T("programme.percent", "value", i.Progress)
		c.Rows = append(c.Rows, chart.Work{Name: i.Number() + " " + i.Objective, From: from, To: to, Done: float64(i.Progress) / 100, Late: w.Public() && i.Late(p.today), Text: text})
		c.Desc += i.Number() + " " + i.Objective + ": " + p.Words.Period(i.Starts) + " – " + p.Words.Period(i.Due) + ", " + text + ". "
	}
	return ui.Drawing{Title: c.Title, Sub: p.Words.T("programme.chart.sub"), SVG: c.HTML()}
}

// open lists what of a register is on its way.
func (p place) open(register string, all []Matter) ui.Section {
	s := ui.Section{ID: register + "s", Title: p.Words.T("programme." + register + "s")}
	p.register = register
	var waiting []Matter
	for _, m := range all {
		if !m.Over() {
			waiting = append(waiting, m)
		}
	}
	if len(waiting) == 0 {
		s.Text = []string{p.Words.T("programme." + register + "s.none-open")}
	} else {
		s.Parts = []ui.Part{p.matters(waiting, nil)}
	}
	s.Parts = append(s.Parts, ui.Actions{Links: []ui.Link{{Text: p.Words.T("programme." + register + "s.all"), Href: p.Base + "/" + register + "s"}}})
	return s
}

func (s *Service) begin(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	plan := Plan{Year: int(network.PostedNumber(r, "year")), Intro: network.Posted(r, "intro")}
	if err := s.Begin(r.Context(), p.Who, p.Network, plan); err != nil {
		if network.Mendable(err) {
			return s.workView(r, err)
		}
		return nil, err
	}
	return web.Go{To: p.planAt(plan.Year), Said: "programme.said-saved"}, nil
}

// asked reads the programme that the address names.
func (s *Service) asked(r *web.Request) (p place, w Whole, err error) {
	if p, err = s.place(r); err != nil {
		return p, w, err
	}
	year, wrong := strconv.Atoi(r.PathValue("year"))
	if wrong != nil {
		return p, w, fault.New(fault.Missing, "programme.unknown", "year", r.PathValue("year"))
	}
	w, err = s.Plan(r.Context(), p.Who, p.Network, year)
	return p, w, err
}

func (s *Service) planPage(r *web.Request) (web.Reply, error) { return s.planView(r, "", nil) }

// planView is the page of a programme; form names the form whose answer was
// refused.
func (s *Service) planView(r *web.Request, form string, refused error) (web.Reply, error) {
	p, w, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	T := r.T
	at := p.planAt(w.Year)
	page := ui.Page{Title: T("programme.of", "year", w.YearText()), Lede: w.Intro, Stages: p.stages(w.Plan), Actions: &ui.Actions{Links: []ui.Link{{Text: T("web.xlsx"), Href: at + "/items.xlsx"}}}}
	if p.May("programme.change") && !w.Public() {
		page.Actions.Buttons = []ui.Button{{Text: T("programme.item.new"), Href: at + "/items/new"}}
	}
	items := w.Items
	if v, err := strconv.ParseInt(r.URL.Query().Get("version"), 10, 64); err == nil && v > 0 && v <= int64(len(w.Versions)) {
		items = w.Versions[v-1].Items
		page.Eye = T("programme.version.shown", "no", strconv.FormatInt(v, 10))
	}
	table := ui.Section{ID: "items", Title: T("programme.items"), Parts: []ui.Part{p.items(w, items)}}
	shown := w
	shown.Items = items
	page.Sections = []ui.Section{{Parts: append([]ui.Part{p.summary(shown)}, p.adoption(w)...)}, {ID: "plan", Title: T("programme.plan"), Parts: []ui.Part{p.plan(shown)}}, table}
	if w.State == Consulted || len(w.Comments) > 0 {
		page.Sections = append(page.Sections, p.comments(w, at, form, refused))
	}
	if len(w.Versions) > 0 {
		page.Sections = append(page.Sections, p.versions(w, at))
	}
	page.Sections = append(page.Sections, p.themes(w))
	if p.May("programme.change") {
		page.Sections = append(page.Sections, p.next(w, at, form, refused)...)
	}
	return p.View(page, refused, p.top()), nil
}

// adoption leads to the decision by which a programme was adopted; one that is
// kept elsewhere is named.
func (p place) adoption(w Whole) []ui.Part {
	if w.Decision == "" {
		return nil
	}
	by := ui.Pair{Name: p.Words.T("programme.adopted-by"), Value: w.Decision}
	if w.Adopting.ID != "" {
		by.Value, by.Href = w.Decision+": "+w.Adopting.Text, p.Base+w.Adopting.Path()
	}
	return []ui.Part{ui.Pairs{by}}
}

// stages is the way of a programme.
func (p place) stages(one Plan) *ui.Stages {
	s := &ui.Stages{Label: p.Words.T("programme.field.state")}
	now := slices.Index(States, one.State)
	for i, state := range States {
		stage := ui.Stage{Title: p.Words.T("programme.state." + state)}
		switch {
		case i < now:
			stage.State = ui.Did
		case i == now:
			stage.State = ui.Now
		}
		if state == Adopted && one.Adopted != "" {
			stage.Text = one.Decision + ", " + p.Words.Period(one.Adopted)
		}
		if state == Consulted && one.Consult != "" {
			stage.Text = p.Words.T("programme.until", "date", p.Words.Period(one.Consult))
		}
		s.Items = append(s.Items, stage)
	}
	return s
}

var itemTag = map[string]string{Planned: "off", Running: "net", Done: "done", Dropped: "off"}

func (p place) items(w Whole, items []Item) ui.Part {
	if len(items) == 0 {
		return ui.Empty{Title: p.Words.T("programme.items.none"), Text: p.Words.T("programme.items.none.text")}
	}
	t := ui.Table{ID: "items-table", Caption: p.Words.T("programme.items"), Sub: p.Words.T("programme.budget.sum", "sum", p.Words.Number(float64(Budget(items)), 0)), Scroll: true,
		Head: p.Head("objective", "theme", "deliverable", "lead", "due", "budget", "state")}
	for _, i := range items {
		name := ui.Cell{Text: i.Number() + " " + i.Objective, Head: true}
		if inside(p.Who, p.Network) {
			name.Href = p.planAt(w.Year) + "/items/" + i.Number()
		}
		state := &ui.Tag{Kind: itemTag[i.State], Text: p.Words.T("programme.item-state." + i.State)}
		if w.Public() && i.Late(p.today) {
			state = &ui.Tag{Kind: "late", Text: p.Words.T("programme.late")}
		}
		lead := w.Leads[i.Lead].Named(p.Lang)
		if b := p.body(w, i.Body); b != "" {
			lead += " (" + b + ")"
		}
		t.Rows = append(t.Rows, ui.Row{Mine: slices.Contains(p.Who.ActsFor(p.Network.ID), i.Lead), Cells: []ui.Cell{name, {Text: p.Words.T("programme.theme." + i.Theme)}, {Text: i.Deliverable}, {Text: cmp.Or(lead, "–")},
			{Text: p.Words.Period(i.Due)}, {Text: p.Words.Number(float64(i.Budget), 0), Number: true}, {Text: p.Words.T("programme.percent", "value", i.Progress) + " ", Tag: state}}})
	}
	return t
}

func (p place) body(w Whole, code string) string {
	for _, b := range w.Bodies {
		if b.Code == code {
			return b.Name.In(p.Lang)
		}
	}
	return code
}

// themes says where the themes of the items are from.
func (p place) themes(w Whole) ui.Section {
	t := ui.Table{ID: "themes-table", Caption: p.Words.T("programme.themes"), Hidden: true, Cards: true, Head: append(p.Head("theme"), ui.Cell{Text: p.Words.T("programme.fact.items"), Number: true}, ui.Cell{Text: p.Words.T("web.source")})}
	for _, one := range w.Themes {
		n := 0
		for _, i := range w.Items {
			if i.Theme == one.Code {
				n++
			}
		}
		source := ui.Cell{Text: one.Place}
		if !one.Verified {
			source.Tag = &ui.Tag{Kind: "off", Text: p.Words.T("network.unverified")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.T("programme.theme." + one.Code), Head: true}, {Text: strconv.Itoa(n), Number: true}, source}})
	}
	text := p.Words.T("programme.themes.initiatives")
	if w.Themes[0].Source == "spune-procedure" {
		text = p.Words.T("programme.themes.objects")
	}
	return ui.Section{ID: "themes", Title: p.Words.T("programme.themes"), Text: []string{text}, Parts: []ui.Part{t}}
}

func (p place) versions(w Whole, at string) ui.Section {
	t := ui.Table{ID: "versions-table", Caption: p.Words.T("programme.versions"), Hidden: true, Cards: true, Head: []ui.Cell{{Text: p.Words.T("programme.field.no")}, {Text: p.Words.T("programme.field.state")}, {Text: p.Words.T("programme.field.day")}, {Text: p.Words.T("programme.fact.items"), Number: true}}}
	for _, v := range w.Versions {
		no := strconv.FormatInt(v.No, 10)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: no, Head: true, Href: at + "?version=" + no}, {Text: p.Words.T("programme.state." + v.State)}, {Text: p.Words.Date(v.At)}, {Text: strconv.Itoa(len(v.Items)), Number: true}}})
	}
	return ui.Section{ID: "versions", Title: p.Words.T("programme.versions"), Text: []string{p.Words.T("programme.versions.text")}, Parts: []ui.Part{t}}
}

func (s *Service) planFile(r *web.Request) (web.Reply, error) {
	p, w, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	var head []string
	for _, c := range p.Head("no", "objective", "theme", "deliverable", "lead", "body", "starts", "due", "budget", "state", "progress") {
		head = append(head, c.Text)
	}
	var rows [][]sheet.Value
	for _, i := range w.Items {
		row := append([]sheet.Value{sheet.Number(float64(i.No))}, sheet.Texts(i.Objective, r.T("programme.theme."+i.Theme), i.Deliverable, w.Leads[i.Lead].Named(p.Lang), p.body(w, i.Body), i.Starts, i.Due)...)
		rows = append(rows, append(row, sheet.Number(float64(i.Budget)), sheet.Text(r.T("programme.item-state."+i.State)), sheet.Number(float64(i.Progress))))
	}
	notes := [][]string{{r.T("programme.field.state"), r.T("programme.state." + w.State)}, {r.T("programme.field.decision"), w.Decision}, {r.T("programme.field.adopted"), w.Adopted}}
	return p.Book("work-"+w.YearText(), r.T("programme.of", "year", w.YearText()), notes, head, rows), nil
}

// further are the other pages of a network's work, and which of them are for
// its people alone.
var further = []struct {
	name   string
	inside bool
}{{"decisions", false}, {"actions", true}, {"reports", false}, {"hearings", false}, {"agreements", false}, {"contributions", true}, {"groups", true}, {"announcements", false}}
