package hearing

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/hearings", Policy: "hearing.read", Do: s.listPage},
		{Method: get, Pattern: "/{network}/hearings/new", Policy: "hearing.change", Do: s.newPage},
		{Method: post, Pattern: "/{network}/hearings/new", Policy: "hearing.change", Do: s.putForm},
		{Method: get, Pattern: "/{network}/hearings/{no}", Policy: "hearing.read", Do: s.hearingPage},
		{Method: get, Pattern: "/{network}/hearings/{no}/depositions.xlsx", Policy: "hearing.read", Do: s.depositionsFile},
		{Method: get, Pattern: "/{network}/hearings/{no}/edit", Policy: "hearing.change", Do: s.editPage},
		{Method: post, Pattern: "/{network}/hearings/{no}/edit", Policy: "hearing.change", Do: s.putForm},
		{Method: post, Pattern: "/{network}/hearings/{no}/state", Policy: "hearing.change", Do: s.stepForm},
		{Method: get, Pattern: "/{network}/hearings/{no}/write", Policy: "hearing.change", Do: s.writePage},
		{Method: post, Pattern: "/{network}/hearings/{no}/write", Policy: "hearing.change", Do: s.writeForm},
		{Method: get, Pattern: "/{network}/hearings/{no}/depose", Policy: "hearing.depose", Do: s.deposePage},
		{Method: post, Pattern: "/{network}/hearings/{no}/depose", Policy: "hearing.depose", Do: s.deposeForm, Body: 256 << 10},
		{Method: get, Pattern: "/{network}/hearings/{no}/depositions/{deposition}", Policy: "hearing.read", Do: s.depositionPage},
		{Method: post, Pattern: "/{network}/hearings/{no}/depositions/{deposition}", Policy: "hearing.change", Do: s.moderateForm},
		{Method: post, Pattern: "/{network}/hearings/{no}/people", Policy: "hearing.change", Do: s.addPerson},
		{Method: post, Pattern: "/{network}/hearings/{no}/people/remove", Policy: "hearing.change", Do: s.removePerson},
		{Method: post, Pattern: "/{network}/hearings/{no}/people/said", Policy: "hearing.change", Do: s.saidForm},
	}
}

type place struct {
	network.Place
	today string
}

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "hearing")
	if err != nil {
		return place{}, err
	}
	p.Section = "work"
	return place{p, s.networks.Today(p.Network)}, err
}

func (p place) at(path string) string { return p.Base + "/hearings" + path }

func (p place) top() ui.Link { return ui.Link{Text: p.Words.T("hearing.list"), Href: p.at("")} }

var tagOf = map[string]string{Draft: "off", Announced: "net", Held: "due", Concluded: "done", Cancelled: "off"}

func (p place) state(h Hearing) *ui.Tag {
	return &ui.Tag{Kind: tagOf[h.State], Text: p.Words.T("hearing.state." + h.State)}
}

func (p place) when(h Hearing) string {
	return p.Words.T("hearing.when", "date", p.Words.Period(h.Day), "time", h.Begins)
}

func (s *Service) listPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Hearings(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("hearing.list"), Lede: r.T("hearing.list.lede", "network", p.Network.Code)}
	if p.May("hearing.change") {
		page.Actions = &ui.Actions{Buttons: []ui.Button{{Text: r.T("hearing.new"), Href: p.at("/new")}}}
	}
	if len(all) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("hearing.none"), Text: r.T("hearing.none.text")}}}}
		return p.View(page, nil), nil
	}
	t := ui.Table{ID: "hearings", Caption: r.T("hearing.list"), Hidden: true, Cards: true, Head: p.Head("title", "question", "day", "limit", "state")}
	for _, h := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: h.Title, Href: p.at("/" + h.Number()), Head: true}, {Text: h.Question}, {Text: p.Words.Period(h.Day)}, {Text: p.Words.Period(h.Limit)}, {Tag: p.state(h)}}})
	}
	page.Sections = []ui.Section{{Parts: []ui.Part{t}}}
	return p.View(page, nil), nil
}

