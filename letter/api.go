package letter

import (
	"context"
	"net/http"
	"time"

	"pesnet/kit/mail"
	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(method, id, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "letter"}
	}
	web.Handle(a, op(http.MethodGet, "list-my-letters", "/me/letters", "letter.own", "The letters to the person who asks, the latest first"), s.apiMine)
	web.Handle(a, op(http.MethodGet, "get-my-mail-choices", "/me/mail-choices", "letter.own", "How often the person who asks gets mail, by kind"), s.apiChoices)
	web.Handle(a, op(http.MethodPut, "put-my-mail-choices", "/me/mail-choices", "letter.own", "Say how often the person who asks gets mail; kinds that are left out stay"), s.apiChoose)
	web.Handle(a, op(http.MethodGet, "list-letters", "/networks/{network}/letters", "letter.dispatch", "Who in a network got what, the latest first"), s.apiLetters)
	web.Handle(a, op(http.MethodGet, "list-failing-addresses", "/networks/{network}/failing-addresses", "letter.dispatch", "Addresses in a network that the mail server refuses for good"), s.apiFailing)
}

type body[T any] struct{ Body T }

type letterView struct {
	ID      string    `json:"id"`
	To      string    `json:"to,omitempty" doc:"Name of the receiver"`
	Kind    string    `json:"kind" example:"meeting.announced"`
	Subject string    `json:"subject"`
	State   string    `json:"state" enum:"waiting,claimed,sent,refused,failed"`
	Held    bool      `json:"held" doc:"Waits for a digest, or came with one"`
	Put     time.Time `json:"put"`
	Changed time.Time `json:"changed"`
	Reason  string    `json:"reason,omitempty" doc:"Why it was not sent"`
}

func viewOf(d mail.Delivery, name string) letterView {
	return letterView{d.ID, name, d.Kind, d.Subject, d.State, d.Held, d.Put.UTC(), d.At.UTC(), d.Reason}
}

func (s *Service) apiMine(ctx context.Context, _ *struct{}) (*body[[]letterView], error) {
	m, err := s.Mine(ctx, network.From(ctx))
	views := make([]letterView, 0, len(m.Letters))
	for _, d := range m.Letters {
		views = append(views, viewOf(d, ""))
	}
	return &body[[]letterView]{views}, err
}

func (s *Service) apiChoices(ctx context.Context, _ *struct{}) (*body[map[string]string], error) {
	m, err := s.Mine(ctx, network.From(ctx))
	all := map[string]string{}
	for _, kind := range Kinds {
		all[kind] = m.Choices.Of(kind)
	}
	return &body[map[string]string]{all}, err
}

func (s *Service) apiChoose(ctx context.Context, in *struct {
	Body map[string]string `doc:"once, daily, weekly or urgent for each kind"`
}) (*body[map[string]string], error) {
	if err := s.Choose(ctx, network.From(ctx), in.Body); err != nil {
		return nil, err
	}
	return s.apiChoices(ctx, nil)
}

func (s *Service) apiLetters(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	About   string `query:"about" doc:"Only those about this: meeting and its id"`
}) (*body[[]letterView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Letters(ctx, who, n, Asked{About: in.About})
	views := make([]letterView, 0, len(all))
	for _, one := range all {
		views = append(views, viewOf(one.Delivery, one.Name))
	}
	return &body[[]letterView]{views}, err
}

type failingView struct {
	Name    string    `json:"name"`
	Address string    `json:"address"`
	Answer  string    `json:"answer" doc:"What the mail server said"`
	Since   time.Time `json:"since"`
}

func (s *Service) apiFailing(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}) (*body[[]failingView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.FailingAddresses(ctx, who, n)
	views := make([]failingView, 0, len(all))
	for _, f := range all {
		views = append(views, failingView{f.Name, f.Address, f.Answer, f.Since.UTC()})
	}
	return &body[[]failingView]{views}, err
}
