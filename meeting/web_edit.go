package meeting

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// hoursOf reads day and hours of a form by the clocks of the place; what is no
// day or hour is the zero time, which the meeting refuses.
func hoursOf(r *web.Request, zone string) (starts, ends time.Time) {
	at := func(day, hour string) time.Time {
		t, err := time.ParseInLocation(minutes, day+" "+hour, zoneOf(zone))
		if err != nil {
			return time.Time{}
		}
		return t.UTC()
	}
	day := network.Posted(r, "day")
	return at(day, network.Posted(r, "from")), at(cmp.Or(network.Posted(r, "last"), day), network.Posted(r, "until"))
}

// meetingOf is the meeting that a form describes.
func meetingOf(r *web.Request) Meeting {
	value := func(name string) string { return network.Posted(r, name) }
	m := Meeting{Body: value("body"), Title: value("title"), Kind: cmp.Or(value("kind"), Kinds[0]), Mode: value("mode"), Place: value("place"), Link: value("link"), Host: value("host"),
		About: value("about"), Zone: value("zone"), Public: r.PostFormValue("public") != "", Version: network.PostedNumber(r, "version")}
	m.Starts, m.Ends = hoursOf(r, m.Zone)
	return m
}

// fields ask for a meeting: when and where, and what else there is to say.
func (p place) fields(m Meeting, refused error) (first, more []ui.Part) {
	starts, ends := m.InZone()
	var day, from, last, until string
	if !m.Starts.IsZero() {
		day, from = starts.Format(time.DateOnly), starts.Format("15:04")
	}
	if !m.Ends.IsZero() {
		until = ends.Format("15:04")
		if ends.Format(time.DateOnly) != day {
			last = ends.Format(time.DateOnly)
		}
	}
	first = []ui.Part{
		ui.Input{Field: p.Field("day", refused), Value: day, Type: "date", Width: "10"},
		ui.Input{Field: p.Field("from", refused), Value: from, Type: "time", Width: "5"},
		ui.Input{Field: p.Field("until", refused), Value: until, Type: "time", Width: "5"},
		ui.Select{Field: p.Field("zone", refused), Options: p.zones(m.Zone)},
		ui.Radios{Field: p.Field("mode", refused), Options: p.Options("meeting.mode.", Modes, m.Mode), Small: true},
		p.Line("place", m.Place, "30", refused),
	}
	more = []ui.Part{
		p.Line("link", m.Link, "30", refused), p.Line("host", m.Host, "30", refused), p.Line("title", m.Title, "30", refused),
		ui.Input{Field: p.Field("last", refused), Value: last, Type: "date", Width: "10"},
		ui.Radios{Field: p.Field("kind", refused), Options: p.Options("meeting.kind.", Kinds, m.Kind), Small: true},
		p.Lines("about", m.About, refused),
		ui.Checkboxes{Field: ui.Field{Name: "public", Label: p.Words.T("meeting.field.public")}, Small: true, Options: []ui.Option{{Value: "yes", Text: p.Words.T("meeting.public.yes"), Chosen: m.Public}}},
	}
	return first, more
}

// zones are the time zones to choose from, by the names of their countries.
func (p place) zones(chosen string) (options []ui.Option) {
	for _, country := range code.Zoned() {
		zone := code.Zone(country)
		options = append(options, ui.Option{Value: zone, Text: code.Country(country).Name(p.Lang) + " (" + zone + ")", Chosen: zone == chosen})
	}
	lang.Sort(p.Words, options, func(o ui.Option) string { return o.Text })
	if code.InZone(chosen) == "" && chosen != "" {
		options = append(options, ui.Option{Value: chosen, Text: chosen, Chosen: true})
	}
	return options
}

// bodies are those for which somebody may call.
func (p place) bodies(c Choices, chosen string) (options []ui.Option) {
	for _, b := range c.Bodies {
		options = append(options, ui.Option{Value: b.ID, Text: b.Name.In(p.Lang), Chosen: b.ID == chosen})
	}
	if c.All {
		options = append(options, ui.Option{Text: p.Words.T("meeting.body.all", "network", p.Network.Code), Chosen: chosen == "" && len(options) == 0})
	}
	return options
}

func (s *Service) newPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	m := Meeting{Kind: Kinds[0], Mode: "hybrid", Zone: p.Network.Zone, Body: r.URL.Query().Get("body")}
	return s.newForm(r, p, Beginning{Meeting: m, Like: r.URL.Query().Get("like")}, nil)
}