// asked reads the hearing that the address names.
func (s *Service) asked(r *web.Request) (p place, f Full, err error) {
	if p, err = s.place(r); err != nil {
		return p, f, err
	}
	no, wrong := strconv.ParseInt(r.PathValue("no"), 10, 64)
	if wrong != nil {
		return p, f, fault.New(fault.Missing, "hearing.unknown", "no", r.PathValue("no"))
	}
	f, err = s.Hearing(r.Context(), p.Who, p.Network, no)
	return p, f, err
}

func (s *Service) hearingPage(r *web.Request) (web.Reply, error) { return s.view(r, nil) }

func (s *Service) view(r *web.Request, refused error) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	T, at := r.T, p.at("/"+f.Number())
	page := ui.Page{Eye: T("hearing.eye"), Title: f.Title, Lede: f.Question, Stages: p.stages(f), Actions: &ui.Actions{}}
	if f.Open(p.today) {
		page.Actions.Buttons = []ui.Button{{Text: T("hearing.depose"), Href: at + "/depose"}}
	}
	if f.MayChange && (f.State == Draft || f.State == Announced) {
		page.Actions.Buttons = append(page.Actions.Buttons, ui.Button{Text: T("hearing.change"), Href: at + "/edit", Secondary: true})
	}
	facts := ui.Section{Card: true, Title: T("hearing.facts"), Tag: p.state(f.Hearing), Parts: []ui.Part{p.facts(f)}}
	page.Sections = []ui.Section{facts}
	if f.Conclusions != "" {
		page.Sections = append(page.Sections, ui.Section{ID: "conclusions", Title: T("hearing.conclusions"), Text: lang.Paragraphs(f.Conclusions)})
	}
	if f.Report != "" {
		page.Sections = append(page.Sections, ui.Section{ID: "report", Title: T("hearing.report"), Text: lang.Paragraphs(f.Report)})
	}
	page.Sections = append(page.Sections, p.speakers(f, at), p.commission(f, at), p.written(f, at))
	if f.Minutes != "" {
		page.Sections = append(page.Sections, ui.Section{ID: "minutes", Title: T("hearing.minutes"), Text: lang.Paragraphs(f.Minutes)})
	}
	if f.MayChange {
		page.Side = p.next(f, at, refused)
	}
	return p.View(page, refused, p.top()), nil
}

func (p place) stages(f Full) *ui.Stages {
	s := &ui.Stages{Label: p.Words.T("hearing.field.state")}
	now := slices.Index(Way, f.State)
	days := map[string]string{Announced: f.Announced, Held: f.Day, Concluded: cmp.Or(f.Concluded, f.Due(f.Days))}
	for i, state := range Way[1:] {
		stage := ui.Stage{Title: p.Words.T("hearing.state." + state), Text: p.Words.Period(days[state])}
		switch {
		case i+1 < now:
			stage.State = ui.Did
		case i+1 == now:
			stage.State = ui.Now
		}
		if state == Concluded && f.Concluded == "" {
			stage.Text = p.Words.T("hearing.until", "date", stage.Text)
		}
		s.Items = append(s.Items, stage)
	}
	return s
}

func (p place) facts(f Full) ui.Pairs {
	T := p.Words.T
	due := T("hearing.due.usual", "date", p.Words.Period(f.Due(f.Days)), "count", f.Days)
	if f.LaidDown {
		due = T("hearing.due.charter", "date", p.Words.Period(f.Due(f.Days)), "count", f.Days)
	}
	pairs := p.kept(f.Hearing)
	return append(pairs, ui.Pair{Name: T("hearing.field.conclusions"), Value: due}, ui.Pair{Name: T("hearing.field.written"), Value: p.Words.Number(float64(f.Written), 0)})
}

