package letter

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"pesnet/kit/calendar"
	"pesnet/kit/lang"
)

// feed is a secret address from which a calendar fetches a person's events.
// Whoever knows it reads that calendar, and may nothing else.
type feed struct {
	ID     string
	Person string // id
	Body   string // id; empty = the meetings of the person
	Made   time.Time
	Read   time.Time // last; zero = never
}

// Followed is a body that somebody can follow in a calendar elsewhere.
type Followed struct {
	ID      string
	Network string // code
	Name    lang.Text
}

// in is its name in a language, with the network.
func (f Followed) in(code string) string { return f.Network + ": " + f.Name.In(code) }

// mostFeeds is how many addresses a person may have: one for each calendar
// that they use.
const mostFeeds = 10

// newSecret is the secret of an address, and its hash for the table.
func newSecret() (secret, hash string) {
	b := make([]byte, 32)
	rand.Read(b)
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashOf(secret)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// readEach is how often it is written down that a feed was read.
const readEach = time.Hour

// span is how far back and ahead a feed looks.
func span(now time.Time) (from, to time.Time) { return now.AddDate(0, -6, 0), now.AddDate(2, 0, 0) }

// within leaves the events of the time that a feed shows.
func within(all []calendar.Event, now time.Time) (kept []calendar.Event) {
	from, to := span(now)
	for _, e := range all {
		if e.Ends.After(from) && e.Starts.Before(to) {
			kept = append(kept, e)
		}
	}
	return kept
}
