package meeting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pesnet/kit/fault"
	"pesnet/network"
)

func whole() Meeting {
	return Meeting{Kind: "regular", Mode: "hybrid", Place: "Copenhagen", Zone: "Europe/Copenhagen", Starts: in("Europe/Copenhagen", time.December, 4, 9, 30), Ends: in("Europe/Copenhagen", time.December, 4, 16, 0)}
}

// Tests rule meeting.whole.
func TestAMeetingIsWhole(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Meeting)
		want   string
	}{
		{"right", func(*Meeting) {}, ""},
		{"online without a place", func(m *Meeting) { m.Mode, m.Place = "online", "" }, ""},
		{"on site without a place", func(m *Meeting) { m.Mode, m.Place = "onsite", " " }, "meeting.whole.place"},
		{"it ends before it begins", func(m *Meeting) { m.Ends = m.Starts.Add(-time.Hour) }, "meeting.whole.ends"},
		{"it lasts four days", func(m *Meeting) { m.Ends = m.Starts.AddDate(0, 0, 4) }, "meeting.whole.ends"},
		{"no time zone", func(m *Meeting) { m.Zone = "Europe/Atlantis" }, "meeting.whole.zone"},
		{"a link that is a script", func(m *Meeting) { m.Link = "javascript:alert(1)" }, "meeting.whole.link"},
		{"no day", func(m *Meeting) { m.Starts = time.Time{} }, "meeting.whole.starts"},
		{"a mode of its own", func(m *Meeting) { m.Mode = "dream" }, "meeting.whole.mode"},
		{"two lines of title", func(m *Meeting) { m.Title = "Board\r\nBcc: all" }, "meeting.whole.long"},
	} {
		m := whole()
		test.change(&m)
		if got := fault.ID(m.Check()); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule meeting.item.
func TestAnItemHasATitleAndTime(t *testing.T) {
	for _, test := range []struct {
		name string
		item Item
		want string
	}{
		{"right", Item{Title: "Budget", Ask: "adopt", Duration: 30}, ""},
		{"a standing one", Item{Standing: Opening}, ""},
		{"without a title", Item{Duration: 30}, "meeting.item.title"},
		{"a standing of its own", Item{Standing: "lunch"}, "meeting.item.title"},
		{"asked to cook", Item{Title: "Lunch", Ask: "cook"}, "meeting.item.ask"},
		{"two days", Item{Title: "Budget", Duration: 48 * 60}, "meeting.item.duration"},
	} {
		if got := fault.ID(test.item.Check()); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule meeting.standing.
func TestStandingItemsComeByThemselves(t *testing.T) {
	kinds := func(agenda []Item) (all []string) {
		for i, item := range agenda {
			if item.Position != i+1 {
				t.Errorf("item %d has the position %d", i+1, item.Position)
			}
			all = append(all, item.Standing+item.Title)
		}
		return all
	}
	agenda := WithStanding(Lines("Budget; 45\n\n  Figures of 2026 \nPeople; places; 20\n"), true)
	if got := kinds(agenda); !slices.Equal(got, []string{"opening", "previous", "Budget", "Figures of 2026", "People; places", "other"}) {
		t.Errorf("got %v", got)
	}
	if agenda[2].Duration != 45 || agenda[3].Duration != usual || agenda[4].Duration != 20 {
		t.Errorf("durations: %+v", agenda)
	}
	if again := WithStanding(agenda, true); len(again) != len(agenda) {
		t.Errorf("added twice: %v", kinds(again))
	}
	if got := kinds(WithStanding(nil, false)); !slices.Equal(got, []string{"opening", "other"}) {
		t.Errorf("where all minutes are approved: %v", got)
	}
	times := Times(in("UTC", 12, 4, 9, 30), agenda)
	if got := times[3].Format("15:04"); got != "10:35" {
		t.Errorf("the fourth item begins at %s, want 10:35", got)
	}
}

func TestItemsMoveByOnePlace(t *testing.T) {
	agenda := numbered([]Item{{ID: "a"}, {ID: "b"}, {ID: "c"}})
	order := func(all []Item) (text string) {
		for _, i := range all {
			text += i.ID + fmt.Sprint(i.Position)
		}
		return text
	}
	for _, test := range []struct {
		id   string
		by   int
		want string
	}{{"b", -1, "b1a2c3"}, {"b", 1, "a1c2b3"}, {"a", -1, "a1b2c3"}, {"c", 1, "a1b2c3"}, {"x", 1, "a1b2c3"}, {"b", 2, "a1b2c3"}} {
		if got := order(Moved(agenda, test.id, test.by)); got != test.want {
			t.Errorf("%s by %d: got %s, want %s", test.id, test.by, got, test.want)
		}
	}
}

// Tests rule meeting.state.
func TestStatesFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state, path := Draft, []string{Draft}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			next := rapid.SampledFrom(States).Draw(t, "next")
			if Passes(state, next) == nil {
				state, path = next, append(path, next)
			}
		}
		before := func(a, b string) bool { return slices.Index(path, a) < slices.Index(path, b) }
		for _, must := range [][2]string{{Announced, Held}, {Held, MinutesDrafted}, {MinutesDrafted, Circulated}, {Circulated, Approved}, {Announced, Postponed}} {
			if slices.Contains(path, must[1]) && (!slices.Contains(path, must[0]) || !before(must[0], must[1])) {
				t.Fatalf("%s without %s before it: %v", must[1], must[0], path)
			}
		}
		for _, end := range []string{Cancelled, Approved} {
			if i := slices.Index(path, end); i >= 0 && i < len(path)-1 {
				t.Fatalf("something follows %s: %v", end, path)
			}
		}
		if slices.Contains(path, Held) && (slices.Contains(path, Cancelled) || slices.Index(path[slices.Index(path, Held):], Postponed) >= 0) {
			t.Fatalf("a meeting that was held went off: %v", path)
		}
	})
}

