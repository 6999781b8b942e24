package figure

import (
	"io"
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// recogniseSDMXCSV looks at the first headings: DATAFLOW in version 1.0,
// STRUCTURE and STRUCTURE_ID in 2.0.
func recogniseSDMXCSV(h Head) Score {
	first := h.first()
	switch {
	case len(first) < 3:
	case first[0] == "DATAFLOW":
		return 95
	case strings.HasPrefix(first[0], "STRUCTURE") && first[1] == "STRUCTURE_ID":
		return 100
	}
	return 0
}

// OpenSDMXCSV reads SDMX-CSV 1.0 and 2.0. The dataset is the data flow of each
// row; a dimension INDICATOR names the indicator, otherwise it is the flow.
func OpenSDMXCSV(path string, o Options) (Reading, error) {
	file, err := openTable(path, o, func(a *sheet.About) {
		if a.Kind != "tsv" {
			a.Kind = "csv"
		}
	})
	if err != nil {
		return nil, err
	}
	r := &sdmxCSVReading{tableFile: file, decimal: '.'}
	r.key.area = o.Area
	if err := r.heading(); err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

type sdmxCSVReading struct {
	tableFile
	key     sdmxFigure
	periods periodCache
	decimal byte
	labels  bool // cells are "code: label"

	flow, action, time, value  int
	status, confidential, flag int
	columns                    []int // of key.names
	values                     []string
	width                      int // columns that a row needs
}

// aComponent is what the name of a dimension or attribute looks like; other
// headings are labels or structure of attributes.
var aComponent = regexp.MustCompile(`^[A-Za-z0-9_@$-]+$`)

// sdmxAside are headings that are neither dimension nor of use here.
var sdmxAside = []string{"STRUCTURE", "ACTION", "STRUCTURE_NAME", "SERIES_KEY", "OBS_KEY", "UPDATED",
	"TIME_FORMAT", "DECIMALS", "TITLE", "TITLE_COMPL", "COLLECTION", "PRE_BREAK_VALUE", "OBS_COM", "COMMENT", "EMBARGO_TIME"}

func (r *sdmxCSVReading) heading() error {
	row, err := r.table.Next()
	if err != nil && err != io.EOF {
		return err
	}
	r.flow, r.action, r.time, r.value = -1, -1, -1, -1
	r.status, r.confidential, r.flag = -1, -1, -1
	names := slices.Clone(row.Cells)
	for i, name := range names {
		name, label, labelled := strings.Cut(strings.TrimSpace(name), ":")
		r.labels = r.labels || labelled && strings.HasPrefix(label, " ")
		names[i], _, _ = strings.Cut(name, "[")
	}
	r.find(names)
	if r.flow < 0 || r.value < 0 {
		return fault.New(fault.Invalid, "indicator.import.other-heading", "source", "sdmx-csv", "want", "STRUCTURE, STRUCTURE_ID, …, OBS_VALUE")
	}
	r.findKey(names)
	if r.about.Comma == ';' {
		r.decimal = ','
	}
	return nil
}

// find finds the columns that have a fixed name.
func (r *sdmxCSVReading) find(names []string) {
	for i, name := range names {
		for known, at := range map[string]*int{
			"DATAFLOW": &r.flow, "STRUCTURE_ID": &r.flow, "ACTION": &r.action,
			"TIME_PERIOD": &r.time, "OBS_VALUE": &r.value,
			"OBS_STATUS": &r.status, "CONF_STATUS": &r.confidential, "OBS_FLAG": &r.flag,
		} {
			if name == known && *at < 0 {
				*at = i
			}
		}
	}
}

// findKey finds the columns of the dimensions: those before the value, as far
// as they are no attribute known to stand there, and units wherever they are.
func (r *sdmxCSVReading) findKey(names []string) {
	paired := slices.Contains(names, "STRUCTURE_NAME") // each column is followed by its label
	for i, name := range names {
		special := i == r.flow || i == r.time || i == r.value || !aComponent.MatchString(name)
		if special || slices.Contains(sdmxAside, name) || slices.Contains(sdmxFlags, name) {
			continue
		}
		label := paired && i > 0 && (i-slices.Index(names, "ACTION"))%2 == 0
		if i < r.value && !label || slices.Contains(sdmxUnits, name) {
			r.key.names = append(r.key.names, name)
			r.columns = append(r.columns, i)
		}
	}
	r.values = make([]string, len(r.columns))
	r.width = 1 + max(r.flow, r.value, r.time, slices.Max(append(r.columns, 0)))
}

// Next reads a row.
func (r *sdmxCSVReading) Next() (Figure, error) {
	row, err := r.table.Next()
	if err != nil {
		return Figure{}, err
	}
	if len(row.Cells) < r.width {
		return Figure{}, reject(row.Number, "", strings.Join(row.Cells, ","), "too-few-columns")
	}
	if action := r.cell(row, r.action); action == "D" {
		return Figure{}, reject(row.Number, "ACTION", action, "deletion")
	}
	for i, column := range r.columns {
		r.values[i] = r.cell(row, column)
	}
	text := r.periodText(row)
	period, freq, ok := r.periods.read(text)
	if !ok {
		return Figure{}, reject(row.Number, "TIME_PERIOD", text, "period-unreadable")
	}
	f := Figure{Period: period, Row: row.Number}
	if !sdmxValue(&f, row.Cells[r.value], r.decimal) {
		return Figure{}, reject(row.Number, "OBS_VALUE", row.Cells[r.value], "not-a-number")
	}
	sdmxStatus(&f, r.cell(row, r.status), r.cell(row, r.confidential), r.cell(row, r.flag))
	f.Series = r.key.seriesOf(flowName(row.Cells[r.flow]), freq, r.values)
	if f.Series.Area == "" && f.Series.Org == "" {
		return Figure{}, reject(row.Number, "REF_AREA", "", "empty-required")
	}
	return f, nil
}

// periodText is the period of a row. A file may call its time dimension
// otherwise: then it is the last dimension whose value reads as a part of a
// year, and found once.
func (r *sdmxCSVReading) periodText(row sheet.Row) string {
	if r.time >= 0 {
		return r.cell(row, r.time)
	}
	for i := len(r.columns) - 1; i >= 0; i-- {
		text := r.values[i]
		if _, freq, ok := ParsePeriod(text); ok && freq != "A" {
			r.time = r.columns[i]
			r.key.names = slices.Delete(r.key.names, i, i+1)
			r.columns = slices.Delete(r.columns, i, i+1)
			r.values = slices.Delete(r.values, i, i+1)
			return text
		}
	}
	return ""
}

// cell is the code in a cell, without the label behind it and without the
// apostrophe that disarms what a spreadsheet would take for a formula.
func (r *sdmxCSVReading) cell(row sheet.Row, column int) string {
	if column < 0 || column >= len(row.Cells) {
		return ""
	}
	text := strings.TrimSpace(row.Cells[column])
	if len(text) > 1 && text[0] == '\'' && strings.IndexByte("=+-@", text[1]) >= 0 {
		text = text[1:]
	}
	if r.labels {
		text, _, _ = strings.Cut(text, ": ")
	}
	return text
}
