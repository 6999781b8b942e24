package minutes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"pesnet/decision"
	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/meeting"
	"pesnet/network"
)

// shown is what a page shows beside what is stored: what was refused, and what
// was written.
type shown struct {
	refused error
	late    []Late
	written []Edit
}

func (s *Service) minutesPage(r *web.Request) (web.Reply, error) { return s.minutesView(r, shown{}) }

// readPage shows also those who write the minutes as members read them.
func (s *Service) readPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Minutes(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err != nil {
		return nil, err
	}
	f.MayWrite = false
	page := p.page(f)
	page.Sections = append(page.Sections, p.reading(f))
	return p.View(page, nil, p.crumbs(f.At)...), nil
}

func (s *Service) minutesView(r *web.Request, w shown) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Minutes(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err != nil && fault.Of(err).ID == "minutes.none" && s.MayWrite(r.Context(), p.Who, p.Network, r.PathValue("meeting")) == nil {
		return s.beginView(r, p, w.refused)
	}
	if err != nil {
		return nil, err
	}
	page := p.page(f)
	if f.MayWrite && f.State != Approved {
		more, err := s.writing(r, p, f, w)
		if err != nil {
			return nil, err
		}
		page.Sections = append(page.Sections, more...)
	} else {
		page.Sections = append(page.Sections, p.reading(f))
	}
	page.Sections = append(page.Sections, p.comments(f, w.refused)...)
	page.Sections = append(page.Sections, p.addenda(f, w.refused)...)
	if f.Whole {
		page.Side = p.side(f, w.refused)
	}
	return network.Conflicted(p.View(page, w.refused, p.crumbs(f.At)...), w.refused), nil
}

// beginView offers to begin the minutes of a meeting that has none.
func (s *Service) beginView(r *web.Request, p place, refused error) (web.Reply, error) {
	page := ui.Page{Title: r.T("minutes.minutes"), Sections: []ui.Section{{ID: "begin", Text: []string{r.T("minutes.begin.text")}, Forms: []ui.Form{ui.Post(p.at(r)+"/begin", r.T("minutes.begin.do"))}}}}
	crumbs := append(p.crumbs(Full{}.At), ui.Link{Text: strings.ToUpper(r.PathValue("meeting")), Href: p.Base + "/meetings/" + r.PathValue("meeting")})
	return network.Conflicted(p.View(page, refused, crumbs...), refused), nil
}

// page is the head of a page: whose minutes, and how far they are.
func (p place) page(f Full) ui.Page {
	T := p.Words.T
	starts, _ := f.At.InZone()
	at := p.Base + path(f.At)
	page := ui.Page{Eye: p.Words.Date(starts), Title: T("minutes.of", "meeting", f.At.Named(p.Words, f.Of, p.Network)), Stages: &ui.Stages{Label: T("minutes.stages"), Items: p.stages(f.Minutes, f.Today)}}
	if !f.Whole {
		page.Lede = T("minutes.public-part")
		return page
	}
	tabs := &ui.Tabs{Label: T("minutes.parts"), Links: []ui.Link{{Text: T("minutes.minutes"), Href: at + "#pieces"}, {Text: T("minutes.attendance"), Href: p.Base + "/meetings/" + strings.ToLower(f.At.Code) + "/attendance"}}}
	if f.MayWrite && f.State != Approved {
		tabs.Links[1].Href = at + "#attendance"
		tabs.Links = append(tabs.Links, ui.Link{Text: T("minutes.decisions"), Href: at + "#decisions"}, ui.Link{Text: T("minutes.actions"), Href: at + "#actions"}, ui.Link{Text: T("minutes.preview"), Href: at + "/read"})
	}
	tabs.Links = append(tabs.Links, ui.Link{Text: T("minutes.history"), Href: at + "/history"}, ui.Link{Text: T("minutes.dispatch"), Href: at + "/dispatch"})
	page.Tabs = tabs
	page.Actions = &ui.Actions{Links: []ui.Link{{Text: T("minutes.pdf"), Href: at + "/document"}}}
	return page
}

// stages say how far minutes are.
func (p place) stages(m Minutes, today string) []ui.Stage {
	T := p.Words.T
	all := []ui.Stage{{State: ui.Now, Title: T("minutes.stage.draft")}, {Title: T("minutes.stage.comments")}, {Title: T("minutes.stage.approved"), Text: T("minutes.stage.not-yet")}, {Title: T("minutes.stage.public")}}
	if m.State == Draft {
		return all
	}
	all[0] = ui.Stage{State: ui.Did, Title: T("minutes.stage.draft"), Text: T("minutes.stage.sent", "day", p.Words.Period(m.On))}
	all[1] = ui.Stage{State: ui.Now, Title: T("minutes.stage.comments"), Text: T("minutes.stage.until", "until", p.Words.Period(m.Until))}
	if m.State == Circulated && today > m.Until {
		all[1].State, all[2].State = ui.Did, ui.Now
	}
	if m.State == Approved {
		all[1].State = ui.Did
		all[2] = ui.Stage{State: ui.Did, Title: T("minutes.stage.approved"), Text: p.Words.Period(m.ApprovedOn)}
		if m.Public {
			all[3] = ui.Stage{State: ui.Did, Title: T("minutes.stage.public"), Text: p.Words.Period(m.ApprovedOn)}
		}
	}
	return all
}

