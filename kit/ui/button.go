package ui

// Button is a button of a form, or a link that looks like one when it has an
// address. One filled button per row; the others are Secondary.
type Button struct {
	Text      string
	Href      string
	Name      string
	Value     string
	Secondary bool
	Form      string // id of a form elsewhere on the page
}

func (Button) part() string { return "ui/button" }

// Actions is a row of buttons, then plain links.
type Actions struct {
	Buttons []Button
	Links   []Link
}

func (Actions) part() string { return "ui/actions" }

// Link leads somewhere. Current marks the place where the reader is.
type Link struct {
	Text    string
	Href    string
	Current bool
}

func (Link) part() string { return "ui/link" }

// Tabs is a row of links to the parts or views of one thing.
type Tabs struct {
	Label string // what the row leads to, for screen readers
	Links []Link
}

func (Tabs) part() string { return "ui/tabs" }

// Pagination leads through a long list. Lists are paged by cursor, so there
// are no numbers to jump to.
type Pagination struct {
	Label    string // what is paged, for screen readers; "Pages" when empty
	Previous string // address, empty on the first page
	Next     string // address, empty on the last page
}

func (Pagination) part() string { return "ui/pagination" }
