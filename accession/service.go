package accession

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/once"
	"pesnet/network"
)

// Service is what can be done about joining and leaving a network.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service

	// Words are those of a language: the letters are in the receiver's.
	Words func(code string) *lang.Words
	// URL is where the pages are, for the links in letters.
	URL string
}

// New returns the service of accession.
func New(d *db.DB, now func() time.Time, networks *network.Service) *Service {
	return &Service{db: d, now: now, networks: networks}
}

// keyDays is how long the link of an applicant works after the last step.
const keyDays = 60

// mostADay is how many applications a network takes on a day.
const mostADay = 50

// Applying is an application as it comes in.
type Applying struct {
	Application
	Contact Contact
}

// HowTo is how one joins a network.
type HowTo struct {
	Rules
	Seats  network.Term // how many the charter gives a member
	Giving bool         // the charter says so
}

// HowTo returns by which rules one joins a network.
func (s *Service) HowTo(ctx context.Context, who network.Who, n network.Network) (h HowTo, err error) {
	if err := network.May(who, "accession.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return h, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		charter, err := network.CharterOf(tx, n.ID)
		today := s.networks.Today(n)
		h.Rules = rulesOn(charter, today)
		if h.Seats, h.Giving = charter.On("network.seats_per_member", today); !h.Giving {
			h.Seats, h.Giving = charter.On("board.seats_per_member", today)
		}
		return err
	})
	return h, err
}

// Apply takes an application; it returns the secret of the link by which the
// applicant comes back.
//
// Rule accession.once: an address applies to a network for one organisation at
// a time, and a network takes a limited number of applications a day.
func (s *Service) Apply(ctx context.Context, who network.Who, n network.Network, in Applying) (a Application, key string, err error) {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return a, "", err
	}
	in.Contact.Email, in.Code = strings.ToLower(strings.TrimSpace(in.Contact.Email)), strings.ToUpper(strings.TrimSpace(in.Code))
	if err := both(in.Application.Check(), in.Contact.Check()); err != nil {
		return a, "", err
	}
	type made struct {
		A   Application
		Key string
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := once.Do(tx, s.now(), func() (m made, err error) {
			// A stranger applies: what they must not read is read for them.
			err = tx.Unwalled(func() error {
				m.A, m.Key, err = s.apply(tx, who, n, in)
				return err
			})
			return m, err
		})
		a, key = m.A, m.Key
		return err
	})
	return a, key, err
}

func (s *Service) apply(tx *db.Tx, who network.Who, n network.Network, in Applying) (a Application, key string, err error) {
	today := s.networks.Today(n)
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return a, "", err
	}
	if !rulesOn(charter, today).Open {
		return a, "", fault.New(fault.Forbidden, "accession.closed")
	}
	if err := tx.Lock("accession " + n.ID); err != nil {
		return a, "", err
	}
	p, err := network.AddPerson(tx, network.Person{Login: in.Contact.Email, Name: strings.TrimSpace(in.Contact.Name), Lang: in.Contact.Lang, Fictional: n.Fictional})
	if err != nil {
		return a, "", err
	}
	earlier, err := applicationsOf(tx, p.ID)
	if err != nil {
		return a, "", err
	}
	count, err := appliedOn(tx, n.ID, today)
	if err != nil {
		return a, "", err
	}
	if slices.ContainsFunc(earlier, func(e Application) bool { return e.Network == n.ID && !e.Decided() }) {
		return a, "", fault.New(fault.Conflict, "accession.once").On("email")
	}
	if count >= mostADay {
		return a, "", fault.New(fault.Conflict, "accession.many")
	}
	a = in.Application
	if a.No, err = lastNo(tx, n.ID); err != nil {
		return a, "", err
	}
	secret, hash := newKey()
	a.ID, a.Network, a.No, a.State, a.Person, a.Lang, a.AppliedOn, a.MovedOn, a.Version = db.ID(), n.ID, a.No+1, Applicant, p.ID, p.Lang, today, today, 1
	a.Organisation, a.Decision, a.Grounds = "", "", ""
	a.key, a.keyUntil = hash, later(today, keyDays)
	if err := insertApplication(tx, a); err != nil {
		return a, "", err
	}
	if err := insertStep(tx, a, Step{State: Applicant, Day: today, Who: who.ID}, s.now()); err != nil {
		return a, "", err
	}
	if err := s.tell(tx, n, a, "received", s.link(n, a, secret)); err != nil {
		return a, "", err
	}
	if err := s.tellOffice(tx, n, a, "applied"); err != nil {
		return a, "", err
	}
	return a, secret, s.record(tx, who, n, "accession.apply", a, map[string]any{"organisation": a.Name})
}

