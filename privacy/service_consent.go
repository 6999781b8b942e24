package privacy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Consenting is what somebody allows: kinds of data, countries, and the words
// under which they were asked.
type Consenting struct {
	Categories   []string
	Destinations []string
	Words        string
	Lang         string
}

// GiveConsent takes what somebody allows for a year; what is allowed already
// is renewed.
func (s *Service) GiveConsent(ctx context.Context, who network.Who, c Consenting) error {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := checkConsent(c.Categories, c.Destinations); err != nil {
		return err
	}
	return s.allow(ctx, who, c)
}

// GiveSpecialConsent takes that counsellors of organisations may keep what
// belongs to special categories, for a year; it is renewed in the same way.
func (s *Service) GiveSpecialConsent(ctx context.Context, who network.Who, c Consenting) error {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return err
	}
	keepers, err := s.Keepers(ctx, who)
	if err != nil {
		return err
	}
	var ids []string
	for _, o := range keepers {
		ids = append(ids, o.ID)
	}
	var wrong fault.Many
	if len(c.Categories) == 0 || unknown(c.Categories, SpecialCategories) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.consent").On("special"))
	}
	if len(c.Destinations) == 0 || unknown(c.Destinations, ids) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.consent").On("organisation"))
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.allow(ctx, who, c)
}

// allow keeps what somebody allows.
func (s *Service) allow(ctx context.Context, who network.Who, c Consenting) error {
	now := s.now()
	last, err := lastDay(now.UTC().Format(time.DateOnly))
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(c.Words))
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := consentsOf(tx, who.ID)
		if err != nil {
			return err
		}
		var given []Consent
		for _, category := range c.Categories {
			for _, destination := range c.Destinations {
				for _, old := range before {
					if old.Category == category && old.Destination == destination && old.Ended.IsZero() {
						if _, err := endConsent(tx, old.ID, now); err != nil {
							return err
						}
					}
				}
				given = append(given, Consent{ID: db.ID(), Person: who.ID, Category: category, Destination: destination, Given: now, Expires: last, Wording: hex.EncodeToString(sum[:]), Lang: c.Lang})
			}
		}
		if err := insertConsents(tx, given); err != nil {
			return err
		}
		return s.record(tx, who, network.Network{}, "privacy.give-consent", "person "+who.ID, map[string]any{"categories": c.Categories, "destinations": c.Destinations, "expires": last})
	})
}

// WithdrawConsent ends the consents of somebody to a kind of data and a
// country, or to all of them where both are empty; it is as easy as to give
// them.
func (s *Service) WithdrawConsent(ctx context.Context, who network.Who, category, destination string) error {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		err := s.withdraw(tx, who.ID, s.now(), func(c Consent) bool {
			return (category == "" || c.Category == category) && (destination == "" || c.Destination == destination)
		})
		if err != nil {
			return err
		}
		return s.record(tx, who, network.Network{}, "privacy.withdraw-consent", "person "+who.ID, map[string]any{"category": category, "destination": destination})
	})
}

// withdraw ends consents of a person and notes whom that must reach.
func (s *Service) withdraw(tx *db.Tx, person string, now time.Time, about func(Consent) bool) error {
	all, err := consentsOf(tx, person)
	if err != nil {
		return err
	}
	ended := slices.DeleteFunc(all, func(c Consent) bool { return !c.Ended.IsZero() || !about(c) })
	return s.end(tx, ended, "withdrawn", now)
}

// end closes consents and notes who has to be told.
func (s *Service) end(tx *db.Tx, consents []Consent, what string, now time.Time) error {
	for _, c := range consents {
		if _, err := endConsent(tx, c.ID, now); err != nil {
			return err
		}
		if _, err := deleteSpecialsOver(tx, c); err != nil {
			return err
		}
		err := s.tell(tx, c.Person, what, func(p Passed) bool { return p.Category == c.Category && p.Destination == c.Destination })
		if err != nil {
			return err
		}
	}
	return nil
}

// tell notes what recipients of a person's data must be told.
func (s *Service) tell(tx *db.Tx, person, what string, about func(Passed) bool) error {
	passed, err := passedOf(tx, person)
	if err != nil {
		return err
	}
	all := notices(passed, what, about)
	for i := range all {
		all[i].ID, all[i].Made = db.ID(), s.now()
	}
	if len(all) == 0 {
		return nil
	}
	return insertNotices(tx, all)
}

// Pass records that data of a person go to a recipient, in the transaction in
// which they do; without a consent that holds it refuses. It is open to all
// areas: they have asked who may.
func (s *Service) Pass(tx *db.Tx, p Passed) error {
	var all []Consent
	err := tx.Unwalled(func() (err error) { // it holds wherever the person is known
		all, err = consentsOf(tx, p.Person)
		return err
	})
	if err != nil {
		return err
	}
	if !Allowed(all, p.Category, p.Destination, s.now().UTC().Format(time.DateOnly)) {
		return fault.New(fault.Forbidden, "privacy.consent-needed")
	}
	p.At = s.now()
	return insertPassed(tx, p)
}

// NoticeDone says how far a notice is: that it was sent, or that its recipient
// has acknowledged it.
func (s *Service) NoticeDone(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		what := "privacy.send-notice"
		rows, err := markSent(tx, n.ID, id, s.now())
		if err == nil && rows == 0 {
			what = "privacy.acknowledge-notice"
			rows, err = markAcknowledged(tx, n.ID, id, s.now())
		}
		if err := changed(rows, err); err != nil {
			return err
		}
		return s.record(tx, who, n, what, "notice "+id, nil)
	})
}
