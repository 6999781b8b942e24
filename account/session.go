package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"pesnet/network"
)

// session is one browser in which somebody is signed in.
type session struct {
	Token     string // hash of what the browser holds
	ID        string // names it where it is shown
	Person    string // id
	Means     string
	Strong    bool   // began with two factors
	Device    string // Firefox, Linux
	ActsFor   string // id of the organisation that was chosen
	Created   time.Time
	Seen      time.Time
	Confirmed time.Time // when the person last showed who they are; never, where they began in a strange place
	Glass     time.Time // until when an emergency administrator
	Provider  string    // who vouched for the person; empty = nobody
	Abroad    string    // hash of the session's name there
}

// By what means a session began.
const (
	byPassword      = "password"
	byCode          = "code" // after the password
	byPasskey       = "passkey"
	byProvider      = "provider"
	byDemonstration = "demonstration"
	byEmergency     = "emergency"
)

const (
	idle     = 8 * time.Hour
	absolute = 7 * 24 * time.Hour
	// seenEach is how often it is written down that somebody is still there:
	// reading a page should not write.
	seenEach = 5 * time.Minute
	linkLife = 24 * time.Hour
)

// alive tells whether a session still holds.
//
// Rule account.session: a session ends eight hours after the last page, and
// seven days after it began; that of an emergency with its hour.
func (s session) alive(now time.Time) bool {
	if !s.Glass.IsZero() && !now.Before(s.Glass) {
		return false
	}
	return now.Before(s.Seen.Add(idle)) && now.Before(s.Created.Add(absolute))
}

// fresh tells whether the person of a session has just shown who they are.
func (s session) fresh(now time.Time) bool {
	return s.Means == byDemonstration || network.Fresh(s.Confirmed, now)
}

// newToken is a secret for a cookie or a link, and its hash for the table.
func newToken() (secret, hash string) {
	b := make([]byte, 32)
	rand.Read(b)
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashToken(secret)
}

func hashToken(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// local returns an address only if it leads to a page of this installation.
//
// Rule account.next: after signing in nobody is led to another site.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return ""
	}
	return next
}
