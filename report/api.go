package report

import (
	"context"
	"net/http"

	"pesnet/kit/once"
	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "report"}
	}
	web.Handle(a, op("list-reports", http.MethodGet, "/networks/{network}/reports", "report.read", "The reports of the years of a network"), s.apiReports)
	web.Handle(a, op("get-report", http.MethodGet, "/networks/{network}/reports/{year}", "report.read", "The report of a year with its figures"), s.apiReport)
	web.Handle(a, op("add-proposal", http.MethodPost, "/networks/{network}/reports/{year}/proposals", "report.read-drafts", "Propose what to do better, for the report of a year"), s.apiPropose)
}

type reply[T any] struct{ Body T }

type reportListed struct {
	Year      int    `json:"year"`
	State     string `json:"state" enum:"draft,adopted,published"`
	Adopted   string `json:"adopted_on"`
	Published string `json:"published_on"`
}

func (s *Service) apiReports(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
}) (*reply[[]reportListed], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Reports(ctx, network.From(ctx), n)
	views := make([]reportListed, 0, len(all))
	for _, r := range all {
		views = append(views, reportListed{r.Year, r.State, r.AdoptedOn, r.PublishedOn})
	}
	return &reply[[]reportListed]{views}, err
}

type reportRow struct {
	Day          string `json:"day"`
	Title        string `json:"title"`
	Organisation string `json:"organisation" doc:"Code; empty where it is of the network"`
}

type reportFigure struct {
	Code  string      `json:"code"`
	Of    string      `json:"of" doc:"Figure of the same chapter of which it is a share; empty for none"`
	Count int         `json:"count"`
	Rows  []reportRow `json:"rows" doc:"What it counts; for people of the network alone"`
}

type reportChapter struct {
	Code    string         `json:"code"`
	Figures []reportFigure `json:"figures"`
}

type reportView struct {
	reportListed
	Opening  string          `json:"opening"`
	Closing  string          `json:"closing"`
	Decision string          `json:"decision"`
	Seal     string          `json:"seal" doc:"SHA-256 over what was adopted"`
	Chapters []reportChapter `json:"chapters"`
}

type reportAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Year    int    `path:"year" doc:"Year of the report" example:"2026"`
}

func (s *Service) apiReport(ctx context.Context, in *reportAsked) (*reply[reportView], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	f, err := s.Report(ctx, network.From(ctx), n, in.Year)
	if err != nil {
		return nil, err
	}
	return &reply[reportView]{viewOf(f, web.WordsOf(ctx).Code())}, nil
}

func viewOf(f Full, lang string) reportView {
	v := reportView{reportListed{f.Year, f.State, f.AdoptedOn, f.PublishedOn}, f.Opening.In(lang), f.Closing.In(lang), f.Decision, f.Seal, []reportChapter{}}
	for _, c := range f.Chapters {
		chapter := reportChapter{c.Code, []reportFigure{}}
		for _, one := range c.Figures {
			figure := reportFigure{one.Code, one.Of, one.Value(), []reportRow{}}
			for _, row := range one.Rows {
				if f.Inside {
					figure.Rows = append(figure.Rows, reportRow{row.Day, row.Title.In(lang), row.Organisation})
				}
			}
			chapter.Figures = append(chapter.Figures, figure)
		}
		v.Chapters = append(v.Chapters, chapter)
	}
	return v
}

type proposed struct {
	No int64 `json:"no"`
}

func (s *Service) apiPropose(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Year    int    `path:"year" doc:"Year of the report" example:"2026"`
	Key     string `header:"Idempotency-Key" doc:"The same key and text make one proposal"`
	Body    struct {
		Organisation string `json:"organisation,omitempty" doc:"Code of the member that proposes; the secretariat leaves it out"`
		Title        string `json:"title" example:"Meet online in winter"`
		Text         string `json:"text,omitempty"`
	}
}) (*reply[proposed], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	p := Proposal{Year: in.Year, Title: in.Body.Title, Text: in.Body.Text}
	if in.Body.Organisation != "" {
		of, err := s.networks.Organisation(ctx, who, in.Body.Organisation)
		if err != nil {
			return nil, err
		}
		p.Organisation = of.ID
	}
	if ctx, err = once.With(ctx, who.ID, in.Key, in); err != nil {
		return nil, err
	}
	p, err = s.Propose(ctx, who, n, p)
	return &reply[proposed]{proposed{p.No}}, err
}
