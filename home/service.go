package home

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"pesnet/account"
	"pesnet/indicator"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/network"
	"pesnet/privacy"
)

// Service is what the first pages show, and what people write to those who
// run them.
type Service struct {
	db         *db.DB
	now        func() time.Time
	networks   *network.Service
	indicators *indicator.Service
	pace       pace

	// Personal returns what waits among personal data; the area that knows it
	// sets it.
	Personal func(context.Context, network.Who, network.Network) (privacy.Waiting, error)

	// Owed returns what somebody owes in a network by when; the area that
	// knows it sets it.
	Owed func(context.Context, network.Who, network.Network) ([]letter.Owed, error)

	// Failing tells whose mail does not arrive; the area of letters sets it.
	Failing func(context.Context, network.Who, network.Network) (letter.Fails, error)
	// Emergencies returns the emergencies that those who run the installation
	// must know of; the area that knows them sets it.
	Emergencies func(context.Context, network.Who) ([]account.Emergency, error)

	// URL is the public address of these pages, for examples.
	URL string

	mu     sync.Mutex
	listed []network.Network
	asOf   time.Time
	sums   map[string]summed // by id of the network
}

// New returns the service of the first pages.
func New(d *db.DB, now func() time.Time, networks *network.Service, indicators *indicator.Service) *Service {
	return &Service{db: d, now: now, networks: networks, indicators: indicators}
}

// listedFor is how long the list of networks is kept: every page shows it.
const listedFor = 3 * time.Second

// list returns the networks of the installation, for the frame of a page.
func (s *Service) list(ctx context.Context, who network.Who) ([]network.Network, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.now(); len(s.listed) == 0 || !now.Before(s.asOf.Add(listedFor)) {
		all, err := s.networks.Networks(ctx, who)
		if err != nil {
			return nil, err
		}
		s.listed, s.asOf = all, now
	}
	return s.listed, nil
}

// Front is what the front page of a network shows.
type Front struct {
	Network network.Network
	Today   string
	Day     string           // whose members are shown: today, or the last day
	Members []network.Member // those listed on it
	News    []network.News
	Sources network.Sources
	Figures indicator.Summary
}

// Front returns what the front page of a network shows to anybody.
func (s *Service) Front(ctx context.Context, who network.Who, code string) (f Front, err error) {
	if err := network.May(who, "network.read", network.Resource{}).Err(); err != nil {
		return f, err
	}
	if f.Network, err = s.networks.Network(ctx, who, code); err != nil {
		return f, err
	}
	f.Today = s.networks.Today(f.Network)
	f.Day = listDay(f.Network, f.Today)
	if f.Members, err = s.networks.MembersOn(ctx, who, f.Network, f.Day); err != nil {
		return f, err
	}
	if f.News, err = s.networks.News(ctx, who, f.Network); err != nil {
		return f, err
	}
	if f.Sources, err = s.networks.Sources(ctx, who); err != nil {
		return f, err
	}
	f.Figures, err = s.summary(ctx, who, f.Network)
	return f, err
}

// listDay is the day whose members a network shows: today, or its last one
// when it is over.
func listDay(n network.Network, today string) string {
	if network.Day(n.To) && n.To < today {
		return n.To
	}
	return today
}

// summed is a summary of figures, as it was counted at a time.
type summed struct {
	indicator.Summary
	asOf time.Time
}

// summedFor is how long the numbers of a front page are kept: counting every
// figure for every visitor would be the slowest thing on it.
const summedFor = 10 * time.Second

