package body

import (
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) bodiesPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	day := r.URL.Query().Get("on")
	all, err := s.Bodies(r.Context(), p.Who, p.Network, day)
	if err != nil {
		return nil, err
	}
	if day == "" {
		day = s.networks.Today(p.Network)
	}
	data := ui.Page{Title: r.T("body.bodies"), Lede: r.T("body.bodies.lede", "count", len(all), "date", r.Words.Period(day))}
	list := ui.Section{Forms: []ui.Form{p.dateForm(p.Base+"/bodies", day)}}
	if len(all) == 0 {
		list.Parts = []ui.Part{ui.Empty{Title: r.T("body.none"), Text: r.T("body.none.text")}}
	} else {
		list.Parts = []ui.Part{p.list(all)}
	}
	var links []ui.Link
	if p.May("body.change") {
		links = append(links, ui.Link{Text: r.T("body.add"), Href: p.Base + "/bodies/add"})
	}
	if p.May("body.directory") {
		links = append(links, ui.Link{Text: r.T("body.directory"), Href: p.Base + "/directory"})
	}
	links = append(links, ui.Link{Text: r.T("body.fees"), Href: p.Base + "/fees"})
	list.Parts = append(list.Parts, ui.Actions{Links: links})
	data.Sections = []ui.Section{list}
	return p.View(data, nil), nil
}

// list is the bodies with what they are charged with and who leads them.
func (p place) list(all []Full) ui.Table {
	t := ui.Table{ID: "bodies", Caption: p.Words.T("body.bodies"), Hidden: true, Cards: true, Head: p.Head("name", "kind", "mandate", "chair", "seats")}
	for _, b := range all {
		chair := "–"
		for _, h := range b.Seats {
			if h.Role == "chair" && h.Holder.Name != "" {
				chair = h.Holder.Name
			}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: b.Name.In(p.Lang), Href: p.bodyHref(b.Code), Head: true}, {Text: p.Words.T("body.kind." + b.Kind)},
			{Text: b.Mandate.In(p.Lang)}, {Text: chair}, {Text: strconv.Itoa(len(b.Seats)), Number: true}}})
	}
	return t
}

func (s *Service) bodyPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, r.PathValue("body"), r.URL.Query().Get("on"))
	if err != nil {
		return nil, err
	}
	from, err := s.networks.Sources(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	at := p.bodyHref(b.Code)
	data := ui.Page{Eye: r.T("body.kind." + b.Kind), Title: b.Name.In(p.Lang), Sections: []ui.Section{p.mandate(b, from), p.seats(b, at)}, Side: []ui.Section{p.facts(b, from)}}
	if b.MayPeople.Allowed && len(b.Seats) > 0 {
		data.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("body.seats.xlsx"), Href: at + "/seats.xlsx?on=" + b.Day}}}
	}
	if b.MayChange.Allowed || b.MayAdjust.Allowed {
		data.Side = append(data.Side, p.changes(b, at))
	}
	return p.View(data, nil, ui.Link{Text: r.T("body.bodies"), Href: p.Base + "/bodies"}), nil
}

// mandate is what the body is charged with, and how that was worded before.
func (p place) mandate(b Full, from network.Sources) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "mandate", Title: T("body.field.mandate")}
	if b.MandateSource == "" {
		one.Text = []string{T("body.mandate.none")}
	} else {
		since := T("body.mandate.adopted", "source", from.Cite(b.MandateSource, p.Lang))
		if b.MandateFrom != "" {
			since = T("body.mandate.since", "date", p.Words.Period(b.MandateFrom), "source", from.Cite(b.MandateSource, p.Lang))
		}
		one.Text = append(strings.Split(b.Mandate.In(p.Lang), "\n"), since)
	}
	if len(b.Mandates) > 1 {
		t := ui.Table{ID: "mandates", Caption: T("body.mandate.wordings"), Hidden: true, Cards: true, Head: p.Head("from", "mandate", "source")}
		for _, m := range b.Mandates {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: orDash(p.Words.Period(m.From)), Head: true}, {Text: m.Text.In(p.Lang)}, {Text: from.Cite(m.Source, p.Lang)}}})
		}
		one.Parts = []ui.Part{ui.Details{Summary: T("body.mandate.wordings"), Parts: []ui.Part{t}}}
	}
	return one
}

