package networktest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
)

// Doors are the pages and the API of an area. Who asks is named by a login, or
// is a stranger: how people sign in is the matter of another area.
type Doors struct{ handler http.Handler }

// Doors opens those of an area.
func (w *World) Doors(area interface {
	Pages() ui.Folder
	Routes() []web.Route
	API(*web.API)
}) *Doors {
	w.Helper()
	pages, err := ui.Load(area.Pages())
	w.Must(err)
	site := &web.Site{
		Languages: lang.All, Who: w.whoAsks, Known: network.Known,
		May: w.Networks.Door,
		Frame: func(_ *web.Request, v web.View) ui.Frame {
			return ui.Frame{Title: v.Title, Problems: v.Problems, Crumbs: v.Crumbs}
		},
		Pages: pages, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(w.Output(), nil)),
	}
	people, err := site.Handler(area.Routes())
	w.Must(err)
	api := web.NewAPI(site, "test")
	area.API(api)
	programs, err := api.Handler()
	w.Must(err)
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	return &Doors{mux}
}

// whoAsks takes the login in a header for who asks.
func (w *World) whoAsks(r *http.Request) context.Context {
	if login := r.Header.Get("Login"); login != "" {
		return network.With(r.Context(), w.As(login))
	}
	return r.Context()
}

// Get asks for a page, or for what a program reads.
func (d *Doors) Get(login, path string) *httptest.ResponseRecorder {
	return d.Send(login, httptest.NewRequest("GET", path, nil))
}

// Post sends a form.
func (d *Doors) Post(login, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.Send(login, r)
}

// JSON sends what a program sends.
func (d *Doors) JSON(login, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return d.Send(login, r)
}

// Send sends any request.
func (d *Doors) Send(login string, r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Login", login)
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}
