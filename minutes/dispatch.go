package minutes

import "slices"

// Receiver is one to whom minutes are sent: a person who represents an
// organisation, or an organisation that nobody represents.
type Receiver struct {
	Organisation string // id
	Person       string // id; empty = nobody represents it
	Letter       string // id
	Round        int
	Present      bool // was at the meeting
}

// pair is a person who acts for an organisation.
type pair struct{ organisation, person string }

// receivers are those to whom minutes go.
//
// Rule minutes.dispatch: minutes go to every representative of every member of
// the day on which they are circulated, also to those who were absent; a
// member without a representative is listed as such. Where the charter says
// that they go to the participants, they go to those who were there.
func (t Terms) receivers(members []string, people []pair, there []string) (all []Receiver) {
	for _, organisation := range members {
		present := slices.Contains(there, organisation)
		if t.SentTo == "participants" && !present {
			continue
		}
		found := false
		for _, one := range people {
			if one.organisation == organisation {
				all = append(all, Receiver{Organisation: organisation, Person: one.person, Present: present})
				found = true
			}
		}
		if !found {
			all = append(all, Receiver{Organisation: organisation, Present: present})
		}
	}
	return all
}
