package body

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

type feesCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as AURORA."`
	Year    string `placeholder:"YEAR" help:"Year; this one when left out."`
	From    string `placeholder:"YEAR" help:"Year from which another formula is to hold."`
	Unit    string `placeholder:"AMOUNT" help:"Of another formula: amount of the unit, such as 1250.00."`
	Staff   string `placeholder:"BANDS" help:"Of another formula: weights by staff, such as '0:0.50 250:1'."`
	GDP     string `name:"gdp" placeholder:"BANDS" help:"Of another formula: weights by GDP per person."`
	Source  string `placeholder:"TEXT" help:"The decision or the document in which the formula stands."`
	Save    bool   `help:"Keep the formula; without it nothing is changed."`
	JSON    bool   `name:"json" help:"Print objects instead of a table."`
}

// Help shows examples.
func (feesCommand) Help() string {
	return "Examples:\n  pesnet fees --network AURORA\n  pesnet fees --network AURORA --from 2027 --unit 1250 --staff '0:0.50 250:1' --gdp '0:1' --source 'Decision 3/2026'"
}

// Run prints the fees of a year, or what a formula would change.
func (c feesCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	f, err := s.Fees(ctx, network.Operator, n, c.Year)
	if err != nil {
		return err
	}
	if c.From != "" {
		return c.change(ctx, s, n, f, out)
	}
	if c.JSON {
		return out.JSON(feesViewOf(f))
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, one := range f.Members {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t\n", one.Organisation.Code, one.Staff, one.GDP, written(one.Amount, "."))
	}
	return w.Flush()
}

// change shows what another formula would change, and keeps it if asked to.
func (c feesCommand) change(ctx context.Context, s *Service, n network.Network, f Fees, out *cli.Out) error {
	lines := func(text string) string { return strings.Join(strings.Fields(text), "\n") }
	formula, err := formulaAsked{c.From, c.Unit, lines(c.Staff), lines(c.GDP), c.Source, f.Edition}.formula()
	if err != nil {
		return err
	}
	do := s.PreviewFormula
	if c.Save {
		do = s.PutFormula
	}
	p, err := do(ctx, network.Operator, n, formula)
	if err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(previewView(p))
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, one := range p.Changes {
		fmt.Fprintf(w, "%s\t%s\t%s\t\n", one.Then.Organisation.Code, written(one.Now.Amount, "."), written(one.Then.Amount, "."))
	}
	return w.Flush()
}
