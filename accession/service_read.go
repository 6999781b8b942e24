package accession

import "pesnet/kit/db"

// Passage is that an application reached a state.
type Passage struct {
	Application
	Step Step
}

// Between returns the states that applications of a network reached on the
// days from the first to the last, in a transaction of the caller, who has
// asked whether they may be read.
func Between(tx *db.Tx, networkID, from, to string) (some []Passage, err error) {
	all, err := applications(tx, networkID)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		steps, err := stepsOf(tx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, step := range steps {
			if from <= step.Day && step.Day <= to {
				some = append(some, Passage{a, step})
			}
		}
	}
	return some, nil
}
