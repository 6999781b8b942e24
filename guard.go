package main

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"pesnet/account"
	"pesnet/kit/web"
	"pesnet/network"
)

// guard is what holds back those who ask too often, and those who ask how the
// program does but should not know.
type guard struct {
	PacePerson  int           `env:"PESNET_PACE_PERSON" default:"${pace_person}" help:"Most requests in a minute of somebody who is signed in; 0 is as many as come."`
	PaceAddress int           `env:"PESNET_PACE_ADDRESS" default:"${pace_address}" help:"Most requests in a minute of an address from which nobody is signed in; 0 is as many as come."`
	Metrics     string        `env:"PESNET_METRICS" help:"Where the token for /metrics is kept: env:NAME or file:/path. Without one only this machine reads it." placeholder:"WHERE"`
	Decisions   bool          `env:"PESNET_DECISIONS" help:"Write every decision about permission to the error output, not refusals alone."`
	RecordCopy  string        `env:"PESNET_RECORD_COPY" help:"File to which each row of the record is appended: best on the disk of another machine." placeholder:"FILE" type:"path"`
	Drain       time.Duration `env:"PESNET_DRAIN" default:"0s" help:"How long the program goes on answering when told to end, while /readyz says no, so that others take over."`
}

// asker tells who asks, as far as they are counted.
func asker(ctx context.Context) (person, address string) {
	return network.From(ctx).ID, account.Address(ctx)
}

// measured shows the metrics to those who have the token or, where there is
// none, to this machine alone. What a proxy on this machine passes on comes
// from elsewhere.
func (g guard) measured(metrics http.Handler) (http.Handler, error) {
	token := ""
	if g.Metrics != "" {
		var err error
		if token, err = secret(g.Metrics); err != nil {
			return nil, err
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token != "" && !hasToken(r, token) || token == "" && !fromHere(r) {
			http.NotFound(w, r)
			return
		}
		metrics.ServeHTTP(w, r)
	}), nil
}

func hasToken(r *http.Request, token string) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
}

func fromHere(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	passed := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("Via") != ""
	return err == nil && !passed && net.ParseIP(host).IsLoopback()
}

// readiness tells whether requests should be sent here.
type readiness struct{ ends int32 }

// end says no from now on, and leaves others the time to notice.
func (r *readiness) end(drain time.Duration) {
	atomic.StoreInt32(&r.ends, 1)
	time.Sleep(drain)
}

func (a *app) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if atomic.LoadInt32(&a.readiness.ends) != 0 {
		http.Error(w, "ending", http.StatusServiceUnavailable)
		return
	}
	if err := a.db.Ping(ctx); err != nil {
		http.Error(w, "database", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ready\n"))
}

// pace is how often somebody may ask.
func (g guard) pace() *web.Pace { return web.NewPace(now, g.PacePerson, g.PaceAddress) }
