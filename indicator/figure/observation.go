// Package figure is what figures are before anybody keeps them: observations,
// the series they belong to, and the kinds of file that sources deliver them
// in. Each kind is read figure by figure, in bounded memory, and recognised by
// what is in it. It knows neither a database nor who asks.
package figure

import (
	"slices"
	"strings"
)

// Series names a line of figures: what is measured, of whom, how often, in
// which unit and for which part of the population.
type Series struct {
	Dataset   string // the collection that the source publishes it in: "jaf", "lfst_r_lfu3rt"
	Indicator string // the source's or pesnet's code: "PA3.S5.", "q1a"
	Area      string // reference area: ISO 3166-1 country, NUTS code or an aggregate such as "EU27_2020"; empty where Org is set
	Org       string // code of the organisation that the figure is about; empty where Area is set
	Freq      string // A, S, Q, M, W or D, as in the SDMX code list CL_FREQ
	Unit      string // the source's unit, such as "PC" or "%"
	Dims      Dims   // the source's other dimensions
}

// Dims is the other dimensions of a series as one canonical text:
// "age=Y15-24,sex=F", keys in alphabetical order, in lower case.
type Dims string

// NewDims makes the canonical text of name and value pairs; empty values and
// the total of a dimension are kept as they are given.
func NewDims(pairs ...string) Dims {
	all := make([]string, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, strings.ToLower(pairs[i])+"="+pairs[i+1])
	}
	slices.Sort(all)
	return Dims(strings.Join(all, ","))
}

// Get returns the value of one dimension, or nothing.
func (d Dims) Get(name string) string {
	for pair := range strings.SplitSeq(string(d), ",") {
		if n, v, _ := strings.Cut(pair, "="); n == name {
			return v
		}
	}
	return ""
}

// Pairs yields the dimensions with their values.
func (d Dims) Pairs() map[string]string {
	all := map[string]string{}
	for pair := range strings.SplitSeq(string(d), ",") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			all[name] = value
		}
	}
	return all
}

// Figure is one observation as a source delivers it.
type Figure struct {
	Series  *Series // shared by the figures of one line of a file
	Period  string  // "2024", "2024-S1", "2024-Q1", "2024-03", "2024-W07" or "2024-03-31"
	Value   float64
	Missing bool   // the source says that there is no figure; never a zero
	Flags   string // the source's flags, one letter each, sorted: "bu"
	Row     int    // line of the file
	Column  int    // column of the file, from 1; 0 where the whole row is meant
}

// Reading is a file being read figure by figure: the one shape of every
// importer.
type Reading interface {
	// Next returns the next figure, a *Rejected for a row that cannot be
	// taken (reading goes on after it), or io.EOF.
	Next() (Figure, error)
	// Warnings are said once the end is reached: sums that do not hold, a
	// file whose name lies about its kind.
	Warnings() []Warning
	// Done tells how much of the file has been read, from 0 to 1.
	Done() float64
	Close() error
}

// Rejected is a row, or one cell of it, that is not taken.
type Rejected struct {
	Row    int
	Column string // heading or number of the column
	Text   string // what stands there
	Cause  string // id of the cause, with words in lang/: "indicator.import.not-a-number"
}

// Error is for logs; readers are shown the words of the cause.
func (r *Rejected) Error() string { return r.Cause + ": " + r.Text }

// Warning is what the reader of a file should look at though it was taken.
type Warning struct {
	File string
	ID   string // with words in lang/: "indicator.import.sum"
	Args []any  // name and value pairs for the words
}
