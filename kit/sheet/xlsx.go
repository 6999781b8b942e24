package sheet

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// XLSXOptions say what stands around the rows of a workbook.
type XLSXOptions struct {
	Sheet   string    // name of the sheet with the rows
	Widths  []float64 // of the columns, in letters; from the headings where it ends or is 0
	Notes   string    // name of the sheet with the notes; none without a name
	Lines   [][]string
	Title   string
	Creator string
	Made    time.Time
}

// XLSX writes a table as a workbook. What has been written waits on disk when
// it grows, so that a large table needs no more memory than a small one.
type XLSX struct {
	out     io.Writer
	options XLSXOptions
	file    *excelize.File
	rows    *excelize.StreamWriter
	bold    int
	row     int
	cells   []any
}

// NewXLSX begins a workbook.
func NewXLSX(w io.Writer, options XLSXOptions) (*XLSX, error) {
	x := &XLSX{out: w, options: options, file: excelize.NewFile()}
	if err := x.begin(); err != nil {
		x.file.Close()
		return nil, fmt.Errorf("begin workbook: %w", err)
	}
	return x, nil
}

func (x *XLSX) begin() (err error) {
	made := x.options.Made.UTC().Format(time.RFC3339)
	if x.options.Made.IsZero() {
		made = ""
	}
	properties := &excelize.DocProperties{Title: x.options.Title, Creator: x.options.Creator, Created: made, Modified: made}
	if err := x.file.SetDocProps(properties); err != nil {
		return err
	}
	name := sheetName(x.options.Sheet, "Sheet1")
	if err := x.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if x.bold, err = x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	x.rows, err = x.file.NewStreamWriter(name)
	return err
}

// sheetName makes a name that Excel allows.
func sheetName(name, otherwise string) string {
	clean := strings.Trim(strings.Map(func(c rune) rune {
		if strings.ContainsRune(`:\/?*[]`, c) || c < ' ' {
			return ' '
		}
		return c
	}, name), "' ")
	const longest = 31
	for utf8.RuneCountInString(clean) > longest {
		_, size := utf8.DecodeLastRuneInString(clean)
		clean = clean[:len(clean)-size]
	}
	if clean == "" {
		return otherwise
	}
	return clean
}

// Header writes the headings in bold, sets the widths of the columns and keeps
// the headings in view. It must be the first row, if there is one.
func (x *XLSX) Header(names ...string) error {
	for i, name := range names {
		if err := x.rows.SetColWidth(i+1, i+1, x.width(i, name)); err != nil {
			return fmt.Errorf("set width: %w", err)
		}
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := x.rows.SetPanes(panes); err != nil {
		return fmt.Errorf("freeze header: %w", err)
	}
	return x.write(Texts(names...), excelize.RowOpts{StyleID: x.bold}, x.bold)
}

func (x *XLSX) width(column int, heading string) float64 {
	if column < len(x.options.Widths) && x.options.Widths[column] > 0 {
		return x.options.Widths[column]
	}
	return float64(min(60, max(10, utf8.RuneCountInString(heading)+2)))
}

// Write writes a row.
func (x *XLSX) Write(row []Value) error { return x.write(row, excelize.RowOpts{}, 0) }

// longestText is what Excel takes in a cell, in UTF-16 units.
const longestText = 32767

func (x *XLSX) write(row []Value, options excelize.RowOpts, style int) error {
	x.row++
	if x.row > maxRows {
		return refuse("sheet.too-many-rows", "limit", maxRows)
	}
	x.cells = x.cells[:0]
	for i, v := range row {
		if v.kind == textValue && len(v.text) > longestText && utf16Length(v.text) > longestText {
			return refuse("sheet.text-too-long", "row", x.row, "column", i+1, "limit", longestText)
		}
		x.cells = append(x.cells, cellOf(v, style))
	}
	if err := x.rows.SetRow(fmt.Sprintf("A%d", x.row), x.cells, options); err != nil {
		return fmt.Errorf("write row: %w", err)
	}
	return nil
}

// cellOf gives texts as texts: excelize makes a formula of nothing that is not
// asked to be one.
func cellOf(v Value, style int) any {
	var plain any
	switch v.kind {
	case textValue:
		plain = v.text
	case numberValue:
		plain = v.number
	}
	if style == 0 {
		return plain
	}
	return excelize.Cell{StyleID: style, Value: plain}
}

func utf16Length(text string) (n int) {
	for _, c := range text {
		n++
		if c > 0xFFFF {
			n++
		}
	}
	return n
}

// Close adds the notes, writes the workbook and removes what waited on disk.
func (x *XLSX) Close() error {
	defer x.file.Close()
	if err := x.rows.Flush(); err != nil {
		return fmt.Errorf("finish sheet: %w", err)
	}
	if x.options.Notes != "" {
		if err := x.notes(); err != nil {
			return fmt.Errorf("write notes: %w", err)
		}
	}
	if err := x.file.Write(x.out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

func (x *XLSX) notes() error {
	name := sheetName(x.options.Notes, "Notes")
	if name == sheetName(x.options.Sheet, "Sheet1") {
		name = "Notes"
	}
	if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	lines, err := x.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := lines.SetColWidth(1, 2, 40); err != nil {
		return err
	}
	for i, line := range x.options.Lines {
		cells := make([]any, len(line))
		for j, text := range line {
			cells[j] = text
		}
		if err := lines.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return lines.Flush()
}
