package account

import (
	"net/netip"
	"time"
)

// place is from what, or from where, somebody signs in.
type place struct {
	Kind string // device, network
	Hash string // with the person, so that no two people are seen to share one
}

// placeLife is how long a place is remembered at which somebody was last.
const placeLife = 180 * 24 * time.Hour

// places are those of a visit: the device as its person would name it, and the
// network from which it asks, coarsely, as addresses at home and on the way
// change from day to day.
func (v Visit) places(person string) []place {
	return []place{
		{"device", hashToken(person + " device " + device(v.Agent))},
		{"network", hashToken(person + " network " + around(v.Address))},
	}
}

// around is the wide network of an address: half of one of IPv4, what a
// provider is given of IPv6.
func around(address string) string {
	bits := 16
	at, err := netip.ParseAddr(address)
	if err != nil {
		within, err := netip.ParsePrefix(address)
		if err != nil {
			return address
		}
		at = within.Addr()
	}
	if at.Is6() {
		bits = 32
	}
	wide, err := at.Prefix(bits)
	if err != nil {
		return address
	}
	return wide.String()
}

// strange tells whether one of the places of a visit is none of those known.
//
// Rule account.place: who signs in with a device, or from a network, from which
// they have not signed in for half a year is told so by mail, and shows once
// more who they are before anything sensitive. The first place of all is not
// strange.
func strange(known, now []place) bool {
	at := map[place]bool{}
	for _, p := range known {
		at[p] = true
	}
	for _, p := range now {
		if len(known) > 0 && !at[p] {
			return true
		}
	}
	return false
}
