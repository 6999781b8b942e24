package sheet

import "strings"

// disarm puts an apostrophe before what a spreadsheet would take for a formula
// and run: a text that begins with = + - @, a tab or a line end. (OWASP, CSV
// Injection.) Numbers stay, since a minus is no danger to them. What follows a
// separator inside the text is treated alike, because a program that expects
// another separator than ours begins a cell there.
func disarm(text string) string {
	if !strings.ContainsAny(text, triggers) {
		return text
	}
	start := strings.TrimLeft(text, " "+unseen)
	if start != "" && strings.ContainsAny(firstRune(start), triggers) && !isNumber(text) {
		text = "'" + text
	}
	return disarmInside(text)
}

// triggers begin a formula, or are dropped before one, in one program or
// another; the wide ones in East Asian editions.
const triggers = "=+-@\t\r\n＝＋－＠"

// unseen is what some program drops at the beginning of a cell. A space is
// dropped by few, and follows every comma of a sentence: it counts only at the
// beginning of the text.
const unseen = "\u00a0\u200b\ufeff\""

// separators end a cell in one program or another.
const separators = ",;|\t\r\n"

func disarmInside(text string) string {
	var out strings.Builder
	from := 0
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(separators, text[i]) < 0 || strings.IndexByte(separators, text[i+1]) >= 0 {
			continue
		}
		if start := strings.TrimLeft(text[i+1:], unseen); start != "" && strings.ContainsAny(firstRune(start), triggers) {
			out.WriteString(text[from : i+1])
			out.WriteByte('\'')
			from = i + 1
		}
	}
	if from == 0 {
		return text
	}
	out.WriteString(text[from:])
	return out.String()
}

func firstRune(text string) string {
	for i := range text {
		if i > 0 {
			return text[:i]
		}
	}
	return text
}

func isNumber(text string) bool {
	_, point := ParseNumber(text, '.')
	_, comma := ParseNumber(text, ',')
	return (point || comma) && !strings.Contains(text, "\t")
}
