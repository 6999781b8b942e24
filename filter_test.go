package main

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pesnet/account"
	"pesnet/indicator"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// owned is a thing of somebody in a network.
type owned struct {
	network, org, who string
	draft             bool
}

// What lists return is what the table of permission allows of each thing, on
// both engines, whoever owns the things and whoever asks.
//
// Tests rule network.may.
func TestListsAreWhatTheDecisionAllows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, err := build(t.Context(), d, now, account.Options{})
		if err != nil {
			t.Fatal(err)
		}
		h := &house{app: a}
		rapid.Check(t, func(t *rapid.T) {
			networks := []network.Network{{ID: db.ID(), Fictional: true}, {ID: db.ID()}}
			ids := []string{networks[0].ID, networks[1].ID, ""}
			orgs := []string{db.ID(), db.ID(), db.ID(), ""}
			name := "canary-" + db.ID()
			things := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) owned {
				o := owned{rapid.SampledFrom(ids).Draw(t, "network"), rapid.SampledFrom(orgs).Draw(t, "org"), rapid.SampledFrom([]string{"ona", "eva"}).Draw(t, "who"), rapid.Bool().Draw(t, "draft")}
				if o.network == "" {
					o.org = "" // public figures are nobody's own
				}
				o.draft = o.draft && o.org != ""
				return o
			}), 1, 12).Draw(t, "things")
			who := network.Who{Person: network.Person{ID: "ona"}, Roles: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) network.Role {
				return network.Role{Network: rapid.SampledFrom(ids).Draw(t, "in"), Organisation: rapid.SampledFrom(orgs).Draw(t, "of"), Role: rapid.SampledFrom(network.Roles).Draw(t, "role")}
			}), 0, 5).Draw(t, "roles")}
			first := h.keep(t, name, things)
			for _, n := range networks {
				h.same(t, who, n, name, first, things)
			}
		})
	})
}

// keep writes things down: a figure, a delivery and a group of each owner.
func (h *house) keep(t *rapid.T, name string, things []owned) (first int64) {
	err := h.app.db.Write(db.Unwalled(t.Context()), func(tx *db.Tx) (err error) {
		if first, err = tx.Count(`SELECT coalesce(max(no), 0) + 1 FROM indicator_batch`); err != nil {
			return err
		}
		for i, o := range things {
			no := first + int64(i)
			series := map[bool]int64{false: no, true: -no}[o.draft]
			for _, one := range []struct {
				sql  string
				args []any
			}{
				{`INSERT INTO indicator_series (id, network_id, org_id, draft, dataset, indicator, area, org, freq, unit, dims) VALUES (?, ?, ?, ?, 'pesnet', ?, '', ?, 'A', '', '')`,
					[]any{series, o.network, o.org, o.draft, name, fmt.Sprint("org-", no)}},
				{`INSERT INTO indicator_observation (series, period, value, flags, batch) VALUES (?, '2024', 1, '', ?)`, []any{series, no}},
				{`INSERT INTO indicator_batch (no, network_id, org_id, draft, source, files, given, vintage, who, state, place, holder, n_new, n_changed, n_same, n_gone, n_rejected, began_at, changed_at)
					VALUES (?, ?, ?, ?, 'table', '[]', '{}', '', ?, 'done', '{}', '', 0, 0, 0, 0, 0, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z')`, []any{no, o.network, o.org, o.draft, o.who}},
				{`INSERT INTO indicator_group (id, network_id, who, name, members, saved_at) VALUES (?, ?, ?, ?, '[]', '2026-11-01T10:00:00Z')`, []any{fmt.Sprint(no), o.network, o.who, name}},
			} {
				if _, err := tx.Exec(one.sql, one.args...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// same compares each list in a network with the decisions on its things.
func (h *house) same(t *rapid.T, who network.Who, n network.Network, name string, first int64, things []owned) {
	var lines, imports, groups [2][]int64 // as listed, as decided
	ctx := network.With(t.Context(), who)
	all, err := h.app.indicators.Lines(ctx, who, n, indicator.Ask{Names: []indicator.Name{{Dataset: "pesnet", Code: name}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		lines[0] = append(lines[0], max(l.ID, -l.ID))
	}
	listed, err := h.app.indicators.Imports(ctx, who, n, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range listed.Batches {
		if b.No >= first { // public ones of earlier rounds are there too
			imports[0] = append(imports[0], b.No)
		}
	}
	kept, err := h.app.indicators.Groups(ctx, who, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range kept {
		var no int64
		fmt.Sscan(g.ID, &no)
		groups[0] = append(groups[0], no)
	}
	for i, o := range things {
		no, on := first+int64(i), network.Resource{Network: o.network, Organisation: o.org}
		seen := o.network == n.ID || o.network == "" && !n.Fictional
		if seen && (!o.draft || network.May(who, "indicator.read-unreleased", on).Allowed) {
			lines[1] = append(lines[1], no)
		}
		if seen && (o.org == "" || network.May(who, "indicator.import", on).Allowed) {
			imports[1] = append(imports[1], no)
		}
		if o.network == n.ID && o.who == who.ID {
			groups[1] = append(groups[1], no)
		}
	}
	for what, lists := range map[string][2][]int64{"figures": lines, "imports": imports, "groups": groups} {
		slices.Sort(lists[0])
		if !slices.Equal(lists[0], lists[1]) {
			t.Fatalf("%s of %+v: listed %v, allowed %v", what, things, lists[0], lists[1])
		}
	}
}
