// Package audit keeps the record of who did what: rows that are only added,
// in the transaction of the deed itself, each sealed by a hash over its own
// content and the seal before it.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"pesnet/kit/db"
)

// Deed is one row of the record.
type Deed struct {
	No      int64
	At      time.Time
	Who     string // id of the person, or the name of a machine's account
	Network string // id of the tenant that it concerns, or nothing
	Action  string // "network.add-member"
	Subject string // "game 0192…"
	Detail  any    // what was before, what is after, why; written as JSON
}

type byKey struct{}

// By returns a context whose deeds say by what means they are done, beside who
// does them: "token 0192…".
func By(ctx context.Context, means string) context.Context {
	return context.WithValue(ctx, byKey{}, means)
}

// said is the detail of a deed as it is written, with the means.
func said(ctx context.Context, detail any) ([]byte, error) {
	if by, _ := ctx.Value(byKey{}).(string); by != "" {
		return json.Marshal(struct {
			By     string `json:"by"`
			Detail any    `json:"detail,omitempty"`
		}{by, detail})
	}
	return json.Marshal(detail)
}

// Record adds a deed to the record, in the transaction in which it is done.
func Record(tx *db.Tx, d Deed) error {
	if err := tx.Lock("audit"); err != nil {
		return err
	}
	no, before, err := Last(tx)
	if err != nil {
		return err
	}
	detail, err := said(tx.Context(), d.Detail)
	if err != nil {
		return err
	}
	d.No = no + 1
	at := db.Stamp(d.At)
	_, err = tx.Exec(`INSERT INTO audit (no, at, who, network_id, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		d.No, at, d.Who, d.Network, d.Action, d.Subject, string(detail), hash(before, d, at, string(detail)))
	return err
}

type seal struct {
	no   int64
	hash string
}

func sealed(s *seal) []any { return []any{&s.no, &s.hash} }

// hash seals a row. The fields are written with their lengths, so that no two
// rows have the same text.
func hash(before string, d Deed, at, detail string) string {
	h := sha256.New()
	for _, field := range []string{before, fmt.Sprint(d.No), at, d.Who, d.Network, d.Action, d.Subject, detail} {
		fmt.Fprintf(h, "%d:%s;", len(field), field)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Broken is the place at which the record does not hold.
type Broken struct{ No int64 }

// Error is for logs and operators.
func (b *Broken) Error() string { return fmt.Sprintf("the record is broken at row %d", b.No) }

// Verify reads the whole record and tells how many rows it has, or a *Broken
// where a row was changed, added or taken away.
func Verify(tx *db.Tx) (rows int64, err error) {
	err = tx.Unwalled(func() error {
		rows, err = follow(tx)
		return err
	})
	return rows, err
}

// follow goes from seal to seal.
func follow(tx *db.Tx) (rows int64, err error) {
	before := ""
	err = tx.Each(func(scan func(...any) error) error {
		var d Deed
		var at, detail, seal string
		if err := scan(&d.No, &at, &d.Who, &d.Network, &d.Action, &d.Subject, &detail, &seal); err != nil {
			return err
		}
		if rows++; d.No != rows || hash(before, d, at, detail) != seal {
			return &Broken{d.No}
		}
		before = seal
		return nil
	}, `SELECT no, at, who, network_id, action, subject, detail, hash FROM audit ORDER BY no`)
	return rows, err
}
