package meeting

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// shownPage is the page of a meeting on its way.
type shownPage struct {
	place
	Full
	sources network.Sources
	refused error
	now     time.Time

	changing bool // the agenda stands there to be changed
}

func (s *Service) meetingPage(r *web.Request) (web.Reply, error) { return s.meetingView(r, nil) }

// meetingView shows a meeting, with what was refused.
func (s *Service) meetingView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Meeting(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err != nil {
		return nil, err
	}
	sources, err := s.networks.Sources(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	v := shownPage{p, f, sources, refused, s.now(), r.URL.Query().Get("change") == "agenda"}
	page := v.head()
	if f.Outside {
		page.Sections = []ui.Section{{Card: true, Text: []string{r.T("meeting.outside")}}}
		return v.window(page), nil
	}
	page.Stages = &ui.Stages{Label: r.T("meeting.stages"), Items: v.stages()}
	page.Sections = []ui.Section{v.agenda()}
	if f.About != "" {
		page.Sections = append([]ui.Section{{ID: "about", Card: true, Title: r.T("meeting.about"), Text: strings.Split(strings.TrimSpace(f.About), "\n")}}, page.Sections...)
	}
	sections, side, stages, err := s.under(r, p, f.Meeting)
	if err != nil {
		return nil, err
	}
	page.Sections = append(page.Sections, sections...)
	if papers := v.papers(); papers != nil {
		page.Sections = append(page.Sections, *papers)
	}
	if len(stages) == 0 {
		stages = v.minutesStages()
	}
	page.Stages.Items = append(page.Stages.Items, stages...)
	reply, err := s.replySection(r, v)
	if err != nil {
		return nil, err
	}
	page.Side = slices.Concat(v.callSection(), reply, v.notice(), v.attendance(), side, v.clocks(), v.sentLog())
	page.Tabs = v.tabs(page.Sections)
	return v.window(page), nil
}

// under gathers what other areas have of the meeting.
func (s *Service) under(r *web.Request, p place, m Meeting) (sections, side []ui.Section, stages []ui.Stage, err error) {
	for _, hang := range s.Under {
		wide, narrow, more, err := hang(r.Context(), p.Place, m)
		if err != nil {
			return nil, nil, nil, err
		}
		sections, side, stages = append(sections, wide...), append(side, narrow...), append(stages, more...)
	}
	return sections, side, stages, nil
}

// window is the view of the page: the window is called after the meeting and
// its date, wherever the heading has the date alone.
func (v shownPage) window(page ui.Page) web.View {
	crumbs := append(v.crumbs(), ui.Link{Text: Whose(v.Words, v.Of, v.place.Network), Href: v.Base + "/meetings?body=" + cmp.Or(v.Of.Code, everyBody)},
		ui.Link{Text: strconv.Itoa(v.Year), Href: v.Base + "/meetings?body=" + cmp.Or(v.Of.Code, everyBody) + "&year=" + strconv.Itoa(v.Year)})
	view := v.View(page, v.refused, crumbs...)
	starts, _ := v.InZone()
	view.Title = v.Named(v.Words, v.Of, v.place.Network) + ", " + v.Words.Date(starts)
	return view
}

// head is what stands above everything: whose meeting, when and where.
func (v shownPage) head() ui.Page {
	starts, _ := v.InZone()
	eye := v.Words.T("meeting.eye", "body", Whose(v.Words, v.Of, v.place.Network), "no", strconv.Itoa(v.No), "year", strconv.Itoa(v.Year))
	if v.Meeting.Title != "" {
		eye += " · " + v.Meeting.Title
	}
	if v.Kind != Kinds[0] {
		eye += " · " + v.Words.T("meeting.kind."+v.Kind)
	}
	lede := []string{v.where(v.Meeting)}
	if v.Host != "" && v.Mode != "online" {
		lede[0] = v.Host + ", " + lede[0]
	}
	clock := v.Words.T("meeting.clock", "zone", v.clockOf(v.Words))
	if own := v.ownClock(); own != "" {
		clock += "; " + own
	}
	page := ui.Page{Eye: eye, Title: capital(v.Words.Full(starts)) + ", " + v.hours(v.Meeting), Lede: strings.Join(append(lede, clock), " · "), Actions: &ui.Actions{}}
	if v.State != Draft && v.State != Cancelled {
		page.Actions.Links = append(page.Actions.Links, ui.Link{Text: v.Words.T("meeting.calendar"), Href: v.at(v.Meeting) + "/invitation.ics"})
	}
	if v.MayChange && v.Open() {
		page.Actions.Links = append(page.Actions.Links, ui.Link{Text: v.Words.T("meeting.edit"), Href: v.at(v.Meeting) + "/edit"}, ui.Link{Text: v.Words.T("meeting.off"), Href: v.at(v.Meeting) + "/off"})
	}
	return page
}

// ownClock is what other clocks show at the beginning: where the reader works,
// and where the languages of the network are spoken; all others stand below.
func (v shownPage) ownClock() string {
	near := v.Own
	for language := range strings.FieldsSeq(v.place.Network.Languages) {
		if country := homes[language]; slices.Contains(v.Countries, country) {
			near = append(near, country)
		}
	}
	var parts []string
	for _, c := range v.clocksIn(near) {
		parts = append(parts, v.Words.T("meeting.clock.other", "time", v.clockTime(c), "places", v.Words.Join(v.countries(c.Countries))))
	}
	return strings.Join(parts, "; ")
}

// homes are the countries where languages are at home.
var homes = map[string]string{"lt": "LT", "ro": "RO", "it": "IT", "sv": "SE"}

// clocksIn is what the clocks of countries show when the meeting begins.
func (v shownPage) clocksIn(countries []string) []code.Clock {
	starts, _ := v.InZone()
	return code.Clocks(starts, countries)
}

func (v shownPage) clockTime(c code.Clock) string {
	switch {
	case c.Day > 0:
		return c.Time + " (+1)"
	case c.Day < 0:
		return c.Time + " (−1)"
	}
	return c.Time
}

func (v shownPage) countries(codes []string) (names []string) {
	for _, c := range codes {
		names = append(names, code.Country(c).Name(v.Lang))
	}
	lang.Sort(v.Words, names, func(s string) string { return s })
	return names
}

// stages are how far the meeting itself has come.
func (v shownPage) stages() []ui.Stage {
	T := v.Words.T
	starts, _ := v.InZone()
	called := ui.Stage{State: ui.Did, Title: T("meeting.stage.called"), Text: v.Words.Short(v.Called.In(zoneOf(v.place.Network.Zone)))}
	taken := ui.Stage{Title: T("meeting.stage.held"), Text: v.Words.Short(starts)}
	switch v.State {
	case Draft, Postponed:
		called.State, called.Text = ui.Now, T("meeting.stage.not-yet")
		if last := v.Terms.Last(v.Meeting); last != "" && v.MayChange {
			called.Text = T("meeting.stage.until", "date", v.Words.Period(last))
		}
		if v.State == Postponed {
			taken.Text = T("meeting.state.postponed")
		}
	case Cancelled:
		taken.State, taken.Text = ui.Now, T("meeting.state.cancelled")
		if v.Called.IsZero() {
			called.State, called.Text = "", T("meeting.stage.not-yet")
		}
	case Announced:
		taken.State = ui.Now
	default:
		taken.State = ui.Did
		if v.Quorum.Laid && v.Quorum.Met() {
			taken.Text = T("meeting.stage.quorum", "date", v.Words.Short(starts))
		} else if v.Quorum.Laid {
			taken.Text = T("meeting.stage.no-quorum", "date", v.Words.Short(starts))
		}
	}
	return []ui.Stage{called, taken}
}

// minutesStages are the stages of the minutes where no other area says more.
func (v shownPage) minutesStages() (all []ui.Stage) {
	at := slices.Index(States, v.State)
	for _, state := range []string{MinutesDrafted, Circulated, Approved} {
		stage := ui.Stage{Title: v.Words.T("meeting.state." + state), Text: v.Words.T("meeting.stage.not-yet")}
		if slices.Index(States, state) <= at {
			stage.State, stage.Text = ui.Did, ""
		}
		all = append(all, stage)
	}
	return all
}

// tabs lead to the parts of the page.
func (v shownPage) tabs(sections []ui.Section) *ui.Tabs {
	t := &ui.Tabs{Label: v.Words.T("meeting.parts")}
	for _, s := range sections {
		if s.ID == "" || s.Title == "" {
			continue
		}
		text := s.Title
		switch s.ID {
		case "agenda":
			text = fmt.Sprintf("%s (%d)", text, len(v.Agenda))
		case "papers":
			text = fmt.Sprintf("%s (%d)", text, len(v.Papers))
		}
		t.Links = append(t.Links, ui.Link{Text: text, Href: "#" + s.ID})
	}
	if !v.Called.IsZero() {
		t.Links = append(t.Links, v.whoLink())
	}
	return t
}

// whoLink leads to the people of the meeting.
func (v shownPage) whoLink() ui.Link {
	return ui.Link{Text: v.Words.T(whoKey(v.Meeting)), Href: v.at(v.Meeting) + "/attendance"}
}

// whoKey are the words for the people of a meeting, before it and after it.
func whoKey(m Meeting) string {
	if m.Happened() {
		return "meeting.who"
	}
	return "meeting.who.coming"
}

// agenda is the card with the items.
func (v shownPage) agenda() ui.Section {
	T := v.Words.T
	section := ui.Section{ID: "agenda", Card: true, Title: T("meeting.agenda-title"), Beside: v.beside()}
	if length := Length(v.Agenda); v.Starts.Add(length).After(v.Ends) {
		section.Text = append(section.Text, T("meeting.agenda.over", "time", v.Starts.Add(length).In(zoneOf(v.Zone)).Format("15:04")))
	}
	if len(v.Agenda) == 0 {
		section.Text = append(section.Text, T("meeting.agenda.none"))
	}
	editable := v.MayChange && v.Open()
	if editable && v.State != Draft && !v.changing {
		section.Parts = append(section.Parts, ui.Actions{Links: []ui.Link{{Text: T("meeting.agenda.change"), Href: v.at(v.Meeting) + "?change=agenda#agenda"}}})
		editable = false
	}
	head := append(v.Head("item", "ask", "paper"), ui.Cell{Text: T("meeting.field.time"), Number: true})
	if editable {
		head = append(head, ui.Cell{Text: T("meeting.field.change")})
		section.Forms = append(section.Forms, ui.Form{ID: "move", Method: "post", Action: v.at(v.Meeting) + "/move"})
	}
	t := ui.Table{ID: "agenda-table", Caption: T("meeting.agenda-title"), Hidden: true, Cards: true, Head: head}
	times := Times(v.Starts, v.Agenda)
	for i, item := range v.Agenda {
		t.Rows = append(t.Rows, v.row(item, times[i], editable))
	}
	if len(v.Agenda) > 0 {
		section.Parts = append([]ui.Part{t}, section.Parts...)
	}
	for _, item := range v.Agenda {
		if item.Text != "" {
			section.Parts = append(section.Parts, ui.Details{Summary: T("meeting.item.about", "item", strconv.Itoa(item.Position)+" "+item.Named(v.Words)), Text: item.Text})
		}
	}
	if editable {
		section.Parts = append(section.Parts, ui.Actions{Buttons: []ui.Button{{Text: T("meeting.item.add"), Href: v.at(v.Meeting) + "/items/new", Secondary: true}}})
	}
	return section
}

// beside tells how the agenda was sent, and how often it changed since.
func (v shownPage) beside() string {
	if v.Called.IsZero() {
		return v.Words.T("meeting.agenda.draft")
	}
	late := countOf(v.Agenda, func(i Item) bool { return i.Late }) + countOf(v.Papers, func(p Paper) bool { return p.Late })
	if late == 0 {
		return v.Words.T("meeting.agenda.sent")
	}
	return v.Words.T("meeting.agenda.changed", "count", late)
}

func (v shownPage) row(item Item, starts time.Time, editable bool) ui.Row {
	T := v.Words.T
	title := ui.Cell{Text: strconv.Itoa(item.Position) + " " + item.Named(v.Words), Head: true}
	if item.Late {
		title.Tag = &ui.Tag{Kind: "due", Text: T("meeting.item.late")}
	} else if item.Carried != "" {
		title.Tag = &ui.Tag{Text: T("meeting.item.carried")}
	}
	ask := "–"
	if item.Ask != "" {
		ask = T("meeting.ask." + item.Ask)
	}
	if item.Presenter != "" {
		ask += " · " + item.Presenter
	}
	papers, links := ui.Cell{Text: "–"}, []ui.Link{}
	for _, p := range v.Papers {
		if p.Item == item.ID {
			links = append(links, ui.Link{Text: p.Label(v.Papers), Href: v.at(v.Meeting) + "/papers/" + p.ID})
		}
	}
	if len(links) > 0 {
		papers = ui.Cell{Parts: []ui.Part{ui.Actions{Links: links}}}
	}
	row := ui.Row{Cells: []ui.Cell{title, {Text: ask}, papers, {Text: starts.In(zoneOf(v.Zone)).Format("15:04"), Number: true}}}
	if editable {
		row.Cells = append(row.Cells, ui.Cell{Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{
			{Text: T("meeting.item.up"), Name: "up", Value: item.ID, Form: "move", Secondary: true}, {Text: T("meeting.item.down"), Name: "down", Value: item.ID, Form: "move", Secondary: true}},
			Links: []ui.Link{{Text: T("meeting.item.edit", "no", strconv.Itoa(item.Position)), Href: v.at(v.Meeting) + "/items/" + item.ID}}}}})
	}
	return row
}

