// Package home is what stands before and around everything else: the frame of
// every page, the front page of the installation and of each network, the desk
// of somebody who is signed in, search, and the standing pages that the law or
// good manners ask for: help, accessibility, privacy, feedback, open data.
//
// It is the last area and may know all others. What it shows is theirs; its
// own are the rules of what waits for whom, and the feedback that people give.
package home

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
	return ui.Folder{Name: "home", Files: files}
}
