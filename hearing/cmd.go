package hearing

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about hearings.
type Commands struct {
	Hearings struct {
		List listCommand `cmd:"" help:"Print the public hearings of a network."`
	} `cmd:"" help:"Public hearings."`
}

type listCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network."`
}

// Run prints the hearings.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.Hearings(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, h := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", h.No, h.Day, h.Title, out.Words.T("hearing.state."+h.State))
	}
	return w.Flush()
}
