package hearing

import (
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) newPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err == nil {
		err = network.May(p.Who, "hearing.change", network.Resource{Network: p.Network.ID}).Err()
	}
	if err != nil {
		return nil, err
	}
	return p.form(r, Hearing{Begins: "10:00"}, Hearing{}, nil), nil
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err == nil {
		err = network.May(p.Who, "hearing.change", network.Resource{Network: p.Network.ID}).Err()
	}
	if err != nil {
		return nil, err
	}
	return p.form(r, f.Hearing, f.Hearing, nil), nil
}

// form shows the fields as written, and what is stored where somebody else was
// faster.
func (p place) form(r *web.Request, h, stored Hearing, refused error) web.Reply {
	title, to, back := r.T("hearing.new"), p.at("/new"), p.at("")
	if stored.No > 0 {
		title, to, back = stored.Title, p.at("/"+stored.Number()+"/edit"), p.at("/"+stored.Number())
	}
	f := ui.Post(to, r.T("web.save"), p.Line("title", h.Title, "", refused), p.Line("question", h.Question, "", refused), p.Line("place", h.Place, "", refused), p.Line("day", h.Day, "10", refused), p.Line("begins", h.Begins, "5", refused), p.Line("limit", h.Limit, "10", refused))
	f.Hidden, f.Cancel = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, h.Version), 10)}}, back
	return p.View(ui.Page{Title: title, Lede: r.T("hearing.form.lede"), Sections: append(p.Stored(refused, p.kept(stored)), ui.Section{Forms: []ui.Form{f}})}, refused, p.top())
}

func (s *Service) putForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	h := Hearing{Title: network.Posted(r, "title"), Question: network.Posted(r, "question"), Place: network.Posted(r, "place"), Day: network.Posted(r, "day"), Begins: network.Posted(r, "begins"), Limit: network.Posted(r, "limit"), Version: network.PostedNumber(r, "version")}
	var stored Hearing
	if r.PathValue("no") != "" {
		_, f, err := s.asked(r)
		if err != nil {
			return nil, err
		}
		stored, h.No = f.Hearing, f.No
	}
	done, err := s.Put(r.Context(), p.Who, p.Network, h)
	if network.Mendable(err) {
		return p.form(r, h, stored, err), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at("/" + done.Number()), Said: "hearing.said-saved"}, nil
}

// did leads back to the page of the hearing, or shows there what was refused.
func (s *Service) did(r *web.Request, do func(p place, f Full) error) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	if err := do(p, f); err != nil {
		if network.Mendable(err) {
			return s.view(r, err)
		}
		return nil, err
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "hearing.said-saved"}, nil
}

func (s *Service) stepForm(r *web.Request) (web.Reply, error) {
	return s.did(r, func(p place, f Full) error {
		return s.Step(r.Context(), p.Who, p.Network, Hearing{No: f.No, State: r.PostFormValue("state"), Version: network.PostedNumber(r, "version")})
	})
}

func (s *Service) addPerson(r *web.Request) (web.Reply, error) {
	return s.did(r, func(p place, f Full) error {
		return s.AddPerson(r.Context(), p.Who, p.Network, f.No, Person{Role: r.PostFormValue("role"), Name: network.Posted(r, "name"), Organisation: network.Posted(r, "organisation")})
	})
}

func (s *Service) removePerson(r *web.Request) (web.Reply, error) {
	return s.did(r, func(p place, f Full) error {
		return s.RemovePerson(r.Context(), p.Who, p.Network, f.No, r.PostFormValue("id"))
	})
}

func (s *Service) saidForm(r *web.Request) (web.Reply, error) {
	return s.did(r, func(p place, f Full) error {
		return s.Said(r.Context(), p.Who, p.Network, f.No, Person{ID: r.PostFormValue("id"), Said: network.Posted(r, "said")})
	})
}

func (s *Service) writePage(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err == nil {
		err = network.May(p.Who, "hearing.change", network.Resource{Network: p.Network.ID}).Err()
	}
	if err != nil {
		return nil, err
	}
	return p.writing(r, f.Hearing, f.Hearing, nil), nil
}

