package search

import (
	"cmp"
	"slices"
	"strings"
)

// endings of Lithuanian nouns, adjectives and participles, folded, the longest
// first. Suffixes that make new words (-imas, -umas, -tojas) stay: nedarbas is
// not bedarbis.
var endings = byLength(strings.Fields(`
	as o ui a u e ai ams us ais uose es
	ias is ys io iui i iu yje iai iams ius iais iuose
	aus umi uje au ums umis iaus iumi iuje iau iums iumis
	os oje oms omis ose ia ios ioje ioms iomis iose
	ei eje ems emis ese ies imi ims imis yse
	am iam ame iame iems
	asis ojo ajam aji uoju ajame ieji uju iesiems uosius aisiais uosiuose
	oji osios ajai aja ojoje osioms asias osiomis osiose
	iojo iajam iaji iuoju iajame iuju iuosius iaisiais iuosiuose
	ioji iosios iajai iaja iojoje iosioms iosias iosiomis iosiose`))

func byLength(all []string) []string {
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// shortestStem is how many letters must remain.
const shortestStem = 3

// lithuanian takes the ending off a folded word.
func lithuanian(word string) string {
	word = declined(word)
	for _, ending := range endings {
		stem, ok := strings.CutSuffix(word, ending)
		if ok && len(stem) >= shortestStem && strings.ContainsAny(stem, "aeiouy") && !agent(stem, ending) {
			return hard(stem, ending)
		}
	}
	return word
}

// declined brings nouns whose stem changes to the stem of their other forms:
// asmuo, asmens (asmenį); moters (moteriai).
func declined(word string) string {
	for _, change := range [...][2]string{{"muo", "men"}, {"duo", "den"}, {"mens", "men"}, {"dens", "den"}, {"ters", "ter"}} {
		if stem, ok := strings.CutSuffix(word, change[0]); ok && len(stem) > 1 {
			return stem + change[1]
		}
	}
	return word
}

// agent says that what looks like the ending of "the good one" belongs to a
// person who does something: darbuoto-jo, not darbuot-ojo.
func agent(stem, ending string) bool {
	return strings.HasSuffix(stem, "t") && (ending[0] == 'o' || ending[0] == 'a') && strings.Contains(ending, "j") && ending != "oje"
}

// hard undoes the softening before i and a vowel: mokesčio is mokestis,
// žodžio is žodis.
func hard(stem, ending string) string {
	if len(ending) < 2 || ending[0] != 'i' || !strings.ContainsRune("aou", rune(ending[1])) {
		return stem
	}
	if s, ok := strings.CutSuffix(stem, "c"); ok {
		return s + "t"
	}
	if s, ok := strings.CutSuffix(stem, "dz"); ok {
		return s + "d"
	}
	return stem
}
