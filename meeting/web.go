package meeting

import (
	"cmp"
	"embed"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Pages returns the templates of the area: it has none of its own.
func (*Service) Pages() ui.Folder { return ui.Folder{Name: "meeting", Files: embed.FS{}} }

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	const one = "/{network}/meetings/{meeting}"
	return []web.Route{
		{Method: get, Pattern: "/{network}/meetings", Policy: "meeting.list", Do: s.listPage},
		{Method: get, Pattern: "/{network}/meetings.xlsx", Policy: "meeting.list", Do: s.listBook},
		{Method: get, Pattern: "/{network}/meetings.ics", Policy: "meeting.list", Do: s.listCalendar},
		{Method: get, Pattern: "/{network}/meetings/new", Policy: "meeting.call", Do: s.newPage},
		{Method: post, Pattern: "/{network}/meetings/new", Policy: "meeting.call", Do: s.prepareMeeting},
		{Method: get, Pattern: "/{network}/meetings/series", Policy: "meeting.call", Do: s.seriesPage},
		{Method: post, Pattern: "/{network}/meetings/series", Policy: "meeting.call", Do: s.makeSeries},
		{Method: get, Pattern: one, Policy: "meeting.list", Do: s.meetingPage},
		{Method: get, Pattern: one + "/invitation.ics", Policy: "meeting.list", Do: s.invitationFile},
		{Method: get, Pattern: one + "/edit", Policy: "meeting.change", Do: s.editPage},
		{Method: post, Pattern: one + "/edit", Policy: "meeting.change", Do: s.edit},
		{Method: post, Pattern: one + "/announce", Policy: "meeting.call", Do: s.announceMeeting},
		{Method: get, Pattern: one + "/off", Policy: "meeting.change", Do: s.offPage},
		{Method: post, Pattern: one + "/postpone", Policy: "meeting.change", Do: s.postpone},
		{Method: post, Pattern: one + "/cancel", Policy: "meeting.change", Do: s.cancel},
		{Method: get, Pattern: one + "/items/new", Policy: "meeting.change", Do: s.itemPage},
		{Method: post, Pattern: one + "/items/new", Policy: "meeting.change", Do: s.addItem},
		{Method: get, Pattern: one + "/items/{item}", Policy: "meeting.change", Do: s.itemPage},
		{Method: post, Pattern: one + "/items/{item}", Policy: "meeting.change", Do: s.changeItem},
		{Method: post, Pattern: one + "/items/{item}/drop", Policy: "meeting.change", Do: s.dropItem},
		{Method: post, Pattern: one + "/move", Policy: "meeting.change", Do: s.moveItem},
		{Method: post, Pattern: one + "/papers", Policy: "meeting.change", Do: s.addPaper, Body: MostPaper + 1<<20},
		{Method: get, Pattern: one + "/papers/{paper}", Policy: "meeting.read", Do: s.paperFile},
		{Method: post, Pattern: one + "/papers/{paper}/drop", Policy: "meeting.change", Do: s.dropPaper},
		{Method: post, Pattern: one + "/reply", Policy: "meeting.reply", Do: s.reply},
		{Method: get, Pattern: one + "/attendance", Policy: "meeting.read", Do: s.attendancePage},
		{Method: post, Pattern: one + "/attendance", Policy: "meeting.attend", Do: s.attend},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "meeting")
	p.Section = "meetings"
	return place{p}, err
}

// at is the address of a meeting.
func (p place) at(m Meeting) string { return p.Base + below(m) }

// crumbs lead down to the page of a meeting, and to it where more is named.
func (p place) crumbs(m ...Meeting) []ui.Link {
	all := []ui.Link{{Text: p.Words.T("meeting.meetings"), Href: p.Base + "/meetings"}}
	for _, one := range m {
		all = append(all, ui.Link{Text: one.Code, Href: p.at(one)})
	}
	return all
}

// capital begins a text with a large letter, as headings do.
func capital(text string) string {
	for i := range text {
		if i > 0 {
			return strings.ToUpper(text[:i]) + text[i:]
		}
	}
	return strings.ToUpper(text)
}

