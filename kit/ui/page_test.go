package ui_test

import (
	"strings"
	"testing"

	"pesnet/kit/ui"
)

func TestAPageOfPartsStandsInTheOrderOfItsSections(t *testing.T) {
	page := ui.Page{Eye: "Board", Title: "Fourth game", Lede: "Friday", Actions: &ui.Actions{Links: []ui.Link{{Text: "Print", Href: "/print"}}},
		Sections: []ui.Section{{ID: "moves", Title: "Moves", Card: true, Beside: "as sent", Text: []string{"e4 e5"}}, {Parts: []ui.Part{ui.Tag{Text: "last"}}}},
		Side:     []ui.Section{{Title: "Players", Forms: []ui.Form{ui.Post("/ask", "Ask")}}}}
	var out strings.Builder
	if err := pages(t).In(spoken(t, "en")).WritePiece(&out, "ui/page", page); err != nil {
		t.Fatal(err)
	}
	from := 0
	for _, part := range []string{"Board", "Fourth game", "Friday", `href="/print"`, "Moves", "as sent", "e4 e5", "last", "Players", `action="/ask"`} {
		at := strings.Index(out.String()[from:], part)
		if at < 0 {
			t.Fatalf("%q does not follow in\n%s", part, out.String())
		}
		from += at
	}
}