// papers is the card with all documents, and the form for another.
func (v shownPage) papers() *ui.Section {
	T := v.Words.T
	editable := v.MayChange && v.Open() && len(v.Agenda) > 0
	if len(v.Papers) == 0 && !editable {
		return nil
	}
	section := &ui.Section{ID: "papers", Card: true, Title: T("meeting.papers")}
	if len(v.Papers) == 0 {
		section.Text = []string{T("meeting.papers.none")}
	} else {
		t := ui.Table{ID: "papers-table", Caption: T("meeting.papers"), Hidden: true, Cards: true, Head: append(v.Head("paper", "file", "item"), ui.Cell{Text: T("meeting.field.size"), Number: true})}
		for _, paper := range v.Papers {
			cell := ui.Cell{Text: paper.Name, Href: v.at(v.Meeting) + "/papers/" + paper.ID}
			if paper.Late {
				cell.Tag = &ui.Tag{Kind: "due", Text: T("meeting.item.late")}
			}
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: paper.Label(v.Papers), Head: true}, cell, {Text: v.itemOf(paper)}, {Text: T("meeting.size", "size", v.Words.Number(float64((paper.Size+1023)/1024), 0)), Number: true}}})
		}
		section.Parts = []ui.Part{t}
	}
	if editable {
		section.Parts = append(section.Parts, ui.Details{Summary: T("meeting.paper.add"), Parts: []ui.Part{v.paperForm()}, Open: v.refused != nil})
	}
	return section
}