// newForm asks for a meeting and its agenda on one page.
func (s *Service) newForm(r *web.Request, p place, b Beginning, refused error) (web.Reply, error) {
	c, err := s.Choices(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	like := []ui.Option{{Text: r.T("meeting.like.none")}}
	for _, l := range c.Former {
		like = append(like, ui.Option{Value: l.Code, Text: l.Named(p.Words, l.Of, p.Network), Chosen: l.Code == b.Like})
	}
	first, more := p.fields(b.Meeting, refused)
	fields := append([]ui.Part{ui.Select{Field: p.Field("body", refused), Options: p.bodies(c, b.Body)}}, first...)
	fields = append(fields, ui.Textarea{Field: p.Field("agenda", refused), Value: r.PostFormValue("agenda"), Rows: 8}, ui.Select{Field: p.Field("like", refused), Options: like})
	fields = append(fields, more...)
	form := ui.Post(p.Base+"/meetings/new", r.T("meeting.prepare.do"), fields...)
	form.Cancel = p.Base + "/meetings"
	page := ui.Page{Title: r.T("meeting.new"), Lede: r.T("meeting.new.lede"), Sections: []ui.Section{{Forms: []ui.Form{form}}}}
	return p.View(page, refused, p.crumbs()...), nil
}

func (s *Service) prepareMeeting(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	b := Beginning{Meeting: meetingOf(r), Agenda: Lines(r.PostFormValue("agenda")), Like: r.PostFormValue("like")}
	m, err := s.Prepare(r.Context(), p.Who, p.Network, b)
	if network.Mendable(err) {
		return s.newForm(r, p, b, err)
	}
	return web.Go{To: p.at(m), Said: "meeting.said-prepared"}, err
}

func (s *Service) seriesPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.seriesForm(r, p, Beginning{Meeting: Meeting{Kind: Kinds[0], Mode: "hybrid", Zone: p.Network.Zone}}, Series{Unit: "month", Every: 2, Week: 1, Weekday: 5, Count: 6}, nil)
}

func (s *Service) seriesForm(r *web.Request, p place, b Beginning, rule Series, refused error) (web.Reply, error) {
	c, err := s.Choices(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	numbered := func(name string, most, chosen int, text func(int) string) ui.Part {
		f := ui.Select{Field: p.Field(name, refused)}
		for n := 1; n <= most; n++ {
			f.Options = append(f.Options, ui.Option{Value: strconv.Itoa(n), Text: text(n), Chosen: n == chosen})
		}
		return f
	}
	fields := []ui.Part{ui.Select{Field: p.Field("body", refused), Options: p.bodies(c, b.Body)},
		ui.Input{Field: ui.Field{Name: "day", Label: r.T("meeting.field.first"), Hint: r.T("meeting.hint.first"), Error: p.Field("from", refused).Error}, Value: rule.From, Type: "date", Width: "10"},
		p.Count("every", int64(rule.Every), refused), ui.Radios{Field: p.Field("unit", refused), Options: p.Options("meeting.unit.", Units, rule.Unit), Small: true},
		numbered("week", lastWeek, rule.Week, func(n int) string { return r.T("meeting.week." + strconv.Itoa(n)) }), numbered("weekday", 7, rule.Weekday, r.Words.WeekdayName),
		p.Count("count", int64(rule.Count), refused)}
	first, more := p.fields(b.Meeting, refused)
	fields = append(append(fields, first[1:]...), more...)
	form := ui.Post(p.Base+"/meetings/series", r.T("meeting.series.do"), fields...)
	form.Cancel = p.Base + "/meetings"
	return p.View(ui.Page{Title: r.T("meeting.series"), Lede: r.T("meeting.series.lede"), Sections: []ui.Section{{Forms: []ui.Form{form}}}}, refused, p.crumbs()...), nil
}

func (s *Service) makeSeries(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	number := func(name string) int { return int(network.PostedNumber(r, name)) }
	rule := Series{Unit: r.PostFormValue("unit"), Every: number("every"), Week: number("week"), Weekday: number("weekday"), From: network.Posted(r, "day"), Count: number("count")}
	b := Beginning{Meeting: meetingOf(r)}
	_, err = s.PrepareSeries(r.Context(), p.Who, p.Network, b, rule)
	if network.Mendable(err) {
		return s.seriesForm(r, p, b, rule, err)
	}
	return web.Go{To: p.Base + "/meetings", Said: "meeting.said-prepared"}, err
}

// toChange returns a meeting for those who may change it.
func (s *Service) toChange(r *web.Request) (p place, f Full, err error) {
	if p, err = s.place(r); err != nil {
		return p, f, err
	}
	f, err = s.Meeting(r.Context(), p.Who, p.Network, r.PathValue("meeting"))
	if err == nil && !f.MayChange {
		err = network.May(p.Who, "meeting.change", network.Resource{Network: p.Network.ID, Body: f.Body}).Err()
	}
	return p, f, err
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.toChange(r)
	if err != nil {
		return nil, err
	}
	return s.editForm(r, p, f, f.Meeting, nil)
}

func (s *Service) editForm(r *web.Request, p place, f Full, written Meeting, refused error) (web.Reply, error) {
	first, more := p.fields(written, refused)
	fields := append(first, more...)
	page := ui.Page{Title: r.T("meeting.edit.title"), Lede: f.Named(p.Words, f.Of, p.Network)}
	if f.State == Announced {
		page.Sections = append(page.Sections, ui.Section{Text: []string{r.T("meeting.edit.announced")}})
		fields = append(fields, ui.Textarea{Field: p.Field("reason", refused), Value: r.PostFormValue("reason"), Rows: 3})
	}
	form := ui.Post(p.at(f.Meeting)+"/edit", r.T("web.save"), fields...)
	form.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
	form.Cancel = p.at(f.Meeting)
	page.Sections = append(page.Sections, p.Stored(refused, p.stored(f.Meeting))...)
	page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{form}})
	return network.Conflicted(p.View(page, refused, p.crumbs(f.Meeting)...), refused), nil
}

