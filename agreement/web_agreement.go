package agreement

import (
	"cmp"
	"strconv"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) agreementPage(r *web.Request) (web.Reply, error) { return s.view(r, "", nil) }

// view is the page of an agreement; form names the form whose answer was
// refused.
func (s *Service) view(r *web.Request, form string, refused error) (web.Reply, error) {
	p, f, err := s.full(r)
	if err != nil {
		return nil, err
	}
	on := func(name string) error {
		if name == form {
			return refused
		}
		return nil
	}
	at := p.at("/" + f.Number())
	page := ui.Page{Eye: r.T("agreement.no", "no", f.Number()), Title: f.Title.In(p.Lang)}
	facts := ui.Section{Card: true, Title: r.T("agreement.facts"), Tag: p.state(f.Agreement), Parts: []ui.Part{p.facts(f.Agreement)[1:]}}
	if f.On(p.today) == Documented {
		facts.Text = []string{r.T("agreement.documented.text")}
	}
	page.Sections = []ui.Section{facts, s.partiesSection(r, p, f, at, on("parties")), p.activities(f, at, on("activities")), p.documents(f, at, on("documents"))}
	if f.MayChange {
		page.Actions = &ui.Actions{Buttons: []ui.Button{{Text: r.T("agreement.change"), Href: at + "/edit", Secondary: true}}}
		page.Side = p.next(f, at, on("state"))
	}
	return p.View(page, refused, p.top()), nil
}

// next is the way on: signing, or ending.
func (p place) next(f Full, at string, refused error) []ui.Section {
	version := []ui.Hidden{{Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
	switch f.On(p.today) {
	case Preparation, Documented:
		sign := ui.Post(at+"/sign", p.Words.T("agreement.sign.do"), p.Line("signed", f.Signed, "10", refused))
		sign.Hidden = version
		return []ui.Section{{Card: true, Title: p.Words.T("agreement.sign.title"), Text: []string{p.Words.T("agreement.sign.text")}, Forms: []ui.Form{sign}}}
	case InForce, Coming, Expired:
		end := ui.Post(at+"/end", p.Words.T("agreement.end.do"), p.Line("ended", "", "10", refused))
		end.Hidden, end.Secondary = version, true
		return []ui.Section{{Card: true, Title: p.Words.T("agreement.end.title"), Text: []string{p.Words.T("agreement.renew.text")}, Forms: []ui.Form{end}}}
	}
	return nil
}

func (s *Service) partiesSection(r *web.Request, p place, f Full, at string, refused error) ui.Section {
	T := p.Words.T
	t := ui.Table{ID: "parties-table", Caption: T("agreement.field.parties"), Hidden: true, Cards: true, Head: p.Head("party", "country", "place", "contact")}
	remove := f.MayChange && f.State == Preparation && len(f.Parties) > 1
	section := ui.Section{ID: "parties", Title: T("agreement.field.parties")}
	if remove {
		section.Forms = []ui.Form{{ID: "remove", Method: "post", Action: at + "/parties/remove"}}
		t.Head = append(t.Head, ui.Cell{Text: T("agreement.what-next")})
	}
	for _, one := range f.Parties {
		name, country := ui.Cell{Text: p.party(one, f.Organisations), Head: true}, one.Country
		if o, ok := f.Organisations[one.Organisation]; ok {
			name.Href, country = p.Base+"/members/"+o.Code, o.Country
		} else {
			name.Tag = &ui.Tag{Kind: "off", Text: T("agreement.outside")}
		}
		contact := ui.Cell{Text: cmp.Or(one.Contact, T("agreement.not-known")), Href: one.Address}
		row := ui.Row{Cells: []ui.Cell{name, {Text: cmp.Or(code.Country(country).Name(p.Lang), "–")}, {Text: cmp.Or(one.Place, "–")}, contact}}
		if remove {
			row.Cells = append(row.Cells, ui.Cell{Parts: []ui.Part{ui.Button{Text: T("web.remove"), Name: "id", Value: one.ID, Form: "remove", Secondary: true}}})
		}
		t.Rows = append(t.Rows, row)
	}
	section.Parts = []ui.Part{t}
	if f.MayChange {
		members, err := s.members(r, p)
		if err == nil {
			add := ui.Post(at+"/parties", T("agreement.add-party"), p.Organisations("organisation", members, "", T("agreement.outside"), refused), p.Line("office", "", "", refused), p.countries(refused),
				p.Line("place", "", "20", refused), p.Line("contact", "", "", refused), p.Line("address", "", "", refused))
			add.Secondary = true
			section.Parts = append(section.Parts, ui.Details{Summary: T("agreement.add-party"), Open: refused != nil, Parts: []ui.Part{add}})
		}
	}
	return section
}

func (p place) activities(f Full, at string, refused error) ui.Section {
	T := p.Words.T
	section := ui.Section{ID: "activities", Title: T("agreement.activities")}
	if len(f.Activities) == 0 {
		section.Text = []string{T("agreement.activities.none")}
	} else {
		var all ui.Timeline
		for _, one := range f.Activities {
			m := ui.Moment{State: ui.Did, When: p.day(one.Day), ISO: one.Day, Text: T("agreement.activity."+one.Kind) + ": " + one.Title}
			if one.Link != "" {
				m.Link, m.Text = ui.Link{Text: one.Title, Href: one.Link}, " "+T("agreement.activity."+one.Kind)
			}
			all = append(all, m)
		}
		section.Parts = []ui.Part{all}
	}
	if f.MayChange {
		add := ui.Post(at+"/activities", T("agreement.activities.add"), p.Line("day", p.today, "10", refused), p.Choose("kind", "agreement.activity.", ActivityKinds, "", refused), p.Line("what", "", "", refused), p.Line("link", "", "", refused))
		add.Secondary = true
		section.Parts = append(section.Parts, ui.Details{Summary: T("agreement.activities.add"), Open: refused != nil, Parts: []ui.Part{add}})
	}
	return section
}

func (p place) documents(f Full, at string, refused error) ui.Section {
	T := p.Words.T
	section := ui.Section{ID: "documents", Title: T("agreement.documents")}
	if len(f.Documents) == 0 {
		section.Text = []string{T("agreement.documents.none")}
	} else {
		t := ui.Table{ID: "documents-table", Caption: T("agreement.documents"), Hidden: true, Cards: true, Head: p.Head("paper", "day")}
		for _, d := range f.Documents {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: d.Title, Href: d.Link, Head: true}, {Text: p.day(d.Day)}}})
		}
		section.Parts = []ui.Part{t}
	}
	if f.MayChange {
		add := ui.Post(at+"/documents", T("agreement.documents.add"), p.Line("paper", "", "", refused), p.Line("at", "", "", refused), ui.Input{Field: ui.Field{ID: "document-day", Name: "day", Label: T("agreement.field.day")}, Width: "10"})
		add.Secondary = true
		section.Parts = append(section.Parts, ui.Details{Summary: T("agreement.documents.add"), Open: refused != nil, Parts: []ui.Part{add}})
	}
	return section
}

