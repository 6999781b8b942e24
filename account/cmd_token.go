package account

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// tokenCommands is what operators can do with the tokens of programs.
type tokenCommands struct {
	Make makeTokenCommand `cmd:"" help:"Make a token for a program that asks in somebody's place, and print it this once."`
	List listTokenCommand `cmd:"" help:"List the tokens of somebody."`
	End  endTokenCommand  `cmd:"" help:"End a token at once."`
}

type makeTokenCommand struct {
	Login   string   `required:"" placeholder:"NAME" help:"In whose place the program asks: the name they sign in with."`
	Purpose string   `required:"" placeholder:"TEXT" help:"What it is for."`
	Action  []string `required:"" placeholder:"NAME" help:"What it may do, as the description of the API names it; may be given several times."`
	Network string   `placeholder:"CODE" help:"In this network alone."`
	Org     string   `placeholder:"CODE" help:"For this organisation alone; with --network."`
	Until   string   `placeholder:"DATE" help:"Last day; as late as allowed when left out."`
}

// Help shows an example.
func (makeTokenCommand) Help() string {
	return "Example:\n  pesnet token make --login ona@example.org --purpose \"Figures from our own system\" --action indicator.import --network AURORA --until 2027-06-30"
}

// Run makes the token and prints it.
func (c makeTokenCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	t := Token{Purpose: c.Purpose, Scope: c.Action, LastDay: c.Until}
	if t.LastDay == "" {
		t.LastDay = lastDay(s.day(), longestToken)
	}
	if c.Network != "" {
		n, err := s.networks.Network(ctx, network.Operator, c.Network)
		if err != nil {
			return err
		}
		t.Network = n.ID
	}
	if c.Org != "" {
		o, err := s.networks.Organisation(ctx, network.Operator, c.Org)
		if err != nil {
			return err
		}
		t.Organisation = o.ID
	}
	secret, err := s.MakeTokenFor(ctx, network.Operator, c.Login, t)
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("account.token.once"), secret)
	return nil
}

type listTokenCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run prints the tokens of somebody.
func (c listTokenCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	all, err := s.TokensOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, t := range all {
		state := t.LastDay
		if !t.alive(s.day()) {
			state = out.Words.T("account.token.over")
		}
		fmt.Fprintf(w, "%s\t%s…\t%s\t%s\t%s\n", t.ID, t.Hint, t.Purpose, strings.Join(t.Scope, " "), state)
	}
	return w.Flush()
}

type endTokenCommand struct {
	ID string `arg:"" help:"Id of the token, as \"token list\" prints it."`
}

// Run ends the token.
func (c endTokenCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	return s.EndTokenOf(ctx, network.Operator, c.ID)
}

type signOutCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run ends every session and token of somebody.
func (c signOutCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.EndAccess(ctx, network.Operator, network.Network{}, p.ID)
}

type suspendCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
	Why   string `required:"" placeholder:"REASON" help:"Reason, which is recorded."`
}

// Run suspends somebody.
func (c suspendCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.Suspend(ctx, network.Operator, network.Network{}, p.ID, c.Why)
}

type resumeCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run lets somebody in again.
func (c resumeCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	p, err := s.PersonOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	return s.Resume(ctx, network.Operator, network.Network{}, p.ID)
}
