package body

import (
	"context"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Fees is what membership of a network costs in a year.
type Fees struct {
	Year    string
	Basis   network.Term // of the charter: by what fees are reckoned
	Known   bool         // the charter says by what
	Formula []Band       // of the year
	Years   []string     // in which a formula begins
	Latest  []Band       // that begins last
	Edition string       // of the latest, for whoever writes another
	Members []Fee
}

// Fees returns the formula of fees of a network and the fee of each member
// whose basis is known.
func (s *Service) Fees(ctx context.Context, who network.Who, n network.Network, year string) (f Fees, err error) {
	if err := network.May(who, "body.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	if year == "" {
		year = s.thisYear(n)
	}
	if !network.Day(year + "-12-31") {
		return f, fault.New(fault.Invalid, "network.day").On("year")
	}
	f.Year = year
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		charter, err := network.CharterOf(tx, n.ID)
		if err != nil {
			return err
		}
		f.Basis, f.Known = charter.On("network.fee_basis", year+"-12-31")
		all, err := bands(tx, n.ID)
		if err != nil {
			return err
		}
		f.Formula, f.Latest, f.Edition = holding(all, year), latest(all), edition(latest(all))
		f.Years = begins(all)
		list, err := bases(tx, n.ID, year)
		if err != nil {
			return err
		}
		f.Members, err = feesOf(tx, list, all)
		return err
	})
	return f, err
}

func feesOf(tx *db.Tx, list []Base, formula []Band) ([]Fee, error) {
	var fees []Fee
	for _, b := range list {
		found, err := network.OrganisationsByID(tx, b.Organisation.ID)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			b.Organisation = found[0]
		}
		fees = append(fees, feeOf(b, formula))
	}
	return fees, nil
}

// PutBase keeps what the fee of a member is worked out from.
func (s *Service) PutBase(ctx context.Context, who network.Who, n network.Network, code string, b Base) error {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if b.Staff < 0 || b.GDP < 0 || !network.Day(b.Year+"-01-01") || strings.TrimSpace(b.Source) == "" {
		return fault.New(fault.Invalid, "body.fee-base").On("staff")
	}
	return s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if b.Organisation, err = network.OrganisationByCode(tx, code); err != nil {
			return err
		}
		if err := putBase(tx, n.ID, b); err != nil {
			return err
		}
		return s.record(tx, who, n, "body.put-fee-base", "organisation "+b.Organisation.ID, map[string]any{"year": b.Year, "staff": b.Staff, "gdp": b.GDP})
	})
}
