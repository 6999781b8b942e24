package network

import (
	"io"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// Line is a field for one line of text.
func (p Place) Line(name, value, width string, refused error) ui.Part {
	return ui.Input{Field: p.Field(name, refused), Value: value, Width: width}
}

// Count is a field for a whole number; 0 is shown as nothing.
func (p Place) Count(name string, value int64, refused error) ui.Part {
	text := ""
	if value != 0 {
		text = strconv.FormatInt(value, 10)
	}
	return ui.Input{Field: p.Field(name, refused), Value: text, Width: "10", InputMode: "numeric"}
}

// Lines is a field for several lines of text.
func (p Place) Lines(name, value string, refused error) ui.Part {
	return ui.Textarea{Field: p.Field(name, refused), Value: value, Rows: 4}
}

// Choose is a field for one of many codes, said in words.
func (p Place) Choose(name, prefix string, codes []string, chosen string, refused error) ui.Part {
	return ui.Select{Field: p.Field(name, refused), Options: p.Options(prefix, codes, chosen)}
}

// Tick is a field for any number of codes, said in words.
func (p Place) Tick(name, prefix string, codes, chosen []string, refused error) ui.Part {
	return ui.Checkboxes{Field: p.Field(name, refused), Options: p.Options(prefix, codes, chosen...), Small: true}
}

// Organisations is a field for one of some organisations, in the order of the
// reader's alphabet. Where none may be chosen, none says so.
func (p Place) Organisations(name string, all []Organisation, chosen, none string, refused error) ui.Part {
	f := ui.Select{Field: p.Field(name, refused)}
	for _, o := range all {
		f.Options = append(f.Options, ui.Option{Value: o.ID, Text: o.Named(p.Lang), Chosen: o.ID == chosen})
	}
	lang.Sort(p.Words, f.Options, func(o ui.Option) string { return o.Text })
	if none != "" {
		f.Options = append([]ui.Option{{Text: none}}, f.Options...)
	}
	return f
}

// Stored shows what is kept now to somebody who was not the first to change
// it: their own text stands in the form below.
func (p Place) Stored(refused error, kept ui.Pairs) []ui.Section {
	if fault.ID(refused) != "network.changed-meanwhile" {
		return nil
	}
	return []ui.Section{{Card: true, Title: p.Words.T("network.stored"), Text: []string{p.Words.T("network.stored.text")}, Parts: []ui.Part{kept}}}
}

// Changed refuses where nothing was written because the version is another, as
// the rule network.changed-meanwhile asks for.
func Changed(rows int64, err error) error { return changed(rows, err) }

// Posted is a value of a form without the space around it.
func Posted(r *web.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// PostedNumber is a whole number of a form; 0 where there is none.
func PostedNumber(r *web.Request, name string) int64 { return number(r, name) }

// Book is a workbook to download, with its notes on a second sheet.
func (p Place) Book(name, title string, notes [][]string, head []string, rows [][]sheet.Value) web.File {
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	return web.File{Name: strings.ToLower(p.Network.Code) + "-" + name + ".xlsx", Type: kind, Write: func(w io.Writer) error {
		book, err := sheet.NewXLSX(w, sheet.XLSXOptions{Sheet: name, Title: title, Creator: "pesnet", Notes: p.Words.T("web.notes"), Lines: notes})
		if err != nil {
			return err
		}
		if err := book.Header(head...); err != nil {
			return err
		}
		for _, row := range rows {
			if err := book.Write(row); err != nil {
				return err
			}
		}
		return book.Close()
	}}
}
