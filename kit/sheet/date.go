package sheet

import (
	"math"
	"strings"
	"time"
)

// dateFormat is how a style shows a number: as itself or as a date.
type dateFormat uint8

const (
	noDate dateFormat = iota
	dateOnly
	timeOnly
	dateTime
)

// builtInDateFormat knows the formats that need no code in the file: ECMA-376
// part 1, 18.8.30.
func builtInDateFormat(id int) dateFormat {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return dateOnly
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return timeOnly
	case id == 22:
		return dateTime
	}
	return noDate
}

// dateFormatOf reads a format code. An elapsed time such as [h]:mm is a
// quantity, no date.
func dateFormatOf(code string) dateFormat {
	letters, elapsed := formatLetters(code)
	hours := strings.ContainsAny(letters, "hs")
	days := strings.ContainsAny(letters, "yd") || strings.Contains(letters, "m") && !hours
	switch {
	case elapsed:
		return noDate
	case days && hours:
		return dateTime
	case days:
		return dateOnly
	case hours:
		return timeOnly
	}
	return noDate
}

// formatLetters leaves of the first section of a code what is neither quoted
// nor in brackets; elapsed times are the brackets of nothing but h, m or s.
func formatLetters(code string) (letters string, elapsed bool) {
	var out strings.Builder
	code = strings.ToLower(strings.ReplaceAll(code, "General", ""))
	for i := 0; i < len(code); i++ {
		closing := byte(0)
		switch code[i] {
		case ';':
			return out.String(), elapsed
		case '\\', '_', '*':
			i++
			continue
		case '"':
			closing = '"'
		case '[':
			closing = ']'
		default:
			out.WriteByte(code[i])
			continue
		}
		length := strings.IndexByte(code[i+1:], closing)
		if length < 0 {
			break
		}
		inside := code[i+1 : i+1+length]
		elapsed = elapsed || closing == ']' && inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1])
		i += length + 1
	}
	return out.String(), elapsed
}

// lastDay is 9999-12-31 as Excel counts from 1900.
const lastDay = 2958466

// isoDate writes what Excel means by a number of days.
func isoDate(days float64, format dateFormat, from int) (string, bool) {
	if days < 0 || days >= lastDay {
		return "", false
	}
	day, fraction := math.Modf(days)
	seconds := math.Round(fraction * 24 * 60 * 60)
	if format == timeOnly && day == 0 {
		return time.Time{}.Add(time.Duration(seconds) * time.Second).Format("15:04:05"), true
	}
	at := epoch(day, from).AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 && format != timeOnly {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02T15:04:05"), true
}

// epoch is the day 0. Excel believes that 1900 was a leap year, so that the
// days before March 1900 count from another one.
func epoch(day float64, from int) time.Time {
	switch {
	case from == 1904:
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 60:
		return time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
}
