package sheet

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// records reads rows of text: RFC 4180 quotes, any separator, line ends of
// every system and mixed ones. encoding/csv knows no limits and would gladly
// gather a field of 300 MB.
type records struct {
	source     io.Reader
	buf        []byte
	start, end int   // what of buf is still to be read
	failed     error // the end of the source, or why it cannot be read

	comma   byte
	stops   [256]bool // bytes that end a field without quotes
	foreign string    // the encoding that the text was translated from, if any
	limits  Limits

	row    int // line in which the record being read begins
	lines  int // line ends inside quotes of this record
	length int // bytes of this record
	fields []span
	cells  []string
}

// span is a field within the record.
type span struct {
	from, to int
	doubled  bool // holds doubled quotes
}

// firstBuffer is enough for nearly every record; only a longer one costs more.
const firstBuffer = 128 << 10

func newRecords(text io.Reader, about About, limits Limits) (*records, error) {
	comma := about.Comma
	if comma == 0 && about.Kind == "tsv" {
		comma = '\t'
	} else if comma == 0 {
		comma = ','
	}
	if comma <= 0 || comma >= utf8.RuneSelf || strings.ContainsRune("\"\r\n", comma) {
		return nil, refuse("sheet.separator", "separator", string(about.Comma))
	}
	r := &records{source: text, buf: make([]byte, firstBuffer), comma: byte(comma), limits: limits, row: 1}
	r.stops['\n'], r.stops['\r'], r.stops[r.comma] = true, true, true
	if about.Encoding != "" && about.Encoding != "UTF-8" {
		r.foreign = about.Encoding
	}
	return r, r.hint()
}

// hint passes over the line "sep=;" with which some programs begin a file.
func (r *records) hint() error {
	for r.end < len("sep=;\r\n") && r.more() {
	}
	head := r.buf[r.start:r.end]
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) || (head[5] != '\r' && head[5] != '\n') {
		return nil
	}
	r.start += 5
	for range 2 { // \r\n, but never two lines
		if r.start < r.end && (r.buf[r.start] == '\n' || r.buf[r.start] == '\r') {
			r.start++
			if r.buf[r.start-1] == '\n' {
				break
			}
		}
	}
	r.row = 2
	return nil
}

func (r *records) next() (Row, error) {
	row, err := r.record()
	if err != nil {
		return Row{}, err
	}
	if err := r.clean(row); err != nil {
		return Row{}, err
	}
	text := string(r.buf[r.start : r.start+r.fields[len(r.fields)-1].to])
	r.cells = r.cells[:0]
	for _, f := range r.fields {
		cell := text[f.from:f.to]
		if f.doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		r.cells = append(r.cells, cell)
	}
	r.leave()
	return Row{Number: row, Cells: r.cells}, nil
}

// skip finds the ends of records and makes nothing of them.
func (r *records) skip(to int) error {
	for r.row <= to {
		if _, err := r.record(); err != nil {
			return err
		}
		if r.row > to { // blank lines stood before it: it is to be read again
			return nil
		}
		r.leave()
	}
	return nil
}

func (r *records) close() {}

// leave goes on behind the record.
func (r *records) leave() {
	r.start += r.length
	r.row += 1 + r.lines
}

// record finds the fields of the next record and returns its line.
func (r *records) record() (int, error) {
	if err := r.blank(); err != nil {
		return 0, err
	}
	r.fields, r.lines = r.fields[:0], 0
	if r.plainLine() {
		return r.row, nil
	}
	for at := 0; ; {
		next, err := r.field(at)
		if err != nil {
			return 0, err
		}
		if len(r.fields) > r.limits.Columns {
			return 0, refuse("sheet.too-many-columns", "row", r.row, "limit", r.limits.Columns)
		}
		if next > r.limits.Record {
			return 0, r.tooLong()
		}
		if r.start+next == r.end || r.buf[r.start+next] != r.comma {
			r.length = next
			break
		}
		at = next + 1
	}
	return r.row, r.lineEnd()
}

// ended is why the source gave no more, unless that is its end.
func (r *records) ended() error {
	if r.failed == io.EOF {
		return nil
	}
	return r.failed
}

// more reads on and says whether there is more text. Places within the record
// stay as they are; the buffer grows with the record and no further than its
// limit.
func (r *records) more() bool {
	if r.failed != nil {
		return false
	}
	if r.start > 0 {
		r.end = copy(r.buf, r.buf[r.start:r.end])
		r.start = 0
	}
	if r.end > r.limits.Record {
		r.failed = r.tooLong()
		return false
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	for range 100 {
		n, err := r.source.Read(r.buf[r.end:])
		r.end += n
		r.failed = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	r.failed = io.ErrNoProgress
	return false
}

func (r *records) tooLong() error {
	return refuse("sheet.record-too-long", "row", r.row, "limit", kilo(r.limits.Record))
}

func (r *records) fieldTooLong() error {
	return refuse("sheet.field-too-long", "row", r.row, "column", len(r.fields)+1, "limit", kilo(r.limits.Field))
}