func seats(list ...string) (all []Presence) {
	for i, one := range list {
		seat, rest, _ := strings.Cut(one, " ")
		organisation, present, _ := strings.Cut(rest, " ")
		all = append(all, Presence{Person: fmt.Sprint("p", i), Organisation: organisation, Seat: seat, Present: present})
	}
	return all
}

// Tests rules meeting.quorum, meeting.alternate.
func TestSeatsCountNotPeople(t *testing.T) {
	for _, test := range []struct {
		name, value   string
		all           []Presence
		there, needed int
		met           bool
	}{
		{"the member is there", "majority", seats("member a room", "alternate a absent", "member b absent"), 1, 2, false},
		{"the alternate beside the member does not count", "majority", seats("member a room", "alternate a room", "member b absent"), 1, 2, false},
		{"the alternate in the place of the member counts", "majority", seats("member a excused", "alternate a online", "member b room"), 2, 2, true},
		{"who chairs has no second vote", "majority", seats("chair a room", "member a room", "member b absent", "member c absent"), 1, 2, false},
		{"advisers and observers do not count", "1", seats("adviser a room", "observer b room", "member c absent"), 0, 1, false},
		{"two thirds of four are three", "2/3", seats("member a room", "member b online", "member c absent", "member d absent"), 2, 3, false},
		{"half of four", "50%", seats("member a room", "member b online", "member c absent", "member d absent"), 2, 2, true},
		{"an organisation with two seats", "majority", seats("member a room", "member a room", "member b absent"), 2, 2, true},
		{"a vacant seat with an alternate", "majority", seats("alternate a room"), 1, 1, true},
	} {
		charter := network.Charter{{Rule: "board.quorum", Value: test.value}}
		q := QuorumOn(charter, "board", "2026-12-04", test.all)
		if q.There != test.there || q.Needed != test.needed || q.Met() != test.met {
			t.Errorf("%s: %d there, %d needed, met %v; want %d, %d, %v", test.name, q.There, q.Needed, q.Met(), test.there, test.needed, test.met)
		}
		if votes := Votes(test.all); len(votes) != test.there {
			t.Errorf("%s: %d votes, want as many as seats taken", test.name, len(votes))
		}
	}
	if q := QuorumOn(nil, "working_group", "2026-12-04", seats("member a absent")); q.Laid || !q.Met() {
		t.Errorf("a charter that lays down none: %+v", q)
	}
	if q := QuorumOn(network.Charter{{Rule: "board.quorum", Value: "most"}}, "board", "2026-12-04", nil); q.Laid {
		t.Errorf("a value that nobody can count: %+v", q)
	}
}

