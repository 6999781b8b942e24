package indicator

import "pesnet/kit/db"

const groupColumns = `id, network_id, who, name, members, saved_at`

func groupPlaces(g *Group) []any {
	return []any{&g.ID, &g.Network, &g.Who, &g.Name, asJSON(&g.Members), db.At(&g.Saved)}
}

func groups(tx *db.Tx, network, who string) ([]Group, error) {
	return db.All(tx, groupPlaces, `SELECT `+groupColumns+` FROM indicator_group WHERE network_id = ? AND who = ? ORDER BY saved_at, id`, network, who)
}

func group(tx *db.Tx, network, who, id string) (Group, error) {
	return db.One(tx, groupPlaces, `SELECT `+groupColumns+` FROM indicator_group WHERE network_id = ? AND who = ? AND id = ?`, network, who, id)
}

func putGroup(tx *db.Tx, g Group) error {
	_, err := tx.Exec(`INSERT INTO indicator_group (`+groupColumns+`) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET members = excluded.members, saved_at = excluded.saved_at`,
		g.ID, g.Network, g.Who, g.Name, toJSON(g.Members), db.Stamp(g.Saved))
	return err
}

func deleteGroup(tx *db.Tx, g Group) error {
	_, err := tx.Exec(`DELETE FROM indicator_group WHERE id = ? AND who = ?`, g.ID, g.Who)
	return err
}
