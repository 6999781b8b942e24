package lang

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// newCollator orders as a reader of the language looks things up, with numbers
// by their size. A collator must not be used by two at once, hence the pool.
func newCollator(tag language.Tag) *collate.Collator {
	return collate.New(tag, collate.Numeric)
}

// Compare orders two names by the alphabet of the language.
func (w *Words) Compare(a, b string) int {
	c := w.collators.Get().(*collate.Collator)
	defer w.collators.Put(c)
	return cmp.Or(c.CompareString(a, b), cmp.Compare(a, b))
}

// Sort puts items in the alphabetical order of their names.
func Sort[T any](w *Words, items []T, name func(T) string) {
	c := w.collators.Get().(*collate.Collator)
	defer w.collators.Put(c)
	slices.SortStableFunc(items, func(a, b T) int { return c.CompareString(name(a), name(b)) })
}

// Join lists names in a sentence: "a, b and c".
func (w *Words) Join(names []string) string {
	if len(names) < 2 {
		return first(names)
	}
	last := len(names) - 1
	start := names[0]
	for _, name := range names[1:last] {
		start += ", " + name
	}
	return w.T("lang.and", "start", start, "last", names[last])
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
