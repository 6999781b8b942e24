package home

import (
	"cmp"
	"slices"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/network"
)

// onMap is what the hero of a front page shows of the members.
type onMap struct {
	Tiles   ui.Tiles
	Outside []ui.Link // those without a place on the map
}

// mapOf puts the members of a day on the map of equal squares. Several in one
// country share its square, which then leads to the list. Whoever takes part
// without being a member is drawn hollow, whoever is in the chair bright.
//
// Rule home.map: an organisation whose membership is disputed is on the map
// like everybody who is not a member, and is not counted.
func mapOf(members []network.Member, w *lang.Words, base string) (m onMap) {
	m.Tiles.Label = w.T("home.map")
	at := map[[2]int]int{}
	chairs, joining := 0, 0
	own := slices.ContainsFunc(members, func(one network.Member) bool { return one.TileColumn > 0 })
	done := map[string]bool{}
	for _, one := range members {
		kind := tileKind(one.Membership)
		if kind == none || done[one.ID] {
			continue
		}
		done[one.ID] = true
		name := one.Named(w.Code())
		tile, placed := tileOf(one.Organisation, own)
		if !placed {
			m.Outside = append(m.Outside, ui.Link{Text: name, Href: memberAt(base, one.Code)})
			continue
		}
		switch {
		case one.Membership.Role == "chair" && one.Membership.Counts():
			chairs++
			name = w.T("home.map.name-chair", "name", name)
		case one.Membership.Role == "joining":
			joining++
			name = w.T("home.map.name-joining", "name", name)
		}
		place := [2]int{tile.Column, tile.Row}
		if i, there := at[place]; there {
			t := &m.Tiles.Items[i]
			t.Name, t.Href = t.Name+", "+name, base+"/members"
			t.Kind = closer(t.Kind, kind)
			continue
		}
		at[place] = len(m.Tiles.Items)
		m.Tiles.Items = append(m.Tiles.Items, ui.Tile{Text: tile.Short, Name: name, Href: memberAt(base, one.Code), Kind: kind, Column: tile.Column, Row: tile.Row})
	}
	lang.Sort(w, m.Outside, func(l ui.Link) string { return l.Text })
	hollow := 0
	for _, tile := range m.Tiles.Items {
		if tile.Kind == "hollow" {
			hollow++
		}
	}
	m.Tiles.Key = mapKey(w, network.Counted(members), chairs, joining, hollow-joining)
	if network.Counted(members) == 0 && len(done) > 0 {
		m.Tiles.Key = []ui.TileKey{{Kind: "hollow", Text: w.T("home.taking-part", "count", len(done))}}
	}
	return m
}

// howMany says how many are in a network: its members, or all who take part
// where none of them is a member.
func howMany(w *lang.Words, members []network.Member) string {
	if n := network.Counted(members); n > 0 {
		return w.T("home.map.members", "count", n)
	}
	return w.T("home.taking-part", "count", takingPart(members))
}

// takingPart counts those who are in a network in any way.
func takingPart(members []network.Member) int {
	in := map[string]bool{}
	for _, m := range members {
		if m.Membership.Kind != none {
			in[m.ID] = true
		}
	}
	return len(in)
}

func mapKey(w *lang.Words, members, chairs, joining, others int) []ui.TileKey {
	key := []ui.TileKey{{Text: w.T("home.map.members", "count", members)}}
	if chairs > 0 {
		key = append(key, ui.TileKey{Kind: "bright", Text: w.T("home.map.chair")})
	}
	if joining > 0 {
		key = append(key, ui.TileKey{Kind: "hollow", Text: w.T("home.map.joining", "count", joining)})
	}
	if others > 0 {
		key = append(key, ui.TileKey{Kind: "hollow", Text: w.T("home.map.others", "count", others)})
	}
	return key
}

// none marks the claim that somebody is not in the network.
const none = "none"

func tileKind(m network.Membership) string {
	switch {
	case m.Kind == none:
		return none
	case !m.Counts():
		return "hollow"
	case m.Role == "chair":
		return "bright"
	}
	return ""
}

// closer is the kind of a square that two share.
func closer(a, b string) string {
	if a == "bright" || b == "bright" {
		return "bright"
	}
	if a == "hollow" {
		return b
	}
	return a
}

// tileOf is the square of an organisation: its own, that of its region, or
// that of its country. Where a network has drawn a map of its own, places of
// another map would mean nothing on it.
func tileOf(o network.Organisation, own bool) (code.Tile, bool) {
	if o.TileColumn > 0 || own {
		return code.Tile{Code: o.Code, Short: o.Tile, Column: o.TileColumn, Row: o.TileRow}, o.TileColumn > 0
	}
	if o.Tile == "" && o.Region != "" {
		if t, ok := code.TileOf(o.Region); ok {
			return t, true
		}
	}
	return code.TileOf(cmp.Or(o.Tile, o.Country))
}
