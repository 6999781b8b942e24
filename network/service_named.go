package network

import (
	"slices"

	"pesnet/kit/db"
)

// NamesOf returns what people are called, by id, in a transaction of the
// caller, who has asked whether it may be known.
func NamesOf(tx *db.Tx, ids ...string) (map[string]string, error) {
	all, err := PersonsByID(tx, ids)
	names := make(map[string]string, len(all))
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}

// OrganisationsOf returns organisations, by id, in a transaction of the caller.
func OrganisationsOf(tx *db.Tx, ids ...string) (map[string]Organisation, error) {
	all, err := OrganisationsByID(tx, ids...)
	known := make(map[string]Organisation, len(all))
	for _, o := range all {
		known[o.ID] = o
	}
	return known, err
}

// distinct are ids, each once; none is left out.
func distinct(ids []string) []string {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
