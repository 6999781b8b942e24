package meeting

import (
	"strconv"
	"strings"

	"pesnet/body"
	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Named is what a meeting is called: by its title, or by its body and number.
func (m Meeting) Named(words *lang.Words, of body.Body, n network.Network) string {
	if m.Title != "" {
		return m.Title
	}
	return words.T("meeting.name", "body", Whose(words, of, n), "no", strconv.Itoa(m.No), "year", strconv.Itoa(m.Year))
}

// Whose is the name of the body that meets: without one, the whole network.
func Whose(words *lang.Words, of body.Body, n network.Network) string {
	if of.ID == "" {
		return n.Code
	}
	return of.Name.In(words.Code())
}

// clockOf says by whose clocks the hours of a meeting are given: "Denmark,
// UTC+1".
func (m Meeting) clockOf(words *lang.Words) string {
	starts, _ := m.InZone()
	place := m.Zone
	if country := code.InZone(m.Zone); country != "" {
		place = code.Country(country).Name(words.Code())
	} else if at := strings.LastIndexByte(place, '/'); at >= 0 {
		place = strings.ReplaceAll(place[at+1:], "_", " ")
	}
	return place + ", UTC" + code.Offset(starts)
}
