package programme

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about the work of networks.
type Commands struct {
	Work struct {
		Show showCommand `cmd:"" help:"Print the work programme of a year."`
	} `cmd:"" help:"Work programmes."`
}

type showCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network."`
	Year    int    `help:"This year when left out."`
}

// Run prints the items of a programme.
func (c showCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	today := s.networks.Today(n)
	if c.Year == 0 {
		c.Year = network.YearOf(today)
	}
	w, err := s.Plan(ctx, network.Operator, n, c.Year)
	if err != nil {
		return err
	}
	out.Line("%s: %s", out.Words.T("programme.of", "year", w.YearText()), out.Words.T("programme.state."+w.State))
	t := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, i := range w.Items {
		state := out.Words.T("programme.item-state." + i.State)
		if w.Public() && i.Late(today) {
			state = out.Words.T("programme.late")
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\n", i.No, i.Objective, i.Due, state, out.Words.T("programme.percent", "value", i.Progress))
	}
	return t.Flush()
}
