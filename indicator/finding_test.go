package indicator

import (
	"math"
	"strings"
	"testing"

	"pesnet/lang"
)

var absent = math.NaN()

// row makes the figures of an area; a flag follows the number of its period.
func row(area string, flags map[int]string, values ...float64) Row {
	r := Row{Unit: Unit{Code: area, Area: area}}
	for i, v := range values {
		r.Cells = append(r.Cells, Cell{Value: v, Said: true, Flags: flags[i]})
	}
	return r
}

// compared is a comparison of three years in per cent.
func threeYears(mine Row, peers ...Row) *Comparison {
	c := &Comparison{Definition: Definition{Code: "x", Unit: "PC", Decimals: 1}, Periods: []string{"2021", "2022", "2023"}, Mine: mine, Peers: peers}
	c.summarise()
	return c
}

var flat = map[int]string(nil)

// cases are comparisons with what is said of them in five languages.
var cases = []struct {
	name string
	c    *Comparison
	says map[string]string
}{
	{"a fall, below the median of two", threeYears(row("LT", flat, 14, 11.5, 6.7), row("EE", flat, 40, 41, 30), row("FI", flat, 35, 36, 36)), map[string]string{
		"en": "Lithuania, 2023: 6.7% – lower than in 2022 (11.5%), and lower than the median of the 2 peers with a figure (33.0%).",
		"lt": "Lietuva, 2023 m.: 6,7 % – mažiau nei 2022 m. (11,5 %) ir mažiau už 2 palyginamųjų tarnybų, turinčių duomenų, medianą (33,0 %).",
		"ro": "Lituania, 2023: 6,7 % – mai mică decât în 2022 (11,5 %) și mai mică decât mediana celor 2 omologi cu cifre (33,0 %).",
		"it": "Lituania, 2023: 6,7% – più basso che nel 2022 (11,5%) e più basso della mediana dei 2 omologhi con un dato (33,0%).",
		"sv": "Litauen, 2023: 6,7 % – lägre än 2022 (11,5 %) och lägre än medianen för de 2 jämförelseparter som har en siffra (33,0 %).",
	}},
	{"a rise, above the one peer", threeYears(row("LT", flat, 5, 6, 7), row("EE", flat, 1, 2, 3)), map[string]string{
		"en": "Lithuania, 2023: 7.0% – higher than in 2022 (6.0%), and higher than the one peer with a figure (3.0%).",
		"lt": "Lietuva, 2023 m.: 7,0 % – daugiau nei 2022 m. (6,0 %) ir daugiau nei vienintelė palyginamoji tarnyba, turinti duomenų (3,0 %).",
		"ro": "Lituania, 2023: 7,0 % – mai mare decât în 2022 (6,0 %) și mai mare decât a singurului omolog cu o cifră (3,0 %).",
		"it": "Lituania, 2023: 7,0% – più alto che nel 2022 (6,0%) e più alto di quello dell’unico omologo con un dato (3,0%).",
		"sv": "Litauen, 2023: 7,0 % – högre än 2022 (6,0 %) och högre än den enda jämförelsepart som har en siffra (3,0 %).",
	}},
	{"what looks the same is the same", threeYears(row("LT", flat, 5, 7.04, 6.96), row("EE", flat, 1, 2, 7.01)), map[string]string{
		"en": "Lithuania, 2023: 7.0% – the same as in 2022 (7.0%), and the same as the one peer with a figure (7.0%).",
		"lt": "Lietuva, 2023 m.: 7,0 % – tiek pat, kiek 2022 m. (7,0 %) ir tiek pat, kiek vienintelė palyginamoji tarnyba, turinti duomenų (7,0 %).",
	}},
	{"no claim across a break", threeYears(row("LT", map[int]string{2: "b"}, 5, 6, 9)), map[string]string{
		"en": "Lithuania, 2023: 9.0% – not comparable with 2022, because the series breaks between them.",
		"lt": "Lietuva, 2023 m.: 9,0 % – nepalyginama su ankstesne reikšme (2022 m.), nes tarp jų yra eilutės pertrūkis.",
	}},
	{"a gap before it", threeYears(row("LT", flat, 5, absent, 9)), map[string]string{
		"en": "Lithuania, 2023: 9.0% – with no figure for 2022 to compare with.",
		"lt": "Lietuva, 2023 m.: 9,0 % – ankstesnės reikšmės (2022 m.) palyginti nėra.",
	}},
	{"no peer has a figure for that year", threeYears(row("LT", flat, 5, 6, 9), row("EE", flat, 5, 5, absent)), map[string]string{
		"en": "Lithuania, 2023: 9.0% – higher than in 2022 (6.0%), and no peer has a figure for the same period.",
	}},
	{"an older figure is compared with its own year", threeYears(row("LT", flat, 5, 6, absent), row("EE", flat, 5, 4, 99)), map[string]string{
		"en": "Lithuania, 2022: 6.0% – higher than in 2021 (5.0%), and higher than the one peer with a figure (4.0%).",
	}},
	{"the first figure there is", threeYears(row("LT", flat, 5, absent, absent)), map[string]string{"en": "Lithuania, 2021: 5.0%.", "sv": "Litauen, 2021: 5,0 %."}},
	{"no figure at all", threeYears(row("LT", flat, absent, absent, absent), row("EE", flat, 1, 2, 3)), map[string]string{
		"en": "Lithuania, 2021 to 2023: no figure.",
		"lt": "Lietuva, 2021–2023 m.: duomenų nėra.",
	}},
}

