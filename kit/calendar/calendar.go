// Package calendar writes what calendars read (RFC 5545): an invitation that
// comes by mail, its updates and its cancel, and a feed that a calendar
// fetches again and again.
//
// A client shows one event for all messages that share a UID; the message
// with the highest SEQUENCE counts, and among those of one SEQUENCE the one
// with the latest DTSTAMP.
package calendar

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Methods of a message.
const (
	Request = "REQUEST" // invites, or changes an invitation
	Cancel  = "CANCEL"
	Publish = "PUBLISH" // tells without asking for an answer
)

// Roles and answers of a party.
const (
	Chair    = "CHAIR"
	Required = "REQ-PARTICIPANT"
	Optional = "OPT-PARTICIPANT"
	Informed = "NON-PARTICIPANT"

	Open      = "NEEDS-ACTION"
	Accepted  = "ACCEPTED"
	Declined  = "DECLINED"
	Tentative = "TENTATIVE"
)

// Event is something that takes place.
type Event struct {
	UID          string // the same for every message about the event
	Sequence     int    // rises with every change that people must hear of
	Starts, Ends time.Time
	Zone         string // name of the time zone whose clock counts; "" = UTC
	Title, Place string
	Text, URL    string
	Organizer    Party
	Attendees    []Party
	Cancelled    bool
	Stamp        time.Time // when the message is written
}

// Party is who calls or who is called.
type Party struct {
	Name, Address string
	Role          string // "" = Required
	Status        string // "" = Open
}

// Invitation returns the message that invites, changes or cancels. Without a
// method a cancelled event is cancelled, and any other one requested.
func Invitation(e Event, method string) ([]byte, error) {
	switch {
	case method == "" && e.Cancelled, method == Cancel:
		method, e.Cancelled = Cancel, true
	case method == "":
		method = Request
	case method != Request && method != Publish:
		return nil, fmt.Errorf("calendar: no method %q", method)
	}
	if e.Organizer.Address == "" {
		return nil, errors.New("calendar: an invitation has an organizer")
	}
	cal := begin(method)
	if err := add(cal, []Event{e}); err != nil {
		return nil, err
	}
	return []byte(cal.Serialize(ics.WithNewLine("\r\n"))), nil
}

// Feed returns a calendar to subscribe to. Who is called is left out: a feed
// says when and where, and nobody answers to it.
func Feed(name string, events []Event) ([]byte, error) {
	cal := begin(Publish)
	name = clean(name)
	cal.SetName(name)
	cal.SetXWRCalName(name)
	cal.SetRefreshInterval(again) // the library adds that it is a duration
	cal.SetXPublishedTTL(again)
	open := make([]Event, len(events))
	for i, e := range events {
		e.Organizer, e.Attendees = Party{}, nil
		open[i] = e
	}
	if err := add(cal, open); err != nil {
		return nil, err
	}
	return []byte(cal.Serialize(ics.WithNewLine("\r\n"))), nil
}

// again is how often calendars are asked to fetch a feed.
const again = "PT1H"

func begin(method string) *ics.Calendar {
	cal := ics.NewCalendarFor("pesnet")
	cal.SetProductId("-//pesnet//pesnet//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.Method(method))
	return cal
}

// add writes the zones that events need, and then the events.
func add(cal *ics.Calendar, events []Event) error {
	for _, zone := range zonesOf(events) {
		component, err := zone.component()
		if err != nil {
			return err
		}
		cal.AddVTimezone(component)
	}
	for _, e := range events {
		component, err := e.component()
		if err != nil {
			return err
		}
		cal.AddVEvent(component)
	}
	return nil
}

func (e Event) component() (*ics.VEvent, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	v := ics.NewEvent(clean(e.UID))
	v.SetSequence(e.Sequence)
	v.SetDtStampTime(e.Stamp)
	v.SetLastModifiedAt(e.Stamp)
	e.setTime(&v.ComponentBase, ics.ComponentPropertyDtStart, e.Starts)
	e.setTime(&v.ComponentBase, ics.ComponentPropertyDtEnd, e.Ends)
	v.SetSummary(clean(e.Title))
	if place := clean(e.Place); place != "" {
		v.SetLocation(place)
	}
	if text := clean(e.Text); text != "" {
		v.SetDescription(text)
	}
	if address := plain(e.URL); address != "" {
		v.SetURL(address)
	}
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	if e.Organizer.Address != "" {
		v.Properties = append(v.Properties, e.Organizer.line("ORGANIZER", nil))
	}
	for _, p := range e.Attendees {
		v.Properties = append(v.Properties, p.line("ATTENDEE", p.asked()))
	}
	return v, nil
}

func (e Event) check() error {
	switch {
	case clean(e.UID) == "":
		return errors.New("calendar: an event has a UID")
	case e.Starts.IsZero() || e.Stamp.IsZero():
		return fmt.Errorf("calendar: event %s has no time", e.UID)
	case e.Ends.Before(e.Starts):
		return fmt.Errorf("calendar: event %s ends before it starts", e.UID)
	case e.Sequence < 0:
		return fmt.Errorf("calendar: event %s has the sequence %d", e.UID, e.Sequence)
	}
	if _, err := time.LoadLocation(e.Zone); err != nil {
		return fmt.Errorf("calendar: %w", err)
	}
	for _, p := range e.parties() {
		if a, err := mail.ParseAddress(p.Address); err != nil || a.Address != p.Address {
			return fmt.Errorf("calendar: %q is no mail address", p.Address)
		}
	}
	return nil
}

func (e Event) parties() []Party {
	if e.Organizer.Address == "" {
		return e.Attendees
	}
	return append([]Party{e.Organizer}, e.Attendees...)
}

// asked are the parameters of somebody who is called.
func (p Party) asked() map[string][]string {
	role, status := p.Role, p.Status
	if role == "" {
		role = Required
	}
	if status == "" {
		status = Open
	}
	rsvp := "FALSE"
	if status == Open {
		rsvp = "TRUE"
	}
	return map[string][]string{"CUTYPE": {"INDIVIDUAL"}, "ROLE": {role}, "PARTSTAT": {status}, "RSVP": {rsvp}}
}

// line is the property of a party. The name goes with the name of the
// property, as the library puts backslashes into values of parameters, which
// no reader takes out again.
func (p Party) line(property string, with map[string][]string) ics.IANAProperty {
	if name := parameter(p.Name); name != "" {
		property += ";CN=" + name
	}
	return ics.IANAProperty{BaseProperty: ics.BaseProperty{IANAToken: property, ICalParameters: with, Value: mailto(p.Address)}}
}

// mailto is the address as a URI.
func mailto(address string) string {
	var b strings.Builder
	b.WriteString("mailto:")
	for _, c := range []byte(address) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("@.-_~+!$&'*=/", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
