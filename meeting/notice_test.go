package meeting

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"pesnet/kit/fault"
	"pesnet/network"
)

func in(zone string, month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, zoneOf(zone))
}

var ownItem = []Item{{Title: "Work programme"}}

// Tests rule meeting.notice.
func TestAMeetingIsCalledInTime(t *testing.T) {
	const vilnius = "Europe/Vilnius"
	// Two days before the meeting the clocks go forward.
	m := Meeting{Starts: in(vilnius, time.March, 31, 10, 0), Mode: "onsite"}
	terms := Terms{Days: 5, Agenda: true, Online: true, Urgent: true, Zone: vilnius}
	for _, test := range []struct {
		name   string
		called time.Time
		reason string
		want   string
	}{
		{"five dates before, a minute early", in(vilnius, time.March, 26, 9, 59), "", ""},
		{"five dates before, a minute late", in(vilnius, time.March, 26, 10, 1), "", ""},
		{"five dates before, before midnight", in(vilnius, time.March, 26, 23, 59), "", ""},
		{"four dates before, after midnight", in(vilnius, time.March, 27, 0, 0), "", "meeting.notice"},
		{"four dates before", in(vilnius, time.March, 27, 9, 59), "", "meeting.notice"},
		{"still the 26th where the caller sits, the 27th in the network", in("America/New_York", time.March, 26, 20, 0), "", "meeting.notice"},
		{"the 27th where the caller sits, still the 26th in the network", in("Asia/Tokyo", time.March, 27, 4, 0), "", ""},
		{"four dates before, urgent with a reason", in(vilnius, time.March, 27, 10, 0), "A factory closes", ""},
		{"four dates before, a reason of spaces", in(vilnius, time.March, 27, 10, 0), "  ", "meeting.notice"},
		{"on the day", in(vilnius, time.March, 31, 8, 0), "", "meeting.notice"},
		{"after it began", in(vilnius, time.March, 31, 10, 0), "Why not", "meeting.begun"},
		{"weeks before", in(vilnius, time.March, 1, 12, 0), "", ""},
	} {
		if got := fault.ID(terms.Check(m, ownItem, Call{test.called, test.reason})); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	strict := terms
	strict.Urgent = false
	if got := fault.ID(strict.Check(m, ownItem, Call{in(vilnius, time.March, 27, 10, 0), "A factory closes"})); got != "meeting.notice.never" {
		t.Errorf("a charter without urgent meetings: got %q", got)
	}
	silent := Terms{Days: none, Zone: vilnius}
	if err := silent.Check(m, nil, Call{At: in(vilnius, time.March, 31, 9, 0)}); err != nil {
		t.Errorf("a charter without notice refuses: %v", err)
	}
}

// Tests rules meeting.agenda, meeting.online.
func TestAnAgendaIsMoreThanItsStandingItems(t *testing.T) {
	m := Meeting{Starts: in("UTC", time.March, 31, 10, 0), Mode: "hybrid"}
	at := Call{At: in("UTC", time.March, 1, 10, 0)}
	terms := Terms{Days: 5, Agenda: true, Online: true, Zone: "UTC"}
	for _, test := range []struct {
		name   string
		agenda []Item
		terms  func(*Terms)
		want   string
	}{
		{"an item of its own", ownItem, func(*Terms) {}, ""},
		{"no agenda", nil, func(*Terms) {}, "meeting.agenda"},
		{"the standing items alone", WithStanding(nil, true), func(*Terms) {}, "meeting.agenda"},
		{"no agenda where the charter asks for none", nil, func(t *Terms) { t.Agenda = false }, ""},
		{"online where the charter rules it out", ownItem, func(t *Terms) { t.Online = false }, "meeting.online"},
	} {
		now := terms
		test.terms(&now)
		if got := fault.ID(now.Check(m, test.agenda, at)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTermsAreThoseOfTheDay(t *testing.T) {
	n := network.Network{Zone: "Europe/Brussels"}
	charter := network.Charter{{Rule: "meeting.notice_days", Value: "7", From: "2014-06-17", To: "2021-12-31"}, {Rule: "meeting.notice_days", Value: "5", From: "2022-01-01", Place: "7 (1)"},
		{Rule: "meeting.online", Value: "no", From: "2014-06-17"}, {Rule: "meeting.urgent", Value: "no", From: "2022-01-01"}}
	if got := TermsOn(n, charter, "2021-06-01"); got.Days != 7 || got.Online || !got.Urgent {
		t.Errorf("in 2021: %+v", got)
	}
	got := TermsOn(n, charter, "2026-06-01")
	if got.Days != 5 || got.Urgent || got.Notice.Place != "7 (1)" || !got.Agenda || len(got.Assumed) != 1 || got.Assumed[0] != "meeting.notice_with_agenda" {
		t.Errorf("in 2026: %+v", got)
	}
	if got := TermsOn(n, nil, "2026-06-01"); got.Days != none || got.Last(Meeting{Starts: time.Now()}) != "" {
		t.Errorf("without a charter: %+v", got)
	}
}

var someZones = rapid.SampledFrom([]string{"Europe/Vilnius", "Europe/Lisbon", "Europe/Bucharest", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "UTC"})

// The count is that of the dates that people in the network read on their
// calendars, whatever the hours, wherever the caller sits, and also where
// clocks change between the two.
func TestDaysAreCountedAsOnACalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := zoneOf(someZones.Draw(t, "zone"))
		moment := rapid.Int64Range(time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2035, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
		called := time.Unix(moment.Draw(t, "called"), 0)
		days := rapid.IntRange(0, 60).Draw(t, "days")
		y, mo, d := called.In(zone).Date()
		starts := time.Date(y, mo, d+days, rapid.IntRange(4, 23).Draw(t, "hour"), 0, 0, 0, zone)
		caller := zoneOf(someZones.Draw(t, "caller"))
		if got := Count(called.In(caller), starts, zone); got != days {
			t.Fatalf("from %s to %s: %d, want %d", called.In(zone), starts, got, days)
		}
		terms := Terms{Days: 5, Zone: zone.String(), Urgent: true}
		err := terms.Check(Meeting{Starts: starts, Mode: "onsite"}, nil, Call{At: called.In(caller)})
		want := ""
		switch {
		case !starts.After(called):
			want = "meeting.begun"
		case days < 5:
			want = "meeting.notice"
		}
		if fault.ID(err) != want {
			t.Fatalf("%d days before: %v, want %q", days, err, want)
		}
	})
}

func TestTheStripShowsWhatCounts(t *testing.T) {
	terms := Terms{Days: 5, Zone: "UTC"}
	m := Meeting{Starts: in("UTC", time.December, 4, 9, 30)}
	for _, days := range []int{0, 1, 4, 5, 7, 8, 9, 14, 60} {
		strip := terms.Strip(m, m.Starts.AddDate(0, 0, -days))
		first, last := strip[0], strip[len(strip)-1]
		if !first.Sent || first.Left != days || !last.On || len(strip) > shown+1 {
			t.Errorf("%d days: begins %+v, ends %+v, %d shown", days, first, last, len(strip))
		}
		shownDays, skipped, lastInTime := 0, 0, false
		for _, d := range strip {
			skipped += d.Skip
			if d.Skip == 0 {
				shownDays++
			}
			lastInTime = lastInTime || d.Last && d.Left == 5
		}
		if shownDays+skipped != days+1 || lastInTime != (days >= 5) {
			t.Errorf("%d days: %d shown, %d left out, the last day in time: %v", days, shownDays, skipped, lastInTime)
		}
	}
}
