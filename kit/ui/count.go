package ui

// Days counts the days to an event, one beside the other.
type Days struct {
	Label string // how they were counted, for screen readers
	Items []CountedDay
}

func (Days) part() string { return "ui/days" }

// CountedDay is one of them.
type CountedDay struct {
	State   string // Did, Last, On, Skip, or empty
	Weekday string // "Fri"
	Day     string // "27"
	Text    string // "sent, 7"
}
