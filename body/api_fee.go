package body

import (
	"context"
)

type feesAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Year    string `query:"year" doc:"This year when left out"`
}

type feesView struct {
	Year    string          `json:"year"`
	Basis   []string        `json:"basis" doc:"By what fees are reckoned, as the charter says"`
	Formula []feeBandView   `json:"formula" doc:"Empty where it is not known"`
	Edition string          `json:"edition" doc:"Of the formula that begins last, for whoever writes another"`
	Members []memberFeeView `json:"members"`
}

type feeBandView struct {
	Basis    string `json:"basis" enum:"unit,staff,gdp"`
	Least    int64  `json:"least"`
	Value    int64  `json:"value" doc:"Of the unit: cents; of a band: its weight in hundredths"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

type memberFeeView struct {
	Organisation string `json:"organisation" doc:"Code"`
	Staff        int64  `json:"staff"`
	GDP          int64  `json:"gdp" doc:"Per person, in purchasing power"`
	ByStaff      int64  `json:"weight_by_staff" doc:"Hundredths"`
	ByGDP        int64  `json:"weight_by_gdp" doc:"Hundredths"`
	Unit         int64  `json:"unit" doc:"Cents"`
	Amount       int64  `json:"amount" doc:"Cents"`
	Known        bool   `json:"known"`
}

func (s *Service) apiFees(ctx context.Context, in *feesAsked) (*answer[feesView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	f, err := s.Fees(ctx, who, n, in.Year)
	return &answer[feesView]{feesViewOf(f)}, err
}

func feesViewOf(f Fees) feesView {
	v := feesView{Year: f.Year, Edition: f.Edition, Basis: codes(f.Basis.Value), Formula: []feeBandView{}, Members: []memberFeeView{}}
	for _, b := range f.Formula {
		v.Formula = append(v.Formula, feeBandView{b.Basis, b.Least, b.Value, b.Source, b.Verified})
	}
	for _, m := range f.Members {
		v.Members = append(v.Members, memberFeeView{m.Organisation.Code, m.Staff, m.GDP, m.ByStaff.Value, m.ByGDP.Value, m.Unit, m.Amount, m.Known})
	}
	return v
}

type feeFormulaGiven struct {
	From    string         `json:"from" doc:"Year from which it holds" example:"2027"`
	Unit    int64          `json:"unit" doc:"Cents"`
	Staff   []feeStepGiven `json:"staff"`
	GDP     []feeStepGiven `json:"gdp"`
	Source  string         `json:"source"`
	Edition string         `json:"edition,omitempty" doc:"The one that was read with the fees; left out for the first formula"`
}

type feeStepGiven struct {
	Least  int64 `json:"least" doc:"From which number the weight counts"`
	Weight int64 `json:"weight" doc:"Hundredths"`
}

func (g feeFormulaGiven) formula() Formula {
	f := Formula{Bands: []Band{{From: g.From, Basis: "unit", Value: g.Unit, Source: g.Source, Verified: true}}, Edition: g.Edition}
	for _, step := range g.Staff {
		f.Bands = append(f.Bands, Band{From: g.From, Basis: "staff", Least: step.Least, Value: step.Weight, Source: g.Source, Verified: true})
	}
	for _, step := range g.GDP {
		f.Bands = append(f.Bands, Band{From: g.From, Basis: "gdp", Least: step.Least, Value: step.Weight, Source: g.Source, Verified: true})
	}
	return f
}

type formulaPreviewed struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Body    feeFormulaGiven
}

type formulaGiven struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
	Key     string `header:"Idempotency-Key" doc:"Makes the same request count once"`
	Body    feeFormulaGiven
}

type feePreviewView struct {
	From    string          `json:"from" doc:"Year for which it is reckoned"`
	Figures string          `json:"figures" doc:"Year of the figures it is reckoned with; empty where there are none"`
	Before  int64           `json:"before" doc:"What all members pay together, in cents"`
	After   int64           `json:"after" doc:"What they would pay, in cents"`
	Members []feeChangeView `json:"members"`
}

type feeChangeView struct {
	Organisation string `json:"organisation" doc:"Code"`
	Before       int64  `json:"before" doc:"Cents"`
	Known        bool   `json:"known" doc:"A formula holds for the year already"`
	After        int64  `json:"after" doc:"Cents"`
}

func previewView(p Preview) feePreviewView {
	v := feePreviewView{From: p.From, Figures: p.Year, Members: []feeChangeView{}}
	v.Before, v.After = p.Sums()
	for _, c := range p.Changes {
		v.Members = append(v.Members, feeChangeView{c.Then.Organisation.Code, c.Now.Amount, c.Now.Known, c.Then.Amount})
	}
	return v
}

func (s *Service) apiPreviewFees(ctx context.Context, in *formulaPreviewed) (*answer[feePreviewView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	p, err := s.PreviewFormula(ctx, who, n, in.Body.formula())
	return &answer[feePreviewView]{previewView(p)}, err
}

func (s *Service) apiPutFees(ctx context.Context, in *formulaGiven) (*answer[feePreviewView], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in.Body)
	if err != nil {
		return nil, err
	}
	p, err := s.PutFormula(ctx, who, n, in.Body.formula())
	return &answer[feePreviewView]{previewView(p)}, err
}
