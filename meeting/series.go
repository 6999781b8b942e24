package meeting

import (
	"slices"
	"time"

	"pesnet/kit/fault"
)

// Series is the rule by which the next meetings of a body are made: every
// second month on its first Friday, or every third week on a Tuesday.
type Series struct {
	Unit    string // month or week
	Every   int    // of these: 2
	Week    int    // of the month: 1 to 4, or 5 = the last; not for weeks
	Weekday int    // 1 = Monday … 7 = Sunday
	From    string // a day: the first meeting is on it or after it
	Count   int
}

// Units of a series.
var Units = []string{"month", "week"}

// mostSeries is how many meetings a series makes at once.
const mostSeries = 24

// Check finds what cannot be taken of a series.
//
// Rule meeting.series: a series makes up to 24 drafts, on a weekday of every
// so many weeks or of a week of every so many months.
func (s Series) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	_, err := time.Parse(time.DateOnly, s.From)
	refuse(err != nil, "meeting.series.from", "from")
	refuse(!slices.Contains(Units, s.Unit), "meeting.series.unit", "unit")
	refuse(s.Every < 1 || s.Every > 24, "meeting.series.every", "every", "most", 24)
	refuse(s.Unit == "month" && (s.Week < 1 || s.Week > lastWeek), "meeting.series.week", "week")
	refuse(s.Weekday < 1 || s.Weekday > 7, "meeting.series.weekday", "weekday")
	refuse(s.Count < 1 || s.Count > mostSeries, "meeting.series.count", "count", "most", mostSeries)
	return wrong.Err()
}

// lastWeek of a month, whether it has four or five of the weekday.
const lastWeek = 5

// Dates are the days of the series, each as midnight in UTC.
func (s Series) Dates() (days []time.Time) {
	from, err := time.Parse(time.DateOnly, s.From)
	if err != nil || s.Check() != nil {
		return nil
	}
	if s.Unit == "week" {
		first := from.AddDate(0, 0, (s.Weekday-weekday(from)+7)%7)
		for i := range s.Count {
			days = append(days, first.AddDate(0, 0, 7*s.Every*i))
		}
		return days
	}
	month := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
	if s.in(month).Before(from) {
		month = month.AddDate(0, 1, 0)
	}
	for i := range s.Count {
		days = append(days, s.in(month.AddDate(0, s.Every*i, 0)))
	}
	return days
}

// in is the day of the series in the month that begins with first.
func (s Series) in(first time.Time) time.Time {
	day := first.AddDate(0, 0, (s.Weekday-weekday(first)+7)%7)
	if s.Week < lastWeek {
		return day.AddDate(0, 0, 7*(s.Week-1))
	}
	for day.AddDate(0, 0, 7).Month() == first.Month() {
		day = day.AddDate(0, 0, 7)
	}
	return day
}

// weekday counts from Monday, 1, to Sunday, 7.
func weekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
