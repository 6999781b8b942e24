package body

import (
	"slices"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) addPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.bodyForm(r, p, Full{Body: Body{From: s.networks.Today(p.Network), Kind: "working_group", Documents: "en"}}, nil)
}

// bodyForm is the form of a new body, or of one that is changed.
func (s *Service) bodyForm(r *web.Request, p place, b Full, refused error) (web.Reply, error) {
	if err := network.May(p.Who, "body.change", network.Resource{Network: p.Network.ID}).Err(); err != nil {
		return nil, err
	}
	others, err := s.Bodies(r.Context(), p.Who, p.Network, "")
	if err != nil {
		return nil, err
	}
	fresh := b.Version == 0
	title, action := r.T("body.add"), p.Base+"/bodies/add"
	fields := []ui.Part{p.Line("code", b.Code, "20", refused)}
	if !fresh {
		title, action, fields = r.T("body.edit.title", "name", b.Name.In(p.Lang)), p.bodyHref(b.Code)+"/edit", nil
	}
	above := ui.Select{Field: p.Field("parent", refused), Options: []ui.Option{{Text: r.T("body.parent.none")}}}
	for _, o := range others {
		if o.Body.ID != b.Body.ID {
			above.Options = append(above.Options, ui.Option{Value: o.Body.ID, Text: o.Name.In(p.Lang), Chosen: o.Body.ID == b.Parent})
		}
	}
	fields = append(fields, p.Line("name", b.Name[p.Lang], "", refused), p.Choose("kind", "body.kind.", Kinds, b.Kind, refused), above,
		p.Line("languages", b.Languages, "20", refused), p.Line("documents", b.Documents, "20", refused), p.Line("from", b.From, "10", refused))
	if fresh {
		fields = append(fields, p.Lines("text", b.Mandate[p.Lang], refused))
	} else {
		fields = append(fields, p.Line("to", b.To, "10", refused))
	}
	f := ui.Post(action, r.T("web.save"), append(fields, p.Line("source", b.Source, "", refused))...)
	f.Hidden, f.Cancel = version(b.Version), p.Base+"/bodies"
	data := ui.Page{Title: title, Sections: append(p.Stored(refused, p.stored(b.Body)), ui.Section{Forms: []ui.Form{f}})}
	if !fresh && b.To == "" && refused == nil {
		data.Sections = append(data.Sections, p.closing(b))
	}
	return p.View(data, refused, ui.Link{Text: r.T("body.bodies"), Href: p.Base + "/bodies"}), nil
}

func (p place) stored(b Body) ui.Pairs {
	T := p.Words.T
	return ui.Pairs{{Name: T("body.field.name"), Value: b.Name.In(p.Lang)}, {Name: T("body.field.kind"), Value: T("body.kind." + b.Kind)}, {Name: T("body.field.languages"), Value: p.languages(b.Languages)},
		{Name: T("body.field.documents"), Value: p.languages(b.Documents)}, {Name: T("body.field.days"), Value: p.days(b.From, b.To)}, {Name: T("body.field.source"), Value: b.Source}}
}

// closing is the form by which a body comes to its end.
func (p place) closing(b Full) ui.Section {
	f := ui.Post(p.bodyHref(b.Code)+"/close", p.Words.T("body.close"), p.Line("to", "", "10", nil), p.Line("decision", "", "", nil))
	f.Secondary = true
	f.Fields[0] = ui.Input{Field: ui.Field{ID: "last", Name: "to", Label: p.Words.T("body.field.last"), Hint: p.Words.T("body.hint.from")}, Width: "10"}
	return ui.Section{ID: "close", Title: p.Words.T("body.close"), Card: true, Text: []string{p.Words.T("body.close.text")}, Forms: []ui.Form{f}}
}

// written is a body as the form has it.
func (p place) written(r *web.Request) Body {
	b := Body{Code: network.Posted(r, "code"), Name: lang.Text{p.Lang: network.Posted(r, "name")}, Kind: r.PostFormValue("kind"), Parent: r.PostFormValue("parent"),
		Languages: network.Posted(r, "languages"), Documents: network.Posted(r, "documents"), Source: network.Posted(r, "source"),
		From: network.Posted(r, "from"), To: network.Posted(r, "to"), Version: network.PostedNumber(r, "version")}
	if text := network.Posted(r, "text"); text != "" {
		b.Mandate = lang.Text{p.Lang: text}
	}
	return b
}

