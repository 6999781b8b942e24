package figure

import "testing"

func TestFlagsAreWrittenInOneWay(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"none", "", ""},
		{"a break", "b", "b"},
		{"two flags", "bu", "bu"},
		{"two in another order", "ub", "bu"},
		{"one twice with a space", "i i", "i"},
		{"a space before", " b", "b"},
		{"flags of three sources", "i p i", "ip"},
		{"a normal value of SDMX", "A", ""},
		{"a break of SDMX", "B", "b"},
		{"another definition in SDMX", "D", "d"},
		{"a letter that nobody defines", "a", "a"},
		{"a revision with its number", "r1", "1r"},
		{"a sign", "e+", "+e"},
	} {
		if got := Flags(c.text); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestAStatusMaySayThatThereIsNoFigure(t *testing.T) {
	for status, want := range map[string]struct {
		flags   string
		missing bool
	}{"A": {"", false}, "M": {"", true}, "O": {"", true}, "B": {"b", false}, "": {"", false}} {
		if flags, missing := splitStatus(status); flags != want.flags || missing != want.missing {
			t.Errorf("%q says %q %v, want %v", status, flags, missing, want)
		}
	}
}
