package indicator

import (
	"context"
	"net/http"

	"pesnet/indicator/disclosure"
	"pesnet/kit/web"
	"pesnet/network"
)

// releaseAPI adds the operations of releases.
func (s *Service) releaseAPI(a *web.API) {
	const path = "/networks/{network}/imports/{import}/release"
	web.Handle(a, web.Operation{ID: "get-release", Method: http.MethodGet, Path: path, Policy: "indicator.release", Tag: "indicator", Summary: "What the release of an import would hide from others, and why"}, s.apiHiding)
	web.Handle(a, web.Operation{ID: "release-import", Method: http.MethodPost, Path: path, Policy: "indicator.release", Tag: "indicator", Summary: "Release the drafts of an import; what would tell about few people stays hidden"}, s.apiRelease)
}

// hidingView is what a release would hide, as a program gets it.
type hidingView struct {
	Figures  int            `json:"figures" doc:"That would be released, the hidden ones among them"`
	Hidden   map[string]int `json:"hidden" doc:"How many of them stay hidden, by reason: few, beside (another could be worked out), made (of a hidden one), said (confidential), exposed (out already)"`
	Smallest map[string]int `json:"smallest" doc:"From how many on a count is shown: persons, health, employers"`
	First    []hiddenView   `json:"first" doc:"Up to 200 of the hidden ones"`
}

type hiddenView struct {
	Indicator string  `json:"indicator"`
	Area      string  `json:"area"`
	Org       string  `json:"org"`
	Dims      string  `json:"dims"`
	Period    string  `json:"period"`
	Value     float64 `json:"value"`
	Why       string  `json:"why" enum:"few,beside,made,said,exposed"`
}

func (s *Service) apiHiding(ctx context.Context, in *ofImport) (*answer[hidingView], error) {
	if _, err := s.apiDelivered(ctx, in); err != nil {
		return nil, err
	}
	h, err := s.Hiding(ctx, network.From(ctx), in.No)
	v := hidingView{Figures: h.Figures, Hidden: map[string]int{}, Smallest: map[string]int{}, First: []hiddenView{}}
	for why, count := range h.Reasons {
		v.Hidden[why] = count
	}
	for _, kind := range disclosure.Kinds {
		v.Smallest[kind] = h.Rules.Smallest[kind].Limit
	}
	for _, f := range h.First {
		v.First = append(v.First, hiddenView{f.Series.Indicator, f.Series.Area, f.Series.Org, string(f.Series.Dims), f.Period, f.Value, f.Why})
	}
	return &answer[hidingView]{v}, err
}

func (s *Service) apiRelease(ctx context.Context, in *ofImport) (*importAnswer, error) {
	if _, err := s.apiDelivered(ctx, in); err != nil {
		return nil, err
	}
	b, err := s.Release(ctx, network.From(ctx), in.No)
	return &importAnswer{importViewOf(b)}, err
}
