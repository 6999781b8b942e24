package account

import (
	"strings"
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rule account.password.
func TestPasswordsThatAreGuessedFirst(t *testing.T) {
	for _, test := range []struct{ name, password, want string }{
		{"several words", "plaukiantis debesis virš Nemuno", ""},
		{"twelve letters of no meaning", "kv7Rq-pMz2xw", ""},
		{"eleven letters", "kv7Rq-pMz2x", "account.password.short"},
		{"twelve letters of more than one byte", "ąčęėįšųūžąčė", ""},
		{"the login and something", "ona.petraite2026", "account.password.common"},
		{"one letter", "aaaaaaaaaaaaaa", "account.password.common"},
		{"a run repeated", "abcabcabcabcabc", "account.password.common"},
		{"neighbours", "123456789012", "account.password.common"},
		{"a common word with a year", "Password2026!", "account.password.common"},
		{"a common word in Lithuanian", "Slaptažodis123", "account.password.common"},
		{"a common word with signs for letters", "P@ssw0rd!!2026", "account.password.common"},
		{"two common words", "SummerWelcome1", "account.password.common"},
		{"in Romanian", "TeIubesc123456", "account.password.common"},
		{"in Italian", "Amoremio!2026!", "account.password.common"},
		{"in Swedish", "Sommarlösenord", "account.password.common"},
		{"keys in a row", "qwertyuiop[]12", "account.password.common"},
		{"the own name", "Petraitė-Ona-1", "account.password.common"},
		{"four words, though common", "drakon kortelė summer debesis", ""},
		{"a novel", strings.Repeat("kv7Rq-pMz2xw ", 60), "account.password.long"},
	} {
		if got := fault.ID(checkPassword(test.password, network.Person{Login: "ona.petraite@example.org", Name: "Ona Petraitė"})); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestAPasswordIsRecognised(t *testing.T) {
	hash := hashPassword(good)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash is %q", hash)
	}
	for _, test := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"the same", hash, good, true}, {"another", hash, good + "!", false}, {"no hash", "", "", false}, {"a hash that is none", "plain", "plain", false},
	} {
		if got := samePassword(test.hash, test.password); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// Tests rule account.next.
func TestNobodyIsLedToAnotherSite(t *testing.T) {
	for next, want := range map[string]bool{
		"/en/aurora/members?on=2015-06-30": true, "/": true, "": false, "//evil.example": false, "https://evil.example/": false,
		`/\evil.example`: false, "javascript:alert(1)": false, "/\tevil": false, "en": false,
	} {
		if got := local(next) != ""; got != want {
			t.Errorf("%q: %v", next, got)
		}
	}
}
