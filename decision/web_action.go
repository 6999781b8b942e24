package decision

import (
	"strconv"

	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) actionsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	state, owner := r.URL.Query().Get("state"), r.URL.Query().Get("owner")
	all, err := s.Actions(r.Context(), p.Who, p.Network, "", "")
	if err != nil {
		return nil, err
	}
	chosen, err := s.Actions(r.Context(), p.Who, p.Network, state, owner)
	if err != nil {
		return nil, err
	}
	var owners []network.Organisation
	for _, o := range all.Organisations {
		owners = append(owners, o)
	}
	form := ui.Form{Method: "get", Action: p.Base + "/actions", Filter: true, Submit: r.T("decision.filter"), Fields: []ui.Part{
		ui.Select{Field: p.Field("state", nil), Options: choice(r.T("decision.any"), append([]string{"late"}, ActionStates...), state, func(one string) string { return r.T("decision.action-state." + one) })},
		p.Organisations("owner", owners, owner, r.T("decision.any"), nil)}}
	list := ui.Section{ID: "actions", Forms: []ui.Form{form}}
	if len(chosen.Actions) == 0 {
		list.Parts = []ui.Part{ui.Empty{Title: r.T("decision.actions.none"), Text: r.T("decision.actions.none.text")}}
	} else {
		list.Parts = []ui.Part{p.actions(chosen)}
	}
	actions := &ui.Actions{Links: []ui.Link{{Text: r.T("decision.file"), Href: p.Base + "/actions.xlsx?" + r.URL.RawQuery}, {Text: r.T("decision.register"), Href: p.Base + "/decisions"}}}
	if all.MayKeep {
		actions.Buttons = []ui.Button{{Text: r.T("decision.action.new"), Href: p.Base + "/actions/new", Secondary: true}}
	}
	return p.View(ui.Page{Title: r.T("decision.actions"), Lede: r.T("decision.actions.lede"), Actions: actions, Sections: []ui.Section{list}}, nil, p.up()...), nil
}

func (p place) actions(t Tasks) ui.Table {
	table := ui.Table{ID: "actions-table", Caption: p.Words.T("decision.actions"), Hidden: true, Cards: true, Head: p.Head("code", "do", "owner", "due", "state")}
	for _, a := range t.Actions {
		table.Rows = append(table.Rows, ui.Row{Mine: p.mine(a), Cells: []ui.Cell{{Text: a.Code(), Href: p.Base + a.Path(), Head: true}, {Text: a.Text}, {Text: t.Organisations[a.Organisation].Named(p.Lang)},
			{Text: p.Words.Period(a.Due)}, {Tag: p.actionTag(a, t.Today)}}})
	}
	return table
}

// mine tells whether the person who asks acts for the owner.
func (p place) mine(a Action) bool {
	for _, id := range p.Who.ActsFor(p.Network.ID) {
		if id == a.Organisation {
			return true
		}
	}
	return false
}

func (p place) actionTag(a Action, today string) *ui.Tag {
	if a.Late(today) {
		return &ui.Tag{Kind: "late", Text: p.Words.T("decision.action-state.late")}
	}
	return &ui.Tag{Kind: map[string]string{ToDo: "due", Done: "done", Dropped: "off"}[a.State], Text: p.Words.T("decision.action-state." + a.State)}
}

func (s *Service) actionsBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t, err := s.Actions(r.Context(), p.Who, p.Network, r.URL.Query().Get("state"), r.URL.Query().Get("owner"))
	if err != nil {
		return nil, err
	}
	var head []string
	for _, name := range []string{"code", "do", "owner", "meeting", "due", "state", "note", "ended"} {
		head = append(head, r.T("decision.field."+name))
	}
	var rows [][]sheet.Value
	for _, a := range t.Actions {
		rows = append(rows, sheet.Texts(a.Code(), a.Text, t.Organisations[a.Organisation].Named(p.Lang), t.Meetings[a.Meeting].Code, a.Due, r.T("decision.action-state."+a.State), a.Note, a.Ended))
	}
	return p.Book("actions", r.T("decision.actions"), [][]string{{r.T("decision.actions"), p.Network.Name.In(p.Lang)}, {r.T("decision.field.day"), t.Today}}, head, rows), nil
}

