package indicator

import (
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

func TestTheSummaryIsCountedAfterEachDelivery(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serviceOn(d)
		sum := func(want Summary) {
			t.Helper()
			for range 2 { // counted, and kept
				got, err := s.Summary(t.Context(), network.Who{}, network.Network{})
				if err != nil || got.Indicators != want.Indicators || got.Figures != want.Figures || got.Latest != want.Latest {
					t.Fatalf("got %+v, %v, want %+v", got, err, want)
				}
			}
		}
		sum(Summary{})
		imported(t, s, Batch{Source: "jaf", Files: []Input{file(t, "a.csv", jafHead, "PA1.C3.15-74.T,LT,2022,1.5,", "X.,LT,2023,:,")}})
		sum(Summary{Indicators: 2, Figures: 1, Latest: "2022"})
		two := imported(t, s, Batch{Source: "jaf", Files: []Input{file(t, "b.csv", jafHead, "X.,LT,2023,4,")}})
		sum(Summary{Indicators: 2, Figures: 2, Latest: "2023"})
		if _, err := s.Undo(t.Context(), network.Operator, two.No); err != nil {
			t.Fatal(err)
		}
		sum(Summary{Indicators: 2, Figures: 1, Latest: "2022"})
		found, err := s.Measured(t.Context(), network.Who{}, network.Network{})
		if err != nil || len(found) != 1 || found[0].Code != "unemployment" {
			t.Errorf("measured %+v, %v", found, err)
		}
	})
}
