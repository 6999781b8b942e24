package lang_test

import (
	"strings"
	"sync"
	"testing"

	"pesnet/kit/lang"
	words "pesnet/lang"
)

func TestAlphabets(t *testing.T) {
	for _, c := range []struct{ name, code, given, want string }{
		{"č after c, š after s, ž after z; y stands with i", "lt", "Žiežmariai Zarasai Šiauliai Seda Čekija Cirkliškis Yla Ila Jonava Inkaras", "Cirkliškis Čekija Ila Yla Inkaras Jonava Seda Šiauliai Zarasai Žiežmariai"},
		{"ă and â after a, ș after s, ț after t", "ro", "Țara Turda Tulcea Șiria Sibiu Suceava Âncora Ăla Arad Azuga", "Arad Azuga Ăla Âncora Sibiu Suceava Șiria Tulcea Turda Țara"},
		{"accents do not matter", "it", "Éa Eb Ea Za", "Ea Éa Eb Za"},
		{"å ä ö end the alphabet", "sv", "Örebro Ängelholm Åmål Zinkgruvan Oskarshamn Arboga", "Arboga Oskarshamn Zinkgruvan Åmål Ängelholm Örebro"},
		{"ä stands with a", "en", "Zeta Ärla Alpha Beta", "Alpha Ärla Beta Zeta"},
		{"capitals do not matter", "en", "beta Alpha alpha Beta", "alpha Alpha beta Beta"},
		{"numbers go by size", "en", "Room10 Room9 Room100", "Room9 Room10 Room100"},
	} {
		names := strings.Fields(c.given)
		lang.Sort(words.All.In(c.code), names, func(s string) string { return s })
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestManyMayCompareAtOnce(t *testing.T) {
	w := words.All.In("lt")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				if w.Compare("Šilutė", "Tauragė") >= 0 {
					t.Error("Šilutė comes before Tauragė")
				}
			}
		})
	}
	all.Wait()
}

func TestJoin(t *testing.T) {
	for _, c := range []struct{ name, code, given, want string }{
		{"nothing", "en", "", ""},
		{"one", "en", "a", "a"},
		{"two", "lt", "a b", "a ir b"},
		{"three", "en", "a b c", "a, b and c"},
		{"four in Romanian", "ro", "a b c d", "a, b, c și d"},
		{"three in Italian", "it", "a b c", "a, b e c"},
		{"three in Swedish", "sv", "a b c", "a, b och c"},
	} {
		if got := words.All.In(c.code).Join(strings.Fields(c.given)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	w := words.All.In("lt")
	for b.Loop() {
		w.Compare("Šiaulių apskritis", "Tauragės apskritis")
	}
}
