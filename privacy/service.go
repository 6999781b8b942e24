package privacy

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"pesnet/account"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/once"
	"pesnet/network"
	"pesnet/token"
)

// Gives returns what an area keeps of a person, to be written as JSON. The
// caller has asked whether it may be known.
type Gives func(tx *db.Tx, person string) (any, error)

type giving struct {
	basis string
	give  Gives
}

// Erases takes out what an area keeps of a person and need not keep.
type Erases func(tx *db.Tx, person string, now time.Time) error

// Sweeps deletes what is older than a time, and tells how many rows went.
type Sweeps func(tx *db.Tx, before time.Time) (int64, error)

// Service is what can be done about personal data.
type Service struct {
	db       *db.DB
	now      func() time.Time
	networks *network.Service
	jobs     *job.Runner
	gives    map[string]giving
	erases   map[string]Erases
	sweeps   map[string]Sweeps

	// KeyFile holds the keys of the installation for special categories; it is
	// made when the first of them is kept.
	KeyFile string
}

// New returns the service of personal data.
func New(d *db.DB, now func() time.Time, networks *network.Service, jobs *job.Runner) *Service {
	s := &Service{db: d, now: now, networks: networks, jobs: jobs}
	s.gives = map[string]giving{"network": {"6-1-e", network.Kept}, "account": {"6-1-e", account.Kept}, "token": {"6-1-e", token.Kept}, "privacy": {"6-1-c", s.kept}, "consents": {"6-1-a", consentsKept}, "record": {"6-1-c", deedsOf}}
	s.erases = map[string]Erases{"network": network.Forget, "account": account.Forget, "token": token.Forget, "privacy": s.erase}
	s.sweeps = map[string]Sweeps{"session": token.SweepSessions, "link": account.SweepLinks, "try": account.SweepTries, "account": token.SweepPeople, "answer": once.Forget,
		"reading": deleteReadings, "alarm": deleteAlarms, "request": deleteRequests, "consent": deleteConsents}
	s.work()
	return s
}

// Gives lets an area give what it keeps of a person, with the lawful basis on
// which it does. It is open to all areas.
func (s *Service) Gives(area, basis string, give Gives) { s.gives[area] = giving{basis, give} }

// Erases lets an area erase what it keeps of a person. It is open to all areas.
func (s *Service) Erases(area string, erase Erases) { s.erases[area] = erase }

// Sweeps lets an area delete what is older than the schedule of a class says.
// It is open to all areas.
func (s *Service) Sweeps(class string, sweep Sweeps) { s.sweeps[class] = sweep }

// Read records that somebody is about to see data of other persons. It is open
// to all areas: what cannot be recorded must not be shown.
//
// Rule privacy.reading: whoever sees the data of another person by name is
// recorded, for that person to see.
func (s *Service) Read(ctx context.Context, who network.Who, n network.Network, what string, persons []string) error {
	others := slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(persons))), func(id string) bool { return id == who.ID })
	if len(others) == 0 {
		return nil
	}
	r := Reading{Who: who.ID, What: what, Network: n.ID, Last: s.now()}
	var stopped error
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Unwalled(func() error { return addReadings(tx, r, others) }); err != nil {
			return err
		}
		count, err := personsRead(tx, who.ID, hourOf(r.Last))
		if err != nil {
			return err
		}
		if stopped, err = s.stop(tx, who, r, count); err != nil {
			return err
		}
		return s.watch(tx, Alarm{Network: n.ID, Who: who.ID, Kind: bulkReadings, Count: count, At: r.Last})
	})
	if err != nil {
		return err
	}
	return stopped
}

// stop refuses to show more people to somebody who has been shown very many.
// That they wanted to is recorded all the same.
//
// Rule privacy.stop: whoever is shown by name more people within an hour than
// the network allows is shown nobody until the hour is over, and the alarm
// rings: a stolen account takes no more.
func (s *Service) stop(tx *db.Tx, who network.Who, r Reading, count int64) (refused, err error) {
	most, err := threshold(tx, r.Network, bulkLimit)
	if err != nil || who.Operator || !rings(count, most) {
		return nil, err
	}
	left := int(time.Hour.Seconds()) - int(r.Last.Sub(r.Last.Truncate(time.Hour)).Seconds())
	return fault.New(fault.TooOften, "privacy.stop", "seconds", left, "most", most), addAlarm(tx, Alarm{Network: r.Network, Who: who.ID, Kind: bulkLimit, Count: count, At: r.Last})
}

// Took records that somebody takes data of persons out as a file, and shows it
// to the data-protection officer. It is open to all areas: what cannot be
// recorded must not be taken.
//
// Rule privacy.took: whoever takes a list of persons with their contact data
// out of the system is shown to the data-protection officer, however long the
// list is.
func (s *Service) Took(ctx context.Context, who network.Who, n network.Network, what string, rows int64) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := addAlarm(tx, Alarm{Network: n.ID, Who: who.ID, Kind: bulkExport, Count: rows, At: s.now()}); err != nil {
			return err
		}
		return s.record(tx, who, n, "privacy.take", what, map[string]any{"rows": rows})
	})
}