func TestRepliesMakeAForecast(t *testing.T) {
	all := []Presence{{Person: "1", Organisation: "a", Seat: "member", Reply: "no"}, {Person: "2", Organisation: "a", Seat: "alternate", Reply: "yes"}, {Person: "3", Organisation: "b", Seat: "member", Reply: "maybe"},
		{Person: "4", Organisation: "c", Seat: "member"}, {Person: "5", Organisation: "d", Seat: "member", Reply: "no"}, {Person: "6", Organisation: "d", Seat: "alternate"}}
	f := ForecastOn(network.Charter{{Rule: "board.quorum", Value: "majority"}}, "board", "2026-12-04", all)
	if f.Yes != 1 || f.Maybe != 1 || f.Silent != 1 || f.No != 1 || f.Seats != 4 || f.Needed != 3 || f.Met() {
		t.Errorf("%+v", f)
	}
}

// Tests rule meeting.series.
func TestASeriesHasItsDays(t *testing.T) {
	days := func(s Series) (text string) {
		for _, d := range s.Dates() {
			text += d.Format("01-02 ")
		}
		return text
	}
	for _, test := range []struct {
		name string
		rule Series
		want string
	}{
		{"every second month's first Friday", Series{"month", 2, 1, 5, "2026-01-03", 4}, "02-06 04-03 06-05 08-07 "},
		{"the first is on the day itself", Series{"month", 1, 1, 5, "2026-01-02", 2}, "01-02 02-06 "},
		{"the last Tuesday, of four or five", Series{"month", 1, 5, 2, "2026-01-01", 3}, "01-27 02-24 03-31 "},
		{"every third week on a Monday", Series{"week", 3, 0, 1, "2026-03-20", 3}, "03-23 04-13 05-04 "},
	} {
		if got := days(test.rule); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	for name, rule := range map[string]Series{"meeting.series.count": {"month", 1, 1, 1, "2026-01-01", 25}, "meeting.series.from": {"month", 1, 1, 1, "", 2}, "meeting.series.unit": {"day", 1, 1, 1, "2026-01-01", 2}, "meeting.series.every": {"month", 0, 1, 1, "2026-01-01", 2}} {
		if got := fault.ID(rule.Check()); got != name {
			t.Errorf("got %q, want %q", got, name)
		}
	}
}

// Tests rule meeting.paper.
func TestAPaperIsWhatItsNameSays(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"Plan.pdf", "%PDF-1.7 …", ""}, {"C:\\papers\\Plan.DOCX", "PK\x03\x04…", ""}, {"list.csv", "a,b\n", ""},
		{"Plan.pdf", "<html>", "meeting.paper.other"}, {"page.html", "<html>", "meeting.paper.kind"}, {"run.exe", "MZ", "meeting.paper.kind"}, {"Plan.pdf", "", "meeting.paper.none"}, {"list.txt", "a\x00b", "meeting.paper.other"},
	} {
		p, err := Paper{}.read(test.name, []byte(test.content))
		if fault.ID(err) != test.want || strings.ContainsAny(p.Name, `\/`) {
			t.Errorf("%s: got %q as %q, want %q", test.name, fault.ID(err), p.Name, test.want)
		}
	}
	if _, err := (Paper{}).read("a.txt", make([]byte, MostPaper+1)); fault.ID(err) != "meeting.paper.large" {
		t.Errorf("too large: %v", err)
	}
	var all []Paper
	for _, instead := range []string{"", "", "2a", "2a"} {
		p, err := Paper{Item: "i"}.numbered(2, all, instead)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	var labels []string
	for _, p := range all {
		labels = append(labels, p.Label(all))
	}
	if got := strings.Join(labels, ", "); got != "2a, 2b, 2a rev 1, 2a rev 2" {
		t.Errorf("got %s", got)
	}
	if got := all[0].Label(all[:1]); got != "2" {
		t.Errorf("the only paper is called %s, want 2", got)
	}
}
