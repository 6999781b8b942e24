package ui

import "html/template"

// Drawing is a chart with what stands above and below it. Its markup comes
// from a package that escapes what it draws.
type Drawing struct {
	Title  string // states the finding
	Sub    string
	SVG    template.HTML
	Legend template.HTML
}

func (Drawing) part() string { return "ui/drawing" }
