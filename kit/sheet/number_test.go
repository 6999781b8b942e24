package sheet

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	const no = math.MaxFloat64
	for _, c := range []struct {
		text                  string
		point, comma, unknown float64
	}{
		{"15", 15, 15, 15},
		{"-15", -15, -15, -15},
		{"+15", 15, 15, 15},
		{"−15,5", no, -15.5, -15.5},
		{"8.9440744789212", 8.9440744789212, no, 8.9440744789212},
		{"8,9440744789212", no, 8.9440744789212, 8.9440744789212},
		{"1.234", 1.234, 1234, no},
		{"1,234", 1234, 1.234, no},
		{"12,345", 12345, 12.345, no},
		{"0,234", no, 0.234, 0.234},
		{"0.234", 0.234, no, 0.234},
		{"1234,567", no, 1234.567, 1234.567},
		{"1.234,5", no, 1234.5, 1234.5},
		{"1,234.5", 1234.5, no, 1234.5},
		{"1,234,567", 1234567, no, 1234567},
		{"1.234.567", no, 1234567, 1234567},
		{"1 234,5", no, 1234.5, 1234.5},
		{"1\u00a0234,5", no, 1234.5, 1234.5},
		{"1\u202f234\u202f567,25", no, 1234567.25, 1234567.25},
		{"1\u2009234", 1234, 1234, 1234},
		{"1'234.5", 1234.5, no, 1234.5},
		{"1’234’567.5", 1234567.5, no, 1234567.5},
		{" 3.38     ", 3.38, no, 3.38},
		{".5", 0.5, no, 0.5},
		{",5", no, 0.5, 0.5},
		{"1e-05", 1e-5, 1e-5, 1e-5},
		{"1.5E+10", 1.5e10, no, 1.5e10},
		{"007", 7, 7, 7},
		{"", no, no, no},
		{" ", no, no, no},
		{"-", no, no, no},
		{".", no, no, no},
		{"5.", no, no, no},
		{"1.2O4", no, no, no},
		{"1,23,4", no, no, no},
		{"1,2345", no, 1.2345, 1.2345},
		{"1,234.567,8", no, no, no},
		{"1 23 456", no, no, no},
		{"1  234", no, no, no},
		{"1 234'567", no, no, no},
		{"1234 567", no, no, no},
		{"0 123", no, no, no},
		{"1.5.2", no, no, no},
		{"03.04.2026", no, no, no},
		{"1e400", no, no, no},
		{"1e", no, no, no},
		{"1e5.5", no, no, no},
		{"1e99999999999", no, no, no},
		{"NaN", no, no, no},
		{"Inf", no, no, no},
		{"infinity", no, no, no},
		{"0x10", no, no, no},
		{"1_000", no, no, no},
		{"--5", no, no, no},
		{"5%", no, no, no},
		{"9.4 b", no, no, no},
		{":", no, no, no},
		{"١٢", no, no, no},
	} {
		for decimal, want := range map[byte]float64{'.': c.point, ',': c.comma, 0: c.unknown} {
			got, ok := ParseNumber(c.text, decimal)
			if ok != (want != no) || ok && got != want {
				t.Errorf("%q with %q: %v, %v, want %v", c.text, decimal, got, ok, want)
			}
		}
	}
}

func TestEveryNumberIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64().Filter(func(v float64) bool { return !math.IsInf(v, 0) && !math.IsNaN(v) }).Draw(t, "v")
		for _, format := range []byte{'f', 'g'} {
			text := strconv.FormatFloat(v, format, -1, 64)
			if got, ok := ParseNumber(text, '.'); !ok || got != v {
				t.Fatalf("%s: %v, %v", text, got, ok)
			}
		}
		if got, ok := ParseNumber(formatNumber(v), '.'); !ok || got != v {
			t.Fatalf("%s: %v, %v, want %v", formatNumber(v), got, ok, v)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, seed := range []string{"1.5", "1 234,5", "1'234", "1e5", "−1", "1,234,567", "\u00a01"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		unknown, sure := ParseNumber(text, 0)
		point, isPoint := ParseNumber(text, '.')
		comma, isComma := ParseNumber(text, ',')
		if math.IsNaN(unknown+point+comma) || math.IsInf(point, 0) || math.IsInf(comma, 0) {
			t.Fatalf("%q: %v %v %v", text, unknown, point, comma)
		}
		if sure && !(isPoint && unknown == point || isComma && unknown == comma) {
			t.Fatalf("%q: %v, but %v and %v", text, unknown, point, comma)
		}
		if sure && isPoint && isComma && point != comma {
			t.Fatalf("%q is sure to be %v, but may be %v or %v", text, unknown, point, comma)
		}
	})
}

func BenchmarkParseNumber(b *testing.B) {
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			ParseNumber("8.9440744789212", '.')
		}
	})
	b.Run("groups", func(b *testing.B) {
		for b.Loop() {
			ParseNumber("1.234.567,25", ',')
		}
	})
	b.Run("strconv", func(b *testing.B) {
		for b.Loop() {
			strconv.ParseFloat("8.9440744789212", 64)
		}
	})
}
