package discussion

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// Service is what can be done in groups and with announcements.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of discussions.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

// Groups returns the groups of a network, and which of them who asks has
// joined.
func (s *Service) Groups(ctx context.Context, who network.Who, n network.Network) (all []Listed, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = listedGroups(tx, n.ID, who.ID)
		return err
	})
	return all, err
}

// Full is a group with its threads and people, as its page shows them.
type Full struct {
	Group
	Threads   []Threaded
	People    []string // names, in the order in which they joined
	Keeper    string   // name of who moderates; empty = the secretariat
	Joined    bool
	Moderates bool
}

// mostThreads is how many threads a page shows.
const mostThreads = 200

// Group returns a group.
func (s *Service) Group(ctx context.Context, who network.Who, n network.Network, code string) (f Full, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if f.Group, err = find(tx, n, code); err != nil {
			return err
		}
		if f.Joined, err = hasJoined(tx, f.ID, who.ID); err != nil {
			return err
		}
		f.Moderates = s.moderates(who, f.Group)
		if f.Threads, err = threadsOf(tx, f.ID, mostThreads); err != nil {
			return err
		}
		people, err := peopleOf(tx, f.ID)
		if err != nil {
			return err
		}
		names, err := network.NamesOf(tx, append(slices.Clone(people), f.Moderator)...)
		for _, id := range people {
			f.People = append(f.People, names[id])
		}
		f.Keeper = names[f.Moderator]
		return err
	})
	return f, err
}

func find(tx *db.Tx, n network.Network, code string) (Group, error) {
	g, err := groupByCode(tx, n.ID, code)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "discussion.group.unknown", "code", code)
	}
	return g, err
}

func (s *Service) moderates(who network.Who, g Group) bool {
	return network.May(who, "discussion.moderate", network.Resource{Network: g.Network, Person: g.Moderator}).Allowed
}

// PutGroup adds a group, or changes the one that has its id.
func (s *Service) PutGroup(ctx context.Context, who network.Who, n network.Network, g Group) (Group, error) {
	if err := network.May(who, "discussion.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return g, err
	}
	if err := g.Check(); err != nil {
		return g, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if g.ID != "" {
			return s.changeGroup(tx, who, n, g)
		}
		g, err = once.Do(tx, s.now(), func() (Group, error) { return s.addGroup(tx, who, n, g) })
		return err
	})
	return g, err
}

func (s *Service) addGroup(tx *db.Tx, who network.Who, n network.Network, g Group) (Group, error) {
	g.ID, g.Network, g.Version = db.ID(), n.ID, 1
	name := codeOf(g.Name.In(""))
	for try := 1; ; try++ {
		g.Code = numbered(name, try)
		if _, err := groupByCode(tx, n.ID, g.Code); err == db.ErrNone {
			break
		} else if err != nil {
			return g, err
		}
	}
	if err := insertGroup(tx, g); err != nil {
		return g, err
	}
	return g, s.record(tx, who, n, "discussion.add-group", "group "+g.Code, g)
}

func (s *Service) changeGroup(tx *db.Tx, who network.Who, n network.Network, g Group) error {
	old, err := groupByID(tx, g.ID)
	if err == db.ErrNone || err == nil && old.Network != n.ID {
		return fault.New(fault.Missing, "discussion.group.unknown", "code", g.Code)
	}
	if err != nil {
		return err
	}
	if err := network.Changed(updateGroup(tx, g)); err != nil {
		return err
	}
	return s.record(tx, who, n, "discussion.change-group", "group "+old.Code, map[string]any{"before": old, "after": g})
}

// numbered is a code that is free: "timis", "timis-2".
func numbered(code string, try int) string {
	if try == 1 {
		return code
	}
	return code + "-" + strconv.Itoa(try)
}

// Join lets who asks write in a group and get mail of it.
func (s *Service) Join(ctx context.Context, who network.Who, n network.Network, code string) error {
	if err := network.May(who, "discussion.join", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := find(tx, n, code)
		if err != nil {
			return err
		}
		if err := insertMember(tx, g, who.ID, s.now()); err != nil {
			return err
		}
		return s.record(tx, who, n, "discussion.join", "group "+g.Code, nil)
	})
}

// Leave ends that; what was written stays.
func (s *Service) Leave(ctx context.Context, who network.Who, n network.Network, code string) error {
	if err := network.May(who, "discussion.join", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := find(tx, n, code)
		if err != nil {
			return err
		}
		if rows, err := deleteMember(tx, g.ID, who.ID); err != nil || rows == 0 {
			return err
		}
		return s.record(tx, who, n, "discussion.leave", "group "+g.Code, nil)
	})
}

// Between returns what was said in a network from a time to before another:
// the first posts of threads and all posts, without their words. It runs in a
// transaction of the caller, who has asked whether it may be known.
func Between(tx *db.Tx, networkID string, from, to time.Time) ([]Hit, error) {
	return saidIn(tx, networkID, from, to)
}

// Moderators returns who may be asked to look after a group: people of the
// network, by name.
func (s *Service) Moderators(ctx context.Context, who network.Who, n network.Network) (all []network.Person, err error) {
	if err := network.May(who, "discussion.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		holders, err := network.HoldersOn(tx, n.ID, s.networks.Today(n))
		for _, h := range holders {
			if !slices.ContainsFunc(all, func(p network.Person) bool { return p.ID == h.Person.ID }) {
				all = append(all, h.Person)
			}
		}
		return err
	})
	slices.SortFunc(all, func(a, b network.Person) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}
