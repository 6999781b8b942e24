package chart

import (
	"strings"
	"unicode"
)

// The server has no fonts, so it estimates how wide words become in 13 px,
// rather too wide than too narrow: in thousandths of the size of the letters,
// taken from the widest of the faces in the stylesheet.
const (
	narrowLetter = 300 // i l . ,
	slimLetter   = 400 // f r t ( )
	commonLetter = 585 // figures, most small letters
	wideLetter   = 690 // capitals
	widestLetter = 920 // m w % @
	letterHeight = 13.0
	lineHeight   = 15.0
)

// width estimates how wide the words become, in pixels.
func width(words string, bold bool) float64 {
	sum := 0
	for _, r := range words {
		sum += letter(r)
	}
	w := float64(sum) / 1000 * letterHeight
	if bold {
		w *= 1.06
	}
	return w
}

func letter(r rune) int {
	switch {
	case strings.ContainsRune("il.,:;'|!jIįíìłľ ·\u00a0\u202f", r):
		return narrowLetter
	case strings.ContainsRune("frt()[]-/\"țţ", r):
		return slimLetter
	case strings.ContainsRune("mwMW%@—…æœÆŒ", r):
		return widestLetter
	case r >= 0x1100: // scripts of full width
		return 1000
	case unicode.IsUpper(r):
		return wideLetter
	}
	return commonLetter
}

// wrap breaks words into at most so many lines of at most so many pixels. What
// does not fit ends with an ellipsis; the table has the words in full.
func wrap(words string, most float64, bold bool, lines int) []string {
	var out []string
	line := ""
	rest := strings.Fields(words)
	for i, word := range rest {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || width(longer, bold) <= most {
			line = longer
			continue
		}
		if len(out) == lines-1 {
			return append(out, cut(line+" "+strings.Join(rest[i:], " "), most, bold))
		}
		out, line = append(out, cut(line, most, bold)), word
	}
	return append(out, cut(line, most, bold))
}

// cut shortens words to so many pixels.
func cut(words string, most float64, bold bool) string {
	if width(words, bold) <= most {
		return words
	}
	runes := []rune(words)
	for len(runes) > 1 && width(string(runes)+"…", bold) > most {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// widest returns the width of the widest of the lines.
func widest(lines []string, bold bool) (most float64) {
	for _, line := range lines {
		most = max(most, width(line, bold))
	}
	return most
}