func (s *Service) addBody(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b := p.written(r)
	made, err := s.Put(r.Context(), p.Who, p.Network, b)
	if network.Mendable(err) {
		return s.bodyForm(r, p, Full{Body: b}, err)
	}
	return web.Go{To: p.bodyHref(made.Code), Said: "body.said-saved"}, err
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, r.PathValue("body"), "")
	if err != nil {
		return nil, err
	}
	return s.bodyForm(r, p, b, nil)
}

func (s *Service) editBody(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b := p.written(r)
	b.Code = r.PathValue("body")
	_, refused := s.Put(r.Context(), p.Who, p.Network, b)
	if !network.Mendable(refused) {
		return web.Go{To: p.bodyHref(b.Code), Said: "body.said-saved"}, refused
	}
	kept, err := s.Body(r.Context(), p.Who, p.Network, b.Code, "")
	if err != nil {
		return nil, err
	}
	b.ID, b.Version = kept.Body.ID, kept.Version
	if fault.ID(refused) == "network.changed-meanwhile" {
		return s.changedMeanwhile(r, p, kept, b, refused)
	}
	return s.bodyForm(r, p, Full{Body: b}, refused)
}

// changedMeanwhile shows what is kept above what was written.
func (s *Service) changedMeanwhile(r *web.Request, p place, kept Full, b Body, refused error) (web.Reply, error) {
	reply, err := s.bodyForm(r, p, Full{Body: b}, refused)
	if err != nil {
		return nil, err
	}
	view := reply.(web.View)
	page := view.Data.(ui.Page)
	page.Sections[0] = p.Stored(refused, p.stored(kept.Body))[0]
	view.Data = page
	return view, nil
}

func (s *Service) closeBody(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	code := r.PathValue("body")
	refused := s.Close(r.Context(), p.Who, p.Network, code, network.Posted(r, "to"), network.Posted(r, "decision"))
	if !network.Mendable(refused) {
		return web.Go{To: p.bodyHref(code), Said: "body.said-saved"}, refused
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, code, "")
	if err != nil {
		return nil, err
	}
	return s.bodyForm(r, p, b, refused)
}

func (s *Service) mandatePage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, r.PathValue("body"), "")
	if err != nil {
		return nil, err
	}
	return p.mandateForm(b, Mandate{From: s.networks.Today(p.Network), Text: b.Mandate}, nil)
}

func (p place) mandateForm(b Full, m Mandate, refused error) (web.Reply, error) {
	if err := b.MayAdjust.Err(); err != nil {
		return nil, err
	}
	T := p.Words.T
	f := ui.Post(p.bodyHref(b.Code)+"/mandate", T("web.save"), p.Lines("text", m.Text.In(p.Lang), refused), p.Line("from", m.From, "10", refused), p.Line("decision", m.Source, "", refused))
	f.Cancel = p.bodyHref(b.Code)
	data := ui.Page{Eye: b.Name.In(p.Lang), Title: T("body.mandate.adjust"), Lede: T("body.mandate.lede"), Sections: []ui.Section{{Forms: []ui.Form{f}}}}
	return p.View(data, refused, ui.Link{Text: T("body.bodies"), Href: p.Base + "/bodies"}, ui.Link{Text: b.Name.In(p.Lang), Href: p.bodyHref(b.Code)}), nil
}

func (s *Service) adjustMandate(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	code := r.PathValue("body")
	m := Mandate{From: network.Posted(r, "from"), Text: lang.Text{p.Lang: network.Posted(r, "text")}, Source: network.Posted(r, "decision")}
	refused := s.AdjustMandate(r.Context(), p.Who, p.Network, code, m)
	if !network.Mendable(refused) {
		return web.Go{To: p.bodyHref(code), Said: "body.said-saved"}, refused
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, code, "")
	if err != nil {
		return nil, err
	}
	return p.mandateForm(b, m, refused)
}

// members are the organisations in the network today, to choose from.
func (s *Service) members(r *web.Request, p place) (all []network.Organisation, err error) {
	list, err := s.networks.MembersOn(r.Context(), p.Who, p.Network, s.networks.Today(p.Network))
	for _, m := range list {
		if m.Membership.Kind != "none" && !slices.ContainsFunc(all, func(o network.Organisation) bool { return o.ID == m.Organisation.ID }) {
			all = append(all, m.Organisation)
		}
	}
	return all, err
}
