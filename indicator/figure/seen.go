package figure

import "hash/maphash"

// seenFigures remembers which series and periods a file has had, to find rows
// that say the same twice or contradict each other. It remembers a million of
// them, in 32 MB at most; a table that long is checked as far as that.
type seenFigures struct {
	seed  maphash.Seed
	slots []seenSlot // open addressing; a power of two
	count int
	full  bool
}

// seenSlot is a figure without its text: two different ones fall together once
// in many million files.
type seenSlot struct {
	key   uint64
	value float64
	row   int32 // 0 for a free slot
	gone  bool  // the figure is missing
}

const mostSeen = 1 << 20

// verdict is what is known of a figure.
type verdict int

const (
	seenNew verdict = iota
	seenEqual
	seenOther // with another value, in another row
)

func newSeenFigures() *seenFigures {
	return &seenFigures{seed: maphash.MakeSeed(), slots: make([]seenSlot, 1024)}
}

// add remembers a figure and tells whether it was there before, and where.
func (s *seenFigures) add(f Figure) (row int, v verdict) {
	if 4*s.count >= 3*len(s.slots) {
		s.grow()
	}
	slot := s.find(s.hash(f))
	if slot.row != 0 {
		if slot.gone == f.Missing && (f.Missing || slot.value == f.Value) {
			return int(slot.row), seenEqual
		}
		return int(slot.row), seenOther
	}
	if s.count >= mostSeen*3/4 {
		s.full = true
		return 0, seenNew
	}
	s.count++
	*slot = seenSlot{s.hash(f), f.Value, int32(min(f.Row, 1<<31-1)), f.Missing} // #nosec G115 -- bounded in the same line
	return 0, seenNew
}

func (s *seenFigures) hash(f Figure) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, part := range []string{f.Series.Dataset, f.Series.Indicator, f.Series.Area, f.Series.Org, f.Series.Unit, string(f.Series.Dims), f.Period} {
		h.WriteString(part)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// find is the slot of a key, or the free one where it would stand.
func (s *seenFigures) find(key uint64) *seenSlot {
	mask := uint64(len(s.slots) - 1) // #nosec G115 -- there is always a slot
	for i := key & mask; ; i = (i + 1) & mask {
		if slot := &s.slots[i]; slot.row == 0 || slot.key == key {
			return slot
		}
	}
}

func (s *seenFigures) grow() {
	if len(s.slots) >= mostSeen {
		return
	}
	old := s.slots
	s.slots = make([]seenSlot, 2*len(old))
	for _, slot := range old {
		if slot.row != 0 {
			*s.find(slot.key) = slot
		}
	}
}
