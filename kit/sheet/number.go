package sheet

import (
	"math"
	"strconv"
	"strings"
)

// ParseNumber reads a number as people write it: with spaces, apostrophes or
// the other sign between groups of three digits, and decimal ('.' or ',')
// before the fraction. It is strict: what only looks like a number is none.
// When decimal is 0, because the style of a file is not known, only what can
// be read in one way is a number: neither "1,234" nor "1.234" is.
func ParseNumber(text string, decimal byte) (v float64, ok bool) {
	if decimal != ',' && plain(text) && (decimal != 0 || !ambiguous(text)) {
		return finite(strconv.ParseFloat(text, 64))
	}
	text = trim(text)
	if decimal == 0 {
		if decimal = styleOf(text).decimal(); decimal == 0 {
			return 0, false
		}
	}
	var digits [64]byte
	normal, ok := normalise(digits[:0], text, decimal)
	if !ok {
		return 0, false
	}
	return finite(strconv.ParseFloat(string(normal), 64))
}

func finite(v float64, err error) (float64, bool) {
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, false
	}
	return v, true
}

// plain says whether the text is already as Go writes numbers: digits, with a
// point among them, and a minus before them.
func plain(text string) bool {
	points := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c-'0' <= 9:
		case c == '.':
			points++
		case c != '-' || i > 0:
			return false
		}
	}
	return text != "" && points <= 1 && text[len(text)-1] >= '0' // which no point or minus is
}

// ambiguous says whether a plain number may also be one with a group of
// thousands: 1.234 is, 0.234 and 1.23 are not.
func ambiguous(text string) bool {
	whole, fraction, found := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return found && len(fraction) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0'
}

// trim takes away the spaces of every kind around a text.
func trim(text string) string { return strings.Trim(text, " \t\u00a0\u2009\u202f") }

// normalise writes the number as Go does: sign, digits, point, digits,
// exponent.
func normalise(out []byte, text string, decimal byte) ([]byte, bool) {
	text, sign := cutSign(text)
	out = append(out, sign...)
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i+1:]
		unsigned, _ := cutSign(exponent)
		if !allDigits(unsigned) || len(exponent) > 5 {
			return nil, false
		}
		exponent = strings.Replace(exponent, "−", "-", 1)
	}
	whole, fraction, found := strings.Cut(mantissa, string(decimal))
	out, ok := appendGroups(out, whole, decimal)
	if !ok || found && !allDigits(fraction) || whole == "" && !found {
		return nil, false
	}
	if found {
		out = append(append(out, '.'), fraction...)
	}
	if exponent != "" {
		out = append(append(out, 'e'), exponent...)
	}
	return out, true
}

func cutSign(text string) (rest, sign string) {
	for _, minus := range []string{"-", "−"} {
		if rest, found := strings.CutPrefix(text, minus); found {
			return rest, "-"
		}
	}
	return strings.TrimPrefix(text, "+"), ""
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// appendGroups appends the digits before the fraction without what separates
// their groups: one and the same sign, then exactly three digits, every time.
func appendGroups(out []byte, whole string, decimal byte) ([]byte, bool) {
	first, sign := leadingDigits(whole), ""
	if first == len(whole) {
		return append(out, whole...), true
	}
	if sign = groupSign(whole[first:], decimal); sign == "" || first == 0 || first > 3 || whole[0] == '0' {
		return nil, false
	}
	out = append(out, whole[:first]...)
	for rest := whole[first:]; rest != ""; {
		group, found := strings.CutPrefix(rest, sign)
		if !found || leadingDigits(group) < 3 {
			return nil, false
		}
		out, rest = append(out, group[:3]...), group[3:]
	}
	return out, true
}

func leadingDigits(text string) int {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return i
}

// spacers part groups of digits in every style.
var spacers = []string{" ", "\u00a0", "\u202f", "\u2009", "'", "’"}

// groupSign returns the sign with which the text begins if it may part groups.
func groupSign(text string, decimal byte) string {
	other := "."
	if decimal == '.' {
		other = ","
	}
	if strings.HasPrefix(text, other) {
		return other
	}
	for _, s := range spacers {
		if strings.HasPrefix(text, s) {
			return s
		}
	}
	return ""
}
