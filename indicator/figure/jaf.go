package figure

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// The Joint Assessment Framework comes as two tables: its values, of one
// figure per row, and its catalogue of indicators.
var (
	jafValues    = []string{"key", "geo", "time", "value", "flags"}
	jafCatalogue = []string{"key", "name", "groups", "unit_level"}
)

func recogniseJAF(h Head) Score {
	first := h.first()
	if slices.Equal(first, jafValues) || isCatalogue(first) {
		return 100
	}
	return 0
}

func isCatalogue(heading []string) bool {
	return len(heading) >= len(jafCatalogue) && slices.Equal(heading[:len(jafCatalogue)], jafCatalogue)
}

// OpenJAF reads the values of the Joint Assessment Framework. Opened on its
// catalogue the reading has no figures; it is then a Catalogued.
func OpenJAF(path string, o Options) (Reading, error) {
	file, err := openTable(path, o, nil)
	if err != nil {
		return nil, err
	}
	heading, err := file.table.Next()
	switch {
	case err != nil && err != io.EOF:
	case slices.Equal(heading.Cells, jafValues):
		return &jafReading{tableFile: file}, nil
	case isCatalogue(heading.Cells):
		return openCatalogue(file, slices.Clone(heading.Cells))
	default:
		err = fault.New(fault.Invalid, "indicator.import.other-heading", "source", "jaf", "want", strings.Join(jafValues, ", "))
	}
	file.Close()
	return nil, err
}

type jafReading struct {
	tableFile
	periods periodCache
	key     string // of the rows before: key and geo as they stand there
	geo     string
	series  *Series
}

// Next reads a row. Rows of one indicator and area follow each other and
// share a series.
func (r *jafReading) Next() (Figure, error) {
	row, err := r.table.Next()
	if err != nil {
		return Figure{}, err
	}
	if len(row.Cells) < 4 {
		return Figure{}, reject(row.Number, "", strings.Join(row.Cells, ","), "too-few-columns")
	}
	period, freq, ok := r.periods.read(row.Cells[2])
	if !ok {
		return Figure{}, reject(row.Number, "time", row.Cells[2], "period-unreadable")
	}
	if row.Cells[0] == "" || row.Cells[1] == "" {
		return Figure{}, reject(row.Number, "key, geo", strings.Join(row.Cells, ","), "empty-required")
	}
	f := Figure{Series: r.seriesOf(row.Cells[0], row.Cells[1], freq), Period: period, Row: row.Number}
	if len(row.Cells) > 4 {
		f.Flags = Flags(row.Cells[4])
	}
	return f, jafValue(&f, row)
}

func jafValue(f *Figure, row sheet.Row) (err error) {
	switch text := row.Cells[3]; text {
	case "", "NA", ":":
		f.Missing = true
	default:
		if f.Value, err = finite(text); err != nil {
			return reject(row.Number, "value", text, "not-a-number")
		}
	}
	return nil
}

func (r *jafReading) seriesOf(key, geo, freq string) *Series {
	if r.series == nil || r.key != key || r.geo != geo || r.series.Freq != freq {
		r.key, r.geo = strings.Clone(key), strings.Clone(geo)
		r.series = &Series{Dataset: "jaf", Indicator: r.key, Area: code.FromEU(r.geo), Freq: freq}
	}
	return r.series
}

// finite parses a number with a decimal point; NaN and Inf are none.
func finite(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err == nil && v-v != 0 || strings.ContainsAny(text, "xX_") {
		err = strconv.ErrSyntax
	}
	return v, err
}

// periodCache remembers the periods of a file, which are few.
type periodCache struct {
	known map[string][2]string
}

func (c *periodCache) read(text string) (period, freq string, ok bool) {
	if known, ok := c.known[text]; ok {
		return known[0], known[1], true
	}
	period, freq, ok = ParsePeriod(text)
	if !ok {
		return "", "", false
	}
	if c.known == nil || len(c.known) > 10_000 {
		c.known = map[string][2]string{}
	}
	period = strings.Clone(period)
	c.known[strings.Clone(text)] = [2]string{period, freq}
	return period, freq, true
}

// Catalogued is a reading that also lists indicators.
type Catalogued interface {
	Reading
	Catalogue() []CatalogueEntry
}

// CatalogueEntry is one indicator of a source's catalogue.
type CatalogueEntry struct {
	Code, Name string
	Unit       string
	Groups     []string
	Source     string // the survey or register behind it
	HighIsGood *bool  // nothing where the catalogue does not say
	Reference  string // the aggregate that members are compared with
}

type catalogueReading struct {
	tableFile
	entries []CatalogueEntry
}

// Catalogue is every indicator of the file.
func (r *catalogueReading) Catalogue() []CatalogueEntry { return r.entries }

// Next has no figure: a catalogue has none.
func (r *catalogueReading) Next() (Figure, error) { return Figure{}, io.EOF }

// ReadCatalogue reads the catalogue of the Joint Assessment Framework.
func ReadCatalogue(path string) ([]CatalogueEntry, error) {
	r, err := OpenJAF(path, Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	c, ok := r.(Catalogued)
	if !ok {
		return nil, fault.New(fault.Invalid, "indicator.import.other-heading", "source", "jaf", "want", strings.Join(jafCatalogue, ", "))
	}
	return c.Catalogue(), nil
}

func openCatalogue(file tableFile, heading []string) (Reading, error) {
	r := &catalogueReading{tableFile: file}
	at := func(row sheet.Row, name string) string {
		if i := slices.Index(heading, name); i >= 0 && i < len(row.Cells) {
			return strings.Clone(notNA(row.Cells[i]))
		}
		return ""
	}
	for {
		row, err := r.table.Next()
		if err == io.EOF {
			return r, nil
		}
		if err == nil && len(r.entries) == 10_000 {
			err = fault.New(fault.TooLarge, "indicator.import.catalogue-size", "most", len(r.entries))
		}
		if err != nil {
			r.Close()
			return nil, err
		}
		r.entries = append(r.entries, CatalogueEntry{
			Code: at(row, "key"), Name: at(row, "name"), Unit: at(row, "unit_level"),
			Groups: jafGroups(at(row, "groups")), Source: at(row, "source"),
			HighIsGood: yesNo(at(row, "high_is_good")), Reference: at(row, "reference"),
		})
	}
}

func yesNo(text string) *bool {
	yes := strings.EqualFold(text, "true")
	if !yes && !strings.EqualFold(text, "false") {
		return nil
	}
	return &yes
}

// jafGroups cuts the groups of an indicator; a number belongs to the word
// before it: "COMPENDIUM 2".
func jafGroups(text string) []string {
	var groups []string
	for _, word := range strings.Fields(text) {
		if last := len(groups) - 1; last >= 0 && digits(word) {
			groups[last] += " " + word
			continue
		}
		groups = append(groups, word)
	}
	return groups
}

// notNA is the text of a cell, where R writes NA for nothing.
func notNA(text string) string {
	if text = strings.TrimSpace(text); text == "NA" {
		return ""
	}
	return text
}
