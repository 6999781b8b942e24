package contribution

import (
	"context"
	"net/http"

	"pesnet/kit/once"
	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(method, id, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "contribution"}
	}
	web.Handle(a, op(http.MethodGet, "get-contributions", "/networks/{network}/contributions", "contribution.read", "What members did in a year: balance and log"), s.apiYear)
	web.Handle(a, op(http.MethodPost, "record-contribution", "/networks/{network}/contributions", "contribution.record", "Record what a member did"), s.apiRecord)
}

type body[T any] struct{ Body T }

type contributionView struct {
	No             int64  `json:"no"`
	Member         string `json:"member" doc:"Code of the organisation"`
	Responsibility int    `json:"responsibility" doc:"Number in the working procedure, 1 to 10"`
	Day            string `json:"day"`
	Title          string `json:"title"`
	About          string `json:"about"`
	Link           string `json:"link"`
	State          string `json:"state" enum:"recorded,confirmed,withdrawn"`
}

type memberBalance struct {
	Member string `json:"member" doc:"Code of the organisation"`
	Counts []int  `json:"counts" doc:"Confirmed contributions for each responsibility, in their order"`
	Total  int    `json:"total"`
}

type contributionsView struct {
	Year    int                `json:"year"`
	Members []memberBalance    `json:"members"`
	Entries []contributionView `json:"entries"`
}

func (s *Service) apiYear(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Year    int    `query:"year" doc:"This year when left out"`
}) (*body[contributionsView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if in.Year == 0 {
		in.Year = network.YearOf(s.networks.Today(n))
	}
	y, err := s.Year(ctx, who, n, in.Year)
	v := contributionsView{Year: in.Year, Members: []memberBalance{}, Entries: []contributionView{}}
	for _, m := range y.Members {
		v.Members = append(v.Members, memberBalance{m.Organisation.Code, m.Counts, m.Total})
	}
	for _, e := range y.Entries {
		v.Entries = append(v.Entries, view(e, y.Names[e.Organisation].Code))
	}
	return &body[contributionsView]{v}, err
}

func view(e Entry, code string) contributionView {
	return contributionView{e.No, code, e.Responsibility, e.Day, e.Title, e.About, e.Link, e.State}
}

func (s *Service) apiRecord(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Key     string `header:"Idempotency-Key" doc:"The same key with the same request records once" maxLength:"200"`
	Body    struct {
		Member         string `json:"member" doc:"Code of the organisation"`
		Responsibility int    `json:"responsibility" minimum:"1"`
		Day            string `json:"day" example:"2026-11-20"`
		Title          string `json:"title"`
		About          string `json:"about,omitempty"`
		Link           string `json:"link,omitempty"`
	}
}) (*body[contributionView], error) {
	who, b := network.From(ctx), in.Body
	n, err := s.networks.Network(ctx, who, in.Network)
	if err != nil {
		return nil, err
	}
	o, err := s.networks.Organisation(ctx, who, b.Member)
	if err != nil {
		return nil, err
	}
	ctx, err = once.With(ctx, who.ID, in.Key, []any{"record-contribution", n.Code, b})
	if err != nil {
		return nil, err
	}
	e, err := s.Record(ctx, who, n, Entry{Organisation: o.ID, Responsibility: b.Responsibility, Day: b.Day, Title: b.Title, About: b.About, Link: b.Link})
	return &body[contributionView]{view(e, o.Code)}, err
}
