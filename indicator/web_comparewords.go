package indicator

import (
	"cmp"
	"slices"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/lang"
)

// teller says a comparison in the language of its reader.
type teller struct {
	w *lang.Words
	c *Comparison
}

// t says something of this page.
func (t teller) t(key string, args ...any) string { return t.w.T("indicatorcompare."+key, args...) }

// number writes a value without its unit, value with it.
func (t teller) number(v float64) string { return t.w.Number(v, t.c.Decimals) }

func (t teller) value(v float64) string { return withUnit(t.w, t.number(v), t.c.measure()) }

// measure is the unit of measurement.
func (c *Comparison) measure() string { return cmp.Or(c.Definition.Unit, c.Variant.Unit) }

// percents are how sources write per cent.
var percents = map[string]bool{"PC": true, "%": true, "PCT": true, "PT": true}

func withUnit(w *lang.Words, number, unit string) string {
	if percents[unit] {
		return w.T("indicatorcompare.percent", "value", number)
	}
	return number
}

// unit names the unit of measurement; what is not known stays as the source
// writes it.
func unitName(w *lang.Words, unit string) string {
	if percents[unit] {
		unit = "PC"
	}
	return wordOr(w, "indicatorcompare.unit."+unit, unit)
}

// wordOr says a key, or something else where there are no words for it.
func wordOr(w *lang.Words, key, otherwise string) string {
	if w.Has(key) {
		return w.T(key)
	}
	return otherwise
}

// period names a period standing alone, when one that a figure is of, and in
// one that a figure was higher than in.
func (t teller) period(p string) string { return t.w.Period(p) }

func (t teller) when(p string) string {
	if figure.FreqOf(p) == "A" {
		return t.t("when.year", "period", p)
	}
	return t.w.Period(p)
}

func (t teller) in(p string) string {
	freq := figure.FreqOf(p)
	if freq == "" {
		freq = "A"
	}
	return t.t("in."+strings.ToLower(freq), "period", t.w.Period(p), "raw", p)
}

// fromTo names the first and the last period.
func (t teller) fromTo(from, to string) string {
	if from == to {
		return t.when(from)
	}
	if figure.FreqOf(from) == "A" {
		return t.t("from-to.years", "from", from, "to", to)
	}
	return t.t("from-to", "from", t.w.Period(from), "to", t.w.Period(to))
}

// runs names several periods, those in a row by the first and the last.
func (t teller) runs(all []string) string {
	var names []string
	for _, run := range runs(all) {
		if run.From == run.To {
			names = append(names, t.w.Period(run.From))
		} else {
			names = append(names, t.t("run", "from", t.w.Period(run.From), "to", t.w.Period(run.To)))
		}
	}
	return t.w.Join(names)
}

func (t teller) name(u Unit) string { return u.Name(t.w.Code()) }

// here is where the most important value of a sentence stands, until it is
// drawn.
const here = "\x00"

// say says a sentence. The values in it are written as the language does.
func (t teller) say(s Said, more ...any) string {
	args := append([]any{}, more...)
	for i := 0; i+1 < len(s.Args); i += 2 {
		name, value := s.Args[i], s.Args[i+1]
		switch v := value.(type) {
		case amount:
			value = t.value(float64(v))
		case period:
			args = append(args, "in-"+name.(string), t.in(string(v)))
			value = t.when(string(v))
		case periods:
			value = t.runs(v)
		case spanned:
			value = t.fromTo(v.from, v.to)
		case Unit:
			value = t.name(v)
		}
		args = append(args, name, value)
	}
	return t.t(s.Key, args...)
}

// saying is the finding in words: what stands before, at and behind its value.
type saying struct {
	Before, Value, Behind string
	After                 []string
}

// finding says what the figures say.
func (t teller) finding(f Finding) (out saying) {
	main := f.Main
	for i := 0; i+1 < len(main.Args); i += 2 {
		if v, ok := main.Args[i+1].(amount); ok && main.Args[i] == "value" {
			out.Value = t.value(float64(v))
			main.Args = append(append(append([]any{}, main.Args[:i+1]...), here), main.Args[i+2:]...)
		}
	}
	text := t.join(f, t.say(main, "name", t.name(t.c.Mine.Unit)))
	out.Before, out.Behind, _ = strings.Cut(text, here)
	for _, s := range f.Care {
		out.After = append(out.After, t.say(s))
	}
	for _, s := range f.After {
		out.After = append(out.After, t.say(s))
	}
	return out
}

// join puts the clauses of the main sentence together.
func (t teller) join(f Finding, main string) string {
	switch {
	case f.Past != nil && f.Peers != nil:
		return t.t("finding.both", "main", main, "past", t.say(*f.Past), "peers", t.say(*f.Peers))
	case f.Past != nil:
		return t.t("finding.one", "main", main, "clause", t.say(*f.Past))
	case f.Peers != nil:
		return t.t("finding.one", "main", main, "clause", t.say(*f.Peers))
	case f.Main.Key == "finding.main":
		return t.t("finding.alone", "main", main)
	}
	return main
}

// String is the finding as plain text: the description of the charts.
func (s saying) String() string { return s.Before + s.Value + s.Behind }

// marked names units with their periods: "Finland 2006, Lithuania 2009".
func (t teller) marked(all []Marked) string {
	const most = 8
	var names []string
	for _, same := range sideBySide(all[:min(most, len(all))]) {
		var units, values []string
		for _, m := range same {
			units = append(units, t.name(m.Unit))
		}
		m := same[0]
		who := t.w.Join(units) + " " + t.runs(m.Periods)
		for _, v := range m.Values {
			values = append(values, t.value(v))
		}
		if len(values) > 0 {
			who = t.t("marked", "who", who, "value", t.w.Join(values))
		}
		names = append(names, who)
	}
	text := strings.Join(names, "; ")
	if rest := len(all) - most; rest > 0 {
		return t.t("marked.more", "names", text, "count", rest)
	}
	return text
}

// sideBySide puts those side by side of which the same periods are said.
func sideBySide(all []Marked) (groups [][]Marked) {
	for _, m := range all {
		at := slices.IndexFunc(groups, func(g []Marked) bool { return m.Values == nil && slices.Equal(g[0].Periods, m.Periods) })
		if at < 0 {
			groups = append(groups, []Marked{m})
			continue
		}
		groups[at] = append(groups[at], m)
	}
	return groups
}

// sources are the sources of our own indicators, whose names are translated.
var sources = map[string]string{
	"Eurostat, EU Labour Force Survey":                   "lfs",
	"Eurostat, job vacancy statistics":                   "jvs",
	"European Commission, labour market policy database": "lmp",
}

// sourceName names the source of an indicator.
func sourceName(w *lang.Words, source string) string {
	if key, ok := sources[source]; ok {
		return w.T("indicatorcompare.source." + key)
	}
	if part, ok := strings.CutPrefix(source, "Decision No 573/2014/EU, Annex, "); ok {
		return w.T("indicatorcompare.source.decision", "part", part)
	}
	return source
}

// facet names a dimension, facetValue one of its values; what is not known
// stays as the source writes it.
func facetName(w *lang.Words, f string) string {
	return wordOr(w, "indicatorcompare.facet."+f, f)
}

func facetValue(w *lang.Words, f, value string) string {
	if value == "" {
		return w.T("indicatorcompare.facet.total")
	}
	if f == "unit" {
		return unitName(w, value)
	}
	if f == "dataset" {
		return wordOr(w, "indicatorcompare.dataset."+value, value)
	}
	return wordOr(w, "indicatorcompare.facet."+f+"."+value, value)
}
