package minutes

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Commands is what operators can do with minutes.
type Commands struct {
	Minutes struct {
		List   listCommand   `cmd:"" help:"Print the minutes of a network, those of the latest meeting first."`
		Show   showCommand   `cmd:"" help:"Print the text of the minutes of a meeting."`
		Verify verifyCommand `cmd:"" help:"Check that approved minutes still say what was sealed."`
	} `cmd:"" help:"Minutes of meetings."`
}

type listCommand struct {
	Network string `arg:"" help:"Code of the network."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Run prints the minutes of a network.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.All(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	if c.JSON {
		views := make([]minutesView, 0, len(all))
		for _, m := range all {
			views = append(views, viewOf(n, m))
		}
		return out.JSON(views)
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, m := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", m.At.Code, dayIn(n, m.At.Starts), out.Words.T("minutes.state."+m.State), m.ApprovedOn)
	}
	return w.Flush()
}

type showCommand struct {
	Network string `arg:"" help:"Code of the network."`
	Meeting string `arg:"" help:"Code of the meeting, such as BOARD-2026-4."`
}

// Run prints the text.
func (c showCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	f, err := s.Minutes(ctx, network.Operator, n, c.Meeting)
	if err != nil {
		return err
	}
	out.Line("%s, %s\n", out.Words.T("minutes.of", "meeting", f.At.Code), out.Words.T("minutes.state."+f.State))
	for i, p := range f.Pieces {
		out.Line("%s %s\n%s\n", number(i), f.title(p, out.Words), p.Text)
		for _, m := range f.marks(p, out.Words) {
			out.Line("  %s (%s)\n  %s\n", m.Head, m.Beside, m.Text)
		}
	}
	return nil
}

type verifyCommand struct {
	Network string `arg:"" help:"Code of the network."`
}

// Run says of all approved minutes whether they are as they were sealed.
func (c verifyCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.All(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	broken := 0
	for _, m := range all {
		if m.State != Approved {
			continue
		}
		f, err := s.Minutes(ctx, network.Operator, n, m.At.Code)
		if err != nil {
			return err
		}
		said := "minutes.intact"
		if !f.Intact {
			said = "minutes.broken"
			broken++
		}
		out.Line("%s  %s  %s", m.At.Code, out.Words.T(said), m.Hash)
	}
	if broken > 0 {
		return fault.New(fault.Conflict, "minutes.broken")
	}
	return nil
}
