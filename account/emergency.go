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
	Person            network.Person
	Why               string
	Made, Until, Used time.Time
}

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
