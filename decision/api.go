package decision

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: "/networks/{network}" + path, Policy: policy, Summary: summary, Tag: "decision"}
	}
	web.Handle(a, op("list-decisions", http.MethodGet, "/decisions", "decision.read", "The decisions of a network, the latest first; those that are published to everybody"), s.apiDecisions)
	web.Handle(a, op("get-decision", http.MethodGet, "/decisions/{decision}", "decision.read", "A decision with its votes"), s.apiDecision)
	web.Handle(a, op("propose-decision", http.MethodPost, "/decisions", "decision.keep", "Put something to a meeting, or to all by written procedure"), s.apiPropose)
	web.Handle(a, op("vote", http.MethodPost, "/decisions/{decision}/votes", "decision.vote", "Give the vote of an organisation"), s.apiVote)
	web.Handle(a, op("close-decision", http.MethodPost, "/decisions/{decision}/close", "decision.keep", "Count the votes and freeze them"), s.apiClose)
	web.Handle(a, op("list-actions", http.MethodGet, "/actions", "decision.read-all", "The action points of a network: the open ones by the day on which they are due"), s.apiActions)
}

type answer[T any] struct{ Body T }

type decisionView struct {
	Code      string             `json:"code" example:"D-2026-14"`
	Meeting   string             `json:"meeting" doc:"Code of the meeting; empty: by written procedure"`
	Type      string             `json:"type" doc:"Of the charter; empty: none"`
	Text      string             `json:"text"`
	Majority  string             `json:"majority" enum:"majority,two_thirds,absolute,unanimity"`
	Secret    bool               `json:"secret"`
	State     string             `json:"state" enum:"open,closed,withdrawn"`
	Day       string             `json:"day" doc:"On which it was put"`
	Limit     string             `json:"limit" doc:"Last day of a written procedure"`
	Result    string             `json:"result" doc:"adopted, rejected or no_quorum; empty while it is open"`
	Closed    string             `json:"closed" doc:"Day"`
	For       int                `json:"for"`
	Against   int                `json:"against"`
	Abstained int                `json:"abstained"`
	Present   int                `json:"present"`
	Entitled  int                `json:"entitled"`
	Published *time.Time         `json:"published,omitempty"`
	Votes     []decisionVoteView `json:"votes,omitempty" doc:"To those in the network"`
	Version   int64              `json:"version"`
}

type decisionVoteView struct {
	Organisation string `json:"organisation" doc:"Code"`
	Choice       string `json:"choice" enum:"for,against,abstain"`
	Alternate    bool   `json:"alternate"`
}

func viewOf(d Decision, meeting string) decisionView {
	v := decisionView{Code: d.Code(), Meeting: meeting, Type: d.Type, Text: d.Text, Majority: d.Terms.Majority, Secret: d.Terms.Secret, State: d.State, Day: d.Day, Limit: d.Limit, Result: d.Result, Closed: d.On,
		For: d.Tally.For, Against: d.Tally.Against, Abstained: d.Tally.Abstained, Present: d.Tally.Present, Entitled: d.Tally.Entitled, Version: d.Version}
	if !d.Shown.IsZero() {
		v.Published = &d.Shown
	}
	return v
}

type registerAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Year    string `query:"year"`
	State   string `query:"state" enum:"open,closed,withdrawn,"`
	Result  string `query:"result" enum:"adopted,rejected,no_quorum,"`
	Words   string `query:"q"`
}

