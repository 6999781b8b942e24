package programme

import (
	"context"
	"net/http"
	"strings"

	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Policy: "programme.read", Summary: summary, Tag: "programme"}
	}
	web.Handle(a, get("get-work-programme", "/networks/{network}/work/{year}", "The work programme of a year with its items"), s.apiPlan)
	web.Handle(a, web.Operation{ID: "step-work-programme", Method: http.MethodPost, Path: "/networks/{network}/work/{year}/state", Policy: "programme.change", Summary: "Bring a work programme into its next state", Tag: "programme"}, s.apiStep)
	web.Handle(a, get("list-requests", "/networks/{network}/requests", "Opinions and reports that were asked for, with the steps of each"), s.apiRegister(Requests))
	web.Handle(a, get("list-problems", "/networks/{network}/problems", "Problems of members on their way to recommendations and answers"), s.apiRegister(Problems))
}

type answered[T any] struct{ Body T }

type plannedItem struct {
	No          int64  `json:"no"`
	Objective   string `json:"objective"`
	Theme       string `json:"theme" doc:"initiative-a to initiative-g of Decision 573/2014/EU, Art. 4(1), or object-1 to object-10 of the network"`
	Deliverable string `json:"deliverable"`
	Lead        string `json:"lead" doc:"Code of the organisation"`
	Starts      string `json:"starts"`
	Due         string `json:"due"`
	Budget      int64  `json:"budget" doc:"Euro"`
	State       string `json:"state" enum:"planned,running,done,dropped"`
	Progress    int64  `json:"progress" doc:"Percent"`
	Late        bool   `json:"late"`
}

type workProgramme struct {
	Year     int           `json:"year"`
	State    string        `json:"state" enum:"draft,consulted,adopted,running,closed"`
	Decision string        `json:"decision" doc:"By which it was adopted: code of the register, or name of one that is kept elsewhere"`
	Kept     bool          `json:"decision_in_register" doc:"The decision is one of the register of the network"`
	Adopted  string        `json:"adopted"`
	Progress int64         `json:"progress" doc:"Percent"`
	Version  int64         `json:"version"`
	Items    []plannedItem `json:"items"`
}

type programmeAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Year    int    `path:"year" doc:"Year of the programme" example:"2026"`
}

func (s *Service) apiPlan(ctx context.Context, in *programmeAsked) (*answered[workProgramme], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	w, err := s.Plan(ctx, who, n, in.Year)
	v := workProgramme{w.Year, w.State, w.Decision, w.DecisionID != "", w.Adopted, Progress(w.Items), w.Version, []plannedItem{}}
	for _, i := range w.Items {
		v.Items = append(v.Items, plannedItem{i.No, i.Objective, i.Theme, i.Deliverable, w.Leads[i.Lead].Code, i.Starts, i.Due, i.Budget, i.State, i.Progress, i.Late(s.networks.Today(n))})
	}
	return &answered[workProgramme]{v}, err
}

type programmeStep struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Year    int    `path:"year" doc:"Year of the programme" example:"2026"`
	Body    struct {
		State    string `json:"state" enum:"consulted,adopted,running,closed"`
		Consult  string `json:"consult,omitempty" doc:"Last day for comments"`
		Decision string `json:"decision,omitempty" doc:"By which it is adopted: its code in the register, or a name"`
		Adopted  string `json:"adopted,omitempty" doc:"Day; of a decision of the register its own"`
		Version  int64  `json:"version" doc:"The one that was read"`
	}
}

func (s *Service) apiStep(ctx context.Context, in *programmeStep) (*answered[workProgramme], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	to := Plan{Year: in.Year, State: in.Body.State, Consult: in.Body.Consult, Decision: strings.TrimSpace(in.Body.Decision), Adopted: in.Body.Adopted, Version: in.Body.Version}
	if err := s.Step(ctx, who, n, to); err != nil {
		return nil, err
	}
	return s.apiPlan(ctx, &programmeAsked{in.Network, in.Year})
}

type matterStep struct {
	State    string `json:"state"`
	Day      string `json:"day"`
	Text     string `json:"text"`
	Link     string `json:"link"`
	Decision string `json:"decision"`
}

type matterView struct {
	No        int64        `json:"no"`
	Kind      string       `json:"kind" enum:"opinion,report,problem"`
	Requester string       `json:"requester" doc:"parliament, council, commission, other or own; of a problem the code of the member"`
	Title     string       `json:"title"`
	Begun     string       `json:"begun"`
	Due       string       `json:"due"`
	Addressee string       `json:"addressee"`
	State     string       `json:"state"`
	Steps     []matterStep `json:"steps"`
}

type registerAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}

func (s *Service) apiRegister(register string) func(context.Context, *registerAsked) (*answered[[]matterView], error) {
	return func(ctx context.Context, in *registerAsked) (*answered[[]matterView], error) {
		who, n, err := s.networks.Asked(ctx, in.Network)
		if err != nil {
			return nil, err
		}
		k, err := s.Register(ctx, who, n, register)
		views := make([]matterView, 0, len(k.Matters))
		for _, m := range k.Matters {
			v := matterView{m.No, m.Kind, m.Requester + k.Organisations[m.Organisation].Code, m.Title, m.Begun, m.Due, m.Addressee, m.State, []matterStep{}}
			for _, one := range m.Steps {
				v.Steps = append(v.Steps, matterStep(one))
			}
			views = append(views, v)
		}
		return &answered[[]matterView]{views}, err
	}
}
