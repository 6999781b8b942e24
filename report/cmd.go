package report

import (
	"context"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with reports.
type Commands struct {
	Report reportCommand `cmd:"" help:"Print the figures of the report of a year."`
}

type reportCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as VALEA."`
	Year    int    `required:"" placeholder:"YEAR" help:"Year of the report."`
	JSON    bool   `name:"json" help:"Print an object, with the rows of each figure, instead of lines."`
}

// Help shows an example.
func (reportCommand) Help() string {
	return "Example:\n  pesnet report --network VALEA --year 2026"
}

// Run prints the report.
func (c reportCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	f, err := s.Report(ctx, network.Operator, n, c.Year)
	if err != nil {
		return err
	}
	if c.JSON {
		return out.JSON(viewOf(f, out.Words.Code()))
	}
	p := place{network.Place{Words: out.Words}}
	out.Line("%s: %s", out.Words.T("report.of", "year", yearText(f.Year)), out.Words.T("report.state."+f.State))
	for _, chapter := range f.Chapters {
		out.Line("%s", out.Words.T("report.chapter."+chapter.Code))
		for _, one := range chapter.Figures {
			out.Line("%8s  %s", out.Words.Number(float64(one.Value()), 0), p.figure(one.Code))
		}
	}
	return nil
}
