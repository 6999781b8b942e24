package ui_test

import (
	"io"
	"strconv"
	"testing"

	"pesnet/kit/ui"
)

// A large page: a table of 31 rows and 20 columns in the full frame.
func BenchmarkALargePage(b *testing.B) {
	set := pages(b).In(plain(b))
	table := ui.Table{Caption: "Points", Scroll: true, Stick: true, Head: []ui.Cell{{Text: "Club"}}}
	for c := range 20 {
		table.Head = append(table.Head, ui.Cell{Text: strconv.Itoa(2000 + c), Number: true})
	}
	for range 31 {
		row := ui.Row{Cells: []ui.Cell{{Text: "Gintara", Head: true}}}
		for c := range 20 {
			row.Cells = append(row.Cells, ui.Cell{Text: strconv.Itoa(c) + ".5", Number: true})
		}
		table.Rows = append(table.Rows, row)
	}
	for b.Loop() {
		if err := set.Write(io.Discard, frame(), "gallery/part", table); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	words := plain(b)
	for b.Loop() {
		pages(b).In(words)
	}
}
