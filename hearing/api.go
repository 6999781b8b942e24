package hearing

import (
	"context"
	"net/http"
	"time"

	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Policy: "hearing.read", Summary: summary, Tag: "hearing"}
	}
	web.Handle(a, get("list-hearings", "/networks/{network}/hearings", "Public hearings"), s.apiList)
	web.Handle(a, get("get-hearing", "/networks/{network}/hearings/{no}", "A public hearing with what is published of it"), s.apiHearing)
}

type body[T any] struct{ Body T }

type hearingView struct {
	No          int64  `json:"no"`
	State       string `json:"state" enum:"draft,announced,held,concluded,cancelled"`
	Title       string `json:"title"`
	Question    string `json:"question"`
	Place       string `json:"place"`
	Day         string `json:"day"`
	Begins      string `json:"begins" doc:"Hour in the zone of the network"`
	Limit       string `json:"limit" doc:"Last day for depositions"`
	Conclusions string `json:"conclusions" doc:"Once they are published"`
}

type heardPerson struct {
	Role         string `json:"role" enum:"speaker,expert,chair"`
	Position     int64  `json:"position"`
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	Said         string `json:"said"`
}

type depositionView struct {
	No           int64     `json:"no"`
	Organisation string    `json:"organisation"`
	Title        string    `json:"title"`
	Text         string    `json:"text"`
	Received     time.Time `json:"received"`
	Late         bool      `json:"late"`
}

type wholeHearing struct {
	hearingView
	Written     int64            `json:"written" doc:"How many depositions were taken, published or not"`
	Report      string           `json:"report"`
	People      []heardPerson    `json:"people"`
	Depositions []depositionView `json:"depositions" doc:"Those that their depositors let be published"`
}

func view(h Hearing) hearingView {
	return hearingView{h.No, h.State, h.Title, h.Question, h.Place, h.Day, h.Begins, h.Limit, h.Conclusions}
}

func (s *Service) apiList(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
}) (*body[[]hearingView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Hearings(ctx, who, n)
	views := make([]hearingView, 0, len(all))
	for _, h := range all {
		views = append(views, view(h))
	}
	return &body[[]hearingView]{views}, err
}

func (s *Service) apiHearing(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	No      int64  `path:"no" doc:"Number of the hearing"`
}) (*body[wholeHearing], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	f, err := s.Hearing(ctx, who, n, in.No)
	v := wholeHearing{view(f.Hearing), f.Written, f.Report, []heardPerson{}, []depositionView{}}
	for _, p := range f.People {
		v.People = append(v.People, heardPerson{p.Role, p.Position, p.Name, p.Organisation, p.Said})
	}
	for _, d := range f.Depositions {
		if d.Shown() {
			v.Depositions = append(v.Depositions, depositionView{d.No, d.Organisation, d.Title, d.Text, d.At, d.Late})
		}
	}
	return &body[wholeHearing]{v}, err
}
