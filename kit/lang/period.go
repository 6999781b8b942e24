package lang

import (
	"strconv"
	"strings"
	"time"
)

// Period is the name of a period of time. It knows years (2024), half-years
// (2024-S1), quarters (2024-Q1), months (2024-03, 2024-M03), weeks (2024-W12)
// and days (2024-03-05); anything else stays as it is.
func (w *Words) Period(p string) string {
	year, part, ok := strings.Cut(p, "-")
	if !ok || len(year) != 4 || !digits(year) || part == "" {
		return p
	}
	if day, err := time.Parse(time.DateOnly, p); err == nil {
		return w.Date(day)
	}
	kind, n := cutPart(part)
	switch {
	case kind == 'S' && between(n, 1, 2):
		return w.T("lang.half."+strconv.Itoa(n), "year", year)
	case kind == 'Q' && between(n, 1, 4):
		return w.T("lang.quarter."+strconv.Itoa(n), "year", year)
	case kind == 'M' && between(n, 1, 12):
		return w.T("lang.month", "year", year, "month", w.Month(n))
	case kind == 'W' && between(n, 1, 53):
		return w.T("lang.week", "year", year, "n", strconv.Itoa(n))
	}
	return p
}

func between(n, least, most int) bool { return least <= n && n <= most }

// cutPart takes "Q1" apart; a part without a letter is a month.
func cutPart(part string) (kind byte, n int) {
	kind = 'M'
	if part[0] > '9' {
		kind, part = part[0], part[1:]
	}
	if !digits(part) {
		return 0, 0
	}
	n, _ = strconv.Atoi(part)
	return kind, n
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
