package privacy

import (
	"cmp"
	"slices"
	"time"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Consent allows one kind of a person's data for one country.
type Consent struct {
	ID          string
	Person      string
	Category    string
	Destination string // country, ISO 3166-1; for special categories id of an organisation
	Given       time.Time
	Expires     string    // last day
	Ended       time.Time // withdrawn, or closed after its last day
	Wording     string    // SHA-256 of the words that were shown
	Lang        string
	keeper      network.Organisation // of a special category
}

// place is the country, or the code of the organisation.
func (c Consent) place() string { return cmp.Or(c.keeper.Code, c.Destination) }

// Categories are the kinds of data that a person allows apart from each
// other, in the order of the form.
var Categories = []string{"person", "wishes", "education", "trade", "experience", "other", "licence", "professions", "approvals", "courses", "languages", "summary", "skills"}

// Destinations are the countries to which jobs and people are exchanged by
// Regulation (EU) 2016/589: the Union, Iceland, Liechtenstein, Norway,
// Switzerland.
var Destinations = []string{"AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}

// Live tells whether a consent holds on a day.
//
// Rule privacy.consent-live: a consent holds from the day on which it is given
// for one year, unless it is withdrawn before.
func (c Consent) Live(day string) bool { return c.Ended.IsZero() && day <= c.Expires }

// lastDay is the last day of a consent that is given on a day.
func lastDay(day string) (string, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", err
	}
	return addMonths(t, 12).AddDate(0, 0, -1).Format(time.DateOnly), nil
}

// Allowed tells whether a kind of data may go to a country on a day.
//
// Rule privacy.consent-needed: data of a person leave for a country only while
// a consent to that kind of data and that country holds.
func Allowed(all []Consent, category, destination, day string) bool {
	return slices.ContainsFunc(all, func(c Consent) bool {
		return c.Category == category && c.Destination == destination && c.Live(day)
	})
}

// checkConsent finds what cannot be taken of a form of consent.
//
// Rule privacy.consent: a consent names what it is about and for which
// countries; nothing is ticked in advance.
func checkConsent(categories, destinations []string) error {
	var wrong fault.Many
	if len(categories) == 0 || unknown(categories, Categories) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.consent").On("category"))
	}
	if len(destinations) == 0 || unknown(destinations, Destinations) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.consent").On("destination"))
	}
	return wrong.Err()
}

func unknown(all, known []string) bool {
	return slices.ContainsFunc(all, func(one string) bool { return !slices.Contains(known, one) })
}

// Passed is that data of a person went to somebody.
type Passed struct {
	Person      string
	Network     string // id
	Category    string
	Destination string
	Recipient   string
	At          time.Time
}

// Notice tells a recipient what a person decided about data that it has.
type Notice struct {
	ID           string
	Person       string
	Name         string // of the person
	Network      string
	Recipient    string
	What         string // withdrawn, expired, rectification, erasure, restriction
	Category     string // empty = everything
	Made         time.Time
	Sent         time.Time
	Acknowledged time.Time
}

// notices are what recipients must be told, each once.
//
// Rule privacy.notice: whoever has received data of a person is told when the
// consent ends, and when the data are rectified, erased or restricted.
// Art. 7(3) and 19 GDPR.
func notices(passed []Passed, what string, about func(Passed) bool) (all []Notice) {
	for _, p := range passed {
		n := Notice{Person: p.Person, Network: p.Network, Recipient: p.Recipient, What: what, Category: p.Category}
		if about(p) && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
