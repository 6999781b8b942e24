package ui_test

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
)

// example is a part as a page would use it.
type example struct {
	name string
	part ui.Part
}

// examples hold every part in every state that a page of ours gives it.
func examples() []example {
	many := []ui.Option{{Value: "a", Text: "Žalia", Chosen: true}, {Value: "b", Text: "Blå", Hint: "Also known as azure"}, {Value: "c", Text: "Roșu"}}
	wrong := func(f ui.Field) ui.Field { f.Error = "Choose a colour that is on the list"; return f }
	field := func(name string) ui.Field { return ui.Field{Name: name, Label: "Colour of the board"} }
	hinted := func(name string) ui.Field {
		f := field(name)
		f.Hint = "As it is printed on the back"
		return f
	}
	return []example{
		{"actions", ui.Actions{Buttons: []ui.Button{{Text: "Save", Name: "do", Value: "save"}, {Text: "Preview", Href: "/preview", Secondary: true}}, Links: []ui.Link{{Text: "Cancel", Href: "/"}}}},
		{"input", ui.Input{Field: field("plain"), Value: `7 "x" <b>`}},
		{"input-wrong", ui.Input{Field: wrong(hinted("wrong")), Width: "5", InputMode: "decimal", Suffix: "%", NoSpell: true, Autocomplete: "off"}},
		{"input-list", ui.Input{Field: field("list"), List: []string{"Red", "Blue"}}},
		{"textarea", ui.Textarea{Field: hinted("text"), Value: "Two\nlines"}},
		{"file", ui.File{Field: wrong(hinted("file")), Accept: ".csv,.xlsx", Multiple: true}},
		{"select", ui.Select{Field: hinted("select"), Options: []ui.Option{{Value: "1", Text: "One"}, {Value: "2", Text: "Two", Chosen: true}, {Value: "3", Text: "Three", Group: "Large"}}}},
		{"radios", ui.Radios{Field: wrong(hinted("radios")), Options: many}},
		{"radios-small", ui.Radios{Field: field("small"), Options: many, Small: true}},
		{"checkboxes", ui.Checkboxes{Field: hinted("boxes"), Options: many, Small: true}},
		{"date-input", ui.DateInput{Field: wrong(hinted("born")), Day: "31", Month: "2", Year: "2026"}},
		{"details", ui.Details{Summary: "Change the comparison", Text: "Something unfolds", Parts: []ui.Part{ui.Tag{Text: "inside"}}}},
		{"tag", ui.Tag{Text: "Running"}}, {"tag-done", ui.Tag{Kind: "done", Text: "Done"}}, {"tag-due", ui.Tag{Kind: "due", Text: "12 rows"}},
		{"tag-late", ui.Tag{Kind: "late", Text: "Late"}}, {"tag-net", ui.Tag{Kind: "net", Text: "Open to all"}}, {"tag-off", ui.Tag{Kind: "off", Text: "Not begun"}},
		{"chips", ui.Chips{Label: "Compared with", Items: []ui.Chip{{Text: "Gintara", Mine: true}, {Text: "Savina", Remove: "/?without=savina"}, {Text: "Norrljus", Remove: "/?without=norrljus"}}}},
		{"table-cards", ui.Table{ID: "cards", Caption: "Three examples", Hidden: true, Cards: true,
			Head: []ui.Cell{{Text: "Row", Number: true, Narrow: true}, {Text: "Column"}, {Text: "In your file"}, {Text: "State"}},
			Rows: []ui.Row{
				{Cells: []ui.Cell{{Text: "61", Number: true}, {Text: "Laikotarpis"}, {Text: "2027-01", Code: true}, {Tag: &ui.Tag{Kind: "due", Text: "Asked"}}}},
				{Cells: []ui.Cell{{Text: "62", Number: true}, {Text: "Laikotarpis", Href: "/62"}, {Text: "2027-02", Code: true}, {Tag: &ui.Tag{Kind: "done", Text: "Done"}}}},
			}}},
		{"table-scroll", ui.Table{ID: "wide", Caption: "Points per game", Sub: "2019 to 2026", Scroll: true, Stick: true,
			Head: []ui.Cell{{Text: "Club"}, {Text: "2019", Number: true}, {Text: "2020", Number: true}, {Text: "2021", Number: true}, {Text: "2022", Number: true}, {Text: "2023", Number: true}, {Text: "2024", Number: true}, {Text: "2025", Number: true}, {Text: "2026", Number: true}},
			Rows: []ui.Row{
				{Mine: true, Cells: []ui.Cell{{Text: "Gintara", Head: true}, {Text: "11.1", Number: true, Note: "u"}, {Text: "13.2", Number: true}, {Text: ":", Number: true, Gap: true}, {Text: "14.1", Number: true}, {Text: "12.9", Number: true}, {Text: "10.5", Number: true}, {Text: "108.9", Number: true}, {Text: "6.7", Number: true}}},
				{Cells: []ui.Cell{{Text: "Rannavalgus", Head: true, Href: "/ee"}, {Text: "4.2", Number: true}, {Text: "4.9", Number: true}, {Text: "16.1", Number: true}, {Text: "34.3", Number: true}, {Text: "41.3", Number: true}, {Text: "53.3", Number: true}, {Text: "42.7", Number: true}, {Text: "49.5", Number: true}}},
			}}},
		{"tabs", ui.Tabs{Label: "Parts of this page", Links: []ui.Link{{Text: "All", Current: true}, {Text: "On a map", Href: "/map"}, {Text: "On a date", Href: "/date"}}}},
		{"drawing", ui.Drawing{Title: "Red is played most", Sub: "Games of 2026", SVG: `<svg class="pn-chart" viewBox="0 0 100 20"></svg>`}},
		{"form", ui.Post("/move", "Send the move", ui.Input{Field: field("move")})},
		{"form-filter", ui.Form{Method: "get", Action: "/games", Filter: true, Submit: "Show", Fields: []ui.Part{ui.Input{Field: field("who")}}, Hidden: []ui.Hidden{{Name: "year", Value: "2026"}}}},
		{"form-files", ui.Form{Method: "post", Action: "/score", Files: true, Submit: "Send", Secondary: true, Cancel: "/games", Fields: []ui.Part{ui.File{Field: field("sheet")}}}},
		{"pagination", ui.Pagination{Previous: "/a", Next: "/c"}},
		{"facts", ui.Facts{{"31", "services, and one joining"}, {"4,212", "local offices behind them"}, {"96 of 121", "promises kept since 2022"}}},
		{"pairs", ui.Pairs{{Name: "Ready", Value: "1,451 rows"}, {Name: "With a problem", Value: "37 rows", Href: "/rows"}}},
		{"stages", ui.Stages{Label: "Step 3 of 5", Steps: true, Items: []ui.Stage{{State: ui.Did, Title: "1 File", Text: "rodikliai_2026.xlsx", Href: "/1"}, {State: ui.Did, Title: "2 What it is", Text: "sheet “Duomenys”"}, {State: ui.Now, Title: "3 Columns", Text: "14 of 15 used"}, {Title: "4 Problems", Text: "not yet"}, {Title: "5 Check and send", Text: "not yet"}}}},
		{"timeline", ui.Timeline{{State: ui.Did, When: "12 March", ISO: "2026-03-12", Text: "Voted for the plan"}, {State: ui.Next, When: "30 November", Text: "Figures are due"}, {When: "13 January", Link: ui.Link{Text: "A visit", Href: "/v"}, Text: ", 12 places"}}},
		{"days", ui.Days{Label: "How the days were counted", Items: []ui.CountedDay{{State: ui.Did, Weekday: "Fri", Day: "27", Text: "sent, 7"}, {State: ui.Skip, Day: "…", Text: "3 days"}, {State: ui.Last, Weekday: "Tue", Day: "1", Text: "3, last"}, {State: ui.On, Weekday: "Fri", Day: "4", Text: "game"}}}},
		{"waits", ui.Waits{
			{Day: "8", Month: "Nov", State: ui.Late, Title: "Minutes wait for adoption", Text: "12 days over the 10 that are given", Action: &ui.Button{Text: "Read and adopt", Href: "/1"}},
			{Day: "29", Month: "Nov", State: ui.Due, Title: "The agenda must go out", Text: "Last day in 9 days", Action: &ui.Button{Text: "Review", Href: "/2", Secondary: true}},
			{Day: "2", Month: "Dec", Title: "Open webinar", Href: "/3", Text: "Online", Tag: &ui.Tag{Kind: "net", Text: "Open to all"}},
			{Day: "–", Month: "no date", Title: "Two people ask for access"},
		}},
		{"job", ui.Job{ID: "job", Title: "Import 319", State: ui.Tag{Text: "Running"}, Doing: "412,000 of 1,000,000 rows", Done: 412, All: 1000, Text: "You may leave this page.",
			Counts: ui.Pairs{{Name: "New", Value: "400,000"}, {Name: "Refused", Value: "37"}}, Cancel: &ui.Button{Text: "Stop the import", Secondary: true}, Action: "/job/319/stop", Links: []ui.Link{{Text: "What is happening", Href: "/log"}}, Again: "/job/319"}},
		{"job-done", ui.Job{ID: "job-done", Title: "Import 318", State: ui.Tag{Kind: "done", Text: "Done"}, Doing: "1,451 rows", Done: 1451, All: 1451}},
		{"item", ui.Item{ID: "game-2", Number: "2", Title: "The second game", Text: []string{"White opened.", "Black took note."}, Parts: []ui.Part{
			ui.Mark{Head: ui.Link{Text: "Agreed G-14", Href: "/g/14"}, Beside: "for 25 · against 0", Text: "A draw."}}}},
		{"mark-do", ui.Mark{ID: "do", Head: ui.Link{Text: "To do A-88"}, Beside: "due 15 January 2027", Text: "Plan of the visits", Do: true}},
		{"empty", ui.Empty{Title: "Nothing new since 6 November", Text: "You follow “openings”.", Links: []ui.Link{{Text: "Follow another subject", Href: "/follow"}}}},
		{"cards", ui.Cards{Items: []ui.Card{{Title: "I want to see the figures", Text: "Compare with the own past and with peers.", Href: "/c"}, {Title: "I work here", Text: "What waits for you, by date.", Href: "/d"}, {Title: "I am looking for ideas", Href: "/p"}}}},
		{"note", ui.Note{Text: "The source counts a higher figure as better.", Info: true, Link: ui.Link{Text: "Why", Href: "/why"}}},
		{"note-warning", ui.Note{Text: "Years before and after the break should not be compared."}},
		{"tiles", ui.Tiles{Label: "Clubs on the map", Items: []ui.Tile{{Text: "SE", Name: "Norrljus", Href: "/se", Column: 6, Row: 1}, {Text: "LT", Name: "Gintara, chair", Href: "/lt", Kind: "bright", Column: 7, Row: 2}, {Text: "ME", Name: "Planika, joining", Href: "/me", Kind: "hollow", Column: 6, Row: 3}}, Key: []ui.TileKey{{Text: "31 clubs"}, {Kind: "bright", Text: "in the chair"}, {Kind: "hollow", Text: "joining"}}}},
	}
}