// watch rings an alarm where a number is more than its threshold.
func (s *Service) watch(tx *db.Tx, a Alarm) error {
	most, err := threshold(tx, a.Network, a.Kind)
	if err != nil || !rings(a.Count, most) {
		return err
	}
	return addAlarm(tx, a)
}

// Mine is what the page of somebody's own data shows.
type Mine struct {
	Areas    []Area
	Readings []Reading
	Requests []Request
	Consents []Consent
	Limits   []string
	Sealed   int // special categories, which no export holds unless asked for
}

// Area is what one area keeps of a person.
type Area struct {
	Name string
	Kept any
}

// mostReadings is how many looks are shown.
const mostReadings = 200

// Mine returns what is kept of somebody who asks.
func (s *Service) Mine(ctx context.Context, who network.Who) (m Mine, err error) {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return m, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m.Areas, err = s.export(tx, who.ID, anyBasis); err != nil {
			return err
		}
		if m.Readings, err = readingsNamed(tx, who.ID); err != nil {
			return err
		}
		if m.Requests, err = requestsOf(tx, who.ID); err != nil {
			return err
		}
		if m.Consents, err = consentsPlaced(tx, who.ID); err != nil {
			return err
		}
		if m.Limits, err = limitsOf(tx, who.ID); err != nil {
			return err
		}
		sealed, err := specialsOf(tx, who.ID)
		m.Sealed = len(sealed)
		return err
	})
	return m, err
}

// Consents returns what whoever asks has allowed, the ended among it.
func (s *Service) Consents(ctx context.Context, who network.Who) (all []Consent, err error) {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = consentsPlaced(tx, who.ID)
		return err
	})
	return all, err
}

func readingsNamed(tx *db.Tx, person string) ([]Reading, error) {
	all, err := readingsOf(tx, person, mostReadings)
	if err != nil {
		return nil, err
	}
	names, err := namesOf(tx, all, func(r Reading) string { return r.Who })
	for i := range all {
		all[i].Name = names[all[i].Who]
	}
	return all, err
}

func namesOf[T any](tx *db.Tx, all []T, id func(T) string) (map[string]string, error) {
	ids := make([]string, len(all))
	for i, one := range all {
		ids[i] = id(one)
	}
	return network.NamesOf(tx, ids...)
}

func anyBasis(string) bool { return true }

// export gathers what every area keeps of a person on such a basis.
func (s *Service) export(tx *db.Tx, person string, basis func(string) bool) (all []Area, err error) {
	for _, name := range slices.Sorted(maps.Keys(s.gives)) {
		if !basis(s.gives[name].basis) {
			continue
		}
		var kept any
		err := tx.Unwalled(func() (err error) { // one's own, in every network
			kept, err = s.gives[name].give(tx, person)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("what %s keeps: %w", name, err)
		}
		all = append(all, Area{name, kept})
	}
	return all, nil
}

// Wanted says what an export holds beside what it always does.
type Wanted struct {
	Special  bool // special categories
	Portable bool // only what rests on consent or contract: to take along
}

// MyExport returns everything that is kept of somebody, by area; special
// categories only when they are asked for by name.
func (s *Service) MyExport(ctx context.Context, who network.Who, w Wanted) (all map[string]any, err error) {
	if err := network.May(who, "privacy.own", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		basis := anyBasis
		if w.Portable {
			basis = portable
		}
		areas, err := s.export(tx, who.ID, basis)
		if err != nil {
			return err
		}
		all = map[string]any{}
		for _, a := range areas {
			all[a.Name] = a.Kept
		}
		if w.Special {
			opened, err := s.open(tx, who.ID, func(Special) bool { return true })
			if err != nil {
				return err
			}
			all["special"] = opened
		}
		return s.record(tx, who, network.Network{}, "privacy.export-own", "person "+who.ID, map[string]any{"special": w.Special, "portable": w.Portable})
	})
	return all, err
}

// keptHere is what this area keeps of a person.
type keptHere struct {
	Requests []keptRequest `json:"requests"`
	Readings []keptReading `json:"readings"`
	Limits   []string      `json:"limits"`
	Special  int           `json:"special_categories_kept"`
}

type keptConsent struct {
	Category    string     `json:"category"`
	Destination string     `json:"destination"`
	Given       time.Time  `json:"given"`
	Expires     string     `json:"expires"`
	Ended       *time.Time `json:"ended,omitempty"`
}

type keptPassed struct {
	Category    string    `json:"category"`
	Destination string    `json:"destination"`
	Recipient   string    `json:"recipient"`
	At          time.Time `json:"at"`
}

