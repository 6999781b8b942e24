package privacy

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/seal"
	"pesnet/network"
)

// PutSpecial keeps what belongs to a special category, sealed.
func (s *Service) PutSpecial(ctx context.Context, who network.Who, p Special) error {
	if err := network.May(who, "privacy.special", network.Resource{Network: p.Network, Organisation: p.Organisation}).Err(); err != nil {
		return err
	}
	keys, err := seal.Keys(s.KeyFile)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		consents, err := consentsOf(tx, p.Person)
		if err != nil {
			return err
		}
		if err := p.check(consents, s.now().UTC().Format(time.DateOnly)); err != nil {
			return err
		}
		own, err := s.personKey(tx, keys, p.Person, true)
		if err != nil {
			return err
		}
		p.ID = db.ID()
		if p.sealed, err = seal.Seal(own, []byte(p.Text), p.Person+" "+p.Category+" "+p.ID); err != nil {
			return err
		}
		if err := insertSpecial(tx, p, s.now()); err != nil {
			return err
		}
		return s.record(tx, who, network.Network{ID: p.Network}, "privacy.put-special", "person "+p.Person, map[string]any{"category": p.Category, "purpose": p.Purpose, "until": p.Until})
	})
}

// Special returns what is kept of a person in special categories for one
// organisation, while the person allows it; every look is recorded for the
// person.
func (s *Service) Special(ctx context.Context, who network.Who, n network.Network, organisation, person string) (all []Special, err error) {
	if err := network.May(who, "privacy.special", network.Resource{Network: n.ID, Organisation: organisation}).Err(); err != nil {
		return nil, err
	}
	today := s.now().UTC().Format(time.DateOnly)
	var consents []Consent
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		consents, err = consentsOf(tx, person)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(SpecialCategories, func(c string) bool { return Allowed(consents, c, organisation, today) }) {
		return nil, fault.New(fault.Forbidden, "privacy.special-consent")
	}
	if err := s.Read(ctx, who, n, "special", []string{person}); err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		all, err = s.open(tx, person, func(p Special) bool {
			return p.Network == n.ID && p.Organisation == organisation && p.opens(consents, today)
		})
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "privacy.open-special", "person "+person, map[string]any{"count": len(all)})
	})
	return all, err
}

// Counselled returns who allows counsellors of an organisation to keep special
// categories.
func (s *Service) Counselled(ctx context.Context, who network.Who, n network.Network, organisation string) (all []Counselled, err error) {
	if err := network.May(who, "privacy.special", network.Resource{Network: n.ID, Organisation: organisation}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		consents, err := consentsTo(tx, organisation, s.now().UTC().Format(time.DateOnly))
		if err != nil {
			return err
		}
		var ids []string
		for _, c := range consents {
			if len(ids) == 0 || ids[len(ids)-1] != c.Person {
				ids, all = append(ids, c.Person), append(all, Counselled{Person: c.Person, Until: c.Expires})
			}
			last := &all[len(all)-1]
			last.Categories, last.Until = append(last.Categories, c.Category), min(last.Until, c.Expires)
		}
		names, err := network.NamesOf(tx, ids...)
		for i := range all {
			all[i].Name = names[all[i].Person]
		}
		return err
	})
	return all, err
}

// EndSpecial takes out one thing that is kept of a person.
func (s *Service) EndSpecial(ctx context.Context, who network.Who, p Special) error {
	if err := network.May(who, "privacy.special", network.Resource{Network: p.Network, Organisation: p.Organisation}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := changed(deleteSpecial(tx, p)); err != nil {
			return err
		}
		return s.record(tx, who, network.Network{ID: p.Network}, "privacy.end-special", "person "+p.Person, nil)
	})
}

