package ui

// Item is a numbered thing that a page tells of, one below the other.
type Item struct {
	ID     string
	Number string
	Title  string
	Text   []string
	Parts  []Part
}

func (Item) part() string { return "ui/item" }

// Mark stands out within a text: what was agreed, or with Do what is to be
// done.
type Mark struct {
	ID     string
	Head   Link   // without an address it is only said
	Beside string // at the other end of the line
	Text   string
	Do     bool
}

func (Mark) part() string { return "ui/mark" }
