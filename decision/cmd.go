package decision

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with decisions.
type Commands struct {
	Decisions struct {
		List    listCommand    `cmd:"" help:"Print the decisions of a network, the latest first."`
		Actions actionsCommand `cmd:"" help:"Print the action points of a network."`
	} `cmd:"" help:"Decisions and action points."`
}

type listCommand struct {
	Network string `arg:"" help:"Code of the network."`
	Year    string `placeholder:"YEAR" help:"Only of this year."`
	State   string `enum:"open,closed,withdrawn," default:"" help:"Only those that are open, closed or withdrawn."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Run prints the register.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	g, err := s.Register(ctx, network.Operator, n, Filter{Year: c.Year, State: c.State})
	if err != nil {
		return err
	}
	if c.JSON {
		views := make([]decisionView, 0, len(g.Decisions))
		for _, d := range g.Decisions {
			views = append(views, viewOf(d, g.Meetings[d.Meeting].Code))
		}
		return out.JSON(views)
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, d := range g.Decisions {
		where, state := out.Words.T("decision.in-writing"), out.Words.T("decision.state."+d.State)
		if !d.Written() {
			where = g.Meetings[d.Meeting].Code
		}
		if d.Result != "" {
			state = out.Words.T("decision.result." + d.Result)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.Code(), d.Day, where, state, d.Text)
	}
	return w.Flush()
}

type actionsCommand struct {
	Network string `arg:"" help:"Code of the network."`
	State   string `enum:"open,done,dropped,late," default:"" help:"Only those that are open, done, dropped or late."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Run prints the action points.
func (c actionsCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	t, err := s.Actions(ctx, network.Operator, n, c.State, "")
	if err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(actionViews(t))
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range t.Actions {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Code(), a.Due, t.Organisations[a.Organisation].Code, out.Words.T("decision.action-state."+a.State), a.Text)
	}
	return w.Flush()
}
