package agreement

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about agreements.
type Commands struct {
	Agreements struct {
		List listCommand `cmd:"" help:"Print the register of agreements of a network."`
	} `cmd:"" help:"Agreements between members and offices."`
}

type listCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network."`
}

// Run prints the register.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.Register(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	code, today := out.Words.Code(), s.networks.Today(n)
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range all.Agreements {
		var names []string
		for _, p := range a.Parties {
			names = append(names, viewOf(p, all.Parties, code).Name)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", a.No, a.Title.In(code), strings.Join(names, ", "), out.Words.T("agreement.state."+a.On(today)))
	}
	return w.Flush()
}