// hours are when a meeting begins and ends, by the clocks of its place; the
// last day where it is another.
func (p place) hours(m Meeting) string {
	starts, ends := m.InZone()
	until := ends.Format("15:04")
	if starts.Format(time.DateOnly) != ends.Format(time.DateOnly) {
		until = p.Words.Short(ends) + ", " + until
	}
	return p.Words.T("meeting.hours", "from", starts.Format("15:04"), "to", until)
}

// tags are the states in a word; each kind has a shape besides its colour.
var tags = map[string]string{Draft: "off", Announced: "due", Postponed: "late", Cancelled: "late", Held: "", MinutesDrafted: "", Circulated: "due", Approved: "done"}

func (p place) tag(m Meeting) *ui.Tag {
	return &ui.Tag{Kind: tags[m.State], Text: p.Words.T("meeting.state." + m.State)}
}

func queryOf(r *web.Request) Query {
	q := r.URL.Query()
	year, _ := strconv.Atoi(q.Get("year"))
	return Query{Words: strings.TrimSpace(q.Get("q")), Body: q.Get("body"), Year: year}
}

func (s *Service) listPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	q := queryOf(r)
	all, err := s.Meetings(r.Context(), p.Who, p.Network, Query{})
	if err != nil {
		return nil, err
	}
	found, err := s.Meetings(r.Context(), p.Who, p.Network, q)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("meeting.meetings"), Lede: r.T("meeting.lede"), Actions: s.listActions(r, p)}
	if len(all) > 0 {
		page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{p.filter(q, all)}})
	}
	var coming, past []Listed
	for _, l := range found {
		if l.Ends.After(s.now()) && l.State != Cancelled {
			coming = append(coming, l)
		} else {
			past = append(past, l)
		}
	}
	slices.Reverse(coming)
	switch {
	case len(found) == 0:
		page.Sections = append(page.Sections, ui.Section{Parts: []ui.Part{ui.Empty{Title: r.T("meeting.none"), Text: r.T("meeting.none.text")}}})
	case len(coming) > 0:
		page.Sections = append(page.Sections, ui.Section{ID: "coming", Title: r.T("meeting.coming"), Parts: []ui.Part{p.coming(coming)}})
	}
	if len(past) > 0 {
		page.Sections = append(page.Sections, ui.Section{ID: "past", Title: r.T("meeting.past"), Parts: []ui.Part{p.past(past)}})
	}
	return p.View(page, nil), nil
}

func (s *Service) listActions(r *web.Request, p place) *ui.Actions {
	a := &ui.Actions{Links: []ui.Link{{Text: r.T("meeting.xlsx"), Href: p.Base + "/meetings.xlsx"}, {Text: r.T("meeting.ics"), Href: p.Base + "/meetings.ics"}}}
	if c, err := s.Choices(r.Context(), p.Who, p.Network); err == nil && (c.All || len(c.Bodies) > 0) {
		a.Buttons = []ui.Button{{Text: r.T("meeting.new"), Href: p.Base + "/meetings/new"}}
		a.Links = append([]ui.Link{{Text: r.T("meeting.series"), Href: p.Base + "/meetings/series"}}, a.Links...)
	}
	return a
}

// filter is the form by which the list is narrowed.
func (p place) filter(q Query, all []Listed) ui.Form {
	bodies := []ui.Option{{Text: p.Words.T("meeting.filter.all")}}
	years := []ui.Option{{Text: p.Words.T("meeting.filter.all")}}
	for _, l := range all {
		code := cmp.Or(l.Of.Code, everyBody)
		if !slices.ContainsFunc(bodies, func(o ui.Option) bool { return o.Value == code }) {
			bodies = append(bodies, ui.Option{Value: code, Text: Whose(p.Words, l.Of, p.Network), Chosen: code == q.Body})
		}
		year := strconv.Itoa(l.Year)
		if !slices.ContainsFunc(years, func(o ui.Option) bool { return o.Value == year }) {
			years = append(years, ui.Option{Value: year, Text: year, Chosen: l.Year == q.Year})
		}
	}
	lang.Sort(p.Words, bodies[1:], func(o ui.Option) string { return o.Text })
	return ui.Form{Method: "get", Action: p.Base + "/meetings", Filter: true, Submit: p.Words.T("meeting.filter"), Fields: []ui.Part{
		ui.Input{Field: p.Field("q", nil), Value: q.Words, Type: "search", Width: "20"},
		ui.Select{Field: p.Field("body", nil), Options: bodies}, ui.Select{Field: p.Field("year", nil), Options: years}}}
}

