package sheet

import (
	"bytes"
	"io"
	"slices"
)

// Separators lists what may stand between cells, by the name that the words
// use. Of two that fit equally well the earlier one is taken: a comma is the
// likeliest to stand inside a cell.
var Separators = []struct {
	Name  string
	Comma rune
}{{"tab", '\t'}, {"semicolon", ';'}, {"pipe", '|'}, {"comma", ','}}

// guessComma takes the separator that cuts the rows into equally many cells.
func guessComma(text []byte, ended bool) (comma rune, sure bool) {
	if rest, found := bytes.CutPrefix(text, []byte("sep=")); found && len(rest) > 1 && (rest[1] == '\r' || rest[1] == '\n') {
		return rune(rest[0]), true
	}
	if len(text) > 64<<10 {
		text, ended = text[:64<<10], false
	}
	cut, first := make([][]Row, len(Separators)), 0
	for i, s := range Separators {
		cut[i], _ = someRows(text, s.Comma, ended)
		if at := slices.IndexFunc(cut[i], func(r Row) bool { return len(r.Cells) > 1 }); at >= 0 && (first == 0 || cut[i][at].Number < first) {
			first = cut[i][at].Number
		}
	}
	comma, best, second := ',', 0.0, 0.0
	for i, s := range Separators {
		fit := evenness(cut[i], first)
		if fit > best {
			comma, best, second = s.Comma, fit, best
		} else if fit > second {
			second = fit
		}
	}
	return comma, best > 0.5 && second < 0.95*best || best > 0 && comma == '\t'
}

// evenness is the share of rows that have the usual number of cells, at least
// two; half as much if the first row that any separator cuts has not. A decimal
// comma looks like an even separator, but not in the headings.
func evenness(rows []Row, first int) float64 {
	rows = slices.DeleteFunc(rows, func(r Row) bool { return r.Number < first })
	usual := usualWidth(rows, func(r Row) int { return len(r.Cells) })
	if usual < 2 {
		return 0
	}
	even := 0
	for _, r := range rows {
		if len(r.Cells) == usual {
			even++
		}
	}
	share := float64(even) / float64(len(rows))
	if len(rows[0].Cells) != usual {
		return share / 2
	}
	return share
}

// usualWidth is the commonest width of rows, the larger of two equally common.
func usualWidth(rows []Row, width func(Row) int) int {
	count := map[int]int{}
	usual := 0
	for _, r := range rows {
		count[width(r)]++
	}
	for w, n := range count {
		if n > count[usual] || n == count[usual] && w > usual {
			usual = w
		}
	}
	return usual
}

// someRows reads the rows of a sample as far as they can be read.
func someRows(text []byte, comma rune, ended bool) (rows []Row, err error) {
	reader, err := newRecords(bytes.NewReader(text), About{Comma: comma}, Standard)
	for err == nil {
		var row Row
		if row, err = reader.next(); err == nil {
			row.Cells = slices.Clone(row.Cells)
			rows = append(rows, row)
		}
	}
	if !ended && len(rows) > 1 {
		rows = rows[:len(rows)-1] // the sample cuts the last one
	}
	if err == io.EOF {
		err = nil
	}
	return rows, err
}

// A heading is looked for in the first rows only.
const headingRows = 20

// guessHeader takes the first row that is about as full as the others, unless
// it holds figures other than years. It is sure when figures stand below.
func guessHeader(rows []Row) (number int, sure bool) {
	usual := usualWidth(rows, func(r Row) int { return filled(r.Cells) })
	for i, r := range rows[:min(len(rows), headingRows)] {
		if float64(distinct(r.Cells)) < 0.6*float64(usual) {
			continue
		}
		if slices.ContainsFunc(r.Cells, isFigure) {
			return 0, true
		}
		for _, below := range rows[i+1 : min(len(rows), i+1+headingRows)] {
			if slices.ContainsFunc(below.Cells, isFigure) {
				return r.Number, true
			}
		}
		return r.Number, false
	}
	return 0, false
}

func filled(cells []string) (n int) {
	for _, c := range cells {
		if trim(c) != "" {
			n++
		}
	}
	return n
}

// distinct counts different texts: a title over merged cells is only one.
func distinct(cells []string) int {
	seen := map[string]bool{}
	for _, c := range cells {
		if c = trim(c); c != "" {
			seen[c] = true
		}
	}
	return len(seen)
}

// isFigure says whether the cell holds a number that is not a year.
func isFigure(cell string) bool {
	cell = unflagged(trim(cell))
	if len(cell) == 4 && cell >= "1900" && cell <= "2100" {
		return false
	}
	return styleOf(cell) != 0
}

// cellsBelow goes through the cells below the headings.
func cellsBelow(rows []Row, header int) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, r := range rows {
			for _, c := range r.Cells {
				if r.Number > header && !yield(c) {
					return
				}
			}
		}
	}
}