func newKey() (secret, hash string) {
	b := make([]byte, 32)
	rand.Read(b)
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashed(secret)
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// later is a day so many days after another.
func later(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

func both(a, b error) error {
	var all fault.Many
	for _, err := range []error{a, b} {
		if err != nil {
			all = append(all, fault.All(err)...)
		}
	}
	return all.Err()
}

// Door is how somebody comes to an application: the applicant by the secret of
// the link, others by its number.
type Door struct {
	No  int64
	Key string
}

// through returns the application behind a door, for whom it is open: who has
// the secret, who applied and is signed in, and the secretariat.
func (s *Service) through(tx *db.Tx, who network.Who, n network.Network, d Door) (a Application, err error) {
	hidden := false
	if d.Key != "" {
		err = tx.Unwalled(func() error { // the secret of the link opens it, whoever brings it
			a, err = applicationByKey(tx, n.ID, hashed(d.Key), s.networks.Today(n))
			return err
		})
	} else if a, hidden, err = db.Past(tx, func() (Application, error) { return applicationByNo(tx, n.ID, d.No) }); err == nil {
		err = network.May(who, "accession.own", network.Resource{Network: n.ID, Person: a.Person}).Err()
	}
	if err == db.ErrNone || err == nil && hidden {
		err = fault.New(fault.Missing, "accession.unknown")
	}
	return a, err
}

// open runs f on the application behind a door. Who comes to it sees what
// belongs to it: the people that it names have no role in the network yet.
func (s *Service) open(tx *db.Tx, who network.Who, n network.Network, d Door, f func(Application) error) error {
	a, err := s.through(tx, who, n, d)
	if err != nil {
		return err
	}
	return tx.Unwalled(func() error { return f(a) })
}

// Full is everything about an application.
type Full struct {
	Application
	Known
	Rules   Rules
	Missing []Missing
	Steps   []Step // the earliest first
	Contact network.Person
	Named   []network.Person // those nominated, in the order of Nominees
	Changes int              // of representatives in twelve months
	Warned  bool             // that is too many
	Office  bool             // who asks is of the secretariat
	Invited bool             // by the charter: while suspended, to meetings
	Laid    bool             // the charter says so
}

// Application returns everything about one application.
func (s *Service) Application(ctx context.Context, who network.Who, n network.Network, d Door) (f Full, err error) {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return f, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		return s.open(tx, who, n, d, func(a Application) error {
			f.Application = a
			return s.fill(tx, who, n, &f)
		})
	})
	if err == nil && f.Office && s.networks.OnRead != nil {
		err = s.networks.OnRead(ctx, who, n, "accession", append([]string{f.Person}, personsOf(f.Nominees)...))
	}
	return f, err
}

func personsOf(all []Nominee) (ids []string) {
	for _, one := range all {
		ids = append(ids, one.Person)
	}
	return ids
}

func (s *Service) fill(tx *db.Tx, who network.Who, n network.Network, f *Full) (err error) {
	if f.Rules, f.Known, err = s.known(tx, n, f.Application); err != nil {
		return err
	}
	if !f.Before() {
		f.Missing = f.Rules.missing(f.Known)
	}
	if f.Steps, err = stepsOf(tx, f.ID); err != nil {
		return err
	}
	today := s.networks.Today(n)
	f.Changes, f.Warned = changes(f.Nominees, today), f.Rules.restless(f.Nominees, today)
	f.Office = network.May(who, "accession.handle", network.Resource{Network: n.ID}).Allowed
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return err
	}
	f.Invited, f.Laid = InvitesSuspended(charter, today)
	people, err := network.PersonsByID(tx, append([]string{f.Person}, personsOf(f.Nominees)...))
	if err != nil {
		return err
	}
	by := map[string]network.Person{}
	for _, p := range people {
		by[p.ID] = p
	}
	f.Contact = by[f.Person]
	for _, one := range f.Nominees {
		f.Named = append(f.Named, by[one.Person])
	}
	return nil
}

// known reads what is there of an application, and the rules of today.
func (s *Service) known(tx *db.Tx, n network.Network, a Application) (r Rules, k Known, err error) {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return r, k, err
	}
	r = rulesOn(charter, s.networks.Today(n))
	if k.Documents, err = documentsOf(tx, a.ID); err != nil {
		return r, k, err
	}
	if k.Answers, err = answersOf(tx, a.ID); err != nil {
		return r, k, err
	}
	if k.Nominees, err = nomineesOf(tx, a.ID); err != nil {
		return r, k, err
	}
	k.Coordinator, err = s.coordinators(tx, n)
	return r, k, err
}

// coordinators counts the persons whom the coordinator of a network has named.
func (s *Service) coordinators(tx *db.Tx, n network.Network) (int, error) {
	today := s.networks.Today(n)
	members, err := network.MembersOn(tx, n.ID, today)
	if err != nil {
		return 0, err
	}
	runs := map[string]bool{}
	for _, m := range members {
		if m.Membership.Role == "beneficiary" || m.Membership.Role == "coordinator" {
			runs[m.Organisation.ID] = true
		}
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	people := map[string]bool{}
	for _, h := range holders {
		if runs[h.Role.Organisation] || h.Role.Organisation == "" && h.Role.Role == network.Secretariat {
			people[h.Person.ID] = true
		}
	}
	return len(people), err
}

// Listed is an application as the secretariat lists it.
type Listed struct {
	Application
	Missing []Missing
	Warned  bool
}

// Applications returns the applications to a network, the latest first.
func (s *Service) Applications(ctx context.Context, who network.Who, n network.Network) (all []Listed, err error) {
	if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		list, err := applications(tx, n.ID)
		if err != nil {
			return err
		}
		for _, a := range list {
			r, k, err := s.known(tx, n, a)
			if err != nil {
				return err
			}
			one := Listed{Application: a, Warned: r.restless(k.Nominees, s.networks.Today(n))}
			if !a.Over() && !a.Before() {
				one.Missing = r.missing(k)
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action string, a Application, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "accession " + a.ID, Detail: detail})
}
