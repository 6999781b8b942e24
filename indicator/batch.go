package indicator

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
)

// Owner says whose figures are delivered: public ones for every network, those
// of one network, or a member's own, which stay with the member until they
// are released.
type Owner struct {
	Network      string `json:"network"`      // id; empty = every network
	Organisation string `json:"organisation"` // id; empty = not a member's own
	Draft        bool   `json:"draft"`        // not yet released
}

// Batch is one delivery of figures: who brought what, when, and what came
// of it. It can be undone as a whole.
type Batch struct {
	No int64
	Owner
	Source  string // code of the importer
	Files   []Input
	Given   Given
	Vintage string // day on which the source published it, or on which it came
	Who     string
	State   string
	Place   Place
	Holder  string
	Counts
	Began, Changed time.Time
}

// States of a batch.
const (
	Loading = "reading"
	Done    = "done"
	Stopped = "stopped"
	Failed  = "failed"
	Undone  = "undone"
	Preview = "preview"
)

// Input is a file of a delivery.
type Input struct {
	Name string `json:"name"`
	Path string `json:"-"` // where it is read from, which may differ when reading goes on
	Size int64  `json:"size"`
	Hash string `json:"hash"` // SHA-256
}

// Given is how a delivery is to be read, beyond what the file itself tells.
type Given struct {
	Mapping *figure.Mapping `json:"mapping,omitempty"`
	Answers Answers         `json:"answers,omitempty"` // what to do about each kind of problem
	Gone    string          `json:"gone,omitempty"`    // keep (as when empty) or remove what the delivery no longer has
	Upload  int64           `json:"upload,omitempty"`
	Of      int64           `json:"of,omitempty"`     // batch of drafts that this one releases
	Hidden  map[string]int  `json:"hidden,omitempty"` // how many figures this release hides, by reason
}

// Counts is what came of a delivery, counted in observations.
type Counts struct {
	New      int64 `json:"new"`
	Changed  int64 `json:"changed"`
	Same     int64 `json:"unchanged"`
	Gone     int64 `json:"gone"`
	Rejected int64 `json:"rejected"`
}

// Line is the one line in which a program and an operator read the result.
func (c Counts) Line() string {
	return fmt.Sprintf("new %d changed %d unchanged %d gone %d rejected %d", c.New, c.Changed, c.Same, c.Gone, c.Rejected)
}

// Place is how far the reading of a delivery is: what is written up to here is
// kept, whatever happens, and reading goes on from here.
type Place struct {
	File   int             `json:"file"`   // files that are done
	Taken  int64           `json:"taken"`  // items of the next one that are done, figures and rejected ones
	Before map[string]bool `json:"before"` // dataset -> whether figures of it were there before
	Scope  map[string]bool `json:"scope"`  // "dataset" or "dataset period": where the delivery is complete
	Notes  int64           `json:"notes"`  // warnings and rejected rows that are kept
	// Changes are the first figures that a preview would change.
	Changes []Change `json:"changes,omitempty"`
}

// id names a series by a hash over everything that makes it what it is, so
// that no table is asked for it.
func (o Owner) id(s *figure.Series) int64 {
	var b []byte
	for _, part := range []string{o.Network, o.Organisation, s.Dataset, s.Indicator, s.Area, s.Org, s.Freq, s.Unit, string(s.Dims)} {
		b = append(b, part...)
		b = append(b, 0)
	}
	if o.Draft {
		b = append(b, 1)
	}
	sum := sha256.Sum256(b)
	id := int64(binary.BigEndian.Uint64(sum[:]) >> 1) // #nosec G115 -- 63 bits
	if o.Draft {
		return -1 - id // below zero: a figure by itself is known as not yet released
	}
	return id
}

// Sort of change that a figure of a delivery is.
type change int

const (
	isNew change = iota
	isChanged
	isSame
	isTwice // the delivery itself has it twice, with the same figure
	isTorn  // the delivery has it twice, with different figures
)

// kept is a figure as the database holds it.
type kept struct {
	value   float64
	missing bool
	flags   string
	batch   int64
}

// compare tells what a delivered figure is to the one that is there.
//
// Rule indicator.import.duplicate-row: a delivery that has two different
// figures for the same series and period gives the first, and the other is
// rejected for its reader to decide.
func (k kept) compare(f *figure.Figure, batch int64) change {
	same := k.missing == f.Missing && strings.TrimPrefix(k.flags, disclosure.Hidden) == strings.TrimPrefix(f.Flags, disclosure.Hidden) && (k.missing || k.value == f.Value)
	switch {
	case k.batch == batch && same:
		return isTwice
	case k.batch == batch:
		return isTorn
	case same:
		return isSame
	}
	return isChanged
}
