package letter

import (
	"slices"
	"time"

	"pesnet/kit/fault"
)

// How often letters come.
const (
	AtOnce = "once"
	Daily  = "daily"
	Weekly = "weekly"
	Urgent = "urgent" // only what is urgent
)

// Frequencies in the order in which they are offered.
var Frequencies = []string{AtOnce, Daily, Weekly, Urgent}

// Choices say how often a person wants letters of each kind.
type Choices map[string]string

// Of is how often letters of a kind come: as chosen, or else at once; what is
// said in groups comes once a day.
func (c Choices) Of(kind string) string {
	switch {
	case c[kind] != "":
		return c[kind]
	case kind == "discussion":
		return Daily
	}
	return AtOnce
}

// Check finds what cannot be chosen.
func (c Choices) Check() error {
	var wrong fault.Many
	for kind, often := range c {
		if !slices.Contains(Kinds, kind) || !slices.Contains(Frequencies, often) {
			wrong = append(wrong, fault.New(fault.Invalid, "letter.choice").On(kind))
		}
	}
	return wrong.Err()
}

// hour is when digests come, by the clock of the network.
const hour = 7

// next is when a letter goes: at once, or with the next digest.
//
// Rule letter.often: a digest comes at seven in the morning by the clock of
// the network, each day or each Monday, as the person has chosen. What is
// urgent waits for none, nor does what brings an event for the calendar.
func next(often string, now time.Time, zone *time.Location) time.Time {
	if often != Daily && often != Weekly {
		return time.Time{}
	}
	here := now.In(zone)
	for day := 0; ; day++ {
		at := time.Date(here.Year(), here.Month(), here.Day()+day, hour, 0, 0, 0, zone)
		if at.After(now) && (often == Daily || at.Weekday() == time.Monday) {
			return at
		}
	}
}
