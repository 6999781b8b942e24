package audit

import (
	"strconv"
	"strings"
	"time"

	"pesnet/kit/db"
)

// Query says which deeds are looked for; what is empty does not matter.
type Query struct {
	Network  string // id of the tenant; All looks in every one
	All      bool
	Who      string // id
	Action   string // "network.invite", or the area alone: "network."
	Subject  string
	From, To time.Time // from the first, before the second
	Before   int64     // number of a deed: only earlier ones
	Limit    int
}

// Found is a deed with its details as JSON.
type Found struct {
	Deed
	JSON string
}

// Search returns the deeds that a query asks for, the latest first.
func Search(tx *db.Tx, q Query) ([]Found, error) {
	where, args := []string{"no > 0"}, []any{}
	add := func(set bool, condition string, values ...any) {
		if set {
			where, args = append(where, condition), append(args, values...)
		}
	}
	area, whole := strings.CutSuffix(q.Action, ".")
	add(!q.All, "network_id = ?", q.Network)
	add(q.Who != "", "who = ?", q.Who)
	add(q.Action != "" && !whole, "action = ?", q.Action)
	add(whole, "substr(action, 1, "+strconv.Itoa(len(area)+1)+") = ?", area+".")
	add(q.Subject != "", "subject = ?", q.Subject)
	add(!q.From.IsZero(), "at >= ?", db.Stamp(q.From))
	add(!q.To.IsZero(), "at < ?", db.Stamp(q.To))
	add(q.Before > 0, "no < ?", q.Before)
	return db.All(tx, func(f *Found) []any {
		return []any{&f.No, db.At(&f.At), &f.Who, &f.Network, &f.Action, &f.Subject, &f.JSON}
	}, `SELECT no, at, who, network_id, action, subject, detail FROM audit WHERE `+strings.Join(where, " AND ")+` ORDER BY no DESC LIMIT ?`, append(args, q.Limit)...)
}
