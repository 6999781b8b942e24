// Package web is the door for people and their browsers, and for programs
// that speak JSON.
//
// An area gives its routes as a table: method, pattern, policy, handler. A
// handler returns what to answer and an error; it never writes to the wire.
// So the way a page looks, and the way a refusal looks, is decided once, here.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
)

// Site serves the routes of every area.
type Site struct {
	Languages *lang.Languages
	// Who adds to the context who asks.
	Who func(*http.Request) context.Context
	// Known tells whether a policy is declared; May whether somebody could be
	// allowed it at all, or at all in the network that the address names. The
	// service decides with the resource in hand.
	Known func(policy string) bool
	May   func(ctx context.Context, policy, network string) error
	// Frame is what stands around a page.
	Frame   func(*Request, View) ui.Frame
	Pages   *ui.Pages
	Metrics *Metrics
	Log     *slog.Logger
	// HTTPS is set where the public address is https: browsers are then told
	// never to come otherwise.
	HTTPS bool
	// Personal tells whether an answer is for somebody who is known, so that
	// nothing on the way may keep it.
	Personal func(ctx context.Context) bool
	// Asks tells the id of the person who asks, and the address from where.
	Asks func(ctx context.Context) (person, address string)
	Pace *Pace // nothing = everybody as often as they like
	// Decisions is set where each decision about permission is written down,
	// not refusals alone.
	Decisions bool
}

// formLimit is the largest form in bytes that a page takes.
const formLimit = 256 << 10

// Handler returns the handler of all pages: what begins with a language.
func (s *Site) Handler(routes []Route) (http.Handler, error) {
	if err := check(routes, s.Known); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, route := range routes {
		pattern := "/{lang}" + route.Pattern
		if route.Pattern == "/" {
			pattern += "{$}"
		}
		mux.Handle(route.Method+" "+pattern, s.route(route, pattern))
	}
	mux.HandleFunc("/", s.lost)
	return own(s.outer(mux), func(w http.ResponseWriter, r *http.Request) { s.stray(w, r, "other site", fromOtherSite) }), nil
}

// outer gives every page one address.
func (s *Site) outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// One page has one address: /en/aurora, not /en/aurora/.
		if path := r.URL.Path; strings.Count(path, "/") > 2 && strings.HasSuffix(path, "/") && r.Method == http.MethodGet {
			u := *r.URL
			u.Path, u.RawPath = "/"+strings.Trim(path, "/"), ""
			http.Redirect(w, r, u.RequestURI(), http.StatusPermanentRedirect)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Site) route(route Route, pattern string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		words := s.Languages.In(r.PathValue("lang"))
		if words == nil {
			s.lost(w, r)
			return
		}
		limit(w, r, route.Body, began)
		a := &answering{w: w, began: began, pattern: route.Method + " " + pattern}
		r = r.WithContext(WithWords(s.Who(r), words))
		a.r = &Request{r, words}
		defer s.caught(a)
		if f := s.tooOften(r.Context()); f != nil {
			s.refuse(a, f)
			return
		}
		reply, err := s.ask(route, a.r)
		if err == nil {
			err = reply.answer(s, a)
		}
		if err != nil {
			s.refuse(a, err)
		}
	})
}

func (s *Site) ask(route Route, r *Request) (Reply, error) {
	var reply Reply
	err := s.May(r.Context(), route.Policy, r.PathValue("network"))
	if err == nil {
		reply, err = route.Do(r)
	}
	s.decided(r.Context(), asked{route.Policy, r.Method, route.Pattern, r.PathValue("network")}, err)
	return reply, err
}

// answering is one answer on its way.
type answering struct {
	w       http.ResponseWriter
	r       *Request
	began   time.Time
	pattern string
	sent    bool
}

// caught turns a panic into a defect that is logged once and shown as such.
func (s *Site) caught(a *answering) {
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.Log.Error("panic", "what", p, "at", string(debug.Stack()))
		s.refuse(a, errors.New("panic"))
	}
}

// lost answers where no route leads.
func (s *Site) lost(w http.ResponseWriter, r *http.Request) {
	s.stray(w, r, "lost", fault.New(fault.Missing, "web.not-found"))
}

// stray answers what reaches no route, for whatever reason.
func (s *Site) stray(w http.ResponseWriter, r *http.Request, where string, why *fault.Fault) {
	code, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	words := s.Languages.In(code)
	if words == nil {
		words = s.Languages.Prefer(r.Header.Get("Accept-Language"))
	}
	r = r.WithContext(WithWords(s.Who(r), words))
	a := &answering{w: w, r: &Request{r, words}, began: time.Now(), pattern: where}
	defer s.caught(a)
	if f := s.tooOften(r.Context()); f != nil {
		why = f
	}
	s.refuse(a, why)
}

// refuse answers with the words of a fault.
func (s *Site) refuse(a *answering, err error) {
	if (a.sent || errors.Is(err, context.Canceled)) && a.r.Context().Err() != nil {
		return // nobody waits for the answer any more
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		err = fault.New(fault.TooLarge, "web.too-large")
	}
	f := fault.Of(err)
	s.refused(a.r.Context(), f, a.r.Method, a.pattern)
	again(a.w.Header(), f)
	reference := ""
	if f.Kind == fault.Defect {
		reference = db.ID()
		s.Log.Error("defect", "reference", reference, "method", a.r.Method, "path", a.r.URL.Path, "error", err)
	}
	if f.Kind == fault.Closed {
		s.Log.Error("closed", "method", a.r.Method, "path", a.r.URL.Path, "error", err)
	}
	if a.sent {
		return // the answer broke off; the log has it
	}
	if f.Kind == fault.Unknown && a.r.Method == http.MethodGet {
		Go{To: "/" + a.r.Words.Code() + "/sign-in?next=" + url.QueryEscape(a.r.URL.RequestURI())}.answer(s, a)
		return
	}
	if err := refusal(a.r, f, reference).answer(s, a); err != nil {
		s.Log.Error("refusal", "error", err)
		http.Error(a.w, reference, http.StatusInternalServerError)
	}
}

// notice says what the page before asked this one to say.
func (s *Site) notice(r *Request) *ui.Notification {
	if key := r.URL.Query().Get("said"); strings.Contains(key, ".said-") && r.Words.Has(key) {
		return &ui.Notification{Done: true, Text: r.T(key)}
	}
	return nil
}
