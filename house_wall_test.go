package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// before are the tables with a network that do not stand behind the wall, each
// with its reason.
var before = map[string]string{
	"network_charter":      "rules of networks are public",
	"network_membership":   "who is in a network is public",
	"network_news":         "public",
	"privacy_activity":     "why data are kept is public",
	"privacy_threshold_of": "from how many readings on an alarm rings is no secret",
	"body":                 "the bodies of a network are public",
	"body_mandate":         "mandates are public",
	"body_fee_band":        "what membership costs is public",
	"body_fee_base":        "what fees are worked out from is public",
	"agreement":            "agreements are public",
	"agreement_party":      "agreements are public",
	"agreement_activity":   "agreements are public",
	"agreement_document":   "agreements are public",
}

// Every table with rows of a network stands behind the wall of PostgreSQL, or
// it is said here why not.
func TestTablesOfNetworksStandBehindTheWall(t *testing.T) {
	guarded := guardedTables(t)
	var all []string
	err := dbtest.Open(t).Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(s *string) []any { return []any{s} }, `SELECT m.name FROM sqlite_master m
			WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'network_id') ORDER BY m.name`)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d tables with a network, %v", len(all), err)
	}
	for _, name := range all {
		switch why := before[name]; {
		case guarded[name] && why != "":
			t.Errorf("%s stands behind the wall, and is listed as standing before it", name)
		case !guarded[name] && why == "":
			t.Errorf("%s has a network_id and no policy: put it behind the wall (docs/house.md), or say here why not", name)
		}
	}
	for name := range before {
		if !slices.Contains(all, name) {
			t.Errorf("%s is listed and has no network_id", name)
		}
	}
}

var policy = regexp.MustCompile(`(?m)^CREATE POLICY wall ON ([a-z_]+) `)

// guardedTables are those with a policy that holds for their owner, too.
func guardedTables(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, c := range changes() {
		for _, m := range policy.FindAllStringSubmatch(c.text, -1) {
			all[m[1]] = true
			for _, line := range []string{"ENABLE", "FORCE"} {
				if !strings.Contains(c.text, "ALTER TABLE "+m[1]+" "+line+" ROW LEVEL SECURITY;") {
					t.Errorf("%s: the policy of %s does nothing without %s ROW LEVEL SECURITY", c.name, m[1], line)
				}
			}
		}
	}
	return all
}