// coming lists meetings as what waits: the date first.
func (p place) coming(all []Listed) ui.Waits {
	var list ui.Waits
	for _, l := range all {
		starts, _ := l.InZone()
		w := ui.Wait{Day: strconv.Itoa(starts.Day()), Month: p.Words.Month(int(starts.Month())), Title: l.Named(p.Words, l.Of, p.Network), Tag: p.tag(l.Meeting), Text: p.line(l)}
		if l.Whole {
			w.Href = p.at(l.Meeting)
		}
		list = append(list, w)
	}
	return list
}

// line says of a meeting when and where it is, and what the reader replied.
func (p place) line(l Listed) string {
	starts, _ := l.InZone()
	parts := []string{capital(p.Words.Full(starts)) + ", " + p.hours(l.Meeting) + " (" + l.clockOf(p.Words) + ")"}
	if where := p.where(l.Meeting); where != "" {
		parts = append(parts, where)
	}
	if l.Mine != nil && l.State == Announced {
		parts = append(parts, p.Words.T("meeting.mine."+cmp.Or(l.Mine.Reply, "none")))
	}
	return strings.Join(parts, " · ")
}

// where is the place of a meeting, and how one joins.
func (p place) where(m Meeting) string {
	switch {
	case m.Mode == "online":
		return p.Words.T("meeting.mode.online")
	case m.Mode == "hybrid":
		return p.Words.T("meeting.where.hybrid", "place", m.Place)
	}
	return m.Place
}

func (p place) past(all []Listed) ui.Table {
	t := ui.Table{ID: "past-table", Caption: p.Words.T("meeting.past"), Hidden: true, Cards: true, Head: p.Head("date", "meeting", "place", "state")}
	for _, l := range all {
		starts, _ := l.InZone()
		name := ui.Cell{Text: l.Named(p.Words, l.Of, p.Network), Head: true}
		if l.Whole {
			name.Href = p.at(l.Meeting)
		}
		t.Rows = append(t.Rows, ui.Row{Mine: l.Mine != nil, Cells: []ui.Cell{{Text: p.Words.Date(starts)}, name, {Text: cmp.Or(p.where(l.Meeting), "–")}, {Tag: p.tag(l.Meeting)}}})
	}
	return t
}

func (s *Service) listBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Meetings(r.Context(), p.Who, p.Network, queryOf(r))
	if err != nil {
		return nil, err
	}
	var rows [][]sheet.Value
	for _, l := range all {
		starts, ends := l.InZone()
		called := ""
		if !l.Called.IsZero() {
			called = l.Called.In(zoneOf(p.Network.Zone)).Format(time.DateOnly)
		}
		rows = append(rows, sheet.Texts(l.Code, l.Named(p.Words, l.Of, p.Network), Whose(p.Words, l.Of, p.Network), starts.Format(time.DateOnly), starts.Format("15:04"), ends.Format("15:04"), l.Zone,
			r.T("meeting.mode."+l.Mode), l.Place, r.T("meeting.state."+l.State), called, l.Urgent))
	}
	var head []string
	for _, name := range []string{"code", "meeting", "body", "date", "from", "until", "zone", "mode", "place", "state", "called", "urgent"} {
		head = append(head, r.T("meeting.field."+name))
	}
	notes := [][]string{{p.Network.Name.In(p.Lang)}, {r.Words.DateTime(s.now().In(zoneOf(p.Network.Zone)))}}
	return p.Book("meetings", r.T("meeting.meetings"), notes, head, rows), nil
}

func (s *Service) listCalendar(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	q := queryOf(r)
	text, err := s.Calendar(r.Context(), p.Who, p.Network, q, p.Lang)
	return calendarFile(strings.ToLower(strings.Trim(p.Network.Code+"-"+q.Body, "-")), text), err
}
