// Package world is what the demo world knows about figures: a small table of
// real public ones, and a way to invent those of fictional services.
//
// Real figures are of countries (Area) and name their source; invented ones
// are of organisations whose code begins with AUR- or VAL-. The two never
// meet in one row.
package world

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"pesnet/kit/tsv"
)

//go:embed *.tsv
var tables embed.FS

// Source and Vintage are those of the real figures.
const (
	Source  = "Eurostat; European Commission, labour market policy database; via the Joint Assessment Framework"
	Vintage = "2025-10-20"
)

// Text is one text in several languages, by the code of the language.
type Text map[string]string

// Series says what a code of a figure means.
type Series struct {
	Code       string
	Kind       string // context: yearly, per cent; base: counts from which indicators are computed
	Basis      string // survey, employers, programmes, register or asked
	Key        string // its code in the Joint Assessment Framework
	Unit       string // PC per cent, NR number
	Better     string // up, down or nothing
	Name       Text
	Definition Text
}

// Names returns the series of the demo world.
func Names() ([]Series, error) {
	rows, err := tsv.Read(tables, "names.tsv")
	var all []Series
	for _, row := range rows {
		all = append(all, Series{
			Code: row.Get("code"), Kind: row.Get("kind"), Basis: row.Get("basis"), Key: row.Get("key"), Unit: row.Get("unit"),
			Better: row.Get("better"), Name: row.Each("name"), Definition: row.Each("definition"),
		})
	}
	return all, err
}

// Figure is one figure, real or invented.
type Figure struct {
	Series     string // code of Names
	Area       string // ISO 3166-1 or EU27_2020; empty where Org is set
	Org        string // of an invented figure
	Freq       string // A or M
	Period     string // "2024" or "2024-03"
	Sex        string // F, M or, for the total, nothing
	Age        string // Y_LT25, Y25-49, Y_GE50 or nothing
	Education  string // ED0-2, ED3_4, ED5-8 or nothing
	Value      float64
	Missing    bool // never a zero
	Flags      string
	Unreleased bool // the member's own, not yet open to others
}

// Context returns the real public figures, by indicator, area and year.
func Context() ([]Figure, error) {
	rows, err := tsv.Read(tables, "context.tsv")
	if err != nil {
		return nil, err
	}
	var all []Figure
	for _, row := range rows {
		for _, year := range row.Heads()[2:] {
			f := Figure{Series: row.Get("indicator"), Area: row.Get("area"), Freq: "A", Period: year}
			if err := f.read(row.Get(year)); err != nil {
				return nil, fmt.Errorf("context.tsv, line %d, %s: %w", row.Line, year, err)
			}
			all = append(all, f)
		}
	}
	return all, nil
}

// A cell is written as Eurostat writes it: the value, then its flags.
func (f *Figure) read(cell string) error {
	number := strings.TrimRight(cell, "bcdefpsuz")
	f.Flags = cell[len(number):]
	if number == ":" {
		f.Missing = true
		return nil
	}
	v, err := strconv.ParseFloat(number, 64)
	f.Value = v
	return err
}
