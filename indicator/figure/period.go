package figure

import (
	"strconv"
	"strings"
	"time"
)

// ParsePeriod reads a period as sources write it and returns it in our own
// writing and with its frequency: "2012M03" is "2012-03", M. A date of digits
// whose day and month could be exchanged, such as 03/04/2024, is not read.
func ParsePeriod(text string) (period, freq string, ok bool) {
	text = strings.TrimSpace(text)
	if period, freq, ok = yearFirst(text); ok {
		return period, freq, true
	}
	if period, freq, ok = yearLast(text); ok {
		return period, freq, true
	}
	return namedMonth(text)
}

// FreqOf returns the frequency of a period in our own writing: A, S, Q, M, W
// or D; nothing when it is no such period.
func FreqOf(period string) string {
	written, freq, ok := yearFirst(period)
	if !ok || written != period {
		return ""
	}
	return freq
}

// PeriodStart returns the first day of a period in our own writing.
func PeriodStart(period string) (time.Time, bool) {
	freq := FreqOf(period)
	if freq == "" {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(period[:4])
	n := 1
	if len(period) > 5 {
		n, _ = strconv.Atoi(strings.TrimLeft(period[5:min(len(period), 8)], "SQW"))
	}
	day := func(month int) (time.Time, bool) {
		return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC), true
	}
	switch freq {
	case "S":
		return day(6*n - 5)
	case "Q":
		return day(3*n - 2)
	case "M":
		return day(n)
	case "W":
		return weekStart(year, n), true
	case "D":
		t, err := time.Parse(time.DateOnly, period)
		return t, err == nil
	}
	return day(1)
}

// weekStart is the Monday of an ISO 8601 week: the 4th of January is always in
// the first one.
func weekStart(year, week int) time.Time {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	back := (int(fourth.Weekday()) + 6) % 7
	return fourth.AddDate(0, 0, 7*(week-1)-back)
}

// yearFirst reads what begins with the year: 2012, 2012Q1, 2012-Q1, 2012M03,
// 2012-03, 2012S1, 2012H1, 2012W07, 2012-A1, 2012-03-31, 20120331.
func yearFirst(text string) (string, string, bool) {
	if len(text) < 4 || !digits(text[:4]) || text[0] == '0' {
		return "", "", false
	}
	year, rest := text[:4], text[4:]
	if rest == "" {
		return year, "A", true
	}
	if len(rest) == 4 && digits(rest) {
		return date(year, rest[:2], rest[2:])
	}
	if strings.ContainsRune("-/. ", rune(rest[0])) {
		rest = rest[1:]
		if month, day, two := cutDate(rest); two {
			return date(year, month, day)
		}
		if digits(rest) {
			return part(year, 'M', rest)
		}
	}
	if rest == "" {
		return "", "", false
	}
	return part(year, rest[0]&^0x20, strings.TrimLeft(rest[1:], "- "))
}

// yearLast reads 31.03.2024, 03.2024, 03/2024, Q1 2024, Q1/2024.
func yearLast(text string) (string, string, bool) {
	at := len(text) - 5
	if at < 1 || !digits(text[at+1:]) || !strings.ContainsRune("./- ", rune(text[at])) {
		return "", "", false
	}
	head, year := text[:at], text[at+1:]
	if digits(head) {
		return part(year, 'M', head)
	}
	if one, two, is := cutDate(head); is {
		return dayFirst(year, one, two, strings.Contains(head, "."))
	}
	return part(year, head[0]&^0x20, head[1:])
}

// dayFirst reads day and month; with a slash only where no other reading is
// possible, since both orders are in use.
func dayFirst(year, day, month string, sure bool) (string, string, bool) {
	d, _ := strconv.Atoi(day)
	if m, _ := strconv.Atoi(month); !sure && d <= 12 && d != m {
		return "", "", false
	}
	return date(year, month, day)
}

// cutDate cuts "03-31" into its two numbers.
func cutDate(text string) (first, second string, ok bool) {
	at := strings.IndexAny(text, "-/.")
	if at < 1 {
		return "", "", false
	}
	first, second = text[:at], text[at+1:]
	return first, second, digits(first) && digits(second) && len(second) <= 2
}

func date(year, month, day string) (string, string, bool) {
	written := year + "-" + pad(month) + "-" + pad(day)
	_, err := time.Parse(time.DateOnly, written)
	return written, "D", err == nil && year[0] != '0'
}

// parts is how many parts of a kind a year has.
var parts = map[byte]int{'A': 1, 'S': 2, 'H': 2, 'B': 2, 'Q': 4, 'M': 12, 'W': 53}

func part(year string, kind byte, number string) (string, string, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || year[0] == '0' || !digits(number) || n < 1 || n > parts[kind] || len(number) > 2 {
		return "", "", false
	}
	switch kind {
	case 'A':
		return year, "A", true
	case 'S', 'H', 'B':
		return year + "-S" + strconv.Itoa(n), "S", true
	case 'Q':
		return year + "-Q" + strconv.Itoa(n), "Q", true
	case 'M':
		return year + "-" + pad(number), "M", true
	}
	if _, last := time.Date(atoi(year), 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek(); n > last {
		return "", "", false
	}
	return year + "-W" + pad(number), "W", true
}

// namedMonth reads "March 2024", "martie 2024", "2024 m. kovas".
func namedMonth(text string) (string, string, bool) {
	year, month := "", 0
	for _, word := range LetterWords(text) {
		switch {
		case len(word) == 4 && digits(word) && year == "":
			year = word
		case monthNames[word] > 0 && month == 0:
			month = monthNames[word]
		case word != "m":
			return "", "", false
		}
	}
	if year == "" || month == 0 {
		return "", "", false
	}
	return part(year, 'M', strconv.Itoa(month))
}

// monthNames holds the months in lt, ro, en, it and sv, without diacritics.
var monthNames = func() map[string]int {
	names := map[string]int{}
	for _, language := range []string{
		"sausis vasaris kovas balandis geguze birzelis liepa rugpjutis rugsejis spalis lapkritis gruodis",
		"sausio vasario kovo balandzio geguzes birzelio liepos rugpjucio rugsejo spalio lapkricio gruodzio",
		"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"january february march april may june july august september october november december",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"januari februari mars april maj juni juli augusti september oktober november december",
	} {
		for i, name := range strings.Fields(language) {
			names[name] = i + 1
		}
	}
	return names
}()

// digits is whether the text is one or more digits and nothing else.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

func pad(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
