package account

import (
	"time"

	"pesnet/kit/fault"
)

// What is tried.
const (
	tryPassword = "password"
	tryCode     = "code"
)

const triesFor = 15 * time.Minute

// attempts counts tries of the last quarter of an hour that have failed or are
// under way: of one person from one address, of one person, from one address.
type attempts struct{ Both, Subject, Address int64 }

// mostTries is how many of each are let through.
var mostTries = map[string]attempts{
	tryPassword: {Both: 10, Subject: 100, Address: 50},
	tryCode:     {Both: 5, Subject: 20, Address: 50},
}

// check refuses one try too many, before it is looked at.
//
// Rule account.tries: within a quarter of an hour ten failed sign-ins with one
// username from one address are looked at, fifty from one address, a hundred
// with one username; of codes of the second factor five, and twenty of one
// person. The limit for all addresses is high, so that strangers cannot easily
// lock somebody out; a passkey is not held back at all.
func (a attempts) check(kind string) error {
	most := mostTries[kind]
	if a.Both >= most.Both || a.Subject >= most.Subject || a.Address >= most.Address {
		return fault.New(fault.Forbidden, "account.tries", "minutes", int(triesFor.Minutes()))
	}
	return nil
}
