package home

import (
	"context"
	"net/http"

	"pesnet/kit/web"
	"pesnet/network"
)

// API is the door for programs.
func (s *Service) API(a *web.API) {
	web.Handle(a, web.Operation{ID: "search", Method: http.MethodGet, Path: "/search", Policy: "network.read", Tag: "home",
		Summary: "Networks, members, indicators and pages that have all the words"}, s.apiSearch)
}

type searchAsk struct {
	Query   string `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"Words; marks and endings do not matter"`
	Network string `query:"network" maxLength:"40" doc:"Code of a network; all when empty"`
}

type searchAnswer struct {
	Body struct {
		Items []apiHit `json:"items"`
	}
}

type apiHit struct {
	Kind  string `json:"kind" enum:"network,member,indicator,page"`
	Title string `json:"title" doc:"In the language of Accept-Language, where the name exists in it"`
	Text  string `json:"text,omitempty"`
	URL   string `json:"url" doc:"Address of the page"`
}

func (s *Service) apiSearch(ctx context.Context, in *searchAsk) (*searchAnswer, error) {
	words := web.WordsOf(ctx)
	hits, err := s.Search(ctx, network.From(ctx), words, in.Network, in.Query)
	if err != nil {
		return nil, err
	}
	out := &searchAnswer{}
	out.Body.Items = make([]apiHit, len(hits))
	for i, h := range hits {
		out.Body.Items[i] = apiHit{h.Kind, h.Title, h.Text, "/" + words.Code() + h.Path}
	}
	return out, nil
}
