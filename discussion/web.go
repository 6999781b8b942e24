package discussion

import (
	"embed"
	"net/http"
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

var noFiles embed.FS

// Pages returns no templates: the pages of the area are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "discussion", Files: noFiles} }

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/groups", Policy: "discussion.read", Do: s.groupsPage},
		{Method: get, Pattern: "/{network}/group/edit", Policy: "discussion.change", Do: s.groupForm},
		{Method: post, Pattern: "/{network}/group/edit", Policy: "discussion.change", Do: s.putGroup},
		{Method: get, Pattern: "/{network}/groups/{group}", Policy: "discussion.read", Do: s.groupPage},
		{Method: post, Pattern: "/{network}/groups/{group}/join", Policy: "discussion.join", Do: s.join},
		{Method: post, Pattern: "/{network}/groups/{group}/threads", Policy: "discussion.write", Do: s.begin},
		{Method: get, Pattern: "/{network}/groups/{group}/{thread}", Policy: "discussion.read", Do: s.threadPage},
		{Method: post, Pattern: "/{network}/groups/{group}/{thread}/posts", Policy: "discussion.write", Do: s.answer},
		{Method: post, Pattern: "/{network}/groups/{group}/{thread}/close", Policy: "discussion.read", Do: s.close},
		{Method: get, Pattern: "/{network}/groups/{group}/{thread}/{post}", Policy: "discussion.read", Do: s.postPage},
		{Method: post, Pattern: "/{network}/groups/{group}/{thread}/{post}/text", Policy: "discussion.write", Do: s.rewrite},
		{Method: post, Pattern: "/{network}/groups/{group}/{thread}/{post}/hide", Policy: "discussion.read", Do: s.hide},
		{Method: post, Pattern: "/{network}/groups/{group}/{thread}/{post}/flag", Policy: "discussion.join", Do: s.flag},
		{Method: get, Pattern: "/{network}/announcements", Policy: "discussion.read-public", Do: s.announcementsPage},
		{Method: get, Pattern: "/{network}/announcements/{announcement}", Policy: "discussion.read-public", Do: s.announcementPage},
		{Method: post, Pattern: "/{network}/announcements/{announcement}/withdraw", Policy: "discussion.read", Do: s.withdraw},
		{Method: get, Pattern: "/{network}/announcement/edit", Policy: "discussion.read", Do: s.announcementForm},
		{Method: post, Pattern: "/{network}/announcement/edit", Policy: "discussion.read", Do: s.announce},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "discussion")
	p.Section = "work"
	return place{p}, err
}

func (p place) groupsLink() ui.Link {
	return ui.Link{Text: p.Words.T("discussion.groups"), Href: p.Base + "/groups"}
}

func (p place) groupLink(g Group) ui.Link {
	return ui.Link{Text: g.Name.In(p.Lang), Href: p.Base + "/groups/" + g.Code}
}

func (p place) threadHref(g Group, t Thread) string {
	return p.Base + "/groups/" + g.Code + "/" + strconv.FormatInt(t.No, 10)
}

func pathNumber(r *web.Request, name string) int64 {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
