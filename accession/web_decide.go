package accession

import (
	"context"

	"pesnet/kit/web"
	"pesnet/network"
)

// deed is a decision of the secretariat.
type deed struct {
	name   string
	in     []string // states in which it can be taken
	do     func(*Service, context.Context, network.Who, network.Network, int64, Decision) error
	fields []string
}

// linkForm sends the applicant another link.
func (s *Service) linkForm(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	door, at := p.door(r)
	_, err = s.NewLink(r.Context(), p.Who, p.Network, door.No)
	return web.Go{To: at, Said: "accession.said-link"}, err
}

// decideForm takes a decision.
func (s *Service) decideForm(d deed) func(*web.Request) (web.Reply, error) {
	return func(r *web.Request) (web.Reply, error) {
		p, err := s.place(r)
		if err != nil {
			return nil, err
		}
		door, at := p.door(r)
		in := Decision{Code: network.Posted(r, "code"), Source: network.Posted(r, "source"), Grounds: network.Posted(r, "grounds"), Day: network.Posted(r, "day")}
		return s.answered(r, at, d.do(s, r.Context(), p.Who, p.Network, door.No, in))
	}
}
