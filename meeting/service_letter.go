package meeting

import (
	"net/url"
	"strings"
	"time"

	"pesnet/body"
	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/kit/mail"
	"pesnet/network"
)

// Sent is something that was sent about a meeting to everybody invited.
type Sent struct {
	ID       string
	Meeting  string // id
	At       time.Time
	Who      string // id
	What     string // announced, changed, postponed or cancelled
	Starts   time.Time
	Days     int // of notice
	Needed   int // by the charter; below 0 = it lays down none
	Reason   string
	Sequence int
	People   int // to how many
}

// send writes to everybody who is invited, each in their language and with the
// event for their calendar, and notes that it was sent.
func (s *Service) send(tx *db.Tx, who network.Who, n network.Network, m Meeting, sent Sent) error {
	all, err := presencesOf(tx, m.ID)
	if err != nil {
		return err
	}
	of, err := bodyIn(tx, n, m.Body)
	if err != nil {
		return err
	}
	people, err := network.PersonsByID(tx, personsOf(all))
	if err != nil {
		return err
	}
	for _, p := range people {
		if s.quiet {
			break
		}
		if err := s.write(tx, n, notice{m, of, p, sent}); err != nil {
			return err
		}
	}
	terms, _, err := s.terms(tx, n, m)
	if err != nil {
		return err
	}
	sent.ID, sent.Meeting, sent.At, sent.Who, sent.Starts, sent.Sequence, sent.People = db.ID(), m.ID, s.now(), who.ID, m.Starts, m.Sequence, len(people)
	sent.Days, sent.Needed = Count(s.now(), m.Starts, zoneOf(n.Zone)), terms.Days
	return insertCall(tx, n.ID, sent)
}

func personsOf(all []Presence) (ids []string) {
	for _, p := range all {
		ids = append(ids, p.Person)
	}
	return ids
}

// notice is one letter about a meeting.
type notice struct {
	m    Meeting
	of   body.Body
	to   network.Person
	sent Sent
}

// write puts one letter into the outbox.
func (s *Service) write(tx *db.Tx, n network.Network, l notice) error {
	address, err := body.AddressOf(tx, l.to.ID)
	if err != nil {
		return err
	}
	words := s.wordsFor(l.to)
	starts, ends := l.m.InZone()
	name := l.m.Named(words, l.of, n)
	args := []any{"meeting", name, "network", n.Code, "date", words.Date(starts), "from", starts.Format("15:04"), "to", ends.Format("15:04"), "zone", l.m.clockOf(words), "reason", l.sent.Reason}
	letter := mail.Letter{To: l.to.ID, Kind: "meeting." + l.sent.What, Need: []string{"meeting.read", n.ID, "", l.m.Body}, About: "meeting " + l.m.ID,
		Subject: words.T("meeting.letter."+l.sent.What+".subject", args...), Text: words.T("meeting.letter."+l.sent.What+".text", args...),
		Link: s.address(words.Code(), n, l.m), Urgent: l.sent.What != "announced" || l.m.Urgent != ""}
	if address != "" {
		event := s.event(words, n, l.m, l.of)
		event.Organizer = calendar.Party{Name: n.Code, Address: s.sender()}
		event.Attendees = []calendar.Party{{Name: l.to.Name, Address: address}}
		letter.Method = calendar.Request
		if event.Cancelled {
			letter.Method = calendar.Cancel
		}
		if letter.Calendar, err = calendar.Invitation(event, letter.Method); err != nil {
			return err
		}
	}
	_, err = mail.Put(tx, s.now(), letter)
	return err
}

// wordsFor is the language in which a person is written to.
func (s *Service) wordsFor(to network.Person) *lang.Words {
	if words := s.Words(to.Lang); words != nil {
		return words
	}
	return s.Words("en")
}

// event is a meeting as calendars keep it: one event, whatever becomes of the
// meeting, known by the same name.
//
// Rule meeting.event: a meeting is one event in a calendar from its call to
// its end: its name stays, the number of its state rises with everything that
// is sent, and postponing or cancelling takes it out.
func (s *Service) event(words *lang.Words, n network.Network, m Meeting, of body.Body) calendar.Event {
	place := m.Place
	if m.Link != "" {
		place = strings.TrimPrefix(place+" · "+m.Link, " · ")
	}
	return calendar.Event{UID: m.ID + "@" + s.host(), Sequence: m.Sequence, Starts: m.Starts, Ends: m.Ends, Zone: m.Zone, Title: n.Code + ": " + m.Named(words, of, n), Place: place,
		Text: m.About, URL: s.address(words.Code(), n, m), Cancelled: m.State == Cancelled || m.State == Postponed, Stamp: s.now()}
}

// address is where a meeting is found, from outside.
func (s *Service) address(code string, n network.Network, m Meeting) string {
	return s.URL + "/" + code + "/" + strings.ToLower(n.Code) + "/meetings/" + strings.ToLower(m.Code)
}

// host is the name of the installation.
func (s *Service) host() string {
	u, err := url.Parse(s.URL)
	if err != nil || u.Hostname() == "" {
		return "pesnet.invalid"
	}
	return u.Hostname()
}

// sender is from where events come: the address of the installation's mail.
func (s *Service) sender() string {
	if s.Sender != "" {
		return s.Sender
	}
	return "meetings@" + s.host()
}
