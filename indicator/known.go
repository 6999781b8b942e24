package indicator

import (
	"slices"
	"strings"
	"sync"

	"pesnet/indicator/figure"
	"pesnet/kit/code"
	"pesnet/kit/lang"
	words "pesnet/lang"
	"pesnet/network"
)

// knownArea reads what a table calls a country, a group of countries or a
// region: a code or a name in one of the languages.
func knownArea(text string) (string, bool) {
	if a, ok := code.Find(text); ok {
		return a.Code, true
	}
	if r, ok := code.NUTS(strings.ToUpper(strings.TrimSpace(text))); ok {
		return r.Code, true
	}
	return figure.AreaCode(text)
}

// knownOrg reads what a table calls an organisation: its code or a name.
func knownOrg(all []network.Member) func(string) (string, bool) {
	codes := map[string]string{}
	for _, m := range all {
		for _, name := range append([]string{m.Organisation.Code, m.NativeName, m.ShortName}, textsOf(m.Name)...) {
			if name = figure.Plain(name); name != "" {
				codes[name] = m.Organisation.Code
			}
		}
	}
	return func(text string) (string, bool) {
		found, ok := codes[figure.Plain(text)]
		return found, ok
	}
}

func textsOf(t lang.Text) []string {
	var all []string
	for _, text := range t {
		all = append(all, text)
	}
	return all
}

// titles are the names of pesnet's indicators in every language, by code.
type titles map[string][]string

// ownTitles are the names of pesnet's own indicators.
var ownTitles = sync.OnceValue(func() titles {
	all := titles{}
	for _, d := range Defined() {
		for _, code := range words.All.Codes() {
			all[d.Code] = append(all[d.Code], d.Title(words.All.In(code)))
		}
	}
	return all
})

// known reads what a table calls an indicator: its code or its name.
func (t titles) known(text string) (string, bool) {
	want := figure.Plain(text)
	for code, names := range t {
		if strings.EqualFold(code, strings.TrimSpace(text)) || slices.ContainsFunc(names, func(n string) bool { return figure.Plain(n) == want }) {
			return code, true
		}
	}
	return "", false
}

// guess finds the indicator that a heading most likely means: every word of
// the heading, cut short or not, begins a word of its name.
func (t titles) guess(heading string) (code string, ok bool) {
	words := slices.DeleteFunc(figure.LetterWords(heading), func(w string) bool { return len(w) < 3 || unitWords[w] })
	best := 0.0
	for c, names := range t {
		for _, name := range names {
			if share := likeness(words, figure.LetterWords(name)); share > best || share == best && ok && c < code {
				best, code, ok = share, c, true
			}
		}
	}
	return code, ok && len(words) > 0 && best >= 0.6
}

// unitWords say how something is counted, not what.
var unitWords = map[string]bool{"vnt": true, "nr": true, "skaicius": true, "number": true, "numar": true, "numarul": true, "numero": true, "antal": true, "proc": true}

// likeness is the share of words that two names have in common, by how the
// words begin.
func likeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	hits := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return alike(x, y) }) {
			hits++
		}
	}
	return 2 * float64(hits) / float64(len(a)+len(b))
}

// alike tells whether two words begin alike: an ending or a shortening apart.
func alike(x, y string) bool {
	n := min(len(x), len(y))
	return n >= 3 && x[:max(3, n-2)] == y[:max(3, n-2)]
}

// looksFlags tells whether a cell may hold flags: a few letters.
func looksFlags(text string) bool { return len(text) <= 3 }

// suggest adds to a mapping what the names of the indicators tell.
func (t titles) suggest(m *figure.Mapping, samples [][]string) {
	used := map[string]bool{}
	for _, c := range m.Columns {
		if c.Means == figure.MeansValueOf {
			used[c.Name] = true
		}
	}
	for i, c := range m.Columns {
		if c.Means == figure.MeansFlags && !figure.Mostly(figure.CellsOf(samples, i), looksFlags) { // remarks in words are no flags
			m.Columns[i] = c.As(figure.MeansNothing, "", figure.Check)
			continue
		}
		if c.Means != figure.MeansNothing && (c.Means != figure.MeansValue || c.Confidence == figure.Sure) || !figure.Mostly(figure.CellsOf(samples, i), figure.LooksNumber) {
			continue
		}
		if code, ok := t.guess(c.Heading); ok && !used[code] {
			used[code] = true
			m.Columns[i] = c.As(figure.MeansValueOf, code, figure.Check)
		}
	}
}

// unitOf is the unit in which an indicator of pesnet is measured.
func unitOf(indicator string) string {
	d, _ := defined(own, indicator)
	return d.Unit
}
