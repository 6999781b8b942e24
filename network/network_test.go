package network

import (
	"testing"

	"pesnet/kit/fault"
)

// Tests rule network.organisation.
func TestAnOrganisationThatCannotBeTaken(t *testing.T) {
	right := Organisation{Code: "LT-UZT", Kind: "national_pes", Country: "LT", Region: "LT011", NativeName: "Užimtumo tarnyba", NativeLang: "lt", Website: "https://uzt.lt"}
	for _, test := range []struct {
		name   string
		change func(*Organisation)
		want   string
	}{
		{"right", func(*Organisation) {}, ""},
		{"of no country", func(o *Organisation) { o.Country, o.Region = "", "" }, ""},
		{"a code in small letters", func(o *Organisation) { o.Code = "lt-uzt" }, "network.organisation.code"},
		{"a kind that is none", func(o *Organisation) { o.Kind = "club" }, "network.organisation.kind"},
		{"no name", func(o *Organisation) { o.NativeName = " " }, "network.organisation.name"},
		{"a language that is none", func(o *Organisation) { o.NativeLang = "xx" }, "network.organisation.lang"},
		{"a country that is none", func(o *Organisation) { o.Country = "XX" }, "network.organisation.country"},
		{"a region that is none", func(o *Organisation) { o.Region = "LT999" }, "network.organisation.region"},
		{"an address that runs a script", func(o *Organisation) { o.Website = "javascript:alert(1)" }, "network.organisation.website"},
	} {
		o := right
		test.change(&o)
		if got := fault.ID(o.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
