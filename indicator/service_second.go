package indicator

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/second"
)

// correcting is the action by which a charter asks two people of a member to
// change figures that the network has seen.
const correcting = "indicator.correction"

// correction is what a second person confirms: so many figures of a member, of
// which so many change what the network sees.
type correction struct {
	Organisation string `json:"organisation"`
	Figures      int64  `json:"figures"`
	Changes      int64  `json:"changes"`
}

// second tells whether the drafts of a delivery are released now, or wait for
// a second person of the member.
//
// Rule indicatorupload.correction: where the charter asks for four eyes, the
// release of figures that differ from those which the network has seen waits
// for a second person of the member.
func (s *Service) second(tx *db.Tx, who network.Who, from Batch) (now bool, err error) {
	c := correction{Organisation: from.Organisation}
	if c.Figures, c.Changes, err = corrected(tx, from.No); err != nil || c.Changes == 0 {
		return err == nil, err
	}
	all, err := network.All(tx)
	if err != nil {
		return false, err
	}
	for _, n := range all {
		if n.ID == from.Network {
			a := second.Awaited{Network: n.ID, Action: correcting, Subject: fmt.Sprintf("batch %d", from.No), What: toJSON(c), At: s.now()}
			return second.Enough(tx, who, a, s.day(n))
		}
	}
	return true, nil // public figures have no charter
}

// Twofold is how a second person of a member confirms that figures which the
// network has seen are changed. It is open to all: releasing asks.
func (s *Service) Twofold() (action string, t second.Twofold) {
	no := func(a second.Awaited) string { return strings.TrimPrefix(a.Subject, "batch ") }
	return correcting, second.Twofold{Policy: "indicator.release",
		On: func(a second.Awaited) network.Resource {
			var c correction
			if err := json.Unmarshal([]byte(a.What), &c); err != nil {
				return network.Resource{} // nobody's
			}
			return network.Resource{Network: a.Network, Organisation: c.Organisation}
		},
		Href: func(a second.Awaited) string { return "/imports/" + no(a) },
		Do: func(ctx context.Context, who network.Who, _ network.Network, a second.Awaited) error {
			batch, err := strconv.ParseInt(no(a), 10, 64)
			if err == nil {
				_, err = s.Release(ctx, who, batch)
			}
			return err
		}}
}
