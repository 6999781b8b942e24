package agreement

import (
	"context"
	"net/http"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Policy: "agreement.read", Summary: summary, Tag: "agreement"}
	}
	web.Handle(a, get("list-agreements", "/networks/{network}/agreements", "Agreements between members and offices"), s.apiRegister)
	web.Handle(a, get("may-exchange", "/networks/{network}/agreements/exchange", "Whether one organisation may pass something to another today, and by which agreement"), s.apiAllowed)
}

type body[T any] struct{ Body T }

type partyView struct {
	Organisation string `json:"organisation" doc:"Code; empty where it is an office outside"`
	Name         string `json:"name"`
	Country      string `json:"country"`
	Place        string `json:"place"`
	Contact      string `json:"contact" doc:"A function or an office, never a person"`
}

type agreementView struct {
	No       int64       `json:"no"`
	Title    string      `json:"title"`
	Parties  []partyView `json:"parties"`
	Themes   []string    `json:"themes"`
	Exchange []string    `json:"exchange" doc:"What the parties may pass to each other"`
	State    string      `json:"state" enum:"documented,preparation,coming,in-force,expired,ended"`
	Signed   string      `json:"signed" doc:"Empty where not known"`
	From     string      `json:"from"`
	To       string      `json:"to"`
	Source   string      `json:"source"`
}

func (s *Service) apiRegister(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}) (*body[[]agreementView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Register(ctx, who, n)
	if err != nil {
		return nil, err
	}
	code, today := web.WordsOf(ctx).Code(), s.networks.Today(n)
	views := make([]agreementView, 0, len(all.Agreements))
	for _, a := range all.Agreements {
		v := agreementView{No: a.No, Title: a.Title.In(code), Parties: []partyView{}, Themes: some(a.Themes), Exchange: some(a.Exchange), State: a.On(today), Signed: a.Signed, From: a.From, To: a.To, Source: a.Source}
		for _, p := range a.Parties {
			v.Parties = append(v.Parties, viewOf(p, all.Parties, code))
		}
		views = append(views, v)
	}
	return &body[[]agreementView]{views}, nil
}

func some(l List) []string { return append([]string{}, l.Codes()...) }

func viewOf(p Party, known map[string]network.Organisation, code string) partyView {
	if o, ok := known[p.Organisation]; ok {
		return partyView{o.Code, o.Named(code), o.Country, p.Place, p.Contact}
	}
	return partyView{"", lang.Text(p.Name).In(code), p.Country, p.Place, p.Contact}
}

type exchangeView struct {
	Allowed   bool  `json:"allowed"`
	Agreement int64 `json:"agreement" doc:"Number of the agreement that allows it; 0 where none does"`
}

func (s *Service) apiAllowed(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	From    string `query:"from" required:"true" doc:"Code of who passes something on"`
	To      string `query:"to" required:"true" doc:"Code of who receives it"`
	What    string `query:"what" required:"true" enum:"vacancies,candidates,statistics,staff,practices"`
}) (*body[exchangeView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	from, err := s.networks.Organisation(ctx, who, in.From)
	if err != nil {
		return nil, fault.Of(err).On("from")
	}
	to, err := s.networks.Organisation(ctx, who, in.To)
	if err != nil {
		return nil, fault.Of(err).On("to")
	}
	by, ok, err := s.Allowed(ctx, n, from.ID, to.ID, in.What)
	return &body[exchangeView]{exchangeView{ok, by.No}}, err
}
