package second

import (
	"context"
	"net/http"
	"time"

	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	const path = "/networks/{network}/second"
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: "network.second", Summary: summary, Tag: "network"}
	}
	web.Handle(a, op(http.MethodGet, "list-second", path, "What waits for a second person, of what one may do oneself"), s.apiAwaits)
	web.Handle(a, op(http.MethodPost, "confirm-second", path+"/{second}/confirm", "Do what somebody else has begun"), s.apiConfirm)
	web.Handle(a, op(http.MethodPost, "send-back-second", path+"/{second}/back", "Take out what waits: it is not done"), s.apiSendBack)
}

type answer[T any] struct{ Body T }

type awaitingView struct {
	ID      string `json:"id"`
	Action  string `json:"action" example:"privacy.erasure"`
	Subject string `json:"subject" example:"request 5"`
	Name    string `json:"name" doc:"Of who has begun it"`
	Begun   string `json:"begun"`
	Own     bool   `json:"own" doc:"Begun by who asks: somebody else confirms it"`
}

type secondAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}

type secondNamed struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	ID      string `path:"second" doc:"Id of what waits"`
}

func (s *Service) apiAwaits(ctx context.Context, in *secondAsked) (*answer[[]awaitingView], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Awaits(ctx, network.From(ctx), n)
	views := make([]awaitingView, 0, len(all))
	for _, w := range all {
		views = append(views, awaitingView{w.ID, w.Action, w.Subject, w.Name, w.At.UTC().Format(time.RFC3339), w.Own})
	}
	return &answer[[]awaitingView]{views}, err
}

func (s *Service) apiConfirm(ctx context.Context, in *secondNamed) (*struct{}, error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err == nil {
		err = s.Confirm(ctx, network.From(ctx), n, in.ID)
	}
	return &struct{}{}, err
}

func (s *Service) apiSendBack(ctx context.Context, in *secondNamed) (*struct{}, error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err == nil {
		err = s.SendBack(ctx, network.From(ctx), n, in.ID)
	}
	return &struct{}{}, err
}