// stored is what is kept of a meeting now, for somebody who was not the first
// to change it.
func (p place) stored(m Meeting) ui.Pairs {
	starts, _ := m.InZone()
	T := p.Words.T
	return ui.Pairs{{Name: T("meeting.field.date"), Value: p.Words.Date(starts) + ", " + p.hours(m) + " (" + m.clockOf(p.Words) + ")"}, {Name: T("meeting.field.mode"), Value: T("meeting.mode." + m.Mode)},
		{Name: T("meeting.field.place"), Value: cmp.Or(m.Place, "–")}, {Name: T("meeting.field.host"), Value: cmp.Or(m.Host, "–")}, {Name: T("meeting.field.link"), Value: cmp.Or(m.Link, "–")},
		{Name: T("meeting.field.title"), Value: cmp.Or(m.Title, "–")}, {Name: T("meeting.field.about"), Value: cmp.Or(m.About, "–")}}
}

func (s *Service) edit(r *web.Request) (web.Reply, error) {
	p, f, err := s.toChange(r)
	if err != nil {
		return nil, err
	}
	m := meetingOf(r)
	m.Code = f.Code
	if _, err := s.Change(r.Context(), p.Who, p.Network, m, network.Posted(r, "reason")); err != nil {
		if _, now, failed := s.toChange(r); failed == nil {
			f = now // whoever was faster may have saved after the first look
		}
		if network.Mendable(err) {
			return s.editForm(r, p, f, m, err)
		}
		return nil, err
	}
	return web.Go{To: p.at(f.Meeting), Said: "meeting.said-saved"}, nil
}

func (s *Service) announceMeeting(r *web.Request) (web.Reply, error) {
	return s.did(r, "meeting.said-announced", func(ctx context.Context, p place, _ string) error {
		_, err := s.Announce(ctx, p.Who, p.Network, stepOf(r))
		return err
	})
}

func stepOf(r *web.Request) Step {
	return Step{Code: r.PathValue("meeting"), Version: network.PostedNumber(r, "version"), Reason: network.Posted(r, "reason")}
}

func (s *Service) offPage(r *web.Request) (web.Reply, error) { return s.offForm(r, nil, "") }

// offs are the ways in which a meeting goes off, as addresses say them.
var offs = map[string]string{Postponed: "postpone", Cancelled: "cancel"}

// offForm asks for the reason of a postponement or an end.
func (s *Service) offForm(r *web.Request, refused error, which string) (web.Reply, error) {
	p, f, err := s.toChange(r)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("meeting.off"), Lede: f.Named(p.Words, f.Of, p.Network)}
	for _, state := range []string{Postponed, Cancelled} {
		if Passes(f.State, state) != nil {
			continue
		}
		do, own := offs[state], refused
		if which != do {
			own = nil
		}
		field := p.Field("reason", own)
		if own == nil {
			field.ID = "reason-" + do
		}
		form := ui.Post(p.at(f.Meeting)+"/"+do, r.T("meeting.off.do-"+do), ui.Textarea{Field: field, Rows: 3})
		form.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
		form.Secondary = true
		page.Sections = append(page.Sections, ui.Section{ID: do, Card: true, Title: r.T("meeting.off." + do), Text: []string{r.T("meeting.off.text-" + do)}, Forms: []ui.Form{form}})
	}
	return p.View(page, refused, p.crumbs(f.Meeting)...), nil
}

func (s *Service) postpone(r *web.Request) (web.Reply, error) {
	return s.wentOff(r, "postpone", s.Postpone)
}

func (s *Service) cancel(r *web.Request) (web.Reply, error) { return s.wentOff(r, "cancel", s.Cancel) }

func (s *Service) wentOff(r *web.Request, which string, do func(context.Context, network.Who, network.Network, Step) error) (web.Reply, error) {
	var refused error
	reply, err := s.did(r, "meeting.said-off", func(ctx context.Context, p place, _ string) error {
		if refused = do(ctx, p.Who, p.Network, stepOf(r)); network.Mendable(refused) {
			return nil
		}
		return refused
	})
	if err == nil && refused != nil {
		return s.offForm(r, refused, which)
	}
	return reply, err
}
