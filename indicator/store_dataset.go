package indicator

import "pesnet/kit/db"

// datasets reads the vintage of a dataset from the latest delivery that any
// one of its series has: deliveries bring a dataset as a whole.
func datasets(tx *db.Tx, network, public string) ([]Dataset, error) {
	return db.All(tx, func(d *Dataset) []any {
		return []any{&d.Code, &d.Own, &d.Indicators, &d.Series, &d.Source, &d.Vintage}
	}, `SELECT d.dataset, d.network_id <> '', d.indicators, d.series, coalesce(b.source, ''), coalesce(b.vintage, '')
		FROM (SELECT dataset, network_id, count(DISTINCT indicator) AS indicators, count(*) AS series, min(id) AS one
			FROM indicator_series WHERE network_id IN (?, ?) AND NOT draft GROUP BY dataset, network_id) AS d
		LEFT JOIN indicator_batch b ON b.no = (SELECT max(o.batch) FROM indicator_observation o WHERE o.series = d.one)
		ORDER BY d.dataset, d.network_id`, network, public)
}
