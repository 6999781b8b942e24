package figure

import (
	"slices"
	"strings"
)

// Flags writes the status flags of a source in one way: every letter once, in
// alphabetical order, without spaces. The small letters are those of Eurostat
// (b break, c confidential, d definition differs, e estimated, f forecast,
// i imputed, n not significant, p provisional, r revised, s Eurostat estimate,
// u low reliability, z not applicable). A capital of the SDMX code list
// CL_OBS_STATUS that means the same becomes the small letter; A, a normal
// value, is no flag. Whatever else a source uses stays as it is.
func Flags(text string) string {
	switch len(text) {
	case 0:
		return ""
	case 1:
		return flag(text[0])
	}
	letters := []byte{}
	for i := range len(text) {
		if f := flag(text[i]); f != "" {
			letters = append(letters, f[0])
		}
	}
	slices.Sort(letters)
	return string(slices.Compact(letters))
}

// oneFlag holds the text of every single flag, so that none is made twice.
var oneFlag = func() (all [256]string) {
	for i := range all {
		all[i] = string([]byte{byte(i)})
	}
	for _, none := range []byte("A ,;\t\"()") {
		all[none] = ""
	}
	for _, capital := range []byte("BDEFINPSU") {
		all[capital] = strings.ToLower(string([]byte{capital}))
	}
	return all
}()

func flag(letter byte) string { return oneFlag[letter] }

// missingStatus holds the codes of CL_OBS_STATUS that say that there is no
// figure: holiday, not collected, cannot exist, missing, suppressed.
const missingStatus = "HLMOQ"

// splitStatus takes the SDMX observation status apart into flags and whether
// the figure is missing.
func splitStatus(status string) (flags string, missing bool) {
	kept := strings.Map(func(r rune) rune {
		if strings.ContainsRune(missingStatus, r) {
			missing = true
			return -1
		}
		return r
	}, status)
	return Flags(kept), missing
}

// joinFlags adds flags to flags.
func joinFlags(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return Flags(a + b)
}
