package network

import "time"

// sensitive are the actions that give power, open an account, end what is kept
// of a person or take out the record: the mark of the table of permission.
var sensitive = []string{"network.change-roles", "network.change-own-roles", "network.change-factors", "network.add",
	"privacy.decide", "privacy.special", "audit.export", "account.make-token", "account.suspend"}

// freshFor is how long it holds that somebody has shown who they are.
const freshFor = 10 * time.Minute

// Fresh tells whether somebody who showed at a time who they are has just done
// so.
//
// Rule network.step-up: roles, second factors and what the installation trusts
// are changed, requests about personal data decided, special categories opened
// and the record taken out only within ten minutes after the person has shown,
// by password, code or passkey, who they are. In a demonstration that is not
// asked.
func Fresh(confirmed, now time.Time) bool { return now.Before(confirmed.Add(freshFor)) }
