package letter

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/lang"
	"pesnet/kit/mail"
	"pesnet/network"
	"pesnet/privacy"
)

// Owes returns what people owe in a network, whoever they are.
type Owes func(ctx context.Context, tx *db.Tx, n network.Network, today string) ([]Owed, error)

// Feed returns the events that a person may see today.
type Feed func(ctx context.Context, tx *db.Tx, person string, now time.Time) ([]calendar.Event, error)

// Following is a person who follows a body at a time.
type Following struct {
	Person, Body string // ids
	Now          time.Time
}

// Service is what can be done with letters.
type Service struct {
	db        *db.DB
	now       func() time.Time
	networks  *network.Service
	privacies *privacy.Service
	jobs      *job.Runner

	Sender *mail.Sender // with the server, where one is set

	// Owes and Feeds are of the areas that have something for them.
	Owes  []Owes
	Feeds []Feed
	// Bodies returns the bodies that somebody can follow, and OfBody the events
	// of one as far as a person may see them today.
	Bodies func(tx *db.Tx, who network.Who) ([]Followed, error)
	OfBody func(ctx context.Context, tx *db.Tx, f Following) ([]calendar.Event, error)
	// Address returns the mail address of a person, empty where there is none;
	// an area that keeps contacts sets it.
	Address func(tx *db.Tx, person string) (string, error)
	// Words returns a language by its code.
	Words func(code string) *lang.Words
	URL   string // public address, for links
}

// New returns the service of letters.
func New(d *db.DB, now func() time.Time, networks *network.Service, privacies *privacy.Service, jobs *job.Runner) *Service {
	s := &Service{db: d, now: now, networks: networks, privacies: privacies, jobs: jobs}
	s.Sender = &mail.Sender{DB: d, Now: now, Receive: s.receive, Digest: s.digest, Nobody: s.nobodyAt, Taken: s.takenAt}
	s.work()
	return s
}

// receive returns the person a letter goes to as they are now.
//
// Rule letter.receiver: whether somebody may have a letter is asked when it is
// sent, by what they may do that day; who may no longer see what it is about
// does not get it.
func (s *Service) receive(tx *db.Tx, l mail.Letter) (to mail.Receiver, err error) {
	who, err := s.networks.WhoIs(tx, l.To, s.now())
	if err == db.ErrNone {
		return mail.Receiver{Refused: "letter.refused.gone"}, nil
	}
	if err != nil {
		return to, err
	}
	if d := mayHave(who, l.Need); !d.Allowed {
		return mail.Receiver{Refused: d.Reason}, nil
	}
	to.Name, to.Lang = who.Name, who.Lang
	if to.Address, err = s.addressOf(tx, who); err != nil {
		return to, err
	}
	if to.Address == "" {
		return mail.Receiver{Refused: "letter.refused.address"}, nil
	}
	fails, err := failing(tx, l.To)
	if err != nil && err != db.ErrNone {
		return to, err
	}
	if fails.stops(to.Address, l.Urgent) {
		return mail.Receiver{Refused: failed}, nil
	}
	to.Foot = s.wordsOf(who).T("letter.foot", "page", s.URL+"/"+s.wordsOf(who).Code()+"/my-mail")
	if l.Urgent {
		return to, nil
	}
	chosen, err := choicesOf(tx, l.To)
	if err != nil {
		return to, err
	}
	often := chosen.Of(kindOf(l.Kind))
	if often == Urgent {
		return mail.Receiver{Refused: "letter.refused.unwanted"}, nil
	}
	if len(l.Calendar) > 0 {
		return to, nil // an event comes by itself, or the calendar would not take it
	}
	zone, err := s.zone(tx, l.Network)
	to.Hold = next(often, s.now(), zone)
	return to, err
}

// mayHave asks for what a letter needs: action, network, organisation, body.
func mayHave(who network.Who, need []string) network.Decision {
	if len(need) == 0 {
		return network.May(who, "letter.own", network.Resource{})
	}
	need = append(need[:len(need):len(need)], "", "", "")
	return network.May(who, need[0], network.Resource{Network: need[1], Organisation: need[2], Body: need[3]})
}

// addressOf is where a person gets mail: the contact they gave, or the address
// by which they sign in.
func (s *Service) addressOf(tx *db.Tx, who network.Who) (address string, err error) {
	if s.Address != nil {
		address, err = s.Address(tx, who.ID)
	}
	if address == "" && strings.Contains(who.Login, "@") {
		address = who.Login
	}
	return address, err
}

func (s *Service) wordsOf(who network.Who) *lang.Words {
	if words := s.Words(who.Lang); words != nil {
		return words
	}
	return s.Words("en")
}

// zone is that of a network, or UTC where a letter is of none.
func (s *Service) zone(tx *db.Tx, id string) (*time.Location, error) {
	all, err := network.All(tx)
	for _, n := range all {
		if n.ID == id {
			return zoneOf(n), err
		}
	}
	return time.UTC, err
}

func zoneOf(n network.Network) *time.Location {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// digest makes one letter of those that waited for it.
func (s *Service) digest(tx *db.Tx, to mail.Receiver, all []mail.Letter) (l mail.Letter, err error) {
	words := s.Words(to.Lang)
	if words == nil {
		words = s.Words("en")
	}
	l = mail.Letter{Kind: "letter.digest", To: all[0].To, Subject: words.T("letter.digest.subject", "count", len(all))}
	var text strings.Builder
	text.WriteString(words.T("letter.digest.text", "count", len(all)) + "\n")
	for _, one := range all {
		text.WriteString("\n* " + one.Subject + "\n")
		if one.Link != "" {
			text.WriteString("  " + one.Link + "\n")
		}
	}
	l.Text = text.String()
	return l, nil
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who network.Who, n network.Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

func unknown() error { return fault.New(fault.Missing, "letter.unknown") }
