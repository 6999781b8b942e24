package discussion

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// Announced is an announcement with who makes it.
type Announced struct {
	Announcement
	By        network.Organisation
	MayChange bool
}

// Announcements returns what partners announce about the days from the first
// to the last: to people of the network all of it, to others what is public.
func (s *Service) Announcements(ctx context.Context, who network.Who, n network.Network, from, to string) (all []Announced, err error) {
	if err := network.May(who, "discussion.read-public", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := announcements(tx, n.ID, from, to)
		if err != nil {
			return err
		}
		all, err = s.announced(tx, who, n, found)
		return err
	})
	return all, err
}

// announced leaves what somebody may read, and adds who announces it.
func (s *Service) announced(tx *db.Tx, who network.Who, n network.Network, found []Announcement) (all []Announced, err error) {
	inside := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Allowed
	var ids []string
	for _, a := range found {
		one := Announced{Announcement: a, MayChange: s.mayAnnounce(who, a)}
		if one.MayChange || a.Withdrawn == "" && (a.Public || inside) {
			all, ids = append(all, one), append(ids, a.Organisation)
		}
	}
	of, err := network.OrganisationsOf(tx, ids...)
	for i := range all {
		all[i].By = of[all[i].Organisation]
	}
	return all, err
}

func (s *Service) mayAnnounce(who network.Who, a Announcement) bool {
	return network.May(who, "discussion.announce", network.Resource{Network: a.Network, Organisation: a.Organisation}).Allowed
}

// Announcement returns one of them.
func (s *Service) Announcement(ctx context.Context, who network.Who, n network.Network, no int64) (a Announced, err error) {
	if err := network.May(who, "discussion.read-public", network.Resource{Network: n.ID}).Err(); err != nil {
		return a, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := announcementByNo(tx, n.ID, no)
		if err != nil && err != db.ErrNone {
			return err
		}
		var all []Announced
		if err == nil {
			if all, err = s.announced(tx, who, n, []Announcement{found}); err != nil {
				return err
			}
		}
		if len(all) == 0 && !who.SignedIn() {
			return network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err()
		}
		if len(all) == 0 {
			return fault.New(fault.Missing, "discussion.announcement.unknown")
		}
		a = all[0]
		return nil
	})
	return a, err
}

// Announcers returns the members in whose name somebody may announce something.
func (s *Service) Announcers(ctx context.Context, who network.Who, n network.Network) (all []network.Organisation, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		members, err := network.MembersOn(tx, n.ID, s.networks.Today(n))
		for _, m := range members {
			known := slices.ContainsFunc(all, func(o network.Organisation) bool { return o.ID == m.ID })
			if !known && s.mayAnnounce(who, Announcement{Network: n.ID, Organisation: m.ID}) {
				all = append(all, m.Organisation)
			}
		}
		return err
	})
	return all, err
}

// Announce adds an announcement, or changes the one that has its number.
//
// Rule discussion.announce: a member announces its own news and events, the
// secretariat those of any; only what is marked so is for everybody.
func (s *Service) Announce(ctx context.Context, who network.Who, n network.Network, a Announcement) (Announcement, error) {
	if err := network.May(who, "discussion.announce", network.Resource{Network: n.ID, Organisation: a.Organisation}).Err(); err != nil {
		return a, err
	}
	a.Place, a.Link = strings.TrimSpace(a.Place), strings.TrimSpace(a.Link)
	if err := a.Check(); err != nil {
		return a, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if a.No != 0 {
			return s.changeAnnouncement(tx, who, n, a)
		}
		a, err = once.Do(tx, s.now(), func() (Announcement, error) {
			a.ID, a.Network, a.Author, a.Written = db.ID(), n.ID, who.ID, s.now()
			a, err := insertAnnouncement(tx, a)
			if err != nil {
				return a, err
			}
			return a, s.record(tx, who, n, "discussion.announce", "announcement "+a.Number(), a)
		})
		return err
	})
	return a, err
}

func (s *Service) changeAnnouncement(tx *db.Tx, who network.Who, n network.Network, a Announcement) error {
	old, err := s.ownAnnouncement(tx, who, n, a.No)
	if err != nil {
		return err
	}
	a.ID, a.Network, a.Withdrawn = old.ID, n.ID, ""
	if err := network.Changed(updateAnnouncement(tx, a)); err != nil {
		return err
	}
	return s.record(tx, who, n, "discussion.change-announcement", "announcement "+a.Number(), map[string]any{"before": old, "after": a})
}

// ownAnnouncement loads an announcement that somebody may change.
func (s *Service) ownAnnouncement(tx *db.Tx, who network.Who, n network.Network, no int64) (Announcement, error) {
	old, err := announcementByNo(tx, n.ID, no)
	if err == db.ErrNone {
		return old, fault.New(fault.Missing, "discussion.announcement.unknown")
	}
	if err != nil {
		return old, err
	}
	return old, network.May(who, "discussion.announce", network.Resource{Network: n.ID, Organisation: old.Organisation}).Err()
}

// Withdraw takes an announcement back, with a reason.
func (s *Service) Withdraw(ctx context.Context, who network.Who, n network.Network, no, version int64, why string) error {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	if why == "" || utf8.RuneCountInString(why) > longestTitle {
		return fault.New(fault.Invalid, "discussion.announcement.why", "count", longestTitle).On("why")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		a, err := s.ownAnnouncement(tx, who, n, no)
		if err != nil {
			return err
		}
		a.Withdrawn, a.Version = why, version
		if err := network.Changed(updateAnnouncement(tx, a)); err != nil {
			return err
		}
		return s.record(tx, who, n, "discussion.withdraw", "announcement "+a.Number(), map[string]any{"why": why})
	})
}

// AnnouncedBetween returns what was announced about the days from the first to
// the last and not taken back, in a transaction of the caller, who has asked
// whether it may be known.
func AnnouncedBetween(tx *db.Tx, networkID, from, to string) ([]Announcement, error) {
	all, err := announcements(tx, networkID, from, to)
	return slices.DeleteFunc(all, func(a Announcement) bool { return a.Withdrawn != "" }), err
}

// Written is what is kept of what somebody wrote.
type Written struct {
	Groups []string `json:"groups"`
	Posts  []Said   `json:"posts"`
}

// Said is one post of somebody.
type Said struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Kept returns what the area keeps of a person, in a transaction of the
// caller, who has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	w := Written{Groups: []string{}, Posts: []Said{}}
	groups, err := joinedBy(tx, person)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		w.Groups = append(w.Groups, g.Name.In(""))
	}
	posts, err := postsBy(tx, person)
	for _, p := range posts {
		w.Posts = append(w.Posts, Said{p.Written, p.Text})
	}
	return w, err
}

// Forget takes the name of a person from what they wrote, which others have
// answered and which stays, and takes them out of every group. It is called in
// a transaction of the caller, who has asked whether that may be done.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetAuthor(tx, person) }
