package privacy

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do about personal data.
type Commands struct {
	Privacy struct {
		Retention retentionCommand `cmd:"" help:"Delete what is older than the schedules say."`
		Rotate    rotateCommand    `cmd:"" help:"Make a new key for special categories and seal everything anew."`
	} `cmd:"" help:"Personal data."`
}

// SearchCommand is "pesnet audit search".
type SearchCommand struct {
	Network string `placeholder:"CODE" help:"Code of a network; the whole installation when left out."`
	Who     string `placeholder:"LOGIN" help:"Who did it."`
	Action  string `help:"An action such as network.invite, or an area with a dot: privacy."`
	Subject string `help:"What it was done to, such as 'request 3'."`
	From    string `placeholder:"DATE" help:"First day."`
	To      string `placeholder:"DATE" help:"Last day."`
	Limit   int    `default:"100" help:"At most so many, the latest first."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Run prints what was found; that somebody looked is a deed too.
func (c SearchCommand) Run(ctx context.Context, s *Service, out *cli.Out) (err error) {
	n := network.Network{}
	if c.Network != "" {
		if n, err = s.networks.Network(ctx, network.Operator, c.Network); err != nil {
			return err
		}
	}
	all, err := s.Audit(ctx, network.Operator, n, Looking{Login: c.Who, Action: c.Action, Subject: c.Subject, From: c.From, To: c.To, Limit: c.Limit, Export: true})
	if err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(views(all))
	}
	if len(all) == 0 {
		out.Line("%s", out.Words.T("privacy.audit.none"))
		return nil
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, d := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", d.No, out.Words.DateTime(d.At), d.Name, d.Action, d.Subject)
	}
	return w.Flush()
}

type retentionCommand struct {
	DryRun bool `help:"Only count what would go."`
	JSON   bool `name:"json" help:"Print the numbers as an object."`
}

// Run deletes, or counts, and prints how many rows of each class.
func (c retentionCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	gone, err := s.Sweep(ctx, network.Operator, c.DryRun)
	if err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(gone)
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, class := range slices.Sorted(maps.Keys(gone)) {
		fmt.Fprintf(w, "%s\t%d\n", out.Words.T("privacy.class."+class), gone[class])
	}
	return w.Flush()
}

type rotateCommand struct{}

// Run seals the keys of all people with a new key of the installation.
func (rotateCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	count, err := s.RotateKey(ctx, network.Operator)
	if err != nil {
		return err
	}
	out.Line("%s", out.Words.T("privacy.key.rotated", "count", count, "file", s.KeyFile))
	return nil
}
