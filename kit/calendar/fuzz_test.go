package calendar_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"pesnet/kit/calendar"
)

// Whatever people write as a title, a place, a text or a name: two parsers
// read the same again, and nothing of it becomes another line of the file.
// "make fuzz" looks for a text that does not hold.
func FuzzEvent(f *testing.F) {
	client := newClient(f)
	f.Add("Board", "Vilnius", "1. Minutes\n2. Plan", "Ann Example", "https://example.org/a", uint16(3), int64(1774940400))
	f.Add("a;b,c\\n:\"^'", "\r\nEND:VEVENT", "\n\n x\n", `O'Neill "Žyd", ^n; CN=x:y\`, "https://example.org/a b\r\nX:1", uint16(0), int64(0))
	f.Add(strings.Repeat("žą ", 60), strings.Repeat("😀", 40), strings.Repeat("\\,", 80), strings.Repeat("ș", 90), "x", uint16(1), int64(1792890000))
	f.Add("\x00\x1f\x7f\u0085\u2028\ufeff\t", "\xff\xfe half", " leading and trailing ", "\n", "", uint16(9), int64(-1))
	f.Fuzz(func(t *testing.T, title, place, text, name, url string, sequence uint16, at int64) {
		start := time.Unix(at%4_000_000_000, 0)
		e := calendar.Event{
			UID: "fuzz@example.org", Sequence: int(sequence), Starts: start, Ends: start.Add(time.Hour), Zone: "Europe/Vilnius", Stamp: start,
			Title: title, Place: place, Text: text, URL: url, Organizer: calendar.Party{Name: name, Address: "desk@example.org"},
			Attendees: []calendar.Party{{Name: name, Address: "a@example.org"}},
		}
		written := invitation(t, e, "")
		folded(t, written)
		want := []string{readable(title), readable(place), readable(text), blankless(readable(url))}
		own, err := ics.ParseCalendar(strings.NewReader(written))
		if err != nil || len(own.Events()) != 1 {
			t.Fatalf("read back: %v\n%q", err, written)
		}
		for i, property := range []ics.ComponentProperty{ics.ComponentPropertySummary, ics.ComponentPropertyLocation, ics.ComponentPropertyDescription, ics.ComponentPropertyUrl} {
			got := ""
			if p := own.Events()[0].GetProperty(property); p != nil {
				got = p.Value
			}
			if got != want[i] {
				t.Errorf("%s is read as %q, want %q", property, got, want[i])
			}
		}
		events := client.show(t, written).Events
		if len(events) != 1 {
			t.Fatalf("%d events of\n%q", len(events), written)
		}
		for i, got := range []string{events[0].Title, events[0].Place, events[0].Text, events[0].URL} {
			if got != want[i] {
				t.Errorf("ical.js reads %q, want %q", got, want[i])
			}
		}
		called := strings.TrimSpace(strings.NewReplacer("\n", " ", `\`, "/").Replace(readable(name)))
		if len(events[0].Attendees) != 1 || events[0].Attendees[0].Name != called || events[0].Organizer[0].Name != called {
			t.Errorf("ical.js reads %+v and %+v, want the name %q", events[0].Attendees, events[0].Organizer, called)
		}
		if got := events[0].Starts; got != start.UTC().Format("2006-01-02T15:04:05.000Z") {
			t.Errorf("it starts at %s, want %s", got, start.UTC())
		}
	})
}

// folded tells of lines that are too long, end otherwise, or hold halves of
// characters.
func folded(t *testing.T, written string) {
	t.Helper()
	for line := range strings.SplitAfterSeq(written, "\n") {
		bare := strings.TrimSuffix(line, "\r\n")
		if line != "" && (len(bare) == len(line) || len(bare) > 75 || !utf8.ValidString(bare) || strings.ContainsFunc(bare, unicode.IsControl)) {
			t.Errorf("a line of %d bytes: %q", len(bare), line)
		}
	}
}

// readable is what of a text a calendar can take.
func readable(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\t", " ", "\ufeff", "").Replace(strings.ToValidUTF8(text, "\ufffd"))
	var b strings.Builder
	for _, r := range text {
		if r == '\n' || !unicode.IsControl(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func blankless(text string) string {
	return strings.Join(strings.FieldsFunc(text, unicode.IsSpace), "")
}
