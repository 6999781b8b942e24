package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"

	"pesnet/account/guessed"
	"pesnet/kit/fault"
	"pesnet/kit/search"
	"pesnet/network"
)

// Argon2id with the first choice of OWASP's password storage cheat sheet.
const (
	memory  = 19456 // KiB
	rounds  = 2
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// atOnce holds back so many sign-ins that their memory would starve the rest.
var atOnce = make(chan struct{}, 4)

// hashPassword writes a password as the table keeps it (PHC string).
func hashPassword(password string) string {
	salt := make([]byte, saltLen)
	rand.Read(salt)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, rounds, lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(derive(password, salt, memory, rounds, lanes)))
}

func derive(password string, salt []byte, memory, rounds uint32, lanes uint8) []byte {
	atOnce <- struct{}{}
	defer func() { <-atOnce }()
	return argon2.IDKey([]byte(password), salt, rounds, memory, lanes, keyLen)
}

// nobodysPassword is compared where there is no person or no password, so that
// the time of an answer does not tell whether somebody is known.
var nobodysPassword = "$argon2id$v=19$m=19456,t=2,p=1$" + strings.Repeat("A", 22) + "$" + strings.Repeat("A", 43)

// samePassword tells whether a password is the one that was hashed.
func samePassword(hash, password string) bool {
	known := hash != ""
	if !known {
		hash = nobodysPassword
	}
	var version int
	var m, t uint32
	var p uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p); err != nil {
		return false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || version != argon2.Version {
		return false
	}
	same := subtle.ConstantTimeCompare(key, derive(password, salt, m, t, p)) == 1
	return known && same
}

// shortestPassword is the number of characters of the shortest password.
const shortestPassword = 12

// checkPassword refuses what is guessed first.
//
// Rule account.password: a password has at least twelve characters, and is not
// one of those that are tried first: the username, one character or one run
// repeated, a run of neighbours, one or two common words or names of the
// person with a few signs.
func checkPassword(password string, p network.Person) error {
	folded := search.Fold(password)
	name, _, _ := strings.Cut(search.Fold(p.Login), "@")
	switch {
	case len([]rune(password)) < shortestPassword:
		return fault.New(fault.Invalid, "account.password.short", "least", shortestPassword).On("password")
	case len(password) > network.Longest:
		return fault.New(fault.Invalid, "account.password.long").On("password")
	case len(name) > 2 && strings.Contains(folded, name), regular(folded), guessed.Built(folded, namesOf(p)):
		return fault.New(fault.Invalid, "account.password.common").On("password")
	}
	return nil
}

// regular tells whether a password repeats itself or counts on.
func regular(folded string) bool {
	for size := 1; size <= len(folded)/2; size++ {
		if strings.HasPrefix(strings.Repeat(folded[:size], len(folded)/size+1), folded) {
			return true
		}
	}
	steps := map[int]int{}
	for i := 1; i < len(folded); i++ {
		steps[int(folded[i])-int(folded[i-1])]++
	}
	return steps[1]+steps[-1]+steps[0] >= len(folded)-3
}

// namesOf are the words by which somebody is known, folded.
func namesOf(p network.Person) (names []string) {
	for _, word := range strings.FieldsFunc(search.Fold(p.Name)+" "+search.Fold(p.Login), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 2 {
			names = append(names, word)
		}
	}
	return names
}
