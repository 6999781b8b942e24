package networktest

import (
	"sync/atomic"
	"time"
)

// Clock is the time of a test: it stands still until it is moved, and many may
// look at once.
type Clock struct{ at atomic.Pointer[time.Time] }

// newClock stands on a Saturday on which everything in the demonstration is as
// it is told there.
func newClock() *Clock {
	c := &Clock{}
	c.On("2026-11-21")
	return c
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time { return *c.at.Load() }

// Today is the date in UTC.
func (c *Clock) Today() string { return c.Now().UTC().Format(time.DateOnly) }

// Set moves the clock.
func (c *Clock) Set(at time.Time) { c.at.Store(&at) }

// On moves the clock to ten in the morning, UTC, of a day.
func (c *Clock) On(day string) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	c.Set(at.Add(10 * time.Hour))
}

// Wait lets years, months and days go by.
func (c *Clock) Wait(years, months, days int) { c.Set(c.Now().AddDate(years, months, days)) }
