package indicator

import (
	"embed"
	"io/fs"

	"pesnet/kit/ui"
	"pesnet/kit/web"
)

//go:embed page/*.html
var pageFiles embed.FS

// Pages is what the area shows to people.
func (s *Service) Pages() ui.Folder {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return ui.Folder{Name: "indicator", Files: files}
}

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	return append(s.compareRoutes(), s.importRoutes()...)
}

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	s.compareAPI(a)
	s.importAPI(a)
	s.releaseAPI(a)
}
