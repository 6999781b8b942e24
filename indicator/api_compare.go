package indicator

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"pesnet/kit/web"
	"pesnet/network"
)

func (s *Service) compareAPI(a *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: "/networks/{network}" + path, Policy: "indicator.read", Summary: summary, Tag: "indicator"}
	}
	web.Handle(a, get("compare", "/compare", "The figures of one indicator side by side, with what they say"), s.apiCompare)
	web.Handle(a, get("list-indicators", "/indicators", "Every indicator, with the number of its series in the network"), s.apiIndicators)
	web.Handle(a, get("list-observations", "/observations", "Released figures, page by page"), s.apiObservations)
}

type answer[T any] struct{ Body T }

// InNetwork names the network of an operation.
type InNetwork struct {
	Network string `path:"network" doc:"Code of the network" example:"PES-NETWORK"`
}

type compareAsked struct {
	InNetwork
	Indicator string   `query:"indicator" doc:"Code of the indicator; the first with figures when empty" example:"unemployment"`
	Me        string   `query:"me" doc:"Code of the own area or service" example:"LT"`
	With      string   `query:"with" enum:"hand,group,similar,all," doc:"How the peers are chosen"`
	Peers     []string `query:"peer,explode" doc:"Codes of the peers" example:"EE"`
	Similar   int      `query:"similar" doc:"How many of the most similar ones" minimum:"0" maximum:"50"`
	By        []string `query:"by,explode" doc:"Context indicators by which they are similar"`
	From      string   `query:"from" doc:"First year" example:"2014"`
	To        string   `query:"to" doc:"Last year" example:"2025"`
	Freq      string   `query:"freq" enum:"A,S,Q,M,W,D," doc:"Frequency"`
	Dataset   string   `query:"dataset" doc:"Collection of the figures"`
	Unit      string   `query:"unit" doc:"Unit of measurement"`
	Dims      string   `query:"dims" doc:"Other dimensions" example:"age=Y_LT25,sex=F"`
}

func (in compareAsked) choice() Choice {
	q := url.Values{"peer": in.Peers, "by": in.By}
	for name, value := range map[string]string{"indicator": in.Indicator, "me": in.Me, "with": in.With, "from": in.From, "to": in.To,
		"freq": in.Freq, "dataset": in.Dataset, "unit": in.Unit} {
		q.Set(name, value)
	}
	c := ChoiceOf(q)
	c.Similar = in.Similar
	if c.With == "" {
		c.With = c.meant()
	}
	for pair := range strings.SplitSeq(in.Dims, ",") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			c.Dims[name] = value
		}
	}
	return c
}

type comparisonView struct {
	Network   string       `json:"network"`
	Indicator indicatorRow `json:"indicator"`
	Dataset   string       `json:"dataset"`
	Frequency string       `json:"frequency"`
	Unit      string       `json:"unit"`
	Dims      string       `json:"dims" doc:"Part of the population; empty for all"`
	Computed  bool         `json:"computed" doc:"Made here from counts"`
	Finding   string       `json:"finding" doc:"What the figures say, in the reader's language"`
	Remarks   []string     `json:"remarks" doc:"What must be known beside the finding"`
	Peers     string       `json:"peers_chosen" doc:"How the peers were chosen"`
	Periods   []string     `json:"periods"`
	Rows      []rowView    `json:"rows" doc:"The own one first, then the peers by name, all together, their median"`
}

type rowView struct {
	Code     string     `json:"code"`
	Name     string     `json:"name"`
	Role     string     `json:"role" enum:"own,peer,all,median"`
	Services []string   `json:"services" doc:"Codes of the services that stand for an area"`
	Values   []*float64 `json:"values" doc:"One for each period; null where there is none"`
	Flags    []string   `json:"flags" doc:"Q: hidden from everybody but its own member, for it would tell about few people"`
	Released []bool     `json:"released"`
	Counted  []int      `json:"counted,omitempty" doc:"Of the median: how many peers it rests on"`
}

func (s *Service) apiCompare(ctx context.Context, in *compareAsked) (*answer[comparisonView], error) {
	who := network.From(ctx)
	n, err := s.networkOf(ctx, who, in.Network)
	if err != nil {
		return nil, err
	}
	c, err := s.Compare(ctx, who, n, in.choice())
	if err != nil {
		return nil, err
	}
	words := web.WordsOf(ctx)
	byName(words, c.Peers, func(r Row) Unit { return r.Unit })
	t := teller{words, c}
	said := t.finding(c.Find())
	v := comparisonView{Network: n.Code, Indicator: t.indicator(Entry{Definition: c.Definition}), Dataset: c.Variant.Dataset, Frequency: c.Freq,
		Unit: c.measure(), Dims: string(c.Dims), Computed: c.Computed, Finding: said.String(), Remarks: append([]string{}, said.After...),
		Peers: c.How, Periods: append([]string{}, c.Periods...)}
	for i, r := range c.Rows() {
		role := "peer"
		if i == 0 {
			role = "own"
		}
		v.Rows = append(v.Rows, t.row(r, role))
	}
	for _, r := range t.wholes() {
		v.Rows = append(v.Rows, t.row(r, "all"))
	}
	v.Rows = append(v.Rows, t.medianView())
	return &answer[comparisonView]{v}, nil
}

