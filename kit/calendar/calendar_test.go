package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pesnet/kit/calendar"
)

var vilnius = func() *time.Location {
	place, err := time.LoadLocation("Europe/Vilnius")
	if err != nil {
		panic(err)
	}
	return place
}()

// board is a meeting two days after the clocks change.
func board() calendar.Event {
	return calendar.Event{
		UID: "meeting-2026-1@example.org", Starts: time.Date(2026, 3, 31, 10, 0, 0, 0, vilnius), Ends: time.Date(2026, 3, 31, 12, 30, 0, 0, vilnius),
		Zone: "Europe/Vilnius", Title: "Board; first, of the year", Place: "Gedimino pr. 3A, Vilnius", Text: "Agenda:\n1. Minutes\n2. \\Plan\\",
		URL: "https://example.org/en/aurora/meetings/2026-1", Organizer: calendar.Party{Name: "Secretariat of AURORA", Address: "desk@example.org"},
		Attendees: []calendar.Party{
			{Name: `Žydrė "Žyd" O'Neill, jr.`, Address: "zydre@example.org"},
			{Name: "Ștefan Țîru", Address: "stefan@example.org", Role: calendar.Chair, Status: calendar.Accepted},
		},
		Stamp: time.Date(2026, 3, 20, 8, 0, 0, 0, time.UTC),
	}
}

func invitation(t *testing.T, e calendar.Event, method string) string {
	t.Helper()
	text, err := calendar.Invitation(e, method)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAnotherParserReadsWhatWasWritten(t *testing.T) {
	got := newClient(t).show(t, invitation(t, board(), ""))
	want := []shown{{
		UID: "meeting-2026-1@example.org", Stamp: "2026-03-20T08:00:00Z", Title: "Board; first, of the year", Place: "Gedimino pr. 3A, Vilnius",
		Text: "Agenda:\n1. Minutes\n2. \\Plan\\", URL: "https://example.org/en/aurora/meetings/2026-1", Status: "CONFIRMED",
		Zone: "Europe/Vilnius", Wall: "2026-03-31T10:00:00", Starts: "2026-03-31T07:00:00.000Z", Ends: "2026-03-31T09:30:00.000Z",
		Organizer: []party{{Name: "Secretariat of AURORA", Address: "mailto:desk@example.org"}},
		Attendees: []party{
			{`Žydrė "Žyd" O'Neill, jr.`, "mailto:zydre@example.org", "REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE"},
			{"Ștefan Țîru", "mailto:stefan@example.org", "CHAIR", "ACCEPTED", "FALSE"},
		},
	}}
	if diff := cmp.Diff(want, got.Events); diff != "" {
		t.Errorf("got (+), want (-):\n%s", diff)
	}
	if method := got.Calendars[0].Method; method != "REQUEST" {
		t.Errorf("the method is %q", method)
	}
}

func TestThreeUpdatesAndACancelAreOneEvent(t *testing.T) {
	client := newClient(t)
	e := board()
	messages := []string{invitation(t, e, "")}
	for i, change := range []func(){
		func() { e.Title = "Board, in another room" },
		func() { e.Starts, e.Ends = e.Starts.Add(24*time.Hour), e.Ends.Add(24*time.Hour) },
		func() { e.Attendees = e.Attendees[:1] },
	} {
		change()
		e.Sequence, e.Stamp = i+1, e.Stamp.Add(time.Hour)
		messages = append(messages, invitation(t, e, ""))
	}
	before := client.show(t, messages...)
	if n := len(before.Events); n != 1 || before.Events[0].Wall != "2026-04-01T10:00:00" || before.Events[0].Title != "Board, in another room" || len(before.Events[0].Attendees) != 1 {
		t.Errorf("after three updates the client shows %d events: %+v", n, before.Events)
	}
	e.Sequence, e.Stamp, e.Cancelled = 4, e.Stamp.Add(time.Hour), true
	cancel := invitation(t, e, "")
	for _, order := range [][]string{append(messages[:4:4], cancel), {cancel, messages[0], messages[3]}} {
		after := client.show(t, order...)
		if n := len(after.Events); n != 1 || after.Events[0].Status != "CANCELLED" {
			t.Errorf("after the cancel the client shows %d events: %+v", n, after.Events)
		}
	}
	if !strings.Contains(cancel, "METHOD:CANCEL\r\n") {
		t.Errorf("a cancel has the method CANCEL:\n%s", cancel)
	}
}

// A meeting at ten is at ten, whichever way the clocks go.
func TestTheHourOnTheClockIsKept(t *testing.T) {
	client := newClient(t)
	for _, test := range []struct {
		name, zone string
		starts     time.Time
		wall       string
	}{
		{"in winter", "Europe/Vilnius", time.Date(2026, 1, 12, 8, 0, 0, 0, time.UTC), "2026-01-12T10:00:00"},
		{"in summer", "Europe/Vilnius", time.Date(2026, 7, 12, 7, 0, 0, 0, time.UTC), "2026-07-12T10:00:00"},
		{"an hour before the clocks go forward", "Europe/Vilnius", time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC), "2026-03-29T02:30:00"},
		{"when they have", "Europe/Vilnius", time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), "2026-03-29T04:00:00"},
		{"in the hour that comes twice, the first time", "Europe/Vilnius", time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), "2026-10-25T00:30:00Z"},
		{"in the hour that comes twice, again", "Europe/Vilnius", time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), "2026-10-25T01:30:00Z"},
		{"an hour after it", "Europe/Vilnius", time.Date(2026, 10, 25, 2, 0, 0, 0, time.UTC), "2026-10-25T04:00:00"},
		{"where winter is the time that is shifted", "Europe/Dublin", time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC), "2026-12-01T10:00:00"},
		{"south of the equator", "America/Santiago", time.Date(2026, 12, 1, 13, 0, 0, 0, time.UTC), "2026-12-01T10:00:00"},
		{"where the clocks never change", "Africa/Dakar", time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), "2026-06-01T10:00:00"},
		{"without a zone", "", time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), "2026-06-01T10:00:00Z"},
	} {
		e := board()
		e.Zone, e.Starts, e.Ends = test.zone, test.starts, test.starts.Add(time.Hour)
		got := client.show(t, invitation(t, e, "")).Events[0]
		if want := test.starts.UTC().Format("2006-01-02T15:04:05.000Z"); got.Wall != test.wall || got.Starts != want {
			t.Errorf("%s: %s on the clock, which is %s; want %s, which is %s", test.name, got.Wall, got.Starts, test.wall, want)
		}
	}
}

