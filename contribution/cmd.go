package contribution

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about contributions.
type Commands struct {
	Contributions struct {
		Balance balanceCommand `cmd:"" help:"Print what each member contributed in a year."`
	} `cmd:"" help:"What members contribute to their network."`
}

type balanceCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network."`
	Year    int    `help:"This year when left out."`
	JSON    bool   `name:"json" help:"Print an object instead of a table."`
}

// Run prints the balance.
func (c balanceCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	if c.Year == 0 {
		c.Year = network.YearOf(s.networks.Today(n))
	}
	y, err := s.Year(ctx, network.Operator, n, c.Year)
	if err != nil {
		return err
	}
	if c.JSON {
		var all []memberBalance
		for _, m := range y.Members {
			all = append(all, memberBalance{m.Organisation.Code, m.Counts, m.Total})
		}
		return out.JSON(all)
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, m := range y.Members {
		fmt.Fprintf(w, "%s\t%s\t%s\n", m.Organisation.Code, m.Organisation.Named(out.Words.Code()), strconv.Itoa(m.Total))
	}
	return w.Flush()
}
