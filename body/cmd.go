package body

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with bodies.
type Commands struct {
	Bodies bodiesCommand `cmd:"" help:"List the bodies of a network on a day, or who sat in one."`
	Fees   feesCommand   `cmd:"" help:"Show what membership costs, and what another formula would change; keep it with --save."`
}

type bodiesCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as AURORA."`
	Body    string `placeholder:"CODE" help:"Code of a body, such as BOARD: who sat in it."`
	On      string `placeholder:"DATE" help:"Day, such as 2024-05-01; today when left out."`
	JSON    bool   `name:"json" help:"Print objects instead of a table."`
}

// Help shows examples.
func (bodiesCommand) Help() string {
	return "Examples:\n  pesnet bodies --network AURORA\n  pesnet bodies --network AURORA --body BOARD --on 2024-05-01"
}

// Run prints the list.
func (c bodiesCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	T := out.Words.T
	if c.Body != "" {
		b, err := s.Body(ctx, network.Operator, n, c.Body, c.On)
		if err != nil {
			return err
		}
		if c.JSON {
			return out.JSON(viewOf(b.Body, b.Seats, out.Words))
		}
		out.Line("%s", T("body.seats.on", "date", out.Words.Period(b.Day)))
		for _, h := range b.Seats {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", T("body.role."+h.Role), orDash(h.Service.Code), orDash(h.Holder.Name), orDash(h.From), orDash(h.To))
		}
		return w.Flush()
	}
	all, err := s.Bodies(ctx, network.Operator, n, c.On)
	if err != nil {
		return err
	}
	views := make([]bodyView, 0, len(all))
	for _, b := range all {
		views = append(views, viewOf(b.Body, nil, out.Words))
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\n", b.Code, b.Name.In(out.Words.Code()), T("body.kind."+b.Kind), len(b.Seats))
	}
	if c.JSON {
		return out.JSON(views)
	}
	return w.Flush()
}
