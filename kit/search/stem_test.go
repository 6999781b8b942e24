package search_test

import (
	"strings"
	"testing"

	"pesnet/kit/search"
)

// groups are forms of one word each: all of a line must meet in one stem.
var groups = map[string][]string{
	"lt": {
		"bedarbis bedarbio bedarbiui bedarbį bedarbiu bedarbiai bedarbių bedarbiams bedarbius bedarbiais bedarbiuose bedarbė bedarbės bedarbei bedarbę",
		"nedarbas nedarbo nedarbui nedarbą nedarbu nedarbe",
		"darbas darbo darbui darbą darbu darbe darbai darbų darbams darbus darbais darbuose",
		"darbuotojas darbuotojo darbuotojui darbuotoją darbuotoju darbuotojai darbuotojų darbuotojams darbuotojus darbuotojais darbuotoja darbuotojos darbuotojoms",
		"darbdavys darbdavio darbdaviui darbdavį darbdaviu darbdaviai darbdavių darbdaviams darbdavius darbdaviais",
		"užimtumas užimtumo užimtumui užimtumą užimtumu užimtume",
		"tarnyba tarnybos tarnybai tarnybą tarnyboje tarnybų tarnyboms tarnybas tarnybomis tarnybose",
		"įmonė įmonės įmonei įmonę įmone įmonėje įmonių įmonėms įmones įmonėmis įmonėse",
		"paslauga paslaugos paslaugai paslaugą paslaugų paslaugoms paslaugas paslaugomis",
		"profesija profesijos profesijai profesiją profesijų profesijoms profesijas profesijomis",
		"kvalifikacija kvalifikacijos kvalifikaciją kvalifikacijų kvalifikacijoms",
		"vieta vietos vietai vietą vietoje vietų vietoms vietas vietomis vietose",
		"narys nario nariui narį nariu nariai narių nariams narius nariais",
		"tinklas tinklo tinklui tinklą tinklu tinkle tinklai tinklų tinklams",
		"savivaldybė savivaldybės savivaldybei savivaldybę savivaldybėje savivaldybių savivaldybėms",
		"apskritis apskrities apskričiai apskritį apskrityje apskritys apskričių apskritims apskritis apskrityse",
		"sritis srities sritį sričių sritims sritimis srityje",
		"šalis šalies šaliai šalį šalyje šalys šalių šalims šalimis šalyse",
		"sutartis sutarties sutartį sutartimi sutartys sutarčių sutartims",
		"mokestis mokesčio mokesčiui mokestį mokesčiu mokesčiai mokesčių mokesčiams mokesčius",
		"įgūdis įgūdžio įgūdį įgūdžiai įgūdžių įgūdžiams įgūdžius įgūdžiais",
		"žodis žodžio žodį žodžiai žodžių žodžiais",
		"rodiklis rodiklio rodikliui rodiklį rodikliu rodikliai rodiklių rodikliams rodiklius rodikliais",
		"asmuo asmens asmeniui asmenį asmeniu asmenys asmenų asmenims asmenis asmenimis asmenyse",
		"moteris moters moteriai moterį moterys moterų moterims moterimis",
		"vyras vyro vyrui vyrą vyru vyrai vyrų vyrams vyrus vyrais",
		"jaunuolis jaunuolio jaunuolį jaunuoliai jaunuolių jaunuoliams jaunuolius",
		"jaunimas jaunimo jaunimui jaunimą jaunimu",
		"amžius amžiaus amžiui amžių amžiumi amžiuje",
		"skaičius skaičiaus skaičiui skaičių skaičiumi skaičiai skaičiams skaičiais",
		"lygis lygio lygiui lygį lygiu lygiai lygių lygiams lygyje",
		"rinka rinkos rinkai rinką rinkoje rinkų rinkoms rinkas",
		"mokymas mokymo mokymui mokymą mokymai mokymų mokymams mokymus mokymais mokymuose",
		"įdarbinimas įdarbinimo įdarbinimui įdarbinimą įdarbinimu",
		"pasiūlymas pasiūlymo pasiūlymą pasiūlymai pasiūlymų pasiūlymus",
		"skelbimas skelbimo skelbimą skelbimai skelbimų skelbimus skelbimuose",
		"atlyginimas atlyginimo atlyginimą atlyginimai atlyginimų",
		"išmoka išmokos išmokai išmoką išmokų išmokoms išmokas",
		"parama paramos paramai paramą",
		"priemonė priemonės priemonę priemonių priemonėms priemones priemonėmis",
		"konsultantas konsultanto konsultantui konsultantą konsultantai konsultantų konsultantė konsultantės",
		"specialistas specialisto specialistui specialistai specialistų specialistė specialistės specialistės",
		"karjera karjeros karjerai karjerą",
		"centras centro centrui centrą centre centrai centrų centrams centruose",
		"posėdis posėdžio posėdžiui posėdį posėdyje posėdžiai posėdžių posėdžiuose",
		"sprendimas sprendimo sprendimą sprendimai sprendimų sprendimus sprendimais",
		"taryba tarybos tarybai tarybą taryboje tarybų",
		"susitikimas susitikimo susitikimą susitikime susitikimai susitikimų susitikimuose",
		"vizitas vizito vizitą vizitai vizitų vizitus vizituose",
		"teisė teisės teisei teisę teisių teisėms teises",
		"kalba kalbos kalbai kalbą kalbų kalboms kalbas",
		"metai metų metams metus metais",
		"duomenys duomenų duomenims duomenis duomenimis duomenyse",
		"statistika statistikos statistikai statistiką",
		"biudžetas biudžeto biudžetui biudžetą biudžete biudžetų",
		"valstybė valstybės valstybei valstybę valstybių valstybėms valstybėse",
		"pradžia pradžios pradžiai pradžią pradžioje",
		"pensija pensijos pensijai pensiją pensijų",
		"ilgalaikis ilgalaikio ilgalaikį ilgalaikiai ilgalaikių ilgalaikė ilgalaikės ilgalaikiams",
		"laisvas laisvo laisvam laisvą laisvame laisvi laisvų laisviems laisvus laisva laisvos laisvoms laisvoji laisvosios laisvųjų",
		"jaunas jauno jaunam jauni jaunų jauniems jaunus jauna jaunos jaunieji jaunųjų jauniesiems jaunuosius jaunaisiais",
		"registruotas registruoto registruotam registruoti registruotų registruotiems registruota registruotos registruotoms",
		"dirbantis dirbančio dirbančiam dirbantį dirbantys dirbančių dirbantiems dirbančius dirbanti dirbančios dirbantieji dirbančiųjų",
		"ieškantis ieškančio ieškantys ieškančių ieškantiems ieškančius ieškančiųjų",
		"viešas viešo viešam vieši viešų viešiems vieša viešos viešoji viešosios viešųjų viešosioms",
	},
	"ro": {
		"șomer șomeri șomerul șomerilor șomerului şomerilor", "șomaj șomajul șomajului", "județ județul județe județelor",
		"angajat angajați angajații angajaților angajatul", "agenție agenția agenției agenții", "ședință ședințe ședința ședințelor",
		"muncă munca muncii", "țară țări țara țărilor", "membru membri membrilor membrii", "serviciu servicii serviciile serviciilor",
		"tânăr tânără", "măsură măsuri măsurile", "decizie decizii deciziile", "practică practici practicile", "loc locul",
	},
	"en": {"service services", "vacancy vacancies", "meeting meetings", "employed employing employs", "member members member's"},
	"it": {"disoccupato disoccupata disoccupati disoccupate", "servizio servizi", "azienda aziende dell'azienda", "lavoro lavori", "regione regioni"},
	"sv": {"arbetslös arbetslösa arbetslöst arbetslöshet arbetslösheten", "arbetsgivare arbetsgivaren arbetsgivarna", "tjänst tjänster tjänsten", "medlemmar medlemmarna medlemmen", "åtgärd åtgärder åtgärden"},
}

