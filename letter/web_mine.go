package letter

import (
	"pesnet/kit/mail"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) minePage(r *web.Request) (web.Reply, error) { return s.mine(r, nil, "", nil) }

// mine shows somebody's own mail; made is the secret of a feed that was made
// just now.
func (s *Service) mine(r *web.Request, written Choices, made string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	m, err := s.Mine(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	if written != nil {
		m.Choices = written
	}
	page := ui.Page{Title: r.T("letter.mine"), Lede: r.T("letter.mine.lede"), Sections: append(p.ownFailing(m), p.often(m, refused), p.feeds(s.URL, m, made, refused), p.mail(m.Letters))}
	return p.View(page, refused), nil
}

// often is the form by which somebody says how often they want mail.
func (p place) often(m Mine, refused error) ui.Section {
	where := p.Words.T("letter.address.none")
	if m.Address != "" {
		where = p.Words.T("letter.address", "address", m.Address)
	}
	form := ui.Post(p.Root+"/my-mail", p.Words.T("web.save"))
	for _, kind := range Kinds {
		f := p.Field(kind, refused)
		f.Label = p.Words.T("letter.kind." + kind)
		form.Fields = append(form.Fields, ui.Select{Field: f, Options: p.Options("letter.often.", Frequencies, m.Choices.Of(kind))})
	}
	return ui.Section{ID: "often", Title: p.Words.T("letter.often"), Text: []string{where, p.Words.T("letter.often.text", "hour", hour)}, Forms: []ui.Form{form}}
}

// feeds are the secret addresses of somebody's calendars.
func (p place) feeds(url string, m Mine, made string, refused error) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "feeds", Title: T("letter.feeds"), Text: []string{T("letter.feeds.text")}}
	if made != "" {
		at := url + p.Root + "/feeds/calendar/" + made + ".ics"
		one.Parts = append(one.Parts, ui.Note{Text: T("letter.feeds.made")}, ui.Pairs{{Name: T("letter.feeds.address"), Value: at}})
	}
	t := ui.Table{ID: "feeds-table", Caption: T("letter.feeds"), Hidden: true, Cards: true, Head: p.head("calendar", "made", "read", "end")}
	for _, f := range m.Feeds {
		read := T("letter.feeds.never")
		if !f.Read.IsZero() {
			read = p.Words.DateTime(f.Read)
		}
		end := ui.Button{Text: T("letter.feeds.end"), Name: "feed", Value: f.ID, Form: "end-feed", Secondary: true}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.calendar(m, f), Head: true}, {Text: p.Words.DateTime(f.Made)}, {Text: read}, {Parts: []ui.Part{end}}}})
	}
	if len(t.Rows) > 0 {
		one.Parts = append(one.Parts, t)
		one.Forms = append(one.Forms, ui.Form{ID: "end-feed", Method: "post", Action: p.Root + "/my-mail/feeds/end"})
	}
	make := ui.Post(p.Root+"/my-mail/feeds", T("letter.feeds.make"), p.whose(m, refused))
	make.Secondary = true
	one.Forms = append(one.Forms, make)
	return one
}

// whose asks what a new calendar shows.
func (p place) whose(m Mine, refused error) ui.Part {
	of := ui.Select{Field: p.Field("body", refused), Options: []ui.Option{{Text: p.Words.T("letter.feed.name")}}}
	for _, b := range m.Bodies {
		of.Options = append(of.Options, ui.Option{Value: b.ID, Text: b.Name.In(p.Lang), Group: b.Network})
	}
	return of
}

// calendar says what a feed shows.
func (p place) calendar(m Mine, f feed) string {
	for _, b := range m.Bodies {
		if b.ID == f.Body {
			return b.in(p.Lang)
		}
	}
	if f.Body != "" {
		return p.Words.T("letter.feeds.body")
	}
	return p.Words.T("letter.feed.name")
}

// mail are the letters to somebody.
func (p place) mail(all []mail.Delivery) ui.Section {
	one := ui.Section{ID: "letters", Title: p.Words.T("letter.letters")}
	if len(all) == 0 {
		one.Parts = []ui.Part{ui.Empty{Title: p.Words.T("letter.letters.none"), Text: p.Words.T("letter.letters.none.text")}}
		return one
	}
	t := ui.Table{ID: "letters-table", Caption: one.Title, Hidden: true, Cards: true, Head: p.head("put", "subject", "state", "why")}
	for _, d := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(d.Put), Head: true}, {Text: d.Subject, Href: p.Root + "/my-mail/letters/" + d.ID}, {Tag: p.state(d)}, {Text: p.why(d)}}})
	}
	one.Parts = []ui.Part{t}
	return one
}

func (s *Service) myLetterPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	l, err := s.MyLetter(r.Context(), p.Who, r.PathValue("letter"))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: l.Subject, Sections: []ui.Section{p.read(l, ui.Pairs{{Name: r.T("letter.field.kind"), Value: r.T("letter.kind." + kindOf(l.Kind))}})}}
	return p.View(page, nil, ui.Link{Text: r.T("letter.mine"), Href: p.Root + "/my-mail"}), nil
}

func (s *Service) choose(r *web.Request) (web.Reply, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	c := Choices{}
	for _, kind := range Kinds {
		if often := r.PostForm.Get(kind); often != "" {
			c[kind] = often
		}
	}
	if err := s.Choose(r.Context(), network.From(r.Context()), c); err != nil {
		if network.Mendable(err) {
			return s.mine(r, c, "", err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/my-mail", Said: "letter.said-chosen"}, nil
}

// makeFeed shows the address on the page that answers: it is told this once.
func (s *Service) makeFeed(r *web.Request) (web.Reply, error) {
	secret, err := s.MakeFeed(r.Context(), network.From(r.Context()), r.PostFormValue("body"))
	if err != nil && !network.Mendable(err) {
		return nil, err
	}
	return s.mine(r, nil, secret, err)
}

func (s *Service) endFeed(r *web.Request) (web.Reply, error) {
	if err := s.EndFeed(r.Context(), network.From(r.Context()), r.PostFormValue("feed")); err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/my-mail", Said: "letter.said-ended"}, nil
}
