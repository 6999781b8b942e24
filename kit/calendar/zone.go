package calendar

import (
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"
)

const (
	local = "20060102T150405"
	utc   = "20060102T150405Z"
)

// setTime writes a time on the clock of the zone, so that it stays the same
// hour there whatever becomes of the zone. An hour that the clock shows twice
// cannot be told apart that way and is written in UTC.
func (e Event) setTime(c *ics.ComponentBase, property ics.ComponentProperty, t time.Time) {
	if place := e.place(); place != nil && once(t, place) {
		c.SetProperty(property, t.In(place).Format(local), ics.WithTZID(e.Zone))
		return
	}
	c.SetProperty(property, t.UTC().Format(utc))
}

// place is the zone on whose clock the event is written; nil = UTC.
func (e Event) place() *time.Location {
	place, err := time.LoadLocation(e.Zone)
	if err != nil || e.Zone == "" || e.Zone == "UTC" {
		return nil
	}
	return place
}

// once tells whether the clock of a place shows this hour but once that day.
func once(t time.Time, place *time.Location) bool {
	wall := t.In(place).Format(local)
	start, end := t.In(place).ZoneBounds()
	for _, edge := range []time.Time{start, end} {
		if edge.IsZero() {
			continue
		}
		_, before := edge.Add(-time.Second).In(place).Zone()
		_, after := edge.In(place).Zone()
		for _, shift := range []int{before - after, after - before} {
			other := t.Add(time.Duration(shift) * time.Second)
			if !other.Equal(t) && other.In(place).Format(local) == wall {
				return false
			}
		}
	}
	return true
}

// span is a zone and the time within which its clock must be known.
type span struct {
	place    *time.Location
	from, to time.Time
}

// zonesOf are the zones of events, each once and by name.
func zonesOf(events []Event) []span {
	var all []span
	for _, e := range events {
		place := e.place()
		if place == nil {
			continue
		}
		at := slices.IndexFunc(all, func(s span) bool { return s.place.String() == place.String() })
		if at < 0 {
			all, at = append(all, span{place, e.Starts, e.Ends}), len(all)
		}
		if e.Starts.Before(all[at].from) {
			all[at].from = e.Starts
		}
		if e.Ends.After(all[at].to) {
			all[at].to = e.Ends
		}
	}
	slices.SortFunc(all, func(a, b span) int {
		switch {
		case a.place.String() < b.place.String():
			return -1
		case a.place.String() > b.place.String():
			return 1
		}
		return 0
	})
	return all
}

// component writes every change of the clock from the one before the events
// to the one after them, as it is in the tables of zones, and no rule that
// would guess at other years.
func (s span) component() (*ics.VTimezone, error) {
	zone := ics.NewTimezone(s.place.String())
	for at, changes := s.from.In(s.place), 0; ; changes++ {
		if changes > 1000 {
			return nil, fmt.Errorf("calendar: events lie too far apart for %s", s.place)
		}
		start, end := at.ZoneBounds()
		zone.Components = append(zone.Components, observance(at, start))
		if end.IsZero() || end.After(s.to) {
			return zone, nil
		}
		at = end.In(s.place)
	}
}

// observance is what the clock shows from start on.
func observance(at, start time.Time) ics.Component {
	name, offset := at.Zone()
	before, from := offset, "19700101T000000"
	if !start.IsZero() {
		_, before = start.Add(-time.Second).In(at.Location()).Zone()
		from = start.UTC().Add(time.Duration(before) * time.Second).Format(local)
	}
	base := ics.ComponentBase{}
	base.SetProperty("DTSTART", from)
	base.SetProperty("TZOFFSETFROM", clock(before))
	base.SetProperty("TZOFFSETTO", clock(offset))
	base.SetProperty("TZNAME", name)
	if at.IsDST() {
		return &ics.Daylight{ComponentBase: base}
	}
	return &ics.Standard{ComponentBase: base}
}

// clock writes seconds from UTC as "+0200".
func clock(offset int) string {
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	text := fmt.Sprintf("%c%02d%02d", sign, offset/3600, offset/60%60)
	if offset%60 != 0 {
		text += fmt.Sprintf("%02d", offset%60)
	}
	return text
}
