package lang_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pesnet/kit/lang"
	words "pesnet/lang"
)

var codes = []string{"lt", "ro", "en", "it", "sv"}

// club loads five small languages with the real words of this package beside.
func club(t *testing.T) *lang.Languages {
	t.Helper()
	files := fstest.MapFS{}
	for code, text := range map[string]string{
		"lt": `"club.count" = {one = "{count} narys", few = "{count} nariai", many = "{count} nario", other = "{count} narių"}`,
		"ro": `"club.count" = {one = "{count} membru", few = "{count} membri", other = "{count} de membri"}`,
		"en": `"club.count" = {one = "{count} member", other = "{count} members"}` + "\n" +
			`"club.hello" = "Good morning, {name}, on {date}"` + "\n" + `"club.plain" = "Members"`,
		"it": `"club.count" = {one = "{count} membro", many = "{count} di membri", other = "{count} membri"}`,
		"sv": `"club.count" = {one = "{count} medlem", other = "{count} medlemmar"}`,
	} {
		files[code+"/club.toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := lang.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Figures: Unicode CLDR, plural rules of cardinal numbers.
func TestPlurals(t *testing.T) {
	numbers := []any{0, 1, 2, 9, 10, 11, 19, 20, 21, 101, 1.5, 1000000}
	all := club(t)
	for code, want := range map[string]string{
		"lt": "0 narių|1 narys|2 nariai|9 nariai|10 narių|11 narių|19 narių|20 narių|21 narys|101 narys|1,5 nario|1 000 000 narių",
		"ro": "0 membri|1 membru|2 membri|9 membri|10 membri|11 membri|19 membri|20 de membri|21 de membri|101 membri|1,5 membri|1.000.000 de membri",
		"en": "0 members|1 member|2 members|9 members|10 members|11 members|19 members|20 members|21 members|101 members|1.5 members|1,000,000 members",
		"it": "0 membri|1 membro|2 membri|9 membri|10 membri|11 membri|19 membri|20 membri|21 membri|101 membri|1,5 membri|1.000.000 di membri",
		"sv": "0 medlemmar|1 medlem|2 medlemmar|9 medlemmar|10 medlemmar|11 medlemmar|19 medlemmar|20 medlemmar|21 medlemmar|101 medlemmar|1,5 medlemmar|1 000 000 medlemmar",
	} {
		var got []string
		for _, n := range numbers {
			got = append(got, all.In(code).T("club.count", "count", n))
		}
		if line := strings.ReplaceAll(strings.Join(got, "|"), "\u00a0", " "); line != want {
			t.Errorf("%s\n got %s\nwant %s", code, line, want)
		}
	}
}

func TestDecimalsInTextCount(t *testing.T) {
	all := club(t)
	for _, c := range []struct{ name, code, count, want string }{
		{"a part is many in Lithuanian", "lt", "1.5", "many"},
		{"one point nought is not one in English", "en", "1.0", "other"},
		{"what is not a number is other", "en", "several", "other"},
	} {
		if got := all.In(c.code).Form(c.count); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestValues(t *testing.T) {
	en := club(t).In("en")
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"values go to their names", []any{"name", "Ona", "date", "Monday"}, "Good morning, Ona, on Monday"},
		{"the order of values does not matter", []any{"date", "Monday", "name", "Ona"}, "Good morning, Ona, on Monday"},
		{"a day is written in words", []any{"date", day, "name", "Ona"}, "Good morning, Ona, on 21 November 2026"},
		{"a value that nobody gave stays visible", []any{"name", "Ona"}, "Good morning, Ona, on {date}"},
		{"braces in a value stay as they are", []any{"name", "{date}", "date", "Monday"}, "Good morning, {date}, on Monday"},
	} {
		if got := en.T("club.hello", c.args...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMissingWordsAreVisible(t *testing.T) {
	lt := club(t).In("lt")
	if got := lt.T("club.plain"); got != "⟦club.plain⟧" {
		t.Errorf("a word that only English has: got %q", got)
	}
	if lt.Has("club.plain") || !lt.Has("club.count") {
		t.Error("Has must say what T can say")
	}
}

func TestBadFilesAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"a key twice":       "\"club.a\" = \"A\"\n\"club.a\" = \"B\"",
		"no closing quote":  `"club.a" = "A`,
		"a number as words": `"club.a" = 5`,
	} {
		files := fstest.MapFS{"en/club.toml": {Data: []byte(text)}}
		if _, err := lang.Load(files); err == nil || !strings.Contains(err.Error(), "en/club.toml") {
			t.Errorf("%s: got %v, want an error that names the file", name, err)
		}
	}
	if _, err := lang.Load(fstest.MapFS{}); err == nil {
		t.Error("no language at all: want an error")
	}
}

func TestCodes(t *testing.T) {
	if got := words.All.Codes(); !slices.Equal(got, codes) {
		t.Errorf("got %v, want %v", got, codes)
	}
	if words.All.In("de") != nil {
		t.Error("a language that is not spoken is nil")
	}
}

func TestPrefer(t *testing.T) {
	for _, c := range []struct{ name, accept, want string }{
		{"the first that we speak", "de-DE,de;q=0.9,lt;q=0.8,en;q=0.7", "lt"},
		{"a region of a language", "it-CH", "it"},
		{"by weight, not by place", "sv;q=0.2, ro;q=0.9", "ro"},
		{"none that we speak", "ja", "en"},
		{"nothing", "", "en"},
		{"nonsense", "%%%;q=x", "en"},
	} {
		if got := words.All.Prefer(c.accept).Code(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	en := words.All.In("en")
	for b.Loop() {
		en.T("lang.month.1")
	}
}

func BenchmarkValues(b *testing.B) {
	en := words.All.In("en")
	for b.Loop() {
		en.T("lang.month", "month", "May", "year", "2024")
	}
}

func BenchmarkLoad(b *testing.B) {
	files := fstest.MapFS{}
	var text strings.Builder
	for i := range 3000 {
		text.WriteString(`"club.words` + strings.Repeat("x", i%9) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + `" = "Some words about {count} of the members here"` + "\n")
	}
	files["en/club.toml"] = &fstest.MapFile{Data: []byte(text.String())}
	for b.Loop() {
		if _, err := lang.Load(files); err != nil {
			b.Fatal(err)
		}
	}
}

func TestATextKeepsWhatItSaysInOtherLanguages(t *testing.T) {
	was := lang.Text{"lt": "Taryba", "en": "Board"}
	now := was.With("en", "Council")
	if now["lt"] != "Taryba" || now["en"] != "Council" || was["en"] != "Board" {
		t.Errorf("%v became %v", was, now)
	}
	if one := lang.Text(nil).With("sv", "Styrelse"); one["sv"] != "Styrelse" {
		t.Errorf("of nothing came %v", one)
	}
}

func TestParagraphsArePartedByEmptyLines(t *testing.T) {
	if got := lang.Paragraphs("One\r\n\r\nTwo\nthree\n\n\n"); len(got) != 2 || got[0] != "One" || got[1] != "Two\nthree" {
		t.Errorf("%q", got)
	}
	if got := lang.Paragraphs(" \n\n"); got != nil {
		t.Errorf("of nothing came %q", got)
	}
}
