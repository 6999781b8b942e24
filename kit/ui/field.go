package ui

import (
	"strconv"
	"strings"
)

// Field is what every field of a form has: its name, its label, a hint, and
// what was wrong with the last answer. The id is the name unless given.
type Field struct {
	ID    string
	Name  string
	Label string
	Hint  string
	Error string
}

// Ref is the id of the field, which an error summary leads to.
func (f Field) Ref() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

// DescribedBy names the hint and the error for screen readers.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Ref()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Ref()+"-error")
	}
	return strings.Join(ids, " ")
}

// Input takes one line of text.
type Input struct {
	Field
	Value        string
	Type         string // text when empty; also search, email, password, url, date
	Width        string // GOV.UK's "2" to "30"; full width when empty
	Autocomplete string
	InputMode    string   // "numeric" for whole numbers, "decimal" for others
	Suffix       string   // a unit behind the field
	List         []string // suggestions
	NoSpell      bool     // codes and names: no spell check
}

func (Input) part() string { return "ui/input" }

// Textarea takes several lines of text.
type Textarea struct {
	Field
	Value string
	Rows  int // 5 when 0
}

func (Textarea) part() string { return "ui/textarea" }

// File takes a file.
type File struct {
	Field
	Accept   string // ".csv,.xlsx"
	Multiple bool
}

func (File) part() string { return "ui/file" }

// Select takes one of many. For few, Radios are easier to use.
type Select struct {
	Field
	Options []Option
}

func (Select) part() string { return "ui/select" }

// Option is an answer to choose.
type Option struct {
	Value  string
	Text   string
	Hint   string // not in a Select
	Chosen bool
	Group  string // in a Select: options of a group stand together under its name
}

// Groups are the options under the names of their groups, in the order given.
func (s Select) Groups() []Group {
	var groups []Group
	for _, o := range s.Options {
		if len(groups) == 0 || groups[len(groups)-1].Name != o.Group {
			groups = append(groups, Group{Name: o.Group})
		}
		last := &groups[len(groups)-1]
		last.Options = append(last.Options, o)
	}
	return groups
}

// Group is a named run of options.
type Group struct {
	Name    string
	Options []Option
}

// Radios takes one of a few. Label is the question.
type Radios struct {
	Field
	Options []Option
	Small   bool
	Large   bool // the question is the main thing of the page
}

func (Radios) part() string { return "ui/radios" }

// Item is the id of an option: the first has that of the field, so that an
// error summary leads to it.
func (r Radios) Item(i int) string { return itemID(r.Ref(), i) }

// Checkboxes takes any number. Label is the question.
type Checkboxes struct {
	Field
	Options []Option
	Small   bool
}

func (Checkboxes) part() string { return "ui/checkboxes" }

// Item is the id of an option, as with Radios.
func (c Checkboxes) Item(i int) string { return itemID(c.Ref(), i) }

// DateInput takes a date in three fields, named Name-day, Name-month and
// Name-year. Label is the question.
type DateInput struct {
	Field
	Day, Month, Year string
}

func (DateInput) part() string { return "ui/date-input" }

func itemID(ref string, i int) string {
	if i == 0 {
		return ref
	}
	return ref + "-" + strconv.Itoa(i+1)
}

// Items are the three fields in which the date is written.
func (d DateInput) Items() []DateItem {
	return []DateItem{
		{"day", "ui.day", "2", d.Day},
		{"month", "ui.month", "2", d.Month},
		{"year", "web.year", "4", d.Year},
	}
}

// DateItem is one of the three.
type DateItem struct{ Name, Key, Width, Value string }
