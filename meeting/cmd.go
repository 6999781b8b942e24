package meeting

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with meetings.
type Commands struct {
	Meetings meetingsCommand `cmd:"" help:"List the meetings of a network, or announce one."`
}

type meetingsCommand struct {
	Network  string `required:"" placeholder:"CODE" help:"Code of the network, such as AURORA."`
	Body     string `placeholder:"CODE" help:"Code of a body, such as BOARD; ALL for meetings of the whole network."`
	Year     int    `help:"Only meetings of this year."`
	Announce string `placeholder:"CODE" help:"Announce the meeting of this code, such as BOARD-2026-4."`
	Reason   string `help:"Why the meeting is urgent, where the notice of the charter is not kept."`
	JSON     bool   `name:"json" help:"Print objects instead of a table."`
}

// Help shows examples.
func (meetingsCommand) Help() string {
	return "Examples:\n  pesnet meetings --network AURORA --body BOARD --year 2026\n  pesnet meetings --network AURORA --announce BOARD-2026-4"
}

// Run announces, or prints the list.
func (c meetingsCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	if c.Announce != "" {
		m, err := s.Announce(ctx, network.Operator, n, Step{Code: c.Announce, Reason: c.Reason})
		if err == nil {
			out.Line("%s", out.Words.T("meeting.said-announced")+" "+m.Code)
		}
		return err
	}
	all, err := s.Meetings(ctx, network.Operator, n, Query{Body: c.Body, Year: c.Year})
	if err != nil {
		return err
	}
	views := make([]MeetingView, 0, len(all))
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, l := range all {
		views = append(views, viewOf(l.Meeting, l.Of.Code))
		starts, _ := l.InZone()
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Code, starts.Format(minutes), out.Words.T("meeting.state."+l.State), l.Named(out.Words, l.Of, n))
	}
	if c.JSON {
		return out.JSON(views)
	}
	return w.Flush()
}
