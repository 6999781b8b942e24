package network

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/kit/code"
)

// Commands is what operators can do with networks.
type Commands struct {
	Members membersCommand `cmd:"" help:"List who is in a network on a day."`
}

// OneCommands is what operators can ask about networks below "pesnet network".
type OneCommands struct {
	List listCommand `cmd:"" help:"List the networks."`
	Show showCommand `cmd:"" help:"Show a network and its rules."`
}

type membersCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as WAPES."`
	On      string `placeholder:"DATE" help:"Day, such as 2015-06-30; today when left out."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Help shows examples.
func (membersCommand) Help() string {
	return "Examples:\n  pesnet members --network WAPES --on 2015-06-30\n  pesnet members --network PES-NETWORK --json"
}

// Run prints the list.
func (c membersCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, day, err := s.onDay(With(ctx, Operator), c.Network, c.On)
	if err != nil {
		return err
	}
	all, err := s.MembersOn(ctx, Operator, n, day)
	if err != nil {
		return err
	}
	from, err := s.Sources(ctx, Operator)
	if err != nil {
		return err
	}
	lines := Listings(all, from, out.Words)
	if c.JSON {
		return out.JSON(lines)
	}
	out.Line("%s", out.Words.T("network.members.on", "network", n.Name.In(out.Words.Code()), "date", out.Words.Period(day)))
	printListings(out, lines)
	counts := Counts(all)
	for _, kind := range append(MembershipKinds, "disputed") {
		if counts[kind] > 0 {
			out.Line("%s", out.Words.T("network.count."+kind, "count", counts[kind]))
		}
	}
	return nil
}

func printListings(out *cli.Out, lines []Listing) {
	if len(lines) == 0 {
		out.Line("%s", out.Words.T("network.members.none"))
		return
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	T := out.Words.T
	fmt.Fprintln(w, strings.Join([]string{T("network.code"), T("network.name"), T("network.country"), T("network.membership"), T("network.from"), T("network.to"), T("network.source")}, "\t"))
	for _, l := range lines {
		kind := T("network.membership." + l.Kind)
		if l.Disputed {
			kind += " (" + T("network.disputed") + ")"
		}
		country := ""
		if l.Country != "" {
			country = code.Country(l.Country).Name(out.Words.Code())
		}
		fmt.Fprintln(w, strings.Join([]string{l.Code, l.Name, country, kind, orDash(l.From), orDash(l.To), l.Source}, "\t"))
	}
	w.Flush()
}

func orDash(date *string) string {
	if date == nil {
		return "–"
	}
	return *date
}

type listCommand struct{}

// Run prints the networks.
func (listCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	all, err := s.Networks(ctx, Operator)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, n := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\n", n.Code, n.Name.In(out.Words.Code()), out.Words.T("network.kind."+n.Kind))
	}
	return w.Flush()
}

type showCommand struct {
	Code string `arg:"" help:"Code of the network, such as WAPES."`
	On   string `placeholder:"DATE" help:"Day on which the rules hold; today when left out."`
}

// Help shows an example.
func (showCommand) Help() string {
	return "Example:\n  pesnet network show PES-NETWORK --on 2019-06-01"
}

// Run prints a network with the rules that hold on a day.
func (c showCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, day, err := s.onDay(With(ctx, Operator), c.Code, c.On)
	if err != nil {
		return err
	}
	all, err := s.Charter(ctx, Operator, n)
	if err != nil {
		return err
	}
	from, err := s.Sources(ctx, Operator)
	if err != nil {
		return err
	}
	lang := out.Words.Code()
	out.Line("%s: %s\n%s\n%s: %s\n", n.Code, n.Name.In(lang), n.About.In(lang), out.Words.T("network.legal-basis"), n.LegalBasis.In(lang))
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, t := range all.Holding(day) {
		fmt.Fprintf(w, "%s\t%s\t%s\n", ruleName(out.Words, t.Rule), ruleValue(out.Words, t.Value), from.Cite(t.Source, lang))
	}
	return w.Flush()
}
