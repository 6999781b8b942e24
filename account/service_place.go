package account

import (
	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/network"
)

// place remembers from where somebody has signed in, and tells whether they had
// not been there before; then they are told by mail.
func (s *Service) place(tx *db.Tx, p network.Person) (isStrange bool, err error) {
	now := s.now()
	here := visitOf(tx.Context()).places(p.ID)
	known, err := placesOf(tx, p.ID, now.Add(-placeLife))
	if err != nil {
		return false, err
	}
	if err := deletePlacesSeen(tx, now.Add(-placeLife)); err != nil {
		return false, err
	}
	if err := putPlaces(tx, p.ID, here, now); err != nil || !strange(known, here) {
		return false, err
	}
	return true, s.tellOfPlace(tx, p)
}

// tellOfPlace writes to somebody that they have signed in where they had not
// been before. The address is left out: it says where the person is.
func (s *Service) tellOfPlace(tx *db.Tx, p network.Person) error {
	if err := s.record(tx, network.Who{Person: p}, "network.new-place", "person "+p.ID, nil); err != nil {
		return err
	}
	if s.Words == nil {
		return nil
	}
	words := s.Words(p.Lang)
	if words == nil {
		words = s.Words("en")
	}
	seen := device(visitOf(tx.Context()).Agent)
	if seen == "" {
		seen = words.T("account.session.unknown-device")
	}
	_, err := mail.Put(tx, s.now(), mail.Letter{To: p.ID, Kind: "account.place", Urgent: true, About: "person " + p.ID,
		Subject: words.T("account.place.subject"), Text: words.T("account.place.text", "device", seen, "time", words.DateTime(s.now().UTC())),
		Link: s.options.URL + "/" + words.Code() + "/account"})
	return err
}

// arrivedWhere tells whether somebody is signed in, now, from where they had
// not been before. Who still waits for a second factor has not arrived.
func (s *Service) arrivedWhere(tx *db.Tx, a arrival) (isStrange bool, err error) {
	if a.Means == byDemonstration {
		return false, nil
	}
	has, err := hasFactor(tx, a.Person.ID)
	if err != nil {
		return false, err
	}
	roles, err := network.RolesOn(tx, a.Person.ID, s.day())
	if err != nil || wanting(session{Means: a.Means, Strong: a.Strong}, has, roles, s.options.factors()) != "" {
		return false, err
	}
	return s.place(tx, a.Person)
}
