package discussion

import (
	"strconv"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) groupsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Groups(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("discussion.groups"), Lede: r.T("discussion.groups.lede"), Actions: p.groupActions()}
	asked := r.URL.Query().Get("q")
	find := ui.Form{Method: "get", Action: p.Base + "/groups", Filter: true, Submit: r.T("web.search"), Fields: []ui.Part{ui.Input{Field: p.Field("q", nil), Value: asked, Width: "20", Type: "search"}}}
	first := ui.Section{Forms: []ui.Form{find}}
	if asked != "" {
		hits, err := s.Search(r.Context(), p.Who, p.Network, p.Lang, asked)
		if err != nil {
			return nil, err
		}
		first.Parts = []ui.Part{p.hits(hits, r.T("discussion.found", "count", len(hits)), r.T("discussion.found.none"))}
	}
	page.Sections = append(page.Sections, first)
	flags, err := s.Flagged(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	if len(flags) > 0 {
		page.Sections = append(page.Sections, ui.Section{ID: "flagged", Title: r.T("discussion.flagged"), Parts: []ui.Part{p.hits(flags, r.T("discussion.flagged"), "")}})
	}
	mine, others := split(all)
	page.Sections = append(page.Sections, p.groupList("mine", mine, "discussion.mine.none"), p.groupList("others", others, "discussion.others.none"))
	return p.View(page, nil), nil
}

func split(all []Listed) (mine, others []Listed) {
	for _, g := range all {
		if g.Joined {
			mine = append(mine, g)
		} else {
			others = append(others, g)
		}
	}
	return mine, others
}

func (p place) groupActions() *ui.Actions {
	a := &ui.Actions{Links: []ui.Link{{Text: p.Words.T("discussion.announcements"), Href: p.Base + "/announcements"}}}
	if p.May("discussion.change") {
		a.Buttons = []ui.Button{{Text: p.Words.T("discussion.group.add"), Href: p.Base + "/group/edit"}}
	}
	return a
}

func (p place) groupList(id string, all []Listed, none string) ui.Section {
	section := ui.Section{ID: id, Title: p.Words.T("discussion." + id)}
	if len(all) == 0 {
		section.Text = []string{p.Words.T(none)}
		return section
	}
	lang.Sort(p.Words, all, func(l Listed) string { return l.Name.In(p.Lang) })
	t := ui.Table{ID: id + "-table", Caption: section.Title, Hidden: true, Cards: true, Head: p.Head("group", "kind", "people", "threads", "latest")}
	for i := 2; i < 4; i++ {
		t.Head[i].Number = true
	}
	for _, g := range all {
		latest := ui.Cell{Text: p.Words.T("discussion.never")}
		if !g.Latest.IsZero() {
			latest.Text = p.Words.DateTime(g.Latest)
		}
		if g.Closed != "" {
			latest = ui.Cell{Tag: &ui.Tag{Kind: "off", Text: p.Words.T("discussion.closed")}}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: g.Name.In(p.Lang), Href: p.Base + "/groups/" + g.Code, Head: true}, {Text: p.Words.T("discussion.kind." + g.Kind)},
			{Text: p.Words.Number(float64(g.People), 0), Number: true}, {Text: p.Words.Number(float64(g.Threads), 0), Number: true}, latest}})
	}
	section.Parts = []ui.Part{t}
	return section
}

// hits is a list of posts, each with the beginning of what it says.
func (p place) hits(all []Hit, caption, none string) ui.Part {
	if len(all) == 0 {
		return ui.Empty{Title: none, Text: p.Words.T("discussion.found.none.text")}
	}
	t := ui.Table{ID: "hits", Caption: caption, Cards: true, Head: p.Head("thread", "group", "text", "written")}
	for _, h := range all {
		at := p.threadHref(h.Group, h.Thread) + "#p" + strconv.FormatInt(h.Post.No, 10)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: h.Thread.Title, Href: at, Head: true}, {Text: h.Group.Name.In(p.Lang)}, {Text: begins(h.Post.Text)}, {Text: p.Words.DateTime(h.Post.Written)}}})
	}
	return t
}

