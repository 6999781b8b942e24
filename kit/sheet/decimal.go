package sheet

import "strings"

// style is the set of decimal signs with which a text can be read as a number.
type style int

const (
	withPoint style = 1 << iota
	withComma
)

// decimal returns the sign to read the text with, or 0 if it is no number or
// reads as two different ones.
func (s style) decimal() byte {
	switch s {
	case withPoint, withPoint | withComma | whole:
		return '.'
	case withComma:
		return ','
	}
	return 0
}

// whole marks a number that is the same in both styles.
const whole style = 4

// styleOf says how a text can be read: 1.5 with a point, 1,5 and 1.234,5 with
// a comma, 1.234 either way, 15 without a difference.
func styleOf(text string) style {
	if !strings.ContainsAny(text, ".,") {
		if _, ok := ParseNumber(text, '.'); ok {
			return withPoint | withComma | whole
		}
		return 0
	}
	var s style
	if _, ok := ParseNumber(text, '.'); ok {
		s |= withPoint
	}
	if _, ok := ParseNumber(text, ','); ok {
		s |= withComma
	}
	return s
}

// guessDecimal says with which sign the numbers of a table are written. It is
// 0 if nothing tells, and not sure if the numbers may or do follow both styles.
func guessDecimal(cells func(yield func(string) bool)) (decimal byte, sure bool) {
	points, commas, either := 0, 0, 0
	for cell := range cells {
		switch styleOf(unflagged(trim(cell))) {
		case withPoint:
			points++
		case withComma:
			commas++
		case withPoint | withComma:
			either++
		}
	}
	switch {
	case points > 0 && commas == 0:
		return '.', true
	case commas > 0 && points == 0:
		return ',', true
	case points == 0 && commas == 0:
		return 0, either == 0
	case points >= 20*commas:
		return '.', false
	case commas >= 20*points:
		return ',', false
	}
	return 0, false
}

// unflagged drops the letters that statistical offices put behind a figure:
// "9.4 b".
func unflagged(cell string) string {
	figure, flags, found := strings.Cut(cell, " ")
	if found && len(flags) <= 3 && strings.Trim(flags, "abcdefghijklmnopqrstuvwxyz") == "" {
		return figure
	}
	return cell
}
