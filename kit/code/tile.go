package code

import (
	"strconv"
	"strings"
	"sync"
)

// Tile is the place of a country of Europe (ISO) or of a Romanian county
// (NUTS 3) on a map made of equal squares. Columns and rows begin with 1.
type Tile struct {
	Code   string
	Short  string // what the square says
	Column int
	Row    int
}

// TileOf gives the place of a country or county on its map.
func TileOf(code string) (Tile, bool) {
	for _, t := range tiles() {
		if t.Code == code {
			return t, true
		}
	}
	return Tile{}, false
}

// Tiles lists the squares of a map: of Europe for "", else of the regions of a
// country.
func Tiles(country string) []Tile {
	var found []Tile
	for _, t := range tiles() {
		if whole := len(t.Code) == 2; whole == (country == "") && strings.HasPrefix(t.Code, country) {
			found = append(found, t)
		}
	}
	return found
}

func shortOf(code string) string {
	t, _ := TileOf(code)
	return t.Short
}

var tiles = sync.OnceValue(func() (all []Tile) {
	for c := range rows("tile") {
		column, _ := strconv.Atoi(c[2])
		row, _ := strconv.Atoi(c[3])
		all = append(all, Tile{c[0], c[1], column, row})
	}
	return all
})