func (p place) writing(r *web.Request, h, stored Hearing, refused error) web.Reply {
	at := p.at("/" + stored.Number())
	text := func(name, value string, rows int) ui.Part {
		return ui.Textarea{Field: p.Field(name, refused), Value: value, Rows: rows}
	}
	f := ui.Post(at+"/write", r.T("web.save"), text("minutes", h.Minutes, 8), text("report", h.Report, 12), text("conclusions", h.Conclusions, 8))
	f.Hidden, f.Cancel = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, h.Version), 10)}}, at
	kept := ui.Pairs{{Name: r.T("hearing.field.minutes"), Value: stored.Minutes}, {Name: r.T("hearing.field.report"), Value: stored.Report}, {Name: r.T("hearing.field.conclusions"), Value: stored.Conclusions}}
	return p.View(ui.Page{Title: r.T("hearing.write"), Lede: stored.Title, Sections: append(p.Stored(refused, kept), ui.Section{Forms: []ui.Form{f}})}, refused, p.top(), ui.Link{Text: stored.Title, Href: at})
}

func (s *Service) writeForm(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	h := Hearing{No: f.No, Minutes: network.Posted(r, "minutes"), Report: network.Posted(r, "report"), Conclusions: network.Posted(r, "conclusions"), Version: network.PostedNumber(r, "version")}
	if err := s.Write(r.Context(), p.Who, p.Network, h); err != nil {
		if network.Mendable(err) {
			return p.writing(r, h, f.Hearing, err), nil
		}
		return nil, err
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "hearing.said-saved"}, nil
}

func (s *Service) deposePage(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	return p.deposing(r, f, Deposition{}, nil), nil
}

// deposing is the form for a deposition, or says that none is taken any more.
func (p place) deposing(r *web.Request, f Full, d Deposition, refused error) web.Reply {
	T, at := r.T, p.at("/"+f.Number())
	page := ui.Page{Title: T("hearing.depose"), Lede: f.Title}
	late := !f.Open(p.today)
	if late && !f.MayChange {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: T("hearing.closed"), Text: T("hearing.limit.text", "date", p.Words.Period(f.Limit), "zone", p.Network.Zone), Links: []ui.Link{{Text: f.Title, Href: at}}}}}}
		return p.View(page, refused, p.top(), ui.Link{Text: f.Title, Href: at})
	}
	consent := ui.Checkboxes{Field: p.Field("consent", refused), Options: []ui.Option{{Value: "yes", Text: T("hearing.consent"), Hint: T("hearing.consent.hint"), Chosen: d.Consent}}}
	form := ui.Post(at+"/depose", T("web.send"), p.Line("organisation", d.Organisation, "", refused), ui.Input{Field: p.Field("author", refused), Value: d.Author, Autocomplete: "name", NoSpell: true},
		ui.Input{Field: p.Field("contact", refused), Value: d.Contact, Autocomplete: "email", NoSpell: true}, p.Line("heading", d.Title, "", refused), ui.Textarea{Field: p.Field("text", refused), Value: d.Text, Rows: 14}, consent)
	if late {
		form.Fields = append(form.Fields, p.Line("reason", d.Reason, "", refused))
	}
	form.Cancel = at
	page.Sections = []ui.Section{{Text: []string{f.Question, T("hearing.depose.text"), T("hearing.limit.text", "date", p.Words.Period(f.Limit), "zone", p.Network.Zone)}, Forms: []ui.Form{form}}}
	return p.View(page, refused, p.top(), ui.Link{Text: f.Title, Href: at})
}

