package home

import (
	"testing"

	"pesnet/lang"
	"pesnet/network"
)

// Tests rule home.map.
func TestWhoIsOnTheMap(t *testing.T) {
	member := func(code, country, kind, role string, disputed bool) network.Member {
		return network.Member{Organisation: network.Organisation{ID: code, Code: code, NativeName: code, Country: country},
			Membership: network.Membership{Organisation: code, Kind: kind, Role: role, Disputed: disputed}}
	}
	m := mapOf([]network.Member{
		member("DK-A", "DK", "member", "chair", false),
		member("BE-A", "BE", "member", "", false),
		member("BE-B", "BE", "member", "", false),
		member("CH-A", "CH", "member", "", true),
		member("ME-A", "ME", "observer", "joining", false),
		member("LV-A", "LV", "none", "", true),
		member("CA-A", "CA", "member", "", false),
	}, lang.All.In("en"), "/en/x")
	kinds := map[string]string{}
	hrefs := map[string]string{}
	for _, tile := range m.Tiles.Items {
		kinds[tile.Text], hrefs[tile.Text] = tile.Kind, tile.Href
	}
	for _, test := range []struct{ name, tile, kind, href string }{
		{"who is in the chair is bright", "DK", "bright", "/en/x/members/dk-a"},
		{"two of a country share a square that leads to the list", "BE", "", "/en/x/members"},
		{"a disputed membership is hollow", "CH", "hollow", "/en/x/members/ch-a"},
		{"who is joining is hollow", "ME", "hollow", "/en/x/members/me-a"},
	} {
		if kind, there := kinds[test.tile]; !there || kind != test.kind || hrefs[test.tile] != test.href {
			t.Errorf("%s: %q to %s (there: %v), want %q to %s", test.name, kind, hrefs[test.tile], there, test.kind, test.href)
		}
	}
	if _, there := kinds["LV"]; there {
		t.Error("who is not in the network by any source is on the map")
	}
	if len(m.Outside) != 1 || m.Outside[0].Text != "CA-A" {
		t.Errorf("outside of the map: %v, want CA-A", m.Outside)
	}
	if got := m.Tiles.Key[0].Text; got != "4 members" {
		t.Errorf("the key counts %q, want 4 members: disputed ones never count", got)
	}
}
