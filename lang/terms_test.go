package lang

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// exceptions are the lines of glossary-exceptions.tsv; "*" stands for any.
type exceptions []map[string]string

func readExceptions(t *testing.T) exceptions {
	t.Helper()
	all := exceptions(tsv(t, "glossary-exceptions.tsv"))
	ids, en := map[string]bool{}, in(t, "en")
	for _, one := range glossary(t) {
		ids[one.id] = true
	}
	for _, e := range all {
		if !ids[e["term"]] || e["reason"] == "" {
			t.Errorf("glossary-exceptions.tsv: %s %s %s: no such term, or no reason", e["term"], e["language"], e["key"])
		}
		if _, there := en[e["key"]]; e["key"] != "*" && !there {
			t.Errorf("glossary-exceptions.tsv: nothing has the key %s any more", e["key"])
		}
	}
	return all
}

func (all exceptions) allow(id, code, key string) bool {
	is := func(pattern, value string) bool { return pattern == "*" || pattern == value }
	return slices.ContainsFunc(all, func(e map[string]string) bool {
		return e["term"] == id && is(e["language"], code) && is(e["key"], key)
	})
}

func TestNoTextCallsAThingByAnotherName(t *testing.T) {
	terms, allowed := glossary(t), readExceptions(t)
	each(t, func(code string, e entry, form, text string) {
		words := tokens(text)
		for _, one := range terms {
			for _, avoid := range one.avoid[code] {
				if says(words, avoid.tokens) && !allowed.allow(one.id, code, e.key) {
					t.Errorf("%s: %s (%s): say %q, not %q: %q", e.file, e.key, form, one.words[code], avoid.text, text)
				}
			}
		}
	})
}

func TestTranslationsUseTheTermsOfTheEnglish(t *testing.T) {
	terms, allowed, inEnglish := longestFirst(glossary(t)), readExceptions(t), map[string][]term{}
	for key, e := range in(t, "en") {
		inEnglish[key] = used(terms, joined(e))
	}
	for _, code := range All.Codes() {
		if code == "en" {
			continue
		}
		for key, e := range in(t, code) {
			for _, one := range inEnglish[key] {
				if !names(code, joined(e), one.words[code]) && !allowed.allow(one.id, code, key) {
					t.Errorf("%s: %s: %q is %q (%s): %q", e.file, key, one.words["en"], one.words[code], one.id, joined(e))
				}
			}
		}
	}
}

// joined is every form of an entry as one text.
func joined(e entry) string {
	return strings.Join(slices.Sorted(maps.Values(e.forms)), " / ")
}

// longestFirst puts "public employment service" before "employment".
func longestFirst(terms []term) []term {
	slices.SortStableFunc(terms, func(a, b term) int { return len(b.english) - len(a.english) })
	return terms
}

// used finds the terms in an English text. What a longer term has taken, a
// shorter one does not find again.
func used(terms []term, text string) (found []term) {
	words := singular(tokens(text))
	for _, one := range terms {
		n := len(one.english)
		for at := 0; at+n <= len(words); at++ {
			if slices.Equal(words[at:at+n], one.english) {
				found = append(found, one)
				clear(words[at : at+n])
			}
		}
	}
	return found
}

// singular takes the English ending of the plural off each word, roughly and
// alike on both sides of the comparison.
func singular(words []string) (all []string) {
	for _, w := range words {
		if y, ok := strings.CutSuffix(w, "ies"); ok {
			w = y + "y"
		} else if !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		all = append(all, w)
	}
	return all
}

// names tells whether a text holds the main word of a term, in any case and
// number.
func names(code, text, word string) bool {
	begin := stem(code, headWord(code, word))
	return slices.ContainsFunc(tokens(text), func(w string) bool {
		if code == "sv" { // Swedish joins words: styrelsemöte
			return strings.Contains(w, begin)
		}
		return strings.HasPrefix(vowels(code, w), begin)
	})
}

// headWord is the word that carries a term: the first in Romanian and Italian
// ("șomer înregistrat"), the last before a preposition in Lithuanian and
// Swedish ("registruotas bedarbis").
func headWord(code, word string) string {
	all := tokens(word)
	for i, w := range all {
		if i > 0 && slices.Contains([]string{"for", "av", "som", "till", "utanfor"}, w) && code == "sv" {
			all = all[:i]
			break
		}
	}
	long := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return len(w) < 3 || w == "ner" || w == "upp" })
	switch {
	case len(long) == 0:
		return all[0]
	case code == "ro" || code == "it":
		return long[0]
	}
	return long[len(long)-1]
}

// stem is the part of a word that its endings leave alone, by its length.
func stem(code, word string) string {
	drop := 0
	switch n := len(word); {
	case n >= 10:
		drop = 4
	case n >= 7:
		drop = 3
	case n >= 5:
		drop = 2
	case n == 4:
		drop = 1
	}
	if code == "lt" && strings.HasSuffix(word, "asis") { // mokymasis, mokymosi
		drop = 4
	}
	word = vowels(code, word)
	return word[:len(word)-drop]
}

// vowels evens out what Romanian changes within a word: piața, pieței.
func vowels(code, word string) string {
	if code != "ro" {
		return word
	}
	return strings.NewReplacer("ia", "ie", "ea", "e", "oa", "o").Replace(word)
}

// The lint itself is measured on words whose forms are known.
func TestFormsOfATermAreFound(t *testing.T) {
	for _, c := range []struct {
		code, term, text string
		want             bool
	}{
		{"lt", "registruotas bedarbis", "Registruotų bedarbių dalis", true},
		{"lt", "posėdis", "Valdybos posėdžiai", true},
		{"lt", "narys", "27 nariai", true},
		{"lt", "rodiklis", "Indikatoriai", false},
		{"lt", "lyginamasis mokymasis", "Lyginamojo mokymosi sritys", true},
		{"ro", "piața muncii", "Situația pieței muncii", true},
		{"ro", "șomer înregistrat", "Șomeri înregistrați", true},
		{"ro", "valoare", "Două valori", true},
		{"ro", "rețea", "Despre rețele", true},
		{"it", "servizio pubblico per l’impiego", "I servizi pubblici per l’impiego", true},
		{"it", "confronto", "La comparazione", false},
		{"sv", "möte", "Styrelsemöten", true},
		{"sv", "inskriven arbetslös", "Inskrivna arbetslösa", true},
		{"sv", "nätverk för offentliga arbetsförmedlingar", "Nätverkets medlemmar", true},
	} {
		if got := names(c.code, c.text, c.term); got != c.want {
			t.Errorf("%q is found in %q: %v, want %v", c.term, c.text, got, c.want)
		}
	}
}

func TestWordsToAvoidAreFoundAtTheBeginningOfAWord(t *testing.T) {
	for _, c := range []struct {
		text, avoid string
		want        bool
	}{
		{"Pranešimas iš darbo biržos", "darbo birž", true},
		{"Offentliga anställningstjänster", "anställningstjänst", true},
		{"audit log indicators", "log in", false},
		{"The dataset", "set", false},
	} {
		if got := says(tokens(c.text), tokens(c.avoid)); got != c.want {
			t.Errorf("%q says %q: %v, want %v", c.text, c.avoid, got, c.want)
		}
	}
}
