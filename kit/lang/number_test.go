package lang_test

import (
	"math"
	"strings"
	"testing"

	words "pesnet/lang"
)

func TestNumbers(t *testing.T) {
	for code, want := range map[string]string{
		"lt": "1 234 567,9|1 234|−0,5|0,0|–|0,30",
		"ro": "1.234.567,9|1.234|-0,5|0,0|–|0,30",
		"en": "1,234,567.9|1,234|-0.5|0.0|–|0.30",
		"it": "1.234.567,9|1.234|-0,5|0,0|–|0,30",
		"sv": "1 234 567,9|1 234|−0,5|0,0|–|0,30",
	} {
		w := words.All.In(code)
		got := strings.Join([]string{
			w.Number(1234567.891, 1), w.Number(1234, 0), w.Number(-0.5, 1), w.Number(-0.04, 1), w.Number(math.NaN(), 1), w.Number(0.3, 2),
		}, "|")
		if got = strings.ReplaceAll(got, "\u00a0", " "); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
	if got := words.All.In("sv").Number(1234, 0); got != "1\u00a0234" {
		t.Errorf("a number does not break at the end of a line: got %q", got)
	}
}

func BenchmarkNumber(b *testing.B) {
	w := words.All.In("lt")
	for b.Loop() {
		w.Number(1234567.891, 1)
	}
}
