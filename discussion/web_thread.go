package discussion

import (
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) threadPage(r *web.Request) (web.Reply, error) { return s.showThread(r, "", nil) }

func (s *Service) showThread(r *web.Request, text string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t, err := s.Thread(r.Context(), p.Who, p.Network, r.PathValue("group"), pathNumber(r, "thread"))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Eye: t.Group.Name.In(p.Lang), Title: t.Thread.Title}
	at := p.threadHref(t.Group, t.Thread)
	for _, one := range t.Posts {
		page.Sections = append(page.Sections, p.post(t, one, at))
	}
	switch why := mayWrite(t.Joined, t.Group, t.Thread); {
	case why == nil:
		page.Sections = append(page.Sections, ui.Section{ID: "answer", Title: r.T("discussion.answer"), Forms: []ui.Form{ui.Post(at+"/posts", r.T("discussion.answer.send"), p.Lines("text", text, refused))}})
	case !t.Joined && t.Group.Closed == "" && !t.Thread.Closed:
		page.Sections = append(page.Sections, ui.Section{Parts: []ui.Part{ui.Note{Info: true, Text: r.T("discussion.join.first"), Link: ui.Link{Text: t.Group.Name.In(p.Lang), Href: p.groupLink(t.Group).Href}}}})
	default:
		page.Sections = append(page.Sections, ui.Section{Parts: []ui.Part{ui.Note{Info: true, Text: r.T("discussion.thread.closed")}}})
	}
	if t.Moderates {
		f := ui.Form{Method: "post", Action: at + "/close", Submit: r.T("discussion.thread.close"), Secondary: true}
		if t.Thread.Closed {
			f.Submit, f.Hidden = r.T("discussion.thread.open"), []ui.Hidden{{Name: "open", Value: "1"}}
		}
		page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{f}})
	}
	return p.View(page, refused, p.groupsLink(), p.groupLink(t.Group)), nil
}

// post is a post as readers see it.
func (p place) post(t Talk, one Post, at string) ui.Section {
	no := strconv.FormatInt(one.No, 10)
	section := ui.Section{ID: "p" + no, Card: true, Title: t.Names[one.Author], Beside: p.Words.DateTime(one.Written)}
	if section.Title == "" {
		section.Title = p.Words.T("discussion.nobody")
	}
	if !one.Changed.IsZero() {
		section.Beside = p.Words.T("discussion.changed", "at", p.Words.DateTime(one.Changed))
	}
	if one.Hidden != "" {
		section.Text = []string{p.Words.T("discussion.post.hidden")}
		if one.Readable(p.Who.ID, t.Moderates) {
			section.Text = append(section.Text, p.Words.T("discussion.post.why", "why", one.Why))
		}
	}
	if one.Readable(p.Who.ID, t.Moderates) {
		section.Text = append(section.Text, one.Paragraphs()...)
		section.Parts = []ui.Part{ui.Actions{Links: []ui.Link{{Text: p.Words.T("discussion.post.more", "no", no), Href: at + "/" + no}}}}
	}
	return section
}

