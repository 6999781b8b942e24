package body

import (
	"context"
	"net/http"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "body"}
	}
	const get, post = http.MethodGet, http.MethodPost
	web.Handle(a, op("list-bodies", get, "/networks/{network}/bodies", "body.read", "The bodies of a network on a day, with their mandates"), s.apiBodies)
	web.Handle(a, op("get-body", get, "/networks/{network}/bodies/{body}", "body.read", "A body on a day: its mandate, and who sat in it for whom"), s.apiBody)
	web.Handle(a, op("put-body", post, "/networks/{network}/bodies", "body.change", "Add a body, or change one of which the version was read"), s.apiPut)
	web.Handle(a, op("adjust-mandate", post, "/networks/{network}/bodies/{body}/mandates", "body.adjust-mandate", "Give a body another mandate from a day on"), s.apiMandate)
	web.Handle(a, op("give-seat", post, "/networks/{network}/bodies/{body}/seats", "body.change", "Give somebody a seat in a body"), s.apiGive)
	web.Handle(a, op("list-fees", get, "/networks/{network}/fees", "body.read", "What membership costs in a year, with the working"), s.apiFees)
	web.Handle(a, op("preview-fees", post, "/networks/{network}/fees/preview", "body.change", "What each member would pay under a formula, beside what it pays; nothing is kept"), s.apiPreviewFees)
	web.Handle(a, op("put-fees", post, "/networks/{network}/fees", "body.change", "Add the formula of fees that holds from a year on"), s.apiPutFees)
	web.Handle(a, op("list-directory", get, "/networks/{network}/directory", "body.directory", "How the people of a network are reached; recorded, and shown to the data-protection officer"), s.apiDirectory)
}

type answer[T any] struct{ Body T }

type bodyAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	On      string `query:"on" doc:"Day, such as 2024-05-01; today when left out"`
}

type oneAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Code    string `path:"body" doc:"Code of the body" example:"BOARD"`
	On      string `query:"on" doc:"Day, such as 2024-05-01; today when left out"`
}

type bodyView struct {
	Code      string         `json:"code"`
	Kind      string         `json:"kind" enum:"assembly,board,committee,advisers,working_group,secretariat"`
	Name      string         `json:"name"`
	Mandate   string         `json:"mandate"`
	Decision  string         `json:"mandate_source" doc:"The decision or the document by which the mandate was adopted"`
	Languages []string       `json:"languages" doc:"Into which meetings are interpreted"`
	Documents []string       `json:"documents" doc:"In which documents are written"`
	From      string         `json:"from"`
	To        string         `json:"to"`
	Source    string         `json:"source"`
	Verified  bool           `json:"verified"`
	Version   int64          `json:"version"`
	Seats     []bodySeatView `json:"seats,omitempty"`
}

type bodySeatView struct {
	Role         string `json:"role"`
	Organisation string `json:"organisation,omitempty" doc:"Code"`
	Person       string `json:"person,omitempty" doc:"Name; only of public offices for those outside the network"`
	Region       string `json:"region,omitempty"`
	From         string `json:"from"`
	To           string `json:"to,omitempty"`
}

func viewOf(b Body, seats []Held, words *lang.Words) bodyView {
	v := bodyView{b.Code, b.Kind, b.Name.In(words.Code()), b.Mandate.In(words.Code()), b.MandateSource, codes(b.Languages), codes(b.Documents), b.From, b.To, b.Source, b.Verified, b.Version, nil}
	for _, h := range seats {
		v.Seats = append(v.Seats, bodySeatView{h.Role, h.Service.Code, h.Holder.Name, h.Region, h.From, h.To})
	}
	return v
}

func codes(list string) []string { return append([]string{}, strings.Fields(list)...) }

