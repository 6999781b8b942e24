package letter

import (
	"strconv"

	"pesnet/kit/mail"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// lettersPage shows who in a network got what.
func (s *Service) lettersPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Letters(r.Context(), p.Who, p.Network, Asked{About: r.URL.Query().Get("about")})
	if err != nil {
		return nil, err
	}
	fails, err := s.FailingAddresses(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	days, said, err := s.RemindDays(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	reminders := r.T("letter.dispatch.reminders", "count", days)
	if !said {
		reminders += " " + r.T("letter.dispatch.default")
	}
	page := ui.Page{Title: r.T("letter.dispatch"), Lede: r.T("letter.dispatch.lede", "network", p.Network.Code),
		Sections: append(append(p.failing(fails), p.sent(all, p.Base+"/letters")...), ui.Section{Title: r.T("letter.kind.reminder"), Text: []string{reminders}})}
	return p.View(page, nil), nil
}

// outboxPage shows the letters of all networks.
func (s *Service) outboxPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, counts, err := s.Outbox(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	var numbers ui.Pairs
	for _, state := range []string{mail.Waiting, mail.Claimed, mail.Sent, mail.Refused, mail.Failed} {
		numbers = append(numbers, ui.Pair{Name: r.T("letter.state." + state), Value: strconv.FormatInt(counts[state], 10)})
	}
	top := ui.Section{Parts: []ui.Part{numbers}}
	if s.Sender.Server == nil {
		top.Parts = append(top.Parts, ui.Note{Info: true, Text: r.T("letter.no-server")})
	}
	page := ui.Page{Title: r.T("letter.outbox"), Lede: r.T("letter.outbox.lede"), Sections: append([]ui.Section{top}, p.sent(all, p.Root+"/letters/outbox")...)}
	return p.View(page, nil), nil
}

// sent is a table of letters with their receivers, and a button for those that
// did not go. at is where the letters are found.
func (p place) sent(all []Sent, at string) []ui.Section {
	if len(all) == 0 {
		return []ui.Section{{Parts: []ui.Part{ui.Empty{Title: p.Words.T("letter.dispatch.none"), Text: p.Words.T("letter.dispatch.none.text")}}}}
	}
	t := ui.Table{ID: "letters-table", Caption: p.Words.T("letter.letters"), Hidden: true, Cards: true, Head: p.head("put", "to", "subject", "state", "changed", "why")}
	forms := []ui.Form{}
	for _, one := range all {
		subject := ui.Cell{Text: one.Subject}
		if p.Network.ID == "" {
			subject.Href = at + "/" + one.ID
		}
		why := ui.Cell{Text: p.why(one.Delivery)}
		if one.State == mail.Failed || one.State == mail.Refused {
			form := "retry-" + one.ID
			forms = append(forms, ui.Form{ID: form, Method: "post", Action: at + "/" + one.ID + "/retry"})
			why.Parts = []ui.Part{ui.Button{Text: p.Words.T("letter.retry"), Form: form, Secondary: true}}
		}
		name := one.Name
		if name == "" {
			name = "–"
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(one.Put), Head: true}, {Text: name}, subject, {Tag: p.state(one.Delivery)}, {Text: p.Words.DateTime(one.At)}, why}})
	}
	return []ui.Section{{ID: "letters", Title: p.Words.T("letter.letters"), Forms: forms, Parts: []ui.Part{t}}}
}

// letterPage shows a letter of the outbox, for those who run the installation.
func (s *Service) letterPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	l, name, err := s.Letter(r.Context(), p.Who, r.PathValue("letter"))
	if err != nil {
		return nil, err
	}
	about := ui.Pairs{{Name: r.T("letter.field.to"), Value: name}, {Name: r.T("letter.field.kind"), Value: l.Kind}, {Name: r.T("letter.field.about"), Value: l.About}}
	page := ui.Page{Title: l.Subject, Sections: []ui.Section{p.read(l, about)}}
	return p.View(page, nil, ui.Link{Text: r.T("letter.outbox"), Href: p.Root + "/letters"}), nil
}

// retry lets a letter be tried again.
func (s *Service) retry(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := s.Retry(r.Context(), network.From(r.Context()), p.Network, r.PathValue("letter")); err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/letters", Said: "letter.said-retried"}, nil
}
