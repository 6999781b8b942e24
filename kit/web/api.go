package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// API is the door for programs: JSON below /api/v1, described by the OpenAPI
// document at /api/openapi.json, refusals as problem documents (RFC 9457).
type API struct {
	huma  huma.API
	mux   *http.ServeMux
	site  *Site
	wrong []error
}

// Operation is one line of an area's table for programs.
type Operation struct {
	ID      string // list-members
	Method  string
	Path    string // below /api/v1: "/networks/{network}/members"
	Policy  string // the action that is asked for; an operation without one does not start
	Summary string
	Tag     string // the area
	Body    int64  // largest body in bytes; 0 = 1 MiB
}

// NewAPI returns the door for programs of a site.
func NewAPI(site *Site, version string) *API {
	config := huma.DefaultConfig("pesnet", version)
	config.Info.Description = "What the pages show, for programs."
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath = "" // the page of the documentation would load scripts of others
	config.SchemasPath = "/api/schemas"
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{tokenScheme: {Type: "http", Scheme: "bearer",
		Description: "A token that somebody has made for a purpose on the page of their account. It does what was chosen then, as far as its person may do it. The names beside an operation are the actions that it asks for."}}
	mux := http.NewServeMux()
	huma.NewError = problem
	return &API{huma: humago.New(mux, config), mux: mux, site: site}
}

const tokenScheme = "token"

// security says what an operation asks for: an action, of which strangers may
// be allowed those that are open to everybody.
func (a *API) security(op Operation) []map[string][]string {
	asked := []map[string][]string{{tokenScheme: {op.Policy}}}
	if a.site.May != nil && a.site.May(context.Background(), op.Policy, "") == nil {
		return append(asked, map[string][]string{})
	}
	return asked
}

// Handle adds an operation: in is what its path, query and body hold, out
// what it answers with.
func Handle[I, O any](a *API, op Operation, do func(context.Context, *I) (*O, error)) {
	if !a.site.Known(op.Policy) {
		a.wrong = append(a.wrong, fmt.Errorf("operation %s: the policy %q is not declared", op.ID, op.Policy))
	}
	huma.Register(a.huma, huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: "/api/v1" + op.Path, Summary: op.Summary, Tags: []string{op.Tag},
		MaxBodyBytes: op.Body, Errors: []int{401, 403, 404, 422, 429},
		Security: a.security(op), Middlewares: huma.Middlewares{a.asking(op)},
	}, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		a.site.decided(ctx, asked{op.Policy, op.Method, op.ID, networkOf(ctx)}, err)
		if err != nil {
			return nil, a.refuse(ctx, op, err)
		}
		return out, nil
	})
}

type networkKey struct{}

// networkOf is the network in the address of an operation.
func networkOf(ctx context.Context) string {
	n, _ := ctx.Value(networkKey{}).(string)
	return n
}

// asking asks who may before anything of the request is read: who may not is
// told nothing about what was sent.
func (a *API) asking(op Operation) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		err := a.site.May(c.Context(), op.Policy, c.Param("network"))
		if err == nil {
			next(huma.WithValue(c, networkKey{}, c.Param("network")))
			return
		}
		a.site.decided(c.Context(), asked{op.Policy, op.Method, op.ID, c.Param("network")}, err)
		p := a.refuse(c.Context(), op, err)
		c.SetHeader("Content-Type", p.ContentType(""))
		if p.Status == http.StatusUnauthorized {
			c.SetHeader("WWW-Authenticate", "Bearer")
		}
		c.SetStatus(p.Status)
		if err := json.NewEncoder(c.BodyWriter()).Encode(p); err != nil {
			slog.Debug("answer broke off", "error", err)
		}
	}
}

// Handler returns the handler of everything below /api.
func (a *API) Handler() (http.Handler, error) {
	if err := errors.Join(a.wrong...); err != nil {
		return nil, err
	}
	inner := own(a.mux, func(w http.ResponseWriter, r *http.Request) {
		a.site.refused(r.Context(), fromOtherSite, r.Method, "api")
		write(w, newProblem(WordsOf(r.Context()), fromOtherSite))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		words := a.site.Languages.Prefer(r.Header.Get("Accept-Language"))
		r = r.WithContext(WithWords(a.site.Who(r), words))
		w.Header().Set("Cache-Control", a.site.keeping(r))
		seen := &watched{ResponseWriter: w, status: http.StatusOK}
		_, route := a.mux.Handler(r)
		switch f := a.site.tooOften(r.Context()); {
		case f != nil:
			a.site.refused(r.Context(), f, r.Method, "api")
			again(w.Header(), f)
			write(seen, newProblem(words, f))
		case route == "":
			NotFound(seen, words)
		default:
			inner.ServeHTTP(seen, r)
		}
		a.site.Metrics.count("api", seen.status, time.Since(began))
	}), nil
}

// Document returns the OpenAPI document.
func (a *API) Document() *huma.OpenAPI { return a.huma.OpenAPI() }

type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Problem is a refusal as a program gets it.
type Problem struct {
	Type   string         `json:"type" doc:"About the id of the rule that refused"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail" doc:"What is wrong and how to mend it, in the reader's language"`
	Rule   string         `json:"rule" doc:"Id of the rule that refused"`
	Values map[string]any `json:"values,omitempty" doc:"The values that the rule names"`
	Errors []Wrong        `json:"errors,omitempty"`
}

// Wrong is one field that cannot be taken.
type Wrong struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
	Rule   string `json:"rule,omitempty"`
}

// Error is for logs.
func (p *Problem) Error() string { return p.Detail }

// GetStatus gives huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType names problem documents.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problem makes a problem of what huma itself refuses.
func problem(status int, message string, errs ...error) huma.StatusError {
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: message, Rule: "api.request"}
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p.Errors = append(p.Errors, Wrong{Field: d.Location, Detail: d.Message})
		}
	}
	return p
}

func (a *API) refuse(ctx context.Context, op Operation, err error) *Problem {
	words := WordsOf(ctx)
	all := fault.All(err)
	if all[0].Kind == fault.Defect {
		reference := db.ID()
		a.site.Log.Error("defect", "reference", reference, "operation", op.ID, "error", err)
		return &Problem{Type: "about:blank", Title: words.T("web.defect.title"), Status: 500, Detail: words.T("web.defect.text", "reference", reference), Rule: "fault.defect"}
	}
	if all[0].Kind == fault.Closed {
		a.site.Log.Error("closed", "operation", op.ID, "error", err)
	}
	a.site.refused(ctx, all[0], op.Method, op.ID)
	p := newProblem(words, all[0])
	for _, f := range all {
		if f.Field != "" {
			p.Errors = append(p.Errors, Wrong{f.Field, words.T(f.ID, f.Args...), f.ID})
		}
	}
	return p
}

func newProblem(words *lang.Words, f *fault.Fault) *Problem {
	p := &Problem{Type: "about:blank", Title: words.T(heading[f.Kind]), Status: status[f.Kind], Detail: words.T(f.ID, f.Args...), Rule: f.ID, Values: map[string]any{}}
	for i := 0; i+1 < len(f.Args); i += 2 {
		p.Values[fmt.Sprint(f.Args[i])] = f.Args[i+1]
	}
	return p
}

// NotFound answers a program that asks for what is not there.
func NotFound(w http.ResponseWriter, words *lang.Words) {
	p := newProblem(words, fault.New(fault.Missing, "web.not-found.text"))
	p.Rule = "web.not-found"
	write(w, p)
}

func write(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil && !strings.Contains(err.Error(), "broken pipe") {
		slog.Debug("answer broke off", "error", err)
	}
}
