package indicator

import (
	"strings"
	"testing"

	"pesnet/kit/fault"
)

// Tests rule indicatorcompare.group.
func TestAGroupHasANameAndMembers(t *testing.T) {
	for _, c := range []struct {
		says, name string
		members    []string
		want       string // field at fault
	}{
		{"as it should be", "Neighbours", []string{"LV"}, ""},
		{"a hundred letters of two bytes", strings.Repeat("ž", longestGroup), []string{"LV"}, ""},
		{"one letter more", strings.Repeat("ž", longestGroup+1), []string{"LV"}, "name"},
		{"spaces alone", "  ", []string{"LV"}, "name"},
		{"nobody in it", "Neighbours", nil, "peer"},
	} {
		field := ""
		if err := (Group{Name: c.name, Members: c.members}).Check(); err != nil {
			field = fault.Of(err).Field
		}
		if field != c.want {
			t.Errorf("%s: refused at %q, want %q", c.says, field, c.want)
		}
	}
}
