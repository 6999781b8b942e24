package account

import (
	"context"
	"net/url"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/openid"
	"pesnet/network"
)

const errandProvider = "provider"

// Providers returns who else vouches for people here. It is open to all: the
// page to sign in names them.
func (s *Service) Providers(ctx context.Context) (all []Provider, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = providersOn(tx, s.day())
		return err
	})
	return all, err
}

// AddProvider lets a provider vouch for people. It is asked at once, so that a
// wrong address is noticed here and not by those who want to sign in.
func (s *Service) AddProvider(ctx context.Context, who network.Who, p Provider) error {
	if err := network.May(who, "network.add", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return err
	}
	if err := s.openid.Try(ctx, p.Issuer); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if p.Organisation != "" {
			o, err := network.OrganisationByCode(tx, p.Organisation)
			if err != nil {
				return err
			}
			p.Organisation = o.ID
		}
		if err := insertProvider(tx, p); err != nil {
			if db.Duplicate(err) {
				return fault.New(fault.Conflict, "account.provider.there", "code", p.ID).On("code")
			}
			return err
		}
		return s.record(tx, who, "network.add-provider", "provider "+p.ID, p)
	})
}

// EndProvider ends that a provider vouches for people.
func (s *Service) EndProvider(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "network.add", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := endProvider(tx, id, s.now().UTC().AddDate(0, 0, -1).Format("2006-01-02"))
		if err == nil && rows == 0 {
			err = fault.New(fault.Missing, "account.provider.unknown")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, "network.end-provider", "provider "+id, nil)
	})
}

// Wish is what somebody wants who is sent to a provider.
type Wish struct {
	Link string // one-time link by which to be linked
	Next string // where to go afterwards
	Lang string // in which to go on
	// Again asks the provider to check once more who it is.
	Again bool
}

// underway is somebody at a provider.
type underway struct {
	Provider string
	Wish     Wish
	Errand   openid.Errand
}

// ToProvider returns the address of a provider to which to send somebody, and
// the secret for a cookie by which they are recognised when they come back. It
// is open to all.
func (s *Service) ToProvider(ctx context.Context, id string, w Wish) (address, secret string, err error) {
	p, err := s.provider(ctx, id)
	if err != nil {
		return "", "", err
	}
	at, err := s.at(p)
	if err != nil {
		return "", "", err
	}
	address, errand, err := s.openid.Begin(ctx, at, w.Again)
	if err != nil {
		return "", "", err
	}
	secret, hash := newToken()
	return address, secret, s.db.Write(ctx, func(tx *db.Tx) error {
		return insertErrand(tx, hash, errandProvider, underway{id, w, errand}, s.now().Add(errandLife))
	})
}

func (s *Service) provider(ctx context.Context, id string) (p Provider, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = providerOn(tx, id, s.day())
		if err == db.ErrNone {
			err = fault.New(fault.Missing, "account.provider.unknown")
		}
		return err
	})
	return p, err
}

// at is a provider as the protocol needs it. Each has an address of its own to
// send back to, so that one cannot answer for another.
func (s *Service) at(p Provider) (openid.Provider, error) {
	at := openid.Provider{Issuer: p.Issuer, Client: p.Client, Levels: strings.Fields(p.Strong), Redirect: s.backAddress(p.ID)}
	if p.Secret == "" {
		return at, nil
	}
	var err error
	at.Secret, err = s.options.Secrets(p.Secret)
	return at, err
}

// backAddress is to where a provider sends people back.
func (s *Service) backAddress(id string) string {
	return strings.TrimSuffix(s.options.URL, "/") + "/en/sign-in/back/" + id
}

// Back is somebody who comes back from a provider.
type Back struct {
	Provider string
	Secret   string // of the cookie
	Query    url.Values
}

// FromProvider begins the session of somebody who comes back from a provider.
// It is open to all.
func (s *Service) FromProvider(ctx context.Context, b Back) (secret string, w Wish, err error) {
	var u underway
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		err := takeErrand(tx, hashToken(b.Secret), errandProvider, s.now(), &u)
		if err == db.ErrNone || err == nil && u.Provider != b.Provider {
			err = fault.New(fault.Invalid, "account.challenge")
		}
		return err
	})
	if err != nil {
		return "", w, err
	}
	p, err := s.provider(ctx, b.Provider)
	if err != nil {
		return "", u.Wish, err
	}
	at, err := s.at(p)
	if err != nil {
		return "", u.Wish, err
	}
	found, err := s.openid.Finish(ctx, at, u.Errand, b.Query)
	if err != nil {
		return "", u.Wish, s.refusedBy(ctx, p, err)
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		secret, err = s.welcomed(tx, p, found, u.Wish)
		return err
	})
	return secret, u.Wish, err
}

// refusedBy records why an answer of a provider was not taken: it may be an
// attack.
func (s *Service) refusedBy(ctx context.Context, p Provider, why error) error {
	if fault.Of(why).Kind == fault.Defect {
		return why
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return s.record(tx, network.Who{}, "network.provider-refused", "provider "+p.ID, map[string]any{"why": why.Error()})
	})
	if err != nil {
		return err
	}
	return why
}

// welcomed begins the session of the person whom a provider means, and links
// them first where they bring their one-time link.
func (s *Service) welcomed(tx *db.Tx, v Provider, found openid.Identity, w Wish) (secret string, err error) {
	p, err := personByIdentity(tx, v.ID, found.Subject)
	if err == db.ErrNone {
		p, err = s.link(tx, v, found, w.Link)
	}
	if err != nil {
		return "", err
	}
	roles, err := network.RolesOn(tx, p.ID, s.day())
	if err != nil {
		return "", err
	}
	if err := v.vouchesFor(roles); err != nil {
		return "", err
	}
	a := arrival{Person: p, Means: byProvider, Strong: v.isStrong(found.Level), Provider: v.ID}
	if found.Session != "" {
		a.Abroad = hashToken(found.Session)
	}
	return s.begin(tx, a, "")
}

func (s *Service) link(tx *db.Tx, v Provider, found openid.Identity, link string) (p network.Person, err error) {
	if link == "" {
		return p, fault.New(fault.Forbidden, "account.provider.stranger", "provider", v.Name)
	}
	if p, err = personOfLink(tx, link, s.now()); err != nil {
		return p, err
	}
	if err := v.links(p, found.Claims); err != nil {
		return p, err
	}
	if _, err := useLink(tx, hashToken(link)); err != nil {
		return p, err
	}
	if err := insertIdentity(tx, v.ID, found.Subject, p.ID, s.now()); err != nil {
		return p, err
	}
	return p, s.record(tx, network.Who{Person: p}, "network.link-identity", "person "+p.ID, map[string]any{"provider": v.ID, "subject": found.Subject})
}
