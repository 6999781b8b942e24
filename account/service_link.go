package account

import (
	"context"
	"errors"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// NewLink makes the one-time link of a person: the address of the page on
// which to choose a password. It is open to all areas: who may invite was asked.
func (s *Service) NewLink(tx *db.Tx, p network.Person) (string, error) {
	secret, hash := newToken()
	link := strings.TrimSuffix(s.options.URL, "/") + "/" + p.Lang + "/sign-in/link?token=" + secret
	return link, tx.Unwalled(func() error { return insertLink(tx, hash, p.ID, s.now().Add(linkLife)) })
}

// FirstAdministrator makes the person who runs the installation, and returns
// the one-time link by which to choose a password.
//
// Rule account.first-administrator: the first administrator is named by
// whoever has the database in hand, and only while there is none who can sign
// in.
func (s *Service) FirstAdministrator(ctx context.Context, who network.Who, login, lang string) (link string, err error) {
	if err := network.May(who, "network.add", network.Resource{}).Err(); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		there, err := network.Administrators(tx)
		if err != nil {
			return err
		}
		if n, err := withPassword(tx, there); err != nil || n > 0 {
			if err == nil {
				err = fault.New(fault.Conflict, "account.first-administrator")
			}
			return err
		}
		p, err := network.Appoint(tx, login, lang, s.day())
		if err != nil {
			return err
		}
		if link, err = s.NewLink(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, "network.first-administrator", "person "+p.ID, nil)
	})
	return link, err
}

// Link makes a one-time link for somebody who cannot sign in.
func (s *Service) Link(ctx context.Context, who network.Who, login string) (link string, err error) {
	if err := network.May(who, "network.add", network.Resource{}).Err(); err != nil {
		return "", err
	}
	return s.linkAgain(ctx, who, login, false)
}

// Reset makes a one-time link for somebody who has lost their second factor,
// and takes out whatever they came in by.
//
// Rule account.reset: a second factor that is lost is taken out by whoever
// has the database in hand, never by mail and by nobody who is signed in.
func (s *Service) Reset(ctx context.Context, who network.Who, login string) (link string, err error) {
	if err := network.May(who, "network.break-glass", network.Resource{}).Err(); err != nil {
		return "", err
	}
	return s.linkAgain(ctx, who, login, true)
}

func (s *Service) linkAgain(ctx context.Context, who network.Who, login string, reset bool) (link string, err error) {
	action := "network.link"
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := network.PersonByLogin(tx, login)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		if err != nil {
			return err
		}
		if reset {
			action = "network.reset"
			if err := errors.Join(deleteFactors(tx, p.ID), deleteSessionsOf(tx, p.ID)); err != nil {
				return err
			}
		}
		if link, err = s.NewLink(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, action, "person "+p.ID, nil)
	})
	return link, err
}
