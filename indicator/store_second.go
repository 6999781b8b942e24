package indicator

import "pesnet/kit/db"

// corrected counts the drafts of a delivery, and those of them that differ from
// what the network has seen of the same series and period.
func corrected(tx *db.Tx, batch int64) (figures, changes int64, err error) {
	if figures, err = tx.Count(`SELECT count(*) FROM indicator_observation WHERE batch = ? AND series < 0`, batch); err != nil {
		return 0, 0, err
	}
	changes, err = tx.Count(`SELECT count(*) FROM indicator_observation o JOIN indicator_series d ON d.id = o.series
		JOIN indicator_series r ON r.dataset = d.dataset AND r.network_id = d.network_id AND r.org_id = d.org_id AND NOT r.draft
			AND r.indicator = d.indicator AND r.area = d.area AND r.org = d.org AND r.freq = d.freq AND r.unit = d.unit AND r.dims = d.dims
		JOIN indicator_observation seen ON seen.series = r.id AND seen.period = o.period
		WHERE o.batch = ? AND d.draft AND seen.value IS NOT NULL AND (seen.value IS DISTINCT FROM o.value OR seen.flags <> o.flags)`, batch)
	return figures, changes, err
}
