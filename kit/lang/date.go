package lang

import (
	"strconv"
	"time"
)

// Date writes a day in full: "21 November 2026", "2026 m. lapkričio 21 d.".
func (w *Words) Date(t time.Time) string { return w.marks.FmtDateLong(t) }

// Full writes a day with its weekday: "Friday, 4 December 2026".
func (w *Words) Full(t time.Time) string { return w.marks.FmtDateFull(t) }

// Weekday is the short name of the weekday of a day: "Fri".
func (w *Words) Weekday(t time.Time) string { return w.marks.WeekdayAbbreviated(t.Weekday()) }

// WeekdayName is the name of a weekday; Monday is 1, Sunday 7.
func (w *Words) WeekdayName(n int) string { return w.marks.WeekdayWide(time.Weekday(n % 7)) }

// Short writes a day without its year: "21 Nov".
func (w *Words) Short(t time.Time) string {
	return w.T("lang.short", "day", strconv.Itoa(t.Day()), "month", w.marks.MonthAbbreviated(t.Month()))
}

// DateTime writes a day and the time on it, in the zone of t.
func (w *Words) DateTime(t time.Time) string {
	return w.T("lang.datetime", "date", w.Date(t), "time", t.Format("15:04"))
}

// Month is the name of a month standing alone: "lapkritis", where a date has
// "lapkričio". January is 1.
func (w *Words) Month(n int) string { return w.T("lang.month." + strconv.Itoa(n)) }
