package token

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"pesnet/account"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Service is what can be done with tokens.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
	accounts *account.Service
}

// New returns the service of tokens.
func New(d *db.DB, now func() time.Time, networks *network.Service, accounts *account.Service) *Service {
	return &Service{db: d, now: now, networks: networks, accounts: accounts}
}

// usedEach is how often it is written down that a token is used: reading
// should not write.
const usedEach = 5 * time.Minute

// Tokens returns somebody's own tokens, and the actions for which they may
// make one.
func (s *Service) Tokens(ctx context.Context, who network.Who) (all []Token, actions []string, err error) {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = tokensOf(tx, who.ID)
		return err
	})
	return all, who.Grantable(), err
}

// TokensOf returns the tokens of somebody, to the operator.
func (s *Service) TokensOf(ctx context.Context, who network.Who, login string) (all []Token, err error) {
	if err := network.May(who, "account.end-access", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	p, err := s.accounts.PersonOf(ctx, who, login)
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = tokensOf(tx, p.ID)
		return err
	})
	return all, err
}

// Make makes a token by which a program asks in somebody's own place. It
// is returned this once; the table has its hash.
func (s *Service) Make(ctx context.Context, who network.Who, t Token) (secret string, err error) {
	if err := network.May(who, "account.make-token", network.Resource{}).Err(); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		secret, err = s.make(tx, who, who, t)
		return err
	})
	return secret, err
}

// MakeFor makes a token for a program in the place of somebody: for the
// operator, at the command line.
func (s *Service) MakeFor(ctx context.Context, who network.Who, login string, t Token) (secret string, err error) {
	if err := network.May(who, "network.break-glass", network.Resource{}).Err(); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := account.Named(tx, login)
		if err != nil {
			return err
		}
		of, err := s.networks.WhoIs(tx, p.ID, s.now())
		if err == nil {
			secret, err = s.make(tx, who, of, t)
		}
		return err
	})
	return secret, err
}

// make makes a token of a person; by is who makes it.
func (s *Service) make(tx *db.Tx, by, of network.Who, t Token) (secret string, err error) {
	today := s.day()
	days := longest
	if err := s.bounded(tx, t); err != nil {
		return "", err
	}
	if t.Network != "" {
		rules, err := network.CharterOf(tx, t.Network)
		if err != nil {
			return "", err
		}
		if n, err := rules.Number(daysRule, today); err == nil {
			days = n
		}
	}
	if err := t.Check(of.Narrowed(t.Network, t.Organisation).Grantable(), today, days); err != nil {
		return "", err
	}
	secret, hash, hint := newSecret()
	t.ID, t.Hint, t.Person, t.Maker, t.Made, t.Purpose = db.ID(), hint, of.ID, by.ID, s.now(), strings.TrimSpace(t.Purpose)
	if err := insertToken(tx, t, hash); err != nil {
		return "", err
	}
	return secret, s.record(tx, by, "account.make-token", "token "+t.ID, map[string]any{"person": t.Person, "purpose": t.Purpose, "scope": t.Scope, "last_day": t.LastDay})
}

// bounded refuses a token for a network or an organisation that is none.
func (s *Service) bounded(tx *db.Tx, t Token) error {
	all, err := network.All(tx)
	if err == nil && t.Network != "" && !slices.ContainsFunc(all, func(n network.Network) bool { return n.ID == t.Network }) {
		err = fault.New(fault.Missing, "network.unknown", "code", t.Network)
	}
	if err != nil || t.Organisation == "" {
		return err
	}
	if found, err := network.OrganisationsByID(tx, t.Organisation); err != nil || len(found) == 0 || t.Network == "" {
		return errors.Join(err, fault.New(fault.Missing, "network.organisation.unknown", "code", t.Organisation))
	}
	return nil
}

// End ends one of somebody's own tokens at once.
func (s *Service) End(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.end(tx, who, who.ID, id) })
}

// EndOf ends a token of anybody, for whoever runs the installation.
func (s *Service) EndOf(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "account.end-access", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := tokenByID(tx, id)
		if err == db.ErrNone {
			err = fault.New(fault.Missing, "token.unknown")
		}
		if err != nil {
			return err
		}
		return s.end(tx, who, t.Person, id)
	})
}

func (s *Service) end(tx *db.Tx, who network.Who, person, id string) error {
	rows, err := endToken(tx, person, id, s.now())
	if err == nil && rows == 0 {
		err = fault.New(fault.Missing, "token.unknown")
	}
	if err != nil {
		return err
	}
	return s.record(tx, who, "account.end-token", "token "+id, nil)
}

// Bearer adds to a context the person in whose place a program asks by a
// token, with the roles of today and the actions that the token is for. What
// is done by it is recorded with the token. It is open to all.
func (s *Service) Bearer(ctx context.Context, secret string) (context.Context, error) {
	refused := fault.New(fault.Unknown, "token.refused")
	var t Token
	var who network.Who
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if t, err = tokenByHash(tx, hashed(secret)); err == db.ErrNone || err == nil && !t.alive(s.day()) {
			return refused
		}
		if err == nil {
			who, err = s.networks.WhoIs(tx, t.Person, s.now())
		}
		if err == nil && !who.SignedIn() {
			return refused
		}
		return err
	})
	if err != nil {
		return ctx, err
	}
	who = who.Narrowed(t.Network, t.Organisation)
	who.Token, who.Scope = t.ID, t.Scope
	if s.now().Sub(t.Used) >= usedEach {
		err = s.db.Write(ctx, func(tx *db.Tx) error { return useToken(tx, t.ID, s.now()) })
		if fault.Of(err).Kind == fault.Closed {
			err = nil // nothing can be written for now, yet it can be read
		}
	}
	return audit.By(network.With(ctx, who), "token "+t.ID), err
}

// Held returns what the tokens of a person that hold are for, in a transaction
// of the caller, who has asked whether it may be known. It is open to all
// areas.
func (s *Service) Held(tx *db.Tx, person string) (purposes []string, err error) {
	all, err := tokensOf(tx, person)
	for _, one := range all {
		if one.alive(s.day()) {
			purposes = append(purposes, one.Purpose)
		}
	}
	return purposes, err
}

// EndAll ends every token of a person, in a transaction of the caller, who has
// asked whether that may be done. It is open to all areas.
func (s *Service) EndAll(tx *db.Tx, person string) (int64, error) {
	return endTokens(tx, person, s.now())
}

// day is the date in UTC.
func (s *Service) day() string { return s.now().UTC().Format(time.DateOnly) }

func (s *Service) record(tx *db.Tx, who network.Who, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Action: action, Subject: subject, Detail: detail})
}
