package sheet

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// CSVOptions say how a text file is written; the zero value suits everybody.
type CSVOptions struct {
	Comma   rune // between cells; a comma if 0
	Decimal byte // in numbers; a point if 0
	BOM     bool // a byte order mark, without which Excel takes the text for its own code page
	Machine bool // no guard against formulas: every text exactly as it is
}

// CSV writes a table as text in UTF-8, with the line ends of RFC 4180.
type CSV struct {
	out     *bufio.Writer
	options CSVOptions
	line    []byte
	started bool
}

// NewCSV begins a table.
func NewCSV(w io.Writer, options CSVOptions) *CSV {
	if options.Comma == 0 {
		options.Comma = ','
	}
	return &CSV{out: bufio.NewWriterSize(w, 64<<10), options: options}
}

// Header writes the headings.
func (c *CSV) Header(names ...string) error { return c.Write(Texts(names...)) }

// Write writes a row.
func (c *CSV) Write(row []Value) error {
	c.start()
	c.line = c.line[:0]
	for i, v := range row {
		if i > 0 {
			c.line = utf8.AppendRune(c.line, c.options.Comma)
		}
		c.appendValue(v)
	}
	if len(c.line) == 0 {
		c.line = append(c.line, `""`...) // an empty line is no row
	}
	c.line = append(c.line, "\r\n"...)
	_, err := c.out.Write(c.line)
	return err
}

// start writes the byte order mark.
func (c *CSV) start() {
	if c.options.BOM && !c.started {
		c.out.Write(marks["UTF-8"]) // an error stays with the writer until the next call
	}
	c.started = true
}

// Close writes what is still held back.
func (c *CSV) Close() error {
	c.start()
	return c.out.Flush()
}

func (c *CSV) appendValue(v Value) {
	switch v.kind {
	case numberValue:
		c.appendNumber(v.number)
	case textValue:
		text := v.text
		if !c.options.Machine {
			text = disarm(text)
		}
		c.appendText(text)
	}
}

func (c *CSV) appendNumber(v float64) {
	from := len(c.line)
	c.line = appendNumber(c.line, v)
	at := bytes.IndexByte(c.line[from:], '.')
	if c.options.Decimal != ',' || at < 0 {
		return
	}
	c.line[from+at] = ','
	if c.options.Comma == ',' {
		c.line = appendQuoted(c.line[:from], string(c.line[from:]))
	}
}

// appendText quotes what any program may take for more than a text: every
// separator, since a program may expect another than ours; spaces at the ends,
// which some drop; and what at the beginning of a file has a meaning of its own.
func (c *CSV) appendText(text string) {
	if strings.ContainsAny(text, "\",;|\t\r\n") || strings.ContainsRune(text, c.options.Comma) ||
		text != strings.Trim(text, " \u00a0\ufeff") || len(text) == len("sep=;") && strings.EqualFold(text[:4], "sep=") {
		c.line = appendQuoted(c.line, text)
		return
	}
	c.line = append(c.line, text...)
}

func appendQuoted(out []byte, text string) []byte {
	out = append(out, '"')
	for rest := text; ; {
		before, after, found := strings.Cut(rest, `"`)
		out = append(out, before...)
		if !found {
			return append(out, '"')
		}
		out, rest = append(out, `""`...), after
	}
}
