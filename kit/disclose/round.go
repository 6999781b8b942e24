package disclose

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Rounded is a count that Round has made: nobody can tell which of the counts
// less than one base away it was. Rates are made of nothing else.
type Rounded int

// Base is what counts are rounded to multiples of, if nothing else is asked
// for.
const Base = 5

// Round rounds a count to a multiple of the base, up or down by the key: up
// the more often the nearer it is, so that on average nothing is added. The
// same people give the same key, and so the same figure wherever they are
// counted; asking again tells nothing new. Totals are rounded by themselves,
// so rounded cells need not add up to them.
//
// Source: Fellegi, "Controlled Random Rounding", Survey Methodology 1 (1975);
// keys: Fraser and Wooton, "A Proposed Method for Confidentialising Tabular
// Output to Protect Against Differencing", UNECE work session (2005).
func Round(count int, key uint64, base int) Rounded {
	rest := count % base
	down := count - rest
	draw := int((key >> 32) * uint64(base) >> 32) // #nosec G115 -- a base is above zero, a draw below it
	if draw < rest {
		return Rounded(down + base)
	}
	return Rounded(down)
}

// RecordKey is the lasting random number of one record (person, firm). Who
// does not know the secret cannot foretell it.
func RecordKey(secret []byte, record string) uint64 {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(record))
	return binary.BigEndian.Uint64(mac.Sum(nil))
}

// CellKey is the key of a cell: the sum of the keys of the records in it, in
// whatever order.
func CellKey(records ...uint64) (key uint64) {
	for _, r := range records {
		key += r
	}
	return key
}

// Rate is a rounded count as a share of another; ok is false when there is
// none. It says nothing that the two counts do not say, and like them it can
// be above 1.
func Rate(part, whole Rounded) (rate float64, ok bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// Round is the other way to release a table of counts: every cell rounded,
// none hidden. Keys are the keys of its cells. The error is ErrMixed when a
// figure has been released unrounded.
func (l *Ledger) Round(t Table, keys []uint64, base int) ([]Rounded, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	if t.Amounts || base < 2 || len(keys) != len(t.Cells) {
		return nil, fmt.Errorf("disclose: only counts are rounded, to 2 or more, each with its key")
	}
	out := map[string]bool{}
	for _, e := range l.Cells {
		out[e.Name] = e.Rounded
	}
	all, entries := make([]Rounded, len(t.Cells)), []Entry{}
	for i, c := range t.Cells {
		before, ok := out[c.Name]
		if ok && !before && c.Name != "" {
			return nil, fmt.Errorf("%s: %w", c.Name, ErrMixed)
		}
		if all[i] = Round(int(c.Value), keys[i], base); !ok && c.Name != "" {
			entries = append(entries, Entry{Cell: c, Rounded: true})
		}
	}
	l.Cells = append(l.Cells, entries...)
	return all, nil
}
