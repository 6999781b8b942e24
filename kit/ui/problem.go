package ui

import (
	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Problems is the error summary: what a form refused, at the head of the page,
// each line leading to its field.
type Problems struct {
	Title string // "There is a problem" when empty
	Items []Link
}

func (Problems) part() string { return "ui/problems" }

// Refused tells a refusal in a language: the summary, and the words for each
// field by its name.
func Refused(words *lang.Words, err error) (*Problems, map[string]string) {
	problems, fields := &Problems{}, map[string]string{}
	for _, f := range fault.All(err) {
		text := words.T(f.ID, f.Args...)
		item := Link{Text: text}
		if f.Field != "" {
			item.Href = "#" + f.Field
			fields[f.Field] = text
		}
		problems.Items = append(problems.Items, item)
	}
	return problems, fields
}

// Notification says what has just been done (Done), or something important.
type Notification struct {
	Done  bool
	Text  string
	Links []Link
}

func (Notification) part() string { return "ui/notification" }

// ErrorPage is the page for what cannot be shown. Its template is "ui/error".
type ErrorPage struct {
	Title     string
	Text      string
	Mend      string // what the reader can do
	Links     []Link
	Reference string // for those who look into the log
}

func (ErrorPage) part() string { return "ui/error" }
