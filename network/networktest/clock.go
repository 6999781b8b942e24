package networktest

import (
	"sync/atomic"
	"time"
)

// Clock is the time of a test: it stands still until it is moved, and many may
// look at once.
type Clock struct{ at atomic.Pointer[time.Time] }

// NewClock stands on a Saturday on which everything in the demonstration is as
// it is told there.
func NewClock() *Clock {
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

// Add moves the clock on by so much.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// AddDate moves the clock on by years, months and days.
func (c *Clock) AddDate(years, months, days int) { c.Set(c.Now().AddDate(years, months, days)) }