// seats is who had which seat on the day: the offices, then who spoke for
// whom, then everybody else.
func (p place) seats(b Full, at string) ui.Section {
	T := p.Words.T
	one := ui.Section{ID: "seats", Title: T("body.seats.on", "date", p.Words.Period(b.Day)), Forms: []ui.Form{p.dateForm(at, b.Day)}}
	switch {
	case !b.Holds(b.Day):
		one.Parts = []ui.Part{ui.Note{Text: T("body.not-there", "days", p.days(b.From, b.To)), Info: true}}
	case len(b.Seats) == 0:
		one.Parts = []ui.Part{ui.Note{Text: T("body.seats.none"), Info: true}}
	}
	if !b.MayPeople.Allowed && len(b.Seats) > 0 {
		one.Text = []string{T("body.seats.hidden")}
	}
	var votes, others []Held
	for _, h := range b.Seats {
		if h.votes() && h.Organisation != "" {
			votes = append(votes, h)
		} else {
			others = append(others, h)
		}
	}
	if len(others) > 0 {
		one.Parts = append(one.Parts, p.holders(others, at, b))
	}
	if len(votes) > 0 {
		one.Parts = append(one.Parts, p.represented(votes, at, b))
	}
	return one
}

// name says who has a seat, or why nobody is named.
func (p place) name(h Held, b Full) string {
	switch {
	case h.Holder.Name != "":
		return h.Holder.Name
	case !b.MayPeople.Allowed && !h.Office():
		return p.Words.T("body.name.hidden")
	}
	return p.Words.T("body.name.none")
}

func (p place) role(h Held) string {
	role := p.Words.T("body.role." + h.Role)
	if h.Region != "" {
		role += ", " + p.Words.T("body.region", "region", h.Region)
	}
	return role
}

func (p place) holders(all []Held, at string, b Full) ui.Table {
	t := ui.Table{ID: "holders", Caption: p.Words.T("body.holders"), Cards: true, Head: p.Head("role", "person", "organisation", "from")}
	for _, h := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.role(h), Head: true}, p.held(h, at, b), p.memberLink(h.Service), {Text: p.days(h.From, h.To)}}})
	}
	return t
}

// held is the cell of a person; the secretariat is led to the seat.
func (p place) held(h Held, at string, b Full) ui.Cell {
	c := ui.Cell{Text: p.name(h, b)}
	if b.MayChange.Allowed {
		c.Href = at + "/seats/" + h.Seat.ID
	}
	return c
}

// represented is who spoke for each organisation: its members, and beside them
// their alternates.
func (p place) represented(all []Held, at string, b Full) ui.Table {
	t := ui.Table{ID: "represented", Caption: p.Words.T("body.represented"), Sub: p.limits(b), Cards: true, Head: p.Head("organisation", "member", "alternate")}
	slices.SortStableFunc(all, func(x, y Held) int { return p.Words.Compare(x.Service.Named(p.Lang), y.Service.Named(p.Lang)) })
	for len(all) > 0 {
		rest := slices.IndexFunc(all, func(h Held) bool { return h.Organisation != all[0].Organisation })
		if rest < 0 {
			rest = len(all)
		}
		row := ui.Row{Mine: slices.Contains(p.Who.ActsFor(p.Network.ID), all[0].Organisation)}
		first := p.memberLink(all[0].Service)
		first.Head = true
		row.Cells = []ui.Cell{first, p.side(all[:rest], "member", at, b), p.side(all[:rest], "alternate", at, b)}
		t.Rows = append(t.Rows, row)
		all = all[rest:]
	}
	return t
}

func (p place) side(all []Held, role, at string, b Full) ui.Cell {
	var cells []ui.Cell
	for _, h := range all {
		if h.Role == role {
			cells = append(cells, p.held(h, at, b))
		}
	}
	switch len(cells) {
	case 0:
		return ui.Cell{Text: "–"}
	case 1:
		return cells[0]
	}
	one := ui.Cell{}
	for _, c := range cells {
		if c.Href == "" {
			one.Text = strings.TrimPrefix(one.Text+", "+c.Text, ", ")
			continue
		}
		one.Parts = append(one.Parts, ui.Link{Text: c.Text, Href: c.Href})
	}
	return one
}