func TestAFeedShowsEventsAndNobodyOfThem(t *testing.T) {
	second := board()
	second.UID, second.Zone, second.Cancelled = "other@example.org", "Europe/Rome", true
	text, err := calendar.Feed("AURORA, my meetings", []calendar.Event{board(), second})
	if err != nil {
		t.Fatal(err)
	}
	got := newClient(t).show(t, string(text))
	if want := (head{"AURORA, my meetings", "PUBLISH", "PT1H"}); got.Calendars[0] != want {
		t.Errorf("the feed is %+v, want %+v", got.Calendars[0], want)
	}
	if len(got.Events) != 2 || got.Events[0].Starts != got.Events[1].Starts || got.Events[1].Status != "CANCELLED" {
		t.Errorf("the feed shows %+v", got.Events)
	}
	if !strings.Contains(string(text), "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n") {
		t.Errorf("the feed says not how often to fetch it:\n%s", text)
	}
	if strings.Contains(string(text), "mailto") {
		t.Errorf("the feed names people:\n%s", text)
	}
}

func TestAnEmptyFeedIsOne(t *testing.T) {
	text, err := calendar.Feed("nothing yet", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := newClient(t).show(t, string(text)); got.Calendars[0].Name != "nothing yet" {
		t.Errorf("read as %+v", got)
	}
}

func TestWhatIsNoEventIsRefused(t *testing.T) {
	for _, test := range []struct {
		name   string
		method string
		change func(*calendar.Event)
	}{
		{"without a UID", "", func(e *calendar.Event) { e.UID = "\x00" }},
		{"without a time", "", func(e *calendar.Event) { e.Starts = time.Time{} }},
		{"not yet written", "", func(e *calendar.Event) { e.Stamp = time.Time{} }},
		{"that ends before it starts", "", func(e *calendar.Event) { e.Ends = e.Starts.Add(-time.Second) }},
		{"before the first", "", func(e *calendar.Event) { e.Sequence = -1 }},
		{"in a zone that is none", "", func(e *calendar.Event) { e.Zone = "Europe/Nowhere" }},
		{"called by nobody", "", func(e *calendar.Event) { e.Organizer = calendar.Party{} }},
		{"to what is no address", "", func(e *calendar.Event) { e.Attendees[0].Address = "a@b\r\nATTENDEE:x" }},
		{"to a name and an address in one", "", func(e *calendar.Event) { e.Attendees[0].Address = "Ann <a@example.org>" }},
		{"by a method that is none", "REQUEST\r\nX:1", func(*calendar.Event) {}},
	} {
		e := board()
		test.change(&e)
		if text, err := calendar.Invitation(e, test.method); err == nil {
			t.Errorf("an event %s was written:\n%s", test.name, text)
		}
	}
}
