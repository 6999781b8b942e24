package figure

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// The Romanian service publishes four tables a month, county by county:
// registered unemployed by sex, with rates and benefit; by residence; by
// education; by age. Each table is a dataset of its own, as each prints its own
// total and these do not always agree.

func recogniseANOFM(h Head) Score {
	if h.json('[') {
		if strings.Contains(string(h.Text), `"judet_id"`) {
			return 95
		}
		return 0
	}
	if first := h.first(); len(first) > 3 && Plain(first[0]) == "judet" {
		return 90
	}
	return 0
}

// OpenANOFM reads a monthly table of the Romanian service. The month is that
// of the name of the file or of its folder; what the table shows is seen from
// its headings, as file names are exchanged at times.
func OpenANOFM(path string, o Options) (Reading, error) {
	head, err := ReadHead(path)
	if err != nil {
		return nil, err
	}
	r := &anofmReading{path: o.nameOf(path), limits: o.Limits}
	r.period = anofmMonth(r.path)
	if head.json('[') {
		err = r.openJSON(path, head.About)
	} else {
		err = r.openTable(path, o)
	}
	if err != nil {
		return nil, err
	}
	if r.period == "" {
		r.Close()
		return nil, fault.New(fault.Invalid, "indicator.import.no-month", "file", filepath.Base(r.path))
	}
	r.at, r.sums = len(r.columns), newCountySums(r.columns)
	return r, nil
}

// anofmMonth finds the month in "…/2018/August/somajul_inregistrat_august_2018_1.csv":
// in the name, else in the folders, the nearest first.
func anofmMonth(path string) string {
	all := strings.Split(filepath.ToSlash(path), "/")
	for i := len(all) - 1; i >= 0; i-- {
		if period := monthAmong(strings.Join(all[i:], " ")); period != "" {
			return period
		}
	}
	return ""
}

func monthAmong(text string) string {
	year, month := "", 0
	for _, word := range LetterWords(text) {
		switch {
		case len(word) == 4 && digits(word) && year == "":
			year = word
		case monthNames[word] > 0 && month == 0:
			month = monthNames[word]
		}
	}
	if year == "" || month == 0 {
		return ""
	}
	return year + "-" + pad(itoa(month))
}

// anofmRow is a row of either form of the table.
type anofmRow struct {
	number int
	area   string
	cells  []string // beside those of the headings
}

type anofmReading struct {
	path    string
	limits  sheet.Limits
	period  string
	columns []anofmColumn
	next    func() (anofmRow, error) // a row of the CSV or of the JSON
	done    func() float64
	close   func() error

	row      anofmRow
	at       int
	sums     *countySums
	ended    bool
	warnings []Warning
}

// Next reads the next cell that stands under a heading. An empty one in a row
// of figures is a figure that is missing.
func (r *anofmReading) Next() (Figure, error) {
	for {
		if r.at < len(r.columns) {
			column := r.columns[r.at]
			r.at++
			if column.county || column.heading == "" {
				continue
			}
			return r.figure(column, r.at-1)
		}
		row, err := r.next()
		if err == io.EOF {
			r.end()
		}
		if err != nil {
			return Figure{}, err
		}
		r.row, r.at = row, 0
	}
}

func (r *anofmReading) figure(column anofmColumn, at int) (Figure, error) {
	f := Figure{Series: column.series(r.row.area), Period: r.period, Row: r.row.number, Column: at + 1}
	cell := strings.TrimSpace(r.row.cells[at])
	if f.Missing = cell == "" || cell == ":" || cell == "-"; f.Missing {
		return f, nil
	}
	v, ok := sheet.ParseNumber(cell, '.')
	if !ok {
		return Figure{}, reject(r.row.number, column.heading, cell, "not-a-number")
	}
	f.Value = v
	r.sums.add(r.row.area, at, v)
	return f, nil
}

// Warnings are what the table itself shows to be wrong.
func (r *anofmReading) Warnings() []Warning { return r.warnings }

// Done is how much of the file is read.
func (r *anofmReading) Done() float64 { return r.done() }

// Close closes the file.
func (r *anofmReading) Close() error { return r.close() }

func (r *anofmReading) warn(id string, args ...any) {
	r.warnings = append(r.warnings, Warning{File: filepath.Base(r.path), ID: "indicator.import." + id, Args: args})
}

func (r *anofmReading) end() {
	if !r.ended {
		r.ended = true
		r.sums.check(r.warn, "period", r.period)
	}
}

func (r *anofmReading) openTable(path string, o Options) error {
	file, err := openTable(path, o, func(a *sheet.About) { a.Kind = "csv" })
	if err != nil {
		return err
	}
	heading, err := file.table.Next()
	if err == nil || errors.Is(err, io.EOF) {
		err = r.setColumns(heading.Cells)
	}
	if err != nil {
		file.Close()
		return err
	}
	r.done, r.close = file.Done, file.Close
	r.next = func() (anofmRow, error) { return r.tableRow(file.table) }
	return nil
}

// tableRow reads the next row that is not empty. A figure without a heading is
// not taken, and said.
func (r *anofmReading) tableRow(table *sheet.Table) (anofmRow, error) {
	for {
		row, err := table.Next()
		if err != nil {
			return anofmRow{}, err
		}
		if !slices.ContainsFunc(row.Cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		area, ok := countyOf(row.Cells[0])
		if !ok {
			return anofmRow{}, reject(row.Number, "JUDET", row.Cells[0], "unknown-area")
		}
		cells := row.Cells
		for i, cell := range cells {
			if (i >= len(r.columns) || r.columns[i].heading == "") && strings.TrimSpace(cell) != "" {
				r.unnamed(row.Number, i)
			}
		}
		for len(cells) < len(r.columns) {
			cells = append(cells, "")
		}
		return anofmRow{row.Number, area, cells}, nil
	}
}

func (r *anofmReading) unnamed(row, column int) {
	for _, w := range r.warnings {
		if w.ID == "indicator.import.unnamed-column" {
			return
		}
	}
	r.warn("unnamed-column", "column", column+1, "row", row)
}
