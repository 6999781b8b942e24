// Package privacy knows why personal data are kept, what their people allow
// and ask for, who has looked at them, and when they go.
//
// An activity is something that is done with personal data, with its purpose
// and lawful basis. A consent allows one kind of data for one country, for a
// year; withdrawn, it reaches those who have the data by a notice. A request
// is what a person asks for by Articles 15 to 21 of the General Data
// Protection Regulation; a clock runs with it. A class of data has a schedule
// by which it is erased. A reading is a look at the data of another person;
// too many of them ring an alarm.
//
// Other areas give what they know of a person, erase it and sweep out what is
// old by the hooks Gives, Erases and Sweeps.
package privacy

import (
	"embed"
	"io/fs"

	"pesnet/kit/ui"
)

//go:embed page/*.html
var pages embed.FS

// Pages returns the templates of the area.
func (s *Service) Pages() ui.Folder {
	files, err := fs.Sub(pages, "page")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return ui.Folder{Name: "privacy", Files: files}
}
