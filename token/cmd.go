package token

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with the tokens of programs.
type Commands struct {
	Token tokenCommands `cmd:"" help:"Tokens by which programs ask in somebody's place."`
}

type tokenCommands struct {
	Make makeCommand `cmd:"" help:"Make a token for a program that asks in somebody's place, and print it this once."`
	List listCommand `cmd:"" help:"List the tokens of somebody."`
	End  endCommand  `cmd:"" help:"End a token at once."`
}

type makeCommand struct {
	Login   string   `required:"" placeholder:"NAME" help:"In whose place the program asks: the name they sign in with."`
	Purpose string   `required:"" placeholder:"TEXT" help:"What it is for."`
	Action  []string `required:"" placeholder:"NAME" help:"What it may do, as the description of the API names it; may be given several times."`
	Network string   `placeholder:"CODE" help:"In this network alone."`
	Org     string   `placeholder:"CODE" help:"For this organisation alone; with --network."`
	Until   string   `placeholder:"DATE" help:"Last day; as late as allowed when left out."`
}

// Help shows an example.
func (makeCommand) Help() string {
	return "Example:\n  pesnet token make --login ona@example.org --purpose \"Figures from our own system\" --action indicator.import --network AURORA --until 2027-06-30"
}

// Run makes the token and prints it.
func (c makeCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	t := Token{Purpose: c.Purpose, Scope: c.Action, LastDay: c.Until}
	if t.LastDay == "" {
		t.LastDay = lastDay(s.day(), longest)
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
	secret, err := s.MakeFor(ctx, network.Operator, c.Login, t)
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("token.once"), secret)
	return nil
}

type listCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
}

// Run prints the tokens of somebody.
func (c listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	all, err := s.TokensOf(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, t := range all {
		state := t.LastDay
		if !t.alive(s.day()) {
			state = out.Words.T("token.over")
		}
		fmt.Fprintf(w, "%s\t%s…\t%s\t%s\t%s\n", t.ID, t.Hint, t.Purpose, strings.Join(t.Scope, " "), state)
	}
	return w.Flush()
}

type endCommand struct {
	ID string `arg:"" help:"Id of the token, as \"token list\" prints it."`
}

// Run ends the token.
func (c endCommand) Run(ctx context.Context, s *Service, _ *cli.Out) error {
	return s.EndOf(ctx, network.Operator, c.ID)
}
