package indicator

import (
	"slices"
	"testing"

	"pesnet/indicator/figure"
	"pesnet/network"
)

func member(code, kind, country, region, membership string) network.Member {
	return network.Member{Organisation: network.Organisation{ID: code, Code: code, Kind: kind, Country: country, Region: region, NativeName: code},
		Membership: network.Membership{Kind: membership}}
}

// Tests rule indicatorcompare.unit.
func TestServicesOfOneCountryAreOneUnit(t *testing.T) {
	disputed := member("CH-SECO", "national_pes", "CH", "", "member")
	disputed.Membership.Disputed = true
	europe := []network.Member{
		member("LT-UZT", "national_pes", "LT", "", "member"), member("BE-VDAB", "regional_pes", "BE", "BE2", "member"),
		member("BE-ACTIRIS", "regional_pes", "BE", "BE1", "member"), member("GR-DYPA", "national_pes", "GR", "", "member"),
		member("PL-MRPIPS", "ministry", "PL", "", "member"), member("EU-COM", "eu_body", "", "", "member"),
		member("XX-NGO", "ngo", "SE", "", "partner"), disputed,
	}
	if got, want := codes(Areas(europe)), []string{"BE", "GR", "LT", "PL"}; !slices.Equal(got, want) {
		t.Errorf("areas %v, want %v", got, want)
	}
	if belgium := Areas(europe)[0]; len(belgium.Services) != 2 || belgium.Name("en") != "Belgium" {
		t.Errorf("Belgium: %v", belgium)
	}
	if at := find(Areas(europe), "BE-VDAB"); at != 0 {
		t.Errorf("a service leads to its country: %d", at)
	}
	counties := []network.Member{member("RO-A", "regional_pes", "RO", "RO421", "member"), member("RO-B", "regional_pes", "RO", "RO422", "member"), member("RO-N", "national_pes", "RO", "", "member")}
	if got := codes(Areas(counties)); !slices.Equal(got, []string{"RO421", "RO422"}) || wholeOf(Areas(counties)) != "RO" {
		t.Errorf("services of one country are compared by region: %v, whole %s", got, wholeOf(Areas(counties)))
	}
	if got := wholeOf(Areas(europe)); got != "EU27_2020" {
		t.Errorf("whole: %s", got)
	}
}

// Tests rule indicatorcompare.similar.
func TestSimilarAreThoseNearestInTheLatestCommonYear(t *testing.T) {
	units := []Unit{{Code: "LT", Area: "LT"}, {Code: "EE", Area: "EE"}, {Code: "ES", Area: "ES"}, {Code: "MT", Area: "MT"}}
	a := Definition{Code: "a", Dataset: "pesnet", Also: []Name{{"jaf", "A"}}}
	b := Definition{Code: "b", Dataset: "pesnet"}
	figures := func(dataset, code, area string, years map[string]float64) Line {
		l := Line{Series: figure.Series{Dataset: dataset, Indicator: code, Area: area, Freq: "A"}}
		for year, v := range years {
			l.Points = append(l.Points, Point{Period: year, Value: v})
		}
		return l
	}
	lines := []Line{
		figures("jaf", "A", "LT", map[string]float64{"2022": 6, "2023": 7, "2024": 8}), figures("pesnet", "b", "LT", map[string]float64{"2023": 50}),
		figures("jaf", "A", "EE", map[string]float64{"2023": 6.5}), figures("pesnet", "b", "EE", map[string]float64{"2023": 52}),
		figures("jaf", "A", "ES", map[string]float64{"2023": 12}), figures("pesnet", "b", "ES", map[string]float64{"2023": 90}),
	}
	c := contextOf([]Definition{a, b}, lines, units, 0, "2024")
	if c.Year != "2023" || len(c.Variables) != 2 {
		t.Fatalf("the latest year in which both are known is 2023: %s, %d variables", c.Year, len(c.Variables))
	}
	near := c.Similar(units, 0)
	if len(near) != 2 || near[0].Code != "EE" || near[1].Code != "ES" || near[0].Used != 2 {
		t.Errorf("near: %+v", near)
	}
	if got := c.only([]string{"a"}).Similar(units, 0); len(got) != 2 || got[0].Used != 1 {
		t.Errorf("by one variable: %+v", got)
	}
	if c.Similar(units, -1) != nil {
		t.Error("nobody is similar to nobody")
	}
}
