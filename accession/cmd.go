package accession

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about accession.
type Commands struct {
	Applications applicationsCommand `cmd:"" help:"List who applied to a network, and what each lacks."`
}

type applicationsCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as VALEA."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Help shows an example.
func (applicationsCommand) Help() string { return "Example:\n  pesnet applications --network VALEA" }

// Run prints the list.
func (c applicationsCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.Applications(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	views := make([]applicationView, 0, len(all))
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range all {
		views = append(views, viewOf(a))
		var missing []string
		for _, m := range a.Missing {
			missing = append(missing, strings.TrimSpace(m.What+" "+m.Document))
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", a.No, a.AppliedOn, a.Name, out.Words.T("accession.state."+a.State), orDash(strings.Join(missing, ", ")))
	}
	if c.JSON {
		return out.JSON(views)
	}
	return w.Flush()
}
