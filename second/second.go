// Package second is what waits for a second pair of eyes: a charter asks two
// people for an action; one begins it, another confirms just that or sends it
// back. What the actions are is said by the areas that have them.
package second

import (
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// fourEyes is the rule of a charter that lists what two people do.
const fourEyes = "network.four_eyes"

// twice tells whether a charter asks for a second person to an action on a day.
func twice(c network.Charter, action, day string) bool {
	term, found := c.On(fourEyes, day)
	return found && slices.Contains(strings.Fields(term.Value), action)
}

// Awaited is what one person has begun and a second one confirms.
type Awaited struct {
	ID      string
	Network string // id
	Action  string // privacy.erasure
	Subject string // what it is done to: "request 5"
	What    string // how, as JSON
	Person  string // id of who has begun it
	At      time.Time
}

// Confirmed tells whether somebody may confirm what was begun: just that, and
// not by oneself.
//
// Rule second.other: where the charter asks for four eyes, what one
// person has begun is done when a second person, who may do the same, confirms
// just that. Nobody confirms their own.
func (a Awaited) Confirmed(by network.Who, what string) error {
	if by.ID == "" || by.ID == a.Person {
		return fault.New(fault.Forbidden, "second.other")
	}
	if what != a.What {
		return fault.New(fault.Conflict, "second.waits")
	}
	return nil
}
