package figure

import (
	"testing"
	"time"
)

func TestPeriodsAreReadAsSourcesWriteThem(t *testing.T) {
	for _, c := range []struct{ name, text, period, freq string }{
		{"a year", "2012", "2012", "A"},
		{"a year with spaces", " 2012 ", "2012", "A"},
		{"a year of SDMX", "2012-A1", "2012", "A"},
		{"a half-year of Eurostat", "2012S1", "2012-S1", "S"},
		{"a half-year of others", "2012-H2", "2012-S2", "S"},
		{"a quarter of Eurostat", "2012Q1", "2012-Q1", "Q"},
		{"a quarter of SDMX", "2012-Q4", "2012-Q4", "Q"},
		{"a quarter before the year", "Q2 2012", "2012-Q2", "Q"},
		{"a quarter in small letters", "2012q3", "2012-Q3", "Q"},
		{"a month of Eurostat", "2012M03", "2012-03", "M"},
		{"a month with M and a hyphen", "2012-M3", "2012-03", "M"},
		{"a month of ISO 8601", "2012-03", "2012-03", "M"},
		{"a month before the year", "03.2012", "2012-03", "M"},
		{"a month in Romanian", "martie 2024", "2024-03", "M"},
		{"a month in Lithuanian", "2024 m. gegužė", "2024-05", "M"},
		{"a month in Swedish", "Augusti 2024", "2024-08", "M"},
		{"a week", "2024W07", "2024-W07", "W"},
		{"a 53rd week", "2020-W53", "2020-W53", "W"},
		{"a day", "2024-03-31", "2024-03-31", "D"},
		{"a day without hyphens", "20240331", "2024-03-31", "D"},
		{"a day with points", "31.03.2024", "2024-03-31", "D"},
		{"a day that can be no month", "31/03/2024", "2024-03-31", "D"},
		{"a day that may be a month", "03/04/2024", "", ""},
		{"a month too many", "2024-13", "", ""},
		{"a quarter too many", "2024Q5", "", ""},
		{"a 53rd week of a year with 52", "2024W53", "", ""},
		{"a day too many", "2024-02-30", "", ""},
		{"two years", "2023/2024", "", ""},
		{"a number", "12.5", "", ""},
		{"a large number", "14847", "", ""},
		{"a word", "next year", "", ""},
		{"nothing", "", "", ""},
		{"a hyphen behind a year", "2024-", "", ""},
		{"a letter with nothing behind it", "2024M", "", ""},
	} {
		period, freq, ok := ParsePeriod(c.text)
		if period != c.period || freq != c.freq || ok != (c.period != "") {
			t.Errorf("%s: %q is read as %q %q %v, want %q %q", c.name, c.text, period, freq, ok, c.period, c.freq)
		}
	}
}

func TestEveryPeriodBeginsOnADay(t *testing.T) {
	for period, want := range map[string]string{
		"2024": "2024-01-01", "2024-S2": "2024-07-01", "2024-Q3": "2024-07-01", "2024-12": "2024-12-01",
		"2024-W01": "2024-01-01", "2021-W01": "2021-01-04", "2020-W53": "2020-12-28", "2024-03-31": "2024-03-31",
	} {
		start, ok := PeriodStart(period)
		if got := start.Format(time.DateOnly); got != want || !ok {
			t.Errorf("%s begins on %s, want %s", period, got, want)
		}
	}
	if _, ok := PeriodStart("2024Q3"); ok {
		t.Error("only our own writing of a period has a beginning")
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{"2012M03", "31.03.2024", "2024 m. kovas", "2024-W53", "١٢٣٤", "20240331"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		period, freq, ok := ParsePeriod(text)
		if !ok {
			return
		}
		if again, same, ok := ParsePeriod(period); again != period || same != freq || !ok {
			t.Errorf("%q is read as %q, and that as %q", text, period, again)
		}
		if _, ok := PeriodStart(period); !ok {
			t.Errorf("%q has no first day", period)
		}
	})
}
