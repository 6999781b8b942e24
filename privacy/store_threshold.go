package privacy

import "pesnet/kit/db"

// thresholdsOf are those of a network, and of the installation where it has
// chosen none.
func thresholdsOf(tx *db.Tx, network string) ([]Threshold, error) {
	return db.All(tx, func(t *Threshold) []any { return []any{&t.Kind, &t.Most, &t.Own, &t.Version} },
		`SELECT a.kind, coalesce(o.most, a.most), o.most IS NOT NULL, coalesce(o.version, 0)
		FROM privacy_threshold a LEFT JOIN privacy_threshold_of o ON o.kind = a.kind AND o.network_id = ? ORDER BY a.kind DESC`, network)
}

func threshold(tx *db.Tx, network, kind string) (int64, error) {
	return tx.Count(`SELECT coalesce((SELECT o.most FROM privacy_threshold_of o WHERE o.network_id = ? AND o.kind = a.kind), a.most)
		FROM privacy_threshold a WHERE a.kind = ?`, network, kind)
}

// putThreshold tells how many rows it has changed: none where somebody was
// quicker.
func putThreshold(tx *db.Tx, network string, t Threshold) (int64, error) {
	return tx.Exec(`INSERT INTO privacy_threshold_of (network_id, kind, most, version) VALUES (?, ?, ?, 1)
		ON CONFLICT (network_id, kind) DO UPDATE SET most = excluded.most, version = privacy_threshold_of.version + 1 WHERE privacy_threshold_of.version = ?`,
		network, t.Kind, t.Most, t.Version)
}
