package privacy

import (
	"time"

	"pesnet/kit/fault"
)

// Schedule says how long a class of data is kept.
type Schedule struct {
	Class    string
	Days     int64
	Begins   string // with what the time begins: created, seen, ended, left
	Law      string
	Action   string // erase or pseudonymise
	Verified bool
	Version  int64
	Last     time.Time // when it was looked through; zero = never
	Gone     int64     // rows that went then
}

// before is the time before which the rows of a class go.
//
// Rule privacy.retention: what is older than its schedule says is erased or
// made nameless by the next daily run.
func (s Schedule) before(now time.Time) time.Time { return now.AddDate(0, 0, -int(s.Days)) }

// longestDays is ten years: what must be kept longer is no personal data.
const longestDays = 3653

// Check finds what cannot be taken of a schedule.
//
// Rule privacy.schedule: a class of data is kept at least a day and at most
// ten years.
func (s Schedule) Check() error {
	if s.Days < 1 || s.Days > longestDays {
		return fault.New(fault.Invalid, "privacy.schedule", "most", longestDays).On("days")
	}
	return nil
}
