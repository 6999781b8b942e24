package cube

import (
	"fmt"
	"strings"
	"testing"

	"pesnet/kit/disclose"
)

// letters is an axis of words: "ab" is inside "a".
var letters = Axis{
	Inside: func(a, b string) bool { return a != b && strings.HasPrefix(a, b) },
	Apart:  func(a, b string) bool { return !strings.HasPrefix(a, b) && !strings.HasPrefix(b, a) },
}

// sumsOf writes the sums of figures such as "a 12", with rests in brackets.
func sumsOf(axes []Axis, texts ...string) (out []string) {
	var all []Figure
	for _, text := range texts {
		f := Figure{At: make([]string, len(axes))}
		var place, value string
		fmt.Sscan(text, &place, &value)
		for i, at := range strings.Split(place, "/") {
			f.At[i] = strings.Trim(at, "*")
		}
		if f.Name = place; value == ":" {
			f.Missing, f.Secret = true, true
		} else {
			fmt.Sscan(value, &f.Value)
		}
		all = append(all, f)
	}
	t := Table(axes, all, false)
	name := func(i int) string {
		if c := t.Cells[i]; c.Latent {
			return fmt.Sprintf("(%v secret %v)", c.Value, c.Secret)
		}
		return t.Cells[i].Name
	}
	for _, s := range t.Sums {
		var of []string
		for _, i := range s.Of {
			of = append(of, name(i))
		}
		out = append(out, name(s.Total)+" = "+strings.Join(of, " + "))
	}
	if _, err := disclose.Protect(t, disclose.Rule{}); err != nil {
		out = append(out, err.Error())
	}
	return out
}

func TestTheSumsOfFigures(t *testing.T) {
	one, two := []Axis{letters}, []Axis{letters, letters}
	makes := Axis{Inside: letters.Inside, Apart: letters.Apart, Makes: true}
	whole := []Axis{letters}
	whole[0].Whole = true
	for _, c := range []struct {
		name    string
		axes    []Axis
		figures []string
		want    string
	}{
		{"parts and their whole", one, []string{"* 5", "a 2", "b 3"}, "* = a + b"},
		{"parts of parts", one, []string{"* 5", "a 2", "b 3", "aa 1", "ab 1"}, "* = a + b; a = aa + ab"},
		{"a part that is missing", one, []string{"* 9", "a 2", "b 3"}, "* = a + b + (4 secret false)"},
		{"one that is kept back", one, []string{"* 9", "a 2", "b :"}, "* = a + (7 secret true)"},
		{"only sums that hold", whole, []string{"* 9", "a 2", "b 3"}, ""},
		{"parts that have more than their whole", one, []string{"* 4", "a 2", "b 3"}, "* = a + (2 secret false); * = b + (1 secret false)"},
		{"a whole that is not given", []Axis{makes, letters}, []string{"a/x 2", "b/x 3", "*/xy 1"}, "(5 secret false) = a/x + b/x; (5 secret false) = */xy + (4 secret false)"},
		{"a part that is not given", []Axis{makes, makes}, []string{"*/* 9", "a/* 4", "b/* 5", "a/x 1", "a/y 3", "*/x 3"}, "*/* = a/* + b/*; */x = a/x + (2 secret false); (6 secret false) = a/y + (3 secret false); */* = */x + (6 secret false); a/* = a/x + a/y; b/* = (2 secret false) + (3 secret false)"},
		{"two axes", two, []string{"*/* 5", "a/* 2", "b/* 3", "*/x 5", "a/x 2", "b/x 3"}, "*/* = a/* + b/*; */x = a/x + b/x; */* = */x; a/* = a/x; b/* = b/x"},
	} {
		if got := strings.Join(sumsOf(c.axes, c.figures...), "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
