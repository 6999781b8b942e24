package figure

import (
	"slices"
	"strings"
)

// Mapping says what the columns of a table mean. It is made on screen, from
// what Suggest proposes, and kept for the next file of the same shape.
type Mapping struct {
	Sheet     string    `json:"sheet,omitempty"`    // of a workbook; the first where empty
	Encoding  string    `json:"encoding,omitempty"` // as a person corrected what was detected
	Comma     string    `json:"comma,omitempty"`    // the same of what separates the cells
	HeaderRow int       `json:"headerRow"`          // line of the headings, from 1; 0 where there are none
	Decimal   string    `json:"decimal,omitempty"`  // "." or ","; empty takes only numbers that read one way
	Columns   []Column  `json:"columns"`
	Fixed     FixedPart `json:"fixed"`
}

// Column is what one column means.
type Column struct {
	Heading    string     `json:"heading"`
	Means      Meaning    `json:"means"`
	Name       string     `json:"name,omitempty"` // of the dimension; the indicator or period of a wide column
	Confidence Confidence `json:"confidence,omitempty"`
}

// FixedPart is what holds for the whole table because no column says it.
type FixedPart struct {
	Dataset   string `json:"dataset,omitempty"`
	Period    string `json:"period,omitempty"`
	Area      string `json:"area,omitempty"`
	Org       string `json:"org,omitempty"`
	Indicator string `json:"indicator,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Dims      Dims   `json:"dims,omitempty"`
}

// Meaning is what the cells of a column are. Words: "indicator.import.means.".
type Meaning string

// The meanings of a column.
const (
	MeansNothing   Meaning = "nothing"
	MeansPeriod    Meaning = "period"
	MeansArea      Meaning = "area"
	MeansOrg       Meaning = "org"
	MeansIndicator Meaning = "indicator"
	MeansUnit      Meaning = "unit"
	MeansValue     Meaning = "value"
	MeansFlags     Meaning = "flags"
	MeansDimension Meaning = "dimension"
	MeansValueOf   Meaning = "value-of" // values of the indicator Name
	MeansValueIn   Meaning = "value-in" // values of the period Name
)

// Meanings is every meaning, in the order in which they are offered.
var Meanings = []Meaning{MeansPeriod, MeansArea, MeansOrg, MeansIndicator, MeansValue, MeansValueOf,
	MeansValueIn, MeansUnit, MeansFlags, MeansDimension, MeansNothing}

// Confidence is how far a suggestion may be trusted. Words:
// "indicator.import.confidence.".
type Confidence string

// A sure suggestion follows from a heading or a known code; one to check is
// made from the look of the cells.
const (
	Sure  Confidence = "sure"
	Check Confidence = "check"
)

// headingWords are the words that headings begin with, in lt, ro, en, it and
// sv, as plain text.
var headingWords = []struct {
	means Meaning
	name  string
	words string
}{
	{MeansPeriod, "", "laikotarpis|metai|menuo|ketvirtis|data|perioada|an|anul|luna|trimestru|period|year|month|quarter|date|time|time period|periodo|anno|mese|trimestre|ar|manad|kvartal|tid|datum"},
	{MeansArea, "", "salis|regionas|apskritis|savivaldybe|vietove|geo|teritorija|tara|regiune|judet|judetul|zona|country|area|region|county|geo|reference area|ref area|territory|paese|regione|provincia|territorio|land|lan|region|omrade"},
	{MeansOrg, "", "tarnyba|organizacija|istaiga|nare|narys|serviciu|serviciul|organizatie|membru|service|organisation|organization|member|pes|ref pes|servizio|organizzazione|membro|ente|myndighet|organisation|medlem|arbetsformedling"},
	{MeansIndicator, "", "rodiklis|rodiklio kodas|kodas|indicator|cod|cod indicator|codul indicatorului|indicatorul|indicator code|code|key|indicatore|codice|indikator|indikatorkod|kod"},
	{MeansValue, "", "reiksme|verte|skaicius|valoare|valoarea|numar|value|obs value|figure|number|valore|numero|varde|antal"},
	{MeansUnit, "", "vienetas|matavimo vienetas|unitate|unitate de masura|unit|unit of measure|unit measure|unita|unita di misura|enhet|mattenhet"},
	{MeansFlags, "", "pastabos|pozymis|zyma|indicativ|marcaj|flag|flags|obs status|status|note|segnale|simbolo|flagga|flaggor|anmarkning"},
	{MeansDimension, "sex", "lytis|sex|sexul|gen|gender|sesso|genere|kon"},
	{MeansDimension, "age", "amzius|amziaus grupe|varsta|grupa de varsta|age|age group|eta|classe di eta|alder|aldersgrupp"},
	{MeansDimension, "education", "issilavinimas|educatie|studii|nivel de educatie|education|education level|isced11|istruzione|titolo di studio|utbildning|utbildningsniva"},
}

// Suggest proposes what the columns mean: by their headings, in any of the five
// languages, by indicators that are known, and by what the cells look like.
func Suggest(heading []string, samples [][]string, known Known) Mapping {
	m := Mapping{HeaderRow: 1}
	used := map[Meaning]bool{}
	for i, text := range heading {
		c := suggestColumn(text, CellsOf(samples, i), known)
		if once := c.Means != MeansDimension && c.Means != MeansValueOf && c.Means != MeansValueIn && c.Means != MeansNothing; once {
			if used[c.Means] { // the first one is it, more are for a person to say
				c = Column{Heading: text, Means: MeansNothing, Confidence: Check}
			}
			used[c.Means] = true
		}
		m.Columns = append(m.Columns, c)
	}
	m.soleValue(samples)
	return m
}

// CellsOf returns the filled cells of a column.
func CellsOf(rows [][]string, column int) []string {
	var cells []string
	for _, row := range rows {
		if column < len(row) && strings.TrimSpace(row[column]) != "" {
			cells = append(cells, row[column])
		}
	}
	return cells
}

func suggestColumn(heading string, cells []string, known Known) Column {
	c := Column{Heading: heading, Means: MeansNothing, Confidence: Check}
	words := Plain(heading)
	for _, h := range headingWords {
		if slices.Contains(strings.Split(h.words, "|"), words) {
			return c.As(h.means, h.name, confirm(h.means, cells))
		}
	}
	if period, _, ok := ParsePeriod(heading); ok && Mostly(cells, LooksNumber) {
		return c.As(MeansValueIn, period, Sure)
	}
	if known.Indicator != nil {
		if code, ok := known.Indicator(strings.TrimSpace(heading)); ok {
			return c.As(MeansValueOf, code, Sure)
		}
	}
	switch {
	case words == "":
	case Mostly(cells, looksPeriod):
		return c.As(MeansPeriod, "", Check)
	case known.Area != nil && Mostly(cells, func(t string) bool { _, ok := known.Area(t); return ok }):
		return c.As(MeansArea, "", Check)
	case !Mostly(cells, LooksNumber) && len(cells) > 0:
		return c.As(MeansDimension, strings.ReplaceAll(words, " ", "_"), Check)
	}
	return c
}

// As returns the column with a meaning.
func (c Column) As(means Meaning, name string, confidence Confidence) Column {
	c.Means, c.Name, c.Confidence = means, name, confidence
	return c
}

// confirm is sure only where the cells do not speak against the heading.
func confirm(means Meaning, cells []string) Confidence {
	switch {
	case means == MeansPeriod && !Mostly(cells, looksPeriod), means == MeansValue && !Mostly(cells, LooksNumber):
		return Check
	}
	return Sure
}

// Mostly tells whether most of the cells are of a kind.
func Mostly(cells []string, is func(string) bool) bool {
	yes := 0
	for _, cell := range cells {
		if is(cell) {
			yes++
		}
	}
	return yes > 0 && 10*yes >= 8*len(cells)
}

func looksPeriod(text string) bool {
	_, _, ok := ParsePeriod(text)
	return ok
}

// LooksNumber tells whether a text may be a number in one of the styles.
func LooksNumber(text string) bool {
	return strings.ContainsAny(text, "0123456789") && strings.Trim(text, "0123456789.,-−+ \u00a0'’eE%") == ""
}

// soleValue takes the one column of numbers whose heading says nothing as the
// value, where no other column is it.
func (m *Mapping) soleValue(samples [][]string) {
	at := -1
	for i, c := range m.Columns {
		switch c.Means {
		case MeansValue, MeansValueOf, MeansValueIn:
			return
		case MeansNothing:
			if Mostly(CellsOf(samples, i), LooksNumber) {
				if at >= 0 {
					return
				}
				at = i
			}
		}
	}
	if at >= 0 {
		m.Columns[at] = m.Columns[at].As(MeansValue, "", Check)
	}
}

// Lacks lists what a table cannot be read without: the meanings that neither a
// column nor the fixed part gives.
func (m *Mapping) Lacks() []Meaning {
	has := func(means ...Meaning) bool {
		return slices.ContainsFunc(m.Columns, func(c Column) bool { return slices.Contains(means, c.Means) })
	}
	var lacks []Meaning
	if !has(MeansValue, MeansValueOf, MeansValueIn) {
		lacks = append(lacks, MeansValue)
	}
	if !has(MeansPeriod, MeansValueIn) && m.Fixed.Period == "" {
		lacks = append(lacks, MeansPeriod)
	}
	if !has(MeansIndicator, MeansValueOf) && m.Fixed.Indicator == "" {
		lacks = append(lacks, MeansIndicator)
	}
	if !has(MeansArea, MeansOrg) && m.Fixed.Area == "" && m.Fixed.Org == "" {
		lacks = append(lacks, MeansArea)
	}
	return lacks
}

// Recall takes over the meanings of a mapping that was kept.
func (m *Mapping) Recall(kept *Mapping) {
	for i := range m.Columns {
		if i < len(kept.Columns) {
			m.Columns[i].Means, m.Columns[i].Name, m.Columns[i].Confidence = kept.Columns[i].Means, kept.Columns[i].Name, Sure
		}
	}
	period := m.Fixed.Period
	m.Fixed = kept.Fixed
	m.Fixed.Period = period // each delivery has its own
}
