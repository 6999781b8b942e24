package figure

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// Source is a kind of file that figures are read from. Its name in five
// languages is the key "indicator.import.source." and its code.
type Source struct {
	Code      string
	Recognise func(Head) Score
	Open      func(path string, o Options) (Reading, error)
}

// Score is how sure a source is that a file is one of its kind: 0 for no, 100
// for certain.
type Score int

// Sources is every kind of file that can be imported, the special before the
// general. A new kind is one file and one line here.
func Sources() []Source {
	return []Source{
		{"jaf", recogniseJAF, OpenJAF},
		{"eurostat-tsv", recogniseEurostat, OpenEurostat},
		{"eurostat-explorer", recogniseExplorer, OpenExplorer},
		{"anofm", recogniseANOFM, OpenANOFM},
		{"sdmx-csv", recogniseSDMXCSV, OpenSDMXCSV},
		{"sdmx-json", recogniseSDMXJSON, OpenSDMXJSON},
		{"table", recogniseTable, OpenTable},
	}
}

// Options is what the reader of a file may need to know beside the file.
type Options struct {
	Name    string    // the file's own name where it is stored under another
	Today   time.Time // a table's period that begins later is refused; zero refuses none
	Area    string    // the area of a file that does not name one
	Mapping *Mapping  // what the columns of a table mean; nil asks Suggest
	Known   Known     // what areas, organisations and indicators there are
	Limits  sheet.Limits
}

// Known looks up what a table calls an area, an organisation or an indicator.
// Without a function every text is taken as a code.
type Known struct {
	Area, Org, Indicator func(text string) (code string, ok bool)

	Own    string                        // the dataset of the reader's own catalogue
	UnitOf func(indicator string) string // the unit of its indicators
}

// OpenSource opens a file as a source of that code; "auto" and "" recognise it
// by what is in it.
func OpenSource(path, code string, o Options) (Reading, error) {
	if code == "" || code == "auto" {
		s, err := RecogniseFile(path)
		if err != nil {
			return nil, err
		}
		return s.Open(path, o)
	}
	for _, s := range Sources() {
		if s.Code == code {
			return s.Open(path, o)
		}
	}
	return nil, fault.New(fault.Invalid, "indicator.import.no-such-source", "source", code)
}

// RecogniseFile tells by content, never by name, which source a file is of.
func RecogniseFile(path string) (Source, error) {
	head, err := ReadHead(path)
	if err != nil {
		return Source{}, err
	}
	var best Source
	var sure Score
	for _, s := range Sources() {
		if score := s.Recognise(head); score > sure {
			best, sure = s, score
		}
	}
	if sure == 0 {
		return Source{}, fault.New(fault.Invalid, "indicator.import.unknown-kind", "file", filepath.Base(path))
	}
	return best, nil
}

// Head is the beginning of a file, unpacked and in UTF-8.
type Head struct {
	Text  []byte
	About sheet.About
}

// headSize holds the first records of every kind of file, also of those whose
// first line names some hundred months.
const headSize = 64 << 10

// ReadHead reads the beginning of a file, by which sources recognise it.
func ReadHead(path string) (Head, error) {
	about, err := sheet.Detect(path)
	if err != nil || about.Kind == "xlsx" {
		return Head{About: about}, err
	}
	file, err := sheet.OpenText(path, about)
	if err != nil {
		return Head{}, err
	}
	defer file.Close()
	text := make([]byte, headSize)
	n, err := io.ReadFull(file, text)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil
	}
	return Head{Text: text[:n], About: about}, err
}

// first is the first line with its cells, told apart by the separator that it
// has most of, without quotes and spaces around them.
func (h Head) first() []string {
	line := h.Text
	if end := bytes.IndexAny(line, "\r\n"); end >= 0 {
		line = line[:end]
	}
	comma := ","
	for _, c := range []string{";", "\t"} {
		if bytes.Count(line, []byte(c)) > bytes.Count(line, []byte(comma)) {
			comma = c
		}
	}
	cells := strings.Split(string(line), comma)
	for i, cell := range cells {
		cells[i] = strings.Trim(cell, "\" ")
	}
	return cells
}

// json is whether the file is JSON of that outermost bracket.
func (h Head) json(bracket byte) bool {
	text := bytes.TrimSpace(h.Text)
	return len(text) > 0 && text[0] == bracket
}

// tableFile is the part of a reading that all tables share.
type tableFile struct {
	table    *sheet.Table
	about    sheet.About
	name     string // the file's own name
	warnings []Warning
}

// openTable opens a table; its limits are the standard ones save that a
// monthly series since 1983 has more than 500 columns.
func openTable(path string, o Options, adjust func(*sheet.About)) (tableFile, error) {
	about, err := sheet.Detect(path)
	if err != nil {
		return tableFile{}, err
	}
	if adjust != nil {
		adjust(&about)
	}
	limits := o.Limits
	if limits == (sheet.Limits{}) {
		limits = sheet.Standard
		limits.Columns = 5000
	}
	table, err := sheet.Open(path, about, limits)
	if err != nil {
		return tableFile{}, err
	}
	return tableFile{table: table, about: about, name: o.nameOf(path)}, nil
}

func (o Options) nameOf(path string) string {
	if o.Name != "" {
		return o.Name
	}
	return path
}

// Warnings are what the reader should look at.
func (f *tableFile) Warnings() []Warning { return f.warnings }

// Done is how much of the file is read.
func (f *tableFile) Done() float64 {
	if f.table.Size() == 0 {
		return 1
	}
	return min(1, float64(f.table.Read())/float64(f.table.Size()))
}

// Close closes the file.
func (f *tableFile) Close() error { return f.table.Close() }

func (f *tableFile) warn(id string, args ...any) {
	f.warnings = append(f.warnings, Warning{File: filepath.Base(f.name), ID: "indicator.import." + id, Args: args})
}

// reject is a row that is not taken; the cause has words in lang/.
func reject(row int, column, text, cause string) error {
	return &Rejected{Row: row, Column: column, Text: Clip(text), Cause: "indicator.import." + cause}
}

// Clip keeps a page of rejected rows readable, whatever stands in a cell.
func Clip(text string) string {
	const most = 80
	letters := []rune(text[:min(len(text), 4*most)])
	if len(letters) <= most {
		return strings.ToValidUTF8(string(letters), "?")
	}
	return strings.ToValidUTF8(string(letters[:most]), "?") + "…"
}

// Stem is a file's name without its folder and its endings.
func Stem(name string) string {
	name = filepath.Base(filepath.ToSlash(name))
	for _, ending := range []string{".gz", ".tsv", ".csv", ".txt", ".json", ".xlsx"} {
		if cut := len(name) - len(ending); cut > 0 && strings.EqualFold(name[cut:], ending) {
			name = name[:cut]
		}
	}
	return name
}