// begins is the beginning of a text.
func begins(text string) string {
	const enough = 140
	letters := []rune(text)
	if len(letters) <= enough {
		return text
	}
	return string(letters[:enough]) + "…"
}

func (s *Service) groupPage(r *web.Request) (web.Reply, error) { return s.showGroup(r, "", "", nil) }

func (s *Service) showGroup(r *web.Request, title, text string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	g, err := s.Group(r.Context(), p.Who, p.Network, r.PathValue("group"))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Eye: r.T("discussion.kind." + g.Kind), Title: g.Name.In(p.Lang), Lede: g.About.In(p.Lang)}
	if p.May("discussion.change") {
		page.Actions = &ui.Actions{Links: []ui.Link{{Text: r.T("discussion.group.change"), Href: p.Base + "/group/edit?group=" + g.Code}}}
	}
	threads := ui.Section{ID: "threads", Title: r.T("discussion.threads")}
	if len(g.Threads) == 0 {
		threads.Parts = []ui.Part{ui.Empty{Title: r.T("discussion.threads.none"), Text: r.T("discussion.threads.none.text")}}
	} else {
		threads.Parts = []ui.Part{p.threads(g)}
	}
	page.Sections = []ui.Section{threads}
	if g.Joined && g.Closed == "" {
		f := ui.Post(p.Base+"/groups/"+g.Code+"/threads", r.T("discussion.begin"), p.Line("title", title, "", refused), p.Lines("text", text, refused))
		page.Sections = append(page.Sections, ui.Section{ID: "begin", Title: r.T("discussion.begin"), Forms: []ui.Form{f}})
	}
	page.Side = p.groupSide(g)
	return p.View(page, refused, p.groupsLink()), nil
}

func (p place) threads(g Full) ui.Table {
	t := ui.Table{ID: "threads-table", Caption: p.Words.T("discussion.threads"), Hidden: true, Cards: true, Head: p.Head("thread", "posts", "latest")}
	t.Head[1].Number = true
	for _, one := range g.Threads {
		latest := ui.Cell{Text: p.Words.DateTime(one.Latest)}
		if one.Closed {
			latest = ui.Cell{Tag: &ui.Tag{Kind: "off", Text: p.Words.T("discussion.closed")}}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: one.Title, Href: p.threadHref(g.Group, one.Thread), Head: true}, {Text: p.Words.Number(float64(one.Posts), 0), Number: true}, latest}})
	}
	return t
}

// groupSide is who is in the group, and the button to join or leave it.
func (p place) groupSide(g Full) []ui.Section {
	T := p.Words.T
	keeper := g.Keeper
	if keeper == "" {
		keeper = T("discussion.secretariat")
	}
	about := ui.Section{Card: true, Title: T("discussion.people"), Parts: []ui.Part{ui.Pairs{{Name: T("discussion.field.people"), Value: p.Words.Number(float64(len(g.People)), 0)}, {Name: T("discussion.field.moderator"), Value: keeper}}}}
	if len(g.People) > 0 {
		about.Parts = append(about.Parts, ui.Details{Summary: T("discussion.people.who"), Text: p.Words.Join(g.People)})
	}
	if g.Closed != "" {
		about.Text = []string{T("discussion.group.closed")}
		return []ui.Section{about}
	}
	join := ui.Form{Method: "post", Action: p.Base + "/groups/" + g.Code + "/join", Submit: T("discussion.join")}
	about.Text = []string{T("discussion.join.text")}
	if g.Joined {
		join.Submit, join.Secondary, join.Hidden = T("discussion.leave"), true, []ui.Hidden{{Name: "leave", Value: "1"}}
		about.Text = []string{T("discussion.leave.text")}
	}
	about.Forms = []ui.Form{join}
	return []ui.Section{about}
}

func (s *Service) join(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	do, said := s.Join, "discussion.said.joined"
	if r.PostFormValue("leave") == "1" {
		do, said = s.Leave, "discussion.said.left"
	}
	if err := do(r.Context(), p.Who, p.Network, r.PathValue("group")); err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/groups/" + r.PathValue("group"), Said: said}, nil
}