func (s *Service) newActionPage(r *web.Request) (web.Reply, error) {
	return s.newActionView(r, Task{Meeting: r.URL.Query().Get("meeting")}, nil)
}

func (s *Service) newActionView(r *web.Request, written Task, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	o, err := s.Owners(r.Context(), p.Who, p.Network, Keep{Decision: written.Decision, Meeting: written.Meeting})
	if err != nil {
		return nil, err
	}
	form := p.newAction(o, written, refused)
	form.Cancel = p.Base + "/actions"
	page := ui.Page{Title: r.T("decision.action.new"), Lede: r.T("decision.action.new.lede"), Sections: []ui.Section{{Forms: []ui.Form{form}}}}
	return p.View(page, refused, append(p.up(), ui.Link{Text: r.T("decision.actions"), Href: p.Base + "/actions"})...), nil
}

// newAction is the form of a new action point.
func (p place) newAction(o Owners, written Task, refused error) ui.Form {
	form := ui.Post(p.Base+"/actions/new", p.Words.T("decision.action.new.do"), p.task(o, Action{Text: written.Text, Organisation: written.Organisation, Person: written.Person, Due: written.Due}, refused)...)
	form.Hidden = []ui.Hidden{{Name: "meeting", Value: written.Meeting}}
	return form
}

// task is the fields of an action point.
func (p place) task(o Owners, a Action, refused error) []ui.Part {
	people := []ui.Option{{Text: p.Words.T("decision.action.whoever")}}
	for _, c := range o.Contacts {
		people = append(people, ui.Option{Value: c.Person.ID, Text: c.Person.Name + ", " + c.Organisation.Named(p.Lang), Chosen: c.Person.ID == a.Person})
	}
	lang.Sort(p.Words, people[1:], func(o ui.Option) string { return o.Text })
	return []ui.Part{ui.Textarea{Field: p.Field("do", refused), Value: a.Text, Rows: 2}, p.Organisations("owner", o.Organisations, a.Organisation, p.Words.T("decision.action.choose"), refused),
		ui.Select{Field: p.Field("person", refused), Options: people}, ui.Input{Field: p.Field("due", refused), Value: a.Due, Type: "date", Width: "10"}}
}

// NewForms are the forms of a new decision and a new action point of a
// meeting, on the page of another area, to which they come back.
func (*Service) NewForms(p network.Place, meeting, back string, items []ui.Option, c Choosing, o Owners) (decide, act ui.Form) {
	pl := here(p)
	hidden := []ui.Hidden{{Name: "meeting", Value: meeting}, {Name: "back", Value: back}}
	decide = ui.Post(p.Base+"/decisions/new", p.Words.T("decision.new.do"), append([]ui.Part{ui.Select{Field: pl.Field("item", nil), Options: items}}, pl.wording(c, "", "", true, nil)...)...)
	decide.Hidden = hidden
	act = pl.newAction(o, Task{}, nil)
	itemField := pl.Field("item", nil)
	itemField.ID = "action-item"
	act.Fields = append([]ui.Part{ui.Select{Field: itemField, Options: items}}, act.Fields...)
	act.Hidden = hidden
	return decide, act
}

func (s *Service) addTask(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t := Task{Meeting: network.Posted(r, "meeting"), Item: network.Posted(r, "item"), Organisation: network.Posted(r, "owner"), Person: network.Posted(r, "person"), Text: network.Posted(r, "do"), Due: network.Posted(r, "due")}
	a, err := s.AddAction(r.Context(), p.Who, p.Network, t)
	if network.Mendable(err) {
		return s.newActionView(r, t, err)
	}
	return web.Go{To: p.back(r, p.Base+a.Path()), Said: "decision.said-saved"}, err
}

func (s *Service) actionPage(r *web.Request) (web.Reply, error) { return s.actionView(r, nil, nil) }

