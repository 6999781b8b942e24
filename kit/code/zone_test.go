package code

import (
	"testing"
	"time"
)

func TestEveryCountryWithAZoneIsKnownAndSoIsItsZone(t *testing.T) {
	for _, country := range Zoned() {
		if _, err := time.LoadLocation(Zone(country)); err != nil || !Country(country).Known() {
			t.Errorf("%s: %s, %v", country, Zone(country), err)
		}
		if got := InZone(Zone(country)); got != country {
			t.Errorf("the zone of %s leads to %s", country, got)
		}
	}
	if Zone("XX") != "" || InZone("Mars/Olympus") != "" {
		t.Error("what is not known has a zone, or a country")
	}
}
