package home

import (
	"testing"

	"pesnet/letter"
)

func TestWhoseMailDoesNotArriveIsToldOnTheDesk(t *testing.T) {
	all := Waits(Facts{Today: "2026-11-21", Failing: letter.Fails{Own: true, Others: 2}})
	if len(all) != 2 || all[0].Kind != "address" || !all[0].Root || all[0].At != "/my-mail" || all[1].Kind != "failing" || all[1].At != "/letters" {
		t.Errorf("%+v", all)
	}
}
