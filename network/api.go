package network

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/kit/web"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Policy: "network.read", Summary: summary, Tag: "network"}
	}
	web.Handle(a, get("list-networks", "/networks", "Every network"), s.apiNetworks)
	web.Handle(a, get("get-network", "/networks/{network}", "One network"), s.apiNetwork)
	web.Handle(a, get("list-members", "/networks/{network}/members", "Who is listed in a network on a day"), s.apiMembers)
	web.Handle(a, get("list-charter", "/networks/{network}/charter", "The rules of a network as they hold on a day"), s.apiCharter)
	web.Handle(a, get("get-organisation", "/organisations/{code}", "An organisation with its memberships in every network"), s.apiOrganisation)
	web.Handle(a, web.Operation{ID: "add-membership", Method: http.MethodPost, Path: "/networks/{network}/memberships", Policy: "network.change",
		Summary: "List an organisation in a network; it is added where its code is new", Tag: "network"}, s.apiAdd)
	web.Handle(a, web.Operation{ID: "end-membership", Method: http.MethodPatch, Path: "/networks/{network}/memberships/{membership}", Policy: "network.change",
		Summary: "Set the last day of a membership", Tag: "network"}, s.apiEnd)
}

type networkView struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Kind       string `json:"kind" enum:"european,project,county,national,world"`
	Fictional  bool   `json:"fictional"`
	Purpose    string `json:"purpose"`
	About      string `json:"about"`
	LegalBasis string `json:"legal_basis"`
	Languages  string `json:"languages" doc:"In which it works, parted by spaces"`
	Zone       string `json:"zone"`
	From       string `json:"from"`
	To         string `json:"to"`
}

func viewOf(n Network, lang string) networkView {
	return networkView{n.Code, n.Name.In(lang), n.Kind, n.Fictional, n.Purpose.In(lang), n.About.In(lang), n.LegalBasis.In(lang), n.Languages, n.Zone, n.From, n.To}
}

type body[T any] struct{ Body T }

func (s *Service) apiNetworks(ctx context.Context, _ *struct{}) (*body[[]networkView], error) {
	all, err := s.Networks(ctx, From(ctx))
	views := make([]networkView, 0, len(all))
	for _, n := range all {
		views = append(views, viewOf(n, web.WordsOf(ctx).Code()))
	}
	return &body[[]networkView]{views}, err
}

func (s *Service) apiNetwork(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"WAPES"`
}) (*body[networkView], error) {
	n, err := s.Network(ctx, From(ctx), in.Network)
	return &body[networkView]{viewOf(n, web.WordsOf(ctx).Code())}, err
}

type membersAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"WAPES"`
	On      string `query:"on" doc:"A day; today in the network's time zone when empty" example:"2015-06-30"`
	Kind    string `query:"kind" doc:"Only this kind of membership"`
}

type membersView struct {
	Network string         `json:"network"`
	On      string         `json:"on"`
	Counts  map[string]int `json:"counts" doc:"By kind of membership; what is disputed is counted by itself alone"`
	Members []Listing      `json:"members"`
}

func (s *Service) apiMembers(ctx context.Context, in *membersAsked) (*body[membersView], error) {
	n, day, err := s.onDay(ctx, in.Network, in.On)
	if err != nil {
		return nil, err
	}
	all, err := s.MembersOn(ctx, From(ctx), n, day)
	if err != nil {
		return nil, err
	}
	all = ofKind(all, in.Kind)
	from, err := s.Sources(ctx, From(ctx))
	return &body[membersView]{membersView{n.Code, day, Counts(all), Listings(all, from, web.WordsOf(ctx))}}, err
}

// onDay returns a network and the day that is asked for, or today.
func (s *Service) onDay(ctx context.Context, code, day string) (Network, string, error) {
	n, err := s.Network(ctx, From(ctx), code)
	if day == "" {
		day = s.Today(n)
	}
	if err == nil && !Day(day) {
		err = fault.New(fault.Invalid, "network.day").On("on")
	}
	return n, day, err
}

type termView struct {
	Rule     string `json:"rule"`
	Value    string `json:"value"`
	From     string `json:"from"`
	To       string `json:"to"`
	Source   string `json:"source"`
	Place    string `json:"place"`
	Verified bool   `json:"verified"`
}

type charterAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"WAPES"`
	On      string `query:"on" doc:"A day; today when empty"`
}

func (s *Service) apiCharter(ctx context.Context, in *charterAsked) (*body[[]termView], error) {
	n, day, err := s.onDay(ctx, in.Network, in.On)
	if err != nil {
		return nil, err
	}
	all, err := s.Charter(ctx, From(ctx), n)
	if err != nil {
		return nil, err
	}
	from, err := s.Sources(ctx, From(ctx))
	terms := []termView{}
	for _, t := range all.Holding(day) {
		terms = append(terms, termView{t.Rule, t.Value, t.From, t.To, from.Cite(t.Source, web.WordsOf(ctx).Code()), t.Place, t.Verified})
	}
	return &body[[]termView]{terms}, err
}

type organisationView struct {
	Code        string           `json:"code"`
	Name        string           `json:"name"`
	NativeName  string           `json:"native_name"`
	NativeLang  string           `json:"native_lang"`
	Kind        string           `json:"kind"`
	Country     string           `json:"country"`
	Region      string           `json:"region"`
	Parent      string           `json:"parent" doc:"Code of the organisation above it"`
	Children    []string         `json:"children" doc:"Codes of the organisations below it"`
	Website     string           `json:"website"`
	Fictional   bool             `json:"fictional"`
	Memberships []membershipView `json:"memberships"`
}

type membershipView struct {
	ID       string  `json:"id"`
	Network  string  `json:"network"`
	Kind     string  `json:"kind"`
	From     *string `json:"from"`
	To       *string `json:"to"`
	Source   string  `json:"source"`
	Disputed bool    `json:"disputed"`
	Version  int64   `json:"version" doc:"Goes into If-Match when it is changed"`
}

func (s *Service) apiOrganisation(ctx context.Context, in *struct {
	Code string `path:"code" example:"LT-UZT"`
}) (*body[organisationView], error) {
	p, err := s.Organisation(ctx, From(ctx), in.Code)
	if err != nil {
		return nil, err
	}
	from, err := s.Sources(ctx, From(ctx))
	code := web.WordsOf(ctx).Code()
	v := organisationView{Code: p.Code, Name: p.Named(code), NativeName: p.NativeName, NativeLang: p.NativeLang, Kind: p.Kind, Country: p.Country, Region: p.Region,
		Children: []string{}, Website: p.Website, Fictional: p.Fictional, Memberships: []membershipView{}}
	if len(p.Above) > 0 {
		v.Parent = p.Above[len(p.Above)-1].Code
	}
	for _, below := range p.Below {
		v.Children = append(v.Children, below.Code)
	}
	for _, e := range p.Elsewhere {
		v.Memberships = append(v.Memberships, claimView(e.Network.Code, e.Membership, from.Cite(e.Membership.Source, code)))
	}
	return &body[organisationView]{v}, err
}

func claimView(network string, c Membership, source string) membershipView {
	return membershipView{c.ID, network, c.Kind, orNull(c.From), orNull(c.To), source, c.Disputed, c.Version}
}

type membershipAsked struct {
	Code          string `json:"code" doc:"Code of the organisation" example:"LT-UZT"`
	Name          string `json:"name,omitempty" doc:"Only where the code is new: the name in its own language"`
	Lang          string `json:"lang,omitempty" doc:"Only where the code is new: the language of the name"`
	Type          string `json:"type,omitempty" doc:"Only where the code is new: kind of organisation" example:"national_pes"`
	Country       string `json:"country,omitempty"`
	Region        string `json:"region,omitempty"`
	Website       string `json:"website,omitempty"`
	Kind          string `json:"kind" doc:"Kind of membership" example:"member"`
	From          string `json:"from,omitempty" example:"1991"`
	To            string `json:"to,omitempty"`
	Source        string `json:"source"`
	SourcesDiffer bool   `json:"sources_differ,omitempty" doc:"Keep the claim beside others that speak of the same days, and mark all as disputed"`
}

func (s *Service) apiAdd(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"WAPES"`
	Key     string `header:"Idempotency-Key" doc:"The same key with the same request adds once" maxLength:"200"`
	Body    membershipAsked
}) (*body[membershipView], error) {
	n, err := s.Network(ctx, From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	ctx, err = once.With(ctx, From(ctx).ID, in.Key, []any{"add-membership", n.Code, in.Body})
	if err != nil {
		return nil, err
	}
	b := in.Body
	m, err := s.AddMember(ctx, From(ctx), n, NewMember{
		Organisation: Organisation{Code: b.Code, Kind: b.Type, Country: b.Country, Region: b.Region, NativeName: b.Name, NativeLang: b.Lang, Website: b.Website},
		Claim:        Membership{Kind: b.Kind, From: b.From, To: b.To, Source: b.Source}, Disagree: b.SourcesDiffer})
	return &body[membershipView]{claimView(n.Code, m.Membership, m.Membership.Source)}, err
}

func (s *Service) apiEnd(ctx context.Context, in *struct {
	Network    string `path:"network" doc:"Code of the network" example:"WAPES"`
	Membership string `path:"membership" doc:"Id of the membership"`
	Match      string `header:"If-Match" required:"true" doc:"The version that was read, as \"3\""`
	Body       struct {
		To     string `json:"to" doc:"The last day, month or year" example:"2017"`
		Source string `json:"source,omitempty" doc:"Where it is said; that of the membership when empty"`
	}
}) (*body[membershipView], error) {
	n, err := s.Network(ctx, From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	version, _ := strconv.ParseInt(strings.Trim(in.Match, `W/"`), 10, 64)
	c, err := s.EndClaim(ctx, From(ctx), n, Membership{ID: in.Membership, To: in.Body.To, Source: in.Body.Source, Version: version})
	return &body[membershipView]{claimView(n.Code, c, c.Source)}, err
}
