package ui

// Card is a link with a line of explanation, drawn as a card.
type Card struct{ Title, Text, Href string }

func (Card) part() string { return "ui/card" }

// Cards is a grid of cards, two or three in a row where there is room.
type Cards struct {
	Columns int // 2 or 3
	Items   []Card
}

func (Cards) part() string { return "ui/cards" }

// Details is something to unfold.
type Details struct {
	Summary string
	Text    string
	Parts   []Part // after the text
	Open    bool
}

func (Details) part() string { return "ui/details" }

// Empty says that there is nothing yet, and what to do about it.
type Empty struct {
	Title string
	Text  string
	Links []Link
}

func (Empty) part() string { return "ui/empty" }

// Facts are large numbers with their words.
type Facts []Fact

// Fact is one of them.
type Fact struct{ Value, Text string }

func (Facts) part() string { return "ui/facts" }

// Pairs are names with their values, one below the other.
type Pairs []Pair

// Pair is one of them; with an address the value is a link.
type Pair struct{ Name, Value, Href string }

func (Pairs) part() string { return "ui/pairs" }

// Tag says a state in a word. Each kind has a shape besides its colour: done,
// due, late, net (all together), off; empty is neutral.
type Tag struct{ Kind, Text string }

func (Tag) part() string { return "ui/tag" }

// Chips are the members of a choice; those with an address can be taken out.
type Chips struct {
	Label string
	Items []Chip
}

func (Chips) part() string { return "ui/chips" }

// Chip is one of them.
type Chip struct {
	Text   string
	Mine   bool   // the reader's own
	Remove string // the address without this one
}

// Note is a remark that stands out; Info is calmer.
type Note struct {
	Text string
	Info bool
	Link Link
}

func (Note) part() string { return "ui/note" }
