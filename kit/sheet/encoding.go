package sheet

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encodings lists the encodings that can be read, the likely ones first.
var Encodings = []string{
	"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1257",
	"ISO-8859-1", "ISO-8859-2", "ISO-8859-13", "ISO-8859-15", "ISO-8859-16",
}

var encodings = map[string]encoding.Encoding{
	"UTF-16LE":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"UTF-16BE":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1252": charmap.Windows1252,
	"windows-1250": charmap.Windows1250,
	"windows-1257": charmap.Windows1257,
	"ISO-8859-1":   charmap.ISO8859_1,
	"ISO-8859-2":   charmap.ISO8859_2,
	"ISO-8859-13":  charmap.ISO8859_13,
	"ISO-8859-15":  charmap.ISO8859_15,
	"ISO-8859-16":  charmap.ISO8859_16,
}

// marks are the byte order marks.
var marks = map[string][]byte{
	"UTF-8":    {0xEF, 0xBB, 0xBF},
	"UTF-16LE": {0xFF, 0xFE},
	"UTF-16BE": {0xFE, 0xFF},
}

// guessEncoding says how the text is encoded, whether a byte order mark says
// so, and whether that is beyond doubt.
func guessEncoding(text []byte) (name string, mark, sure bool) {
	for name, mark := range marks {
		if bytes.HasPrefix(text, mark) {
			return name, true, true
		}
	}
	if name := wide(text); name != "" {
		return name, false, true
	}
	if utf8.Valid(wholeRunes(text)) {
		return "UTF-8", false, true
	}
	name, sure = guessCodePage(text)
	return name, false, sure
}

// wide recognises UTF-16 by its zeros: European text has one in nearly every
// pair of bytes, always on the same side.
func wide(text []byte) string {
	text = text[:len(text)&^1]
	var zeros [2]int
	for i, c := range text {
		if c == 0 {
			zeros[i&1]++
		}
	}
	enough := max(1, len(text)/5)
	switch {
	case len(text) < 4:
		return ""
	case zeros[1] >= enough && zeros[0] <= len(text)/100:
		return "UTF-16LE"
	case zeros[0] >= enough && zeros[1] <= len(text)/100:
		return "UTF-16BE"
	}
	return ""
}

// wholeRunes drops a character that the end of a sample cuts in two.
func wholeRunes(text []byte) []byte {
	for i := 1; i <= min(3, len(text)); i++ {
		if c := text[len(text)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[len(text)-i:]) {
				return text[:len(text)-i]
			}
			break
		}
	}
	return text
}

// writing is a language with the letters beyond ASCII that it is written with.
// Where two explain a text equally well the earlier one is taken.
type writing struct {
	codePage string
	letters  string
}

// ISO-8859-1 is not among the code pages: windows-1252 says the same and more.
var writings = []writing{
	{"windows-1252", "àèéìíòóùú"},
	{"windows-1252", "åäöéü"},
	{"windows-1257", "ąčęėįšųūž"},
	{"windows-1250", "ăâîşţ"},
	{"windows-1252", "äöüß"},
	{"windows-1252", "àâçèéêëîïôùûüœæ"},
	{"windows-1252", "áéíóúñüãõâêôàç"},
	{"windows-1252", "æøåéöäšž"},
	{"windows-1252", "áéíóúýþæðö"},
	{"windows-1250", "ąćęłńóśźż"},
	{"windows-1250", "áčďéěíňóřšťúůýž"},
	{"windows-1250", "áäčďéíĺľňóôŕšťúýž"},
	{"windows-1250", "áéíóöőúüű"},
	{"windows-1250", "čćđšž"},
	{"windows-1257", "āčēģīķļņšūž"},
	{"windows-1257", "äöõüšž"},
	{"windows-1252", "àâáãäå æçèéêë ìíîïñ òóôõöø ùúûüýß"},
	{"windows-1250", "áâăąäćčç ďđéęëě íîĺľł ńňóôőö ŕřśşš ťţúůűü ýźżž ß"},
	{"windows-1257", "ąāäåčćēęė éģīįķļł ńņóōõö śšųūü źżž ß"},
}

// mixture makes a list of names from many countries, whose letters are given
// with spaces, less likely than one language that explains a text as well.
const mixture = 0.9

// guessCodePage takes the language whose letters explain the text best. It is
// sure unless another code page explains it nearly as well and reads it
// differently.
func guessCodePage(text []byte) (name string, sure bool) {
	seen := highBytes(text)
	best, score := writing{codePage: "windows-1252"}, -1.0
	scores := make([]float64, len(writings))
	for i, w := range writings {
		if scores[i] = explained(seen, w); strings.Contains(w.letters, " ") {
			scores[i] *= mixture
		}
		if scores[i] > score {
			best, score = w, scores[i]
		}
	}
	if score < 0.5 {
		return "windows-1252", false
	}
	reading := readAs(seen, best.codePage)
	for i, w := range writings {
		if scores[i] >= 0.95*score && !slices.Equal(reading, readAs(seen, w.codePage)) {
			return best.codePage, false
		}
	}
	return best.codePage, true
}

// highBytes counts the bytes beyond ASCII.
func highBytes(text []byte) (seen [128]int) {
	for _, c := range text {
		if c >= 128 {
			seen[c-128]++ // #nosec G602 -- a byte from 128 on
		}
	}
	return seen
}

// explained is the share of the letters that belong to the language, or -1 if
// the code page leaves a byte undefined. Signs count for no language.
func explained(seen [128]int, w writing) float64 {
	letters, all := 0, 0
	for i, c := range readAs(seen, w.codePage) {
		switch {
		case c == utf8.RuneError:
			return -1
		case c == 0 || strings.ContainsRune("\u00a0„“”‚‘’–—…•€§°«»²©®×¬\u00ad", c):
		default:
			all += seen[i]
			if strings.ContainsRune(w.letters, c) || strings.ContainsRune(strings.ToUpper(w.letters), c) {
				letters += seen[i]
			}
		}
	}
	if all == 0 {
		return 1
	}
	return float64(letters) / float64(all)
}

// readAs says what the bytes that occur mean in a code page; 0 for the others.
func readAs(seen [128]int, codePage string) []rune {
	page := encodings[codePage].(*charmap.Charmap)
	meaning := make([]rune, len(seen))
	for i, n := range seen {
		if n > 0 {
			meaning[i] = page.DecodeByte(byte(i + 128))
		}
	}
	return meaning
}
