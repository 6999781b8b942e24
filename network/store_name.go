package network

import "pesnet/kit/db"

// NamesOf returns the names of people by their ids.
func NamesOf(tx *db.Tx, ids ...string) (map[string]string, error) {
	names := map[string]string{}
	if len(ids) == 0 {
		return names, nil
	}
	all, err := personsByID(tx, ids)
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}
