package figure

import (
	"slices"
	"strings"

	"pesnet/kit/fault"
)

// anofmColumn is what a column of a monthly table of the Romanian service
// shows.
type anofmColumn struct {
	heading string // as it stands there; empty for a column without one
	county  bool   // the names of the counties
	rate    bool   // a rate in percent, otherwise persons
	dataset string
	dims    Dims
	parts   string // the values of the dimension that splits the table, "" for a total
	sex     string
	made    map[string]*Series
}

// The words of headings that tell the columns apart, in the order in which
// they are looked for: "neindemnizati" holds "indemnizati", "postliceal" holds
// "liceal". Headings change from month to month in order, in number and in
// diacritics; these words do not.
var anofmWords = []struct{ word, table, value string }{
	{"neindemniza", "benefit", "NO"},
	{"indemniza", "benefit", "YES"},
	{"urban", "residence", "URBAN"},
	{"rural", "residence", "RURAL"},
	{"fara studii", "education", "ED0"},
	{"primar", "education", "ED1"},
	{"gimnazial", "education", "ED2"},
	{"posticeal", "education", "ED4"},
	{"postliceal", "education", "ED4"},
	{"liceal", "education", "ED3_GEN"},
	{"profesional", "education", "ED3_VOC"},
	{"universitar", "education", "ED5-8"},
	{"sub 25", "age", "Y_LT25"},
	{"25 29", "age", "Y25-29"},
	{"25 si 29", "age", "Y25-29"},
	{"30 39", "age", "Y30-39"},
	{"30 si 39", "age", "Y30-39"},
	{"40 49", "age", "Y40-49"},
	{"40 si 49", "age", "Y40-49"},
	{"50 55", "age", "Y50-55"},
	{"50 si 55", "age", "Y50-55"},
	{"peste 55", "age", "Y_GT55"},
}

// setColumns finds what the table shows from its headings.
func (r *anofmReading) setColumns(headings []string) error {
	table := ""
	for _, heading := range headings {
		c, split := readHeading(heading)
		if split != "" {
			table = split
		}
		if c.heading != "" && !c.county && !c.rate && c.parts == "" && !strings.Contains(Plain(heading), "total") && c.sex == "T" {
			return fault.New(fault.Invalid, "indicator.import.unknown-column", "heading", Clip(heading))
		}
		r.columns = append(r.columns, c)
	}
	if table == "" || !slices.ContainsFunc(r.columns, func(c anofmColumn) bool { return c.county }) {
		return fault.New(fault.Invalid, "indicator.import.other-heading", "source", "anofm", "want", "JUDET, Numar total someri, …")
	}
	for i := range r.columns {
		r.columns[i].name(table)
	}
	return nil
}

// readHeading reads one heading, and which table it is of where that is seen
// from it alone.
func readHeading(heading string) (c anofmColumn, table string) {
	words := Plain(heading)
	c = anofmColumn{heading: strings.TrimSpace(heading), sex: "T", made: map[string]*Series{}}
	c.county = strings.HasPrefix(words, "judet")
	c.rate = strings.HasPrefix(words, "rata")
	switch {
	case strings.Contains(words, "femei"), strings.Contains(words, "feminin"):
		c.sex = "F"
	case strings.Contains(words, "barbati"), strings.Contains(words, "masculin"):
		c.sex = "M"
	}
	for _, w := range anofmWords {
		if strings.Contains(words, w.word) {
			c.parts = w.value
			return c, w.table
		}
	}
	return c, ""
}

// name gives the column its dataset and dimensions once the table is known.
// Values of education follow ISCED 2011: high school and vocational school are
// both level 3, the school after high school is level 4.
func (c *anofmColumn) name(table string) {
	value := c.parts
	if value == "" {
		value = "TOTAL"
	}
	c.dataset = "anofm"
	if table != "benefit" { // the main table
		c.dataset += "-" + table
	}
	switch {
	case c.rate:
		c.dims = NewDims("sex", c.sex)
	case table == "benefit" || table == "residence":
		c.dims = NewDims(table, value, "sex", c.sex)
	default:
		c.dims = NewDims(table, value)
	}
}

// series is the series of the column in an area.
func (c *anofmColumn) series(area string) *Series {
	if s := c.made[area]; s != nil {
		return s
	}
	s := &Series{Dataset: c.dataset, Indicator: "registered-unemployed", Area: area, Freq: "M", Unit: "PER", Dims: c.dims}
	if c.rate {
		s.Indicator, s.Unit = "registered-unemployment-rate", "PC"
	}
	c.made[area] = s
	return s
}
