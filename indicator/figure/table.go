package figure

import (
	"io"
	"slices"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// recogniseTable takes whatever has rows and columns, after every other source.
func recogniseTable(h Head) Score {
	if h.About.Kind == "xlsx" || len(h.first()) > 1 {
		return 10
	}
	return 0
}

// sampleRows is how many rows a suggestion is made from.
const sampleRows = 50

// LookAtTable reads the beginning of a table and proposes a mapping: what the
// third step of an import shows.
func LookAtTable(path string, o Options) (m Mapping, samples [][]string, err error) {
	file, err := openTable(path, o, o.asMapped)
	if err != nil {
		return Mapping{}, nil, err
	}
	defer file.Close()
	var heading []string
	for len(samples) < sampleRows {
		row, err := file.table.Next()
		if err == io.EOF {
			break
		}
		switch {
		case err != nil:
			return Mapping{}, nil, err
		case row.Number < file.about.HeaderRow:
		case heading == nil:
			heading = slices.Clone(row.Cells)
		default:
			samples = append(samples, slices.Clone(row.Cells))
		}
	}
	m = Suggest(heading, samples, o.Known)
	m.HeaderRow, m.Sheet = max(1, file.about.HeaderRow), file.about.Sheet
	if file.about.Decimal != 0 && !slices.Contains(file.about.Doubts, "decimal") {
		m.Decimal = string(rune(file.about.Decimal))
	}
	return m, samples, nil
}

// tableKind reads whatever is no workbook as text with separators.
func tableKind(a *sheet.About) {
	if a.Kind != "xlsx" && a.Kind != "tsv" {
		a.Kind = "csv"
	}
}

// asMapped reads a table as a person corrected what was detected.
func (o Options) asMapped(a *sheet.About) {
	tableKind(a)
	m := o.Mapping
	if m == nil {
		return
	}
	a.HeaderRow = m.HeaderRow
	if m.Sheet != "" {
		a.Sheet = m.Sheet
	}
	if m.Encoding != "" {
		a.Encoding = m.Encoding
	}
	if m.Comma != "" {
		a.Comma = []rune(m.Comma)[0]
	}
	if m.Decimal != "" {
		a.Decimal = m.Decimal[0]
	}
}

// OpenTable reads a table of any shape as a mapping says; without one, as
// Suggest does, if that leaves nothing open.
func OpenTable(path string, o Options) (Reading, error) {
	m := o.Mapping
	if m == nil {
		suggested, _, err := LookAtTable(path, o)
		if err != nil {
			return nil, err
		}
		m = &suggested
		if m.Fixed.Area == "" {
			m.Fixed.Area = o.Area
		}
	}
	if lacks := m.Lacks(); len(lacks) > 0 {
		return nil, fault.New(fault.Invalid, "indicator.import.needs-mapping", "missing", joinMeanings(lacks))
	}
	file, err := openTable(path, o, o.asMapped)
	if err != nil {
		return nil, err
	}
	if err := file.table.Skip(m.HeaderRow); err != nil && err != io.EOF {
		file.Close()
		return nil, err
	}
	r := &tableReading{tableFile: file, mapping: *m, today: o.Today, known: o.Known, seen: newSeenFigures()}
	if len(m.Decimal) == 1 {
		r.decimal = m.Decimal[0]
	}
	r.arrange(o.nameOf(path))
	return r, nil
}

func joinMeanings(all []Meaning) string {
	texts := make([]string, len(all))
	for i, m := range all {
		texts[i] = string(m)
	}
	return strings.Join(texts, ", ")
}

type tableReading struct {
	tableFile
	mapping Mapping
	decimal byte
	today   time.Time
	known   Known
	values  []int // columns of values
	at      int   // the next of values in row
	row     sheet.Row
	parts   rowParts
	periods periodCache
	series  map[Series]*Series
	seen    *seenFigures
	merged  int
	ended   bool
}

// rowParts is what a row says of all its values.
type rowParts struct {
	series Series
	period string
	flags  string
}

func (r *tableReading) arrange(name string) {
	for i, c := range r.mapping.Columns {
		if c.Means == MeansValue || c.Means == MeansValueOf || c.Means == MeansValueIn {
			r.values = append(r.values, i)
		}
	}
	if r.mapping.Fixed.Dataset == "" {
		r.mapping.Fixed.Dataset = strings.Join(LetterWords(Stem(name)), "_")
	}
	r.at = len(r.values)
}

// Next reads the next value. Equal repetitions of a figure are merged.
func (r *tableReading) Next() (Figure, error) {
	for {
		if r.at >= len(r.values) {
			if err := r.nextRow(); err != nil {
				return Figure{}, err
			}
		}
		column := r.values[r.at]
		r.at++
		f, empty, err := r.figure(column)
		if err != nil {
			return f, err // with what is known of it: an answer may mend the rest
		}
		if empty {
			continue
		}
		switch row, verdict := r.seen.add(f); verdict {
		case seenEqual:
			r.merged++
			continue
		case seenOther:
			return Figure{}, reject(f.Row, r.heading(column), r.cell(column)+" ≠ "+itoa(row), "duplicate-row")
		}
		return f, nil
	}
}

func (r *tableReading) nextRow() error {
	row, err := r.table.Next()
	if err == io.EOF && !r.ended {
		r.ended = true
		r.finish()
	}
	if err != nil {
		return err
	}
	r.row, r.at = row, len(r.values)
	if r.parts, err = r.partsOf(row); err != nil {
		return err
	}
	r.at = 0
	return nil
}

func (r *tableReading) finish() {
	if r.merged > 0 {
		r.warn("merged", "count", r.merged)
	}
	if r.seen.full {
		r.warn("repeats-unchecked", "limit", mostSeen)
	}
}

// partsOf reads everything of a row but its values.
func (r *tableReading) partsOf(row sheet.Row) (rowParts, error) {
	fixed := r.mapping.Fixed
	p := rowParts{period: fixed.Period, series: Series{Dataset: fixed.Dataset, Indicator: fixed.Indicator,
		Area: fixed.Area, Org: fixed.Org, Unit: fixed.Unit}}
	var dims []string
	for pair := range strings.SplitSeq(string(fixed.Dims), ",") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			dims = append(dims, name, value)
		}
	}
	for i, c := range r.mapping.Columns {
		cell := strings.TrimSpace(r.cell(i))
		var err error
		switch c.Means {
		case MeansPeriod:
			p.period, p.series.Freq, err = r.period(row, c, cell)
		case MeansArea:
			p.series.Area, err = look(row, c, cell, r.known.Area, "unknown-area")
			p.series.Area = code.FromEU(p.series.Area)
		case MeansOrg:
			p.series.Org, err = look(row, c, cell, r.known.Org, "unknown-org")
		case MeansIndicator:
			p.series.Indicator, err = look(row, c, cell, r.known.Indicator, "unknown-indicator")
		case MeansUnit:
			p.series.Unit = strings.Clone(cell)
		case MeansFlags:
			p.flags = strings.Clone(Flags(cell))
		case MeansDimension:
			if fixed.Dataset != r.known.Own || !isEverybody(cell) { // the catalogue's own figures of everybody name no part
				dims = append(dims, c.Name, strings.Clone(cell))
			}
		}
		if err != nil {
			return p, err
		}
	}
	if p.series.Org != "" {
		p.series.Area = ""
	}
	p.series.Dims = NewDims(dims...)
	return p, nil
}

