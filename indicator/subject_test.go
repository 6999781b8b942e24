package indicator

import (
	"testing"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// Tests rule indicator.import.not-own.
func TestAMemberDeliversFiguresAboutItself(t *testing.T) {
	service := network.Organisation{Code: "RO-ANOFM", Country: "RO"}
	office := network.Organisation{Code: "RO-BV", Country: "RO", Region: "RO122"}
	national, local := subjectOf(service, []network.Organisation{office}), subjectOf(office, nil)
	for _, c := range []struct {
		says      string
		about     subject
		area, org string
		want      bool
	}{
		{"its own code", national, "", "RO-ANOFM", true},
		{"an organisation below it", national, "", "RO-BV", true},
		{"another organisation", national, "", "LT-UZT", false},
		{"the organisation above it", local, "", "RO-ANOFM", false},
		{"its country", national, "RO", "", true},
		{"a region of its country", national, "RO122", "", true},
		{"another country", national, "LT", "", false},
		{"a region of another country", national, "LT01", "", false},
		{"all countries together", national, "EU27_2020", "", false},
		{"its region", local, "RO122", "", true},
		{"another region", local, "RO123", "", false},
		{"the country of a local office", local, "RO", "", false},
		{"a country, from nobody known", subject{}, "", "", false},
		{"public figures of anybody", subject{anybody: true}, "LT", "", true},
	} {
		if got := c.about.has(&figure.Series{Area: c.area, Org: c.org}); got != c.want {
			t.Errorf("%s: %v, want %v", c.says, got, c.want)
		}
	}
}

func TestFiguresOfOthersAreRejectedRowByRow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := deskOn(t, d)
		u := k.mapped(t, "all.csv", "Period;Organisation;Registered unemployed people\n2026-01;AUR-GINTARA;1000\n2026-01;AUR-ZORILE;900\n2026-02;AUR-GINTARA;1010\n")
		f := k.found(t, u)
		want(t, f.Batch, "new 2 changed 0 unchanged 0 gone 0 rejected 1")
		if len(f.Problems) != 1 || f.Problems[0].Cause != "indicator.import.not-own" || f.Problems[0].Examples[0].Row != 3 || f.Problems[0].Examples[0].Text != "AUR-ZORILE" {
			t.Errorf("problems %+v", f.Problems)
		}
		in := file(t, "area.csv", jafHead, "X.,LT,2022,1.5,", "X.,SE,2022,2,")
		want(t, imported(t, k.Service, Batch{Owner: k.own, Source: "jaf", Files: []Input{in}}), "new 1 changed 0 unchanged 0 gone 0 rejected 1")
		want(t, imported(t, k.Service, Batch{Owner: Owner{Network: k.n.ID}, Source: "jaf", Files: []Input{in}}), "new 2 changed 0 unchanged 0 gone 0 rejected 0")
	})
}
