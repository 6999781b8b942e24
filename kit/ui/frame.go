package ui

import (
	"cmp"

	"pesnet/kit/lang"
)

// Frame is what stands around a page: head, year line, sections, footer.
type Frame struct {
	Title       string // of the page; the name of the place is added
	Description string // for search engines and previews, optional
	Assets      Assets
	Brand       Brand
	Switch      Switch     // to other places of the installation
	Languages   []Language // this page in every language, the present one too
	Demo        *Demo
	Person      *Person // who is signed in
	SignIn      string  // address of the page; shown when nobody is signed in
	SignOut     string  // address that takes the POST
	Help        string  // address of the help
	Sections    []Link
	Month       int // 1 to 12; past months of the year line are filled
	Crumbs      []Link
	Foot        []Column
	FootEnd     string

	Notice   *Notification // what has just been done
	Problems *Problems     // what the form refused

	Dense bool // for those who work here: smaller letters
	Wide  bool // the page draws its own bands, from edge to edge
	Hide  bool // from search engines

	words *lang.Words
}

// Assets are the addresses of stylesheet, script and mark.
type Assets struct{ CSS, JS, Icon string }

// Brand names the place at the start of the head.
type Brand struct{ Name, Sub, Href string }

// Switch is the fold-out that leads to other places.
type Switch struct {
	Title  string
	Places []Place
}

// Place is one of them.
type Place struct {
	Name, Sub, Href string
	Current         bool
}

// Language is the present page in a language.
type Language struct{ Code, Name, Href string }

// Demo says that what is shown is invented.
type Demo struct {
	Text string
	Link Link
}

// Person is who is signed in.
type Person struct{ Name, Href string }

// Column is a column of the footer.
type Column struct {
	Title string
	Links []Link
}

// Lang is the code of the language of the page.
func (f Frame) Lang() string { return f.words.Code() }

// FullTitle is what the window and the bookmark are called.
func (f Frame) FullTitle() string {
	title := f.Title
	if f.Problems != nil {
		title = f.words.T("ui.error.title", "title", title)
	}
	switch {
	case f.Brand.Name == "" || f.Title == f.Brand.Name:
		return cmp.Or(title, f.Brand.Name)
	case title == "":
		return f.Brand.Name
	}
	return title + " – " + f.Brand.Name
}

// Year is the class of each month on the year line: past, now, to come.
func (f Frame) Year() [12]string {
	var months [12]string
	for i := range months {
		switch {
		case i+1 < f.Month:
			months[i] = "y"
		case i+1 == f.Month:
			months[i] = "n"
		}
	}
	return months
}