func (s *Service) apiDecisions(ctx context.Context, in *registerAsked) (*answer[[]decisionView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	g, err := s.Register(ctx, who, n, Filter{Year: in.Year, State: in.State, Result: in.Result, Words: in.Words})
	views := make([]decisionView, 0, len(g.Decisions))
	for _, d := range g.Decisions {
		views = append(views, viewOf(d, g.Meetings[d.Meeting].Code))
	}
	return &answer[[]decisionView]{views}, err
}

type decisionAsked struct {
	Network  string `path:"network" doc:"Code of the network" example:"AURORA"`
	Decision string `path:"decision" doc:"Code of the decision" example:"D-2026-1"`
}

func (s *Service) apiDecision(ctx context.Context, in *decisionAsked) (*answer[decisionView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	f, err := s.Decision(ctx, who, n, in.Decision)
	v := viewOf(f.Decision, f.At.Code)
	for _, one := range f.Votes {
		v.Votes = append(v.Votes, decisionVoteView{f.Organisations[one.Organisation].Code, one.Choice, one.Alternate})
	}
	return &answer[decisionView]{v}, err
}

type proposeDecisionAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Key     string `header:"Idempotency-Key" doc:"The same key asks for the same decision once"`
	Body    struct {
		Meeting string `json:"meeting,omitempty" doc:"Code of the meeting; empty: by written procedure"`
		Type    string `json:"type,omitempty"`
		Text    string `json:"text"`
		Limit   string `json:"limit,omitempty" doc:"Last day of a written procedure"`
		Public  bool   `json:"public,omitempty"`
	}
}

func (s *Service) apiPropose(ctx context.Context, in *proposeDecisionAsked) (*answer[decisionView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	b := in.Body
	d, err := s.Propose(ctx, who, n, Proposal{Meeting: strings.ToUpper(b.Meeting), Type: b.Type, Text: b.Text, Limit: b.Limit, Public: b.Public})
	return &answer[decisionView]{viewOf(d, strings.ToUpper(b.Meeting))}, err
}

type voteOnDecisionAsked struct {
	Network  string `path:"network" doc:"Code of the network" example:"AURORA"`
	Decision string `path:"decision" doc:"Code of the decision" example:"D-2026-1"`
	Body     struct {
		Organisation string `json:"organisation" doc:"Code"`
		Choice       string `json:"choice" enum:"for,against,abstain"`
	}
}

func (s *Service) apiVote(ctx context.Context, in *voteOnDecisionAsked) (*answer[decisionView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	o, err := s.networks.Organisation(ctx, who, in.Body.Organisation)
	if err != nil {
		return nil, err
	}
	if err := s.Vote(ctx, who, n, in.Decision, Ballot{Organisation: o.ID, Choice: in.Body.Choice}); err != nil {
		return nil, err
	}
	return s.apiDecision(ctx, &decisionAsked{in.Network, in.Decision})
}

type closeDecisionAsked struct {
	Network  string `path:"network" doc:"Code of the network" example:"AURORA"`
	Decision string `path:"decision" doc:"Code of the decision" example:"D-2026-1"`
	Body     struct {
		For       int `json:"for,omitempty" doc:"Sums of a secret ballot; of an open vote they are counted"`
		Against   int `json:"against,omitempty"`
		Abstained int `json:"abstained,omitempty"`
	}
}

func (s *Service) apiClose(ctx context.Context, in *closeDecisionAsked) (*answer[decisionView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if _, err := s.Close(ctx, who, n, in.Decision, Tally{For: in.Body.For, Against: in.Body.Against, Abstained: in.Body.Abstained}); err != nil {
		return nil, err
	}
	return s.apiDecision(ctx, &decisionAsked{in.Network, in.Decision})
}

type actionsAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	State   string `query:"state" enum:"open,done,dropped,late,"`
}

type actionPointView struct {
	Code    string `json:"code" example:"A-88"`
	Text    string `json:"text"`
	Owner   string `json:"owner" doc:"Code of the organisation"`
	Meeting string `json:"meeting" doc:"Code; empty: none"`
	Due     string `json:"due"`
	State   string `json:"state" enum:"open,done,dropped"`
	Late    bool   `json:"late"`
	Note    string `json:"note"`
	Ended   string `json:"ended" doc:"Day"`
}

func actionViews(t Tasks) []actionPointView {
	views := make([]actionPointView, 0, len(t.Actions))
	for _, a := range t.Actions {
		views = append(views, actionPointView{a.Code(), a.Text, t.Organisations[a.Organisation].Code, t.Meetings[a.Meeting].Code, a.Due, a.State, a.Late(t.Today), a.Note, a.Ended})
	}
	return views
}

func (s *Service) apiActions(ctx context.Context, in *actionsAsked) (*answer[[]actionPointView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	t, err := s.Actions(ctx, who, n, in.State, "")
	return &answer[[]actionPointView]{actionViews(t)}, err
}
