package indicator

import (
	"maps"
	"slices"

	"pesnet/indicator/disclosure"
	"pesnet/kit/db"
)

// ledgersOf reads what the releases of a member have told and kept back.
func ledgersOf(tx *db.Tx, o Owner, blocks []disclosure.Block) (map[disclosure.Block]*disclosure.Ledger, error) {
	type row struct {
		disclosure.Block
		ledger *disclosure.Ledger
	}
	found := map[disclosure.Block]*disclosure.Ledger{}
	if len(blocks) == 0 {
		return found, nil
	}
	families, years := map[string]bool{}, map[string]bool{}
	for _, b := range blocks {
		families[b.Family], years[b.Year] = true, true
	}
	args := append([]any{o.Network, o.Organisation}, db.Args(slices.Collect(maps.Keys(families)))...)
	args = append(args, db.Args(slices.Collect(maps.Keys(years)))...)
	all, err := db.All(tx, func(r *row) []any { return []any{&r.Family, &r.Year, asJSON(&r.ledger)} },
		`SELECT family, year, ledger FROM indicator_ledger WHERE network_id = ? AND org_id = ?
		AND family IN (`+db.Marks(len(families))+`) AND year IN (`+db.Marks(len(years))+`)`, args...)
	for _, r := range all {
		if slices.Contains(blocks, r.Block) {
			found[r.Block] = r.ledger
		}
	}
	return found, err
}

func keepLedger(tx *db.Tx, o Owner, b disclosure.Block, l *disclosure.Ledger) error {
	_, err := tx.Exec(`INSERT INTO indicator_ledger (network_id, org_id, family, year, ledger) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (network_id, org_id, family, year) DO UPDATE SET ledger = excluded.ledger`, o.Network, o.Organisation, b.Family, b.Year, toJSON(l))
	return err
}

// undoneReleases returns the releases of a member that were taken back.
func undoneReleases(tx *db.Tx, o Owner) (map[int64]bool, error) {
	nos, err := db.All(tx, func(no *int64) []any { return []any{no} },
		`SELECT no FROM indicator_batch WHERE network_id = ? AND org_id = ? AND source = ? AND state = ?`, o.Network, o.Organisation, released, Undone)
	undone := map[int64]bool{}
	for _, no := range nos {
		undone[no] = true
	}
	return undone, err
}

// moment tells one state of a member's deliveries from another.
type moment struct {
	count   int64
	changed string
}

func momentOf(tx *db.Tx, o Owner) (moment, error) {
	return db.One(tx, func(m *moment) []any { return []any{&m.count, &m.changed} },
		`SELECT count(*), coalesce(max(changed_at), '') FROM indicator_batch WHERE network_id = ? AND org_id = ?`, o.Network, o.Organisation)
}
