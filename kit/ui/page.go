package ui

// Page is a page that is made of parts alone and needs no template of its own:
// the template "ui/page" draws it.
type Page struct {
	Eye     string // a line above the title: what the page belongs to
	Title   string
	Lede    string
	Actions *Actions // beside the title; not printed
	Stages  *Stages
	Tabs    *Tabs

	Sections []Section
	Side     []Section // a narrow column beside them, or below on a telephone
}

// Section is a heading with what stands under it, in the order of the fields.
type Section struct {
	ID, Title string
	Card      bool   // stands in a box of its own
	Beside    string // small, at the other end of the heading of a card
	Tag       *Tag   // the same as a state
	Text      []string
	Forms     []Form
	Parts     []Part
}

// Form is a form with its fields and the button that sends it.
type Form struct {
	ID        string
	Method    string // "get" or "post"
	Action    string
	Fields    []Part
	Hidden    []Hidden
	Submit    string
	Secondary bool
	Cancel    string // address
	Filter    bool   // fields and button stand in one row
	Files     bool   // it sends files
	Keeps     *Keeps // it is sent by itself while somebody writes, where scripts run
}

func (Form) part() string { return "ui/form" }

// Keeps are the words of a form that saves what is written by itself.
type Keeps struct{ Waiting, Saved, Failed string }

// Hidden is a value that a form sends with the answers.
type Hidden struct{ Name, Value string }

// Post is a form that changes something.
func Post(action, submit string, fields ...Part) Form {
	return Form{Method: "post", Action: action, Submit: submit, Fields: fields}
}
