package second

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// WaitingCommand is what operators can do with what waits.
type WaitingCommand struct {
	Code string `arg:"" help:"Code of the network, such as AURORA."`
}

// Help shows an example.
func (WaitingCommand) Help() string {
	return "Example:\n  pesnet network waiting AURORA\nThe second person confirms it on the page, or by a program with a token: an operator is not a person."
}

// Run prints what waits.
func (c WaitingCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Code)
	if err != nil {
		return err
	}
	all, err := s.Awaits(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		out.Line("%s", out.Words.T("second.none"))
		return nil
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", out.Words.DateTime(a.At), out.Words.T("second."+a.Action), a.Subject, a.Name)
	}
	return w.Flush()
}
