package programme

import (
	"cmp"
	"slices"
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// next is the form that brings a programme into its next state.
func (p place) next(w Whole, at, form string, refused error) []ui.Section {
	i := slices.Index(States, w.State)
	if i+1 >= len(States) {
		return nil
	}
	if form != "state" {
		refused = nil
	}
	to := States[i+1]
	var fields []ui.Part
	switch to {
	case Consulted:
		fields = []ui.Part{p.Line("consult", w.Consult, "10", refused)}
	case Adopted:
		fields = []ui.Part{p.deciding(w, refused), p.Line("elsewhere", "", "", refused), p.Line("adopted", "", "10", refused)}
	}
	f := ui.Post(at+"/state", p.Words.T("programme.to."+to), fields...)
	f.Hidden = []ui.Hidden{{Name: "state", Value: to}, {Name: "version", Value: strconv.FormatInt(w.Version, 10)}}
	return []ui.Section{{ID: "next", Card: true, Title: p.Words.T("programme.next"), Text: []string{p.Words.T("programme.to." + to + ".text")}, Forms: []ui.Form{f}}}
}

// deciding offers the decisions by which a programme can be adopted.
func (p place) deciding(w Whole, refused error) ui.Part {
	of := ui.Select{Field: p.Field("decision", refused), Options: []ui.Option{{Text: p.Words.T("programme.decision.elsewhere")}}}
	of.Hint = p.Words.T("programme.decision.hint")
	for _, d := range w.Able {
		of.Options = append(of.Options, ui.Option{Value: d.Code(), Text: d.Code() + ", " + p.Words.Period(d.On) + ": " + short(d.Text)})
	}
	return of
}

// short is the beginning of a text.
func short(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

func (s *Service) stepPlan(r *web.Request) (web.Reply, error) {
	p, w, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	to := Plan{Year: w.Year, State: r.PostFormValue("state"), Consult: network.Posted(r, "consult"), Decision: cmp.Or(network.Posted(r, "decision"), network.Posted(r, "elsewhere")), Adopted: network.Posted(r, "adopted"), Version: network.PostedNumber(r, "version")}
	if err := s.Step(r.Context(), p.Who, p.Network, to); err != nil {
		if network.Mendable(err) {
			return s.planView(r, "state", err)
		}
		return nil, err
	}
	return web.Go{To: p.planAt(w.Year), Said: "programme.said-saved"}, nil
}

// comments is what members say of a programme in consultation.
func (p place) comments(w Whole, at, form string, refused error) ui.Section {
	T := p.Words.T
	on := func(name string) error {
		if form == name {
			return refused
		}
		return nil
	}
	s := ui.Section{ID: "comments", Title: T("programme.comments")}
	if len(w.Comments) == 0 {
		s.Text = []string{T("programme.comments.none")}
	}
	for _, c := range w.Comments {
		about := T("programme.comments.whole")
		if c.Item > 0 {
			about = T("programme.comments.item", "no", strconv.FormatInt(c.Item, 10))
		}
		s.Parts = append(s.Parts, ui.Pairs{{Name: w.Leads[c.Organisation].Named(p.Lang) + ", " + p.Words.Date(c.At) + ", " + about, Value: c.Text}})
		switch {
		case c.Answer != "":
			s.Parts = append(s.Parts, ui.Note{Text: T("programme.comments.answer", "text", c.Answer), Info: true})
		case p.May("programme.change"):
			f := ui.Post(at+"/comments/answer", T("programme.comments.answer.do"), ui.Textarea{Field: ui.Field{ID: "answer-" + c.ID, Name: "answer", Label: T("programme.field.answer")}, Rows: 2})
			f.Hidden, f.Secondary = []ui.Hidden{{Name: "id", Value: c.ID}}, true
			s.Parts = append(s.Parts, ui.Details{Summary: T("programme.comments.answer.do"), Parts: []ui.Part{f}})
		}
	}
	if w.State == Consulted && len(w.Own) > 0 && p.today <= w.Consult {
		items := ui.Select{Field: p.Field("item", on("comments")), Options: []ui.Option{{Value: "0", Text: T("programme.comments.whole")}}}
		for _, i := range w.Items {
			items.Options = append(items.Options, ui.Option{Value: i.Number(), Text: i.Number() + " " + i.Objective})
		}
		f := ui.Post(at+"/comments", T("programme.comments.add"), items, p.Lines("comment", "", on("comments")))
		f.Hidden = []ui.Hidden{{Name: "member", Value: w.Own[0]}}
		s.Parts = append(s.Parts, f)
	}
	return s
}

func (s *Service) say(r *web.Request) (web.Reply, error) {
	p, w, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	err = s.Say(r.Context(), p.Who, p.Network, w.Year, Comment{Organisation: r.PostFormValue("member"), Item: network.PostedNumber(r, "item"), Text: network.Posted(r, "comment")})
	if network.Mendable(err) {
		return s.planView(r, "comments", err)
	}
	return web.Go{To: p.planAt(w.Year) + "#comments", Said: "programme.said-saved"}, err
}

func (s *Service) answer(r *web.Request) (web.Reply, error) {
	p, w, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	err = s.Answer(r.Context(), p.Who, p.Network, w.Year, Comment{ID: r.PostFormValue("id"), Answer: network.Posted(r, "answer")})
	if network.Mendable(err) {
		return s.planView(r, "answer", err)
	}
	return web.Go{To: p.planAt(w.Year) + "#comments", Said: "programme.said-saved"}, err
}

// itemAsked reads the item that the address names; "new" is one to be written.
func (s *Service) itemAsked(r *web.Request) (p place, w Whole, i Item, err error) {
	if p, w, err = s.asked(r); err != nil {
		return p, w, i, err
	}
	no := int64(0)
	if text := r.PathValue("no"); text != "new" {
		if no, err = strconv.ParseInt(text, 10, 64); err != nil || no < 1 {
			no = -1
		}
	}
	i, err = w.item(no)
	return p, w, i, err
}

func (s *Service) itemPage(r *web.Request) (web.Reply, error) {
	p, w, i, err := s.itemAsked(r)
	if err != nil {
		return nil, err
	}
	if i.No == 0 {
		if err := s.mayPut(p.Who, p.Network, w.Plan, i); err != nil {
			return nil, err
		}
		i = Item{Starts: w.YearText() + "-01-01", Due: w.YearText() + "-12-31", State: Planned}
	}
	return s.itemView(r, p, w, i, i, nil)
}

// itemView is an item: as facts, and as a form for those who may write it.
func (s *Service) itemView(r *web.Request, p place, w Whole, i, stored Item, refused error) (web.Reply, error) {
	T, at := r.T, p.planAt(w.Year)
	title, to := T("programme.item.new"), at+"/items/new"
	page := ui.Page{Eye: T("programme.of", "year", w.YearText())}
	if stored.No > 0 {
		title, to = stored.Number()+" "+stored.Objective, at+"/items/"+stored.Number()
		page.Sections = append(p.Stored(refused, p.itemFacts(w, stored)), ui.Section{Card: true, Title: T("programme.item"), Parts: []ui.Part{p.itemFacts(w, stored)}})
	}
	page.Title = title
	if s.mayPut(p.Who, p.Network, w.Plan, stored) == nil {
		members, err := s.networks.MembersOn(r.Context(), p.Who, p.Network, p.today)
		if err != nil {
			return nil, err
		}
		f := ui.Post(to, T("web.save"))
		if !w.Public() {
			f.Fields = p.itemFields(w, i, members, refused)
		}
		f.Fields = append(f.Fields, p.Choose("state", "programme.item-state.", ItemStates, i.State, refused), ui.Input{Field: p.Field("progress", refused), Value: strconv.FormatInt(i.Progress, 10), Width: "3", InputMode: "numeric", Suffix: "%"})
		f.Hidden, f.Cancel = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, i.Version), 10)}}, at
		section := ui.Section{ID: "change", Title: T("programme.item.change"), Forms: []ui.Form{f}}
		if w.Public() {
			section.Text = []string{T("programme.item.frozen")}
		}
		page.Sections = append(page.Sections, section)
	}
	return p.View(page, refused, p.top(), ui.Link{Text: T("programme.of", "year", w.YearText()), Href: at}), nil
}

