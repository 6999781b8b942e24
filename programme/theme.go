package programme

import (
	"strconv"

	"pesnet/network"
)

// Theme is what an item belongs to. Its words are programme.theme.CODE.
type Theme struct {
	Code     string
	Source   string // code of the document
	Place    string // where in it
	Verified bool   // false: from general knowledge, still to be checked against the document
}

// Objects is the rule of a charter that says that the network has objects of
// its own.
const Objects = "network.objects"

// initiatives are those of Art. 4(1) of the decision on the network of the
// services.
var initiatives = initiativesOf("abcdefg", 4)

func initiativesOf(letters string, verified int) (all []Theme) {
	for i, letter := range letters {
		all = append(all, Theme{Code: "initiative-" + string(letter), Source: "decision-573-2014", Place: "4 (1) (" + string(letter) + ")", Verified: i < verified})
	}
	return all
}

// Themes are those of a network on a day: the objects of activity where its
// charter lays down their number, else the initiatives of the decision.
//
// Rule programme.themes: an item belongs to an object of activity where the
// charter lays objects down, else to an initiative of Decision 573/2014/EU,
// Art. 4(1).
func Themes(c network.Charter, on string) (all []Theme) {
	n, err := c.Number(Objects, on)
	if err != nil || n < 1 || n > 10 {
		return initiatives
	}
	for i := range n {
		no := strconv.Itoa(i + 1)
		all = append(all, Theme{Code: "object-" + no, Source: "spune-procedure", Place: "(" + no + ")", Verified: true})
	}
	return all
}
