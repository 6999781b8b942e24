package meeting

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) attendancePage(r *web.Request) (web.Reply, error) { return s.attendanceView(r, nil) }

// attendanceView shows who is invited, what they replied and who was there, on
// one table; those who record it fill it in there.
func (s *Service) attendanceView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t, err := s.Attendance(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err != nil {
		return nil, err
	}
	starts, _ := t.InZone()
	page := ui.Page{Eye: t.Named(p.Words, t.Of, p.Network), Title: r.T(whoKey(t.Meeting)), Lede: capital(r.Words.Full(starts)) + ", " + p.hours(t.Meeting)}
	page.Sections = []ui.Section{p.presence(t, "")}
	return network.Conflicted(p.View(page, refused, p.crumbs(t.Meeting)...), refused), nil
}

// Presence is who was there, to be recorded on the page of another area, to
// which the form comes back.
func (s *Service) Presence(ctx context.Context, at network.Place, code, back string) (ui.Section, error) {
	t, err := s.Attendance(ctx, at.Who, at.Network, code)
	at.Area = "meeting"
	return place{at}.presence(t, back), err
}

func (p place) presence(t Attendance, back string) ui.Section {
	T, section := p.Words.T, ui.Section{ID: "people"}
	if t.Quorum.Laid && t.Happened() {
		section.Text = append(section.Text, T("meeting.quorum.line", "there", strconv.Itoa(t.Quorum.There), "needed", strconv.Itoa(t.Quorum.Needed), "seats", strconv.Itoa(t.Quorum.Seats)))
	}
	if len(t.Rows) == 0 {
		section.Text = append(section.Text, T("meeting.who.none"))
	}
	if t.Editable {
		section.Text = append(section.Text, T("meeting.who.text"))
		form := ui.Post(p.at(t.Meeting)+"/attendance", T("meeting.who.do"), p.people(t))
		form.Hidden = []ui.Hidden{{Name: "back", Value: back}}
		for _, row := range t.Rows {
			form.Hidden = append(form.Hidden, ui.Hidden{Name: "row", Value: row.Person + " " + row.Presence.Organisation + " " + strconv.FormatInt(row.Version, 10)})
		}
		section.Forms = []ui.Form{form}
	} else if len(t.Rows) > 0 {
		section.Parts = []ui.Part{p.people(t)}
	}
	return section
}

// people is the table of who is invited.
func (p place) people(t Attendance) ui.Table {
	table := ui.Table{ID: "people-table", Caption: p.Words.T("meeting.who"), Hidden: true, Cards: true, Head: p.Head("member", "name", "seat", "reply", "present")}
	if t.Editable {
		table.Head = p.Head("member", "seat", "reply", "present")
	}
	rows := t.Rows
	lang.Sort(p.Words, rows, func(r Row) string { return r.Organisation.Named(p.Lang) })
	for _, row := range rows {
		reply := ui.Cell{Text: p.Words.T("meeting.mine." + cmp.Or(row.Reply, "none"))}
		if row.StandIn != "" {
			reply.Text += " · " + p.Words.T("meeting.reply.stands-in", "name", row.StandIn)
		}
		if row.Note != "" {
			reply.Text += " · " + row.Note
		}
		member := ui.Cell{Text: cmp.Or(row.Organisation.Named(p.Lang), p.Network.Code), Head: true}
		if row.Suspended {
			member.Tag = &ui.Tag{Kind: "off", Text: p.Words.T("meeting.suspended")}
		}
		cells := []ui.Cell{member, {Text: row.Name}, {Text: p.seat(row.Seat)}, reply, {Text: p.Words.T("meeting.present." + cmp.Or(row.Present, "open"))}}
		if t.Editable {
			cells = []ui.Cell{member, {Text: p.seat(row.Seat)}, reply, {Parts: []ui.Part{p.choosePresent(row)}}}
		}
		table.Rows = append(table.Rows, ui.Row{Mine: row.Person == p.Who.ID, Cells: cells})
	}
	return table
}

// choosePresent asks whether one of the invited was there.
func (p place) choosePresent(row Row) ui.Part {
	name := "present-" + row.Person + "-" + row.Presence.Organisation
	options := append([]ui.Option{{Text: p.Words.T("meeting.present.open")}}, p.Options("meeting.present.", Attendances, row.Present)...)
	return ui.Select{Field: ui.Field{Name: name, Label: row.Name}, Options: options}
}

func (s *Service) attend(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	var seen []Presence
	for _, row := range r.PostForm["row"] {
		parts := strings.Split(row, " ")
		if len(parts) != 3 {
			continue
		}
		version, _ := strconv.ParseInt(parts[2], 10, 64)
		seen = append(seen, Presence{Person: parts[0], Organisation: parts[1], Version: version, Present: r.PostFormValue("present-" + parts[0] + "-" + parts[1])})
	}
	err = s.Attend(r.Context(), p.Who, p.Network, r.PathValue("meeting"), seen)
	if network.Mendable(err) {
		return s.attendanceView(r, err)
	}
	to := p.Base + "/meetings/" + strings.ToLower(r.PathValue("meeting"))
	if back := r.PostFormValue("back"); strings.HasPrefix(back, to+"/") && !strings.ContainsAny(back, "\\\r\n") {
		to = back
	}
	return web.Go{To: to, Said: "meeting.said-attended"}, err
}

// seat says which seat somebody has.
func (p place) seat(role string) string {
	if role == "representative" {
		return p.Words.T("meeting.seat.representative")
	}
	return p.Words.T("body.role." + role)
}
