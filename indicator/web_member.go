package indicator

import (
	"bytes"
	"context"
	"html/template"
	"net/url"
	"slices"
	"sync"

	"pesnet/kit/chart"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// MemberFigures is the card with the figures of a member on its page: the
// latest value of a few indicators, how each went, and the way to compare.
func (s *Service) MemberFigures(ctx context.Context, r *web.Request, n network.Network, o network.Organisation) (template.HTML, error) {
	figures, err := s.Latest(ctx, network.From(ctx), n, o)
	if err != nil || len(figures) == 0 {
		return "", err
	}
	card := memberCard{Title: r.T("indicatorcompare.member.title"), Compare: r.Base() + "/compare?me=" + url.QueryEscape(figures[0].of)}
	for i, f := range figures {
		card.Lines = append(card.Lines, memberLine{
			Title: f.Title(r.Words), Href: r.Base() + "/compare?indicator=" + url.QueryEscape(address(f.Definition)) + "&me=" + url.QueryEscape(f.of),
			Value: withUnit(r.Words, r.Words.Number(f.value(), f.Decimals), f.Definition.Unit), Period: r.Words.Period(f.period()), Draft: f.draft(),
			Spark: chart.Spark{Frame: chart.Frame{ID: "spark-" + string(rune('a'+i)), Title: f.Title(r.Words)},
				Series: chart.Series{Values: f.Row.Values(), Breaks: f.Row.Flagged('b')}, Kind: chart.Own}.HTML(),
		})
	}
	if figures[0].area {
		card.Note = r.T("indicatorcompare.member.area")
	}
	return card.html(r.Words)
}

type memberCard struct {
	Title, Note, Compare string
	Lines                []memberLine
}

type memberLine struct {
	Title, Href, Value, Period string
	Draft                      bool
	Spark                      template.HTML
}

// cardPages are the pages of the area, loaded once more: the card stands on a
// page of another area.
var cardPages = sync.OnceValues(func() (*ui.Pages, error) { return ui.Load((*Service)(nil).Pages()) })

func (c memberCard) html(w *lang.Words) (template.HTML, error) {
	pages, err := cardPages()
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = pages.In(w).WritePiece(&b, "indicator/memberfigures", c)
	return template.HTML(b.String()), err // #nosec G203 -- the template has escaped it
}

// shown is an indicator of one member.
type shown struct {
	Definition
	Row
	of      string
	area    bool
	periods []string
}

func (f shown) value() float64 { return f.Cells[f.Latest()].Value }
func (f shown) period() string { return f.periods[f.Latest()] }
func (f shown) draft() bool    { return f.Cells[f.Latest()].Draft && !f.Cells[f.Latest()].Hidden() }

// mostFigures is how many indicators a member's page shows.
const mostFigures = 6

// Latest returns the latest figures of a member: of the Annex first, then of
// the context of its labour market.
func (s *Service) Latest(ctx context.Context, who network.Who, n network.Network, o network.Organisation) (all []shown, err error) {
	ask := Ask{Orgs: []string{o.Code}, Freq: "A"}
	if o.Country != "" && !n.Fictional {
		ask.Areas = []string{o.Country}
	}
	var wanted []Definition
	for _, d := range Defined() {
		if d.Group == "annex" || d.Group == "context" {
			wanted = append(wanted, d)
			ask.Names = append(ask.Names, d.Names()...)
		}
	}
	lines, err := s.Lines(ctx, who, n, ask)
	if err != nil {
		return nil, err
	}
	for _, d := range wanted {
		if f, ok := latest(d, lines, o); ok && len(all) < mostFigures {
			all = append(all, f)
		}
	}
	return all, nil
}

// latest makes the row of one indicator; figures of the member itself come
// before those of its country.
func latest(d Definition, lines []Line, o network.Organisation) (f shown, ok bool) {
	var its []Line
	for _, l := range lines {
		if slices.Contains(d.Names(), Name{l.Dataset, l.Indicator}) {
			its = append(its, l)
		}
	}
	v, _ := choose(d, its, Choice{})
	its = slices.DeleteFunc(its, func(l Line) bool { return l.variant() != v })
	if len(its) == 0 || !total(v.Dims) {
		return f, false
	}
	f = shown{Definition: d, of: its[0].of(), area: its[0].Org == "", periods: periodsOf(its)}
	f.periods = f.periods[max(0, len(f.periods)-usual["A"]):]
	rows := rowsOf(its, []Unit{{Code: f.of}}, f.periods, f.of)
	if len(rows) == 0 || rows[0].Latest() < 0 {
		return f, false
	}
	f.Row = rows[0]
	return f, true
}
