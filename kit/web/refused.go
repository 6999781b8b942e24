package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"pesnet/kit/fault"
)

// suspicious are the refusals that are written down one by one: somebody asks
// for what is not theirs, or too often. Who is not signed in and asks for a
// page is led to the sign-in page, as everybody is now and then.
func suspicious(f *fault.Fault, method string) bool {
	return f.Kind == fault.Forbidden || f.Kind == fault.TooOften || f.Kind == fault.Unknown && method != http.MethodGet && method != http.MethodHead
}

// refused counts a refusal, and writes down what an auditor asks for: by which
// rule, where, to whom. Where is the pattern of the route, not what was asked
// for; whom is an id, no name and no address.
func (s *Site) refused(ctx context.Context, f *fault.Fault, method, where string) {
	if f.Kind == fault.Defect || f.Kind == fault.Closed {
		return // they have lines of their own
	}
	s.Metrics.refused(f)
	if suspicious(f, method) {
		person, _ := s.asks(ctx)
		s.Log.Warn("refused", "rule", f.ID, "status", status[f.Kind], "method", method, "where", where, "person", person)
	}
}

// asked is what somebody asks for: the action, and where.
type asked struct{ policy, method, where, network string }

// decided writes down a decision about permission: to whom, for what, how it
// was decided and by which rule; nothing that was sent.
func (s *Site) decided(ctx context.Context, a asked, err error) {
	if !s.Decisions {
		return
	}
	rule, allowed := "", true
	if f := fault.Of(err); err != nil && (f.Kind == fault.Forbidden || f.Kind == fault.Unknown || f.Kind == fault.Missing) {
		rule, allowed = f.ID, false
	}
	person, _ := s.asks(ctx)
	s.Log.Info("decided", "allowed", allowed, "rule", rule, "action", a.policy, "method", a.method, "where", a.where, "network", a.network, "person", person)
}

// asks is who asks: the id of the person, or else the address.
func (s *Site) asks(ctx context.Context) (person, address string) {
	if s.Asks == nil {
		return "", ""
	}
	return s.Asks(ctx)
}

// own lets through what comes from our own pages and from programs; what
// another site sends through somebody's browser is denied.
func own(next http.Handler, deny http.HandlerFunc) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(deny)
	return p.Handler(next)
}

// fromOtherSite is the refusal of what another site sends.
//
// Rule web.other-site: nothing is changed by a form of another site.
var fromOtherSite = fault.New(fault.Forbidden, "web.other-site")

// again says when to come again.
func again(h http.Header, f *fault.Fault) {
	switch {
	case f.Kind == fault.Closed:
		h.Set("Retry-After", "5")
	case f.Kind == fault.TooOften:
		if seconds, ok := f.Args[1].(int); ok {
			h.Set("Retry-After", strconv.Itoa(seconds))
		}
	}
}

// tooOften is the refusal of somebody who asks too often, if they do.
func (s *Site) tooOften(ctx context.Context) *fault.Fault {
	f, _ := errors.AsType[*fault.Fault](s.Pace.take(s.asks(ctx)))
	return f
}
