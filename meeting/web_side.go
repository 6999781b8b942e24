package meeting

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// callSection is the form by which a meeting is announced: it says whom it
// reaches, and whether it is in time.
func (v shownPage) callSection() []ui.Section {
	if !v.MayChange || v.State != Draft && v.State != Postponed {
		return nil
	}
	T := v.Words.T
	late := v.Terms.late(v.Meeting, v.now)
	submit := T("meeting.announce.do", "count", v.Invited)
	section := ui.Section{ID: "announce", Card: true, Title: T("meeting.announce"), Text: []string{T("meeting.announce.text")}}
	form := ui.Post(v.at(v.Meeting)+"/announce", submit)
	form.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(v.Version, 10)}}
	switch {
	case !v.Starts.After(v.now):
		section.Text = []string{T("meeting.begun")}
		return []ui.Section{section}
	case late && !v.Terms.Urgent:
		section.Text = []string{T("meeting.notice.never", "count", v.Terms.Days, "given", Count(v.now, v.Starts, zoneOf(v.place.Network.Zone)))}
		return []ui.Section{section}
	case late:
		section.Tag = &ui.Tag{Kind: "late", Text: T("meeting.notice.late")}
		section.Text = append(section.Text, T("meeting.notice", "count", v.Terms.Days, "given", Count(v.now, v.Starts, zoneOf(v.place.Network.Zone))))
		form.Fields = []ui.Part{ui.Textarea{Field: v.Field("reason", v.refused), Rows: 3}}
	}
	section.Forms = []ui.Form{form}
	return []ui.Section{section}
}

// notice shows how the days of notice were counted, or would be if the meeting
// were called today.
func (v shownPage) notice() []ui.Section {
	T := v.Words.T
	called, sent := v.now, !v.Called.IsZero()
	if sent {
		called = v.Called
	}
	section := ui.Section{ID: "notice", Card: true, Title: T("meeting.notice-title")}
	given := Count(called, v.Starts, zoneOf(v.place.Network.Zone))
	day := capital(v.Words.Full(called.In(zoneOf(v.place.Network.Zone))))
	switch {
	case v.State == Cancelled && !sent, given < 0:
		return nil
	case sent && v.Urgent != "":
		section.Tag = &ui.Tag{Kind: "late", Text: T("meeting.notice.urgent")}
		section.Text = []string{T("meeting.notice.sent", "day", day, "count", given), T("meeting.notice.why", "reason", v.Urgent)}
	case sent:
		section.Text = []string{T("meeting.notice.sent", "day", day, "count", given)}
		if v.Terms.Days != none {
			section.Tag = &ui.Tag{Kind: "done", Text: T("meeting.notice.in-time")}
		}
	default:
		section.Text = []string{T("meeting.notice.today", "count", given)}
	}
	if v.Terms.Days == none {
		section.Text = append(section.Text, T("meeting.notice.silent"))
	} else {
		section.Text = append(section.Text, T("meeting.notice.asks", "count", v.Terms.Days))
	}
	section.Parts = []ui.Part{v.strip(called, sent), ui.Details{Summary: T("meeting.notice.how"), Text: v.how()}}
	return []ui.Section{section}
}

// strip are the days of the notice, one beside the other.
func (v shownPage) strip(called time.Time, sent bool) ui.Days {
	T := v.Words.T
	days := ui.Days{Label: T("meeting.notice.counted")}
	for _, d := range v.Terms.Strip(v.Meeting, called) {
		one := ui.CountedDay{Weekday: capital(v.Words.Weekday(d.Day)), Day: strconv.Itoa(d.Day.Day()), Text: strconv.Itoa(d.Left)}
		switch {
		case d.Skip > 0:
			one = ui.CountedDay{State: ui.Skip, Day: "…", Text: T("meeting.notice.skipped", "count", d.Skip)}
		case d.On:
			one.State, one.Text = ui.On, T("meeting.notice.on")
		case d.Sent && sent:
			one.State, one.Text = ui.Did, T("meeting.notice.sent-on", "left", strconv.Itoa(d.Left))
		case d.Last:
			one.State, one.Text = ui.Last, T("meeting.notice.last", "left", strconv.Itoa(d.Left))
		case d.Sent:
			one.Text = T("meeting.notice.now", "left", strconv.Itoa(d.Left))
		}
		days.Items = append(days.Items, one)
	}
	return days
}

// how says by which rule the days were counted, and where it stands.
func (v shownPage) how() string {
	text := v.Words.T("meeting.notice.rule", "zone", v.place.Network.Zone, "rule", "meeting.notice")
	if v.Terms.Days != none {
		text += " " + v.Words.T("meeting.notice.source", "source", v.cite(v.Terms.Notice), "from", cmp.Or(v.Words.Period(v.Terms.Notice.From), "–"))
	}
	for _, rule := range v.Terms.Assumed {
		text += " " + v.Words.T("meeting.notice.assumed", "rule", rule)
	}
	return text
}

// cite names the article of a charter.
func (v shownPage) cite(t network.Term) string {
	source := v.sources.Cite(t.Source, v.Lang)
	if t.Place != "" {
		source += ", " + t.Place
	}
	return source
}

