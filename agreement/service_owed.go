package agreement

import (
	"context"

	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/network"
)

// Owes returns who is to say whether an agreement is renewed. It is open to
// all: what is owed is told to whom it concerns.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	agreements, err := agreements(tx, n.ID)
	if err != nil {
		return nil, err
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	for _, a := range agreements {
		if !a.DueForRenewal(today) {
			continue
		}
		told := map[string]bool{}
		for _, h := range holders {
			concerned := h.Role.Role == network.Secretariat || h.Role.Role == network.Representative && a.Names(h.Role.Organisation)
			if concerned && !told[h.Person.ID] {
				told[h.Person.ID] = true
				all = append(all, letter.Owed{Person: h.Person.ID, Kind: "agreement.owed.renewal", Network: n.ID, Day: a.To, At: "/agreements/" + a.Number(), Args: []any{"no", a.Number()}})
			}
		}
	}
	return all, nil
}
