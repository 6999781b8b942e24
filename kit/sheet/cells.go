package sheet

import (
	"encoding/xml"
	"io"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

// cells reads the rows of a sheet.
type cells struct {
	book    *book
	part    string
	markup  *markup
	source  io.ReadCloser
	merges  merges
	limits  Limits
	decimal byte // with which the numbers are given

	read  *atomic.Int64
	size  int64
	row   int
	cells []string
	typed []bool // which cells are numbers, dates and truth values by themselves
	text  []byte
	bytes int  // of the row
	ahead bool // the row in cells has been read and not given
	ended bool
}

func openSheet(file *os.File, size int64, about About, limits Limits) (*cells, error) {
	b, err := openBook(file, size, limits)
	if err != nil {
		return nil, err
	}
	found, err := b.find(about.Sheet)
	if err != nil {
		return nil, err
	}
	return b.cells(found.part, about.Decimal, limits)
}

func (b *book) cells(part string, decimal byte, limits Limits) (*cells, error) {
	merges, err := b.readMerges(part)
	if err != nil {
		return nil, err
	}
	source, err := b.archive.open(part)
	if err != nil {
		return nil, err
	}
	counted := &counter{source: source}
	c := &cells{
		book: b, part: part, source: source, markup: newMarkup(counted, part), merges: merges,
		limits: limits, decimal: decimal, read: &counted.read, size: b.archive.size(part),
	}
	c.markup.tooLong = func() error { return c.fieldTooLong(len(c.cells) + 1) }
	return c, nil
}

func (c *cells) fieldTooLong(column int) error {
	return refuse("sheet.field-too-long", "row", c.row, "column", column, "limit", kilo(c.limits.Field))
}

func (c *cells) close() { c.source.Close() }

func (c *cells) next() (Row, error) {
	for !c.ahead {
		if err := c.advance(); err != nil {
			return Row{}, err
		}
		c.ahead = len(c.cells) > 0
	}
	c.ahead = false
	return Row{Number: c.row, Cells: c.cells}, nil
}

func (c *cells) skip(to int) error {
	for {
		if _, err := c.next(); err != nil {
			return err
		}
		if c.row > to {
			c.ahead = true
			return nil
		}
	}
}

// advance reads up to the end of the next row.
func (c *cells) advance() error {
	if c.ended {
		return io.EOF
	}
	c.cells, c.typed = c.cells[:0], c.typed[:0]
	c.bytes = 0
	for column := 0; ; {
		token, err := c.markup.next()
		if err != nil {
			return unexpectedEnd(c.part, err)
		}
		switch tag := token.(type) {
		case xml.StartElement:
			switch tag.Name.Local {
			case "row":
				if err := c.beginRow(tag); err != nil {
					return err
				}
			case "c":
				if column, err = c.cell(tag, column); err != nil {
					return err
				}
			}
		case xml.EndElement:
			switch tag.Name.Local {
			case "row":
				c.merges.fill(c)
				return nil
			case "sheetData":
				c.ended = true
				return io.EOF
			}
		}
	}
}

// beginRow takes the number that the row says it has; numbers only rise.
func (c *cells) beginRow(tag xml.StartElement) error {
	number := c.row + 1
	if said := attribute(tag, "r"); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil || n < number || n > maxRows {
			return refuse("sheet.cell-broken", "row", number, "column", 1)
		}
		number = n
	}
	c.row = number
	return nil
}

// cell reads one cell, puts it where it belongs and returns its column. Empty
// cells are not kept: many sheets have thousands that only have a colour.
func (c *cells) cell(tag xml.StartElement, before int) (column int, err error) {
	column = before + 1
	if said := attribute(tag, "r"); said != "" {
		if column = columnOf(said); column <= before || column > maxColumns {
			return 0, refuse("sheet.cell-broken", "row", c.row, "column", before+1)
		}
	}
	if c.text, err = c.markup.text(c.text[:0], "c", c.limits.Field); err != nil {
		return 0, err
	}
	value, typed, ok := c.value(string(c.text), attribute(tag, "t"), attribute(tag, "s"))
	switch {
	case !ok:
		return 0, refuse("sheet.cell-broken", "row", c.row, "column", column)
	case value == "":
		return column, nil
	case len(value) > c.limits.Field:
		return 0, c.fieldTooLong(column)
	case column > c.limits.Columns:
		return 0, refuse("sheet.too-many-columns", "row", c.row, "limit", c.limits.Columns)
	}
	if c.bytes += len(value); c.bytes > c.limits.Record {
		return 0, refuse("sheet.record-too-long", "row", c.row, "limit", kilo(c.limits.Record))
	}
	c.put(column, value, typed)
	return column, nil
}

func (c *cells) put(column int, value string, typed bool) {
	for len(c.cells) < column {
		c.cells = append(c.cells, "")
		c.typed = append(c.typed, false)
	}
	c.cells[column-1], c.typed[column-1] = value, typed
}

// value says what the cell shows, whether its author meant it as a text or
// not, in the manner of a text file: dates as ISO 8601, numbers exactly.
func (c *cells) value(raw, kind, style string) (text string, typed, ok bool) {
	switch kind {
	case "s":
		text, ok = c.book.texts.get(raw)
		return text, false, ok
	case "b":
		if raw == "1" || raw == "true" {
			return "TRUE", true, true
		}
		return "FALSE", true, true
	case "d":
		return raw, true, true
	case "", "n":
		text, typed = c.number(raw, style)
		return text, typed, true
	}
	return raw, false, true
}

// number writes a number as short as it can be without changing it: Excel
// keeps 0.1 as 0.10000000000000001.
func (c *cells) number(raw, style string) (text string, typed bool) {
	format := noDate
	if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(c.book.formats) {
		format = c.book.formats[s]
	}
	if format == noDate && len(raw) <= 15 && plain(raw) {
		return c.signed(raw), true
	}
	v, ok := finite(strconv.ParseFloat(raw, 64))
	if !ok {
		return raw, false
	}
	if format != noDate {
		if date, ok := isoDate(v, format, c.book.from); ok {
			return date, true
		}
	}
	return c.signed(formatNumber(v)), true
}

// signed puts the decimal sign of the file into a number.
func (c *cells) signed(number string) string {
	if c.decimal == ',' {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}

// The size of Excel's sheets.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// columnOf returns the column that a reference such as "AB12" names, 0 for
// what is none.
func columnOf(reference string) int {
	column := 0
	for i := range len(reference) {
		c := reference[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		if column = 26*column + int(c-'A') + 1; column > maxColumns {
			return 0
		}
	}
	return column
}