func (s *Service) summary(ctx context.Context, who network.Who, n network.Network) (indicator.Summary, error) {
	s.mu.Lock()
	kept, found := s.sums[n.ID]
	s.mu.Unlock()
	if now := s.now(); found && now.Before(kept.asOf.Add(summedFor)) {
		return kept.Summary, nil
	}
	sum, err := s.indicators.Summary(ctx, who, n)
	if err != nil {
		return sum, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sums == nil {
		s.sums = map[string]summed{}
	}
	s.sums[n.ID] = summed{sum, s.now()}
	return sum, nil
}

// Desk is what the desk of somebody shows in a network.
type Desk struct {
	Network network.Network
	Facts   Facts
	Running []indicator.Batch
	Own     []network.Organisation // those that somebody acts for
	News    []network.News
}

// First is the page to which somebody comes after signing in: the desk of the
// one network that they work in, or the first page of the installation.
func (s *Service) First(ctx context.Context, who network.Who) string {
	if !network.May(who, "network.act", network.Resource{}).Allowed {
		return "/"
	}
	var in []string
	for _, r := range who.Roles {
		if !slices.Contains(in, r.Network) {
			in = append(in, r.Network)
		}
	}
	all, err := s.networks.Networks(ctx, who)
	if err != nil || len(in) != 1 {
		return "/"
	}
	for _, n := range all {
		if n.ID == in[0] {
			return below(n) + "/desk"
		}
	}
	return "/"
}

// Desk returns what waits for somebody in a network.
func (s *Service) Desk(ctx context.Context, who network.Who, code string) (d Desk, err error) {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return d, err
	}
	if d.Network, err = s.networks.Network(ctx, who, code); err != nil {
		return d, err
	}
	d.Facts.Today = s.networks.Today(d.Network)
	if d.Own, err = s.own(ctx, who, d.Network); err != nil {
		return d, err
	}
	charter, err := s.networks.Charter(ctx, who, d.Network)
	if err != nil {
		return d, err
	}
	if term, found := charter.On("figures.due", d.Facts.Today); found {
		d.Facts.Due = dueOn(term.Value, d.Facts.Today)
	}
	if err := s.figures(ctx, who, &d); err != nil {
		return d, err
	}
	if s.Personal != nil {
		if d.Facts.Personal, err = s.Personal(ctx, who, d.Network); err != nil {
			return d, err
		}
	}
	if s.Emergencies != nil {
		if d.Facts.Emergencies, err = s.Emergencies(ctx, who); err != nil {
			return d, err
		}
	}
	if s.Failing != nil {
		if d.Facts.Failing, err = s.Failing(ctx, who, d.Network); err != nil {
			return d, err
		}
	}
	if s.Owed != nil {
		if d.Facts.Owed, err = s.Owed(ctx, who, d.Network); err != nil {
			return d, err
		}
	}
	if network.May(who, "network.change", network.Resource{Network: d.Network.ID}).Allowed {
		if err := s.office(ctx, who, &d, charter); err != nil {
			return d, err
		}
	}
	d.News, err = s.networks.News(ctx, who, d.Network)
	return d, err
}

// own returns the organisations that somebody acts for.
func (s *Service) own(ctx context.Context, who network.Who, n network.Network) (all []network.Organisation, err error) {
	ids := who.ActsFor(n.ID)
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = network.OrganisationsByID(tx, ids...)
		return err
	})
	return all, err
}

// figures adds what waits among the figures.
func (s *Service) figures(ctx context.Context, who network.Who, d *Desk) error {
	last, err := lastYear(d.Facts.Today)
	if err != nil {
		return err
	}
	p, err := s.indicators.Pending(ctx, who, d.Network, last)
	if err != nil {
		return err
	}
	f := &d.Facts
	d.Running = p.Running
	for _, one := range p.Begun {
		f.Begun = append(f.Begun, Delivery{No: one.Upload, File: one.File, At: "/imports/up/" + strconv.FormatInt(one.Upload, 10) + "/go"})
	}
	for _, one := range p.Drafts {
		f.Drafts = append(f.Drafts, Delivery{No: one.Batch, File: one.File, Count: one.Figures, At: batchAt(one.Batch)})
	}
	for _, one := range p.Broken {
		f.Broken = append(f.Broken, Delivery{No: one.No, File: one.FileName(), Count: one.New + one.Counts.Changed, At: batchAt(one.No)})
	}
	for _, one := range p.Rejected {
		f.Rejected = append(f.Rejected, Delivery{No: one.No, File: one.FileName(), Count: one.Counts.Rejected, At: batchAt(one.No)})
	}
	for _, gap := range p.Gaps {
		for _, o := range d.Own {
			if o.ID == gap.Organisation {
				f.Gaps = append(f.Gaps, Gap{Member: o, Year: strconv.Itoa(last), Count: int(gap.Count)})
			}
		}
	}
	return nil
}

