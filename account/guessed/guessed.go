// Package guessed knows the words from which passwords are built most often.
package guessed

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// words are the words from which passwords are built most often, in the five
// languages and on their keyboards, folded.
var words = func() (all []string) {
	for _, list := range []string{keyboard, english, lithuanian, romanian, italian, swedish} {
		all = append(all, strings.Fields(list)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	// The longer first, so that "passwords" is not taken for "pass" and a rest.
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return all
}()

const (
	keyboard = `qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx wsxedc edcrfv qweasd qweasdzxc poiuytrewq lkjhgfdsa mnbvcxz
		aqwzsx yxcvbnm qwer uiop hjkl abcd abcdef abcdefgh aaaa xxxx`
	english = `password passwort passcode pass word secret letmein welcome login signin admin administrator root user guest test testing demo default changeme change
		master superman batman spiderman pokemon starwars naruto minecraft football baseball basketball hockey soccer liverpool arsenal chelsea barcelona realmadrid juventus
		dragon monkey tiger lion eagle horse kitty puppy rabbit princess prince queen king angel devil lucifer jesus christ god heaven faith grace hope love lover loveme
		iloveyou iloveu sweetheart honey baby babygirl sunshine rainbow flower butterfly summer winter spring autumn january february march april june july august september
		october november december monday tuesday wednesday thursday friday saturday sunday hello goodbye please thanks computer internet laptop windows google facebook
		instagram apple samsung nokia office work job jobs employment service europe european network pesnet company team manager secretary money bitcoin freedom whatever trustno
		access killer hunter shadow ghost magic matrix cheese cookie chocolate banana orange pepper ginger coffee whiskey purple yellow silver golden diamond crystal
		michael jennifer jessica daniel david thomas robert charlie george andrew joshua matthew nicole ashley amanda michelle hannah sophie maria anna peter london paris berlin`
	lithuanian = `slaptazodis slaptas slapta lietuva lietuvis vilnius kaunas klaipeda siauliai panevezys zalgiris krepsinis labas labadiena laba diena myliu mylimas mylimoji meile sirdis
		saule saulute menulis zvaigzde ruduo vasara ziema pavasaris sausis vasaris kovas balandis geguze birzelis liepa rugpjutis rugsejis spalis lapkritis gruodis mama tete
		tevas mamyte katinas katyte suo suniukas arklys meska vilkas gintaras jonas petras antanas tomas mantas lukas mindaugas vytautas ona egle rasa jurate ruta laima darbas
		birza tarnyba uzimtumas administratorius vartotojas svecias sveikas aciu prasau laisve tevyne namai`
	romanian = `parola parolamea secreta romania roman bucuresti bucharest cluj timisoara iasi brasov constanta craiova steaua dinamo rapid fotbal buna salut noroc iubire iubesc teiubesc
		dragoste inima soare luna stea primavara vara toamna iarna ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie mama tata bunica pisica
		caine catel ursulet floare trandafir andrei alexandru mihai ionut cristian florin gabriel elena ioana andreea cristina mihaela munca serviciu agentia ocupare utilizator
		bine multumesc libertate acasa`
	italian = `parolachiave segreto segreta ciao buongiorno buonasera benvenuto italia italiano italiana roma milano napoli torino palermo firenze bologna venezia juve inter milan calcio
		amore amoremio tiamo cuore stella sole luna estate inverno primavera autunno gennaio febbraio marzo maggio giugno luglio settembre ottobre dicembre mamma
		papa nonna gatto gattino cane cavallo farfalla fiore principessa angelo giuseppe francesco antonio alessandro andrea marco luca matteo giulia francesca chiara martina
		valentina lavoro servizio impiego centro utente ospite amministratore grazie prego liberta casa`
	swedish = `losenord hemligt hemlig hemlighet sverige svensk stockholm goteborg malmo uppsala vasteras orebro linkoping hammarby djurgarden fotboll hej hejsan valkommen
		alskling alskar jagalskardig karlek hjarta sol solsken mane stjarna sommar vinter var host januari februari mars maj juni juli augusti oktober mamma pappa mormor
		katt kattunge hund valp hast bjorn varg lejon blomma prinsessa angel anders johan erik lars karl fredrik mattias emma kristina eva karin sara arbete jobb
		arbetsformedlingen anvandare gast administrator tack frihet hemma`
)

// lookalikes are the signs that people write for letters.
var lookalikes = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "$", "s", "@", "a", "!", "i")

// Built tells whether hardly anything is left of a password without
// one or two words that are tried first; own are further such words.
func Built(folded string, own []string) bool {
	all := slices.Concat(own, words)
	for _, text := range []string{folded, lookalikes.Replace(folded)} {
		text = letters(text)
		if text == "" {
			continue
		}
		if used := 0; remain(text, all, &used) < 4 {
			return true
		}
	}
	return false
}

// remain counts the letters that are left after two words have been taken out,
// each as often as it stands.
func remain(text string, words []string, used *int) int {
	left := len(text)
	for _, word := range words {
		if *used == 2 {
			break
		}
		if n := strings.Count(text, word); n > 0 {
			text = strings.ReplaceAll(text, word, " ")
			left -= n * len(word)
			*used++
		}
	}
	return left
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
}
