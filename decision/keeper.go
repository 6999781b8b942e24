package decision

import "pesnet/network"

// ownKeeper is the value of a charter by which a body keeps its own minutes.
const ownKeeper = "body"

// KeptByBody tells whether a kind of body keeps its own minutes and decisions
// on a day, and whether the charter says who does.
//
// Rule decision.keeper: minutes, decisions and action points are kept by the
// secretariat. Where the charter says "body" for all (minutes.kept_by) or for a
// kind of body (working_group.minutes_kept_by), those of a body are kept by its
// chair, its vice-chairs and its secretary as well.
func KeptByBody(charter network.Charter, kind, day string) (own, laid bool) {
	term, laid := charter.On(kind+".minutes_kept_by", day)
	if !laid {
		term, laid = charter.On("minutes.kept_by", day)
	}
	return laid && term.Value == ownKeeper, laid
}
