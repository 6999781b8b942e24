package account

import (
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Emergency is an administrator for an hour, made by whoever has the database
// in hand when nobody else can act.
type Emergency struct {
	Person                  network.Person
	Why                     string
	Made, Until, Used, Read time.Time
}

// Lasts tells whether the hour of an emergency is not over.
func (e Emergency) Lasts(now time.Time) bool { return now.Before(e.Until) }

// waits tells whether an emergency stands on the desks of those who run the
// installation.
//
// Rule account.emergency-read: an emergency stands on the desk of who runs the
// installation while it lasts and until somebody who runs it has confirmed
// having read it; nobody confirms an emergency of their own.
func (e Emergency) waits(now time.Time) bool { return e.Lasts(now) || e.Read.IsZero() }

const (
	emergencyFor = time.Hour
	// shortestReason is the number of characters below which a reason is none.
	shortestReason = 10
)

// checkReason refuses an emergency without a reason.
//
// Rule account.emergency: an emergency administrator has a reason in
// words, an hour from the making of the link, and one session; who runs the
// installation sees it for a month, and the record for ever.
func checkReason(why string) error {
	if len([]rune(strings.TrimSpace(why))) < shortestReason {
		return fault.New(fault.Invalid, "account.emergency", "least", shortestReason).On("why")
	}
	return nil
}