// attendance is the card with the numbers: what the replies let expect, or who
// was there.
func (v shownPage) attendance() []ui.Section {
	if v.Called.IsZero() || len(v.Presences) == 0 {
		return nil
	}
	T := v.Words.T
	section := ui.Section{ID: "attendance", Card: true, Title: T("meeting.replies")}
	number := func(name string, n int) ui.Pair { return ui.Pair{Name: name, Value: strconv.Itoa(n)} }
	var pairs ui.Pairs
	if v.Happened() {
		section.Title = T("meeting.attendance-title")
		seats := tally(v.Presences)
		for _, kind := range Attendances {
			pairs = append(pairs, number(T("meeting.present."+kind), seats[kind]))
		}
		if seats[""] > 0 {
			pairs = append(pairs, number(T("meeting.present.open"), seats[""]))
		}
		if v.Quorum.Laid {
			met := T("meeting.quorum.met")
			if !v.Quorum.Met() {
				met = T("meeting.quorum.missed")
			}
			pairs = append(pairs, ui.Pair{Name: T("meeting.quorum-title"), Value: T("meeting.quorum.of", "there", strconv.Itoa(v.Quorum.There), "needed", strconv.Itoa(v.Quorum.Needed), "seats", strconv.Itoa(v.Quorum.Seats), "met", met)})
		}
		section.Text = []string{T("meeting.attendance.note")}
	} else {
		f := v.Forecast
		pairs = ui.Pairs{number(T("meeting.forecast.yes"), f.Yes), number(T("meeting.forecast.maybe"), f.Maybe), number(T("meeting.forecast.no"), f.No), number(T("meeting.forecast.silent"), f.Silent)}
		if f.Laid {
			pairs = append(pairs, ui.Pair{Name: T("meeting.quorum-title"), Value: T("meeting.quorum.expected", "needed", strconv.Itoa(f.Needed), "seats", strconv.Itoa(f.Seats))})
		}
		if f.Laid && f.Met() {
			section.Tag = &ui.Tag{Kind: "done", Text: T("meeting.quorum.likely")}
		}
	}
	if resting := restingIn(v.Presences); resting > 0 {
		section.Text = append(section.Text, T("meeting.suspended.count", "count", resting))
	}
	section.Parts = []ui.Part{pairs, ui.Actions{Links: []ui.Link{v.whoLink()}}}
	return []ui.Section{section}
}

// replySection is the form by which somebody who is invited answers.
func (s *Service) replySection(r *web.Request, v shownPage) ([]ui.Section, error) {
	if v.Mine == nil || v.State != Announced || v.Ends.Before(v.now) {
		return nil, nil
	}
	T := v.Words.T
	section := ui.Section{ID: "your-reply", Card: true, Title: T("meeting.reply-title"), Tag: &ui.Tag{Kind: "due", Text: T("meeting.mine.none")}}
	if v.Mine.Reply != "" {
		section.Tag = &ui.Tag{Kind: "done", Text: T("meeting.mine." + v.Mine.Reply)}
	} else if v.Mine.Suspended {
		section.Text = []string{T("meeting.suspended.mine")}
	} else {
		section.Text = []string{T("meeting.reply.by", "date", v.Words.Period(v.ReplyBy(v.place.Network.Zone)))}
	}
	form := ui.Post(v.at(v.Meeting)+"/reply", T("meeting.reply.do"), ui.Radios{Field: v.Field("reply", v.refused), Options: v.Options("meeting.reply.", Replies, v.Mine.Reply), Small: true})
	able, err := s.Alternates(r.Context(), v.Who, v.place.Network, v.Code)
	if err != nil {
		return nil, err
	}
	if len(able) > 0 {
		options := []ui.Option{{Text: T("meeting.reply.nobody")}}
		for _, person := range able {
			options = append(options, ui.Option{Value: person.ID, Text: person.Name, Chosen: person.ID == v.Mine.Alternate})
		}
		form.Fields = append(form.Fields, ui.Select{Field: v.Field("alternate", v.refused), Options: options})
	}
	form.Fields = append(form.Fields, ui.Input{Field: v.Field("note", v.refused), Value: v.Mine.Note})
	section.Forms = []ui.Form{form}
	return []ui.Section{section}, nil
}

func (s *Service) reply(r *web.Request) (web.Reply, error) {
	a := Answer{Reply: r.PostFormValue("reply"), Note: network.Posted(r, "note"), Alternate: r.PostFormValue("alternate")}
	return s.did(r, "meeting.said-replied", func(ctx context.Context, p place, code string) error { return s.Reply(ctx, p.Who, p.Network, code, a) })
}

// clocks is the card with the hours in other time zones.
func (v shownPage) clocks() []ui.Section {
	var pairs ui.Pairs
	for _, c := range v.clocksIn(v.Countries) {
		pairs = append(pairs, ui.Pair{Name: v.clockTime(c), Value: v.Words.Join(v.countries(c.Countries))})
	}
	if len(pairs) == 0 {
		return nil
	}
	return []ui.Section{{ID: "clocks", Card: true, Title: v.Words.T("meeting.clocks"), Text: []string{v.Words.T("meeting.clocks.text", "zone", v.clockOf(v.Words))}, Parts: []ui.Part{ui.Details{Summary: v.Words.T("meeting.clocks.show"), Parts: []ui.Part{pairs}}}}}
}

// sentLog is the card with what was sent to those who are invited.
func (v shownPage) sentLog() []ui.Section {
	var moments ui.Timeline
	for _, c := range v.Sent {
		text := v.Words.T("meeting.sent."+c.What, "count", c.People)
		if c.Reason != "" {
			text += ": " + c.Reason
		}
		moments = append(moments, ui.Moment{State: ui.Did, When: v.Words.DateTime(c.At.In(zoneOf(v.place.Network.Zone))), ISO: c.At.UTC().Format("2006-01-02T15:04:05Z"), Text: text})
	}
	if len(moments) == 0 {
		return nil
	}
	return []ui.Section{{ID: "sent", Card: true, Title: v.Words.T("meeting.sent"), Parts: []ui.Part{moments}}}
}
