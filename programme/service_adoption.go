package programme

import (
	"slices"
	"time"

	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// adopting looks for the decision that a step names among those of the
// network; one that is kept elsewhere stays a name with a day.
//
// Rule programme.adopting: a programme is adopted by a decision of its network
// that was adopted itself, and on the day of that; a decision that is kept
// elsewhere is named with its day.
func adopting(tx *db.Tx, n network.Network, to *Plan) error {
	to.DecisionID = ""
	d, err := decision.ByCode(tx, n.ID, to.Decision)
	switch {
	case fault.ID(err) == "decision.unknown":
		return nil
	case err != nil:
		return err
	case d.Result != decision.Adopted:
		return fault.New(fault.Invalid, "programme.adopting", "code", d.Code()).On("decision")
	}
	to.Decision, to.DecisionID, to.Adopted = d.Code(), d.ID, d.On
	return nil
}

// decided reads the decision that adopted a programme, as far as who asks may
// see it, and for those who bring it to adoption those that could.
func (s *Service) decided(tx *db.Tx, who network.Who, n network.Network, w *Whole) error {
	if w.DecisionID != "" {
		d, err := decision.ByCode(tx, n.ID, w.Decision)
		if fault.ID(err) == "decision.unknown" {
			return nil // behind the wall
		}
		if err != nil {
			return err
		}
		if network.May(who, "decision.read-all", network.Resource{Network: n.ID}).Allowed || !d.Shown.IsZero() {
			w.Adopting = d
		}
		return nil
	}
	if w.State != Consulted || !network.May(who, "programme.change", network.Resource{Network: n.ID}).Allowed {
		return nil
	}
	today := s.networks.Today(n)
	all, err := decision.Between(tx, n.ID, yearBefore(today), today)
	for _, d := range slices.Backward(all) {
		if d.Result == decision.Adopted {
			w.Able = append(w.Able, d)
		}
	}
	slices.SortStableFunc(w.Able, func(a, b decision.Decision) int { return ownType(b) - ownType(a) })
	return err
}

// ownType puts the decisions on work programmes before others.
func ownType(d decision.Decision) int {
	if d.Type == "work_programme" {
		return 1
	}
	return 0
}

func yearBefore(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(-1, 0, 0).Format(time.DateOnly)
}
