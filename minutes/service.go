package minutes

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/decision"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/meeting"
	"pesnet/network"
)

// Service is what can be done with minutes.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
	jobs     *job.Runner

	// Decisions is the area that keeps what is decided and to be done.
	Decisions *decision.Service
	// OnRead is told whose names somebody is about to see.
	OnRead network.Looked
	// Words are the languages in which letters are written.
	Words func(code string) *lang.Words
	// Presence is who was at a meeting, to be recorded beside its minutes; the
	// area of meetings gives it.
	Presence func(ctx context.Context, at network.Place, code, back string) (ui.Section, error)
	// URL is the public address, for the links in letters.
	URL string

	quiet bool // writes no letters: of deeds that the demonstration dates back
}

// New returns the service of minutes.
func New(d *db.DB, now func() time.Time, networks *network.Service, decisions *decision.Service, jobs *job.Runner) *Service {
	s := &Service{db: d, now: now, networks: networks, Decisions: decisions, jobs: jobs}
	s.work()
	return s
}

// Sealed tells whether the minutes of a meeting are approved: nothing that
// belongs to them changes any more. It is for the areas below.
func Sealed(tx *db.Tx, meeting string) (bool, error) {
	m, err := minutesOf(tx, meeting)
	if err == db.ErrNone {
		return false, nil
	}
	return m.State == Approved, err
}

// Of returns the minutes of a meeting in a transaction of the caller, who has
// asked whether they may be known; db.ErrNone where there are none.
func Of(tx *db.Tx, meeting string) (Minutes, error) { return minutesOf(tx, meeting) }

// In returns all minutes of a network.
func In(tx *db.Tx, network string) ([]Minutes, error) { return minutesIn(tx, network) }

// find returns a meeting with its minutes. The meeting is found also for those
// who may not see it: published minutes say whose they are.
func find(tx *db.Tx, n network.Network, code string) (at meeting.Meeting, m Minutes, err error) {
	if err := tx.Unwalled(func() error {
		at, err = meeting.ByCode(tx, n.ID, strings.ToUpper(code))
		return err
	}); err != nil {
		return at, m, err
	}
	m, err = minutesOf(tx, at.ID)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "minutes.none")
	}
	return at, m, err
}

// MayWrite refuses whoever does not keep the minutes of a meeting: beside the
// secretariat the chairs of its body, where the charter says so.
func (s *Service) MayWrite(ctx context.Context, who network.Who, n network.Network, code string) error {
	office := network.May(who, "minutes.write", network.Resource{Network: n.ID})
	if office.Allowed || len(who.Seats) == 0 {
		return office.Err()
	}
	var on network.Resource
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		at, err := meeting.ByCode(tx, n.ID, strings.ToUpper(code))
		if err != nil {
			return err
		}
		on, _, err = decision.Keeping(tx, n, at.Body, s.today(n))
		return err
	})
	if err != nil {
		return err
	}
	return network.May(who, "minutes.write", on).Err()
}

// Begin begins the minutes of a meeting that was held: with a piece for each
// item of its agenda.
//
// Rule minutes.begin: minutes are written of a meeting that was held, once.
func (s *Service) Begin(ctx context.Context, who network.Who, n network.Network, code, language string) error {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		at, err := meeting.ByCode(tx, n.ID, strings.ToUpper(code))
		if err != nil {
			return err
		}
		if at.State != meeting.Held {
			return fault.New(fault.Conflict, "minutes.begin")
		}
		return s.begin(tx, who, n, at, language)
	})
}

func (s *Service) begin(tx *db.Tx, who network.Who, n network.Network, at meeting.Meeting, language string) error {
	m := Minutes{ID: db.ID(), Network: n.ID, Meeting: at.ID, Lang: language, State: Draft}
	if err := insertMinutes(tx, m); err != nil {
		return err
	}
	items, err := meeting.Items(tx, at.ID)
	if err != nil {
		return err
	}
	for i, item := range items {
		p := Piece{ID: db.ID(), Minutes: m.ID, Item: item.ID, Position: i + 1, Title: item.Title, Public: true, By: who.ID, At: s.now()}
		if err := insertPiece(tx, n.ID, p); err != nil {
			return err
		}
	}
	if err := meeting.SetState(tx, at, meeting.MinutesDrafted, s.now()); err != nil {
		return err
	}
	return s.record(tx, who, n, "minutes.begin", at, nil)
}

