package privacy

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	get := func(id, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Policy: policy, Summary: summary, Tag: "privacy"}
	}
	web.Handle(a, get("list-my-consents", "/me/consents", "privacy.own", "What the person who asks allows, and what is over"), s.apiConsents)
	web.Handle(a, get("get-my-data", "/me/data", "privacy.own", "Everything that is kept of the person who asks, by area"), s.apiData)
	web.Handle(a, get("list-records-of-processing", "/networks/{network}/privacy/records", "privacy.read-records", "What a network does with personal data"), s.apiRecords)
	web.Handle(a, get("search-audit", "/networks/{network}/audit", "audit.read", "What was done in a network, the latest first"), s.apiAudit)
	web.Handle(a, get("list-retention", "/privacy/retention", "privacy.read-records", "How long each class of personal data is kept"), s.apiRetention)
}

type body[T any] struct{ Body T }

type consentView struct {
	Category    string    `json:"category"`
	Destination string    `json:"destination" doc:"Country, ISO 3166-1; for special categories the code of an organisation"`
	Given       time.Time `json:"given"`
	Expires     string    `json:"expires" doc:"Last day"`
	Live        bool      `json:"live"`
}

func (s *Service) apiConsents(ctx context.Context, _ *struct{}) (*body[[]consentView], error) {
	m, err := s.Mine(ctx, network.From(ctx))
	today := s.now().UTC().Format(time.DateOnly)
	views := make([]consentView, 0, len(m.Consents))
	for _, c := range m.Consents {
		views = append(views, consentView{c.Category, c.place(), c.Given, c.Expires, c.Live(today)})
	}
	return &body[[]consentView]{views}, err
}

func (s *Service) apiData(ctx context.Context, _ *struct{}) (*body[map[string]any], error) {
	all, err := s.MyExport(ctx, network.From(ctx), Wanted{})
	return &body[map[string]any]{all}, err
}

type activityView struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	Purpose    string   `json:"purpose"`
	Controller string   `json:"controller" doc:"Code of the organisation"`
	Basis      string   `json:"basis" doc:"Lawful basis: 6-1-e is Art. 6(1)(e) GDPR"`
	Law        string   `json:"law"`
	Data       []string `json:"data"`
	Persons    []string `json:"persons"`
	Recipients []string `json:"recipients"`
	Safeguards []string `json:"safeguards"`
	Transfers  string   `json:"transfers" doc:"Outside the Union; empty: none"`
	Class      string   `json:"class" doc:"Of the retention schedule"`
	DPIA       string   `json:"dpia" enum:"no,needed,done"`
	From       string   `json:"from"`
	To         string   `json:"to"`
}

type networkAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}

func (s *Service) apiRecords(ctx context.Context, in *networkAsked) (*body[[]activityView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Activities(ctx, who, n, s.today(n))
	views, code := make([]activityView, 0, len(all)), web.WordsOf(ctx).Code()
	for _, a := range all {
		views = append(views, activityView{a.Code, a.Name.In(code), a.Purpose.In(code), a.Controller, a.Basis, a.Law, a.Data.Codes(), a.Persons.Codes(), a.Recipients.Codes(), a.Safeguards.Codes(), a.Transfers, a.Class, a.DPIA, a.From, a.To})
	}
	return &body[[]activityView]{views}, err
}

type deedView struct {
	No      int64           `json:"no"`
	At      time.Time       `json:"at"`
	Who     string          `json:"who" doc:"Id of the person, or the name of a machine's account"`
	Name    string          `json:"name"`
	Action  string          `json:"action"`
	Subject string          `json:"subject"`
	Detail  json.RawMessage `json:"detail" doc:"Before, after, why"`
}

func views(all []Deed) []deedView {
	list := make([]deedView, 0, len(all))
	for _, d := range all {
		list = append(list, deedView{d.No, d.At, d.Who, d.Name, d.Action, d.Subject, json.RawMessage(d.JSON)})
	}
	return list
}

type auditAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Who     string `query:"who" doc:"Sign-in name of who did it"`
	Action  string `query:"action" doc:"An action, or an area with a dot: privacy."`
	Subject string `query:"subject"`
	From    string `query:"from" doc:"First day"`
	To      string `query:"to" doc:"Last day"`
	Before  int64  `query:"before" doc:"Only deeds before this number"`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

func (s *Service) apiAudit(ctx context.Context, in *auditAsked) (*body[[]deedView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Audit(ctx, who, n, Looking{Login: in.Who, Action: in.Action, Subject: in.Subject, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit, Export: true})
	return &body[[]deedView]{views(all)}, err
}

type scheduleView struct {
	Class    string `json:"class"`
	Days     int64  `json:"days"`
	Begins   string `json:"begins" enum:"created,seen,ended,left"`
	Law      string `json:"law"`
	Action   string `json:"action" enum:"erase,pseudonymise"`
	Verified bool   `json:"verified"`
}

func (s *Service) apiRetention(ctx context.Context, _ *struct{}) (*body[[]scheduleView], error) {
	all, err := s.Schedules(ctx, network.From(ctx))
	views := make([]scheduleView, 0, len(all))
	for _, one := range all {
		views = append(views, scheduleView{one.Class, one.Days, one.Begins, one.Law, one.Action, one.Verified})
	}
	return &body[[]scheduleView]{views}, err
}