func (t teller) row(r Row, role string) rowView {
	v := rowView{Code: r.Code, Role: role, Services: []string{}}
	if r.Code != "" {
		v.Name = t.name(r.Unit)
	}
	for _, o := range r.Services {
		v.Services = append(v.Services, o.Code)
	}
	for _, cell := range r.Cells {
		v.Values = append(v.Values, orNull(cell.Value))
		v.Flags = append(v.Flags, cell.Flags)
		v.Released = append(v.Released, !cell.Draft)
	}
	return v
}

func (t teller) medianView() rowView {
	v := rowView{Role: "median", Name: t.t("median.computed"), Services: []string{}, Counted: t.c.Counted}
	for _, m := range t.c.Median {
		v.Values, v.Flags, v.Released = append(v.Values, orNull(m)), append(v.Flags, ""), append(v.Released, true)
	}
	return v
}

func orNull(v float64) *float64 {
	if v != v {
		return nil
	}
	return &v
}

type indicatorRow struct {
	Code       string `json:"code"`
	Dataset    string `json:"dataset" doc:"The collection that it came with; pesnet for those defined here"`
	Title      string `json:"title"`
	Definition string `json:"definition"`
	Group      string `json:"group" enum:"annex,context,count,listed"`
	Basis      string `json:"basis" doc:"register, survey, employers, programmes, asked or listed"`
	Unit       string `json:"unit"`
	Source     string `json:"source"`
	Series     int64  `json:"series" doc:"How many series of the network have figures"`
}

func (t teller) indicator(e Entry) indicatorRow {
	return indicatorRow{e.Code, e.Dataset, e.Title(t.w), e.Meaning(t.w), e.Group, e.Basis, e.Unit, e.Source, e.Series}
}

func (s *Service) apiIndicators(ctx context.Context, in *InNetwork) (*answer[[]indicatorRow], error) {
	who := network.From(ctx)
	n, err := s.networkOf(ctx, who, in.Network)
	if err != nil {
		return nil, err
	}
	all, series, err := s.Catalogue(ctx, who, n)
	rows := []indicatorRow{}
	for _, e := range entries(all, series) {
		rows = append(rows, teller{w: web.WordsOf(ctx)}.indicator(e))
	}
	return &answer[[]indicatorRow]{rows}, err
}

type observationsAsked struct {
	InNetwork
	Indicator string `query:"indicator" doc:"Code of the indicator" example:"unemployment"`
	Area      string `query:"area" doc:"Reference area" example:"LT"`
	Org       string `query:"org" doc:"Code of the service that the figures are of" example:"LT-UZT"`
	From      string `query:"from" doc:"First period" example:"2014"`
	To        string `query:"to" doc:"Last period" example:"2025"`
	Cursor    string `query:"cursor" doc:"Where the page begins: next of the page before"`
	Limit     int    `query:"limit" doc:"Figures on a page" minimum:"0" maximum:"1000" default:"500"`
}

type observationView struct {
	Dataset   string   `json:"dataset"`
	Indicator string   `json:"indicator"`
	Area      string   `json:"area"`
	Org       string   `json:"org"`
	Frequency string   `json:"frequency"`
	Unit      string   `json:"unit"`
	Dims      string   `json:"dims"`
	Period    string   `json:"period"`
	Value     *float64 `json:"value" doc:"null where the source says that it is missing"`
	Flags     string   `json:"flags" doc:"Q: hidden, for it would tell about few people"`
	Batch     int64    `json:"batch" doc:"The delivery that it came in"`
	Vintage   string   `json:"vintage" doc:"Day on which the source published it"`
}

type observationsView struct {
	Observations []observationView `json:"observations"`
	Next         string            `json:"next" doc:"Cursor of the next page; empty at the end"`
}

func (s *Service) apiObservations(ctx context.Context, in *observationsAsked) (*answer[observationsView], error) {
	who := network.From(ctx)
	n, err := s.networkOf(ctx, who, in.Network)
	if err != nil {
		return nil, err
	}
	all, next, err := s.Observations(ctx, who, n, Wanted{Indicator: in.Indicator, Area: in.Area, Org: in.Org, From: in.From, To: in.To, Cursor: in.Cursor, Limit: in.Limit})
	v := observationsView{Observations: []observationView{}, Next: next}
	for _, t := range all {
		v.Observations = append(v.Observations, observationView{t.Dataset, t.Indicator, t.Area, t.Org, t.Freq, t.Unit, string(t.Dims), t.Period, t.Value, t.Flags, t.Batch, t.Vintage})
	}
	return &answer[observationsView]{v}, err
}