func (s *Service) begin(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	title, text := network.Posted(r, "title"), network.Posted(r, "text")
	t, err := s.Begin(r.Context(), p.Who, p.Network, r.PathValue("group"), title, text, p.Lang)
	if network.Mendable(err) {
		return s.showGroup(r, title, text, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.threadHref(Group{Code: r.PathValue("group")}, t), Said: "discussion.said.written"}, nil
}

func (s *Service) groupForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	g := Group{Kind: Kinds[0]}
	if code := r.URL.Query().Get("group"); code != "" {
		f, err := s.Group(r.Context(), p.Who, p.Network, code)
		if err != nil {
			return nil, err
		}
		g = f.Group
	}
	return s.showGroupForm(r, p, g, nil)
}

func (s *Service) showGroupForm(r *web.Request, p place, g Group, refused error) (web.Reply, error) {
	people, err := s.Moderators(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	choice := ui.Select{Field: p.Field("moderator", refused), Options: []ui.Option{{Text: r.T("discussion.secretariat")}}}
	for _, one := range people {
		choice.Options = append(choice.Options, ui.Option{Value: one.ID, Text: one.Name, Chosen: one.ID == g.Moderator})
	}
	f := ui.Post(p.Base+"/group/edit", r.T("web.save"), p.Line("name", g.Name.In(p.Lang), "", refused), p.Lines("about", g.About.In(p.Lang), refused),
		p.Choose("kind", "discussion.kind.", Kinds, g.Kind, refused), choice)
	f.Cancel = p.Base + "/groups"
	title := r.T("discussion.group.add")
	if g.ID != "" {
		title = r.T("discussion.group.change")
		f.Cancel += "/" + g.Code
		f.Fields = append(f.Fields, ui.Checkboxes{Field: p.Field("closed", refused), Options: []ui.Option{{Value: "1", Text: r.T("discussion.group.close"), Chosen: g.Closed != ""}}, Small: true})
		f.Hidden = []ui.Hidden{{Name: "group", Value: g.Code}, {Name: "version", Value: strconv.FormatInt(g.Version, 10)}}
	}
	page := ui.Page{Title: title, Lede: r.T("discussion.group.form"), Sections: append(p.Stored(refused, p.storedGroup(r, s, g, refused)), ui.Section{Forms: []ui.Form{f}})}
	return p.View(page, refused, p.groupsLink()), nil
}

// storedGroup is the group as somebody else has changed it meanwhile.
func (p place) storedGroup(r *web.Request, s *Service, g Group, refused error) ui.Pairs {
	if refused == nil || g.Code == "" {
		return nil
	}
	now, err := s.Group(r.Context(), p.Who, p.Network, g.Code)
	if err != nil {
		return nil
	}
	T := p.Words.T
	return ui.Pairs{{Name: T("discussion.field.name"), Value: now.Name.In(p.Lang)}, {Name: T("discussion.field.about"), Value: now.About.In(p.Lang)}, {Name: T("discussion.field.kind"), Value: T("discussion.kind." + now.Kind)}}
}

func (s *Service) putGroup(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	g := Group{}
	if code := r.PostFormValue("group"); code != "" {
		f, err := s.Group(r.Context(), p.Who, p.Network, code)
		if err != nil {
			return nil, err
		}
		g = f.Group
	}
	g.Name, g.About = g.Name.With(p.Lang, network.Posted(r, "name")), g.About.With(p.Lang, network.Posted(r, "about"))
	g.Kind, g.Moderator = r.PostFormValue("kind"), r.PostFormValue("moderator")
	if g.ID != "" {
		g.Version = network.PostedNumber(r, "version")
		switch closed := r.PostFormValue("closed") == "1"; {
		case closed && g.Closed == "":
			g.Closed = s.networks.Today(p.Network)
		case !closed:
			g.Closed = ""
		}
	}
	put, err := s.PutGroup(r.Context(), p.Who, p.Network, g)
	if network.Mendable(err) {
		return s.showGroupForm(r, p, g, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/groups/" + put.Code, Said: "network.said-saved"}, nil
}