// frame is a frame with everything in it; lean has only what must be.
func frame() ui.Frame {
	return ui.Frame{
		Title: "Every part of a page", Description: "A page to look at",
		Assets:    ui.Assets{CSS: "/assets/pesnet.css", JS: "/assets/pesnet.js", Icon: "/assets/icon.svg"},
		Brand:     ui.Brand{Name: "AURORA", Sub: "European network, demonstration", Href: "/en/aurora"},
		Switch:    ui.Switch{Title: "Networks", Places: []ui.Place{{Name: "AURORA", Sub: "European network, demonstration", Href: "/en/aurora", Current: true}, {Name: "VALEA", Sub: "County network", Href: "/en/valea"}}},
		Languages: []ui.Language{{"lt", "Lietuvių", "/lt/x"}, {"ro", "Română", "/ro/x"}, {"en", "English", "/en/x"}, {"it", "Italiano", "/it/x"}, {"sv", "Svenska", "/sv/x"}},
		Demo:      &ui.Demo{Text: "Demonstration: AURORA and its services are invented, and so is every figure on this page.", Link: ui.Link{Text: "Take the tour", Href: "/tour"}},
		Person:    &ui.Person{Name: "Analyst, Gintara", Href: "/me"}, SignIn: "/sign-in", SignOut: "/sign-out", Help: "/help",
		Sections: []ui.Link{{Text: "My desk", Href: "/desk", Current: true}, {Text: "Compare", Href: "/compare"}, {Text: "Members", Href: "/members"}, {Text: "Data", Href: "/data"}, {Text: "Catalogue", Href: "/catalogue"}},
		Month:    11,
		Crumbs:   []ui.Link{{Text: "Data", Href: "/data"}, {Text: "Imports", Href: "/imports"}},
		Foot:     []ui.Column{{Title: "This network", Links: []ui.Link{{Text: "About the network", Href: "/about"}, {Text: "Members", Href: "/members"}}}, {Title: "Your rights", Links: []ui.Link{{Text: "Privacy", Href: "/privacy"}}}, {Title: "Open by design", Links: []ui.Link{{Text: "Open data and API", Href: "/api"}}}},
		FootEnd:  "pesnet, the shared platform of networks of public employment services.",
		Dense:    true,
		Notice:   &ui.Notification{Done: true, Text: "Import 318 is in.", Links: []ui.Link{{Text: "Undo it", Href: "/undo"}}},
		Problems: &ui.Problems{Items: []ui.Link{{Text: "Choose a colour that is on the list", Href: "#wrong"}, {Text: "Choose a file"}}},
	}
}

