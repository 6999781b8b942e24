package indicator

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"pesnet/kit/chart"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
	"pesnet/kit/web"
)

// compareHead is the headings of the figures as they are taken away; they are
// the same in every language, for programs read them.
var compareHead = []string{"indicator", "dataset", "code", "name", "role", "period", "value", "flags", "released", "peers_counted", "unit", "dimensions"}

// write writes every figure that is shown, those that were computed marked as
// such by their role.
func (c compared) write(out sheet.Writer) error {
	if err := out.Header(compareHead...); err != nil {
		return err
	}
	for i, r := range c.Rows() {
		role := "peer"
		if i == 0 {
			role = "own"
		}
		if err := c.writeRow(out, r, role); err != nil {
			return err
		}
	}
	for _, r := range c.Said.wholes() {
		if err := c.writeRow(out, r, "all"); err != nil {
			return err
		}
	}
	return c.writeMedian(out)
}

func (c compared) writeRow(out sheet.Writer, r Row, role string) error {
	for i, cell := range r.Cells {
		value, released := sheet.Empty, "yes"
		if cell.OK() {
			value = sheet.Number(cell.Value)
		}
		if cell.Draft {
			released = "no"
		}
		err := out.Write([]sheet.Value{sheet.Text(c.Definition.Code), sheet.Text(c.Variant.Dataset), sheet.Text(r.Code), sheet.Text(c.Said.name(r.Unit)),
			sheet.Text(role), sheet.Text(c.Periods[i]), value, sheet.Text(cell.Flags), sheet.Text(released), sheet.Empty, sheet.Text(c.measure()), sheet.Text(string(c.Dims))})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c compared) writeMedian(out sheet.Writer) error {
	if len(c.Peers) == 0 {
		return nil
	}
	for i, v := range c.Median {
		err := out.Write([]sheet.Value{sheet.Text(c.Definition.Code), sheet.Text(c.Variant.Dataset), sheet.Empty, sheet.Text(c.Said.t("median.computed")),
			sheet.Text("median"), sheet.Text(c.Periods[i]), sheet.Number(v), sheet.Empty, sheet.Text("yes"), sheet.Number(float64(c.Counted[i])),
			sheet.Text(c.measure()), sheet.Text(string(c.Dims))})
		if err != nil {
			return err
		}
	}
	return nil
}

// fileName is what a download is called.
func (c compared) fileName(kind string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '.' || r == '/' || r == ' ' {
			return '-'
		}
		return r
	}, strings.Trim(c.Definition.Code, "."))
	return fmt.Sprintf("%s-%s.%s", strings.ToLower(c.Network.Code), clean, kind)
}

func (s *Service) compareCSV(r *web.Request) (web.Reply, error) {
	c, err := s.compared(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	return web.File{Name: c.fileName("csv"), Type: "text/csv; charset=utf-8", Write: func(w io.Writer) error {
		out := sheet.NewCSV(w, sheet.CSVOptions{BOM: true})
		if err := c.write(out); err != nil {
			return err
		}
		return out.Close()
	}}, nil
}

func (s *Service) compareXLSX(r *web.Request) (web.Reply, error) {
	c, err := s.compared(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	return web.File{Name: c.fileName("xlsx"), Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Write: func(w io.Writer) error {
		out, err := sheet.NewXLSX(w, sheet.XLSXOptions{Sheet: r.T("indicatorcompare.figures"), Notes: r.T("web.notes"), Lines: s.noteLines(r, c),
			Title: c.Title(r.Words), Creator: "pesnet", Made: s.now()})
		if err != nil {
			return err
		}
		if err := c.write(out); err != nil {
			return err
		}
		return out.Close()
	}}, nil
}

// noteLines are what the page says about the figures, for the second sheet.
func (s *Service) noteLines(r *web.Request, c compared) (lines [][]string) {
	p := newComparePage(r, c, r.URL.Query())
	lines = append(lines, []string{p.Title}, []string{p.Finding.String()})
	for _, after := range p.Finding.After {
		lines = append(lines, []string{after})
	}
	for _, pair := range p.Pairs {
		lines = append(lines, []string{pair.Name, pair.Value})
	}
	for _, remark := range p.Remarks {
		lines = append(lines, []string{remark.What, remark.Text})
	}
	return append(lines, []string{p.Flags})
}

// compareSVG is one chart as a file, with its heading, legend and source.
func (s *Service) compareSVG(r *web.Request) (web.Reply, error) {
	c, err := s.compared(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	name := cmp.Or(r.URL.Query().Get("chart"), "past")
	if len(c.Periods) == 0 {
		return nil, fault.New(fault.Missing, "indicatorcompare.chart.none")
	}
	drawn, legend, ok := c.Said.chart(name)
	if !ok {
		return nil, fault.New(fault.Missing, "web.not-found")
	}
	p := newComparePage(r, c, r.URL.Query())
	around := map[string]drawing{"past": p.Past, "peers": p.Peers, "panels": p.Panels}[name]
	file := chart.File{Lang: r.Words.Code(), Heading: p.Title + ": " + around.Title, Sub: around.Sub, Legend: legend, Notes: []string{p.Finding.String()}}
	for _, pair := range p.Pairs {
		if pair.Name == p.t.t("how.source") || pair.Name == p.t.t("how.vintage") {
			file.Notes = append(file.Notes, pair.Name+": "+pair.Value)
		}
	}
	if c.Network.Fictional {
		file.Notes = append(file.Notes, p.t.t("eye.invented"))
	}
	return web.File{Name: c.fileName(name + ".svg"), Type: "image/svg+xml", Write: func(w io.Writer) error {
		_, err := w.Write(chart.Save(drawn, file))
		return err
	}}, nil
}
