package report

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/once"
	"pesnet/network"
)

// Service is what can be done with reports.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
}

// New returns the service of reports.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

func inside(who network.Who, n network.Network) bool {
	return network.May(who, "report.read-drafts", network.Resource{Network: n.ID}).Allowed
}

// firstYear is the earliest year of which a report can be made.
const firstYear = 1990

// Reports returns the reports of a network that who asks may read, the latest
// first; to people of the network also the years that have none yet.
func (s *Service) Reports(ctx context.Context, who network.Who, n network.Network) (all []Report, err error) {
	if err := network.May(who, "report.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		kept, err := reports(tx, n.ID)
		if err != nil {
			return err
		}
		byYear := map[int]Report{}
		for _, r := range kept {
			byYear[r.Year] = r
			if !inside(who, n) && r.State == Published {
				all = append(all, r)
			}
		}
		if !inside(who, n) {
			return nil
		}
		for year := s.year(n); year >= max(firstYear, s.year(n)-2, startOf(n)); year-- {
			if _, there := byYear[year]; !there {
				byYear[year] = Report{Network: n.ID, Year: year, State: Draft}
			}
		}
		for year := s.year(n); year >= firstYear; year-- {
			if r, there := byYear[year]; there {
				all = append(all, r)
			}
		}
		return nil
	})
	return all, err
}

// year is the present year of a network.
func (s *Service) year(n network.Network) int { return network.YearOf(s.networks.Today(n)) }

func startOf(n network.Network) int { return network.YearOf(n.From) }

// Full is a report with its figures and proposals, as its page shows it.
type Full struct {
	Report
	Chapters      []Chapter
	Since         []Difference // figures that count otherwise since it was adopted
	Proposals     []Proposal
	Organisations map[string]network.Organisation // by code
	Inside        bool                            // the reader is of the network
	MayChange     bool
	Over          bool // the year is
	Whole         bool // what is frozen is as it was sealed
}

// Report returns the report of a year: a draft with what is recorded up to
// now, an adopted one as it was adopted.
//
// Rule report.read: everybody reads a published report, people of the network
// the others too.
func (s *Service) Report(ctx context.Context, who network.Who, n network.Network, year int) (f Full, err error) {
	if err := network.May(who, "report.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	if year < max(firstYear, startOf(n)) || year > s.year(n) {
		return f, fault.New(fault.Missing, "report.unknown", "year", yearText(year))
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		f, err = s.full(tx, who, n, year)
		return err
	})
	return f, err
}

func (s *Service) full(tx *db.Tx, who network.Who, n network.Network, year int) (f Full, err error) {
	f.Report, err = reportOf(tx, n.ID, year)
	if err == db.ErrNone {
		f.Report, err = Report{Network: n.ID, Year: year, State: Draft}, nil
	}
	if err != nil {
		return f, err
	}
	f.Inside, f.Over = inside(who, n), year < s.year(n)
	f.MayChange = network.May(who, "report.change", network.Resource{Network: n.ID}).Allowed
	if f.State != Published && !f.Inside {
		return f, network.May(who, "report.read-drafts", network.Resource{Network: n.ID}).Err()
	}
	var now []Chapter // what strangers do not see is not counted for them
	if f.Inside {
		if now, err = s.count(tx, n, year); err != nil {
			return f, err
		}
	}
	f.Chapters = now
	if f.State != Draft {
		f.Chapters, f.Whole = nil, f.Report.Whole()
		if err := json.Unmarshal([]byte(f.Figures), &f.Chapters); err != nil {
			return f, err
		}
	}
	if f.State != Draft && f.Inside {
		f.Since = Changed(f.Chapters, now)
	}
	if f.Proposals, err = proposals(tx, n.ID, year); err != nil {
		return f, err
	}
	f.Organisations, err = organisations(tx, f)
	return f, err
}

// organisations are those that a report names, by code and by id.
func organisations(tx *db.Tx, f Full) (map[string]network.Organisation, error) {
	all := map[string]network.Organisation{}
	codes, _ := ByMember(f.Chapters)
	for _, code := range codes {
		o, err := network.OrganisationByCode(tx, code)
		if err != nil {
			return nil, err
		}
		all[code] = o
	}
	for _, p := range f.Proposals {
		if p.Organisation == "" {
			continue
		}
		of, err := network.OrganisationsByID(tx, p.Organisation)
		if err != nil {
			return nil, err
		}
		for _, o := range of {
			all[o.ID] = o
		}
	}
	return all, nil
}

// Rows returns the rows that a figure of a report counts.
func (s *Service) Rows(ctx context.Context, who network.Who, n network.Network, year int, chapter, figure string) (f Full, one Figure, err error) {
	if err := network.May(who, "report.read-drafts", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, one, err
	}
	if f, err = s.Report(ctx, who, n, year); err != nil {
		return f, one, err
	}
	_, one, there := Find(f.Chapters, chapter, figure)
	if !there {
		return f, one, fault.New(fault.Missing, "report.figure.unknown")
	}
	return f, one, nil
}

