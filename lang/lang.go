// Package lang holds the words of pesnet: one folder per language, in it one
// file per area and per part of the kit that speaks. All languages are
// complete; none falls back to another.
package lang

import (
	"embed"

	"pesnet/kit/lang"
)

//go:embed lt ro en it sv
var files embed.FS

// All is every language that pesnet speaks.
var All = open()

// open stops the program where there are no languages: they are part of it.
func open() *lang.Languages {
	all, err := lang.Open(files)
	if err != nil {
		panic(err)
	}
	return all
}