// limits says what the charter gives.
func (p place) limits(b Full) string {
	switch {
	case b.Limits.Members >= 0 && b.Limits.Alternates >= 0:
		return p.Words.T("body.limits.both", "members", p.Words.T("body.limits.members", "count", b.Limits.Members), "alternates", p.Words.T("body.limits.alternates", "count", b.Limits.Alternates))
	case b.Limits.Members >= 0:
		return p.Words.T("body.limits.one", "members", p.Words.T("body.limits.members", "count", b.Limits.Members))
	}
	return p.Words.T("body.limits.none")
}

// facts is what a body is.
func (p place) facts(b Full, from network.Sources) ui.Section {
	T := p.Words.T
	pairs := ui.Pairs{{Name: T("body.field.days"), Value: p.days(b.From, b.To)}, {Name: T("body.field.languages"), Value: p.languages(b.Languages)},
		{Name: T("body.field.documents"), Value: p.languages(b.Documents)}, {Name: T("body.field.source"), Value: from.Cite(b.Source, p.Lang)}}
	if b.Above.ID != "" {
		pairs = append(pairs, ui.Pair{Name: T("body.field.parent"), Value: b.Above.Name.In(p.Lang), Href: p.bodyHref(b.Above.Code)})
	}
	for _, one := range b.Below {
		pairs = append(pairs, ui.Pair{Name: T("body.below"), Value: one.Name.In(p.Lang), Href: p.bodyHref(one.Code)})
	}
	facts := ui.Section{Title: T("body.facts"), Card: true, Parts: []ui.Part{pairs}}
	if !b.Verified {
		facts.Tag = &ui.Tag{Kind: "due", Text: T("body.unverified")}
	}
	return facts
}

// languages says a regime of languages in words.
func (p place) languages(codes string) string {
	var names []string
	for l := range strings.FieldsSeq(codes) {
		names = append(names, code.Language(l).Name(p.Lang))
	}
	if len(names) == 0 {
		return p.Words.T("body.languages.unknown")
	}
	slices.SortFunc(names, p.Words.Compare)
	return strings.Join(names, ", ")
}

// changes is what the secretariat, or who leads the body, can do.
func (p place) changes(b Full, at string) ui.Section {
	T := p.Words.T
	var links []ui.Link
	if b.MayChange.Allowed {
		links = append(links, ui.Link{Text: T("body.edit"), Href: at + "/edit"})
	}
	if b.MayChange.Allowed && b.To == "" {
		links = append(links, ui.Link{Text: T("body.seat.add"), Href: at + "/seats/add"})
	}
	if b.MayAdjust.Allowed {
		links = append(links, ui.Link{Text: T("body.mandate.adjust"), Href: at + "/mandate"})
	}
	return ui.Section{Title: T("body.changes"), Card: true, Parts: []ui.Part{ui.Actions{Links: links}}}
}

func (s *Service) seatsBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b, err := s.Body(r.Context(), p.Who, p.Network, r.PathValue("body"), r.URL.Query().Get("on"))
	if err == nil {
		err = b.MayPeople.Err()
	}
	if err != nil {
		return nil, err
	}
	var head []string
	for _, name := range []string{"role", "person", "email", "organisation", "region", "from", "to"} {
		head = append(head, r.T("body.field."+name))
	}
	var rows [][]sheet.Value
	for _, h := range b.Seats {
		rows = append(rows, sheet.Texts(r.T("body.role."+h.Role), h.Holder.Name, h.Email, h.Service.Named(p.Lang), h.Region, h.From, h.To))
	}
	notes := [][]string{{b.Name.In(p.Lang)}, {r.T("body.seats.on", "date", r.Words.Period(b.Day))}}
	return p.Book(strings.ToLower(b.Code)+"-"+b.Day, b.Name.In(p.Lang), notes, head, rows), nil
}
