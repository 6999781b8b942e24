package body

// Reached is how a person is reached at work, and what about.
type Reached struct {
	Person       string // id
	Email, Phone string
	Languages    string // codes, parted by spaces
	Topics       string // codes, parted by spaces
	Photo        string // kind of the picture; empty = none
	Version      int64
}