// batchAt is the address of a delivery, below that of the network.
func batchAt(no int64) string { return "/imports/" + strconv.FormatInt(no, 10) }

// office adds what waits for those who run a network.
func (s *Service) office(ctx context.Context, who network.Who, d *Desk, charter network.Charter) error {
	for _, term := range charter.Holding(d.Facts.Today) {
		if !term.Verified {
			d.Facts.Unverified++
		}
	}
	members, err := s.networks.MembersOn(ctx, who, d.Network, d.Facts.Today)
	if err != nil {
		return err
	}
	disputed := map[string]bool{}
	for _, m := range members {
		if m.Membership.Disputed {
			disputed[m.ID] = true
		}
		if m.Membership.Role == "joining" {
			d.Facts.Joining = append(d.Facts.Joining, m.Organisation)
		}
	}
	d.Facts.Disputed = len(disputed)
	return s.silent(ctx, who, d, members)
}

// silent finds the members that have released nothing for the last year. Where
// nobody has, the network does not collect figures.
func (s *Service) silent(ctx context.Context, who network.Who, d *Desk, members []network.Member) error {
	year, err := lastYear(d.Facts.Today)
	if err != nil {
		return err
	}
	codes, err := s.indicators.Delivering(ctx, who, d.Network, year)
	if err != nil || len(codes) == 0 {
		return err
	}
	d.Facts.Silent = Silence{Year: strconv.Itoa(year), Of: network.Counted(members)}
	for _, m := range members {
		if m.Membership.Counts() && !slices.Contains(codes, m.Code) && delivers(m.Kind) {
			d.Facts.Silent.Members = append(d.Facts.Silent.Members, m.Organisation)
		}
	}
	return nil
}

// delivers tells whether organisations of a kind have figures of services.
func delivers(kind string) bool { return strings.HasSuffix(kind, "_pes") }

// lastYear is the last year that is over on a day.
func lastYear(today string) (int, error) {
	this, err := strconv.Atoi(today[:len("2026")])
	return this - 1, err
}

// GiveFeedback takes what somebody writes; writer is the address that it
// comes from, which is not kept. It returns the feedback with its number and
// the day by which it is answered.
func (s *Service) GiveFeedback(ctx context.Context, who network.Who, f Feedback, writer string) (Feedback, error) {
	if err := network.May(who, "home.give-feedback", network.Resource{Network: f.Network}).Err(); err != nil {
		return f, err
	}
	if err := f.Check(); err != nil {
		return f, err
	}
	if err := s.pace.take(writer, s.now()); err != nil {
		return f, err
	}
	f.At, f.Due, f.Who = s.now(), answerBy(s.now()), who.ID
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if f.No, err = insertFeedback(tx, f); err != nil {
			return err
		}
		if err := deleteFeedback(tx, keptSince(f.At)); err != nil {
			return err
		}
		return audit.Record(tx, audit.Deed{At: f.At, Who: who.ID, Network: f.Network, Action: "home.give-feedback",
			Subject: "feedback " + strconv.FormatInt(f.No, 10), Detail: map[string]any{"kind": f.Kind}})
	})
	return f, err
}

// Feedback returns the latest that people wrote, before a number.
func (s *Service) Feedback(ctx context.Context, who network.Who, before int64, limit int) (all []Feedback, err error) {
	if err := network.May(who, "home.read-feedback", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = feedbackList(tx, keptSince(s.now()), before, limit)
		return err
	})
	return all, err
}

// claims returns everybody who is or was in a network.
func (s *Service) claims(ctx context.Context, n network.Network) (all []network.Member, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = network.Claims(tx, n.ID)
		return err
	})
	return all, err
}

// organisation returns one by its id.
func (s *Service) organisation(ctx context.Context, id string) (o network.Organisation, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := network.OrganisationsByID(tx, id)
		if err == nil && len(all) == 0 {
			err = db.ErrNone
		}
		if err == nil {
			o = all[0]
		}
		return err
	})
	return o, err
}
