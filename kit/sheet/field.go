package sheet

import (
	"bytes"
	"io"
)

// field finds the field that begins at the place from of the record and
// returns the place of what ends it.
func (r *records) field(from int) (next int, err error) {
	if r.start+from == r.end && !r.more() {
		r.fields = append(r.fields, span{from, from, false})
		return from, r.ended()
	}
	if c := r.buf[r.start+from]; c == '"' || c == ' ' {
		if open := r.quote(from); open >= 0 {
			return r.quoted(open + 1)
		}
	}
	for at := from; ; {
		data := r.buf[r.start:r.end]
		for at < len(data) && !r.stops[data[at]] {
			at++
		}
		if at-from > r.limits.Field {
			return 0, r.fieldTooLong()
		}
		if at < len(data) || !r.more() {
			r.fields = append(r.fields, span{from, at, false})
			return at, r.cut(at)
		}
	}
}

// cut is the reason why a field ends where the text ends, if not its end.
func (r *records) cut(at int) error {
	if r.start+at < r.end {
		return nil
	}
	return r.ended()
}

// quote returns the place of the quote that opens the field, after spaces at
// most, or -1.
func (r *records) quote(from int) int {
	for at := from; ; at++ {
		if r.start+at == r.end && !r.more() || at-from > r.limits.Field {
			return -1
		}
		switch r.buf[r.start+at] {
		case '"':
			return at
		case ' ':
		default:
			return -1
		}
	}
}

// quoted finds the end of a field in quotes whose text begins at from.
func (r *records) quoted(from int) (next int, err error) {
	doubled := false
	for at := from; ; {
		data := r.buf[r.start:r.end]
		i := bytes.IndexByte(data[at:], '"')
		switch {
		case i < 0 && len(data)-from > r.limits.Field, i >= 0 && at+i-from > r.limits.Field:
			return 0, r.fieldTooLong()
		case i < 0:
			at = len(data)
			if !r.more() {
				return 0, r.unclosed()
			}
		default:
			at += i
			if r.start+at+1 == r.end {
				r.more()
			}
			if r.start+at+1 < r.end && r.buf[r.start+at+1] == '"' {
				doubled = true
				at += 2
				continue
			}
			r.lines += bytes.Count(r.buf[r.start+from:r.start+at], []byte{'\n'})
			r.fields = append(r.fields, span{from, at, doubled})
			return r.afterQuote(at + 1)
		}
	}
}

// afterQuote allows nothing but spaces between a closing quote and the end of
// the field.
func (r *records) afterQuote(at int) (int, error) {
	for {
		if r.start+at == r.end && !r.more() {
			return at, r.ended()
		}
		c := r.buf[r.start+at]
		if r.stops[c] {
			return at, nil
		}
		if c != ' ' {
			return 0, refuse("sheet.quote", "row", r.row+r.lines, "column", len(r.fields))
		}
		at++
	}
}

// unclosed is a quote that the end of the file, or worse, leaves open.
func (r *records) unclosed() error {
	if r.failed != io.EOF {
		return r.failed
	}
	return refuse("sheet.quote-open", "row", r.row, "column", len(r.fields)+1)
}
