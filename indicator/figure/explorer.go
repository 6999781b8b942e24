package figure

import (
	"io"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// Headings of the data explorer that are no dimension, as plain text, in
// English and German. Those of dimensions are their codes in both.
var (
	explorerTime  = []string{"time", "zeit"}
	explorerGeo   = []string{"geo"}
	explorerValue = []string{"value", "wert"}
	explorerFlags = []string{"flag and footnotes", "flags", "flag and footnote", "flag und fussnoten", "flag und fußnoten"}
)

func recogniseExplorer(h Head) Score {
	var found Score
	for _, cell := range h.first() {
		name := Plain(cell)
		for _, wanted := range [][]string{explorerTime, explorerGeo, explorerValue} {
			if slices.Contains(wanted, name) {
				found += 25
			}
		}
		if slices.Contains(explorerFlags, name) {
			found += 20
		}
	}
	if found < 75 {
		return 0
	}
	return found
}

// OpenExplorer reads a file that Eurostat's data explorer exported, with
// labels in English or German where the bulk download has codes, and with that
// language's numbers. What it names is given the codes of the bulk download; a
// label that has none is refused, never guessed.
func OpenExplorer(path string, o Options) (Reading, error) {
	file, err := openTable(path, o, func(a *sheet.About) { a.Kind = "csv" })
	if err != nil {
		return nil, err
	}
	r := &explorerReading{tableFile: file, labels: labelCache{}, decimal: '.'}
	r.dataset = explorerDataset(r.name)
	if err := r.heading(o.Area); err != nil {
		file.Close()
		return nil, err
	}
	if german(path, file.about) {
		r.decimal = ','
	}
	return r, nil
}

// explorerDataset is the name of the file without the "_1_Data" that the
// explorer adds.
func explorerDataset(name string) string {
	set := strings.ToLower(Stem(name))
	set = strings.TrimSuffix(set, "_data")
	if cut := strings.LastIndexByte(set, '_'); cut > 0 && digits(set[cut+1:]) && len(set) > cut+1 && len(set)-cut <= 3 {
		return set[:cut]
	}
	return set
}

// german is whether the labels of a file are German, by the beginning of it.
func german(path string, about sheet.About) bool {
	file, err := sheet.OpenText(path, about)
	if err != nil {
		return false
	}
	defer file.Close()
	text := make([]byte, headSize)
	n, _ := io.ReadFull(file, text)
	words := 0
	for line := range strings.Lines(string(text[:n])) {
		for _, word := range []string{"Insgesamt", "Männer", "Frauen", "Jahre", "Prozent", "Tausend", "bereinigt", "Anteil", "Deutschland (bis"} {
			if strings.Contains(line, word) {
				words++
				break
			}
		}
	}
	return 2*words > strings.Count(string(text[:n]), "\n")
}

type explorerReading struct {
	tableFile
	dataset string
	area    string
	decimal byte
	periods periodCache
	labels  labelCache
	names   []string // of the dimensions
	columns []int    // in which they stand
	time    int
	value   int
	flags   int // -1 where there is none

	key    []string // labels of the row before
	codes  []string
	series *Series
}

func (r *explorerReading) heading(area string) error {
	row, err := r.table.Next()
	if err != nil && err != io.EOF {
		return err
	}
	r.area, r.time, r.value, r.flags = area, -1, -1, -1
	for i, cell := range row.Cells {
		switch name := Plain(cell); {
		case slices.Contains(explorerTime, name):
			r.time = i
		case slices.Contains(explorerValue, name):
			r.value = i
		case slices.Contains(explorerFlags, name):
			r.flags = i
		case strings.HasSuffix(name, " label") || name == "":
		default:
			r.names = append(r.names, strings.ToLower(strings.TrimSpace(cell)))
			r.columns = append(r.columns, i)
		}
	}
	if r.time < 0 || r.value < 0 {
		return fault.New(fault.Invalid, "indicator.import.other-heading", "source", "eurostat-explorer", "want", "TIME, GEO, …, Value")
	}
	r.key = make([]string, len(r.names))
	r.codes = make([]string, len(r.names))
	return nil
}

// Next reads a row.
func (r *explorerReading) Next() (Figure, error) {
	row, err := r.table.Next()
	if err != nil {
		return Figure{}, err
	}
	if len(row.Cells) <= max(r.time, r.value, slices.Max(append(r.columns, 0))) {
		return Figure{}, reject(row.Number, "", strings.Join(row.Cells, ","), "too-few-columns")
	}
	period, freq, ok := r.periods.read(row.Cells[r.time])
	if !ok {
		return Figure{}, reject(row.Number, "TIME", row.Cells[r.time], "period-unreadable")
	}
	if err := r.readKey(row, freq); err != nil {
		return Figure{}, err
	}
	f := Figure{Series: r.series, Period: period, Row: row.Number}
	if r.flags >= 0 && r.flags < len(row.Cells) {
		f.Flags = footnoteFlags(row.Cells[r.flags])
	}
	value := strings.TrimSpace(row.Cells[r.value])
	if f.Missing = value == ":"; f.Missing {
		return f, nil
	}
	if f.Value, ok = sheet.ParseNumber(value, r.decimal); !ok {
		return Figure{}, reject(row.Number, "Value", value, "not-a-number")
	}
	return f, nil
}

// readKey finds the series of a row by its labels.
func (r *explorerReading) readKey(row sheet.Row, freq string) error {
	same := r.series != nil && r.series.Freq == freq
	for i, column := range r.columns {
		same = same && r.key[i] == row.Cells[column]
	}
	if same {
		return nil
	}
	r.series = nil
	for i, column := range r.columns {
		label := row.Cells[column]
		code, ok := r.labels.code(r.names[i], label)
		if !ok {
			return reject(row.Number, strings.ToUpper(r.names[i]), label, "unknown-code")
		}
		r.key[i], r.codes[i] = strings.Clone(label), code
	}
	s := &Series{Dataset: r.dataset, Indicator: r.dataset, Area: r.area}
	s.describe(r.names, r.codes)
	s.Freq = freq
	if s.Area == "" {
		return reject(row.Number, "GEO", "", "empty-required")
	}
	r.series = s
	return nil
}

// footnoteFlags takes the flags and leaves a footnote, which is a text.
func footnoteFlags(cell string) string {
	if cell = strings.TrimSpace(cell); len(cell) > 4 || strings.ToLower(cell) != cell {
		return ""
	}
	return Flags(cell)
}
