// Package account is how people sign in: passwords, passkeys, apps that show
// codes, recovery codes, one-time links, providers of identity, emergencies,
// and the sessions that begin by them. Who the people are and what they may is
// said in the area network.
package account

import (
	"context"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/kit/openid"
	"pesnet/network"
)

// Options is how an installation differs from others.
type Options struct {
	Demo bool // everybody may sign in as one of the invented people
	// Factors is who must have a second factor; empty = whoever sees or changes
	// what belongs to others.
	Factors Factors
	URL     string // public address; with https cookies are for https alone
	// Proxies is how many of our own proxies a request has passed.
	Proxies int
	// Secrets returns a secret by where it is kept: env:NAME or file:/path.
	Secrets func(where string) (string, error)
	// KeyFile holds the keys with which the secrets of apps are sealed; it is made
	// when the first of them is kept.
	KeyFile string
}

// Service is what can be done with the ways in.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
	options  Options
	openid   *openid.Client

	// First names the page, below that of the language, to which somebody
	// comes after signing in; an area that has such pages sets it.
	First func(context.Context, network.Who) string
	// Words returns a language by its code; without it nobody is written to.
	Words func(code string) *lang.Words
	// Bearer adds to a context the person in whose place a program asks by a
	// token, TokensHeld returns what the tokens of a person that hold are for,
	// and EndTokens ends them all; an area that has tokens sets them.
	Bearer     func(ctx context.Context, secret string) (context.Context, error)
	TokensHeld func(tx *db.Tx, person string) (purposes []string, err error)
	EndTokens  func(tx *db.Tx, person string) (int64, error)
}

// New returns the service of accounts.
func New(d *db.DB, now func() time.Time, networks *network.Service, o Options) *Service {
	return &Service{db: d, now: now, networks: networks, options: o, openid: openid.New(now)}
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, action, subject string, detail any) error {
	return s.recordIn(tx, who, network.Network{}, action, subject, detail)
}

// recordIn adds what was done in a network to the record.
func (s *Service) recordIn(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}
