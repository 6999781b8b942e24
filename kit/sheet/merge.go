package sheet

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
)

// merges are the merged cells of a sheet. The file keeps their text in the
// first cell only, but it is meant for all: a heading above three columns
// heads each of them. A number is not repeated, so that no sum counts it twice.
type merges struct {
	waiting []merge // by their first row
	open    []merge
}

type merge struct {
	top, left, bottom, right int
	text                     string
}

// mostMerges is far beyond what people merge by hand.
const mostMerges = 1 << 18

// readMerges finds the merged cells, which stand behind the rows, without
// parsing these.
func (b *book) readMerges(part string) (merges, error) {
	content, err := b.archive.open(part)
	if err != nil {
		return merges{}, err
	}
	defer content.Close()
	var m merges
	tags := bufio.NewReaderSize(content, 64<<10)
	for {
		tag, err := tags.ReadSlice('<')
		if _, rest, found := bytes.Cut(tag, []byte("mergeCell ")); found && len(rest) < 500 {
			m.add(string(rest))
		}
		if len(m.waiting) > mostMerges {
			return merges{}, refuse("sheet.workbook-broken", "part", part)
		}
		if err == io.EOF {
			slices.SortFunc(m.waiting, func(a, b merge) int { return a.top - b.top })
			return m, nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return merges{}, broken(part, err)
		}
	}
}

// add takes the merge of a tag such as ref="A1:C2"; others are left alone.
func (m *merges) add(attributes string) {
	_, rest, _ := strings.Cut(attributes, `ref="`)
	reference, _, _ := strings.Cut(rest, `"`)
	from, to, found := strings.Cut(reference, ":")
	one := merge{top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to)}
	if found && one.top > 0 && one.left > 0 && one.bottom >= one.top && one.right >= one.left {
		m.waiting = append(m.waiting, one)
	}
}

// rowOf returns the row that a reference such as "AB12" names, 0 for none.
func rowOf(reference string) int {
	digits := strings.TrimLeft(reference, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
	row, err := strconv.Atoi(digits)
	if err != nil || row > maxRows {
		return 0
	}
	return row
}

// fill writes the text of merged cells into the cells of the row that they
// cover. A row without cells of its own stays empty.
func (m *merges) fill(c *cells) {
	for len(m.waiting) > 0 && m.waiting[0].top <= c.row {
		one := m.waiting[0]
		m.waiting = m.waiting[1:]
		if one.top == c.row && one.left <= len(c.cells) && !c.typed[one.left-1] && c.cells[one.left-1] != "" {
			one.text = c.cells[one.left-1]
			m.open = append(m.open, one)
		}
	}
	m.open = slices.DeleteFunc(m.open, func(one merge) bool { return one.bottom < c.row })
	if len(c.cells) == 0 {
		return
	}
	for _, one := range m.open {
		for column := one.left; column <= min(one.right, c.limits.Columns); column++ {
			if column > len(c.cells) || c.cells[column-1] == "" {
				c.put(column, one.text, false)
			}
		}
	}
}
