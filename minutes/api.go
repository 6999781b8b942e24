package minutes

import (
	"context"
	"net/http"
	"time"

	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: "/networks/{network}" + path, Policy: policy, Summary: summary, Tag: "minutes"}
	}
	web.Handle(a, op("list-minutes", http.MethodGet, "/minutes", "minutes.read", "The minutes of a network, those of the latest meeting first; those that are published to everybody"), s.apiList)
	web.Handle(a, op("get-minutes", http.MethodGet, "/meetings/{meeting}/minutes", "minutes.read", "The minutes of a meeting with the versions of their pieces"), s.apiMinutes)
	web.Handle(a, op("write-minutes", http.MethodPut, "/meetings/{meeting}/minutes", "minutes.write", "Put in pieces of the text; those of another version come back as late, with both texts"), s.apiSave)
	web.Handle(a, op("circulate-minutes", http.MethodPost, "/meetings/{meeting}/minutes/circulate", "minutes.write", "Send the minutes to the members for comments"), s.apiCirculate)
	web.Handle(a, op("comment-minutes", http.MethodPost, "/meetings/{meeting}/minutes/comments", "minutes.comment", "Comment on circulated minutes"), s.apiComment)
	web.Handle(a, op("approve-minutes", http.MethodPost, "/meetings/{meeting}/minutes/approve", "minutes.write", "Approve and seal the minutes"), s.apiApprove)
}

type reply[T any] struct{ Body T }

type minutesView struct {
	Meeting   string             `json:"meeting" doc:"Code of the meeting"`
	Day       string             `json:"day"`
	Language  string             `json:"language"`
	State     string             `json:"state" enum:"draft,circulated,approved"`
	Until     string             `json:"until" doc:"Last day of comments"`
	Approved  string             `json:"approved" doc:"Day"`
	How       string             `json:"how" doc:"meeting, written or silence"`
	Decision  string             `json:"decision" doc:"Code of the decision that approves them"`
	Hash      string             `json:"hash" doc:"SHA-256 of what is sealed"`
	Intact    bool               `json:"intact" doc:"What is sealed is what the tables say"`
	Published bool               `json:"published"`
	Pieces    []minutesPieceView `json:"pieces,omitempty"`
	Decisions []string           `json:"decisions,omitempty" doc:"Codes"`
	Actions   []string           `json:"actions,omitempty" doc:"Codes"`
}

type minutesPieceView struct {
	ID      string    `json:"id"`
	Item    string    `json:"item" doc:"Id of the item of the agenda; empty: a free paragraph"`
	Title   string    `json:"title"`
	Text    string    `json:"text"`
	Public  bool      `json:"public"`
	Version int64     `json:"version"`
	Changed time.Time `json:"changed"`
}

func viewOf(n network.Network, m Listed) minutesView {
	return minutesView{Meeting: m.At.Code, Day: dayIn(n, m.At.Starts), Language: m.Lang, State: m.State, Until: m.Until, Approved: m.ApprovedOn, How: m.How, Decision: m.Minutes.Decision, Hash: m.Hash, Published: m.State == Approved && m.Public}
}

type networkAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}

func (s *Service) apiList(ctx context.Context, in *networkAsked) (*reply[[]minutesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.All(ctx, who, n)
	views := make([]minutesView, 0, len(all))
	for _, m := range all {
		views = append(views, viewOf(n, m))
	}
	return &reply[[]minutesView]{views}, err
}

type minutesAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Meeting string `path:"meeting" doc:"Code of the meeting" example:"BOARD-2026-1"`
}

func (s *Service) apiMinutes(ctx context.Context, in *minutesAsked) (*reply[minutesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	f, err := s.Minutes(ctx, who, n, in.Meeting)
	v := viewOf(n, Listed{f.Minutes, f.At})
	v.Intact = f.Intact
	words := web.WordsOf(ctx)
	for _, p := range f.Pieces {
		v.Pieces = append(v.Pieces, minutesPieceView{p.ID, p.Item, f.title(p, words), p.Text, p.Public, p.Version, p.At})
	}
	for _, d := range f.Decisions {
		v.Decisions = append(v.Decisions, d.Code())
	}
	for _, a := range f.Actions {
		v.Actions = append(v.Actions, a.Code())
	}
	return &reply[minutesView]{v}, err
}

type saveMinutesAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Meeting string `path:"meeting" doc:"Code of the meeting" example:"BOARD-2026-1"`
	Body    struct {
		Pieces []minutesEditView `json:"pieces"`
	}
}

type minutesEditView struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Public  bool   `json:"public,omitempty"`
	Version int64  `json:"version" doc:"That was read"`
}

type minutesSavedView struct {
	Saved int               `json:"saved" doc:"Pieces that are in"`
	Late  []minutesLateView `json:"late" doc:"Pieces that somebody else changed: both texts"`
}

type minutesLateView struct {
	ID      string `json:"id"`
	Stored  string `json:"stored"`
	Written string `json:"written"`
	Version int64  `json:"version" doc:"To save on"`
}

func (s *Service) apiSave(ctx context.Context, in *saveMinutesAsked) (*reply[minutesSavedView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	var edits []Edit
	for _, e := range in.Body.Pieces {
		edits = append(edits, Edit{e.ID, e.Text, e.Public, e.Version})
	}
	count, behind, err := s.Save(ctx, who, n, in.Meeting, edits)
	v := minutesSavedView{Saved: count, Late: []minutesLateView{}}
	for _, one := range behind {
		v.Late = append(v.Late, minutesLateView{one.Stored.ID, one.Stored.Text, one.Written.Text, one.Stored.Version})
	}
	return &reply[minutesSavedView]{v}, err
}

func (s *Service) apiCirculate(ctx context.Context, in *minutesAsked) (*reply[minutesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if err := s.Circulate(ctx, who, n, in.Meeting); err != nil {
		return nil, err
	}
	return s.apiMinutes(ctx, in)
}

type commentMinutesAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Meeting string `path:"meeting" doc:"Code of the meeting" example:"BOARD-2026-1"`
	Body    struct {
		Organisation string `json:"organisation" doc:"Code"`
		Piece        string `json:"piece,omitempty" doc:"Id; empty: the whole"`
		Text         string `json:"text"`
	}
}

func (s *Service) apiComment(ctx context.Context, in *commentMinutesAsked) (*reply[minutesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	o, err := s.networks.Organisation(ctx, who, in.Body.Organisation)
	if err != nil {
		return nil, err
	}
	if err := s.Comment(ctx, who, n, in.Meeting, Comment{Organisation: o.ID, Piece: in.Body.Piece, Text: in.Body.Text}); err != nil {
		return nil, err
	}
	return s.apiMinutes(ctx, &minutesAsked{in.Network, in.Meeting})
}

type approveMinutesAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Meeting string `path:"meeting" doc:"Code of the meeting" example:"BOARD-2026-1"`
	Body    struct {
		Decision string `json:"decision,omitempty" doc:"Code of the decision that approves; empty: silence"`
		Publish  bool   `json:"publish,omitempty"`
	}
}

func (s *Service) apiApprove(ctx context.Context, in *approveMinutesAsked) (*reply[minutesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if err := s.Approve(ctx, who, n, in.Meeting, Approval{in.Body.Decision, in.Body.Publish}); err != nil {
		return nil, err
	}
	return s.apiMinutes(ctx, &minutesAsked{in.Network, in.Meeting})
}
