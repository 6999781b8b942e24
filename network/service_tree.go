package network

import "pesnet/kit/db"

// Below returns the organisations below one, at any depth, in a transaction
// of the caller, who has asked whether they may be read.
func Below(tx *db.Tx, id string) (all []Organisation, err error) {
	seen := map[string]bool{id: true}
	for next := []string{id}; len(next) > 0; next = next[1:] {
		some, err := children(tx, next[0])
		if err != nil {
			return nil, err
		}
		for _, o := range some {
			if !seen[o.ID] {
				seen[o.ID] = true
				all, next = append(all, o), append(next, o.ID)
			}
		}
	}
	return all, nil
}