// kept is what is stored of a hearing itself.
func (p place) kept(h Hearing) ui.Pairs {
	T := p.Words.T
	if h.ID == "" {
		return nil
	}
	return ui.Pairs{{Name: T("hearing.field.question"), Value: h.Question}, {Name: T("hearing.field.day"), Value: p.when(h)}, {Name: T("hearing.field.place"), Value: h.Place}, {Name: T("hearing.field.limit"), Value: T("hearing.limit.text", "date", p.Words.Period(h.Limit), "zone", p.Network.Zone)}}
}

func (p place) speakers(f Full, at string) ui.Section {
	s := ui.Section{ID: "speakers", Title: p.Words.T("hearing.speakers")}
	all := of(f.People, "speaker")
	if len(all) == 0 {
		s.Text = []string{p.Words.T("hearing.speakers.none")}
	} else {
		t := ui.Table{ID: "speakers-table", Caption: p.Words.T("hearing.speakers.count", "count", len(all)), Cards: true, Head: p.Head("position", "name", "organisation", "said")}
		for _, one := range all {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.FormatInt(one.Position, 10), Number: true, Narrow: true}, {Text: cmp.Or(one.Name, one.Organisation), Head: true}, {Text: cmp.Or(one.Organisation, "–")}, {Text: cmp.Or(one.Said, "–")}}})
		}
		s.Parts = []ui.Part{t}
	}
	if f.MayChange && (f.State == Announced || f.State == Held) {
		s.Parts = append(s.Parts, p.editing(f, at, all)...)
	}
	return s
}

// editing lets the secretariat write down what was said, and take somebody out.
func (p place) editing(f Full, at string, all []Person) (parts []ui.Part) {
	T := p.Words.T
	for _, one := range all {
		name := cmp.Or(one.Name, one.Organisation)
		said := ui.Post(at+"/people/said", T("web.save"), ui.Textarea{Field: ui.Field{ID: "said-" + one.ID, Name: "said", Label: T("hearing.field.said")}, Value: one.Said, Rows: 3})
		said.Hidden, said.Secondary = []ui.Hidden{{Name: "id", Value: one.ID}}, true
		parts = append(parts, ui.Details{Summary: T("hearing.minutes.of", "name", name), Parts: []ui.Part{said}})
	}
	return parts
}

func (p place) commission(f Full, at string) ui.Section {
	T := p.Words.T
	s := ui.Section{ID: "commission", Title: T("hearing.commission"), Text: []string{T("hearing.commission.text")}}
	all := of(f.People, "chair", "expert")
	if len(all) > 0 {
		t := ui.Table{ID: "commission-table", Caption: T("hearing.commission"), Hidden: true, Cards: true, Head: p.Head("name", "organisation", "role")}
		for _, one := range all {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: cmp.Or(one.Name, one.Organisation), Head: true}, {Text: cmp.Or(one.Organisation, "–")}, {Text: T("hearing.role." + one.Role)}}})
		}
		s.Parts = []ui.Part{t}
	}
	if f.MayChange && f.State != Concluded && f.State != Cancelled {
		add := ui.Post(at+"/people", T("hearing.people.add"), p.Choose("role", "hearing.role.", Roles, "", nil), p.Line("name", "", "", nil), ui.Input{Field: ui.Field{ID: "person-organisation", Name: "organisation", Label: T("hearing.field.organisation")}})
		add.Secondary = true
		s.Parts = append(s.Parts, ui.Details{Summary: T("hearing.people.add"), Parts: []ui.Part{add}})
		if len(f.People) > 0 {
			choose := ui.Select{Field: ui.Field{ID: "person-id", Name: "id", Label: T("hearing.field.name")}}
			for _, one := range f.People {
				choose.Options = append(choose.Options, ui.Option{Value: one.ID, Text: cmp.Or(one.Name, one.Organisation)})
			}
			out := ui.Post(at+"/people/remove", T("web.remove"), choose)
			out.Secondary = true
			s.Parts = append(s.Parts, ui.Details{Summary: T("hearing.people.remove"), Parts: []ui.Part{out}})
		}
	}
	return s
}