func TestTheFindingSaysWhatTheFiguresSay(t *testing.T) {
	for _, one := range cases {
		for code, want := range one.says {
			said := teller{lang.All.In(code), one.c}.finding(one.c.Find())
			if got := strings.ReplaceAll(said.String(), "\u00a0", " "); got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", one.name, code, got, want)
			}
		}
	}
}

func TestTheFindingHasWordsInEveryLanguage(t *testing.T) {
	for _, one := range cases {
		for _, code := range lang.All.Codes() {
			said := teller{lang.All.In(code), one.c}.finding(one.c.Find())
			if text := said.String() + strings.Join(said.After, " "); strings.ContainsAny(text, "⟦{\x00") {
				t.Errorf("%s, %s: %s", one.name, code, text)
			}
		}
	}
}

// Tests rule indicatorcompare.finding.
func TestWhatMustBeKnownIsSaidBesideTheFinding(t *testing.T) {
	draft := row("LT", flat, 5, 6, 7)
	draft.Cells[2].Draft = true
	for _, one := range []struct {
		name string
		c    *Comparison
		want []string
	}{
		{"nothing", threeYears(row("LT", flat, 5, 6, 7)), nil},
		{"provisional and of low reliability", threeYears(row("LT", map[int]string{2: "pu"}, 5, 6, 7)), []string{"finding.care.provisional", "finding.care.unreliable"}},
		{"the one before of low reliability", threeYears(row("LT", map[int]string{1: "u"}, 5, 6, 7)), []string{"finding.care.before-unreliable"}},
		{"its definition differs", threeYears(row("LT", map[int]string{2: "d"}, 5, 6, 7)), []string{"finding.care.definition"}},
		{"not released", threeYears(draft), []string{"finding.care.draft"}},
		{"older than the peers’", threeYears(row("LT", flat, 5, 6, absent), row("EE", flat, 1, 2, 3)), []string{"finding.care.older"}},
	} {
		var got []string
		for _, s := range one.c.Find().Care {
			got = append(got, s.Key)
		}
		if strings.Join(got, " ") != strings.Join(one.want, " ") {
			t.Errorf("%s: got %v, want %v", one.name, got, one.want)
		}
	}
}

func TestTheOwnRangeLeavesOutWhatIsFarOff(t *testing.T) {
	values := []float64{11.1, 13.2, 12.9, 14.1, 12.9, 10.5, 108.9, 12.7, 11.5, 6.7}
	c := &Comparison{Definition: Definition{Unit: "PC", Decimals: 1}, Mine: row("LT", flat, values...)}
	c.Peers = append(c.Peers, row("EE", flat, 4.2, 4.9, 16.1, 34.3, 41.3, 53.3, 42.7, 49.5, 52.5, 43.7), row("LV", flat, 6.4, 3.7, 5.2, 6.1, 6.4, 5.4, 5.1, 5.6, 5, 8.7))
	c.Periods = withoutJumps([]string{"2014", "2023"})
	c.summarise()
	said := teller{lang.All.In("en"), c}.finding(c.Find())
	if want := "Own figures, 2014 to 2023: lowest 6.7%, highest 14.1%, apart from 2020."; strings.Join(said.After, " ") != want {
		t.Errorf("got %v, want %s", said.After, want)
	}
	if r := c.Remarks()[0]; r.Words.Key != "read.beyond" || r.What[0].Values[0] != 108.9 {
		t.Errorf("first remark: %+v", r)
	}
}