type keptNotice struct {
	Recipient string    `json:"recipient"`
	What      string    `json:"what"`
	Category  string    `json:"category,omitempty"`
	Made      time.Time `json:"made"`
}

type keptRequest struct {
	No      int64  `json:"no"`
	Kind    string `json:"kind"`
	Text    string `json:"text,omitempty"`
	Asked   string `json:"asked"`
	Due     string `json:"due"`
	State   string `json:"state"`
	Outcome string `json:"outcome,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

type keptReading struct {
	Who   string    `json:"who"`
	What  string    `json:"what"`
	Times int64     `json:"times"`
	Last  time.Time `json:"last"`
}

// kept gives what this area keeps of a person beside the consents.
func (s *Service) kept(tx *db.Tx, person string) (any, error) {
	k := keptHere{Requests: []keptRequest{}, Readings: []keptReading{}, Limits: []string{}}
	requests, err := requestsOf(tx, person)
	if err != nil {
		return nil, err
	}
	for _, r := range requests {
		k.Requests = append(k.Requests, keptRequest{r.No, r.Kind, r.Text, r.AskedOn, r.Due, r.State, r.Outcome, r.Reason})
	}
	readings, err := readingsNamed(tx, person)
	if err != nil {
		return nil, err
	}
	for _, r := range readings {
		k.Readings = append(k.Readings, keptReading{r.Name, r.What, r.Times, r.Last})
	}
	sealed, err := specialsOf(tx, person)
	if err != nil {
		return nil, err
	}
	k.Special = len(sealed)
	limits, err := limitsOf(tx, person)
	k.Limits = append(k.Limits, limits...)
	return k, err
}

// keptConsents is what a person allowed, and who received data by it.
type keptConsents struct {
	Consents []keptConsent `json:"consents"`
	Passed   []keptPassed  `json:"passed_on"`
	Notices  []keptNotice  `json:"notices"`
}

// consentsPlaced returns the consents of a person, with the organisations that
// may keep special categories.
func consentsPlaced(tx *db.Tx, person string) ([]Consent, error) {
	all, err := consentsOf(tx, person)
	for i, c := range all {
		if err != nil || !slices.Contains(SpecialCategories, c.Category) {
			continue
		}
		found, failed := network.OrganisationsByID(tx, c.Destination)
		if err = failed; len(found) > 0 {
			all[i].keeper = found[0]
		}
	}
	return all, err
}

// consentsKept gives what a person allowed.
func consentsKept(tx *db.Tx, person string) (any, error) {
	k := keptConsents{Consents: []keptConsent{}, Passed: []keptPassed{}, Notices: []keptNotice{}}
	consents, err := consentsPlaced(tx, person)
	if err != nil {
		return nil, err
	}
	for _, c := range consents {
		one := keptConsent{Category: c.Category, Destination: c.place(), Given: c.Given, Expires: c.Expires}
		if !c.Ended.IsZero() {
			one.Ended = &c.Ended
		}
		k.Consents = append(k.Consents, one)
	}
	passed, err := passedOf(tx, person)
	if err != nil {
		return nil, err
	}
	for _, p := range passed {
		k.Passed = append(k.Passed, keptPassed{p.Category, p.Destination, p.Recipient, p.At})
	}
	told, err := noticesOf(tx, person)
	for _, n := range told {
		k.Notices = append(k.Notices, keptNotice{n.Recipient, n.What, n.Category, n.Made})
	}
	return k, err
}

// keptDeed is a deed of a person in the record.
type keptDeed struct {
	No      int64     `json:"no"`
	At      time.Time `json:"at"`
	Action  string    `json:"action"`
	Subject string    `json:"subject"`
}

// mostDeeds is how many deeds an export holds.
const mostDeeds = 10_000

// deedsOf gives what the record says that a person did.
func deedsOf(tx *db.Tx, person string) (any, error) {
	found, err := audit.Search(tx, audit.Query{All: true, Who: person, Limit: mostDeeds})
	all := []keptDeed{}
	for _, d := range found {
		all = append(all, keptDeed{d.No, d.At, d.Action, d.Subject})
	}
	return all, err
}

// erase takes out what this area keeps of a person and need not keep: the
// consents and what is sealed. Requests stay for as long as their schedule
// says, as proof that they were answered.
func (s *Service) erase(tx *db.Tx, person string, now time.Time) error {
	if err := deleteSpecials(tx, person); err != nil {
		return err
	}
	return s.withdraw(tx, person, now, func(Consent) bool { return true })
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

// changed refuses what somebody else changed in the meantime.
func changed(rows int64, err error) error {
	if err == nil && rows == 0 {
		return fault.New(fault.Conflict, "privacy.changed")
	}
	return err
}

// today is the date in the network's time zone.
func (s *Service) today(n network.Network) string { return s.networks.Today(n) }
