package ui

// Tiles is a map made of equal squares, each a link.
type Tiles struct {
	Label string // what the map shows, for screen readers
	Items []Tile
	Key   []TileKey
}

func (Tiles) part() string { return "ui/tiles" }

// Tile stands in a column and a row, counted from 1; twelve of each at most.
type Tile struct {
	Text   string // two or three letters
	Name   string // what they mean
	Href   string
	Kind   string // empty, "hollow" or "bright"
	Column int
	Row    int
}

// TileKey explains a kind of tile.
type TileKey struct{ Kind, Text string }
