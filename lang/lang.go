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
var All = load()

// load stops the program on a fault in the files: they are part of it.
func load() *lang.Languages {
	all, err := lang.Load(files)
	if err != nil {
		panic(err)
	}
	return all
}
