package body

import (
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) newSeatPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.newSeatForm(r, p, NewSeat{Role: "member", From: s.networks.Today(p.Network)}, nil)
}

func (s *Service) newSeatForm(r *web.Request, p place, give NewSeat, refused error) (web.Reply, error) {
	if err := network.May(p.Who, "body.change", network.Resource{Network: p.Network.ID}).Err(); err != nil {
		return nil, err
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, r.PathValue("body"), "")
	if err != nil {
		return nil, err
	}
	all, err := s.members(r, p)
	if err != nil {
		return nil, err
	}
	of := ui.Select{Field: p.Field("organisation", refused)}
	for _, o := range all {
		of.Options = append(of.Options, ui.Option{Value: o.Code, Text: o.Named(p.Lang), Chosen: o.Code == give.Organisation})
	}
	lang.Sort(p.Words, of.Options, func(o ui.Option) string { return o.Text })
	of.Options = append([]ui.Option{{Text: r.T("body.organisation.none")}}, of.Options...)
	f := ui.Post(p.bodyHref(b.Code)+"/seats/add", r.T("web.save"), p.Choose("role", "body.role.", Roles, give.Role, refused), of,
		ui.Input{Field: p.Field("email", refused), Value: give.Email, Type: "email"}, p.Line("name", give.Name, "", refused),
		p.Line("region", give.Region, "20", refused), p.Line("from", give.From, "10", refused), p.Line("to", give.To, "10", refused), p.Line("source", give.Source, "", refused))
	f.Fields[3] = ui.Input{Field: ui.Field{Name: "name", Label: r.T("body.field.person"), Hint: r.T("body.hint.person"), Error: p.Field("name", refused).Error}, Value: give.Name, NoSpell: true}
	f.Cancel = p.bodyHref(b.Code)
	data := ui.Page{Eye: b.Name.In(p.Lang), Title: r.T("body.seat.add"), Lede: p.limits(b), Sections: []ui.Section{{Forms: []ui.Form{f}}}}
	return p.View(data, refused, ui.Link{Text: r.T("body.bodies"), Href: p.Base + "/bodies"}, ui.Link{Text: b.Name.In(p.Lang), Href: p.bodyHref(b.Code)}), nil
}

func (s *Service) giveSeatForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	give := NewSeat{Body: r.PathValue("body"), Organisation: r.PostFormValue("organisation"), Email: network.Posted(r, "email"), Name: network.Posted(r, "name"), Lang: p.Lang,
		Role: r.PostFormValue("role"), Region: network.Posted(r, "region"), From: network.Posted(r, "from"), To: network.Posted(r, "to"), Source: network.Posted(r, "source")}
	_, refused := s.GiveSeat(r.Context(), p.Who, p.Network, give)
	if network.Mendable(refused) {
		return s.newSeatForm(r, p, give, refused)
	}
	return web.Go{To: p.bodyHref(give.Body) + "#seats", Said: "body.said-saved"}, refused
}

func (s *Service) seatPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	h, err := s.Seat(r.Context(), p.Who, p.Network, r.PathValue("seat"))
	if err != nil {
		return nil, err
	}
	return s.seatForm(r, p, h, h.Seat, nil)
}

// seatForm changes a seat; who has it cannot be changed: the seat is ended,
// and another is given.
func (s *Service) seatForm(r *web.Request, p place, h Held, now Seat, refused error) (web.Reply, error) {
	at := p.bodyHref(r.PathValue("body"))
	f := ui.Post(at+"/seats/"+h.Seat.ID, r.T("web.save"), p.Choose("role", "body.role.", Roles, now.Role, refused), p.Line("region", now.Region, "20", refused),
		p.Line("from", now.From, "10", refused), p.Line("to", now.To, "10", refused), p.Line("source", now.Source, "", refused))
	f.Hidden, f.Cancel = version(now.Version), at
	whose := ui.Pairs{{Name: r.T("body.field.person"), Value: orDash(h.Holder.Name)}, {Name: r.T("body.field.email"), Value: orDash(h.Email)}, {Name: r.T("body.field.organisation"), Value: orDash(h.Service.Named(p.Lang))}}
	data := ui.Page{Title: r.T("body.seat.title"), Lede: r.T("body.seat.lede"), Sections: []ui.Section{{Parts: []ui.Part{whose}}}}
	stored := ui.Pairs{{Name: r.T("body.field.role"), Value: r.T("body.role." + h.Role)}, {Name: r.T("body.field.days"), Value: p.days(h.From, h.To)}}
	data.Sections = append(append(data.Sections, p.Stored(refused, stored)...), ui.Section{Forms: []ui.Form{f}})
	return p.View(data, refused, ui.Link{Text: r.T("body.bodies"), Href: p.Base + "/bodies"}), nil
}

func (s *Service) changeSeatForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	now := Seat{ID: r.PathValue("seat"), Role: r.PostFormValue("role"), Region: network.Posted(r, "region"), From: network.Posted(r, "from"), To: network.Posted(r, "to"),
		Source: network.Posted(r, "source"), Version: network.PostedNumber(r, "version")}
	refused := s.ChangeSeat(r.Context(), p.Who, p.Network, now)
	if !network.Mendable(refused) {
		return web.Go{To: p.bodyHref(r.PathValue("body")) + "#seats", Said: "body.said-saved"}, refused
	}
	h, err := s.Seat(r.Context(), p.Who, p.Network, now.ID)
	if err != nil {
		return nil, err
	}
	if fault.ID(refused) == "network.changed-meanwhile" {
		now.Version = h.Version
	}
	return s.seatForm(r, p, h, now, refused)
}
