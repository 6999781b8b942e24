package lang

import (
	"strconv"
	"time"
)

// Date writes a day in full: "21 November 2026", "2026 m. lapkričio 21 d.".
func (w *Words) Date(t time.Time) string { return w.marks.FmtDateLong(t) }

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
