// Package sheet reads tables that strangers made and writes tables that
// strangers open.
//
// Reading: [Detect] looks at a file and says what it seems to be, and what it
// is not sure of; [Open] reads it row by row, as detected or as a person
// corrected it. Nothing in a file can make the program use more memory than
// the [Limits] allow, and whatever cannot be read is refused with its row, its
// column and what to do about it.
//
// Writing: [NewCSV] and [NewXLSX] write rows as they come. A text that a
// spreadsheet would take for a formula is disarmed.
package sheet

import (
	"io"
	"os"
	"slices"

	"pesnet/kit/fault"
)

// Row is one row of a table.
type Row struct {
	Number int      // line of the file in which the row begins, or row of the sheet; from 1
	Cells  []string // the slice is used again by the next call of Next, the strings in it are not
}

// Limits bound what a file may ask for. A zero is replaced by Standard's value.
type Limits struct {
	Record   int   // bytes of one row
	Field    int   // bytes of one cell
	Columns  int   // cells of one row
	Unpacked int64 // bytes of a workbook once unpacked
	Ratio    int   // how many times larger a workbook may become by unpacking
	Entries  int   // files inside a workbook
}

// Standard is generous for every honest table seen so far.
var Standard = Limits{Record: 1 << 20, Field: 64 << 10, Columns: 500, Unpacked: 200 << 20, Ratio: 100, Entries: 2000}

// Table is a file being read row by row.
type Table struct {
	rows rows
	file io.Closer
	done func() int64
	size int64
}

// rows is what differs between text and workbooks.
type rows interface {
	next() (Row, error)
	skip(to int) error
	close()
}

// Open begins to read a table as about says; an empty About is detected first.
func Open(path string, about About, limits Limits) (*Table, error) {
	if about.Kind == "" {
		found, err := Detect(path)
		if err != nil {
			return nil, err
		}
		about = found
	}
	file, err := os.Open(path) // #nosec G304 -- the caller's own file, never a name that a reader gave
	if err != nil {
		return nil, err
	}
	table, err := open(file, about, limits)
	if err != nil {
		file.Close()
		return nil, err
	}
	return table, nil
}

func open(file *os.File, about About, limits Limits) (*Table, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if about.Kind == "xlsx" {
		sheet, err := openSheet(file, info.Size(), about, limits.whole())
		if err != nil {
			return nil, err
		}
		return &Table{rows: sheet, file: file, done: sheet.read.Load, size: sheet.size}, nil
	}
	table, err := From(file, about, limits)
	if err != nil {
		return nil, err
	}
	table.file, table.size = file, info.Size()
	return table, nil
}

// From reads a table of text from a stream, such as a pipe. Its size is not
// known, and it must be said what it is.
func From(source io.Reader, about About, limits Limits) (*Table, error) {
	if about.Kind != "csv" && about.Kind != "tsv" {
		return nil, fault.New(fault.Invalid, "sheet.not-rows", "kind", about.Kind)
	}
	counted := &counter{source: source}
	text, err := decode(counted, about)
	if err != nil {
		return nil, err
	}
	reader, err := newRecords(text, about, limits.whole())
	if err != nil {
		return nil, err
	}
	return &Table{rows: reader, done: counted.read.Load}, nil
}

// Next returns the next row that is not empty, or io.EOF.
func (t *Table) Next() (Row, error) { return t.rows.next() }

// Skip goes on so that the next row is the first one after row number to: the
// way to take up again where an earlier reading stopped.
func (t *Table) Skip(to int) error { return t.rows.skip(to) }

// Read says how much of Size has been read; it may be asked while another
// goroutine reads.
func (t *Table) Read() int64 { return t.done() }

// Size is the whole of what Read counts, or 0 where it is not known.
func (t *Table) Size() int64 { return t.size }

// Close lets go of the file.
func (t *Table) Close() error {
	t.rows.close()
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// OpenText opens a file of text, packed or not, in whatever encoding, to be
// read as UTF-8 without a byte order mark: for what is not a table, such as
// JSON.
func OpenText(path string, about About) (io.ReadCloser, error) {
	file, err := os.Open(path) // #nosec G304 -- the caller's own file, never a name that a reader gave
	if err != nil {
		return nil, err
	}
	text, err := decode(file, about)
	if err != nil {
		file.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{text, file}, nil
}

// whole returns the limits with what is missing taken from Standard.
func (l Limits) whole() Limits {
	orElse := func(v *int, standard int) {
		if *v <= 0 {
			*v = standard
		}
	}
	orElse(&l.Record, Standard.Record)
	orElse(&l.Field, Standard.Field)
	orElse(&l.Columns, Standard.Columns)
	orElse(&l.Ratio, Standard.Ratio)
	orElse(&l.Entries, Standard.Entries)
	if l.Unpacked <= 0 {
		l.Unpacked = Standard.Unpacked
	}
	return l
}

// refuse is a refusal of the file as it is.
func refuse(id string, args ...any) error {
	return fault.New(fault.Invalid, id, slices.Clip(args)...)
}

// kilo says a limit in the unit that the words use.
func kilo(bytes int) int { return bytes / 1024 }
