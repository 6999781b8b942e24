package figure

import (
	"io"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// recogniseEurostat looks at the first cell of a bulk file: the names of the
// dimensions, a backslash, and the dimension that runs across.
func recogniseEurostat(h Head) Score {
	cell, rest, tabbed := strings.Cut(string(h.Text), "\t")
	if _, _, ok := eurostatNames(cell); !ok || !tabbed || rest == "" {
		return 0
	}
	return 100
}

// eurostatNames cuts "unit,sex,age,geo\time" into the names of the dimensions
// of a row and the one across.
func eurostatNames(cell string) (names []string, across string, ok bool) {
	before, across, ok := strings.Cut(cell, `\`)
	if !ok || strings.ContainsAny(cell, " \r\n\";") || across == "" {
		return nil, "", false
	}
	names = strings.Split(strings.ToLower(before), ",")
	across = strings.ToLower(across)
	return names, across, slices.Contains(names, "time") || isTime(across)
}

func isTime(name string) bool { return name == "time" || name == "time_period" }

// OpenEurostat reads a file of Eurostat's bulk download: series down, periods
// across, or the other way round. The dataset is the file's name; the figures
// have no other indicator than it.
func OpenEurostat(path string, o Options) (Reading, error) {
	file, err := openTable(path, o, func(a *sheet.About) { a.Kind, a.Comma = "tsv", '\t' })
	if err != nil {
		return nil, err
	}
	r := &eurostatReading{tableFile: file, area: o.Area}
	r.dataset = strings.TrimPrefix(strings.ToLower(Stem(r.name)), "estat_")
	if err := r.heading(); err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

type eurostatReading struct {
	tableFile
	dataset string
	area    string
	periods periodCache
	names   []string // the dimensions of the first column
	across  string
	columns []acrossColumn

	row    sheet.Row
	at     int      // the column of row that comes next
	key    []string // values of names in row
	series *Series  // of the figure before, while in the same row
}

// acrossColumn is a column of figures: a period, or a value of the dimension
// that runs across.
type acrossColumn struct{ text, period, freq string }

func (r *eurostatReading) heading() error {
	row, err := r.table.Next()
	if err != nil && err != io.EOF {
		return err
	}
	var ok bool
	if len(row.Cells) > 1 {
		r.names, r.across, ok = eurostatNames(row.Cells[0])
	}
	if !ok {
		return fault.New(fault.Invalid, "indicator.import.other-heading", "source", "eurostat-tsv", "want", `unit,sex,age,geo\time`)
	}
	for _, cell := range row.Cells[1:] {
		column := acrossColumn{text: strings.Clone(strings.TrimSpace(cell))}
		if isTime(r.across) {
			if column.period, column.freq, ok = ParsePeriod(column.text); !ok {
				return fault.New(fault.Invalid, "indicator.import.period-heading", "text", Clip(column.text))
			}
		}
		r.columns = append(r.columns, column)
	}
	return nil
}

// Next reads the next cell that is not empty; a cell with a colon is a figure
// that is missing.
func (r *eurostatReading) Next() (Figure, error) {
	for {
		if r.at >= len(r.row.Cells) {
			if err := r.nextRow(); err != nil {
				return Figure{}, err
			}
		}
		cell := strings.TrimSpace(r.row.Cells[r.at])
		r.at++
		if cell == "" {
			continue
		}
		return r.figure(cell)
	}
}

func (r *eurostatReading) nextRow() error {
	row, err := r.table.Next()
	if err != nil {
		return err
	}
	r.row, r.at, r.series = row, len(row.Cells), nil
	key := strings.Split(row.Cells[0], ",")
	switch {
	case len(key) != len(r.names):
		return reject(row.Number, strings.Join(r.names, ","), row.Cells[0], "other-key")
	case len(row.Cells) > len(r.columns)+1:
		return reject(row.Number, "", row.Cells[len(r.columns)+1], "too-many-columns")
	}
	r.key, r.at = key, 1
	return nil
}

func (r *eurostatReading) figure(cell string) (Figure, error) {
	column := r.columns[r.at-2]
	period, freq, ok := column.period, column.freq, true
	if period == "" {
		period, freq, ok = r.periods.read(r.key[slices.Index(r.names, "time")])
	}
	if !ok {
		return Figure{}, reject(r.row.Number, "time", r.row.Cells[0], "period-unreadable")
	}
	f := Figure{Period: period, Row: r.row.Number, Column: r.at}
	value, flags, _ := strings.Cut(cell, " ")
	if f.Missing = value[0] == ':'; f.Missing {
		flags = value[1:] + flags
	} else if v, err := finite(value); err == nil {
		f.Value = v
	} else {
		return Figure{}, reject(r.row.Number, column.text, cell, "not-a-number")
	}
	f.Flags = Flags(flags)
	f.Series = r.seriesOf(column, freq)
	if f.Series.Area == "" {
		return Figure{}, reject(r.row.Number, "geo", r.row.Cells[0], "empty-required")
	}
	return f, nil
}

// seriesOf is the series of the row. Where not time runs across it is that of
// the row and the column; nearly always the column then is an area.
func (r *eurostatReading) seriesOf(column acrossColumn, freq string) *Series {
	if r.series == nil || r.series.Freq != freq || column.period == "" && r.across != "geo" {
		r.series = &Series{Dataset: r.dataset, Indicator: r.dataset, Area: r.area}
		r.series.describe(append(r.names, r.across), append(r.key, column.text))
		r.series.Freq = freq
	} else if column.period == "" {
		s := *r.series
		s.Area = code.FromEU(column.text)
		r.series = &s
	}
	return r.series
}

// describe gives a series the values of its dimensions, under the names that
// SDMX sources use for them; those without a place of their own are the Dims.
func (s *Series) describe(names, values []string) {
	pairs := make([]string, 0, 2*len(names))
	for i, value := range values {
		if value == notApplicable {
			continue
		}
		switch name := strings.ToLower(names[i]); name {
		case "freq":
			s.Freq = strings.Clone(value)
		case "geo", "ref_area":
			s.Area = code.FromEU(strings.Clone(value))
		case "ref_pes":
			s.Org = strings.Clone(value)
		case "unit", "unit_measure":
			if value != "" {
				s.Unit = strings.Clone(value)
			}
		case "indicator":
			s.Indicator = strings.Clone(value)
		case "time", "time_period":
		case "unit_mult":
			if value != "" && value != "0" {
				pairs = append(pairs, name, value)
			}
		default:
			pairs = append(pairs, name, value)
		}
	}
	s.Dims = NewDims(pairs...)
}
