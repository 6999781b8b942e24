// Package world is what the demo world knows about networks, organisations
// and people: small tables beside this file, read into plain structs.
//
// Four networks are real and hold only what a document says, each fact with
// its source; AURORA and VALEA are fictional and carry everything invented.
// Codes of fictional organisations begin with AUR- or VAL-, no others do.
package world

import (
	"embed"
	"fmt"

	"pesnet/kit/tsv"
)

//go:embed *.tsv
var tables embed.FS

// Text is one text in several languages, by the code of the language.
type Text map[string]string

// World is the whole of it.
type World struct {
	Sources       []Source
	Networks      []Network
	Rules         []Rule
	Organisations []Organisation
	Memberships   []Membership
	People        []Person
	News          []News
}

// Load reads the tables of the program.
func Load() (*World, error) {
	w := &World{}
	for _, read := range []func() error{
		into(&w.Sources, "sources.tsv", source),
		into(&w.Networks, "networks.tsv", network),
		into(&w.Rules, "charter.tsv", rule),
		into(&w.Organisations, "organisations.tsv", organisation),
		into(&w.Memberships, "memberships.tsv", membership),
		into(&w.People, "people.tsv", person),
		into(&w.News, "news.tsv", news),
		w.addTexts,
		w.addProfiles,
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func into[T any](all *[]T, name string, one func(tsv.Row) T) func() error {
	return func() error {
		rows, err := tsv.Read(tables, name)
		for _, row := range rows {
			*all = append(*all, one(row))
		}
		return err
	}
}

// The texts of a network stand in a table of their own, one line each: five
// languages side by side are easier to compare than thirty columns.
func (w *World) addTexts() error {
	rows, err := tsv.Read(tables, "texts.tsv")
	if err != nil {
		return err
	}
	for _, row := range rows {
		n := w.network(row.Get("network"))
		if n == nil {
			return fmt.Errorf("texts.tsv, line %d: no network %q", row.Line, row.Get("network"))
		}
		n.texts[row.Get("part")] = languages(row)
	}
	for i := range w.Networks {
		w.Networks[i].spread()
	}
	return nil
}

func (w *World) network(code string) *Network {
	for i := range w.Networks {
		if w.Networks[i].Code == code {
			return &w.Networks[i]
		}
	}
	return nil
}

func languages(row tsv.Row) Text {
	t := Text{}
	for _, code := range row.Heads()[2:] {
		t[code] = row.Get(code)
	}
	return t
}

func (w *World) addProfiles() error {
	rows, err := tsv.Read(tables, "profiles.tsv")
	if err != nil {
		return err
	}
	byCode := map[string]*Organisation{}
	for i := range w.Organisations {
		byCode[w.Organisations[i].Code] = &w.Organisations[i]
	}
	for _, row := range rows {
		o := byCode[row.Get("organisation")]
		if o == nil {
			return fmt.Errorf("profiles.tsv, line %d: no organisation %q", row.Line, row.Get("organisation"))
		}
		o.Offices, o.Counsellors, o.KnownFor = whole(row, "offices"), whole(row, "counsellors"), row.Each("known")
	}
	return nil
}

func whole(row tsv.Row, head string) int {
	v, err := row.Number(head)
	if err != nil {
		panic("world: " + err.Error()) // our own table, read by every test
	}
	return int(v)
}
