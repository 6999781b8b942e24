package letter

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with mail.
type Commands struct {
	Mail struct {
		List   listCommand   `cmd:"" help:"List the letters, the latest first."`
		Send   sendCommand   `cmd:"" help:"Send what is due now."`
		Retry  retryCommand  `cmd:"" help:"Let a letter that failed or was refused be tried again."`
		Remind remindCommand `cmd:"" help:"Write the reminders of today."`
		Check  checkCommand  `cmd:"" help:"See whether the mail server lets us in."`
	} `cmd:"" help:"Letters that go by mail."`
}

type listCommand struct {
	JSON bool `name:"json" help:"Print a list of objects instead of a table."`
}

// Run prints the letters.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	all, _, err := s.Outbox(ctx, network.Operator)
	if err != nil {
		return err
	}
	if c.JSON {
		views := make([]letterView, 0, len(all))
		for _, one := range all {
			views = append(views, viewOf(one.Delivery, one.Name))
		}
		return out.JSON(views)
	}
	if s.Sender.Server == nil {
		out.Line("%s", out.Words.T("letter.no-server"))
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, one := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", one.ID, out.Words.DateTime(one.Put), out.Words.T("letter.state."+one.State), one.Name, one.Subject)
	}
	return w.Flush()
}

type sendCommand struct{}

// Run sends what is due and says how many letters that were.
func (sendCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	if s.Sender.Server == nil {
		out.Line("%s", out.Words.T("letter.no-server"))
		return nil
	}
	n, err := s.Send(ctx, network.Operator)
	out.Line("%s", out.Words.T("letter.command.sent", "count", n))
	return err
}

type retryCommand struct {
	Letter string `arg:"" help:"Id of the letter."`
}

// Run lets the letter be tried again.
func (c retryCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	if err := s.Retry(ctx, network.Operator, network.Network{}, c.Letter); err != nil {
		return err
	}
	out.Line("%s", out.Words.T("letter.said-retried"))
	return nil
}

type remindCommand struct{}

// Run writes the reminders and says how many.
func (remindCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.Remind(ctx, network.Operator)
	out.Line("%s", out.Words.T("letter.command.reminded", "count", n))
	return err
}

type checkCommand struct{}

// Run says whether the server lets us in.
func (checkCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	if err := s.Reach(ctx, network.Operator); err != nil {
		return err
	}
	out.Line("%s", out.Words.T("letter.command.reached"))
	return nil
}