// done leads back to the page, or shows what was refused in its form.
func (s *Service) done(r *web.Request, form string, do func(p place, f Full) error) (web.Reply, error) {
	p, f, err := s.full(r)
	if err != nil {
		return nil, err
	}
	if err := do(p, f); err != nil {
		if !network.Mendable(err) {
			return nil, err
		}
		return s.view(r, form, err)
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "agreement.said-saved"}, nil
}

func (s *Service) sign(r *web.Request) (web.Reply, error) {
	return s.done(r, "state", func(p place, f Full) error {
		return s.Sign(r.Context(), p.Who, p.Network, Agreement{No: f.No, Signed: network.Posted(r, "signed"), Version: network.PostedNumber(r, "version")})
	})
}

func (s *Service) end(r *web.Request) (web.Reply, error) {
	return s.done(r, "state", func(p place, f Full) error {
		return s.End(r.Context(), p.Who, p.Network, Agreement{No: f.No, Ended: network.Posted(r, "ended"), Version: network.PostedNumber(r, "version")})
	})
}

func (s *Service) addParty(r *web.Request) (web.Reply, error) {
	return s.done(r, "parties", func(p place, f Full) error {
		one := Party{Organisation: r.PostFormValue("organisation"), Contact: network.Posted(r, "contact"), Address: network.Posted(r, "address"), Place: network.Posted(r, "place")}
		if one.Organisation == "" {
			one.Name, one.Country = lang.Text{"": network.Posted(r, "office")}, r.PostFormValue("country")
		}
		return s.AddParty(r.Context(), p.Who, p.Network, f.No, one)
	})
}

func (s *Service) removeParty(r *web.Request) (web.Reply, error) {
	return s.done(r, "parties", func(p place, f Full) error {
		return s.RemoveParty(r.Context(), p.Who, p.Network, f.No, r.PostFormValue("id"))
	})
}

func (s *Service) did(r *web.Request) (web.Reply, error) {
	return s.done(r, "activities", func(p place, f Full) error {
		return s.Did(r.Context(), p.Who, p.Network, f.No, Activity{Day: network.Posted(r, "day"), Kind: r.PostFormValue("kind"), Title: network.Posted(r, "what"), Link: network.Posted(r, "link")})
	})
}

func (s *Service) addDocument(r *web.Request) (web.Reply, error) {
	return s.done(r, "documents", func(p place, f Full) error {
		return s.AddDocument(r.Context(), p.Who, p.Network, f.No, Document{Title: network.Posted(r, "paper"), Link: network.Posted(r, "at"), Day: network.Posted(r, "day")})
	})
}