func (s *Service) apiBodies(ctx context.Context, in *bodyAsked) (*answer[[]bodyView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Bodies(ctx, who, n, in.On)
	views := make([]bodyView, 0, len(all))
	for _, b := range all {
		views = append(views, viewOf(b.Body, nil, web.WordsOf(ctx)))
	}
	return &answer[[]bodyView]{views}, err
}

func (s *Service) apiBody(ctx context.Context, in *oneAsked) (*answer[bodyView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	b, err := s.Body(ctx, who, n, in.Code, in.On)
	return &answer[bodyView]{viewOf(b.Body, b.Seats, web.WordsOf(ctx))}, err
}

type bodyGiven struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Key     string `header:"Idempotency-Key" doc:"Makes the same request count once"`
	Body    struct {
		Code      string            `json:"code"`
		Kind      string            `json:"kind" enum:"assembly,board,committee,advisers,working_group,secretariat"`
		Name      map[string]string `json:"name" doc:"By language"`
		Mandate   map[string]string `json:"mandate,omitempty" doc:"By language; of a new body"`
		Languages []string          `json:"languages,omitempty"`
		Documents []string          `json:"documents,omitempty"`
		From      string            `json:"from"`
		To        string            `json:"to,omitempty"`
		Source    string            `json:"source"`
		Version   int64             `json:"version,omitempty" doc:"The one that was read; left out for a new body"`
	}
}

func (s *Service) apiPut(ctx context.Context, in *bodyGiven) (*answer[bodyView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	g := in.Body
	b, err := s.Put(ctx, who, n, Body{Code: g.Code, Kind: g.Kind, Name: g.Name, Mandate: g.Mandate, Languages: strings.Join(g.Languages, " "), Documents: strings.Join(g.Documents, " "),
		From: g.From, To: g.To, Source: g.Source, Version: g.Version})
	return &answer[bodyView]{viewOf(b, nil, web.WordsOf(ctx))}, err
}

type mandateGiven struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Code    string `path:"body" doc:"Code of the body" example:"BOARD"`
	Body    struct {
		From   string            `json:"from" doc:"First day"`
		Text   map[string]string `json:"text" doc:"By language"`
		Source string            `json:"source" doc:"The decision"`
	}
}

func (s *Service) apiMandate(ctx context.Context, in *mandateGiven) (*answer[bodyView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if err := s.AdjustMandate(ctx, who, n, in.Code, Mandate{From: in.Body.From, Text: in.Body.Text, Source: in.Body.Source}); err != nil {
		return nil, err
	}
	b, err := s.Body(ctx, who, n, in.Code, in.Body.From)
	return &answer[bodyView]{viewOf(b.Body, nil, web.WordsOf(ctx))}, err
}

type seatGiven struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Code    string `path:"body" doc:"Code of the body" example:"BOARD"`
	Key     string `header:"Idempotency-Key" doc:"Makes the same request count once"`
	Body    struct {
		Role         string `json:"role"`
		Organisation string `json:"organisation,omitempty" doc:"Code"`
		Email        string `json:"email,omitempty"`
		Name         string `json:"name,omitempty" doc:"Of somebody who is not known yet"`
		Region       string `json:"region,omitempty"`
		From         string `json:"from"`
		To           string `json:"to,omitempty"`
		Source       string `json:"source,omitempty"`
	}
}

func (s *Service) apiGive(ctx context.Context, in *seatGiven) (*answer[bodySeatView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	g := in.Body
	seat, err := s.GiveSeat(ctx, who, n, NewSeat{Body: in.Code, Organisation: g.Organisation, Email: g.Email, Name: g.Name, Lang: web.WordsOf(ctx).Code(), Role: g.Role, Region: g.Region, From: g.From, To: g.To, Source: g.Source})
	return &answer[bodySeatView]{bodySeatView{seat.Role, g.Organisation, g.Name, seat.Region, seat.From, seat.To}}, err
}

type directoryAsked struct {
	Network  string `path:"network" doc:"Code of the network" example:"AURORA"`
	Words    string `query:"q" doc:"In the name or the organisation"`
	Topic    string `query:"topic"`
	Language string `query:"language" doc:"ISO 639-1"`
	Country  string `query:"country" doc:"ISO 3166-1"`
}

type reachView struct {
	Name         string   `json:"name"`
	Roles        []string `json:"roles"`
	Organisation string   `json:"organisation" doc:"Code"`
	Email        string   `json:"email"`
	Phone        string   `json:"phone"`
	Languages    []string `json:"languages"`
	Topics       []string `json:"topics"`
}

func (s *Service) apiDirectory(ctx context.Context, in *directoryAsked) (*answer[[]reachView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.TakeDirectory(ctx, who, n, Query{in.Words, in.Topic, in.Language, in.Country})
	views := make([]reachView, 0, len(all))
	for _, e := range all {
		views = append(views, reachView{e.Person.Name, e.Roles, e.Organisation.Code, e.Email, e.Phone, codes(e.Languages), codes(e.Topics)})
	}
	return &answer[[]reachView]{views}, err
}
