package indicator

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/indicator/figure"
	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// Upload is a file on its way in, between the first step of an import and the
// last. It waits for its owner as long as she needs.
type Upload struct {
	No int64
	Owner
	Who     string
	Name    string
	Size    int64
	Hash    string // SHA-256
	About   About
	Source  string // code of the importer
	Mapping *figure.Mapping
	Answers Answers
	Preview int64 // batch of the preview; 0 = none yet
	Batch   int64 // batch that it became; 0 = none yet
	Job     string
	Asked   time.Time
	Version int64
}

// About is what a file seems to be, and what its owner has said about it.
type About struct {
	sheet.About
	Confirmed bool `json:"confirmed"` // step 2 is done
	Mapped    bool `json:"mapped"`    // step 3 is done
	Recalled  bool `json:"recalled"`  // the mapping is that of last time
	Remember  bool `json:"remember"`  // keep the mapping for next time
}

// Steps of an import, in their order; each is a page.
var Steps = []string{"file", "what", "columns", "problems", "preview"}

// Step is the step at which an import goes on.
func (u Upload) Step() string {
	switch {
	case !u.About.Confirmed:
		return "what"
	case !u.About.Mapped || u.Preview == 0 && u.Job == "":
		return "columns"
	}
	return "problems"
}

// largestUpload is the size in bytes of the largest file that is taken on
// screen; longer ones come by the command line.
const largestUpload = 200 << 20

// Rule indicatorupload.too-large: a file of more than 200 MB is not taken on
// screen.
func tooLarge() error {
	return fault.New(fault.TooLarge, "indicatorupload.too-large", "limit", largestUpload>>20).On("file")
}

// inlineSize is the size in bytes up to which a file is looked through while
// its owner waits; longer ones are a job.
const inlineSize = 5 << 20

// Change is a figure that a delivery would change.
type Change struct {
	Indicator string      `json:"indicator"`
	Of        string      `json:"of"` // area or organisation
	Dims      figure.Dims `json:"dims,omitempty"`
	Period    string      `json:"period"`
	Old       *float64    `json:"old"` // nothing where it was missing
	New       *float64    `json:"new"`
}

// mostChanges is how many of them a preview shows.
const mostChanges = 50

func changeOf(k kept, f *figure.Figure) Change {
	c := Change{Indicator: f.Series.Indicator, Of: f.Series.Area + f.Series.Org, Dims: f.Series.Dims, Period: f.Period}
	if !k.missing {
		c.Old = &k.value
	}
	if !f.Missing {
		v := f.Value
		c.New = &v
	}
	return c
}

// manyChanged is how many figures may be changed or removed without a word
// more.
const manyChanged = 1000

// Risk is how many figures that are there now an import would change or
// remove, where that is so many that the number is to be typed; 0 otherwise.
//
// Rule indicatorupload.confirm: an import that changes or removes more than a
// thousand figures is begun only by who types how many.
func (c Counts) Risk(remove bool) int64 {
	n := c.Changed
	if remove {
		n += c.Gone
	}
	if n <= manyChanged {
		return 0
	}
	return n
}

func (c Counts) confirmed(remove bool, typed string) error {
	n := c.Risk(remove)
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, typed)
	if n == 0 || digits == strconv.FormatInt(n, 10) {
		return nil
	}
	return fault.New(fault.Invalid, "indicatorupload.confirm", "count", n).On("typed")
}

// headingHash names a shape of table by the headings of its columns: under it
// a mapping is kept for next time.
func headingHash(m *figure.Mapping) string {
	h := sha256.New()
	for _, c := range m.Columns {
		h.Write([]byte(figure.Plain(c.Heading) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Told is what a person says about a file in step 2.
type Told struct {
	Source, Encoding, Comma, Sheet string
	HeaderRow                      int
	Decimal                        string // "." or ","; empty = not said
}

// tell takes what was said. A decimal sign that nothing in the file tells must
// be said.
//
// Rule indicatorupload.decimal: whether 1,234 is more than a thousand or a
// little more than one is asked, never guessed.
func (u *Upload) tell(t Told) error {
	if !slices.ContainsFunc(figure.Sources(), func(s figure.Source) bool { return s.Code == t.Source }) {
		return fault.New(fault.Invalid, "indicator.import.no-such-source", "source", t.Source).On("source")
	}
	u.Source = t.Source
	if u.Source != "table" {
		return nil
	}
	a := &u.About
	if t.Encoding != "" && slices.Contains(sheet.Encodings, t.Encoding) {
		a.Encoding = t.Encoding
	}
	if slices.Contains([]string{",", ";", "\t", "|"}, t.Comma) {
		a.Comma = rune(t.Comma[0])
	}
	if t.Sheet != "" && slices.Contains(a.Sheets, t.Sheet) {
		a.Sheet = t.Sheet
	}
	if t.HeaderRow > 0 {
		a.HeaderRow = t.HeaderRow
	}
	if t.Decimal == "." || t.Decimal == "," {
		a.Decimal = t.Decimal[0]
		a.Doubts = slices.DeleteFunc(a.Doubts, func(d string) bool { return d == "decimal" })
	}
	return nil
}

// undecided refuses to go on while the decimal sign is in doubt.
func (u *Upload) undecided() error {
	if u.Source == "table" && slices.Contains(u.About.Doubts, "decimal") {
		return fault.New(fault.Invalid, "indicatorupload.decimal").On("decimal")
	}
	return nil
}

// asRead is the beginning of a mapping: how the file is read.
func (u *Upload) asRead() *figure.Mapping {
	m := &figure.Mapping{Sheet: u.About.Sheet, HeaderRow: max(1, u.About.HeaderRow)}
	if u.About.Kind != "xlsx" {
		m.Encoding, m.Comma = u.About.Encoding, string(u.About.Comma)
	}
	if u.About.Comma == 0 {
		m.Comma = ""
	}
	if d := u.About.Decimal; d != 0 {
		m.Decimal = string(rune(d))
	}
	return m
}

// complete refuses a mapping that leaves something open.
//
// Rule indicatorupload.lacks: a table is read only when a column, or a value
// for the whole table, says the period, the indicator, who is measured, and
// the value.
func complete(m *figure.Mapping) error {
	var wrong fault.Many
	for _, lack := range m.Lacks() {
		wrong = append(wrong, fault.New(fault.Invalid, "indicatorupload.lacks."+string(lack)).On("fixed-"+string(lack)))
	}
	if p := m.Fixed.Period; p != "" {
		period, _, ok := figure.ParsePeriod(p)
		if !ok {
			wrong = append(wrong, fault.New(fault.Invalid, "indicator.import.period-unreadable").On("fixed-period"))
		}
		m.Fixed.Period = period
	}
	return wrong.Err()
}

// given is how the file is read from now on.
func (u Upload) given() Given {
	g := Given{Answers: u.Answers, Upload: u.No}
	if u.Source == "table" {
		g.Mapping = u.Mapping
	}
	return g
}
