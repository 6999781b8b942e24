package report

import (
	"cmp"
	"slices"
	"strconv"

	"pesnet/kit/lang"
)

// Chapter is a part of the report: what was done in one field.
type Chapter struct {
	Code    string   `json:"code"` // report.chapter.CODE says what it is called
	Figures []Figure `json:"figures"`
}

// Figure is a count with the rows that it counts.
//
// Rule report.figure: a figure is the number of its rows, and a share is that
// of two figures; no figure is typed.
type Figure struct {
	Code string `json:"code"` // report.figure.CODE says what is counted
	Of   string `json:"of"`   // code of the figure of the same chapter of which it is a share; "" = none
	Rows []Row  `json:"rows"`
}

// Row is something recorded that a figure counts.
type Row struct {
	Day          string    `json:"day"`
	Title        lang.Text `json:"title"`
	Organisation string    `json:"organisation,omitempty"` // code of whose it is
	At           string    `json:"at,omitempty"`           // address below that of the network
}

// Value is the number of the rows.
func (f Figure) Value() int { return len(f.Rows) }

// Figure returns a figure of the chapter by its code.
func (c Chapter) Figure(code string) (Figure, bool) {
	i := slices.IndexFunc(c.Figures, func(f Figure) bool { return f.Code == code })
	if i < 0 {
		return Figure{}, false
	}
	return c.Figures[i], true
}

// Share is the part of the figure that it is a share of; false where there is
// none, or nothing to be a part of.
func (c Chapter) Share(f Figure) (part float64, known bool) {
	whole, there := c.Figure(f.Of)
	if !there || whole.Value() == 0 {
		return 0, false
	}
	return float64(f.Value()) / float64(whole.Value()), true
}

// Find returns a figure out of all chapters.
func Find(chapters []Chapter, chapter, figure string) (Chapter, Figure, bool) {
	for _, c := range chapters {
		if c.Code == chapter {
			f, there := c.Figure(figure)
			return c, f, there
		}
	}
	return Chapter{}, Figure{}, false
}

// perMember are the figures that are shown for each member, in their order.
var perMember = []string{"invited", "present", "due", "kept", "confirmed"}

// ByMember counts the rows of each organisation, by figure. It has a line for
// every organisation that some row names.
func ByMember(chapters []Chapter) (codes []string, counts map[string]map[string]int) {
	counts = map[string]map[string]int{}
	for _, c := range chapters {
		for _, f := range c.Figures {
			if !slices.Contains(perMember, f.Code) && f.Code != "members" {
				continue
			}
			for _, row := range f.Rows {
				if row.Organisation == "" {
					continue
				}
				if counts[row.Organisation] == nil {
					counts[row.Organisation] = map[string]int{}
					codes = append(codes, row.Organisation)
				}
				counts[row.Organisation][f.Code]++
			}
		}
	}
	slices.Sort(codes)
	return codes, counts
}

// Changed are the figures that count otherwise now than when the report was
// adopted: what was recorded, corrected or withdrawn since.
func Changed(frozen, now []Chapter) (all []Difference) {
	for _, c := range now {
		for _, f := range c.Figures {
			_, then, _ := Find(frozen, c.Code, f.Code)
			if then.Value() != f.Value() {
				all = append(all, Difference{c.Code, f.Code, then.Value(), f.Value()})
			}
		}
	}
	return all
}

// Difference is a figure then and now.
type Difference struct {
	Chapter, Figure string
	Then, Now       int
}

// inOrder puts rows in the order of their days.
func inOrder(rows []Row) []Row {
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.Day, b.Day) })
	return rows
}

func yearText(year int) string { return strconv.Itoa(year) }

// plain is a text that is the same in every language: a name, a code.
func plain(text string) lang.Text { return lang.Text{"": text} }
