package account

import (
	"context"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) accessPage(r *web.Request) (web.Reply, error) { return s.accessView(r, nil) }

// accessView shows whoever may end them the ways in of somebody.
func (s *Service) accessView(r *web.Request, refused error) (web.Reply, error) {
	p, err := s.networks.Place(r, "account")
	if err != nil {
		return nil, err
	}
	a, err := s.Access(r.Context(), p.Who, p.Network, r.PathValue("person"))
	if err != nil {
		return nil, err
	}
	p.Section = "members"
	at := p.Base + "/people/" + a.Person.ID + "/access"
	ends := ui.Section{Card: true, Title: r.T("account.access.ways"), Text: []string{r.T("account.access.sessions", "count", len(a.Sessions)), r.T("account.access.tokens", "count", len(a.Tokens))},
		Forms: []ui.Form{ui.Post(at+"/end", r.T("account.access.end"))}}
	if len(a.Tokens) > 0 {
		ends.Text = append(ends.Text, r.T("account.access.for", "purposes", p.Words.Join(a.Tokens)))
	}
	page := ui.Page{Title: a.Person.Name, Lede: r.T("account.access.lede"), Sections: []ui.Section{ends, s.suspension(p, a, at, refused)}}
	return p.View(page, refused, ui.Link{Text: r.T("network.people.title", "name", p.Network.Name.In(p.Lang)), Href: p.Base + "/people"}), nil
}

// suspension is where somebody is suspended or let in again.
func (s *Service) suspension(p network.Place, a Access, at string, refused error) ui.Section {
	T := p.Words.T
	section := ui.Section{Card: true, Title: T("account.suspend.title"), Text: []string{T("account.suspend.text")}}
	if a.Person.Suspended != "" {
		section.Text = []string{T("account.suspend.since", "day", p.Words.Period(a.Person.Suspended))}
	}
	switch why := fault.Of(a.MaySuspend); {
	case a.MaySuspend != nil:
		section.Text = append(section.Text, T(why.ID, why.Args...))
	case network.May(p.Who, "account.suspend", network.Resource{Network: p.Network.ID}).Confirm:
		section.Text = append(section.Text, T("account.confirm.first"))
		section.Parts = []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: T("account.confirm.title"), Href: network.ConfirmHref(p.Here, at)}}}}
	case a.Person.Suspended != "":
		section.Forms = []ui.Form{ui.Post(at+"/resume", T("account.suspend.resume"))}
	default:
		section.Forms = []ui.Form{ui.Post(at+"/suspend", T("account.suspend.do"), p.Line("why", "", "", refused))}
	}
	return section
}

func (s *Service) endAccessForm(r *web.Request) (web.Reply, error) {
	return s.accessed(r, "account.said-ended", s.EndAccess)
}

func (s *Service) resumeForm(r *web.Request) (web.Reply, error) {
	return s.accessed(r, "account.said-resumed", s.Resume)
}

func (s *Service) suspendForm(r *web.Request) (web.Reply, error) {
	return s.accessed(r, "account.said-suspended", func(ctx context.Context, who network.Who, n network.Network, person string) error {
		return s.Suspend(ctx, who, n, person, r.PostFormValue("why"))
	})
}

// accessed answers a change of somebody's ways in.
func (s *Service) accessed(r *web.Request, said string, do func(context.Context, network.Who, network.Network, string) error) (web.Reply, error) {
	p, err := s.networks.Place(r, "account")
	if err != nil {
		return nil, err
	}
	at := p.Base + "/people/" + r.PathValue("person") + "/access"
	err = do(r.Context(), p.Who, p.Network, r.PathValue("person"))
	switch {
	case err == nil:
		return web.Go{To: at, Said: said}, nil
	case fault.ID(err) == "network.step-up":
		return web.Go{To: network.ConfirmHref(p.Here, at)}, nil
	case fault.Of(err).Kind == fault.Invalid:
		return s.accessView(r, err)
	}
	return nil, err
}
