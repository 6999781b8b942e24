package tsv

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const pieces = "# chess pieces\npiece\tvalue\tname_en\tname_it\tready\tmoves\n\nqueen\t9\tQueen\tDonna\tyes\tstraight slanting\nking\t\tKing\n"

func TestATableIsReadByItsHeadings(t *testing.T) {
	rows, err := Read(fstest.MapFS{"p.tsv": {Data: []byte(pieces)}}, "p.tsv")
	if err != nil || len(rows) != 2 {
		t.Fatalf("got %d rows, %v; want 2", len(rows), err)
	}
	queen, king := rows[0], rows[1]
	if v, err := queen.Number("value"); v != 9 || err != nil {
		t.Errorf("got %v, %v; want 9", v, err)
	}
	if !queen.Yes("ready") || king.Yes("ready") {
		t.Error("only the queen is ready")
	}
	if diff := cmp.Diff([]string{"straight", "slanting"}, queen.List("moves")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"en": "King"}, king.Each("name")); diff != "" {
		t.Error(diff)
	}
	if king.Line != 5 {
		t.Errorf("got line %d; want 5, as an editor counts", king.Line)
	}
}

func TestASlipInATableIsFound(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a cell too many", "a\tb\n1\t2\t3\n", "line 2: 3 cells under 2 headings"},
		{"a heading twice", "a\tb\ta\n", `line 1: two columns are called "a"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v; want %s", err, c.want)
			}
		})
	}
}

func TestAWordIsNoNumber(t *testing.T) {
	rows, _ := parse("a\nmany\n")
	if _, err := rows[0].Number("a"); err == nil {
		t.Error("got no error; want one for a word")
	}
}
