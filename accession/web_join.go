package accession

import (
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// joinPage says how one joins the network, by its own rules.
func (s *Service) joinPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	h, err := s.HowTo(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	from, err := s.networks.Sources(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	data := ui.Page{Title: r.T("accession.join.title", "network", p.Network.Name.In(p.Lang)), Lede: r.T("accession.join.lede")}
	if p.May("accession.handle") {
		data.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("accession.applications"), Href: p.Base + "/applications"}}}
	}
	if len(h.Documents) == 0 {
		data.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("accession.join.none"), Text: r.T("accession.join.none.text")}}}}
		return p.View(data, nil), nil
	}
	data.Sections = []ui.Section{{ID: "way", Title: r.T("accession.join.way"), Parts: []ui.Part{p.way(h)}}}
	if h.Points > 0 {
		points := ui.Section{ID: "check", Title: r.T("accession.check"), Text: []string{r.T("accession.check.text")}}
		var names []string
		for _, one := range h.points() {
			names = append(names, r.T("accession.point."+one))
		}
		points.Parts = []ui.Part{ui.Chips{Label: r.T("accession.check"), Items: chips(names)}}
		data.Sections = append(data.Sections, points)
	}
	data.Sections = append(data.Sections, p.rules(h, from))
	last := ui.Section{Card: true, Title: r.T("accession.apply.title"), Text: []string{r.T("accession.closed")}}
	if h.Open {
		last.Text = []string{r.T("accession.apply.lede")}
		last.Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: r.T("accession.apply.do"), Href: p.Base + "/join/apply"}}}}
	}
	data.Sections = append(data.Sections, last)
	return p.View(data, nil), nil
}

func chips(names []string) (all []ui.Chip) {
	for _, name := range names {
		all = append(all, ui.Chip{Text: name})
	}
	return all
}

// way is the steps of joining, one after the other.
func (p place) way(h HowTo) ui.Timeline {
	T := p.Words.T
	var documents []string
	for _, d := range h.Documents {
		documents = append(documents, p.value(d))
	}
	step := func(key, text string) ui.Moment { return ui.Moment{When: T("accession.way." + key), Text: text} }
	steps := ui.Timeline{step("apply", T("accession.way.apply.text")), step("sign", T("accession.way.sign.text", "documents", strings.Join(documents, ", ")))}
	if h.Points > 0 {
		steps = append(steps, step("check", T("accession.way.check.text", "count", h.Points)))
	}
	steps = append(steps, step("decide", T("accession.way.decide.text")))
	task := T("accession.way.nominate.text")
	if h.Task {
		task += " " + T("accession.way.task.text")
	}
	return append(steps, step("nominate", task), step("member", T("accession.way.member.text")))
}

// rules are what the charter says, with its source.
func (p place) rules(h HowTo, from network.Sources) ui.Section {
	T := p.Words.T
	t := ui.Table{ID: "rules", Caption: T("accession.join.rules"), Hidden: true, Cards: true, Head: p.Head("rule", "value", "since", "cited")}
	terms := h.Terms
	if h.Giving {
		terms = append(terms, h.Seats)
	}
	for _, one := range terms {
		var values []string
		for v := range strings.FieldsSeq(one.Value) {
			values = append(values, p.value(v))
		}
		source := from.Cite(one.Source, p.Lang)
		if one.Place != "" {
			source += ", " + one.Place
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: T("network.rule." + one.Rule), Head: true}, {Text: strings.Join(values, ", ")}, {Text: p.Words.Period(one.From)}, {Text: source}}})
	}
	return ui.Section{ID: "rules-section", Title: T("accession.join.rules"), Parts: []ui.Part{t}}
}

func (s *Service) applyPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.applyView(r, p, Applying{Application: Application{NameLang: p.Lang, Kind: "ngo"}, Contact: Contact{Lang: p.Lang}}, nil)
}

// applyView is the form of the applicant.
func (s *Service) applyView(r *web.Request, p place, in Applying, refused error) (web.Reply, error) {
	h, err := s.HowTo(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	crumb := ui.Link{Text: r.T("accession.join"), Href: p.Base + "/join"}
	data := ui.Page{Title: r.T("accession.apply.title"), Lede: r.T("accession.apply.for", "network", p.Network.Name.In(p.Lang))}
	if !h.Open {
		data.Sections = []ui.Section{{Parts: []ui.Part{ui.Note{Text: r.T("accession.closed"), Info: true}}}}
		return p.View(data, nil, crumb), nil
	}
	var tongues, readers []ui.Option
	for _, l := range code.LanguagesOfEU() {
		tongues = append(tongues, ui.Option{Value: l, Text: code.Language(l).Name(p.Lang), Chosen: l == in.NameLang})
	}
	for _, l := range []string{"lt", "ro", "en", "it", "sv"} {
		readers = append(readers, ui.Option{Value: l, Text: code.Language(l).Name(p.Lang), Chosen: l == in.Contact.Lang})
	}
	lang.Sort(p.Words, tongues, func(o ui.Option) string { return o.Text })
	countries := []ui.Option{{Text: r.T("accession.country.none")}}
	for _, c := range code.Countries() {
		countries = append(countries, ui.Option{Value: c.Code, Text: c.Name(p.Lang), Chosen: c.Code == in.Country})
	}
	lang.Sort(p.Words, countries[1:], func(o ui.Option) string { return o.Text })
	f := ui.Post(p.Base+"/join/apply", r.T("accession.apply.do"), p.Line("name", in.Name, "", refused), ui.Select{Field: p.Field("namelang", refused), Options: tongues},
		p.Choose("kind", "network.organisation.", network.Kinds, in.Kind, refused), ui.Select{Field: p.Field("country", refused), Options: countries},
		ui.Input{Field: p.Field("website", refused), Value: in.Website, Type: "url"}, p.Lines("reason", in.Reason, refused),
		ui.Input{Field: p.Field("person", refused), Value: in.Contact.Name, Autocomplete: "name", NoSpell: true},
		ui.Input{Field: p.Field("email", refused), Value: in.Contact.Email, Type: "email", Autocomplete: "email"},
		ui.Select{Field: p.Field("lang", refused), Options: readers})
	f.Cancel = p.Base + "/join"
	data.Sections = []ui.Section{{Forms: []ui.Form{f}}}
	return p.View(data, refused, crumb), nil
}

func (s *Service) applyForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	in := Applying{Application{Name: network.Posted(r, "name"), NameLang: r.PostFormValue("namelang"), Kind: r.PostFormValue("kind"), Country: r.PostFormValue("country"), Website: network.Posted(r, "website"), Reason: network.Posted(r, "reason")},
		Contact{network.Posted(r, "person"), network.Posted(r, "email"), r.PostFormValue("lang")}}
	_, key, refused := s.Apply(r.Context(), p.Who, p.Network, in)
	if network.Mendable(refused) {
		return s.applyView(r, p, in, refused)
	}
	return web.Go{To: p.Base + "/join/" + key, Said: "accession.said-applied"}, refused
}