func (s *Service) answer(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	text := network.Posted(r, "text")
	one, err := s.Answer(r.Context(), p.Who, p.Network, r.PathValue("group"), pathNumber(r, "thread"), text, p.Lang)
	if network.Mendable(err) {
		return s.showThread(r, text, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: s.at(r, p) + "#p" + strconv.FormatInt(one.No, 10), Said: "discussion.said.written"}, nil
}

// at is the address of the thread of a request.
func (s *Service) at(r *web.Request, p place) string {
	return p.threadHref(Group{Code: r.PathValue("group")}, Thread{No: pathNumber(r, "thread")})
}

func (s *Service) close(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	open := r.PostFormValue("open") == "1"
	if err := s.Close(r.Context(), p.Who, p.Network, r.PathValue("group"), pathNumber(r, "thread"), !open); err != nil {
		return nil, err
	}
	return web.Go{To: s.at(r, p), Said: map[bool]string{true: "discussion.said.opened", false: "discussion.said.closed"}[open]}, nil
}

func (s *Service) postPage(r *web.Request) (web.Reply, error) { return s.showPost(r, "", "", nil) }

// showPost is what can be done with one post: by its author, by a moderator,
// by any reader.
func (s *Service) showPost(r *web.Request, text, why string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	t, one, err := s.Post(r.Context(), p.Who, p.Network, r.PathValue("group"), pathNumber(r, "thread"), pathNumber(r, "post"))
	if err != nil {
		return nil, err
	}
	at := p.threadHref(t.Group, t.Thread)
	here := at + "/" + strconv.FormatInt(one.No, 10)
	version := []ui.Hidden{{Name: "version", Value: strconv.FormatInt(one.Version, 10)}}
	shown := p.post(t, one, at)
	shown.Parts = nil
	page := ui.Page{Eye: t.Group.Name.In(p.Lang), Title: t.Thread.Title, Sections: []ui.Section{shown}}
	if one.Author == p.Who.ID && one.Hidden == "" {
		if text == "" {
			text = one.Text
		}
		f := ui.Post(here+"/text", r.T("web.save"), p.Lines("text", text, refused))
		f.Hidden, f.Cancel = version, at
		page.Sections = append(page.Sections, ui.Section{Title: r.T("discussion.rewrite.title"), Forms: []ui.Form{f}})
	}
	if t.Moderates && one.Hidden == "" {
		f := ui.Post(here+"/hide", r.T("discussion.post.hide"), p.Line("why", why, "", refused))
		f.Hidden, f.Secondary = version, true
		page.Sections = append(page.Sections, ui.Section{Title: r.T("discussion.post.hide"), Forms: []ui.Form{f}})
	}
	if t.Moderates && one.Hidden != "" {
		page.Sections = append(page.Sections, ui.Section{Forms: []ui.Form{{Method: "post", Action: here + "/hide", Submit: r.T("discussion.post.show"), Secondary: true, Hidden: append(version, ui.Hidden{Name: "show", Value: "1"})}}})
	}
	if one.Hidden == "" && one.Author != p.Who.ID {
		page.Sections = append(page.Sections, ui.Section{Title: r.T("discussion.flag"), Text: []string{r.T("discussion.flag.text")}, Forms: []ui.Form{{Method: "post", Action: here + "/flag", Submit: r.T("discussion.flag"), Secondary: true}}})
	}
	return p.View(page, refused, p.groupsLink(), p.groupLink(t.Group), ui.Link{Text: t.Thread.Title, Href: at}), nil
}

func (s *Service) spot(r *web.Request) Spot {
	return Spot{Group: r.PathValue("group"), Thread: pathNumber(r, "thread"), Post: pathNumber(r, "post"), Version: network.PostedNumber(r, "version")}
}

func (s *Service) rewrite(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	text := network.Posted(r, "text")
	err = s.Rewrite(r.Context(), p.Who, p.Network, s.spot(r), text)
	if network.Mendable(err) {
		return s.showPost(r, text, "", err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: s.at(r, p), Said: "network.said-saved"}, nil
}

func (s *Service) hide(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	why, again := network.Posted(r, "why"), r.PostFormValue("show") == "1"
	err = s.Hide(r.Context(), p.Who, p.Network, s.spot(r), why, again)
	if network.Mendable(err) {
		return s.showPost(r, "", why, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: s.at(r, p), Said: map[bool]string{true: "discussion.said.shown", false: "discussion.said.hidden"}[again]}, nil
}

func (s *Service) flag(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	if err := s.Flag(r.Context(), p.Who, p.Network, s.spot(r)); err != nil {
		return nil, err
	}
	return web.Go{To: s.at(r, p), Said: "discussion.said.flagged"}, nil
}
