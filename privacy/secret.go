package privacy

import (
	"pesnet/kit/fault"
	"pesnet/network"
)

// Special is what belongs to a special category of Art. 9 GDPR.
//
// Rule privacy.special: what belongs to a special category is kept sealed,
// with a key for each person that is itself sealed with the key of the
// installation; the key lies in a file of its own, not in the database.
type Special struct {
	ID           string `json:"-"`
	Person       string `json:"-"`
	Network      string `json:"-"`
	Organisation string `json:"-"` // id; whose counsellors may read it
	Category     string `json:"category"`
	Purpose      string `json:"purpose"`
	Until        string `json:"until"` // last day
	Text         string `json:"text"`
	sealed       string
}

// SpecialCategories are those of Art. 9 GDPR that a service meets.
var SpecialCategories = []string{"health", "disability", "origin", "union"}

// Purposes are what special categories are kept for.
var Purposes = []string{"adjustment", "placement", "safety"}

// check finds what cannot be kept on a day, with what the person allows.
//
// Rule privacy.special-consent: what belongs to a special category is kept and
// opened only while the person allows that category to the organisation; it is
// deleted when the consent ends. Art. 9(2)(a) GDPR.
//
// Rule privacy.special-until: it has a purpose and a last day, which is not
// after that of the consent; after it nobody opens it, and it is deleted.
func (p Special) check(all []Consent, today string) error {
	var wrong fault.Many
	if unknown([]string{p.Category}, SpecialCategories) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.special").On("special"))
	}
	if unknown([]string{p.Purpose}, Purposes) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.special").On("purpose"))
	}
	if p.Text == "" {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.special").On("note"))
	}
	if len(wrong) > 0 {
		return wrong
	}
	last := consentedUntil(all, p.Category, p.Organisation, today)
	switch {
	case last == "":
		return fault.New(fault.Forbidden, "privacy.special-consent")
	case !network.Day(p.Until) || p.Until < today || p.Until > last:
		return fault.New(fault.Invalid, "privacy.special-until").On("until")
	}
	return nil
}

// opens tells whether it may be opened on a day.
func (p Special) opens(all []Consent, today string) bool {
	return p.Until >= today && Allowed(all, p.Category, p.Organisation, today)
}

// consentedUntil is the last day of the consent that holds; empty = none does.
func consentedUntil(all []Consent, category, destination, day string) (last string) {
	for _, c := range all {
		if c.Category == category && c.Destination == destination && c.Live(day) {
			last = max(last, c.Expires)
		}
	}
	return last
}

// Counselled is somebody who allows counsellors of an organisation to keep
// special categories.
type Counselled struct {
	Person     string // id
	Name       string
	Categories []string
	Until      string // last day of what ends first
}
