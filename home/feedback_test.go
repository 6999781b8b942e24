package home

import (
	"strings"
	"testing"
	"time"

	"pesnet/kit/fault"
)

// Tests rule home.feedback.
func TestWhatFeedbackIsTaken(t *testing.T) {
	good := Feedback{Kind: "idea", Text: "Show the median first."}
	for _, test := range []struct {
		name   string
		change func(*Feedback)
		want   string
	}{
		{"a text of a kind", func(*Feedback) {}, ""},
		{"without a kind", func(f *Feedback) { f.Kind = "" }, "home.feedback.kind-missing"},
		{"only blanks", func(f *Feedback) { f.Text = " \n" }, "home.feedback.text-missing"},
		{"4,000 letters with marks", func(f *Feedback) { f.Text = strings.Repeat("ž", 4000) }, ""},
		{"4,001 letters", func(f *Feedback) { f.Text = strings.Repeat("ž", 4001) }, "home.feedback.text-long"},
		{"an address as long as a letter", func(f *Feedback) { f.Contact = strings.Repeat("x", 201) }, "home.feedback.contact-long"},
	} {
		f := good
		test.change(&f)
		err := f.Check()
		if got := ""; err != nil {
			got = fault.Of(err).ID
			if got != test.want {
				t.Errorf("%s: %s, want %q", test.name, got, test.want)
			}
		} else if test.want != "" {
			t.Errorf("%s: taken, want %s", test.name, test.want)
		}
	}
}

// Tests rule home.feedback-reply.
func TestTheDayOfTheAnswer(t *testing.T) {
	if got := answerBy(time.Date(2026, 11, 21, 19, 0, 0, 0, time.UTC)); got != "2026-12-21" {
		t.Errorf("written on 21 November, answered by %s, want 2026-12-21", got)
	}
}

// Tests rule home.feedback-pace.
func TestNobodyFloodsTheList(t *testing.T) {
	var p pace
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for i := range 5 {
		if err := p.take("192.0.2.1", at); err != nil {
			t.Fatalf("text %d refused: %v", i+1, err)
		}
	}
	if err := p.take("192.0.2.1", at.Add(59*time.Minute)); err == nil {
		t.Error("a sixth text within the hour was taken")
	}
	if err := p.take("192.0.2.2", at); err != nil {
		t.Errorf("another writer was refused: %v", err)
	}
	if err := p.take("192.0.2.1", at.Add(time.Hour)); err != nil {
		t.Errorf("after the hour: %v", err)
	}
}
