package lang_test

import (
	"strings"
	"testing"
	"time"

	words "pesnet/lang"
)

var day = time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)

// Figures: Unicode CLDR; the short forms are ours.
func TestDates(t *testing.T) {
	for code, want := range map[string]string{
		"lt": "2026 m. lapkričio 21 d.|lapkr. 21 d.|2026 m. lapkričio 21 d., 09:05|lapkritis",
		"ro": "21 noiembrie 2026|21 nov.|21 noiembrie 2026, 09:05|noiembrie",
		"en": "21 November 2026|21 Nov|21 November 2026, 09:05|November",
		"it": "21 novembre 2026|21 nov|21 novembre 2026, 09:05|novembre",
		"sv": "21 november 2026|21 nov.|21 november 2026 kl. 09:05|november",
	} {
		w := words.All.In(code)
		got := strings.Join([]string{w.Date(day), w.Short(day), w.DateTime(day), w.Month(11)}, "|")
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}

func TestWeekdays(t *testing.T) {
	for code, want := range map[string]string{
		"lt": "2026 m. lapkričio 21 d., šeštadienis|št|pirmadienis|sekmadienis",
		"ro": "sâmbătă, 21 noiembrie 2026|sâm.|luni|duminică",
		"en": "Saturday, 21 November 2026|Sat|Monday|Sunday",
		"it": "sabato 21 novembre 2026|sab|lunedì|domenica",
		"sv": "lördag 21 november 2026|lör|måndag|söndag",
	} {
		w := words.All.In(code)
		if got := strings.Join([]string{w.Full(day), w.Weekday(day), w.WeekdayName(1), w.WeekdayName(7)}, "|"); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}

func TestPeriods(t *testing.T) {
	periods := []string{"2024", "2024-S1", "2024-Q4", "2024-M03", "2024-03", "2024-W12", "2024-03-05", "2024-Q5", "2024-", "next year"}
	for code, want := range map[string]string{
		"lt": "2024|2024 m. I pusm.|2024 m. IV ketv.|2024 m. kovas|2024 m. kovas|2024 m. 12 sav.|2024 m. kovo 5 d.|2024-Q5|2024-|next year",
		"ro": "2024|sem. I 2024|trim. IV 2024|martie 2024|martie 2024|săpt. 12 din 2024|5 martie 2024|2024-Q5|2024-|next year",
		"en": "2024|H1 2024|Q4 2024|March 2024|March 2024|Week 12, 2024|5 March 2024|2024-Q5|2024-|next year",
		"it": "2024|1º sem. 2024|4º trim. 2024|marzo 2024|marzo 2024|settimana 12 del 2024|5 marzo 2024|2024-Q5|2024-|next year",
		"sv": "2024|halvår 1 2024|kvartal 4 2024|mars 2024|mars 2024|vecka 12 2024|5 mars 2024|2024-Q5|2024-|next year",
	} {
		var got []string
		for _, p := range periods {
			got = append(got, words.All.In(code).Period(p))
		}
		if line := strings.Join(got, "|"); line != want {
			t.Errorf("%s\n got %s\nwant %s", code, line, want)
		}
	}
}
