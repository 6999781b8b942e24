// Package tsv reads small tables that are kept in the program: tab-separated
// text with a heading line, where lines that begin with # are comments.
//
// It is for files that we write ourselves and that a test reads on every
// build; tables that people bring are read by kit/sheet, which trusts nothing.
package tsv

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Row is one line of a table.
type Row struct {
	Line  int // of the file, from 1
	heads []string
	cells []string
}

// Read returns the rows of a file. A heading that occurs twice and a row with
// more cells than headings are errors; cells left out at the end are empty.
func Read(files fs.FS, name string) ([]Row, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	rows, err := parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return rows, nil
}

func parse(text string) ([]Row, error) {
	var rows []Row
	var heads []string
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if heads == nil {
			if again := twice(cells); again != "" {
				return nil, fmt.Errorf("line %d: two columns are called %q", number, again)
			}
			heads = cells
			continue
		}
		if len(cells) > len(heads) {
			return nil, fmt.Errorf("line %d: %d cells under %d headings", number, len(cells), len(heads))
		}
		rows = append(rows, Row{Line: number, heads: heads, cells: cells})
	}
	return rows, nil
}

func twice(names []string) string {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return name
		}
	}
	return ""
}

// Heads are the headings of the table, in order.
func (r Row) Heads() []string { return r.heads }

// Get returns the cell under a heading. It panics when the table has no such
// column: that is a slip in our own code, found by the first test.
func (r Row) Get(head string) string {
	i := slices.Index(r.heads, head)
	if i < 0 {
		panic("tsv: no column " + strconv.Quote(head))
	}
	if i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// Yes tells whether the cell says yes.
func (r Row) Yes(head string) bool { return r.Get(head) == "yes" }

// List returns the words of a cell.
func (r Row) List(head string) []string { return strings.Fields(r.Get(head)) }

// Number returns the cell as a number; an empty cell is 0.
func (r Row) Number(head string) (float64, error) {
	text := r.Get(head)
	if text == "" {
		return 0, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("line %d: %s is no number: %q", r.Line, head, text)
	}
	return v, nil
}

// Each returns the cells of name_lt, name_ro, ... by what follows the
// underline; empty cells are left out.
func (r Row) Each(name string) map[string]string {
	all := map[string]string{}
	for i, head := range r.heads {
		if end, ok := strings.CutPrefix(head, name+"_"); ok && i < len(r.cells) && r.cells[i] != "" {
			all[end] = r.cells[i]
		}
	}
	return all
}
