package indicator

import (
	"strconv"

	"pesnet/kit/db"
)

// ownBatches returns the latest deliveries for some owners in a network.
func ownBatches(tx *db.Tx, network string, own []string) ([]Batch, error) {
	args := append([]any{network}, db.Args(own)...)
	return db.Kept(tx, batchPlaces, `SELECT `+batchColumns+` FROM indicator_batch
		WHERE network_id IN (?, '') AND org_id IN (`+db.Marks(len(own))+`) AND state <> 'preview' ORDER BY no DESC LIMIT ?`, append(args, mostPending)...)
}

// begunUploads returns what somebody began to import and has not ended.
func begunUploads(tx *db.Tx, network, who string) ([]Begun, error) {
	return db.All(tx, func(b *Begun) []any { return []any{&b.Upload, &b.File} },
		`SELECT no, name FROM indicator_upload WHERE network_id = ? AND who = ? AND batch = 0 ORDER BY no DESC LIMIT ?`, network, who, mostPending)
}

// draftsOf counts the figures of a member that wait for their release, by the
// import that brought them. Those that a release has hidden wait for nothing.
func draftsOf(tx *db.Tx, network, organisation string) ([]Draft, error) {
	return db.Kept(tx, func(d *Draft) []any { return []any{&d.Batch, &d.Figures} },
		`SELECT o.batch, count(*) FROM indicator_series s JOIN indicator_observation o ON o.series = s.id
		WHERE s.network_id = ? AND s.org_id = ? AND s.draft AND substr(o.flags, 1, 1) <> 'Q' GROUP BY o.batch ORDER BY o.batch DESC`, network, organisation)
}

// lacking counts the yearly indicators of a member that have a figure for the
// year before and none, released or not, for the year.
func lacking(tx *db.Tx, network, organisation string, year int) (int64, error) {
	has := `SELECT DISTINCT s.indicator FROM indicator_series s JOIN indicator_observation o ON o.series = s.id
		WHERE s.network_id = ? AND s.org_id = ? AND s.freq = 'A' AND o.period = ? AND o.value IS NOT NULL`
	return db.KeptOne(tx, func(n *int64) []any { return []any{n} }, `SELECT count(*) FROM (`+has+`) AS before WHERE before.indicator NOT IN (`+has+`)`,
		network, organisation, strconv.Itoa(year-1), network, organisation, strconv.Itoa(year))
}

// delivering returns who has a released figure for the year, or for a part of
// it.
func delivering(tx *db.Tx, network string, year int) ([]string, error) {
	return db.KeptForAll(tx, func(code *string) []any { return []any{code} }, `SELECT DISTINCT s.org FROM indicator_series s
		WHERE s.network_id = ? AND NOT s.draft AND s.org <> '' AND EXISTS (SELECT 1 FROM indicator_observation o
			WHERE o.series = s.id AND o.period >= ? AND o.period < ? AND o.value IS NOT NULL) ORDER BY s.org`, network, strconv.Itoa(year), strconv.Itoa(year+1))
}
