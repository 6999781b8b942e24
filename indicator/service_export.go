package indicator

import (
	"context"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
	"pesnet/network"
)

// Formats is the kinds of file that figures are exported as.
var Formats = []string{"csv", "sdmx-csv", "sdmx-json", "xlsx"}

// Selection says which figures are exported; what is empty does not narrow.
type Selection struct {
	Network   network.Network
	Dataset   string
	Indicator string
	Area      string
	Org       string
	From, To  string
}

// Export writes released figures as a file, row by row as they are read, so
// that its size does not matter.
func (s *Service) Export(ctx context.Context, who network.Who, sel Selection, format string, w io.Writer) error {
	if err := network.May(who, "indicator.export", network.Resource{Network: sel.Network.ID}).Err(); err != nil {
		return err
	}
	write := writers[format]
	if write == nil {
		return fault.New(fault.Invalid, "indicatorcommand.format", "format", format, "formats", strings.Join(Formats, ", "))
	}
	return s.db.Read(ctx, func(tx *db.Tx) error {
		o := figure.Outline{Agency: "PESNET", ID: "PESNET", Prepared: s.now()}
		var err error
		if o.Dims, err = dimensionNames(tx, sel); err != nil {
			return err
		}
		return write(w, o, figures(tx, sel))
	})
}

// writers is how each format is written.
var writers = map[string]func(io.Writer, figure.Outline, iter.Seq2[figure.Figure, error]) error{
	"csv":       writeCSV,
	"xlsx":      writeXLSX,
	"sdmx-csv":  figure.WriteSDMXCSV,
	"sdmx-json": figure.WriteSDMXJSON,
}

func writeCSV(w io.Writer, o figure.Outline, all iter.Seq2[figure.Figure, error]) error {
	return writeTable(sheet.NewCSV(w, sheet.CSVOptions{}), o, all)
}

func writeXLSX(w io.Writer, o figure.Outline, all iter.Seq2[figure.Figure, error]) error {
	book, err := sheet.NewXLSX(w, sheet.XLSXOptions{Sheet: "observations"})
	if err != nil {
		return err
	}
	return writeTable(book, o, all)
}

// writeTable writes one figure per row, under headings that the import of
// tables knows again. What is hidden is empty and flagged.
func writeTable(out sheet.Writer, o figure.Outline, all iter.Seq2[figure.Figure, error]) error {
	heading := append([]string{"dataset", "indicator", "area", "org", "freq", "period", "unit"}, o.Dims...)
	if err := out.Header(append(heading, "value", "flags")...); err != nil {
		return err
	}
	for f, err := range all {
		if err != nil {
			return err
		}
		s := f.Series
		row := sheet.Texts(s.Dataset, s.Indicator, s.Area, s.Org, s.Freq, f.Period, s.Unit)
		for _, d := range o.Dims {
			row = append(row, sheet.Text(s.Dims.Get(d)))
		}
		value := sheet.Text(":")
		if strings.HasPrefix(f.Flags, disclosure.Hidden) {
			value = sheet.Empty
		} else if !f.Missing {
			value = sheet.Number(f.Value)
		}
		if err := out.Write(append(row, value, sheet.Text(f.Flags))); err != nil {
			return err
		}
	}
	return out.Close()
}

// where is the condition of a selection: released figures that are seen in
// its network.
func (sel Selection) where() (string, []any) {
	p := pools(sel.Network)
	where, args := `NOT s.draft AND s.network_id IN (?, ?)`, []any{p[0], p[1]}
	for column, value := range map[string]string{"s.dataset": sel.Dataset, "s.indicator": sel.Indicator, "s.area": sel.Area, "s.org": sel.Org} {
		if value != "" {
			where, args = where+` AND `+column+` = ?`, append(args, value)
		}
	}
	if sel.From != "" {
		where, args = where+` AND o.period >= ?`, append(args, sel.From)
	}
	if sel.To != "" {
		where, args = where+` AND o.period <= ?`, append(args, sel.To+"~")
	}
	return where, args
}

// figures yields the figures of a selection by dataset, indicator, area and
// period.
func figures(tx *db.Tx, sel Selection) iter.Seq2[figure.Figure, error] {
	return func(yield func(figure.Figure, error) bool) {
		err := eachFigure(tx, sel, func(f figure.Figure) error {
			if !yield(f, nil) {
				return io.EOF
			}
			return nil
		})
		if err != nil && err != io.EOF {
			yield(figure.Figure{}, err)
		}
	}
}

// namesOfDims gathers the names of dimensions.
func namesOfDims(all []figure.Dims) []string {
	found := map[string]bool{}
	for _, d := range all {
		for pair := range strings.SplitSeq(string(d), ",") {
			if name, _, ok := strings.Cut(pair, "="); ok {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
