package audit

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"pesnet/kit/db"
)

// Line is a row of the record as it stands at a second place: as text, one on
// a line, with everything that its seal is made of.
type Line struct {
	No      int64  `json:"no"`
	At      string `json:"at"`
	Who     string `json:"who"`
	Network string `json:"network"`
	Action  string `json:"action"`
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
	Seal    string `json:"seal"`
}

func linePlaces(l *Line) []any {
	return []any{&l.No, &l.At, &l.Who, &l.Network, &l.Action, &l.Subject, &l.Detail, &l.Seal}
}

// After returns the rows that follow a number, the first first. All of them are
// for the operator alone.
func After(tx *db.Tx, no int64, limit int) (all []Line, err error) {
	err = tx.Unwalled(func() error {
		all, err = db.All(tx, linePlaces, `SELECT no, at, who, network_id, action, subject, detail, hash FROM audit WHERE no > ? ORDER BY no LIMIT ?`, no, limit)
		return err
	})
	return all, err
}

// Copy writes rows to a second place.
func Copy(w io.Writer, rows []Line) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, l := range rows {
		if err := out.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

// Apart is the place at which the record and its copy differ.
type Apart struct{ No int64 }

// Error is for logs and operators.
func (a *Apart) Error() string { return fmt.Sprintf("the record and its copy differ at row %d", a.No) }

// Compare holds a copy beside the record and tells how many rows it has: each
// must be there as it was copied. Whoever rewrites the record with all its seals
// is found so. A line that was cut off at the end is left out.
func Compare(tx *db.Tx, r io.Reader) (rows, last int64, err error) {
	const atOnce = 500
	var there []Line
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return rows, last, nil
		}
		if err != nil {
			return rows, last, err
		}
		var l Line
		if json.Unmarshal(text, &l) != nil || rows > 0 && l.No != last+1 {
			return rows, last, &Apart{last + 1}
		}
		if len(there) == 0 {
			if there, err = After(tx, l.No-1, atOnce); err != nil {
				return rows, last, err
			}
		}
		if len(there) == 0 || there[0] != l {
			return rows, last, &Apart{l.No}
		}
		there, rows, last = there[1:], rows+1, l.No
	}
}
