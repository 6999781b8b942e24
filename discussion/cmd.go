package discussion

import (
	"context"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with discussion groups.
type Commands struct {
	Groups groupsCommand `cmd:"" help:"List the discussion groups of a network."`
}

type groupsCommand struct {
	Network string `required:"" placeholder:"CODE" help:"Code of the network, such as VALEA."`
	JSON    bool   `name:"json" help:"Print a list of objects instead of a table."`
}

// Help shows an example.
func (groupsCommand) Help() string { return "Example:\n  pesnet groups --network VALEA" }

// Run prints the list.
func (c groupsCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	n, err := s.networks.Network(ctx, network.Operator, c.Network)
	if err != nil {
		return err
	}
	all, err := s.Groups(ctx, network.Operator, n)
	if err != nil {
		return err
	}
	lang := out.Words.Code()
	views := make([]discussionGroup, 0, len(all))
	for _, g := range all {
		views = append(views, discussionGroup{g.Code, g.Kind, g.Name.In(lang), g.About.In(lang), g.People, g.Threads, g.Joined, g.Closed})
	}
	if c.JSON {
		return out.JSON(views)
	}
	if len(all) == 0 {
		out.Line("%s", out.Words.T("discussion.others.none"))
	}
	for _, v := range views {
		out.Line("%-24s %s: %s", v.Code, v.Name, out.Words.T("discussion.count", "people", out.Words.Number(float64(v.People), 0), "threads", out.Words.Number(float64(v.Threads), 0)))
	}
	return nil
}
