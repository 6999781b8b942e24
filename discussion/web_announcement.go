package discussion

import (
	"strconv"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// all days that a calendar has.
const firstDay, lastDay = "0001-01-01", "9999-12-31"

func (s *Service) announcementsPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Announcements(r.Context(), p.Who, p.Network, firstDay, lastDay)
	if err != nil {
		return nil, err
	}
	today := s.networks.Today(p.Network)
	var coming, past []Announced
	for _, a := range all {
		if a.Ends() >= today && a.Kind == "event" {
			coming = append(coming, a)
		} else {
			past = append([]Announced{a}, past...)
		}
	}
	page := ui.Page{Title: r.T("discussion.announcements"), Lede: r.T("discussion.announcements.lede")}
	if p.May("discussion.read") {
		announcers, err := s.Announcers(r.Context(), p.Who, p.Network)
		if err != nil {
			return nil, err
		}
		page.Actions = &ui.Actions{Links: []ui.Link{p.groupsLink()}}
		if len(announcers) > 0 {
			page.Actions.Buttons = []ui.Button{{Text: r.T("discussion.announcement.add"), Href: p.Base + "/announcement/edit"}}
		}
	}
	page.Sections = []ui.Section{p.announcements("coming", coming), p.announcements("past", past)}
	return p.View(page, nil), nil
}

func (p place) announcements(id string, all []Announced) ui.Section {
	section := ui.Section{ID: id, Title: p.Words.T("discussion." + id)}
	if len(all) == 0 {
		section.Text = []string{p.Words.T("discussion." + id + ".none")}
		return section
	}
	t := ui.Table{ID: id + "-table", Caption: section.Title, Hidden: true, Cards: true, Head: p.Head("when", "announcement", "by", "place")}
	for _, a := range all {
		title := ui.Cell{Text: a.Title.In(p.Lang), Href: p.Base + "/announcements/" + strconv.FormatInt(a.No, 10), Head: true}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.days(a.Announcement)}, title, {Text: a.By.Named(p.Lang)}, {Text: a.Place}}})
	}
	section.Parts = []ui.Part{t}
	return section
}

func (p place) days(a Announcement) string {
	if a.Last != "" && a.Last != a.Day {
		return p.Words.T("discussion.days", "from", p.Words.Period(a.Day), "to", p.Words.Period(a.Last))
	}
	return p.Words.Period(a.Day)
}

func (p place) announcementsLink() ui.Link {
	return ui.Link{Text: p.Words.T("discussion.announcements"), Href: p.Base + "/announcements"}
}

func (s *Service) announcementPage(r *web.Request) (web.Reply, error) {
	return s.showAnnouncement(r, "", nil)
}

func (s *Service) showAnnouncement(r *web.Request, why string, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a, err := s.Announcement(r.Context(), p.Who, p.Network, pathNumber(r, "announcement"))
	if err != nil {
		return nil, err
	}
	T := r.T
	facts := ui.Pairs{{Name: T("discussion.field.when"), Value: p.days(a.Announcement)}, {Name: T("discussion.field.by"), Value: a.By.Named(p.Lang)}}
	if a.Place != "" {
		facts = append(facts, ui.Pair{Name: T("discussion.field.place"), Value: a.Place})
	}
	if a.Link != "" {
		facts = append(facts, ui.Pair{Name: T("discussion.field.link"), Value: a.Link, Href: a.Link})
	}
	facts = append(facts, ui.Pair{Name: T("discussion.field.for"), Value: T(map[bool]string{true: "discussion.for.all", false: "discussion.for.network"}[a.Public])})
	page := ui.Page{Eye: T("discussion.announcement." + a.Kind), Title: a.Title.In(p.Lang), Sections: []ui.Section{{Text: lang.Paragraphs(a.Text.In(p.Lang)), Parts: []ui.Part{facts}}}}
	if a.Withdrawn != "" {
		page.Sections[0].Parts = append([]ui.Part{ui.Note{Text: T("discussion.withdrawn", "why", a.Withdrawn)}}, page.Sections[0].Parts...)
	}
	if a.MayChange {
		page.Actions = &ui.Actions{Links: []ui.Link{{Text: T("discussion.announcement.change"), Href: p.Base + "/announcement/edit?no=" + strconv.FormatInt(a.No, 10)}}}
		if a.Withdrawn == "" {
			f := ui.Post(p.Base+"/announcements/"+strconv.FormatInt(a.No, 10)+"/withdraw", T("discussion.withdraw"), p.Line("why", why, "", refused))
			f.Secondary, f.Hidden = true, []ui.Hidden{{Name: "version", Value: strconv.FormatInt(a.Version, 10)}}
			page.Sections = append(page.Sections, ui.Section{Title: T("discussion.withdraw"), Forms: []ui.Form{f}})
		}
	}
	return p.View(page, refused, p.announcementsLink()), nil
}

