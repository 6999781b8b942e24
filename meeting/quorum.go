package meeting

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pesnet/network"
)

// Quorum is how many of those with a vote must be there, and how many are.
type Quorum struct {
	Term   network.Term // of the charter
	Laid   bool         // false: the charter lays down none for this body
	Seats  int          // with a vote
	Needed int
	There  int
}

// Met tells whether enough were there.
func (q Quorum) Met() bool { return !q.Laid || q.There >= q.Needed }

// QuorumOn is the quorum of a meeting of a kind of body, by the charter as it
// holds on a day; there says who counts as being there.
//
// Rule meeting.quorum: how many must be there is laid down in the charter for
// each kind of body: as a majority of the seats with a vote, a number of them,
// or a share such as 2/3. Seats count, not people; who has no vote does not
// count.
//
// Rule meeting.suspended: the seats of a suspended member count neither for the
// quorum nor among those that are there, and nobody votes for it.
func QuorumOn(charter network.Charter, kind, day string, all []Presence) Quorum {
	q := Quorum{}
	q.Term, q.Laid = charter.On(kind+".quorum", day)
	for _, seat := range seatsOf(all) {
		q.Seats += seat.seats
		q.There += seat.count(Presence.There)
	}
	q.Needed, q.Laid = needed(q.Term.Value, q.Seats, q.Laid)
	return q
}

// needed reads the value of a charter: majority, 16, 2/3 or 60%.
func needed(value string, seats int, laid bool) (int, bool) {
	if !laid {
		return 0, false
	}
	if value == "majority" {
		return seats/2 + 1, true
	}
	part, whole, shared := strings.Cut(value, "/")
	if percent, found := strings.CutSuffix(value, "%"); found {
		part, whole, shared = percent, "100", true
	}
	n, err := strconv.Atoi(part)
	if err != nil || n < 0 {
		return 0, false
	}
	if !shared {
		return n, true
	}
	of, err := strconv.Atoi(whole)
	if err != nil || of <= 0 || n > of {
		return 0, false
	}
	return (seats*n + of - 1) / of, true
}

// precedence are the seats with a vote, in the order in which those who have
// them sit for their organisation; an alternate comes last.
var precedence = []string{"member", "representative", "chair", "first_vice", "second_vice", alternateSeat}

// own are those that an organisation has one vote for each of: who chairs
// votes as a member, not beside it.
var own = []string{"member", "representative"}

// Seats without a vote of their own: of whoever stands in for a member, and of
// whoever keeps the record.
const (
	alternateSeat = "alternate"
	secretarySeat = "secretary"
)

// held are the seats of one organisation, and who can sit there, in the order
// of precedence.
type held struct {
	seats   int
	sitters []Presence
}

// seatsOf gathers the seats with a vote by organisation; somebody who sits for
// the network itself has a seat of their own.
func seatsOf(all []Presence) (list []*held) {
	seats := map[string]*held{}
	for _, p := range all {
		if p.Suspended || !slices.Contains(precedence, p.Seat) {
			continue
		}
		of := cmp.Or(p.Organisation, p.Person)
		if seats[of] == nil {
			seats[of] = &held{}
			list = append(list, seats[of])
		}
		seats[of].sitters = append(seats[of].sitters, p)
	}
	for _, h := range list {
		slices.SortStableFunc(h.sitters, func(a, b Presence) int { return slices.Index(precedence, a.Seat) - slices.Index(precedence, b.Seat) })
		h.seats = max(1, countOf(h.sitters, func(p Presence) bool { return slices.Contains(own, p.Seat) }))
	}
	return list
}

// count is how many of the seats are taken.
//
// Rule meeting.alternate: an alternate counts, and votes, only where the
// member is absent: an organisation never has more votes than seats.
func (h *held) count(there func(Presence) bool) int { return min(countOf(h.sitters, there), h.seats) }

// Votes are those at a meeting who have a vote there: the members, and in the
// place of absent ones their alternates.
func Votes(all []Presence) (votes []Presence) {
	for _, h := range seatsOf(all) {
		left := h.seats
		for _, p := range h.sitters {
			if p.There() && left > 0 {
				votes, left = append(votes, p), left-1
			}
		}
	}
	return votes
}

// restingIn is how many suspended members are invited.
func restingIn(all []Presence) int {
	members := map[string]bool{}
	for _, p := range all {
		members[p.Organisation] = members[p.Organisation] || p.Suspended
	}
	return countOf(slices.Collect(maps.Values(members)), func(suspended bool) bool { return suspended })
}

// tally is how many seats with a vote were taken in each way: by those who were
// there, and for empty ones by what became of the member.
func tally(all []Presence) map[string]int {
	n := map[string]int{}
	for _, h := range seatsOf(all) {
		left := h.seats
		for _, there := range []bool{true, false} {
			for _, p := range h.sitters {
				if left > 0 && p.There() == there && (there || p.Seat != alternateSeat) {
					n[p.Present]++
					left--
				}
			}
		}
		n[""] += left
	}
	return n
}

// Forecast is what the replies let expect.
type Forecast struct {
	Quorum
	Yes, Maybe, No, Silent int // seats with a vote
}

// ForecastOn is what the replies let expect of a meeting: the best reply that
// came for a seat counts.
func ForecastOn(charter network.Charter, kind, day string, all []Presence) Forecast {
	f := Forecast{Quorum: QuorumOn(charter, kind, day, all)}
	for _, h := range seatsOf(all) {
		yes := h.count(func(p Presence) bool { return p.Reply == "yes" })
		maybe := min(h.count(func(p Presence) bool { return p.Reply == "maybe" }), h.seats-yes)
		silent := min(countOf(h.sitters, func(p Presence) bool { return p.Reply == "" && p.Seat != alternateSeat }), h.seats-yes-maybe)
		f.Yes, f.Maybe, f.Silent = f.Yes+yes, f.Maybe+maybe, f.Silent+silent
		f.No += h.seats - yes - maybe - silent
	}
	f.There = f.Yes
	return f
}

func countOf[T any](all []T, is func(T) bool) (n int) {
	for _, one := range all {
		if is(one) {
			n++
		}
	}
	return n
}