// reading is the text of minutes with what was decided and is to be done.
func (p place) reading(f Full) ui.Section {
	s := ui.Section{ID: "pieces", Card: true, Title: p.Words.T("minutes.minutes"), Tag: p.tag(f.Minutes)}
	if f.commentable(f.Today) == nil && f.Whole {
		text := p.Words.T("minutes.comment-until", "until", p.Words.Period(f.Until))
		if f.Terms.Consent {
			text += " " + p.Words.T("minutes.consent")
		}
		s.Parts = append(s.Parts, ui.Note{Info: true, Text: text, Link: ui.Link{Text: p.Words.T("minutes.comment"), Href: "#comments"}})
	}
	for i, piece := range f.Pieces {
		decisions, actions := f.under(piece)
		if piece.Item == "" && piece.Text == "" && len(decisions)+len(actions) == 0 {
			continue
		}
		s.Parts = append(s.Parts, ui.Item{ID: "piece-" + number(i), Number: number(i), Title: f.title(piece, p.Words), Text: lines(piece.Text), Parts: decision.Marks(p.Place, decisions, actions, f.Organisations)})
	}
	if decisions, actions := f.under(Piece{}); len(decisions)+len(actions) > 0 {
		s.Parts = append(s.Parts, ui.Item{Title: p.Words.T("minutes.without-item"), Parts: decision.Marks(p.Place, decisions, actions, f.Organisations)})
	}
	return s
}

// writing is the one screen on which minutes, decisions, votes and action
// points are put down.
func (s *Service) writing(r *web.Request, p place, f Full, w shown) (all []ui.Section, err error) {
	at := p.Base + path(f.At)
	all = append(all, p.behind(f, w.late)...)
	present, err := s.present(r, p, f)
	if err != nil {
		return nil, err
	}
	all = append(append(all, present...), p.texts(f, w))
	paragraph := ui.Post(at+"/pieces", r.T("minutes.piece.add"), ui.Input{Field: p.Field("title", w.refused)})
	paragraph.Secondary = true
	all = append(all, ui.Section{Parts: []ui.Part{ui.Details{Summary: r.T("minutes.piece.add"), Parts: []ui.Part{paragraph}}}})
	decides, err := s.Decisions.Choosing(r.Context(), p.Who, p.Network, decision.Keep{Meeting: f.At.Code})
	if err != nil {
		return nil, err
	}
	owners, err := s.Decisions.Owners(r.Context(), p.Who, p.Network, decision.Keep{Meeting: f.At.Code})
	if err != nil {
		return nil, err
	}
	items := []ui.Option{{Text: r.T("minutes.no-item")}}
	for _, item := range f.Items {
		items = append(items, ui.Option{Value: item.ID, Text: strconv.Itoa(item.Position) + " " + item.Named(p.Words)})
	}
	decide, act := s.Decisions.NewForms(p.Place, f.At.Code, at+"#decisions", items, decides, owners)
	act.Hidden = []ui.Hidden{{Name: "meeting", Value: f.At.Code}, {Name: "back", Value: at + "#actions"}}
	closed := slices.DeleteFunc(slices.Clone(f.Decisions), func(d decision.Decision) bool { return d.State == decision.Open })
	decisions := ui.Section{ID: "decisions", Card: true, Title: r.T("minutes.decisions"), Parts: decision.Marks(p.Place, closed, nil, nil)}
	decisions.Parts = append(decisions.Parts, ui.Details{Summary: r.T("minutes.decision.add"), Parts: []ui.Part{decide}})
	all = append(all, decisions)
	for _, d := range f.Decisions {
		if d.State != decision.Open {
			continue
		}
		full, err := s.Decisions.Decision(r.Context(), p.Who, p.Network, d.Code())
		if err != nil {
			return nil, err
		}
		all = append(all, s.Decisions.Keeping(p.Place, full, at+"#"+strings.ToLower(d.Code())))
	}
	actions := ui.Section{ID: "actions", Card: true, Title: r.T("minutes.actions"), Parts: decision.Marks(p.Place, nil, f.Actions, f.Organisations)}
	actions.Parts = append(actions.Parts, ui.Details{Summary: r.T("minutes.action.add"), Parts: []ui.Part{act}})
	return append(all, actions), nil
}

