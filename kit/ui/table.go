package ui

// Table is a table of text. Up to six columns become cards on a narrow screen
// (Cards), more stand in a region that scrolls sideways (Scroll).
type Table struct {
	ID      string
	Caption string
	Sub     string // a line under the caption
	Hidden  bool   // the caption is for screen readers only
	Head    []Cell
	Rows    []Row
	Cards   bool
	Scroll  bool
	Stick   bool // the first column stays in sight
}

func (Table) part() string { return "ui/table" }

// Row is a row of it; Mine is that of the reader's own.
type Row struct {
	Mine  bool
	Cells []Cell
}

// Cell is a cell of it.
type Cell struct {
	Text   string
	Href   string
	Head   bool   // names its row
	Number bool   // stands at the end of its column
	Note   string // raised behind the text: a flag
	Gap    bool   // a value that is missing
	Code   bool   // as it stands in a file
	Narrow bool   // a column of short numbers
	Tag    *Tag   // behind the text
	Parts  []Part // behind the text
}

// Bare is a cell with a number and nothing else, as most cells of a large
// table are: the template has a short way for it.
func (c Cell) Bare() bool {
	return c.Number && !c.Head && !c.Gap && !c.Narrow && !c.Code && c.Href == "" && c.Note == "" && c.Tag == nil && c.Parts == nil
}

// Class is what a cell looks like.
func (c Cell) Class() string {
	switch {
	case c.Number && c.Narrow:
		return "n k"
	case c.Number && c.Gap:
		return "n gap"
	case c.Number:
		return "n"
	case c.Gap:
		return "gap"
	}
	return ""
}

// Label is what a card says before the value of a column.
func (t Table) Label(column int) string {
	if !t.Cards || column >= len(t.Head) {
		return ""
	}
	return t.Head[column].Text
}

// CaptionID names the caption for the region that scrolls.
func (t Table) CaptionID() string {
	if t.ID == "" {
		return "table-caption"
	}
	return t.ID + "-caption"
}