// Write writes what stands before and after the figures of a draft, in one
// language. A version of 0 begins the report.
func (s *Service) Write(ctx context.Context, who network.Who, n network.Network, year int, version int64, language, opening, closing string) error {
	if err := network.May(who, "report.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if year < firstYear || year > s.year(n) {
		return fault.New(fault.Missing, "report.unknown", "year", yearText(year))
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := s.begun(tx, n, year)
		if err != nil {
			return err
		}
		if err := r.mayWrite(); err != nil {
			return err
		}
		before := r
		r.Opening, r.Closing = r.Opening.With(language, strings.TrimSpace(opening)), r.Closing.With(language, strings.TrimSpace(closing))
		for field, text := range map[string]lang.Text{"opening": r.Opening, "closing": r.Closing} {
			if wrong := checkText(field, text); wrong != nil {
				return wrong
			}
		}
		r.Version = max(version, 1)
		if err := network.Changed(updateReport(tx, r)); err != nil {
			return err
		}
		return s.record(tx, who, n, "report.write", "report "+yearText(year), map[string]any{"language": language, "before": []string{before.Opening.In(language), before.Closing.In(language)}})
	})
}

// begun returns the report of a year, which it begins where there is none.
func (s *Service) begun(tx *db.Tx, n network.Network, year int) (Report, error) {
	r, err := reportOf(tx, n.ID, year)
	if err != db.ErrNone {
		return r, err
	}
	r = Report{ID: db.ID(), Network: n.ID, Year: year, State: Draft, Version: 1}
	return r, insertReport(tx, r)
}

// Adopt freezes the figures and texts of the report of a year that is over.
func (s *Service) Adopt(ctx context.Context, who network.Who, n network.Network, year int, version int64, decision string) error {
	if err := network.May(who, "report.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := s.begun(tx, n, year)
		if err != nil {
			return err
		}
		chapters, err := s.count(tx, n, year)
		if err != nil {
			return err
		}
		if r, err = r.adopt(decision, s.networks.Today(n), chapters); err != nil {
			return err
		}
		r.Version = max(version, 1)
		if err := network.Changed(updateReport(tx, r)); err != nil {
			return err
		}
		return s.record(tx, who, n, "report.adopt", "report "+yearText(year), map[string]any{"decision": r.Decision, "seal": r.Seal})
	})
}

// Publish shows an adopted report to everybody.
func (s *Service) Publish(ctx context.Context, who network.Who, n network.Network, year int, version int64) error {
	if err := network.May(who, "report.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := reportOf(tx, n.ID, year)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "report.unknown", "year", yearText(year))
		}
		if err != nil {
			return err
		}
		if r, err = r.publish(s.networks.Today(n)); err != nil {
			return err
		}
		r.Version = version
		if err := network.Changed(updateReport(tx, r)); err != nil {
			return err
		}
		return s.record(tx, who, n, "report.publish", "report "+yearText(year), nil)
	})
}

// Propose adds a proposal for a year.
func (s *Service) Propose(ctx context.Context, who network.Who, n network.Network, p Proposal) (Proposal, error) {
	if err := network.May(who, "report.propose", network.Resource{Network: n.ID, Organisation: p.Organisation}).Err(); err != nil {
		return p, err
	}
	p.Title, p.Text, p.State, p.Answer = strings.TrimSpace(p.Title), strings.TrimSpace(p.Text), Answers[0], ""
	if err := p.Check(); err != nil {
		return p, err
	}
	if p.Year < firstYear || p.Year > s.year(n) {
		return p, fault.New(fault.Missing, "report.unknown", "year", yearText(p.Year))
	}
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		p, err = once.Do(tx, s.now(), func() (Proposal, error) {
			r, err := reportOf(tx, n.ID, p.Year)
			if err == nil {
				err = r.mayWrite()
			}
			if err != nil && err != db.ErrNone {
				return p, err
			}
			p.ID, p.Network, p.MadeOn, p.MadeBy = db.ID(), n.ID, s.networks.Today(n), who.ID
			p, err := insertProposal(tx, p)
			if err != nil {
				return p, err
			}
			return p, s.record(tx, who, n, "report.propose", p.subject(), p)
		})
		return err
	})
	return p, err
}

func (p Proposal) subject() string {
	return "proposal " + yearText(p.Year) + "-" + strconv.FormatInt(p.No, 10)
}

// Answer takes a proposal, or declines it with a reason.
func (s *Service) Answer(ctx context.Context, who network.Who, n network.Network, p Proposal) error {
	if err := network.May(who, "report.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := proposalByNo(tx, n.ID, p.Year, p.No)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "report.proposal.unknown")
		}
		if err != nil {
			return err
		}
		now := old
		now.State, now.Answer, now.Version = p.State, strings.TrimSpace(p.Answer), p.Version
		if err := now.Check(); err != nil {
			return err
		}
		if err := network.Changed(updateProposal(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "report.answer", now.subject(), map[string]any{"before": old.State, "after": now.State, "answer": now.Answer})
	})
}

// Proposed is one proposal of a person.
type Proposed struct {
	Year  int    `json:"year"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Kept returns what the area keeps of a person, in a transaction of the
// caller, who has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	found, err := proposalsBy(tx, person)
	all := []Proposed{}
	for _, p := range found {
		all = append(all, Proposed{p.Year, p.Title, p.Text})
	}
	return all, err
}

// Forget takes the name of a person from their proposals, in a transaction of
// the caller, who has asked whether that may be done.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetProposer(tx, person) }
