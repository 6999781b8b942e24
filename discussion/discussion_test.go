package discussion

import (
	"strings"
	"testing"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

func TestACodeIsOfItsName(t *testing.T) {
	for name, want := range map[string]string{"Județul Brad": "judetul-brad", "Žmonės – ir darbas!": "zmones-ir-darbas", "  ": "group", "Работа": "group", strings.Repeat("a", 90): strings.Repeat("a", 40)} {
		if got := codeOf(name); got != want {
			t.Errorf("%q is %q, not %q", name, got, want)
		}
	}
}

func TestAGroupIsHeldAgainstWhatItMayBe(t *testing.T) {
	good := Group{Kind: "topic", Name: lang.Text{"en": "Employers"}}
	if err := good.Check(); err != nil {
		t.Errorf("a good group: %v", err)
	}
	for field, g := range map[string]Group{
		"name":  {Kind: "topic"},
		"about": {Kind: "topic", Name: good.Name, About: lang.Text{"lt": strings.Repeat("ą", longestAbout+1)}},
		"kind":  {Kind: "country", Name: good.Name},
	} {
		if err := g.Check(); err == nil || fault.Of(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// Tests rule discussion.write.
func TestOneWritesWhereOneHasJoinedAndItIsOpen(t *testing.T) {
	for _, c := range []struct {
		says   string
		joined bool
		group  Group
		thread Thread
		want   string
	}{
		{"joined and open", true, Group{}, Thread{}, ""},
		{"not joined", false, Group{}, Thread{}, "discussion.write"},
		{"the group is closed", true, Group{Closed: "2026-01-01"}, Thread{}, "discussion.group.closed"},
		{"the thread is closed", true, Group{}, Thread{Closed: true}, "discussion.thread.closed"},
	} {
		if got := fault.ID(mayWrite(c.joined, c.group, c.thread)); got != c.want {
			t.Errorf("%s: %q, not %q", c.says, got, c.want)
		}
	}
}

// Tests rule discussion.hidden and rule discussion.hide.
func TestWhatIsHiddenIsReadByItsAuthorAndByWhoModerates(t *testing.T) {
	p, err := Post{Author: "ona"}.hide("mads", " insults ")
	if err != nil || p.Why != "insults" {
		t.Fatalf("hidden: %+v, %v", p, err)
	}
	for _, c := range []struct {
		reader    string
		moderates bool
		want      bool
	}{{"ona", false, true}, {"", false, false}, {"ion", false, false}, {"ion", true, true}} {
		if got := p.Readable(c.reader, c.moderates); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if _, err := (Post{}).hide("mads", "  "); err == nil {
		t.Error("a post is hidden without a reason")
	}
	erased := Post{Hidden: "mads"}
	if erased.Readable("", false) {
		t.Error("a stranger reads the hidden post of somebody who was erased")
	}
}

func TestParagraphsArePartedByEmptyLines(t *testing.T) {
	got := Post{Text: "One\r\n\r\nTwo\nthree\n\n\n"}.Paragraphs()
	if len(got) != 2 || got[1] != "Two\nthree" {
		t.Errorf("%q", got)
	}
}

func TestAnAnnouncementIsHeldAgainstWhatItMayBe(t *testing.T) {
	good := Announcement{Kind: "event", Title: lang.Text{"lt": "Mugė"}, Day: "2026-11-28", Last: "2026-11-29", Link: "https://a.example/x"}
	if err := good.Check(); err != nil {
		t.Fatalf("a good one: %v", err)
	}
	for field, change := range map[string]func(*Announcement){
		"kind":  func(a *Announcement) { a.Kind = "rumour" },
		"title": func(a *Announcement) { a.Title = nil },
		"day":   func(a *Announcement) { a.Day = "2026-11" },
		"last":  func(a *Announcement) { a.Last = "2026-11-27" },
		"link":  func(a *Announcement) { a.Link = "javascript:alert(1)" },
	} {
		a := good
		change(&a)
		if err := a.Check(); err == nil || fault.Of(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
