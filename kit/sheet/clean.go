package sheet

import (
	"bytes"
	"unicode/utf8"
)

// clean refuses what no table of text holds: NUL and broken characters.
func (r *records) clean(row int) error {
	text := r.buf[r.start : r.start+r.length]
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return refuse("sheet.nul", "row", row, "column", r.column(at))
	}
	if r.foreign != "" {
		if at := bytes.Index(text, []byte("\uFFFD")); at >= 0 {
			return refuse("sheet.encoding", "row", row, "column", r.column(at), "encoding", r.foreign)
		}
	} else if !utf8.Valid(text) {
		return refuse("sheet.encoding", "row", row, "column", r.column(invalid(text)), "encoding", "UTF-8")
	}
	return nil
}

// invalid returns the place of the first byte that is not UTF-8.
func invalid(text []byte) int {
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRune(text[at:])
		if c == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return len(text)
}

// column returns the number of the column in which a place of the record lies.
func (r *records) column(at int) int {
	for i, f := range r.fields {
		if at <= f.to {
			return i + 1
		}
	}
	return len(r.fields)
}