// Save puts in what somebody wrote, each piece by itself, and returns those
// edits that came after somebody else's: they are not in, and not lost.
func (s *Service) Save(ctx context.Context, who network.Who, n network.Network, code string, edits []Edit) (count int, behind []Late, err error) {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return 0, nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		count, behind = 0, nil
		at, m, err := s.held(tx, n, code)
		if err != nil {
			return err
		}
		pieces, err := piecesOf(tx, m.ID)
		if err != nil {
			return err
		}
		var changed []string
		for _, e := range edits {
			i := slices.IndexFunc(pieces, func(p Piece) bool { return p.ID == e.Piece })
			if i < 0 {
				return fault.New(fault.Missing, "minutes.piece.unknown")
			}
			what, err := s.edit(tx, who, n, pieces[i], e)
			switch {
			case err != nil:
				return err
			case what == saved:
				changed = append(changed, e.Piece)
			case what == late:
				behind = append(behind, Late{pieces[i], e})
			}
		}
		if count = len(changed); count == 0 {
			return nil
		}
		return s.record(tx, who, n, "minutes.save", at, map[string]any{"pieces": changed})
	})
	return count, behind, err
}

// edit puts one edit in where it is in time.
func (s *Service) edit(tx *db.Tx, who network.Who, n network.Network, stored Piece, e Edit) (int, error) {
	was := Piece{}
	if before, err := read(tx, e.Piece, e.Version); err == nil {
		was.Text, was.Public = before.Text, before.Public
	} else if err != db.ErrNone {
		return 0, err
	}
	what := e.meets(stored, was)
	if what != saved {
		return what, nil
	}
	p := stored
	p.Text, p.Public, p.By, p.At = plain(e.Text), e.Public, who.ID, s.now()
	if err := p.Check(); err != nil {
		return 0, err
	}
	rows, err := updatePiece(tx, p)
	if err != nil || rows == 0 {
		return late, err
	}
	return saved, insertChange(tx, n.ID, Change{p.ID, stored.Version + 1, p.Text, p.Public, who.ID, p.At})
}

// held are minutes that can be written, for one writer at a time: whoever comes
// later reads what was saved before.
func (s *Service) held(tx *db.Tx, n network.Network, code string) (at meeting.Meeting, m Minutes, err error) {
	if at, m, err = find(tx, n, code); err != nil {
		return at, m, err
	}
	if err = tx.Lock("minutes " + m.ID); err != nil {
		return at, m, err
	}
	if m, err = minutesOf(tx, m.Meeting); err != nil {
		return at, m, err
	}
	return at, m, m.writable()
}

// AddPiece adds a free paragraph at the end, or behind a piece.
func (s *Service) AddPiece(ctx context.Context, who network.Who, n network.Network, code string, p Piece) (Piece, error) {
	if err := s.MayWrite(ctx, who, n, code); err != nil {
		return p, err
	}
	p.ID, p.Item, p.Title, p.Text, p.By, p.At, p.Version = db.ID(), "", strings.TrimSpace(p.Title), plain(p.Text), who.ID, s.now(), 1
	if err := p.Check(); err != nil {
		return p, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		at, m, err := s.held(tx, n, code)
		if err != nil {
			return err
		}
		pieces, err := piecesOf(tx, m.ID)
		if err != nil {
			return err
		}
		p.Minutes, p.Position = m.ID, len(pieces)+1
		if err := insertPiece(tx, n.ID, p); err != nil {
			return err
		}
		return s.record(tx, who, n, "minutes.add-piece", at, map[string]any{"piece": p.ID})
	})
	return p, err
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action string, at meeting.Meeting, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "meeting " + at.Code, Detail: detail})
}

// dayIn is the day of a time in the zone of a network.
func dayIn(n network.Network, t time.Time) string {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format(time.DateOnly)
}

// today is the date that it is in the network's time zone.
func (s *Service) today(n network.Network) string { return dayIn(n, s.now()) }
