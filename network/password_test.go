package network

import (
	"strings"
	"testing"
)

// Tests rule network.password.
func TestPasswordsThatAreGuessedFirst(t *testing.T) {
	for _, test := range []struct{ name, password, want string }{
		{"several words", "plaukiantis debesis virš Nemuno", ""},
		{"twelve letters of no meaning", "kv7Rq-pMz2xw", ""},
		{"eleven letters", "kv7Rq-pMz2x", "network.password.short"},
		{"twelve letters of more than one byte", "ąčęėįšųūžąčė", ""},
		{"the login and something", "ona.petraite2026", "network.password.common"},
		{"one letter", "aaaaaaaaaaaaaa", "network.password.common"},
		{"a run repeated", "abcabcabcabcabc", "network.password.common"},
		{"neighbours", "123456789012", "network.password.common"},
		{"a common word with a year", "Password2026!", "network.password.common"},
		{"a common word in Lithuanian", "Slaptažodis123", "network.password.common"},
		{"a novel", strings.Repeat("kv7Rq-pMz2xw ", 60), "network.password.long"},
	} {
		if got := id(checkPassword(test.password, "ona.petraite@example.org")); got != test.want {
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

// Tests rule network.next.
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