var depositionTag = map[string]string{Received: "due", Published: "done", Refused: "off"}

func (p place) written(f Full, at string) ui.Section {
	T := p.Words.T
	s := ui.Section{ID: "depositions", Title: T("hearing.depositions"), Text: []string{T("hearing.depositions.count", "count", f.Written)}}
	if len(f.Depositions) == 0 {
		s.Text = append(s.Text, T("hearing.depositions.none"))
	} else {
		t := ui.Table{ID: "depositions-table", Caption: T("hearing.depositions"), Hidden: true, Cards: true, Head: p.Head("no", "organisation", "heading", "at")}
		if f.MayChange {
			t.Head = append(t.Head, p.Head("state")...)
		}
		for _, d := range f.Depositions {
			no := strconv.FormatInt(d.No, 10)
			title := ui.Cell{Text: d.Title, Href: at + "/depositions/" + no, Head: true}
			if d.Late {
				title.Tag = &ui.Tag{Kind: "late", Text: T("hearing.late")}
			}
			row := ui.Row{Cells: []ui.Cell{{Text: no, Number: true, Narrow: true}, {Text: d.Organisation}, title, {Text: p.Words.Date(d.At)}}}
			if f.MayChange {
				row.Cells = append(row.Cells, ui.Cell{Tag: &ui.Tag{Kind: depositionTag[d.State], Text: T("hearing.deposition." + d.State)}})
			}
			t.Rows = append(t.Rows, row)
		}
		s.Parts = []ui.Part{t, ui.Actions{Links: []ui.Link{{Text: T("web.xlsx"), Href: at + "/depositions.xlsx"}}}}
	}
	return s
}

// next is what the secretariat does next.
func (p place) next(f Full, at string, refused error) (all []ui.Section) {
	T := p.Words.T
	going := func(to string) ui.Form {
		form := ui.Post(at+"/state", T("hearing.to."+to))
		form.Hidden = []ui.Hidden{{Name: "state", Value: to}, {Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
		return form
	}
	if i := slices.Index(Way, f.State); i >= 0 && i+1 < len(Way) {
		to := Way[i+1]
		all = append(all, ui.Section{Card: true, Title: T("hearing.next"), Text: []string{T("hearing.to." + to + ".text")}, Forms: []ui.Form{going(to)}})
	}
	if f.State == Held {
		all = append(all, ui.Section{Card: true, Title: T("hearing.write"), Text: []string{T("hearing.write.text")}, Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: T("hearing.write"), Href: at + "/write", Secondary: true}}}}})
	}
	if f.State == Draft || f.State == Announced {
		off := going(Cancelled)
		off.Secondary = true
		all = append(all, ui.Section{Card: true, Title: T("hearing.to.cancelled"), Forms: []ui.Form{off}})
	}
	if f.State == Announced && !f.Open(p.today) || f.State == Held {
		all = append(all, ui.Section{Card: true, Title: T("hearing.enter-late"), Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: T("hearing.enter-late"), Href: at + "/depose", Secondary: true}}}}})
	}
	return all
}

func (s *Service) depositionsFile(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	var head []string
	for _, c := range p.Head("no", "organisation", "heading", "text", "at", "state") {
		head = append(head, c.Text)
	}
	var rows [][]sheet.Value
	for _, d := range f.Depositions {
		if d.Shown() {
			rows = append(rows, append([]sheet.Value{sheet.Number(float64(d.No))}, sheet.Texts(d.Organisation, d.Title, d.Text, d.At.Format("2006-01-02"), r.T("hearing.deposition."+d.State))...))
		}
	}
	return p.Book("hearing-"+f.Number(), f.Title, [][]string{{r.T("hearing.field.question"), f.Question}}, head, rows), nil
}