func TestFormsOfAWordMeet(t *testing.T) {
	if n := len(groups["lt"]); n < 60 {
		t.Errorf("Lithuanian has no stemmer of Snowball's: want 60 words at least, got %d", n)
	}
	for lang, lines := range groups {
		for _, line := range lines {
			words := search.Terms(lang, line)
			for _, stem := range words {
				if stem != words[0] {
					t.Errorf("%s: %s\n is %v", lang, line, words)
					break
				}
			}
		}
	}
}

// Whoever types without marks finds what was written with them.
func TestMarksDoNotMatter(t *testing.T) {
	for lang, lines := range groups {
		for _, line := range lines {
			with, without := search.Terms(lang, line), search.Terms(lang, search.Fold(line))
			if got, want := strings.Join(without, " "), strings.Join(with, " "); got != want {
				t.Errorf("%s: without marks %s, with them %s", lang, got, want)
			}
		}
	}
}

func TestDifferentWordsStayApart(t *testing.T) {
	for _, c := range []struct{ lang, a, b string }{
		{"lt", "bedarbis", "nedarbas"},
		{"lt", "darbas", "darbdavys"},
		{"lt", "darbas", "darbuotojas"},
		{"lt", "jaunas", "jaunimas"},
		{"lt", "mokymas", "mokestis"},
		{"lt", "tarnyba", "taryba"},
		{"lt", "vieta", "vietovė"},
		{"lt", "metai", "metodas"},
		{"lt", "centras", "centas"},
		{"ro", "județ", "judecător"},
		{"sv", "tjänst", "tjära"},
		{"it", "servizio", "servo"},
	} {
		if got := search.Stem(c.lang, c.a); got == search.Stem(c.lang, c.b) {
			t.Errorf("%s: %s and %s are both %s", c.lang, c.a, c.b, got)
		}
	}
}

func TestStemsAreFolded(t *testing.T) {
	for lang, lines := range groups {
		for _, line := range lines {
			for _, stem := range search.Terms(lang, line) {
				if stem != search.Fold(stem) || stem == "" {
					t.Errorf("%s: the stem %q has marks", lang, stem)
				}
			}
		}
	}
	if got := search.Stem("fi", "Työttömyys"); got != "tyottomyys" {
		t.Errorf("a language without a stemmer: got %s", got)
	}
}

func BenchmarkTermsLithuanian(b *testing.B) {
	text := strings.Join(groups["lt"], " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		search.Terms("lt", text)
	}
}

func BenchmarkTermsSwedish(b *testing.B) {
	text := strings.Join(groups["sv"], " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		search.Terms("sv", text)
	}
}
