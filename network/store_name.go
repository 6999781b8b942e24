package network

import "pesnet/kit/db"

// NamesOf returns the names of people by their ids.
func NamesOf(tx *db.Tx, ids ...string) (map[string]string, error) {
	names := map[string]string{}
	if len(ids) == 0 {
		return names, nil
	}
	err := tx.Each(func(scan func(...any) error) error {
		var id, name string
		err := scan(&id, &name)
		names[id] = name
		return err
	}, `SELECT id, name FROM network_person WHERE id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	return names, err
}
