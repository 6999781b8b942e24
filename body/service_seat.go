package body

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// NewSeat is a seat as it is given: by codes and names.
type NewSeat struct {
	Body         string // code
	Organisation string // code; empty where the seat is nobody's
	Email, Name  string // of the person; empty where the seat is vacant
	Lang         string // of the person
	Role, Region string
	From, To     string
	Source       string
}

// GiveSeat gives a person, or an organisation, a seat in a body. Somebody who
// is not known yet is added by name and address.
func (s *Service) GiveSeat(ctx context.Context, who network.Who, n network.Network, give NewSeat) (seat Seat, err error) {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return seat, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		seat, err = once.Do(tx, s.now(), func() (Seat, error) { return s.giveSeat(tx, who, n, give) })
		return err
	})
	return seat, err
}

func (s *Service) giveSeat(tx *db.Tx, who network.Who, n network.Network, give NewSeat) (seat Seat, err error) {
	b, err := ByCode(tx, n.ID, give.Body)
	if err != nil {
		return seat, err
	}
	seat = Seat{Network: n.ID, Body: b.ID, Role: give.Role, Region: give.Region, From: give.From, To: give.To, Source: give.Source}
	if give.Organisation != "" {
		o, err := network.OrganisationByCode(tx, give.Organisation)
		if err != nil {
			return seat, fault.Of(err).On("organisation")
		}
		seat.Organisation = o.ID
	}
	if give.Email != "" || give.Name != "" {
		p, err := named(tx, give, n)
		if err != nil {
			return seat, err
		}
		seat.Person = p.ID
	}
	if seat, err = Sit(tx, seat); err != nil {
		return seat, err
	}
	return seat, s.record(tx, who, n, "body.give-seat", "seat "+seat.ID, seat)
}

// named returns the person of an address, or adds somebody of that name.
func named(tx *db.Tx, give NewSeat, n network.Network) (network.Person, error) {
	p, err := network.PersonByLogin(tx, give.Email)
	if err != db.ErrNone {
		return p, err
	}
	if strings.TrimSpace(give.Name) == "" || len(give.Name) > longest {
		return p, fault.New(fault.Invalid, "network.person.name").On("name")
	}
	if !mailbox(give.Email) {
		return p, fault.New(fault.Invalid, "body.email").On("email")
	}
	if give.Lang == "" {
		give.Lang = "en"
	}
	return network.AddPerson(tx, network.Person{Login: give.Email, Name: strings.TrimSpace(give.Name), Lang: give.Lang, Fictional: n.Fictional})
}

// Sit puts a seat into a body, in a transaction of the caller, who has asked
// whether that may be done; every rule of seats is kept.
func Sit(tx *db.Tx, seat Seat) (Seat, error) {
	if err := fits(tx, seat); err != nil {
		return seat, err
	}
	seat.ID, seat.Version = db.ID(), 1
	return seat, insertSeats(tx, seat)
}

// fits asks every rule of seats.
func fits(tx *db.Tx, seat Seat) error {
	b, err := ByID(tx, seat.Body)
	if err != nil {
		return err
	}
	others, err := seatsOf(tx, b.ID)
	if err != nil {
		return err
	}
	charter, err := network.CharterOf(tx, b.Network)
	if err != nil {
		return err
	}
	if err := seat.Check(b, others, limitsOf(charter, b.Kind, seat.From)); err != nil {
		return err
	}
	claims, err := network.Claims(tx, b.Network)
	if err != nil {
		return err
	}
	all := make([]network.Membership, len(claims))
	for i, c := range claims {
		all[i] = c.Membership
	}
	return seat.belongs(all)
}

// Seat returns a seat with who has it, to be changed.
func (s *Service) Seat(ctx context.Context, who network.Who, n network.Network, id string) (h Held, err error) {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return h, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if h.Seat, err = ownSeat(tx, n, id); err != nil {
			return err
		}
		one := []Contact{{Person: network.Person{ID: h.Person}, Organisation: network.Organisation{ID: h.Organisation}}}
		err := fill(tx, one)
		h.Holder, h.Service, h.Email = one[0].Person, one[0].Organisation, one[0].Email
		return err
	})
	return h, err
}

// ChangeSeat changes role, region and dates of a seat; who has it stays. The
// seat has the version that was read.
func (s *Service) ChangeSeat(ctx context.Context, who network.Who, n network.Network, change Seat) error {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := ownSeat(tx, n, change.ID)
		if err != nil {
			return err
		}
		now := old
		now.Role, now.Region, now.From, now.To, now.Source, now.Version = change.Role, change.Region, change.From, change.To, change.Source, change.Version
		if err := fits(tx, now); err != nil {
			return err
		}
		if err := network.Changed(updateSeat(tx, now)); err != nil {
			return err
		}
		return s.record(tx, who, n, "body.change-seat", "seat "+now.ID, map[string]any{"before": old, "after": now})
	})
}

func ownSeat(tx *db.Tx, n network.Network, id string) (Seat, error) {
	seat, err := seatByID(tx, n.ID, id)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "body.seat.unknown")
	}
	return seat, err
}

// Vacate ends the seats of an organisation, or only those that a person has
// for it, in all bodies of a network on a day, in a transaction of the caller:
// the membership ends, or somebody else comes. A seat that begins only
// afterwards is never taken.
func Vacate(tx *db.Tx, networkID, organisation, person, last string) error {
	all, err := seatsBeyond(tx, networkID, organisation, last)
	if err != nil {
		return err
	}
	for _, seat := range all {
		if person != "" && seat.Person != person {
			continue
		}
		seat.To = last
		if err := network.Changed(updateSeat(tx, seat)); err != nil {
			return err
		}
	}
	return nil
}

// SeatsOfPerson returns the seats of a person as permission asks for them, in
// a transaction of the caller. It is open to all areas.
func (s *Service) SeatsOfPerson(tx *db.Tx, person, day string) ([]network.Seat, error) {
	all, err := seatsOfPerson(tx, person, day)
	seats := make([]network.Seat, len(all))
	for i, one := range all {
		seats[i] = network.Seat{Network: one.Network, Body: one.Body, Organisation: one.Organisation, Role: one.Role}
	}
	return seats, err
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Contact *contactKept `json:"contact"`
		Seats   []seatKept   `json:"seats"`
	}{Seats: []seatKept{}}
	reached, err := contactData(tx, []string{person})
	if err != nil {
		return nil, err
	}
	for _, r := range reached {
		kept.Contact = &contactKept{r.Email, r.Phone, strings.Fields(r.Languages), strings.Fields(r.Topics), r.Photo != ""}
	}
	seats, err := seatsEverOf(tx, person)
	if err != nil {
		return nil, err
	}
	for _, one := range seats {
		b, err := bodyByID(tx, one.Body)
		if err != nil {
			return nil, err
		}
		kept.Seats = append(kept.Seats, seatKept{b.Code, one.Role, one.From, one.To})
	}
	return kept, nil
}

type contactKept struct {
	Email     string   `json:"email"`
	Phone     string   `json:"phone"`
	Languages []string `json:"languages"`
	Topics    []string `json:"topics"`
	Photo     bool     `json:"photo"`
}

type seatKept struct {
	Body string `json:"body"`
	Role string `json:"role"`
	From string `json:"from"`
	To   string `json:"to,omitempty"`
}

// distinctLanguages keeps the known codes of languages, each once.
func distinctLanguages(all []string) string {
	return strings.Join(slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(all))), func(l string) bool { return !code.Language(l).Known() }), " ")
}
