package body

import (
	"testing"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Tests rule body.body.
func TestWhatCannotBeTakenOfABody(t *testing.T) {
	good := Body{Code: "WG-YOUTH", Kind: "working_group", Name: lang.Text{"lt": "Jaunimas"}, Languages: "lt en", Documents: "en", Source: "BOARD 2026/1", From: "2026-01-01"}
	for _, test := range []struct {
		name, want string
		change     func(*Body)
	}{
		{"all is there", "", func(*Body) {}},
		{"a code with a space", "body.code", func(b *Body) { b.Code = "WG YOUTH" }},
		{"no such kind", "body.kind", func(b *Body) { b.Kind = "party" }},
		{"no name", "body.name", func(b *Body) { b.Name = lang.Text{"en": "  "} }},
		{"a language that is none", "body.languages", func(b *Body) { b.Languages = "lt xx" }},
		{"documents in a language that is none", "body.languages", func(b *Body) { b.Documents = "english" }},
		{"a day that is none", "network.day", func(b *Body) { b.From = "2026-02-30" }},
		{"the end before the beginning", "body.order", func(b *Body) { b.To = "2025-12-31" }},
		{"no source", "body.source", func(b *Body) { b.Source = " " }},
	} {
		b := good
		test.change(&b)
		if got := fault.ID(b.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule body.contact.
func TestWhatCannotBeTakenOfContactData(t *testing.T) {
	for _, test := range []struct {
		name, want string
		r          Reached
	}{
		{"nothing at all", "", Reached{}},
		{"everything", "", Reached{Email: "ona@gintara.example", Phone: "+370 (600) 00-000", Languages: "lt en", Topics: "digital"}},
		{"an address with a name", "body.email", Reached{Email: "Ona <ona@gintara.example>"}},
		{"an address with a second line", "body.email", Reached{Email: "ona@gintara.example\r\nBCC:all@gintara.example"}},
		{"a telephone without a country", "body.phone", Reached{Phone: "8 600 00000"}},
		{"a language that is none", "body.languages", Reached{Languages: "klingon"}},
		{"a topic of nobody", "body.topics", Reached{Topics: "gossip"}},
	} {
		if got := fault.ID(test.r.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTheDirectoryIsSearchedByNameTopicLanguageAndCountry(t *testing.T) {
	e := Entry{Contact: Contact{Person: network.Person{Name: "Eglė Gintarienė"}, Organisation: network.Organisation{Country: "LT"}, Languages: "en lt", Topics: "digital mobility"}}
	for _, test := range []struct {
		name string
		q    Query
		want bool
	}{
		{"everybody", Query{}, true},
		{"without marks", Query{Words: "egle"}, true},
		{"another name", Query{Words: "egle petraite"}, false},
		{"a topic", Query{Topic: "mobility"}, true},
		{"a part of a topic", Query{Topic: "mobil"}, false},
		{"a language", Query{Language: "lt", Country: "LT"}, true},
		{"another country", Query{Language: "lt", Country: "LV"}, false},
	} {
		if got := test.q.Matches(e); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// The charter of Aurora names two vice-chairs; a charter that names fewer
// would have fewer.
func TestViceChairsAreAsManyAsTheCharterNames(t *testing.T) {
	b := Body{From: "2020-01-01"}
	first := Seat{ID: "1", Organisation: "a", Person: "p", Role: "first_vice", From: "2026-01-01"}
	second := Seat{ID: "2", Organisation: "b", Person: "q", Role: "second_vice", From: "2026-01-01"}
	if err := second.Check(b, []Seat{first}, Limits{1, 1, 1}); fault.ID(err) != "body.vices" {
		t.Errorf("a second vice-chair where the charter names one: %v", err)
	}
	if err := second.Check(b, []Seat{first}, Limits{1, 1, -1}); err != nil {
		t.Errorf("a second vice-chair where the charter does not say: %v", err)
	}
	if err := (Seat{Role: "member", From: "2026-01-01"}).Check(b, nil, Limits{}); fault.ID(err) != "body.seat.nobody" {
		t.Errorf("a seat of nobody: %v", err)
	}
}
