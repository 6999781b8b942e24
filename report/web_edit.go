package report

import (
	"strconv"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.change")
	if err != nil {
		return nil, err
	}
	return p.edit(r, f, f.Version, f.Opening.In(p.Lang), f.Closing.In(p.Lang), nil), nil
}

// drafted is the place of a request and the report that it is about, for those
// who may do something with it.
func (s *Service) drafted(r *web.Request, action string) (place, Full, error) {
	p, err := s.place(r)
	if err == nil {
		err = network.May(p.Who, action, network.Resource{Network: p.Network.ID}).Err()
	}
	if err != nil {
		return p, Full{}, err
	}
	f, err := s.Report(r.Context(), p.Who, p.Network, asked(r))
	return p, f, err
}

func (p place) edit(r *web.Request, f Full, version int64, opening, closing string, refused error) web.View {
	form := ui.Post(p.at(f.Year)+"/edit", r.T("web.save"), ui.Textarea{Field: p.Field("opening", refused), Value: opening, Rows: 12}, ui.Textarea{Field: p.Field("closing", refused), Value: closing, Rows: 12})
	form.Cancel, form.Hidden = p.at(f.Year), []ui.Hidden{{Name: "version", Value: strconv.FormatInt(version, 10)}}
	page := ui.Page{Title: r.T("report.edit"), Lede: r.T("report.edit.lede")}
	page.Sections = append(p.Stored(refused, ui.Pairs{{Name: r.T("report.field.opening"), Value: f.Opening.In(p.Lang)}, {Name: r.T("report.field.closing"), Value: f.Closing.In(p.Lang)}}), ui.Section{Forms: []ui.Form{form}})
	return p.View(page, refused, p.reportsLink(), p.reportLink(f.Year))
}

func (s *Service) write(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.change")
	if err != nil {
		return nil, err
	}
	opening, closing, version := network.Posted(r, "opening"), network.Posted(r, "closing"), network.PostedNumber(r, "version")
	err = s.Write(r.Context(), p.Who, p.Network, f.Year, version, p.Lang, opening, closing)
	if network.Mendable(err) {
		if fault.ID(err) == "network.changed-meanwhile" {
			version = f.Version // what is sent again is written over what is shown
		}
		return p.edit(r, f, version, opening, closing, err), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(f.Year), Said: "network.said-saved"}, nil
}

func (s *Service) adopt(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	decision := network.Posted(r, "decision")
	err = s.Adopt(r.Context(), p.Who, p.Network, asked(r), network.PostedNumber(r, "version"), decision)
	if network.Mendable(err) {
		return s.showReport(r, decision, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(asked(r)), Said: "report.said.adopted"}, nil
}

func (s *Service) publish(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	err = s.Publish(r.Context(), p.Who, p.Network, asked(r), network.PostedNumber(r, "version"))
	if network.Mendable(err) {
		return s.showReport(r, "", err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(asked(r)), Said: "report.said.published"}, nil
}

// proposers are the members for which somebody may propose; the secretariat
// proposes for itself.
func (p place) proposers() []string {
	if network.May(p.Who, "report.change", network.Resource{Network: p.Network.ID}).Allowed {
		return []string{""}
	}
	return p.Who.ActsFor(p.Network.ID, network.Representative)
}

func (s *Service) proposePage(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.read-drafts")
	if err != nil {
		return nil, err
	}
	if len(p.proposers()) == 0 {
		return nil, network.May(p.Who, "report.propose", network.Resource{Network: p.Network.ID}).Err()
	}
	return p.proposing(r, f, Proposal{}, nil), nil
}

func (p place) proposing(r *web.Request, f Full, one Proposal, refused error) web.View {
	form := ui.Post(p.at(f.Year)+"/propose", r.T("report.propose"), p.Line("title", one.Title, "", refused), p.Lines("text", one.Text, refused))
	form.Cancel = p.at(f.Year)
	page := ui.Page{Title: r.T("report.propose"), Lede: r.T("report.propose.lede"), Sections: []ui.Section{{Forms: []ui.Form{form}}}}
	return p.View(page, refused, p.reportsLink(), p.reportLink(f.Year))
}

func (s *Service) propose(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.read-drafts")
	if err != nil {
		return nil, err
	}
	own := p.proposers()
	one := Proposal{Year: f.Year, Title: network.Posted(r, "title"), Text: network.Posted(r, "text")}
	if len(own) > 0 {
		one.Organisation = own[0]
	}
	_, err = s.Propose(r.Context(), p.Who, p.Network, one)
	if network.Mendable(err) {
		return p.proposing(r, f, one, err), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(f.Year) + "#proposals", Said: "report.said.proposed"}, nil
}

func (s *Service) answerPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.change")
	if err != nil {
		return nil, err
	}
	one, err := f.proposal(r)
	if err != nil {
		return nil, err
	}
	return p.answering(r, f, one, nil), nil
}

// proposal is the one that a request names.
func (f Full) proposal(r *web.Request) (Proposal, error) {
	for _, one := range f.Proposals {
		if strconv.FormatInt(one.No, 10) == r.PathValue("no") {
			return one, nil
		}
	}
	return Proposal{}, fault.New(fault.Missing, "report.proposal.unknown")
}

func (p place) answering(r *web.Request, f Full, one Proposal, refused error) web.View {
	form := ui.Post(p.at(f.Year)+"/proposals/"+strconv.FormatInt(one.No, 10), r.T("web.save"), p.Choose("state", "report.proposal.", Answers, one.State, refused), p.Lines("answer", one.Answer, refused))
	form.Cancel, form.Hidden = p.at(f.Year)+"#proposals", []ui.Hidden{{Name: "version", Value: strconv.FormatInt(one.Version, 10)}}
	page := ui.Page{Eye: r.T("report.proposals"), Title: one.Title, Sections: []ui.Section{{Text: lang.Paragraphs(one.Text), Forms: []ui.Form{form}}}}
	return p.View(page, refused, p.reportsLink(), p.reportLink(f.Year))
}

func (s *Service) answer(r *web.Request) (web.Reply, error) {
	p, f, err := s.drafted(r, "report.change")
	if err != nil {
		return nil, err
	}
	one, err := f.proposal(r)
	if err != nil {
		return nil, err
	}
	one.State, one.Answer, one.Version = r.PostFormValue("state"), network.Posted(r, "answer"), network.PostedNumber(r, "version")
	err = s.Answer(r.Context(), p.Who, p.Network, one)
	if network.Mendable(err) {
		return p.answering(r, f, one, err), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at(f.Year) + "#proposals", Said: "network.said-saved"}, nil
}
