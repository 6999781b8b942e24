package programme

import (
	"context"

	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/network"
)

// Owes returns who is to finish an item, to send an answer or to comment. It
// is open to all: what is owed is told to whom it concerns.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	holders, err := network.HoldersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	told := map[[3]string]bool{}
	owe := func(kind, day, at, value string, concerned func(network.Role) bool) {
		for _, h := range holders {
			key := [3]string{h.Person.ID, kind, at}
			if concerned(h.Role) && !told[key] {
				told[key] = true
				all = append(all, letter.Owed{Person: h.Person.ID, Kind: kind, Network: n.ID, Day: day, At: at, Args: []any{"no", value}})
			}
		}
	}
	speaks := func(organisation string) func(network.Role) bool {
		return func(r network.Role) bool {
			return r.Role == network.Representative && (organisation == "" || r.Organisation == organisation)
		}
	}
	office := func(r network.Role) bool { return r.Role == network.Secretariat }
	found, err := plans(tx, n.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range found {
		if p.State == Consulted && today <= p.Consult {
			owe("programme.owed.consultation", p.Consult, "/work/"+p.YearText(), p.YearText(), speaks(""))
		}
		items, err := itemsOf(tx, p.ID)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if p.State == Running && i.State != Done && i.State != Dropped {
				owe("programme.owed.item", i.Due, "/work/"+p.YearText()+"/items/"+i.Number(), i.Number(), speaks(i.Lead))
			}
		}
	}
	for _, register := range []string{Requests, Problems} {
		list, err := matters(tx, n.ID, register)
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			if m.Due != "" && !m.Over() {
				owe("programme.owed."+register, m.Due, "/"+register+"s/"+m.Number(), m.Number(), office)
			}
		}
	}
	return all, nil
}