// present is the form with who was there; it stands open until somebody is
// recorded.
func (s *Service) present(r *web.Request, p place, f Full) ([]ui.Section, error) {
	if s.Presence == nil || len(f.Presences) == 0 {
		return nil, nil
	}
	people, err := s.Presence(r.Context(), p.Place, f.At.Code, p.Base+path(f.At)+"#attendance")
	if err != nil {
		return nil, err
	}
	recorded := slices.ContainsFunc(f.Presences, func(one meeting.Presence) bool { return one.Present != "" })
	fold := ui.Details{Summary: p.Words.T("minutes.attendance.who"), Open: !recorded, Parts: people.Parts}
	for _, form := range people.Forms {
		fold.Parts = append(fold.Parts, form)
	}
	return []ui.Section{{ID: "attendance", Card: true, Title: p.Words.T("minutes.attendance"), Text: people.Text, Parts: []ui.Part{fold}}}, nil
}

// texts is the form with the text of every piece.
func (p place) texts(f Full, w shown) ui.Section {
	form := ui.Post(p.Base+path(f.At), p.Words.T("web.save"))
	open := ui.Checkboxes{Field: ui.Field{ID: "open", Name: "open", Label: p.Words.T("minutes.public")}, Small: true}
	for i, piece := range f.Pieces {
		text, public := piece.Text, piece.Public
		for _, e := range w.written {
			if e.Piece == piece.ID {
				text, public = e.Text, e.Public
			}
		}
		for _, one := range w.late {
			if one.Stored.ID == piece.ID {
				text, public = one.Written.Text, one.Written.Public
			}
		}
		title := number(i) + " " + f.title(piece, p.Words)
		form.Fields = append(form.Fields, ui.Textarea{Field: ui.Field{Name: "text-" + piece.ID, Label: title}, Value: text, Rows: max(3, min(14, strings.Count(text, "\n")+len(text)/80+2))})
		open.Options = append(open.Options, ui.Option{Value: piece.ID, Text: title, Chosen: public})
		form.Hidden = append(form.Hidden, ui.Hidden{Name: "version-" + piece.ID, Value: strconv.FormatInt(piece.Version, 10)})
	}
	form.Fields = append(form.Fields, open)
	if w.refused == nil { // whoever has both texts before them saves by the button
		form.Keeps = &ui.Keeps{Waiting: p.Words.T("minutes.keeps.waiting"), Saved: p.Words.T("minutes.keeps.saved"), Failed: p.Words.T("minutes.keeps.failed")}
	}
	return ui.Section{ID: "pieces", Card: true, Title: p.Words.T("minutes.minutes"), Tag: p.tag(f.Minutes), Text: []string{p.Words.T("minutes.write.text")}, Forms: []ui.Form{form}}
}

// behind shows both texts to whoever was second on a piece.
func (p place) behind(f Full, all []Late) (sections []ui.Section) {
	for _, one := range all {
		stored := one.Stored
		if i := slices.IndexFunc(f.Pieces, func(now Piece) bool { return now.ID == stored.ID }); i >= 0 {
			stored = f.Pieces[i] // whoever was faster may have saved after the first look
		}
		sections = append(sections, ui.Section{Card: true, Title: p.Words.T("minutes.late", "title", f.title(stored, p.Words)), Text: []string{p.Words.T("minutes.late.text", "who", cmp.Or(f.Names[stored.By], "–"), "at", p.Words.DateTime(stored.At))},
			Parts: []ui.Part{ui.Pairs{{Name: p.Words.T("minutes.late.theirs"), Value: cmp.Or(stored.Text, "–")}, {Name: p.Words.T("minutes.late.yours"), Value: cmp.Or(one.Written.Text, "–")}}}})
	}
	return sections
}

