package body

import (
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/letter"
	"pesnet/network"
)

// ByID returns a body with the last wording of its mandate, in a transaction
// of the caller, who has asked whether it may be known.
func ByID(tx *db.Tx, id string) (Body, error) {
	return whole(tx, func() (Body, error) { return bodyByID(tx, id) }, id)
}

// ByCode returns the body of a code, in capitals or not, as ByID does.
func ByCode(tx *db.Tx, networkID, code string) (Body, error) {
	return whole(tx, func() (Body, error) { return bodyByCode(tx, networkID, strings.ToUpper(code)) }, code)
}

func whole(tx *db.Tx, read func() (Body, error), asked string) (Body, error) {
	b, err := read()
	if err == db.ErrNone {
		return b, fault.New(fault.Missing, "body.unknown", "code", asked)
	}
	if err != nil {
		return b, err
	}
	all, err := mandatesOf(tx, b.ID)
	return b.onDay(all, never), err
}

// On returns the bodies of a network that are there on a day, with their
// mandates of that day, in the order in which they are listed.
func On(tx *db.Tx, networkID, day string) ([]Body, error) {
	all, err := Ever(tx, networkID, day)
	return slices.DeleteFunc(all, func(b Body) bool { return !b.Holds(day) }), err
}

// Ever returns all bodies of a network, also those that are closed, with their
// mandates of a day.
func Ever(tx *db.Tx, networkID, day string) ([]Body, error) {
	all, err := bodies(tx, networkID)
	if err != nil {
		return nil, err
	}
	words, err := mandates(tx, networkID)
	for i := range all {
		all[i] = all[i].onDay(words, day)
	}
	slices.SortStableFunc(all, func(a, b Body) int { return slices.Index(Kinds, a.Kind) - slices.Index(Kinds, b.Kind) })
	return all, err
}

// Followed returns the bodies that somebody can follow in a calendar: those of
// the networks in which they work, and those in which they have a seat. It is
// open to all: whoever asks has shown who they are.
func (s *Service) Followed(tx *db.Tx, who network.Who) (all []letter.Followed, err error) {
	networks, err := network.All(tx)
	if err != nil {
		return nil, err
	}
	for _, n := range networks {
		bodies, err := On(tx, n.ID, s.networks.Today(n))
		if err != nil {
			return nil, err
		}
		for _, b := range bodies {
			if network.May(who, "body.read-people", network.Resource{Network: n.ID, Body: b.ID}).Allowed {
				all = append(all, letter.Followed{ID: b.ID, Network: n.Code, Name: b.Name})
			}
		}
	}
	return all, nil
}

// SeatsOn returns the seats of a body on a day, the chair first.
func SeatsOn(tx *db.Tx, bodyID, day string) ([]Seat, error) {
	all, err := seatsOn(tx, bodyID, day)
	inOrder(all)
	return all, err
}

// SeatsOf returns the seats that a person has on a day, in all networks.
func SeatsOf(tx *db.Tx, personID, day string) ([]Seat, error) {
	return seatsOfPerson(tx, personID, day)
}

// Contact is a person of a network, for whom the person acts, and how the
// person is reached.
type Contact struct {
	Person       network.Person
	Organisation network.Organisation
	Role         string // representative, or that of the seat
	Body         string // id of the body of the seat; empty where it is a role of the network
	Email, Phone string
	Languages    string // codes, parted by spaces
	Topics       string // codes, parted by spaces
	Photo        string // kind of the picture; empty = none
}

// Representatives returns who speaks for the members of a network on a day:
// those with the role of a representative, and those who have a member's seat
// in the board or the assembly. Each person is there once for an organisation.
func Representatives(tx *db.Tx, networkID, day string) ([]Contact, error) {
	all, err := actingOn(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	members, err := network.MembersOn(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	counted := map[string]bool{}
	for _, m := range members {
		counted[m.Organisation.ID] = counted[m.Organisation.ID] || m.Membership.Counts()
	}
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(c Contact) bool {
		key := c.Person.ID + " " + c.Organisation.ID
		out := !counted[c.Organisation.ID] || c.Role != network.Representative && c.Role != "member" || seen[key]
		seen[key] = seen[key] || !out
		return out
	})
	return all, fill(tx, all)
}

// contactsOn returns everybody who acts for an organisation in a network on a
// day.
func contactsOn(tx *db.Tx, networkID, day string) ([]Contact, error) {
	all, err := actingOn(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	return all, fill(tx, all)
}

// actingOn is contactsOn by the ids alone: those who act by a role first, then
// those who have a seat in the board or the assembly.
func actingOn(tx *db.Tx, networkID, day string) (all []Contact, err error) {
	holders, err := network.HoldersOn(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	for _, h := range holders {
		if h.Role.Organisation != "" {
			all = append(all, Contact{Person: network.Person{ID: h.Person.ID}, Organisation: network.Organisation{ID: h.Role.Organisation}, Role: h.Role.Role})
		}
	}
	leading, err := On(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	leads := map[string]bool{}
	for _, b := range leading {
		leads[b.ID] = b.Kind == "board" || b.Kind == "assembly"
	}
	seats, err := networkSeatsOn(tx, networkID, day)
	if err != nil {
		return nil, err
	}
	for _, s := range seats {
		if s.Person != "" && s.Organisation != "" && leads[s.Body] {
			all = append(all, Contact{Person: network.Person{ID: s.Person}, Organisation: network.Organisation{ID: s.Organisation}, Role: s.Role, Body: s.Body})
		}
	}
	return all, nil
}

// fill completes contacts of which only the ids are known.
func fill(tx *db.Tx, all []Contact) error {
	var people, services []string
	for _, c := range all {
		people, services = append(people, c.Person.ID), append(services, c.Organisation.ID)
	}
	persons, err := network.PersonsByID(tx, people)
	if err != nil {
		return err
	}
	organisation, err := network.OrganisationsOf(tx, services...)
	if err != nil {
		return err
	}
	reached, err := contactData(tx, people)
	if err != nil {
		return err
	}
	person := by(persons, func(p network.Person) string { return p.ID })
	at := by(reached, func(r Reached) string { return r.Person })
	for i := range all {
		c := &all[i]
		r := at[c.Person.ID]
		c.Person, c.Organisation = person[c.Person.ID], organisation[c.Organisation.ID]
		c.Email, c.Phone, c.Languages, c.Topics, c.Photo = r.Email, r.Phone, r.Languages, r.Topics, r.Photo
	}
	return nil
}

// by is a list by the ids of its things.
func by[T any](all []T, id func(T) string) map[string]T {
	m := make(map[string]T, len(all))
	for _, one := range all {
		m[id(one)] = one
	}
	return m
}

// AddressOf returns the mail address of a person: the one in the directory, or
// the name to sign in with where that is an address; empty where neither is.
func AddressOf(tx *db.Tx, personID string) (string, error) {
	reached, err := contactData(tx, []string{personID})
	if err != nil {
		return "", err
	}
	if len(reached) > 0 && reached[0].Email != "" {
		return reached[0].Email, nil
	}
	people, err := network.PersonsByID(tx, []string{personID})
	if err != nil || len(people) == 0 || !strings.Contains(people[0].Login, "@") {
		return "", err
	}
	return people[0].Login, nil
}
