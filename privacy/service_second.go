package privacy

import (
	"context"
	"encoding/json"
	"strings"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/second"
)

// erasing is the action by which a charter asks two people to erase.
const erasing = "privacy.erasure"

// second tells whether a decision is carried out now, or waits for a second
// person: what is erased does not come back.
func (s *Service) second(tx *db.Tx, who network.Who, n network.Network, r Request, d Decision) (now bool, err error) {
	if r.Kind != "erasure" || d.Outcome == "refused" {
		return true, nil
	}
	what, err := json.Marshal(d)
	if err != nil {
		return false, err
	}
	return second.Enough(tx, who, second.Awaited{Network: n.ID, Action: erasing, Subject: subject(r.No), What: string(what), At: s.now()}, s.today(n))
}

// Twofold is how a second person confirms that somebody is erased. It is open
// to all: deciding asks.
func (s *Service) Twofold() (action string, t second.Twofold) {
	no := func(a second.Awaited) string { return strings.TrimPrefix(a.Subject, "request ") }
	return erasing, second.Twofold{Policy: "privacy.decide",
		Href: func(a second.Awaited) string { return "/privacy/requests/" + no(a) },
		Do: func(ctx context.Context, who network.Who, n network.Network, a second.Awaited) error {
			var d Decision
			if err := json.Unmarshal([]byte(a.What), &d); err != nil {
				return err
			}
			return s.Decide(ctx, who, n, number(no(a)), d)
		}}
}
