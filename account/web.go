package account

import (
	"context"
	"embed"
	"io/fs"
	"net/http"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

//go:embed page/*.html
var pages embed.FS

// Pages is the templates of the area.
func (*Service) Pages() ui.Folder {
	files, err := fs.Sub(pages, "page")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return ui.Folder{Name: "account", Files: files}
}

// API has no operations yet: programs do not sign in.
func (*Service) API(*web.API) {}

// Routes is the table of routes of the area. It is open to all: the service
// asks.
func (s *Service) Routes() []web.Route {
	get, post := http.MethodGet, http.MethodPost
	routes := []web.Route{
		{Method: get, Pattern: "/sign-in", Policy: "network.sign-in", Do: s.signInPage},
		{Method: post, Pattern: "/sign-in", Policy: "network.sign-in", Do: s.signIn},
		{Method: post, Pattern: "/sign-out", Policy: "network.sign-in", Do: s.signOut},
		{Method: get, Pattern: "/sign-in/link", Policy: "network.sign-in", Do: s.linkPage},
		{Method: post, Pattern: "/sign-in/link", Policy: "network.sign-in", Do: s.setPassword},
	}
	routes = append(routes, s.accountRoutes()...)
	if s.options.Demo {
		routes = append(routes, web.Route{Method: post, Pattern: "/sign-in/as", Policy: "network.sign-in", Do: s.signInAs})
	}
	return routes
}

// Identify adds to the context of a request who asks: the person who is signed
// in by the cookie, or nobody. It is open to all.
func (s *Service) Identify(r *http.Request) context.Context {
	ctx := withVisit(r.Context(), Visit{Address: origin(r.RemoteAddr, r.Header.Values("X-Forwarded-For"), s.options.Proxies), Agent: r.UserAgent()})
	if token, asks := bearer(r); asks {
		if s.Bearer == nil {
			return ctx
		}
		by, err := s.Bearer(ctx, token)
		if err != nil {
			return network.WithTrouble(ctx, err)
		}
		return by
	}
	cookie, err := r.Cookie(s.cookieName())
	if err != nil || cookie.Value == "" {
		return ctx
	}
	who, err := s.Session(ctx, cookie.Value)
	if err != nil {
		return network.WithTrouble(ctx, err)
	}
	return network.With(ctx, who)
}

// bearer returns the token by which a program asks. Pages are for people: there
// it counts for nothing.
func bearer(r *http.Request) (token string, asks bool) {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(kind, "Bearer") && strings.HasPrefix(r.URL.Path, "/api/")
}

func (s *Service) secure() bool { return strings.HasPrefix(s.options.URL, "https://") }

// cookieName binds the cookie to this host alone where the browser allows it.
func (s *Service) cookieName() string {
	if s.secure() {
		return "__Host-pesnet"
	}
	return "pesnet"
}

// cookie carries the secret of a session; without one it takes the cookie
// away.
func (s *Service) cookie(secret string) *http.Cookie {
	c := &http.Cookie{Name: s.cookieName(), Value: secret, Path: "/", HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode, MaxAge: int(absolute.Seconds())}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

// asked is what every page of the area needs.
type asked struct {
	who   network.Who
	words *lang.Words
	here  web.Here
}

func (a asked) fields(err error) network.Fields { return network.FieldsOf(a.words, err) }

func trimmed(r *web.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
