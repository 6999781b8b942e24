package letter

import (
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// ownFailing tells somebody that their mail does not arrive, and what to do.
func (p place) ownFailing(m Mine) []ui.Section {
	if m.Fails.Address == "" {
		return nil
	}
	T := p.Words.T
	try := ui.Post(p.Root+"/my-mail/address", T("letter.failing.try"))
	try.Secondary = true
	return []ui.Section{{ID: "failing", Card: true, Title: T("letter.failing.own"), Tag: &ui.Tag{Kind: "late", Text: T("letter.failing.since", "at", p.Words.DateTime(m.Fails.Since))},
		Text:  []string{T("letter.failing.own.text", "address", m.Fails.Address), T("letter.failing.said", "answer", m.Fails.Answer)},
		Forms: []ui.Form{try}, Parts: []ui.Part{ui.Actions{Links: []ui.Link{{Text: T("letter.failing.change"), Href: p.Root + "/my-contact"}}}}}}
}

// failing lists the addresses of a network that take no letters.
func (p place) failing(all []Failing) []ui.Section {
	if len(all) == 0 {
		return nil
	}
	T := p.Words.T
	s := ui.Section{ID: "failing", Title: T("letter.failing"), Text: []string{T("letter.failing.text")}}
	t := ui.Table{ID: "failing-table", Caption: s.Title, Hidden: true, Cards: true, Head: p.head("to", "address", "since", "answer", "try")}
	for _, f := range all {
		form := ui.Form{ID: "try-" + f.Person, Method: "post", Action: p.Base + "/letters/" + f.Person + "/address"}
		s.Forms = append(s.Forms, form)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: f.Name, Head: true}, {Text: f.Address}, {Text: p.Words.DateTime(f.Since)}, {Text: f.Answer}, {Parts: []ui.Part{ui.Button{Text: T("letter.failing.try"), Form: form.ID, Secondary: true}}}}})
	}
	s.Parts = []ui.Part{t}
	return []ui.Section{s}
}

func (s *Service) tryOwn(r *web.Request) (web.Reply, error) {
	return web.Go{To: r.Here().Root + "/my-mail", Said: "letter.said-tried"}, s.TryOwnAddress(r.Context(), network.From(r.Context()))
}

func (s *Service) tryOther(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/letters", Said: "letter.said-tried"}, s.TryAddress(r.Context(), p.Who, p.Network, r.PathValue("person"))
}