func (s *Service) deposeForm(r *web.Request) (web.Reply, error) {
	p, f, err := s.asked(r)
	if err != nil {
		return nil, err
	}
	d := Deposition{Organisation: network.Posted(r, "organisation"), Author: network.Posted(r, "author"), Contact: network.Posted(r, "contact"), Title: network.Posted(r, "heading"), Text: network.Posted(r, "text"),
		Consent: r.PostFormValue("consent") == "yes", Lang: p.Lang, Reason: network.Posted(r, "reason")}
	if _, err := s.Depose(r.Context(), p.Who, p.Network, f.No, d); err != nil {
		if network.Mendable(err) {
			return p.deposing(r, f, d, err), nil
		}
		return nil, err
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "hearing.said-deposed"}, nil
}

func (s *Service) depositionPage(r *web.Request) (web.Reply, error) { return s.depositionView(r, nil) }

func (s *Service) depositionView(r *web.Request, refused error) (web.Reply, error) {
	p, f, d, err := s.deposition(r)
	if err != nil {
		return nil, err
	}
	T, at := r.T, p.at("/"+f.Number())
	facts := ui.Pairs{{Name: T("hearing.field.organisation"), Value: d.Organisation}, {Name: T("hearing.field.at"), Value: p.Words.DateTime(d.At)}}
	if f.MayChange {
		consent := T("hearing.consent.no")
		if d.Consent {
			consent = T("hearing.consent.yes")
		}
		facts = append(facts, ui.Pair{Name: T("hearing.field.author"), Value: orDash(d.Author)}, ui.Pair{Name: T("hearing.field.contact"), Value: orDash(d.Contact)}, ui.Pair{Name: T("hearing.field.consent"), Value: consent})
	}
	if d.Reason != "" {
		facts = append(facts, ui.Pair{Name: T("hearing.field.reason"), Value: d.Reason})
	}
	card := ui.Section{Card: true, Title: T("hearing.deposition"), Parts: []ui.Part{facts}}
	if d.Late {
		card.Tag = &ui.Tag{Kind: "late", Text: T("hearing.late")}
	}
	page := ui.Page{Eye: f.Title, Title: d.Title, Sections: []ui.Section{card, {ID: "text", Text: lang.Paragraphs(d.Text)}}}
	if f.MayChange && d.State == Received {
		version := ui.Hidden{Name: "version", Value: strconv.FormatInt(d.Version, 10)}
		yes := ui.Post(r.URL.Path, T("hearing.accept"))
		yes.Hidden = []ui.Hidden{version, {Name: "state", Value: Published}}
		no := ui.Post(r.URL.Path, T("hearing.refuse"), p.Line("reason", "", "", refused))
		no.Hidden, no.Secondary = []ui.Hidden{version, {Name: "state", Value: Refused}}, true
		text := T("hearing.accept.counted")
		if d.Consent {
			text = T("hearing.accept.text")
		}
		page.Side = []ui.Section{{Card: true, Title: T("hearing.accept"), Text: []string{text}, Forms: []ui.Form{yes}}, {Card: true, Title: T("hearing.refuse"), Forms: []ui.Form{no}}}
	}
	return p.View(page, refused, p.top(), ui.Link{Text: f.Title, Href: at}), nil
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func (s *Service) moderateForm(r *web.Request) (web.Reply, error) {
	p, f, d, err := s.deposition(r)
	if err != nil {
		return nil, err
	}
	err = s.Moderate(r.Context(), p.Who, p.Network, f.No, Deposition{No: d.No, State: r.PostFormValue("state"), Reason: network.Posted(r, "reason"), Version: network.PostedNumber(r, "version")})
	if network.Mendable(err) {
		return s.depositionView(r, err)
	}
	return web.Go{To: p.at("/" + f.Number() + "#depositions"), Said: "hearing.said-saved"}, err
}

// deposition reads the deposition that the address names, as far as the reader
// may see it.
func (s *Service) deposition(r *web.Request) (p place, f Full, d Deposition, err error) {
	if p, f, err = s.asked(r); err != nil {
		return p, f, d, err
	}
	for _, one := range f.Depositions {
		if strconv.FormatInt(one.No, 10) == r.PathValue("deposition") {
			return p, f, one, nil
		}
	}
	return p, f, d, fault.New(fault.Missing, "hearing.deposition.unknown")
}
