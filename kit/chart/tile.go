package chart

import "strconv"

// Tile is a place on a map of equal tiles: a list of class pn-tiles, in which
// each item has the class of its tile. Column and row begin with 1 at the top
// left.
type Tile struct {
	Column, Row int
	State       string // a further class: "join", "chair"
}

// TileLimit is the number of columns and rows that the stylesheet knows.
const TileLimit = 10

// Class returns the classes of the tile: "c7 r4 chair". A tile outside the map
// has no place; it comes after the others.
func (t Tile) Class() string {
	class := t.State
	if t.Column >= 1 && t.Column <= TileLimit && t.Row >= 1 && t.Row <= TileLimit {
		class = "c" + strconv.Itoa(t.Column) + " r" + strconv.Itoa(t.Row)
		if t.State != "" {
			class += " " + t.State
		}
	}
	return class
}
