package privacy

import "time"

// Reading is that somebody looked at the data of a person, within one hour.
type Reading struct {
	Who     string // id
	Name    string // of who looked
	Person  string
	What    string // "people": what was looked at
	Network string // id
	Times   int64
	Last    time.Time
}

// Alarm is that somebody read or took out more than the work asks for.
type Alarm struct {
	ID      string
	Network string
	Who     string
	Name    string
	Kind    string // readings or export
	Count   int64
	At      time.Time
}

// Kinds of alarm.
const (
	bulkReadings = "readings"
	bulkExport   = "export"
	bulkLimit    = "limit"
)

// rings tells whether a number within an hour rings an alarm.
//
// Rule privacy.alarm: whoever reads the data of more persons in an hour than
// the threshold, or takes out more rows at once, is shown to the
// data-protection officer.
func rings(count, most int64) bool { return count > most }

// hourOf is the hour of a time, by which readings are counted.
func hourOf(t time.Time) string { return t.UTC().Format("2006-01-02T15") }
