package token

import (
	"embed"
	"net/http"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

var noFiles embed.FS

// Pages returns no templates: the page of the area is made of parts.
func (*Service) Pages() ui.Folder { return ui.Folder{Name: "token", Files: noFiles} }

// API has no operations: people make tokens, programs ask by them.
func (*Service) API(*web.API) {}

// Routes is the table of routes of the area. It is open to all: the service
// asks.
func (s *Service) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Pattern: "/account/tokens", Policy: "network.act", Do: s.tokensPage},
		{Method: http.MethodPost, Pattern: "/account/tokens", Policy: "account.make-token", Do: s.makeForm},
		{Method: http.MethodPost, Pattern: "/account/tokens/end", Policy: "network.act", Do: s.endForm},
	}
}

func (s *Service) tokensPage(r *web.Request) (web.Reply, error) {
	return s.tokensView(r, Token{LastDay: lastDay(s.day(), longest)}, "", nil)
}

// tokensView shows somebody's tokens, one that has just been made, and the form
// by which to make one as it was filled in.
func (s *Service) tokensView(r *web.Request, t Token, secret string, refused error) (web.Reply, error) {
	p, err := s.networks.Place(r, "token")
	if err != nil {
		return nil, err
	}
	all, actions, err := s.Tokens(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("account.tokens.title"), Lede: r.T("token.lede")}
	if secret != "" {
		page.Sections = append(page.Sections, ui.Section{Card: true, Title: r.T("token.made"), Text: []string{r.T("token.once")}, Parts: []ui.Part{ui.Pairs{{Name: r.T("token.token"), Value: secret}}}})
	}
	page.Sections = append(page.Sections, s.tokenList(p, all))
	switch {
	case network.May(p.Who, "account.make-token", network.Resource{}).Confirm:
		confirm := ui.Button{Text: r.T("account.confirm.title"), Href: network.ConfirmHref(p.Here, p.Root+"/account/tokens")}
		page.Sections = append(page.Sections, ui.Section{Card: true, Title: r.T("token.make"), Text: []string{r.T("account.confirm.first")}, Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{confirm}}}})
	case len(actions) == 0:
		page.Sections = append(page.Sections, ui.Section{Text: []string{r.T("token.nothing")}})
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
		return ui.Section{Parts: []ui.Part{ui.Empty{Title: T("token.none"), Text: T("token.none.text")}}}
	}
	t := ui.Table{ID: "tokens", Caption: T("account.tokens.title"), Hidden: true, Cards: true, Head: append(p.Head("purpose", "hint", "scope", "last-day", "used"), ui.Cell{Text: T("token.state")})}
	for _, one := range all {
		used := "–"
		if !one.Used.IsZero() {
			used = p.Words.DateTime(one.Used)
		}
		state := ui.Cell{Tag: &ui.Tag{Kind: "off", Text: T("token.over")}}
		if one.alive(s.day()) {
			state = ui.Cell{Parts: []ui.Part{ui.Button{Text: T("token.end"), Name: "token", Value: one.ID, Form: "end-token", Secondary: true}}}
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
	where := ui.Select{Field: p.Field("network", refused), Options: []ui.Option{{Text: r.T("token.everywhere")}}}
	for _, n := range all {
		if p.Who.In(n.ID) {
			where.Options = append(where.Options, ui.Option{Value: n.ID, Text: n.Name.In(p.Lang), Chosen: n.ID == t.Network})
		}
	}
	scope := ui.Checkboxes{Field: p.Field("scope", refused), Small: true}
	for _, action := range actions {
		scope.Options = append(scope.Options, ui.Option{Value: action, Text: action, Chosen: slices.Contains(t.Scope, action)})
	}
	return ui.Section{Card: true, Title: r.T("token.make"), Text: []string{r.T("token.text")}, Forms: []ui.Form{ui.Post(p.Root+"/account/tokens", r.T("token.make"),
		p.Line("purpose", t.Purpose, "", refused), where, scope, p.Line("last-day", t.LastDay, "10", refused))}}, nil
}

func (s *Service) makeForm(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	t := Token{Purpose: strings.TrimSpace(r.PostFormValue("purpose")), Network: r.PostFormValue("network"), Scope: r.PostForm["scope"], LastDay: strings.TrimSpace(r.PostFormValue("last-day"))}
	secret, err := s.Make(r.Context(), who, t)
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

func (s *Service) endForm(r *web.Request) (web.Reply, error) {
	if err := s.End(r.Context(), network.From(r.Context()), r.PostFormValue("token")); err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/account/tokens", Said: "token.said-ended"}, nil
}