func lean() ui.Frame {
	return ui.Frame{Title: "Front", Brand: ui.Brand{Name: "AURORA", Href: "/"}, SignIn: "/sign-in", Month: 1, Wide: true, Hide: true}
}

// pages are the parts and two pages of the tests.
func pages(tb testing.TB) *ui.Pages {
	tb.Helper()
	loaded, err := ui.Load(ui.Folder{Name: "gallery", Files: os.DirFS("testdata/page")})
	if err != nil {
		tb.Fatal(err)
	}
	return loaded
}

// spoken is the real words of a language; plain is none at all, so that golden
// files change only with the markup.
func spoken(tb testing.TB, code string) *lang.Words {
	tb.Helper()
	all, err := lang.Load(os.DirFS("../../lang"))
	if err != nil {
		tb.Fatal(err)
	}
	return all.In(code)
}

func plain(tb testing.TB) *lang.Words {
	tb.Helper()
	all, err := lang.Load(fstest.MapFS{"en/ui.toml": {Data: []byte(`"ui.error.title" = "Error: {title}"`)}})
	if err != nil {
		tb.Fatal(err)
	}
	return all.In("en")
}

// A program must be ready in a moment: parsing is part of its start.
func TestPagesLoadQuickly(t *testing.T) {
	start := time.Now()
	loaded := pages(t)
	loaded.In(plain(t))
	if took := time.Since(start); took > 100*time.Millisecond {
		t.Errorf("took %v, want at most 100 ms", took)
	}
}
