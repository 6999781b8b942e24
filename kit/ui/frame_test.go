package ui_test

import (
	"bytes"
	"strings"
	"testing"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
)

func TestAPageIsCalledAfterItselfThenItsPlace(t *testing.T) {
	for _, c := range []struct {
		name  string
		frame ui.Frame
		want  string
	}{
		{"a page of a place", ui.Frame{Title: "Members", Brand: ui.Brand{Name: "AURORA"}}, "Members – AURORA"},
		{"a form that was refused", ui.Frame{Title: "Sign in", Brand: ui.Brand{Name: "AURORA"}, Problems: &ui.Problems{}}, "Error: Sign in – AURORA"},
		{"the front page of a place", ui.Frame{Title: "AURORA", Brand: ui.Brand{Name: "AURORA"}}, "AURORA"},
		{"a page without a place", ui.Frame{Title: "Members"}, "Members"},
		{"a page without a title", ui.Frame{Brand: ui.Brand{Name: "AURORA"}}, "AURORA"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := pages(t).In(plain(t)).Write(&b, c.frame, "gallery/part", ui.Empty{}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), "<title>"+c.want+"</title>") {
				t.Errorf("title: want %q in\n%s", c.want, b.String()[:300])
			}
		})
	}
}

func TestTheYearLineFillsWithTheMonths(t *testing.T) {
	for _, c := range []struct {
		name  string
		month int
		want  string
	}{
		{"January", 1, "n, , , , , , , , , , , "},
		{"November", 11, "y,y,y,y,y,y,y,y,y,y,n, "},
		{"no month given", 0, " , , , , , , , , , , , "},
	} {
		year := ui.Frame{Month: c.month}.Year()
		if got := strings.Join(year[:], ","); got != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestARefusalStandsInTheSummaryAndAtItsField(t *testing.T) {
	words := spoken(t, "en")
	err := fault.Many{fault.New(fault.Invalid, "web.too-large").On("name"), fault.New(fault.Invalid, "web.not-found")}
	problems, fields := ui.Refused(words, err)
	if len(problems.Items) != 2 || problems.Items[0].Href != "#name" || problems.Items[1].Href != "" {
		t.Errorf("summary: got %+v", problems.Items)
	}
	if fields["name"] != words.T("web.too-large") || len(fields) != 1 {
		t.Errorf("fields: got %v", fields)
	}
}

func TestNothingIsWrittenOfAPageThatFails(t *testing.T) {
	var b bytes.Buffer
	err := pages(t).In(plain(t)).Write(&b, lean(), "gallery/part", "not a part")
	if err == nil || b.Len() > 0 {
		t.Errorf("got %v and %d bytes, want an error and nothing written", err, b.Len())
	}
}

func TestWhatPeopleWriteStaysText(t *testing.T) {
	var b bytes.Buffer
	evil := ui.Chips{Items: []ui.Chip{{Text: `<script>alert(1)</script>`, Remove: "javascript:alert(1)"}}}
	if err := pages(t).In(plain(t)).WritePiece(&b, "gallery/part", evil); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "<script>") || strings.Contains(got, "javascript:") {
		t.Errorf("got %s", got)
	}
}