func (v shownPage) itemOf(p Paper) string {
	for _, i := range v.Agenda {
		if i.ID == p.Item {
			return strconv.Itoa(i.Position) + " " + i.Named(v.Words)
		}
	}
	return "–"
}

func (v shownPage) paperForm() ui.Form {
	var items []ui.Option
	for _, i := range v.Agenda {
		items = append(items, ui.Option{Value: i.ID, Text: strconv.Itoa(i.Position) + " " + i.Named(v.Words)})
	}
	fields := []ui.Part{ui.Select{Field: v.Field("item", v.refused), Options: items}}
	if len(v.Papers) > 0 {
		instead := []ui.Option{{Text: v.Words.T("meeting.paper.first")}}
		for _, p := range v.Papers {
			if p.Revision == 0 {
				instead = append(instead, ui.Option{Value: p.Number, Text: v.Words.T("meeting.paper.of", "number", p.Label(v.Papers))})
			}
		}
		fields = append(fields, ui.Select{Field: v.Field("instead", v.refused), Options: instead})
	}
	fields = append(fields, ui.File{Field: v.Field("file", v.refused), Accept: strings.Join(Accepted(), ",")})
	form := ui.Post(v.at(v.Meeting)+"/papers", v.Words.T("meeting.paper.add"), fields...)
	form.Files, form.Secondary = true, true
	return form
}

func (s *Service) invitationFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	text, err := s.Invitation(r.Context(), p.Who, p.Network, r.PathValue("meeting"), p.Lang)
	return calendarFile(strings.ToLower(r.PathValue("meeting")), text), err
}

func calendarFile(name string, text []byte) web.File {
	return web.File{Name: name + ".ics", Type: "text/calendar; charset=utf-8", Write: func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(text))
		return err
	}}
}

func (s *Service) paperFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	paper, content, err := s.Paper(r.Context(), p.Who, p.Network, r.PathValue("meeting"), r.PathValue("paper"))
	return web.File{Name: paper.Name, Type: paper.Type, Write: func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}, err
}

// did leads back to the page of a meeting after a deed, or shows there what was
// refused.
func (s *Service) did(r *web.Request, said string, deed func(ctx context.Context, p place, code string) error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	code := r.PathValue("meeting")
	if err = deed(r.Context(), p, code); network.Mendable(err) {
		return s.meetingView(r, err)
	}
	return web.Go{To: p.Base + "/meetings/" + strings.ToLower(code), Said: said}, err
}
