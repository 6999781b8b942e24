package privacy

import (
	"context"
	"encoding/json"
	"strings"

	"pesnet/kit/db"
	"pesnet/network"
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
	return network.Second(tx, who, network.Awaited{Network: n.ID, Action: erasing, Subject: subject(r.No), What: string(what), At: s.now()}, s.today(n))
}

// twofold is how a second person confirms that somebody is erased.
func (s *Service) twofold() network.Twofold {
	no := func(a network.Awaited) string { return strings.TrimPrefix(a.Subject, "request ") }
	return network.Twofold{Policy: "privacy.decide",
		Href: func(a network.Awaited) string { return "/privacy/requests/" + no(a) },
		Do: func(ctx context.Context, who network.Who, n network.Network, a network.Awaited) error {
			var d Decision
			if err := json.Unmarshal([]byte(a.What), &d); err != nil {
				return err
			}
			return s.Decide(ctx, who, n, number(no(a)), d)
		}}
}
