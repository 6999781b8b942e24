// Package openid lets somebody be recognised by another party that knows them:
// OpenID Connect with the authorization code flow and PKCE.
//
// A Client sends people to a Provider (Begin) and judges what they bring back
// (Finish). It keeps nothing but what it has learnt of the providers; the
// Errand between the two is the caller's to keep, bound to the browser.
package openid

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"pesnet/kit/fault"
)

// Provider is another party that knows people.
type Provider struct {
	Issuer   string
	Client   string
	Secret   string   // empty for a public client
	Redirect string   // to where it sends people back; one for each provider
	Levels   []string // of assurance that are asked for (acr_values)
}

// Errand is what must be known again when somebody comes back.
type Errand struct {
	State, Nonce, Verifier string
	Since                  time.Time // how recent the check of the person must be; zero = as it is
}

// Identity is who came back.
type Identity struct {
	Subject string
	Level   string // of assurance (acr)
	Session string // by which the provider knows where the person is signed in
	Claims  map[string]any
}

// Client sends people to providers. It is safe for use by many at once.
type Client struct {
	now  func() time.Time
	http *http.Client

	mu    sync.Mutex
	known map[string]learnt
}

// learnt is what a provider says of itself, for an hour.
type learnt struct {
	provider *oidc.Provider
	at       time.Time
}

const (
	patience = 10 * time.Second
	keep     = time.Hour
	most     = 1 << 20 // bytes of an answer
	// skew is how much the clocks of two machines may differ.
	skew = time.Minute
)

// algorithms by which a provider may sign: none that need a shared secret, and
// not "none".
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}

// New returns a client that knows no provider yet.
func New(now func() time.Time) *Client {
	return &Client{now: now, known: map[string]learnt{}, http: &http.Client{
		Timeout: patience, Transport: bounded{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// bounded cuts answers that are too long.
type bounded struct{ http.RoundTripper }

// RoundTrip asks, and reads only as much as is sensible.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, most), answer.Body}
	}
	return answer, err
}

// Try asks a provider what it says of itself.
func (c *Client) Try(ctx context.Context, issuer string) error {
	_, _, err := c.learn(ctx, issuer)
	return err
}

func (c *Client) learn(ctx context.Context, issuer string) (context.Context, *oidc.Provider, error) {
	ctx = oidc.ClientContext(ctx, c.http)
	if !guarded(issuer) {
		return ctx, nil, fault.New(fault.Invalid, "openid.issuer").On("issuer")
	}
	c.mu.Lock()
	one, there := c.known[issuer]
	c.mu.Unlock()
	if there && c.now().Before(one.at.Add(keep)) {
		return ctx, one.provider, nil
	}
	// What is learnt outlives the request that asked first.
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), c.http), issuer)
	if err != nil {
		return ctx, nil, away(err)
	}
	var says struct {
		Keys string `json:"jwks_uri"`
	}
	if err := p.Claims(&says); err != nil || !guarded(says.Keys) || !guarded(p.Endpoint().AuthURL) || !guarded(p.Endpoint().TokenURL) {
		return ctx, nil, away(fmt.Errorf("an endpoint of %s is not encrypted", issuer))
	}
	c.mu.Lock()
	c.known[issuer] = learnt{p, c.now()}
	c.mu.Unlock()
	return ctx, p, nil
}

// guarded tells whether an address is encrypted or on this very machine.
func guarded(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || err == nil && ip.IsLoopback())
}

func away(why error) error {
	return fmt.Errorf("%w: %w", fault.New(fault.Invalid, "openid.away").On("issuer"), why)
}

func refused(why string, args ...any) error {
	return fmt.Errorf("%w: %w", fault.New(fault.Invalid, "openid.refused"), fmt.Errorf(why, args...))
}

func (p Provider) config(at oauth2.Endpoint) oauth2.Config {
	return oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, RedirectURL: p.Redirect, Endpoint: at, Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

// Begin returns the address to which to send somebody; again asks the provider
// to check once more who it is.
func (c *Client) Begin(ctx context.Context, p Provider, again bool) (address string, e Errand, err error) {
	_, known, err := c.learn(ctx, p.Issuer)
	if err != nil {
		return "", e, err
	}
	e = Errand{State: secret(), Nonce: secret(), Verifier: oauth2.GenerateVerifier()}
	options := []oauth2.AuthCodeOption{oidc.Nonce(e.Nonce), oauth2.S256ChallengeOption(e.Verifier)}
	if len(p.Levels) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(p.Levels, " ")))
	}
	if again {
		e.Since = c.now()
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	config := p.config(known.Endpoint())
	return config.AuthCodeURL(e.State, options...), e, nil
}

func secret() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Finish judges what somebody brings back from a provider.
//
// Rule openid.refused: an answer is taken when it is for what was asked, in
// this browser, of this provider: state, issuer, signature, audience, time and
// nonce are right.
func (c *Client) Finish(ctx context.Context, p Provider, e Errand, query url.Values) (i Identity, err error) {
	if e.State == "" || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(e.State)) != 1 {
		return i, refused("the state is another")
	}
	if from := query.Get("iss"); from != "" && from != p.Issuer {
		return i, refused("the answer comes from %s", from)
	}
	if why := query.Get("error"); why != "" {
		return i, fmt.Errorf("%w: %s", fault.New(fault.Invalid, "openid.declined"), why)
	}
	ctx, known, err := c.learn(ctx, p.Issuer)
	if err != nil {
		return i, err
	}
	config := p.config(known.Endpoint())
	token, err := config.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(e.Verifier))
	if err != nil {
		return i, refused("the code: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	said, err := known.VerifierContext(ctx, &oidc.Config{ClientID: p.Client, SupportedSigningAlgs: algorithms, Now: c.now}).Verify(ctx, raw)
	if err != nil {
		return i, refused("the token: %w", err)
	}
	return c.judge(p, e, said)
}

// judge looks at what a token says whose signature is right.
func (c *Client) judge(p Provider, e Errand, said *oidc.IDToken) (i Identity, err error) {
	var more struct {
		Party string `json:"azp"`
		Level string `json:"acr"`
		Time  int64  `json:"auth_time"`
		Name  string `json:"sid"`
	}
	if err := cmp.Or(said.Claims(&more), said.Claims(&i.Claims)); err != nil {
		return i, refused("the claims: %w", err)
	}
	switch {
	case said.Subject == "":
		return i, refused("nobody is named")
	case subtle.ConstantTimeCompare([]byte(said.Nonce), []byte(e.Nonce)) != 1 || e.Nonce == "":
		return i, refused("the nonce is another")
	case len(said.Audience) > 1 && more.Party != p.Client || more.Party != "" && more.Party != p.Client:
		return i, refused("the token is for %s", more.Party)
	case said.IssuedAt.After(c.now().Add(skew)):
		return i, refused("the token comes from the future")
	case !e.Since.IsZero() && time.Unix(more.Time, 0).Before(e.Since.Add(-skew)):
		return i, refused("the person was not checked again")
	case more.Level != "" && len(p.Levels) > 0 && !slices.Contains(p.Levels, more.Level):
		more.Level = "" // weaker than what was asked for
	}
	i.Subject, i.Level, i.Session = said.Subject, more.Level, more.Name
	return i, nil
}
