// Package indicator keeps figures: what is measured, where each figure comes
// from, and how members compare by it.
//
// An indicator that pesnet defines is one file in catalogue/, found by being
// there; its words are in lang/ under "indicator.is." and the name of the
// file. Indicators that come with a source are rows. A figure belongs to a
// series and came in a batch; a batch can be undone. Missing is not zero.
package indicator

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"pesnet/kit/lang"
)

//go:embed catalogue/*.toml
var catalogue embed.FS

// own is the dataset of the indicators that pesnet defines.
const own = "pesnet"

// Definition is what an indicator means and how it is made.
type Definition struct {
	Code     string  `toml:"-"`
	Dataset  string  `toml:"-"`
	Group    string  // annex, context, count or, for those of a source, listed
	Basis    string  // register, survey, employers, programmes, asked: figures of different bases are kept apart
	Unit     string  // PC per cent, NR number, or as the source says
	Better   string  // up, down or nothing
	Decimals int     // to show
	Formula  Formula // of those that are computed
	Of, Over string  // counts that the formula takes
	Open     string  // count of what was open at the start, where the formula takes it
	Counts   string  // persons, health or employers, of which few tell about each; nothing for what is nobody's, as jobs
	Flow     bool    // the months of a year add up to the year
	PartOf   string  `toml:"part_of"` // the count that it is a part of
	MeanOf   string  `toml:"mean_of"` // the count of which it is the mean of twelve months
	Source   string
	Also     []Name // names under which sources deliver the same measure
	Listed   lang.Text
	Groups   string
}

// Name is the name of an indicator at a source.
type Name struct{ Dataset, Code string }

// Title is the name of the indicator for a reader.
func (d Definition) Title(w *lang.Words) string {
	if d.Listed != nil {
		return d.Listed.In(w.Code())
	}
	return w.T("indicator.is." + d.Code)
}

// Meaning is its definition for a reader; nothing for those of a source.
func (d Definition) Meaning(w *lang.Words) string {
	if d.Listed != nil {
		return ""
	}
	return w.T("indicator.is." + d.Code + ".definition")
}

// Names is every name under which figures of the indicator are kept.
func (d Definition) Names() []Name { return append([]Name{{d.Dataset, d.Code}}, d.Also...) }

// Defined returns the indicators that pesnet defines: those of the Annex,
// then the context, then the counts.
var Defined = sync.OnceValue(func() []Definition {
	var all []Definition
	names, _ := fs.Glob(catalogue, "catalogue/*.toml")
	for _, name := range names {
		text, _ := catalogue.ReadFile(name)
		d := Definition{Code: strings.TrimSuffix(strings.TrimPrefix(name, "catalogue/"), ".toml"), Dataset: own}
		if _, err := toml.Decode(string(text), &d); err != nil {
			panic(name + ": " + err.Error()) // a test reads every file
		}
		all = append(all, d)
	}
	order := []string{"annex", "context", "count"}
	slices.SortStableFunc(all, func(a, b Definition) int {
		return cmp.Or(slices.Index(order, a.Group)-slices.Index(order, b.Group), strings.Compare(a.Code, b.Code))
	})
	return all
})

// defined returns the definition of a code of pesnet's own, or of a name at a
// source that has one.
func defined(dataset, code string) (Definition, bool) {
	for _, d := range Defined() {
		if (dataset == own || dataset == "") && d.Code == code || slices.Contains(d.Also, Name{dataset, code}) {
			return d, true
		}
	}
	return Definition{}, false
}