func (s *Service) actionView(r *web.Request, written *Action, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t, err := s.Action(r.Context(), p.Who, p.Network, r.PathValue("action"))
	if err != nil {
		return nil, err
	}
	a := t.Actions[0]
	said := a
	switch {
	case written != nil && written.Text == "": // how it goes was sent
		said.State, said.Note = written.State, written.Note
	case written != nil:
		said = *written
	}
	facts := ui.Pairs{{Name: r.T("decision.field.owner"), Value: t.Organisations[a.Organisation].Named(p.Lang), Href: p.Base + "/members/" + lower(t.Organisations[a.Organisation].Code)}, {Name: r.T("decision.field.due"), Value: p.Words.Period(a.Due)}}
	if name := t.People[a.Person]; name != "" {
		facts = append(facts, ui.Pair{Name: r.T("decision.field.person"), Value: name})
	}
	if m := t.Meetings[a.Meeting]; m.Code != "" {
		facts = append(facts, ui.Pair{Name: r.T("decision.field.meeting"), Value: m.Code, Href: p.Base + "/meetings/" + lower(m.Code)})
	}
	if a.Note != "" {
		facts = append(facts, ui.Pair{Name: r.T("decision.field.note"), Value: a.Note})
	}
	page := ui.Page{Eye: r.T("decision.action.one"), Title: a.Code(), Sections: []ui.Section{{Card: true, Title: a.Text, Tag: p.actionTag(a, t.Today), Parts: []ui.Part{facts}}}}
	if network.May(p.Who, "decision.progress", network.Resource{Network: p.Network.ID, Organisation: a.Organisation}).Allowed {
		form := ui.Post(p.Base+a.Path(), r.T("web.save"), ui.Radios{Field: p.Field("state", refused), Options: p.Options("decision.action-state.", ActionStates, said.State)}, ui.Textarea{Field: p.Field("note", refused), Value: said.Note, Rows: 3})
		form.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(a.Version, 10)}, {Name: "organisation", Value: a.Organisation}}
		page.Sections = append(page.Sections, p.Stored(refused, ui.Pairs{{Name: r.T("decision.field.note"), Value: a.Note}})...)
		page.Sections = append(page.Sections, ui.Section{ID: "progress", Title: r.T("decision.progress"), Forms: []ui.Form{form}})
	}
	if t.MayKeep && a.State == ToDo {
		o, err := s.Owners(r.Context(), p.Who, p.Network, Keep{Action: a.Code()})
		if err != nil {
			return nil, err
		}
		form := ui.Post(p.Base+a.Path()+"/change", r.T("web.save"), p.task(o, said, refused)...)
		form.Secondary, form.Hidden = true, []ui.Hidden{{Name: "version", Value: strconv.FormatInt(a.Version, 10)}}
		page.Sections = append(page.Sections, ui.Section{Parts: []ui.Part{ui.Details{Summary: r.T("decision.action.change"), Text: r.T("decision.action.change.text"), Parts: []ui.Part{form}}}})
	}
	v := p.View(page, refused, append(p.up(), ui.Link{Text: r.T("decision.actions"), Href: p.Base + "/actions"})...)
	return network.Conflicted(v, refused), nil
}

func (s *Service) progress(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Action{State: network.Posted(r, "state"), Note: network.Posted(r, "note"), Organisation: network.Posted(r, "organisation"), Version: network.PostedNumber(r, "version")}
	return s.acted(r, p, a, s.Progress(r.Context(), p.Who, p.Network, r.PathValue("action"), a))
}

func (s *Service) changeTask(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Action{Text: network.Posted(r, "do"), Organisation: network.Posted(r, "owner"), Person: network.Posted(r, "person"), Due: network.Posted(r, "due"), Version: network.PostedNumber(r, "version"), State: ToDo}
	return s.acted(r, p, a, s.ChangeAction(r.Context(), p.Who, p.Network, r.PathValue("action"), a))
}

func (s *Service) acted(r *web.Request, p place, written Action, err error) (web.Reply, error) {
	if network.Mendable(err) {
		return s.actionView(r, &written, err)
	}
	return web.Go{To: p.Base + "/actions/" + r.PathValue("action"), Said: "decision.said-saved"}, err
}