// comments are what members said, with the answers, and the form for more.
func (p place) comments(f Full, refused error) []ui.Section {
	if !f.Whole || f.State == Draft && len(f.Comments) == 0 {
		return nil
	}
	s := ui.Section{ID: "comments", Card: true, Title: p.Words.T("minutes.comments.title"), Beside: p.Words.T("minutes.comments.count", "count", len(f.Comments))}
	for _, c := range f.Comments {
		item := ui.Item{Title: f.Organisations[c.Organisation].Named(p.Lang), Text: lines(c.Text)}
		if i := slices.IndexFunc(f.Pieces, func(piece Piece) bool { return piece.ID == c.Piece }); i >= 0 {
			item.Number, item.Title = number(i), item.Title+": "+f.title(f.Pieces[i], p.Words)
		}
		switch {
		case c.Answer != "":
			text := p.Words.T("minutes.answer." + c.Answer)
			if c.Reason != "" {
				text += ": " + c.Reason
			}
			item.Parts = []ui.Part{ui.Note{Info: true, Text: text}}
		case f.MayWrite && f.State != Approved:
			form := ui.Post(p.Base+path(f.At)+"/answers", p.Words.T("minutes.answer.do"), p.field(ui.Radios{Field: p.Field("answer", refused), Options: p.Options("minutes.answer.", Answers)}, c.ID), p.field(ui.Input{Field: p.Field("reason", refused)}, c.ID))
			form.Secondary, form.Hidden = true, []ui.Hidden{{Name: "id", Value: c.ID}}
			item.Parts = []ui.Part{form}
		default:
			item.Parts = []ui.Part{ui.Tag{Kind: "due", Text: p.Words.T("minutes.answer.waits")}}
		}
		s.Parts = append(s.Parts, item)
	}
	if len(f.Comments) == 0 {
		s.Text = []string{p.Words.T("minutes.comments.none")}
	}
	if len(f.Own) > 0 {
		s.Forms = []ui.Form{p.commenting(f, refused)}
	}
	return []ui.Section{s}
}

// field gives a field an id of its own, where several forms have it.
func (p place) field(part ui.Part, of string) ui.Part {
	switch part := part.(type) {
	case ui.Radios:
		part.ID = part.Name + "-" + of
		return part
	case ui.Input:
		part.ID = part.Name + "-" + of
		return part
	}
	return part
}

func (p place) commenting(f Full, refused error) ui.Form {
	pieces := []ui.Option{{Text: p.Words.T("minutes.whole")}}
	for i, piece := range f.Pieces {
		pieces = append(pieces, ui.Option{Value: piece.ID, Text: number(i) + " " + f.title(piece, p.Words)})
	}
	form := ui.Post(p.Base+path(f.At)+"/comments", p.Words.T("minutes.comment.do"), ui.Select{Field: p.Field("piece", refused), Options: pieces}, ui.Textarea{Field: p.Field("comment", refused), Rows: 3})
	form.Hidden = []ui.Hidden{{Name: "organisation", Value: f.Own[0]}}
	return form
}

// addenda are what was added to approved minutes.
func (p place) addenda(f Full, refused error) []ui.Section {
	if f.State != Approved || !f.Whole && len(f.Addenda) == 0 {
		return nil
	}
	s := ui.Section{ID: "addenda", Card: true, Title: p.Words.T("minutes.addenda")}
	for _, a := range f.Addenda {
		if !f.Whole && a.ApprovedOn == "" {
			continue
		}
		item := ui.Item{Number: strconv.Itoa(a.No), Title: p.Words.T("minutes.addendum.of", "day", p.Words.Period(a.On)), Text: lines(a.Text)}
		switch {
		case a.ApprovedOn != "":
			item.Parts = []ui.Part{ui.Tag{Kind: "done", Text: p.Words.T("minutes.addendum.approved-on", "day", p.Words.Period(a.ApprovedOn), "decision", a.Decision)}}
		case f.MayWrite && len(f.Able) > 0:
			form := ui.Post(p.Base+path(f.At)+"/addenda/"+strconv.Itoa(a.No), p.Words.T("minutes.approve.do"), p.deciding(f, "addendum-"+strconv.Itoa(a.No), refused))
			form.Secondary = true
			item.Parts = []ui.Part{form}
		default:
			item.Parts = []ui.Part{ui.Tag{Kind: "due", Text: p.Words.T("minutes.addendum.waits")}}
		}
		s.Parts = append(s.Parts, item)
	}
	if len(f.Addenda) == 0 {
		s.Text = []string{p.Words.T("minutes.addenda.none")}
	}
	if f.MayWrite {
		form := ui.Post(p.Base+path(f.At)+"/addenda", p.Words.T("minutes.addendum.do"), ui.Textarea{Field: p.Field("addendum", refused), Rows: 3})
		form.Secondary = true
		s.Parts = append(s.Parts, ui.Details{Summary: p.Words.T("minutes.addendum.do"), Text: p.Words.T("minutes.addendum.text-hint"), Parts: []ui.Part{form}})
	}
	return []ui.Section{s}
}

// deciding offers the decisions that can approve.
func (p place) deciding(f Full, id string, refused error, first ...ui.Option) ui.Part {
	field := p.Field("decision", refused)
	if id != "" {
		field.ID = id
	}
	options := first
	for _, d := range f.Able {
		options = append(options, ui.Option{Value: d.Code(), Text: d.Code() + ": " + short(d.Text)})
	}
	return ui.Select{Field: field, Options: options}
}

func short(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
