package accession

import (
	"context"
	"net/http"

	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "accession"}
	}
	web.Handle(a, op("how-to-join", http.MethodGet, "/networks/{network}/join", "accession.read", "By which rules one joins a network"), s.apiHowTo)
	web.Handle(a, op("apply", http.MethodPost, "/networks/{network}/applications", "accession.apply", "Apply to join a network; the answer holds the secret of the applicant's link"), s.apiApply)
	web.Handle(a, op("list-applications", http.MethodGet, "/networks/{network}/applications", "accession.handle", "The applications to a network, the latest first, with what each lacks"), s.apiList)
	web.Handle(a, op("register-member", http.MethodPost, "/networks/{network}/applications/registered", "accession.handle", "Take up a member that joined before its application was kept here"), s.apiRegister)
	web.Handle(a, op("decide-application", http.MethodPost, "/networks/{network}/applications/{no}/{deed}", "accession.handle", "Admit, refuse, suspend, resume or revoke"), s.apiDecide)
}

type answer[T any] struct{ Body T }

type networkAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
}

type joinView struct {
	Open      bool     `json:"open" doc:"Applications are taken here"`
	Documents []string `json:"documents" doc:"To be signed"`
	Points    []string `json:"self_check_points"`
	Task      bool     `json:"written_task" doc:"The task of the representative is written down"`
	Changes   int      `json:"representative_changes_without_warning" doc:"In twelve months; below 0: no warning"`
	Days      int      `json:"reminder_days"`
}

func (s *Service) apiHowTo(ctx context.Context, in *networkAsked) (*answer[joinView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	h, err := s.HowTo(ctx, who, n)
	return &answer[joinView]{joinView{h.Open, append([]string{}, h.Documents...), append([]string{}, h.points()...), h.Task, h.Changes, h.Days}}, err
}

type applied struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Key     string `header:"Idempotency-Key" doc:"Makes the same request count once"`
	Body    struct {
		Name     string `json:"name"`
		NameLang string `json:"name_language" doc:"ISO 639-1"`
		Kind     string `json:"kind"`
		Code     string `json:"code,omitempty" doc:"Of an organisation that is known"`
		Country  string `json:"country,omitempty" doc:"ISO 3166-1"`
		Website  string `json:"website,omitempty"`
		Reason   string `json:"reason"`
		Person   string `json:"person" doc:"Who applies"`
		Email    string `json:"email"`
		Lang     string `json:"language" enum:"lt,ro,en,it,sv" doc:"Of the letters"`
	}
}

type appliedView struct {
	No     int64  `json:"no"`
	State  string `json:"state"`
	Secret string `json:"secret" doc:"Of the applicant's link; it is not given again"`
}

func (s *Service) apiApply(ctx context.Context, in *applied) (*answer[appliedView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	b := in.Body
	a, key, err := s.Apply(ctx, who, n, Applying{Application{Name: b.Name, NameLang: b.NameLang, Kind: b.Kind, Code: b.Code, Country: b.Country, Website: b.Website, Reason: b.Reason}, Contact{b.Person, b.Email, b.Lang}})
	return &answer[appliedView]{appliedView{a.No, a.State, key}}, err
}

type applicationView struct {
	No        int64         `json:"no"`
	Name      string        `json:"name"`
	Kind      string        `json:"kind"`
	State     string        `json:"state"`
	AppliedOn string        `json:"applied_on"`
	MovedOn   string        `json:"moved_on" doc:"Day of the last step"`
	Decision  string        `json:"decision,omitempty"`
	Grounds   string        `json:"grounds,omitempty"`
	Missing   []missingView `json:"missing"`
	Warned    bool          `json:"warned" doc:"Representatives change too often"`
}

type missingView struct {
	What     string `json:"what" enum:"document,self_check,representative,task,coordinator"`
	Document string `json:"document,omitempty"`
}

func viewOf(a Listed) applicationView {
	v := applicationView{a.No, a.Name, a.Kind, a.State, a.AppliedOn, a.MovedOn, a.Decision, a.Grounds, []missingView{}, a.Warned}
	for _, m := range a.Missing {
		v.Missing = append(v.Missing, missingView(m))
	}
	return v
}

func (s *Service) apiList(ctx context.Context, in *networkAsked) (*answer[[]applicationView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Applications(ctx, who, n)
	views := make([]applicationView, 0, len(all))
	for _, a := range all {
		views = append(views, viewOf(a))
	}
	return &answer[[]applicationView]{views}, err
}

type decided struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	No      int64  `path:"no"`
	Deed    string `path:"deed" enum:"admit,refuse,suspend,resume,revoke"`
	Body    struct {
		Code    string `json:"code,omitempty" doc:"Of the organisation, when it is admitted"`
		Source  string `json:"source,omitempty" doc:"The decision: its number and date"`
		Grounds string `json:"grounds,omitempty"`
		Day     string `json:"day,omitempty" doc:"Today when left out"`
	}
}

func (s *Service) apiDecide(ctx context.Context, in *decided) (*answer[applicationView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	for _, d := range deeds {
		if d.name == in.Deed {
			err = d.do(s, ctx, who, n, in.No, Decision{in.Body.Code, in.Body.Source, in.Body.Grounds, in.Body.Day})
		}
	}
	if err != nil {
		return nil, err
	}
	f, err := s.Application(ctx, who, n, Door{No: in.No})
	return &answer[applicationView]{viewOf(Listed{f.Application, f.Missing, f.Warned})}, err
}

type memberRegistered struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Key     string `header:"Idempotency-Key" doc:"Makes the same request count once"`
	Body    struct {
		Organisation string `json:"organisation" doc:"Code of the member"`
	}
}

func (s *Service) apiRegister(ctx context.Context, in *memberRegistered) (*answer[applicationView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	a, err := s.Register(ctx, who, n, in.Body.Organisation)
	return &answer[applicationView]{viewOf(Listed{Application: a})}, err
}
