package meeting

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/body"
	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/network"
)

// replyBefore is how many days before a meeting its replies are wanted;
// minutesWithin after how many days its minutes are, where the charter of the
// network has no minutes.draft_days.
const (
	replyBefore   = 2
	minutesWithin = 14
)

// ReplyBy is the last day on which a reply to an invitation is wanted.
func (m Meeting) ReplyBy(zone string) string {
	return m.Starts.In(zoneOf(zone)).AddDate(0, 0, -replyBefore).Format(time.DateOnly)
}

// Owes tells who owes a reply to an invitation, and what the secretariat owes
// of meetings that were held. It is open to all: what is shown to whom is for
// whoever asks.
//
// Rule meeting.owed: a reply to an invitation is wanted two days before the
// meeting; minutes are drafted within the days that the charter gives
// (minutes.draft_days), or within fourteen days where it says nothing.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	found, err := between(tx, n.ID, s.now().AddDate(-1, 0, 0), s.now().AddDate(2, 0, 0))
	if err != nil {
		return nil, err
	}
	byID := map[string]Meeting{}
	for _, m := range found {
		byID[m.ID] = m
	}
	waiting, err := silent(tx, n.ID, s.now())
	if err != nil {
		return nil, err
	}
	for _, p := range waiting {
		m := byID[p.Meeting]
		all = append(all, letter.Owed{Person: p.Person, Kind: "meeting.owed.reply", Network: n.ID, Day: m.ReplyBy(n.Zone), At: below(m) + "#your-reply",
			Args: []any{"meeting", m.Code, "date", m.Starts.In(zoneOf(n.Zone))}, Need: []string{"meeting.reply", n.ID, "", m.Body}})
	}
	secretaries, err := secretariesOf(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return nil, err
	}
	for _, m := range found {
		kind, day := s.duty(n, charter, m)
		if kind == "" {
			continue
		}
		for _, person := range secretaries {
			all = append(all, letter.Owed{Person: person, Kind: kind, Network: n.ID, Day: day, At: below(m),
				Args: []any{"meeting", m.Code, "date", m.Starts.In(zoneOf(n.Zone))}, Need: []string{"meeting.change", n.ID, "", m.Body}})
		}
	}
	return all, nil
}

// duty is what the secretariat owes of a meeting: its call, the record of who
// was there, its minutes.
func (s *Service) duty(n network.Network, charter network.Charter, m Meeting) (kind, day string) {
	switch {
	case m.State == Draft && m.Starts.After(s.now()) && m.Starts.Before(s.now().AddDate(0, 2, 0)):
		return "meeting.owed.call", TermsOn(n, charter, s.dayOf(n, s.now())).Last(m)
	case m.State == Announced && m.Ends.Before(s.now()):
		return "meeting.owed.attendance", s.dayOf(n, m.Ends)
	case m.State == Held:
		days, err := charter.Number("minutes.draft_days", s.dayOf(n, m.Ends))
		if err != nil {
			days = minutesWithin
		}
		return "meeting.owed.minutes", m.Ends.In(zoneOf(n.Zone)).AddDate(0, 0, days).Format(time.DateOnly)
	}
	return "", ""
}

func secretariesOf(tx *db.Tx, networkID, day string) (ids []string, err error) {
	holders, err := network.HoldersOn(tx, networkID, day)
	for _, h := range holders {
		if h.Role.Role == network.Secretariat {
			ids = append(ids, h.ID)
		}
	}
	return ids, err
}

// below is where a meeting stands below its network.
func below(m Meeting) string { return "/meetings/" + strings.ToLower(m.Code) }

// Events returns the meetings to which a person is invited, as their calendar
// keeps them; only those that the person may still see. It is open to all:
// whoever asks has shown for whom.
func (s *Service) Events(_ context.Context, tx *db.Tx, person string, now time.Time) (events []calendar.Event, err error) {
	who, err := s.networks.WhoIs(tx, person, now)
	if err != nil {
		return nil, err
	}
	all, err := invitedTo(tx, person, now.AddDate(-1, 0, 0))
	if err != nil {
		return nil, err
	}
	networks, err := network.All(tx)
	if err != nil {
		return nil, err
	}
	for _, n := range networks {
		for _, m := range all {
			if whole, _ := seen(who, m); m.Network != n.ID || !whole {
				continue
			}
			of, err := bodyIn(tx, n, m.Body)
			if err != nil {
				return nil, err
			}
			events = append(events, s.event(s.wordsFor(who.Person), n, m, of))
		}
	}
	return events, nil
}

// EventsOf returns the meetings of a body, as a calendar that follows it keeps
// them: what the person may see of each today. It is open to all: whoever asks
// has shown for whom.
func (s *Service) EventsOf(_ context.Context, tx *db.Tx, f letter.Following) (events []calendar.Event, err error) {
	who, err := s.networks.WhoIs(tx, f.Person, f.Now)
	if err != nil {
		return nil, err
	}
	of, err := body.ByID(tx, f.Body)
	if err != nil {
		return nil, err
	}
	networks, err := network.All(tx)
	i := slices.IndexFunc(networks, func(n network.Network) bool { return n.ID == of.Network })
	if err != nil || i < 0 {
		return nil, err
	}
	all, err := between(tx, of.Network, f.Now.AddDate(-1, 0, 0), f.Now.AddDate(10, 0, 0))
	for _, m := range all {
		whole, title := seen(who, m)
		if m.Body != f.Body || m.State == Draft || !title {
			continue
		}
		if !whole {
			m = outside(m)
		}
		events = append(events, s.event(s.wordsFor(who.Person), networks[i], m, of))
	}
	return events, err
}

// Invitation returns a meeting as a file for a calendar.
func (s *Service) Invitation(ctx context.Context, who network.Who, n network.Network, code, lang string) ([]byte, error) {
	f, err := s.Meeting(ctx, who, n, code)
	if err != nil {
		return nil, err
	}
	return s.calendarOf(n, []Full{f}, lang)
}

// Calendar returns the meetings that somebody may see, of a body or of all, as
// a file for a calendar.
func (s *Service) Calendar(ctx context.Context, who network.Who, n network.Network, q Query, lang string) ([]byte, error) {
	list, err := s.Meetings(ctx, who, n, q)
	if err != nil {
		return nil, err
	}
	all := make([]Full, len(list))
	for i, l := range list {
		all[i] = Full{Meeting: l.Meeting, Of: l.Of}
	}
	return s.calendarOf(n, all, lang)
}

func (s *Service) calendarOf(n network.Network, all []Full, lang string) ([]byte, error) {
	var events []calendar.Event
	for _, f := range all {
		events = append(events, s.event(s.Words(lang), n, f.Meeting, f.Of))
	}
	return calendar.Feed(n.Code, events)
}
