package account

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) tokensPage(r *web.Request) (web.Reply, error) {
	return s.tokensView(r, Token{LastDay: lastDay(s.day(), longestToken)}, "", nil)
}

// tokensView shows somebody's tokens, one that has just been made, and the form
// by which to make one as it was filled in.
func (s *Service) tokensView(r *web.Request, t Token, secret string, refused error) (web.Reply, error) {
	p, err := s.networks.Place(r, "account")
	if err != nil {
		return nil, err
	}
	all, actions, err := s.Tokens(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("account.tokens.title"), Lede: r.T("account.tokens.lede")}
	if secret != "" {
		page.Sections = append(page.Sections, ui.Section{Card: true, Title: r.T("account.token.made"), Text: []string{r.T("account.token.once")}, Parts: []ui.Part{ui.Pairs{{Name: r.T("account.token"), Value: secret}}}})
	}
	page.Sections = append(page.Sections, s.tokenList(p, all))
	switch {
	case network.May(p.Who, "account.make-token", network.Resource{}).Confirm:
		confirm := ui.Button{Text: r.T("account.confirm.title"), Href: network.ConfirmHref(p.Here, p.Root+"/account/tokens")}
		page.Sections = append(page.Sections, ui.Section{Card: true, Title: r.T("account.token.make"), Text: []string{r.T("account.confirm.first")}, Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{confirm}}}})
	case len(actions) == 0:
		page.Sections = append(page.Sections, ui.Section{Text: []string{r.T("account.token.nothing")}})
	default:
		form, err := s.tokenForm(r, p, t, actions, refused)
		if err != nil {
			return nil, err
		}
		page.Sections = append(page.Sections, form)
	}
	return p.View(page, refused, ui.Link{Text: r.T("account.account.title"), Href: p.Root + "/account"}), nil
}

// tokenList lists tokens; those that hold can be ended.
func (s *Service) tokenList(p network.Place, all []Token) ui.Section {
	T := p.Words.T
	if len(all) == 0 {
		return ui.Section{Parts: []ui.Part{ui.Empty{Title: T("account.tokens.none"), Text: T("account.tokens.none.text")}}}
	}
	t := ui.Table{ID: "tokens", Caption: T("account.tokens.title"), Hidden: true, Cards: true, Head: append(p.Head("purpose", "hint", "scope", "last-day", "used"), ui.Cell{Text: T("account.token.state")})}
	for _, one := range all {
		used := "–"
		if !one.Used.IsZero() {
			used = p.Words.DateTime(one.Used)
		}
		state := ui.Cell{Tag: &ui.Tag{Kind: "off", Text: T("account.token.over")}}
		if one.alive(s.day()) {
			state = ui.Cell{Parts: []ui.Part{ui.Button{Text: T("account.token.end"), Name: "token", Value: one.ID, Form: "end-token", Secondary: true}}}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: one.Purpose, Head: true}, {Text: one.Hint + "…", Code: true}, {Text: strings.Join(one.Scope, ", ")},
			{Text: p.Words.Period(one.LastDay)}, {Text: used}, state}})
	}
	end := ui.Post(p.Root+"/account/tokens/end", "")
	end.ID = "end-token"
	return ui.Section{Forms: []ui.Form{end}, Parts: []ui.Part{t}}
}

func (s *Service) tokenForm(r *web.Request, p network.Place, t Token, actions []string, refused error) (ui.Section, error) {
	all, err := s.networks.Networks(r.Context(), p.Who)
	if err != nil {
		return ui.Section{}, err
	}
	where := ui.Select{Field: p.Field("network", refused), Options: []ui.Option{{Text: r.T("account.token.everywhere")}}}
	for _, n := range all {
		if p.Who.In(n.ID) {
			where.Options = append(where.Options, ui.Option{Value: n.ID, Text: n.Name.In(p.Lang), Chosen: n.ID == t.Network})
		}
	}
	scope := ui.Checkboxes{Field: p.Field("scope", refused), Small: true}
	for _, action := range actions {
		scope.Options = append(scope.Options, ui.Option{Value: action, Text: action, Chosen: slices.Contains(t.Scope, action)})
	}
	return ui.Section{Card: true, Title: r.T("account.token.make"), Text: []string{r.T("account.token.text")}, Forms: []ui.Form{ui.Post(p.Root+"/account/tokens", r.T("account.token.make"),
		p.Line("purpose", t.Purpose, "", refused), where, scope, p.Line("last-day", t.LastDay, "10", refused))}}, nil
}

func (s *Service) makeTokenForm(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	t := Token{Purpose: trimmed(r, "purpose"), Network: r.PostFormValue("network"), Scope: r.PostForm["scope"], LastDay: trimmed(r, "last-day")}
	secret, err := s.MakeToken(r.Context(), who, t)
	switch {
	case err == nil:
		return s.tokensView(r, Token{LastDay: t.LastDay}, secret, nil)
	case fault.ID(err) == "network.step-up":
		return web.Go{To: network.ConfirmHref(r.Here(), r.Here().Root+"/account/tokens")}, nil
	case fault.Of(err).Kind == fault.Invalid:
		return s.tokensView(r, t, "", err)
	}
	return nil, err
}

func (s *Service) endTokenForm(r *web.Request) (web.Reply, error) {
	if err := s.EndToken(r.Context(), network.From(r.Context()), r.PostFormValue("token")); err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/account/tokens", Said: "account.said-token"}, nil
}

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
		list := make([]string, len(a.Tokens))
		for i, t := range a.Tokens {
			list[i] = t.Purpose
		}
		ends.Text = append(ends.Text, r.T("account.access.for", "purposes", p.Words.Join(list)))
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
