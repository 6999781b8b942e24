package sheet

import (
	"os"
	"slices"
)

// detectBook takes the first visible sheet that holds anything.
func detectBook(file *os.File) (About, error) {
	info, err := file.Stat()
	if err != nil {
		return About{}, err
	}
	b, err := openBook(file, info.Size(), Standard)
	if err != nil {
		return About{}, err
	}
	about := About{Kind: "xlsx", Encoding: "UTF-8", Sure: true}
	for _, s := range b.sheets {
		about.Sheets = append(about.Sheets, s.name)
		if s.hidden {
			about.Hidden = append(about.Hidden, s.name)
		}
	}
	for _, s := range b.sheets {
		first, err := b.firstRows(s.part)
		if err != nil {
			return About{}, err
		}
		if len(first.rows) > 0 && !s.hidden {
			about.Sheet = s.name
			return about.bookShape(first), nil
		}
	}
	return About{}, refuse("sheet.empty")
}

// firstRows are the first rows of a sheet, and what in them is a text.
type firstRows struct {
	rows  []Row
	texts []string
}

// firstRows reads them as far as they can be read: what is wrong with one is
// told when the sheet is.
func (b *book) firstRows(part string) (first firstRows, err error) {
	reader, err := b.cells(part, '.', Standard)
	if err != nil {
		return first, err
	}
	defer reader.close()
	for len(first.rows) < 500 {
		row, err := reader.next()
		if err != nil {
			break
		}
		first.rows = append(first.rows, Row{row.Number, slices.Clone(row.Cells)})
		for i, cell := range row.Cells {
			if !reader.typed[i] {
				first.texts = append(first.texts, cell)
			}
		}
	}
	return first, nil
}

// bookShape asks about the decimal sign only where numbers are written as
// texts.
func (a About) bookShape(first firstRows) About {
	var sure bool
	a.HeaderRow, sure = guessHeader(first.rows)
	a.doubt("header", sure)
	a.Decimal, sure = guessDecimal(slices.Values(first.texts))
	if a.Decimal == 0 && sure {
		a.Decimal = '.'
	}
	a.doubt("decimal", sure)
	return a
}
