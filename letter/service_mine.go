package letter

import (
	"context"
	"maps"
	"slices"

	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/network"
)

// Mine is what somebody sees of their own mail.
type Mine struct {
	Address string // where it goes; empty = nowhere
	Fails   Failing
	Choices Choices
	Feeds   []feed
	Bodies  []Followed // that can be followed
	Letters []mail.Delivery
}

// mostLetters is how many letters a page shows.
const mostLetters = 200

// Mine returns somebody's choices, feeds and letters.
func (s *Service) Mine(ctx context.Context, who network.Who) (m Mine, err error) {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return m, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m.Address, err = s.addressOf(tx, who); err != nil {
			return err
		}
		if m.Fails, err = s.failingOf(tx, who.ID); err != nil {
			return err
		}
		if m.Choices, err = choicesOf(tx, who.ID); err != nil {
			return err
		}
		if m.Feeds, err = feedsOf(tx, who.ID); err != nil {
			return err
		}
		if m.Bodies, err = s.followed(tx, who); err != nil {
			return err
		}
		m.Letters, err = mail.Of(tx, who.ID, mostLetters)
		return err
	})
	return m, err
}

// MyLetter returns one of somebody's own letters, as far as they may have it
// today.
func (s *Service) MyLetter(ctx context.Context, who network.Who, id string) (l mail.Letter, err error) {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return l, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l, err = mail.Find(tx, id); err == db.ErrNone || err == nil && l.To != who.ID {
			return unknown()
		}
		return err
	})
	if err != nil {
		return mail.Letter{}, err
	}
	if err := mayHave(who, l.Need).Err(); err != nil {
		return mail.Letter{}, err
	}
	return l, nil
}

// Choose keeps how often somebody wants letters of each kind.
func (s *Service) Choose(ctx context.Context, who network.Who, c Choices) error {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, kind := range slices.Sorted(maps.Keys(c)) {
			if err := putChoice(tx, who.ID, kind, c[kind]); err != nil {
				return err
			}
		}
		return s.record(tx, who, network.Network{}, "letter.choose", "person "+who.ID, c)
	})
}

// followed are the bodies that somebody can follow; none where no area has any.
func (s *Service) followed(tx *db.Tx, who network.Who) ([]Followed, error) {
	if s.Bodies == nil {
		return nil, nil
	}
	return s.Bodies(tx, who)
}

// MakeFeed makes a secret address for a calendar: of a body, or of somebody's
// own meetings. It is told this once.
//
// Rule letter.feed: the address of a feed shows what its person may see on the
// day it is read, of their own meetings or of one body, and nothing to anybody
// once the person has ended it; only a hash of its secret is kept. A person has
// at most ten.
func (s *Service) MakeFeed(ctx context.Context, who network.Who, body string) (secret string, err error) {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return "", err
	}
	secret, hash := newSecret()
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		all, err := feedsOf(tx, who.ID)
		if err == nil && len(all) >= mostFeeds {
			err = fault.New(fault.Conflict, "letter.feed", "most", mostFeeds)
		}
		if err != nil {
			return err
		}
		bodies, err := s.followed(tx, who)
		if err != nil {
			return err
		}
		if body != "" && !slices.ContainsFunc(bodies, func(f Followed) bool { return f.ID == body }) {
			return fault.New(fault.Invalid, "letter.feed.body").On("body")
		}
		f := feed{ID: db.ID(), Person: who.ID, Body: body, Made: s.now()}
		if err := insertFeed(tx, f, hash); err != nil {
			return err
		}
		return s.record(tx, who, network.Network{}, "letter.make-feed", "feed "+f.ID, map[string]any{"body": body})
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// EndFeed ends one of somebody's own feeds.
func (s *Service) EndFeed(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := deleteFeed(tx, who.ID, id)
		if err == nil && n == 0 {
			err = unknown()
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, network.Network{}, "letter.end-feed", "feed "+id, nil)
	})
}

// Events returns the calendar of a secret address. It is open to all who know
// one: the secret stands for its person, who sees what they may see today.
// Nobody is signed in, so it works without the wall.
func (s *Service) Events(ctx context.Context, secret string) (name string, all []calendar.Event, err error) {
	ctx = db.Unwalled(ctx)
	now := s.now()
	var found feed
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if found, err = feedByHash(tx, hashOf(secret)); err == db.ErrNone {
			return unknown()
		}
		if err != nil {
			return err
		}
		who, err := s.networks.WhoIs(tx, found.Person, s.now())
		if err != nil {
			return err
		}
		name, all, err = s.shown(ctx, tx, who, found)
		return err
	})
	if err == nil && now.Sub(found.Read) >= readEach {
		err = s.db.Write(ctx, func(tx *db.Tx) error { return touchFeed(tx, found.ID, now) })
		if fault.Of(err).Kind == fault.Closed {
			err = nil // nothing can be written for now, yet calendars can be read
		}
	}
	return name, all, err
}

// shown is what the address of a feed shows to whoever brings it, and under
// which name.
func (s *Service) shown(ctx context.Context, tx *db.Tx, who network.Who, f feed) (name string, all []calendar.Event, err error) {
	now, words := s.now(), s.wordsOf(who)
	name = words.T("letter.feed.name")
	if f.Body == "" {
		for _, of := range s.Feeds {
			events, err := of(ctx, tx, who.ID, now)
			if err != nil {
				return "", nil, err
			}
			all = append(all, within(events, now)...)
		}
		return name, all, nil
	}
	bodies, err := s.followed(tx, who)
	if i := slices.IndexFunc(bodies, func(b Followed) bool { return b.ID == f.Body }); i >= 0 {
		name = bodies[i].in(words.Code())
	}
	if err != nil || s.OfBody == nil {
		return name, nil, err
	}
	all, err = s.OfBody(ctx, tx, Following{who.ID, f.Body, now})
	return name, within(all, now), err
}
