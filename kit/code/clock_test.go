package code

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestClocksElsewhere(t *testing.T) {
	copenhagen, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	here := time.Date(2026, 12, 4, 9, 30, 0, 0, copenhagen)
	var text []string
	for _, c := range Clocks(here, []string{"DK", "SE", "LT", "RO", "PT", "XX", "JP"}) {
		text = append(text, fmt.Sprintf("%s%+d %s", c.Time, c.Day, strings.Join(c.Countries, " ")))
	}
	if got := strings.Join(text, "; "); got != "08:30+0 PT; 10:30+0 LT RO; 17:30+0 JP" {
		t.Errorf("got %s", got)
	}
	if late := Clocks(here.Add(9*time.Hour), []string{"JP"}); len(late) != 1 || late[0].Day != 1 {
		t.Errorf("in the evening it is tomorrow in Japan: %+v", late)
	}
	if got := Offset(here); got != "+1" {
		t.Errorf("offset %s", got)
	}
}