func (s *Service) withdraw(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	why := network.Posted(r, "why")
	err = s.Withdraw(r.Context(), p.Who, p.Network, pathNumber(r, "announcement"), network.PostedNumber(r, "version"), why)
	if network.Mendable(err) {
		return s.showAnnouncement(r, why, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/announcements", Said: "discussion.said.withdrawn"}, nil
}

func (s *Service) announcementForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Announcement{Kind: AnnouncementKinds[0], Day: s.networks.Today(p.Network)}
	if no, err := strconv.ParseInt(r.URL.Query().Get("no"), 10, 64); err == nil {
		found, err := s.Announcement(r.Context(), p.Who, p.Network, no)
		if err != nil {
			return nil, err
		}
		a = found.Announcement
	}
	return s.showAnnouncementForm(r, p, a, nil)
}

func (s *Service) showAnnouncementForm(r *web.Request, p place, a Announcement, refused error) (web.Reply, error) {
	announcers, err := s.Announcers(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	if len(announcers) == 0 {
		return nil, network.May(p.Who, "discussion.announce", network.Resource{Network: p.Network.ID}).Err()
	}
	f := ui.Post(p.Base+"/announcement/edit", r.T("web.save"), p.Choose("announcement-kind", "discussion.announcement.", AnnouncementKinds, a.Kind, refused))
	f.Cancel = p.Base + "/announcements"
	if a.No == 0 {
		f.Fields = append(f.Fields, p.Organisations("by", announcers, a.Organisation, "", refused))
	}
	day := func(name, value string) ui.Part {
		return ui.Input{Field: p.Field(name, refused), Value: value, Type: "date", Width: "10"}
	}
	f.Fields = append(f.Fields, p.Line("title", a.Title.In(p.Lang), "", refused), p.Lines("text", a.Text.In(p.Lang), refused), day("day", a.Day), day("last", a.Last),
		p.Line("place", a.Place, "20", refused), ui.Input{Field: p.Field("link", refused), Value: a.Link, Type: "url", NoSpell: true},
		ui.Checkboxes{Field: p.Field("public", refused), Options: []ui.Option{{Value: "1", Text: r.T("discussion.for.all"), Chosen: a.Public}}, Small: true})
	f.Hidden = []ui.Hidden{{Name: "no", Value: strconv.FormatInt(a.No, 10)}, {Name: "version", Value: strconv.FormatInt(a.Version, 10)}}
	page := ui.Page{Title: r.T("discussion.announcement.add"), Lede: r.T("discussion.announcement.form"), Sections: []ui.Section{{Forms: []ui.Form{f}}}}
	if a.No != 0 {
		page.Title = r.T("discussion.announcement.change")
		if now, err := s.Announcement(r.Context(), p.Who, p.Network, a.No); err == nil {
			page.Sections = append(p.Stored(refused, ui.Pairs{{Name: r.T("discussion.field.title"), Value: now.Title.In(p.Lang)}, {Name: r.T("discussion.field.text"), Value: now.Text.In(p.Lang)}, {Name: r.T("discussion.field.when"), Value: p.days(now.Announcement)}}), page.Sections...)
		}
	}
	return p.View(page, refused, p.announcementsLink()), nil
}

func (s *Service) announce(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Announcement{No: network.PostedNumber(r, "no"), Organisation: r.PostFormValue("by")}
	if a.No != 0 {
		found, err := s.Announcement(r.Context(), p.Who, p.Network, a.No)
		if err != nil {
			return nil, err
		}
		a = found.Announcement
		a.Version = network.PostedNumber(r, "version")
	}
	a.Kind, a.Day, a.Last = r.PostFormValue("announcement-kind"), network.Posted(r, "day"), network.Posted(r, "last")
	a.Title, a.Text = a.Title.With(p.Lang, network.Posted(r, "title")), a.Text.With(p.Lang, network.Posted(r, "text"))
	a.Place, a.Link, a.Public = network.Posted(r, "place"), network.Posted(r, "link"), r.PostFormValue("public") == "1"
	put, err := s.Announce(r.Context(), p.Who, p.Network, a)
	if network.Mendable(err) {
		return s.showAnnouncementForm(r, p, a, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.Base + "/announcements/" + strconv.FormatInt(put.No, 10), Said: "network.said-saved"}, nil
}