func look(row sheet.Row, c Column, cell string, known func(string) (string, bool), cause string) (string, error) {
	if cell == "" {
		return "", reject(row.Number, c.Heading, "", "empty-required")
	}
	if known == nil {
		return strings.Clone(cell), nil
	}
	found, ok := known(cell)
	if !ok {
		return "", reject(row.Number, c.Heading, cell, cause)
	}
	return found, nil
}

func (r *tableReading) period(row sheet.Row, c Column, cell string) (period, freq string, err error) {
	if cell == "" {
		return "", "", reject(row.Number, c.Heading, "", "empty-required")
	}
	period, freq, ok := r.periods.read(cell)
	if !ok {
		return "", "", reject(row.Number, c.Heading, cell, "period-unreadable")
	}
	if start, _ := PeriodStart(period); !r.today.IsZero() && start.After(r.today) {
		return "", "", reject(row.Number, c.Heading, cell, "period-future")
	}
	return period, freq, nil
}

// figure reads the value in a column. A wide table has empty cells where it
// has nothing to say; a long one says so by a row, whose value then is missing.
func (r *tableReading) figure(column int) (f Figure, empty bool, err error) {
	c, p := r.mapping.Columns[column], r.parts
	f = Figure{Period: p.period, Flags: p.flags, Row: r.row.Number, Column: column + 1}
	switch c.Means {
	case MeansValueOf:
		p.series.Indicator = c.Name
	case MeansValueIn:
		f.Period, p.series.Freq, err = r.period(r.row, c, c.Name)
	}
	if err != nil {
		return f, false, err
	}
	if p.series.Freq == "" {
		p.series.Freq = FreqOf(f.Period)
	}
	if p.series.Unit == "" && r.known.UnitOf != nil && p.series.Dataset == r.known.Own {
		p.series.Unit = r.known.UnitOf(p.series.Indicator)
	}
	f.Series = r.intern(p.series)
	text := strings.TrimSpace(r.cell(column))
	if text == "" && c.Means != MeansValue {
		return f, true, nil
	}
	if text == "" && p.flags == "" {
		return f, false, reject(r.row.Number, c.Heading, "", "empty-required")
	}
	if f.Missing = text == "" || text[0] == ':'; f.Missing {
		f.Flags = joinFlags(f.Flags, Flags(strings.TrimPrefix(text, ":")))
	} else if f.Value, err = tableNumber(text, r.decimal); err != nil {
		return f, false, reject(r.row.Number, c.Heading, text, err.Error())
	}
	return f, false, nil
}

// intern gives figures of one series the same *Series, for as many series as
// fit into little memory.
func (r *tableReading) intern(s Series) *Series {
	if known := r.series[s]; known != nil {
		return known
	}
	if r.series == nil || len(r.series) >= 10_000 {
		r.series = map[Series]*Series{}
	}
	r.series[s] = &s
	return &s
}

func (r *tableReading) cell(column int) string {
	if column >= len(r.row.Cells) {
		return ""
	}
	return r.row.Cells[column]
}

func (r *tableReading) heading(column int) string { return r.mapping.Columns[column].Heading }

// numberCause is why a text is no number: the end of the id of a cause.
type numberCause string

// Error is the end of the id.
func (c numberCause) Error() string { return string(c) }

// tableNumber reads a number, and where it is none says as closely as it can
// why: for each cause there is another fix for all rows.
func tableNumber(text string, decimal byte) (float64, error) {
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if v, ok := sheet.ParseNumber(text, decimal); ok {
		return v, nil
	}
	withZeros := strings.NewReplacer("O", "0", "o", "0", "О", "0").Replace(text)
	if _, ok := sheet.ParseNumber(withZeros, decimal); ok && withZeros != text {
		return 0, numberCause("letter-o")
	}
	other := byte(',')
	if decimal == ',' {
		other = '.'
	}
	if _, ok := sheet.ParseNumber(text, other); ok {
		if decimal == 0 {
			return 0, numberCause("two-readings")
		}
		return 0, numberCause("other-decimal")
	}
	return 0, numberCause("not-a-number")
}
