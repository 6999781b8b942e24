package code

import "testing"

func TestRegions(t *testing.T) {
	r, ok := NUTS("LT021")
	if !ok || r.Name != "Alytaus apskritis" || r.Level() != 3 || r.Parent() != "LT02" || r.Country() != "LT" {
		t.Errorf("got %+v", r)
	}
	if r, _ := NUTS("EL30"); r.Country() != "GR" {
		t.Errorf("Attica lies in GR: got %s", r.Country())
	}
	for _, c := range []struct {
		name, country, version string
		level, want            int
	}{
		{"Romania has 42 counties", "RO", "2024", 3, 42},
		{"Romania has 8 regions", "RO", "2024", 2, 8},
		{"Latvia had six regions", "LV", "2021", 3, 6},
		{"Latvia has five regions", "LV", "2024", 3, 5},
		{"the United Kingdom left NUTS", "GB", "2024", 2, 0},
		{"it was there in 2021", "GB", "2021", 1, 12},
		{"no such country", "ZZ", "2024", 1, 0},
	} {
		if got := Regions(c.country, c.level, c.version); len(got) != c.want {
			t.Errorf("%s: got %d", c.name, len(got))
		}
	}
}

func TestEveryRegionHasAParent(t *testing.T) {
	for row := range rows("nuts") {
		r, _ := NUTS(row[0])
		if _, ok := NUTS(r.Parent()); !ok && r.Level() > 1 {
			t.Errorf("%s has no parent", r.Code)
		}
		if !Country(r.Country()).Known() {
			t.Errorf("%s lies in no country", r.Code)
		}
	}
}

func TestFindRegion(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"with its letters", "București", "RO321"},
		{"with cedillas", "Bistriţa-Năsăud", "RO112"},
		{"in capitals without marks", "CARAS-SEVERIN", "RO422"},
		{"with a space for the hyphen", "Bistrita Nasaud", "RO112"},
		{"with a hyphen for the space", "SATU-MARE", "RO115"},
		{"with the kind of place", "Mun. Bucuresti", "RO321"},
		{"with the whole kind of place", "MUNICIPIUL BUCURESTI", "RO321"},
		{"cut short", "MUN. BUC.", "RO321"},
		{"cut in the middle", "SATU M.", "RO115"},
		{"half of a double name", "BISTRITA", "RO112"},
		{"with a lost letter", "CARA?-SEVERIN", "RO422"},
		{"with a replaced letter", "Bra\ufffdov", "RO122"},
		{"with space around", " VASLUI ", "RO216"},
		{"by its code", "RO421", "RO421"},
		{"by its short name", "CJ", "RO113"},
		{"a beginning of several", "BR", "RO221"}, // the short name of Brăila
		{"a beginning that two share", "BRA", ""},
		{"a heading", "JUDET", ""},
		{"a sum", "Total TARA", ""},
		{"a sum in one word", "TOTAL", ""},
		{"nothing", " ", ""},
		{"only lost letters", "????", ""},
	} {
		got, ok := FindRegion("RO", 3, c.text)
		if got.Code != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q is %q, want %q", c.name, c.text, got.Code, c.want)
		}
	}
}

func TestTiles(t *testing.T) {
	for _, country := range []string{"", "RO"} {
		taken := map[[2]int]string{}
		for _, tile := range Tiles(country) {
			at := [2]int{tile.Column, tile.Row}
			if other, ok := taken[at]; ok || tile.Column < 1 || tile.Row < 1 {
				t.Errorf("%s and %s stand at %v", tile.Code, other, at)
			}
			taken[at] = tile.Code
		}
	}
	if n := len(Tiles("RO")); n != 42 {
		t.Errorf("the map of Romania has %d counties, want 42", n)
	}
	for _, country := range append(Members("EU28", ""), "NO", "IS", "LI", "CH") {
		if _, ok := TileOf(country); !ok {
			t.Errorf("%s is not on the map", country)
		}
	}
	for _, r := range Regions("RO", 3, "2024") {
		if _, ok := TileOf(r.Code); !ok {
			t.Errorf("%s %s is not on the map", r.Code, r.Name)
		}
	}
}

func BenchmarkFindRegion(b *testing.B) {
	for b.Loop() {
		FindRegion("RO", 3, "CARAS-SEVERIN")
	}
}
