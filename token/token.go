// Package token is by what programs ask in somebody's place: a token has a
// purpose, the actions that it is for, and a last day, and does at most what
// its person may do today.
package token

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Token is by what a program asks in somebody's place.
type Token struct {
	ID           string
	Hint         string // its beginning, by which its person knows it
	Person       string // id
	Purpose      string
	Scope        []string // actions of the table of permission
	Network      string   // id; empty = every network of the person
	Organisation string   // id; empty = every organisation of the person
	Made         time.Time
	Maker        string // id of who made it
	LastDay      string
	Ended        time.Time
	Used         time.Time
}

const (
	// mark begins every token, so that it is recognised where it does not
	// belong: in a file, in a log.
	mark    = "pn_"
	hintLen = len(mark) + 5
	// longest is for how many days a token holds at most, where the charter
	// of its network has no other number under daysRule.
	longest  = 365
	daysRule = "account.token_days"
)

// newSecret is a token, its hash for the table, and its beginning.
func newSecret() (secret, hash, hint string) {
	b := make([]byte, 32)
	rand.Read(b)
	secret = mark + base64.RawURLEncoding.EncodeToString(b)
	return secret, hashed(secret), secret[:hintLen]
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Check finds what cannot be taken of a token that somebody makes.
//
// Rule token.terms: a token has a purpose in words, at least one action that
// its person may do themselves, and a last day: at most a year ahead, or as
// many days as the charter of its network says.
func (t Token) Check(grantable []string, today string, days int) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	last := lastDay(today, days)
	refuse(strings.TrimSpace(t.Purpose) == "" || len(t.Purpose) > network.Longest, "token.purpose", "purpose")
	refuse(len(t.Scope) == 0, "token.scope", "scope")
	for _, action := range t.Scope {
		refuse(!slices.Contains(grantable, action), "token.action", "scope", "action", action)
	}
	refuse(!network.Day(t.LastDay) || t.LastDay < today || t.LastDay > last, "token.last-day", "last-day", "last", last)
	return wrong.Err()
}

// lastDay is some days after a day.
func lastDay(today string, days int) string {
	day, _ := time.Parse(time.DateOnly, today)
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// alive tells whether a token holds on a day.
//
// Rule token.end: a token holds to the end of its last day, unless its
// person, an administrator or the secretariat ends it before.
func (t Token) alive(today string) bool { return t.Ended.IsZero() && today <= t.LastDay }
