package accession

import (
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/token"
)

// SweepRefused deletes the applications that came to nothing before a time, and
// makes those nameless who are known for nothing else here.
//
// Rule accession.retention: an application that was refused or withdrawn is
// kept as long as its schedule says, so that the decision can be questioned;
// then it goes whole, with its documents. In the record stays that there was
// one.
func SweepRefused(tx *db.Tx, before time.Time) (int64, error) {
	over, err := overBefore(tx, before.UTC().Format(time.DateOnly))
	if err != nil {
		return 0, err
	}
	for _, a := range over {
		if err := deleteApplication(tx, a.ID); err != nil {
			return 0, err
		}
		if err := forgetApplicant(tx, a.Person, before); err != nil {
			return 0, err
		}
	}
	return int64(len(over)), nil
}

// forgetApplicant forgets somebody who applied and has never had a role.
func forgetApplicant(tx *db.Tx, person string, before time.Time) error {
	more, err := appliedElse(tx, person)
	if err != nil || more > 0 {
		return err
	}
	known, err := network.HadRole(tx, person)
	if err != nil || known {
		return err
	}
	for _, forget := range []func(*db.Tx, string, time.Time) error{account.Forget, token.Forget} {
		if err := forget(tx, person, before); err != nil {
			return err
		}
	}
	return network.Forget(tx, person, before)
}
