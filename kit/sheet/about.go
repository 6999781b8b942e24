package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"pesnet/kit/fault"
)

// About is what a file seems to be, or what a person says it is.
type About struct {
	Kind      string // csv, tsv, xlsx or json
	Encoding  string // one of Encodings
	BOM       bool   // begins with a byte order mark
	Gzip      bool
	Comma     rune     // separates the cells of a line
	Sheets    []string // of a workbook, in its order
	Hidden    []string // those of Sheets that its author has hidden
	Sheet     string   // the one to read
	HeaderRow int      // number of the row that holds the headings, 0 if there is none
	Decimal   byte     // '.' or ',' in numbers, 0 if nothing tells; a workbook's own numbers are given in the same style
	Sure      bool     // nothing is in doubt
	Doubts    []string // what is to be asked: "encoding", "separator", "header", "decimal"
}

// Detect looks at the beginning of a file, and further until it has seen a
// letter beyond ASCII. It refuses what is no table, whatever a person may say;
// what another choice may mend is left to the reading.
func Detect(path string) (About, error) {
	file, err := os.Open(path) // #nosec G304 -- the caller's own file, never a name that a reader gave
	if err != nil {
		return About{}, err
	}
	defer file.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return About{}, err
	}
	if head = head[:n]; n == 0 {
		return About{}, refuse("sheet.empty")
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return detectBook(file)
	}
	if err := foreign(file, head); err != nil {
		return About{}, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return About{}, err
	}
	return detectText(file)
}

func (a *About) doubt(what string, sure bool) {
	if !sure {
		a.Doubts = append(a.Doubts, what)
	}
	a.Sure = len(a.Doubts) == 0
}

// How much of a text is looked at: for its shape, and for its first letter
// beyond ASCII.
const (
	sampleSize = 256 << 10
	asciiSize  = 64 << 20
)

func detectText(source io.Reader) (About, error) {
	unpacked, packed, err := unpack(source)
	if err != nil {
		return About{}, err
	}
	about := About{Gzip: packed, Kind: "csv", Sure: true}
	first, ended, err := sample(unpacked)
	if err != nil {
		return About{}, err
	}
	evidence := first
	if ascii(first) && !ended {
		if evidence, err = firstLetters(unpacked); err != nil {
			return About{}, err
		}
	}
	var sure bool
	about.Encoding, about.BOM, sure = guessEncoding(evidence)
	about.doubt("encoding", sure)
	if about.BOM && len(evidence) == len(marks[about.Encoding]) {
		return About{}, refuse("sheet.empty")
	}
	return about.shape(first, ended)
}

// sample reads the beginning, and says whether that is all.
func sample(source io.Reader) (first []byte, ended bool, err error) {
	first = make([]byte, sampleSize)
	n, err := io.ReadFull(source, first)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		if n == 0 {
			return nil, true, refuse("sheet.empty")
		}
		return first[:n], true, nil
	}
	return first[:n], false, err
}

// firstLetters reads on to where there is something beyond ASCII.
func firstLetters(source io.Reader) ([]byte, error) {
	chunk := make([]byte, sampleSize)
	for read := 0; read < asciiSize; read += sampleSize {
		n, err := io.ReadFull(source, chunk)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return chunk[:n], nil
		}
		if err != nil {
			return nil, err
		}
		if !ascii(chunk) {
			break
		}
	}
	return chunk, nil
}

func ascii(text []byte) bool {
	for _, c := range text {
		if c == 0 || c >= 128 {
			return false
		}
	}
	return true
}

// shape finds out how the text is built.
func (a About) shape(first []byte, ended bool) (About, error) {
	decoded, err := decode(bytes.NewReader(first), About{Encoding: a.Encoding})
	if err != nil {
		return About{}, err
	}
	text, err := io.ReadAll(decoded)
	if err != nil {
		return About{}, err
	}
	if err := noTable(text); err != nil {
		return About{}, err
	}
	if isJSON(text) {
		a.Kind = "json"
		return a, nil
	}
	var sure bool
	a.Comma, sure = guessComma(text, ended)
	a.doubt("separator", sure)
	if a.Comma == '\t' {
		a.Kind = "tsv"
	}
	rows, err := someRows(text, a.Comma, ended)
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.ID == "sheet.nul" {
		return About{}, err
	}
	a.HeaderRow, sure = guessHeader(rows)
	a.doubt("header", sure)
	a.Decimal, sure = guessDecimal(cellsBelow(rows, a.HeaderRow))
	a.doubt("decimal", sure)
	return a, nil
}

// noTable refuses pictures and pages.
func noTable(text []byte) error {
	control := 0
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' {
			control++
		}
	}
	if control > len(text)/20 {
		return refuse("sheet.not-a-table")
	}
	start := strings.ToLower(string(bytes.TrimSpace(text[:min(len(text), 200)])))
	for _, tag := range []string{"<?xml", "<!doctype", "<html", "<table", "<head", "<body", "<meta"} {
		if strings.HasPrefix(start, tag) {
			return refuse("sheet.markup")
		}
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return refuse("sheet.empty")
	}
	return nil
}

// isJSON says whether the text begins as JSON does, whatever its name says.
func isJSON(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	for range 4 {
		if _, err := decoder.Token(); err != nil {
			return err == io.EOF
		}
	}
	return true
}

// foreign refuses the files of programs that no table can be read from.
func foreign(file io.ReaderAt, head []byte) error {
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return refuse("sheet.not-a-table")
	}
	if bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return refuseCompound(file)
	}
	return nil
}

// refuseCompound tells an encrypted workbook from one of before 2007: both are
// kept in Microsoft's compound files, whose directory names the streams.
func refuseCompound(file io.ReaderAt) error {
	content := make([]byte, 1<<20)
	n, err := file.ReadAt(content, 0)
	if err != nil && err != io.EOF {
		return err
	}
	switch content = content[:n]; {
	case bytes.Contains(content, utf16("EncryptedPackage")):
		return refuse("sheet.encrypted")
	case bytes.Contains(content, utf16("Workbook")), bytes.Contains(content, utf16("Book")):
		return refuse("sheet.old-excel")
	}
	if strings.HasSuffix(strings.ToLower(nameOf(file)), ".xls") {
		return refuse("sheet.old-excel")
	}
	return refuse("sheet.not-a-table")
}

func utf16(ascii string) []byte {
	wide := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		wide = append(wide, ascii[i], 0)
	}
	return wide
}

func nameOf(file io.ReaderAt) string {
	if named, ok := file.(interface{ Name() string }); ok {
		return named.Name()
	}
	return ""
}