// Keepers returns the organisations whose counsellors may be allowed to keep
// special categories of who asks: those of the networks they work in.
func (s *Service) Keepers(ctx context.Context, who network.Who) (all []network.Organisation, err error) {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var ids []string
		for _, role := range who.Roles {
			holders, err := network.HoldersOn(tx, role.Network, s.now().UTC().Format(time.DateOnly))
			if err != nil {
				return err
			}
			for _, h := range holders {
				if h.Role.Role == network.Counsellor && h.Role.Organisation != "" {
					ids = append(ids, h.Role.Organisation)
				}
			}
		}
		all, err = network.OrganisationsByID(tx, ids...)
		return err
	})
	return all, err
}

// open unseals what is kept of a person, as far as it is asked for.
func (s *Service) open(tx *db.Tx, person string, asked func(Special) bool) ([]Special, error) {
	all, err := specialsOf(tx, person)
	all = slices.DeleteFunc(all, func(p Special) bool { return !asked(p) })
	if err != nil || len(all) == 0 {
		return all, err
	}
	keys, err := seal.Read(s.KeyFile)
	if err != nil {
		return nil, err
	}
	own, err := s.personKey(tx, keys, person, false)
	if err != nil {
		return nil, err
	}
	for i, one := range all {
		text, err := seal.Unseal(own, one.sealed, one.Person+" "+one.Category+" "+one.ID)
		if err != nil {
			return nil, fmt.Errorf("unseal %s: %w", one.ID, err)
		}
		all[i].Text = string(text)
	}
	return all, nil
}

// personKey returns the key of a person, and makes it where it is wanted.
func (s *Service) personKey(tx *db.Tx, keys seal.Ring, person string, make bool) ([]byte, error) {
	kept, err := keyOf(tx, person)
	if err == db.ErrNone && make {
		own := seal.New().Bytes
		sealed, err := seal.Seal(keys[0].Bytes, own, person)
		if err != nil {
			return nil, err
		}
		return own, putKey(tx, sealedKey{person, keys[0].ID, sealed}, s.now())
	}
	if err != nil {
		return nil, err
	}
	outer, err := keys.Find(kept.by)
	if err != nil {
		return nil, err
	}
	return seal.Unseal(outer, kept.sealed, person)
}

const keysAtOnce = 500

// RotateKey makes a new key of the installation, seals the keys of all people
// and the secrets of their apps with it, and forgets the earlier ones. It returns how many were sealed anew.
// Cut off half-way it goes on when it is asked again.
func (s *Service) RotateKey(ctx context.Context, who network.Who) (count int, err error) {
	if err := network.May(who, "privacy.rotate", network.Resource{}).Err(); err != nil {
		return 0, err
	}
	ctx = db.Unwalled(ctx) // the keys of all people
	keys, err := seal.Read(s.KeyFile)
	if err != nil {
		return 0, err
	}
	keys = append(seal.Ring{seal.New()}, keys...)
	if err := keys.Write(s.KeyFile); err != nil {
		return 0, err
	}
	for {
		done := 0
		err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
			if done, err = s.reseal(tx, keys); err != nil {
				return err
			}
			codes, err := account.Reseal(tx, keys, keysAtOnce)
			done += codes
			return err
		})
		if err != nil {
			return count, err
		}
		if count += done; done == 0 {
			break
		}
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		return s.record(tx, who, network.Network{}, "privacy.rotate-key", "key "+keys[0].ID, map[string]any{"sealed": count})
	})
	if err != nil {
		return count, err
	}
	return count, keys[:1].Write(s.KeyFile)
}

// reseal seals some keys of people with the present key of the installation.
func (s *Service) reseal(tx *db.Tx, keys seal.Ring) (int, error) {
	old, err := keysNotBy(tx, keys[0].ID, keysAtOnce)
	if err != nil {
		return 0, err
	}
	for _, k := range old {
		outer, err := keys.Find(k.by)
		if err != nil {
			return 0, err
		}
		own, err := seal.Unseal(outer, k.sealed, k.person)
		if err != nil {
			return 0, err
		}
		if k.sealed, err = seal.Seal(keys[0].Bytes, own, k.person); err != nil {
			return 0, err
		}
		k.by = keys[0].ID
		if err := putKey(tx, k, s.now()); err != nil {
			return 0, err
		}
	}
	return len(old), nil
}
