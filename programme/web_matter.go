package programme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// of is a handler for one of the two registers.
func (s *Service) of(register string, do func(*web.Request, place) (web.Reply, error)) func(*web.Request) (web.Reply, error) {
	return func(r *web.Request) (web.Reply, error) {
		p, err := s.place(r)
		if err != nil {
			return nil, err
		}
		p.register = register
		return do(r, p)
	}
}

func (p place) at(path string) string { return p.Base + "/" + p.register + "s" + path }

func (p place) list() ui.Link {
	return ui.Link{Text: p.Words.T("programme." + p.register + "s"), Href: p.at("")}
}

func (p place) matterState(m Matter) *ui.Tag {
	tag := &ui.Tag{Kind: "net", Text: p.Words.T("programme." + m.Register + "-state." + m.State)}
	switch {
	case m.Late(p.today):
		tag.Kind = "late"
	case m.Next() == "" || m.Over():
		tag.Kind = "done"
	}
	return tag
}

// who asks, or who raised it.
func (p place) asker(m Matter, names map[string]network.Organisation) string {
	if m.Register == Requests {
		return p.Words.T("programme.requester." + m.Requester)
	}
	return cmp.Or(names[m.Organisation].Named(p.Lang), "–")
}

func (p place) matters(all []Matter, names map[string]network.Organisation) ui.Part {
	t := ui.Table{ID: p.register + "s-table", Caption: p.Words.T("programme." + p.register + "s"), Hidden: true, Cards: true}
	columns := []string{"question", "begun", "due", "state"}
	if names != nil {
		columns = []string{"question", "asker", "begun", "due", "state"}
	}
	t.Head = p.Head(columns...)
	for _, m := range all {
		due := "–"
		if m.Due != "" {
			due = p.Words.Period(m.Due)
		}
		cells := []ui.Cell{{Text: m.Title, Href: p.at("/" + m.Number()), Head: true}, {Text: p.Words.Period(m.Begun)}, {Text: due}, {Tag: p.matterState(m)}}
		if names != nil {
			cells = slices.Insert(cells, 1, ui.Cell{Text: p.asker(m, names)})
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}

func (s *Service) registerPage(r *web.Request, p place) (web.Reply, error) {
	k, err := s.Register(r.Context(), p.Who, p.Network, p.register)
	if err != nil {
		return nil, err
	}
	words := "programme." + p.register + "s"
	page := ui.Page{Title: r.T(words), Lede: r.T(words + ".lede"), Actions: &ui.Actions{Links: []ui.Link{{Text: r.T("web.xlsx"), Href: p.at(".xlsx")}}}}
	if k.MayAdd {
		page.Actions.Buttons = []ui.Button{{Text: r.T("programme." + p.register + ".new"), Href: p.at("/new")}}
	}
	section := ui.Section{}
	if len(k.Matters) == 0 {
		section.Parts = []ui.Part{ui.Empty{Title: r.T(words + ".none"), Text: r.T(words + ".none.text")}}
	} else {
		section.Parts = []ui.Part{p.matters(k.Matters, k.Organisations)}
	}
	page.Sections = []ui.Section{section}
	return p.View(page, nil, p.top()), nil
}

func (s *Service) registerFile(r *web.Request, p place) (web.Reply, error) {
	k, err := s.Register(r.Context(), p.Who, p.Network, p.register)
	if err != nil {
		return nil, err
	}
	var head []string
	for _, c := range p.Head("no", "question", "asker", "begun", "due", "addressee", "state", "decision") {
		head = append(head, c.Text)
	}
	var rows [][]sheet.Value
	for _, m := range k.Matters {
		decision := ""
		for _, step := range m.Steps {
			decision = cmp.Or(step.Decision, decision)
		}
		rows = append(rows, sheet.Texts(m.Number(), m.Title, p.asker(m, k.Organisations), m.Begun, m.Due, m.Addressee, r.T("programme."+m.Register+"-state."+m.State), decision))
	}
	return p.Book(p.register+"s", r.T("programme."+p.register+"s"), nil, head, rows), nil
}

// matter reads the matter that the address names.
func (s *Service) matter(r *web.Request, p place) (Matter, map[string]network.Organisation, error) {
	no, err := strconv.ParseInt(r.PathValue("no"), 10, 64)
	if err != nil {
		return Matter{}, nil, fault.New(fault.Missing, "programme.matter.unknown", "no", r.PathValue("no"))
	}
	return s.Matter(r.Context(), p.Who, p.Network, p.register, no)
}

func (s *Service) matterPage(r *web.Request, p place) (web.Reply, error) {
	return s.matterView(r, p, nil)
}

func (s *Service) matterView(r *web.Request, p place, refused error) (web.Reply, error) {
	m, names, err := s.matter(r, p)
	if err != nil {
		return nil, err
	}
	T := r.T
	page := ui.Page{Eye: T("programme."+p.register+".no", "no", m.Number()), Title: m.Title, Stages: p.way(m)}
	page.Sections = []ui.Section{{Card: true, Title: T("programme." + p.register), Tag: p.matterState(m), Parts: []ui.Part{p.matterFacts(m, names)}}, p.history(m)}
	if mayChange(p.Who, p.Network, m) == nil {
		page.Actions = &ui.Actions{Buttons: []ui.Button{{Text: T("programme.item.change"), Href: p.at("/" + m.Number() + "/edit"), Secondary: true}}}
	}
	if next := m.Next(); next != "" && p.May("programme.change") {
		page.Side = []ui.Section{p.step(m, next, refused)}
	}
	return p.View(page, refused, p.top(), p.list()), nil
}

// way is the states of a matter, with the day on which each was reached.
func (p place) way(m Matter) *ui.Stages {
	s := &ui.Stages{Label: p.Words.T("programme.field.state")}
	now := slices.Index(m.Way(), m.State)
	for i, state := range m.Way() {
		stage := ui.Stage{Title: p.Words.T("programme." + m.Register + "-state." + state)}
		switch {
		case i < now:
			stage.State = ui.Did
		case i == now:
			stage.State = ui.Now
		}
		if day := m.Reached(state); day != "" {
			stage.Text = p.Words.Period(day)
		}
		s.Items = append(s.Items, stage)
	}
	return s
}

func (p place) matterFacts(m Matter, names map[string]network.Organisation) ui.Pairs {
	T := p.Words.T
	pairs := ui.Pairs{{Name: T("programme.field.asker"), Value: p.asker(m, names)}, {Name: T("programme.field.begun"), Value: p.Words.Period(m.Begun)}}
	if m.Register == Requests {
		pairs = append(pairs, ui.Pair{Name: T("programme.field.kind"), Value: T("programme.kind." + m.Kind)})
	}
	if m.About != "" {
		pairs = append(pairs, ui.Pair{Name: T("programme.field.about"), Value: m.About})
	}
	if m.Due != "" {
		pairs = append(pairs, ui.Pair{Name: T("programme.field.due"), Value: p.Words.Period(m.Due)})
	}
	var drafters []string
	for _, id := range strings.Fields(m.Drafters) {
		drafters = append(drafters, names[id].Named(p.Lang))
	}
	if len(drafters) > 0 {
		pairs = append(pairs, ui.Pair{Name: T("programme.field.drafters"), Value: strings.Join(drafters, ", ")})
	}
	if m.Addressee != "" {
		pairs = append(pairs, ui.Pair{Name: T("programme.field.addressee"), Value: m.Addressee})
	}
	return pairs
}

// history is what came of each step.
func (p place) history(m Matter) ui.Section {
	var all ui.Timeline
	for _, step := range m.Steps {
		text := p.Words.T("programme." + m.Register + "-state." + step.State)
		if step.Text != "" {
			text += ": " + step.Text
		}
		if step.Decision != "" {
			text += " (" + p.Words.T("programme.field.decision") + ": " + step.Decision + ")"
		}
		one := ui.Moment{State: ui.Did, When: p.Words.Period(step.Day), ISO: step.Day, Text: text}
		if step.Link != "" {
			one.Link = ui.Link{Text: p.Words.T("programme.document"), Href: step.Link}
			one.Text = " " + text
		}
		all = append(all, one)
	}
	return ui.Section{ID: "steps", Title: p.Words.T("programme.steps"), Parts: []ui.Part{all}}
}

// step is the form for the next step.
func (p place) step(m Matter, next string, refused error) ui.Section {
	T := p.Words.T
	fields := []ui.Part{p.Line("day", p.today, "10", refused)}
	if slices.Contains(needsText, next) || next == "drafting" {
		fields = append(fields, p.Lines("outcome", "", refused))
	}
	if next == "recommended" {
		fields = append(fields, p.Line("addressee", m.Addressee, "", refused))
	}
	if next == "adopted" || next == "recommended" {
		fields = append(fields, p.Line("decision", "", "", refused))
	}
	f := ui.Post(p.at("/"+m.Number()+"/steps"), T("programme.step.do"), append(fields, p.Line("link", "", "", refused))...)
	f.Hidden = []ui.Hidden{{Name: "state", Value: next}, {Name: "version", Value: strconv.FormatInt(m.Version, 10)}}
	return ui.Section{ID: "step", Card: true, Title: T("programme.step", "state", T("programme."+m.Register+"-state."+next)), Forms: []ui.Form{f}}
}

func (s *Service) moveMatter(r *web.Request, p place) (web.Reply, error) {
	m, _, err := s.matter(r, p)
	if err != nil {
		return nil, err
	}
	step := Step{State: r.PostFormValue("state"), Day: network.Posted(r, "day"), Text: network.Posted(r, "outcome"), Decision: network.Posted(r, "decision"), Link: network.Posted(r, "link")}
	err = s.Move(r.Context(), p.Who, p.Network, Matter{Register: m.Register, No: m.No, Addressee: network.Posted(r, "addressee"), Version: network.PostedNumber(r, "version")}, step)
	if network.Mendable(err) {
		return s.matterView(r, p, err)
	}
	return web.Go{To: p.at("/" + m.Number()), Said: "programme.said-saved"}, err
}

func (s *Service) newMatterPage(r *web.Request, p place) (web.Reply, error) {
	m := Matter{Register: p.register, Begun: p.today}
	if own := s.speaksFor(p.Who, p.Network); p.register == Problems && len(own) > 0 {
		m.Organisation = own[0]
	}
	if err := mayChange(p.Who, p.Network, m); err != nil {
		return nil, err
	}
	return s.matterForm(r, p, m, Matter{}, nil)
}

func (s *Service) editMatterPage(r *web.Request, p place) (web.Reply, error) {
	m, _, err := s.matter(r, p)
	if err == nil {
		err = mayChange(p.Who, p.Network, m)
	}
	if err != nil {
		return nil, err
	}
	return s.matterForm(r, p, m, m, nil)
}

// matterForm shows the fields as written, and what is stored where somebody
// else was faster.
func (s *Service) matterForm(r *web.Request, p place, m, stored Matter, refused error) (web.Reply, error) {
	T := r.T
	members, err := s.networks.MembersOn(r.Context(), p.Who, p.Network, p.today)
	if err != nil {
		return nil, err
	}
	var all []network.Organisation
	names := map[string]network.Organisation{}
	for _, one := range members {
		if _, there := names[one.ID]; !there {
			names[one.ID] = one.Organisation
			all = append(all, one.Organisation)
		}
	}
	title, to, back := T("programme."+p.register+".new"), p.at("/new"), p.at("")
	if stored.No > 0 {
		title, to, back = stored.Title, p.at("/"+stored.Number()+"/edit"), p.at("/"+stored.Number())
	}
	var fields []ui.Part
	switch {
	case p.register == Requests:
		drafters := ui.Checkboxes{Field: p.Field("drafters", refused), Small: true}
		for _, o := range all {
			drafters.Options = append(drafters.Options, ui.Option{Value: o.ID, Text: o.Named(p.Lang), Chosen: slices.Contains(strings.Fields(m.Drafters), o.ID)})
		}
		fields = []ui.Part{p.Choose("kind", "programme.kind.", RequestKinds, m.Kind, refused), p.Choose("requester", "programme.requester.", Requesters, m.Requester, refused), p.Line("question", m.Title, "", refused), p.Lines("about", m.About, refused)}
		fields = append(fields, ui.Details{Summary: T("programme.field.drafters"), Parts: []ui.Part{drafters}, Open: m.Drafters != ""})
	case stored.No == 0:
		if !p.May("programme.change") {
			own := s.speaksFor(p.Who, p.Network)
			all = slices.DeleteFunc(all, func(o network.Organisation) bool { return !slices.Contains(own, o.ID) })
		}
		fields = []ui.Part{p.Organisations("member", all, m.Organisation, "", refused), p.Line("question", m.Title, "", refused), p.Lines("about", m.About, refused)}
	default:
		fields = []ui.Part{p.Line("question", m.Title, "", refused), p.Lines("about", m.About, refused), p.Line("addressee", m.Addressee, "", refused)}
	}
	if stored.No == 0 {
		fields = append(fields, p.Line("begun", m.Begun, "10", refused))
	}
	f := ui.Post(to, T("web.save"), append(fields, p.Line("due", m.Due, "10", refused))...)
	f.Hidden, f.Cancel = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, m.Version), 10)}}, back
	var kept ui.Pairs
	if stored.No > 0 {
		kept = append(ui.Pairs{{Name: T("programme.field.question"), Value: stored.Title}}, p.matterFacts(stored, names)...)
	}
	return p.View(ui.Page{Title: title, Lede: T("programme." + p.register + ".form"), Sections: append(p.Stored(refused, kept), ui.Section{Forms: []ui.Form{f}})}, refused, p.top(), p.list()), nil
}

func (s *Service) putMatterForm(r *web.Request, p place) (web.Reply, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	m := Matter{Register: p.register, Kind: r.PostFormValue("kind"), Requester: r.PostFormValue("requester"), Organisation: r.PostFormValue("member"), Title: network.Posted(r, "question"), About: network.Posted(r, "about"),
		Begun: network.Posted(r, "begun"), Due: network.Posted(r, "due"), Drafters: strings.Join(r.PostForm["drafters"], " "), Addressee: network.Posted(r, "addressee"), Version: network.PostedNumber(r, "version")}
	var stored Matter
	if r.PathValue("no") != "" {
		old, _, err := s.matter(r, p)
		if err != nil {
			return nil, err
		}
		stored, m.No, m.Begun, m.Organisation = old, old.No, old.Begun, old.Organisation
	}
	done, err := s.Put(r.Context(), p.Who, p.Network, m)
	if network.Mendable(err) {
		return s.matterForm(r, p, m, stored, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at("/" + done.Number()), Said: "programme.said-saved"}, nil
}
