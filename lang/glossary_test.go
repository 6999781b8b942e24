package lang

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// term is a line of glossary.tsv: one thing, and the one word for it in each
// language.
type term struct {
	id         string
	words      map[string]string   // by language
	avoid      map[string][]phrase // words that would be a second name, by language
	english    []string            // the English term, to be looked for
	definition string
	source     string
}

// phrase is words to look for, with their folded form made once.
type phrase struct {
	text   string
	tokens []string
}

// glossary reads glossary.tsv in the order of its lines.
func glossary(t *testing.T) (all []term) {
	t.Helper()
	for _, row := range tsv(t, "glossary.tsv") {
		one := term{id: row["id"], words: map[string]string{}, avoid: map[string][]phrase{},
			english: singular(tokens(row["en"])), definition: row["definition"], source: row["source"]}
		for _, code := range All.Codes() {
			one.words[code] = row[code]
			for _, text := range strings.FieldsFunc(row["avoid_"+code], func(r rune) bool { return r == '|' }) {
				one.avoid[code] = append(one.avoid[code], phrase{text, tokens(text)})
			}
		}
		all = append(all, one)
	}
	return all
}

// tsv reads a table whose first line names the columns.
func tsv(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	for n, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(head) {
			t.Fatalf("%s:%d has %d cells, want %d", name, n+2, len(cells), len(head))
		}
		row := map[string]string{}
		for i, cell := range cells {
			row[head[i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

var update = flag.Bool("update", false, "write the generated pages of docs/")

const page = "../docs/glossary.md"

func TestGlossary(t *testing.T) {
	terms := glossary(t)
	checkTerms(t, terms)
	want := markdown(terms)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := os.ReadFile(page); string(got) != want {
		t.Error("docs/glossary.md is old: run go test ./lang -run TestGlossary -update")
	}
}

// checkTerms finds what would make the glossary useless as a measure: a gap,
// one word for two things, or a term that its own list forbids.
func checkTerms(t *testing.T, terms []term) {
	ids, taken := map[string]bool{}, map[string]string{}
	for _, one := range terms {
		if ids[one.id] || one.definition == "" || one.source == "" {
			t.Errorf("%s is there twice, or lacks its definition or its source", one.id)
		}
		ids[one.id] = true
		for _, code := range All.Codes() {
			word := one.words[code]
			if other := taken[code+strings.ToLower(word)]; word == "" || other != "" {
				t.Errorf("%s: the word %q (%s) is empty or also that of %s", one.id, word, code, other)
			}
			taken[code+strings.ToLower(word)] = one.id
			for _, avoid := range one.avoid[code] {
				if says(tokens(word), avoid.tokens) {
					t.Errorf("%s: %q (%s) is to be avoided by its own line", one.id, word, code)
				}
			}
		}
	}
}

// titles name the parts of the glossary by the first part of an id.
var titles = map[string]string{
	"organisation": "Organisations and people",
	"governance":   "Governing a network",
	"learning":     "Learning from each other",
	"statistics":   "Figures",
	"market":       "Labour market",
	"service":      "Services",
	"project":      "Projects and events",
	"protection":   "Data protection and accessibility",
	"product":      "Words of the product",
}

// markdown is the glossary as people read it.
func markdown(terms []term) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Glossary\n\nWritten by `go test ./lang -run TestGlossary -update` from [lang/glossary.tsv](../lang/glossary.tsv).\n\n"+
		"One term, one word: %d terms in five languages. A test finds texts that call a thing by another name; "+
		"[lang/glossary-exceptions.tsv](../lang/glossary-exceptions.tsv) says where that is right. "+
		"The source says where the thing is known from; the words for it in the other languages are our choice. "+
		"The last column gives words to avoid, often only their beginning.\n", len(terms))
	part := ""
	for _, one := range terms {
		if p, _, _ := strings.Cut(one.id, "."); p != part {
			part = p
			fmt.Fprintf(&b, "\n## %s\n\n| English | Lietuvių | Română | Italiano | Svenska | Meaning | Source | Not |\n|---|---|---|---|---|---|---|---|\n", titles[p])
		}
		w := one.words
		fmt.Fprintf(&b, "| **%s** | %s | %s | %s | %s | %s | %s | %s |\n", w["en"], w["lt"], w["ro"], w["it"], w["sv"], one.definition, one.source, one.not())
	}
	return b.String()
}

// not lists the words to avoid: "en: unemployment office; lt: darbo birž-".
func (one term) not() string {
	var all []string
	for _, code := range All.Codes() {
		var words []string
		for _, avoid := range one.avoid[code] {
			words = append(words, avoid.text)
		}
		if len(words) > 0 {
			all = append(all, code+": "+strings.Join(words, ", "))
		}
	}
	return strings.Join(all, "; ")
}

// fold writes letters small and without their marks, so that "Șomeri" and
// "someri" are one word.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(text)))
}

// tokens are the folded words of a text, without the names of values.
func tokens(text string) []string {
	return strings.FieldsFunc(fold(valuePattern.ReplaceAllString(text, " ")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// says tells whether words that begin like the wanted ones follow each other
// in a text. Very short words are wanted whole.
func says(text, want []string) bool {
	for at := 0; at+len(want) <= len(text); at++ {
		if slices.EqualFunc(text[at:at+len(want)], want, func(got, want string) bool {
			return got == want || len(want) > 3 && strings.HasPrefix(got, want)
		}) {
			return true
		}
	}
	return false
}