func (p place) itemFields(w Whole, i Item, members []network.Member, refused error) []ui.Part {
	var leads []network.Organisation
	for _, m := range members {
		if !slices.ContainsFunc(leads, func(o network.Organisation) bool { return o.ID == m.ID }) {
			leads = append(leads, m.Organisation)
		}
	}
	var codes []string
	for _, one := range w.Themes {
		codes = append(codes, one.Code)
	}
	bodies := ui.Select{Field: p.Field("body", refused), Options: []ui.Option{{Text: "–"}}}
	for _, b := range w.Bodies {
		bodies.Options = append(bodies.Options, ui.Option{Value: b.Code, Text: b.Name.In(p.Lang), Chosen: b.Code == i.Body})
	}
	return []ui.Part{p.Line("objective", i.Objective, "", refused), p.Choose("theme", "programme.theme.", codes, i.Theme, refused), p.Line("deliverable", i.Deliverable, "", refused),
		p.Organisations("lead", leads, i.Lead, "", refused), bodies, p.Line("starts", i.Starts, "10", refused), p.Line("due", i.Due, "10", refused), p.Count("budget", i.Budget, refused)}
}

func (p place) itemFacts(w Whole, i Item) ui.Pairs {
	T := p.Words.T
	lead := w.Leads[i.Lead].Named(p.Lang)
	return ui.Pairs{{Name: T("programme.field.objective"), Value: i.Objective}, {Name: T("programme.field.theme"), Value: T("programme.theme." + i.Theme)}, {Name: T("programme.field.deliverable"), Value: i.Deliverable}, {Name: T("programme.field.lead"), Value: lead},
		{Name: T("programme.field.starts"), Value: p.Words.Period(i.Starts)}, {Name: T("programme.field.due"), Value: p.Words.Period(i.Due)}, {Name: T("programme.field.budget"), Value: T("programme.euro", "value", i.Budget)},
		{Name: T("programme.field.state"), Value: T("programme.item-state." + i.State)}, {Name: T("programme.field.progress"), Value: T("programme.percent", "value", i.Progress)}}
}

func (s *Service) putItemForm(r *web.Request) (web.Reply, error) {
	p, w, stored, err := s.itemAsked(r)
	if err != nil {
		return nil, err
	}
	i := stored
	if !w.Public() {
		i = Item{No: stored.No, Objective: network.Posted(r, "objective"), Theme: r.PostFormValue("theme"), Deliverable: network.Posted(r, "deliverable"), Lead: r.PostFormValue("lead"), Body: r.PostFormValue("body"),
			Starts: network.Posted(r, "starts"), Due: network.Posted(r, "due"), Budget: network.PostedNumber(r, "budget")}
	}
	i.State, i.Progress, i.Version = r.PostFormValue("state"), network.PostedNumber(r, "progress"), network.PostedNumber(r, "version")
	if _, err := s.PutItem(r.Context(), p.Who, p.Network, w.Year, i); err != nil {
		if network.Mendable(err) {
			return s.itemView(r, p, w, i, stored, err)
		}
		return nil, err
	}
	return web.Go{To: p.planAt(w.Year), Said: "programme.said-saved"}, nil
}
