package contribution

import (
	"cmp"
	"strconv"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) entryPage(r *web.Request) (web.Reply, error) { return s.entryView(r, nil) }

func (s *Service) entryView(r *web.Request, refused error) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	at := p.at("/" + f.Number())
	facts := append(ui.Pairs{{Name: r.T("contribution.field.member"), Value: f.Member.Named(p.Lang), Href: p.Base + "/members/" + f.Member.Code}}, p.facts(f.Entry)...)
	if f.Reason != "" {
		facts = append(facts, ui.Pair{Name: r.T("contribution.field.reason"), Value: f.Reason})
	}
	page := ui.Page{Title: f.Title, Eye: r.T("contribution.no", "no", f.Number()), Sections: []ui.Section{{Card: true, Title: r.T("contribution.entry"), Tag: p.state(f.Entry), Parts: []ui.Part{facts}}}}
	if f.MayChange {
		page.Actions = &ui.Actions{Buttons: []ui.Button{{Text: r.T("contribution.change"), Href: at + "/edit", Secondary: true}}}
	}
	if f.Kind.Names {
		page.Sections = append(page.Sections, p.named(f, at, refused))
	}
	if f.MayConfirm && f.State != Withdrawn {
		page.Side = p.settling(f, at, refused)
	}
	return p.View(page, refused, p.top()), nil
}

// settling is what the secretariat decides.
func (p place) settling(f Full, at string, refused error) (all []ui.Section) {
	version := ui.Hidden{Name: "version", Value: strconv.FormatInt(f.Version, 10)}
	if f.State == Recorded {
		yes := ui.Post(at+"/settle", p.Words.T("contribution.confirm"))
		yes.Hidden = []ui.Hidden{version, {Name: "state", Value: Confirmed}}
		all = append(all, ui.Section{Card: true, Title: p.Words.T("contribution.confirm"), Text: []string{p.Words.T("contribution.confirm.text")}, Forms: []ui.Form{yes}})
	}
	no := ui.Post(at+"/settle", p.Words.T("contribution.withdraw.do"), p.Lines("reason", "", refused))
	no.Hidden, no.Secondary = []ui.Hidden{version, {Name: "state", Value: Withdrawn}}, true
	return append(all, ui.Section{Card: true, Title: p.Words.T("contribution.withdraw.title"), Forms: []ui.Form{no}})
}

// named says how many administrators of companies are named, and who has
// looked; the names themselves stand on a page of their own.
func (p place) named(f Full, at string, refused error) ui.Section {
	s := ui.Section{ID: "names", Title: p.Words.T("contribution.names"), Text: []string{p.Words.T("contribution.names.text"), p.Words.T("contribution.names.count", "count", f.Named)}}
	if f.Named > 0 {
		s.Parts = append(s.Parts, ui.Actions{Buttons: []ui.Button{{Text: p.Words.T("contribution.names.show"), Href: at + "/names", Secondary: true}}})
	}
	if f.MayChange {
		add := ui.Post(at+"/names", p.Words.T("contribution.names.add"), p.Line("company", "", "", refused), p.Line("name", "", "", refused), p.Line("purpose", "", "", refused), p.Line("origin", "", "", refused))
		add.Secondary = true
		s.Parts = append(s.Parts, ui.Details{Summary: p.Words.T("contribution.names.add"), Open: refused != nil, Parts: []ui.Part{add}})
	}
	if len(f.Looks) > 0 {
		t := ui.Table{ID: "looks", Caption: p.Words.T("contribution.looks"), Cards: true, Head: p.Head("at", "who", "names")}
		for _, l := range f.Looks {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(l.At), Head: true}, {Text: cmp.Or(l.Name, "–")}, {Text: strconv.FormatInt(l.Names, 10), Number: true}}})
		}
		s.Parts = append(s.Parts, t)
	}
	return s
}

func (s *Service) settle(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	err = s.Settle(r.Context(), p.Who, p.Network, Entry{No: f.No, State: r.PostFormValue("state"), Reason: network.Posted(r, "reason"), Version: network.PostedNumber(r, "version")})
	if network.Mendable(err) {
		return s.entryView(r, err)
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "contribution.said-saved"}, err
}

func (s *Service) namesPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	_, all, err := s.Names(r.Context(), p.Who, p.Network, f.No)
	if err != nil {
		return nil, err
	}
	at := p.at("/" + f.Number())
	section := ui.Section{Text: []string{r.T("contribution.names.recorded")}}
	if len(all) == 0 {
		section = ui.Section{Parts: []ui.Part{ui.Empty{Title: r.T("contribution.names.none"), Text: r.T("contribution.names.text")}}}
	} else {
		t := ui.Table{ID: "names", Caption: r.T("contribution.names"), Hidden: true, Cards: true, Head: p.Head("company", "name", "purpose", "origin")}
		if f.MayChange {
			section.Forms = []ui.Form{{ID: "remove", Method: "post", Action: at + "/names/remove"}}
			t.Head = append(t.Head, ui.Cell{Text: r.T("contribution.next")})
		}
		for _, n := range all {
			row := ui.Row{Cells: []ui.Cell{{Text: n.Company, Head: true}, {Text: n.Name}, {Text: n.Purpose}, {Text: n.Source}}}
			if f.MayChange {
				row.Cells = append(row.Cells, ui.Cell{Parts: []ui.Part{ui.Button{Text: r.T("web.remove"), Name: "id", Value: n.ID, Form: "remove", Secondary: true}}})
			}
			t.Rows = append(t.Rows, row)
		}
		section.Parts = []ui.Part{t}
	}
	return p.View(ui.Page{Title: r.T("contribution.names"), Lede: f.Title, Sections: []ui.Section{section}}, nil, p.top(), ui.Link{Text: f.Title, Href: at}), nil
}

func (s *Service) addName(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	err = s.AddName(r.Context(), p.Who, p.Network, f.No, Name{Company: network.Posted(r, "company"), Name: network.Posted(r, "name"), Purpose: network.Posted(r, "purpose"), Source: network.Posted(r, "origin")})
	if network.Mendable(err) {
		return s.entryView(r, err)
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "contribution.said-saved"}, err
}

func (s *Service) removeName(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err == nil {
		err = s.RemoveName(r.Context(), p.Who, p.Network, f.No, r.PostFormValue("id"))
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "contribution.said-saved"}, err
}
