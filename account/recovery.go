package account

import (
	"crypto/rand"
	"strings"
)

// recoveryCount is how many recovery codes a person gets at once.
const recoveryCount = 10

// newRecovery makes the codes for whoever has lost their second factor, and
// their hashes for the table.
//
// Rule account.recovery: there are ten recovery codes of 128 random
// bits; each works once, and new ones replace those before.
func newRecovery() (codes, hashes []string) {
	for range recoveryCount {
		b := make([]byte, 16)
		rand.Read(b)
		code := strings.ToLower(base32Text.EncodeToString(b))
		codes = append(codes, grouped(code, 5, "-"))
		hashes = append(hashes, hashToken(code))
	}
	return codes, hashes
}

// recoveryHash is the hash of a code as somebody writes it; nothing where it
// cannot be one.
func recoveryHash(written string) string {
	code := strings.ToLower(strings.NewReplacer("-", "", " ", "", "0", "o", "1", "l").Replace(written))
	if len(code) != base32Text.EncodedLen(16) {
		return ""
	}
	return hashToken(code)
}
