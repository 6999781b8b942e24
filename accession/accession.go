// Package accession knows how an organisation joins a network and leaves it.
//
// An organisation applies, signs the documents that the charter names, checks
// itself on the points of the self-check, and is admitted or refused with
// grounds. It nominates a representative and writes down the task. Only when
// everything is there does it become a member:
//
//	applicant → forms_signed → active_without_representative → active ⇄ suspended
//	    └──────────────┴── refused               └──────┴─────────┴── withdrawn, revoked
//
// Who applied comes back by a link of their own, without an account.
package accession

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Application is an organisation on its way into a network, and out of it.
type Application struct {
	ID           string
	Network      string // id
	No           int64
	State        string
	Code         string // of the organisation: LT-UZT
	Kind         string
	Name         string
	NameLang     string
	Country      string
	Region       string
	Website      string
	Reason       string // why it wants to join
	Person       string // id of who applied
	Lang         string // of the letters
	AppliedOn    string
	MovedOn      string // day of the last step
	Decision     string
	Grounds      string
	Organisation string // id, once it is a member
	Version      int64

	key, keyUntil string
}

// States of an application.
const (
	Applicant   = "applicant"
	FormsSigned = "forms_signed"
	Admitted    = "active_without_representative"
	Active      = "active"
	Suspended   = "suspended"
	Withdrawn   = "withdrawn"
	Refused     = "refused"
	Revoked     = "revoked"
)

// States is every state, in the order of the way.
var States = []string{Applicant, FormsSigned, Admitted, Active, Suspended, Withdrawn, Refused, Revoked}

// ways says to which states one leads.
var ways = map[string][]string{
	Applicant:   {FormsSigned, Refused, Withdrawn},
	FormsSigned: {Admitted, Refused, Withdrawn},
	Admitted:    {Active, Withdrawn, Revoked},
	Active:      {Suspended, Withdrawn, Revoked},
	Suspended:   {Active, Withdrawn, Revoked},
}

// leads refuses a step that the way does not have.
//
// Rule accession.way: an application goes the way from applicant to member step
// by step; what is refused, withdrawn or revoked stays so, and who wants to
// join after all applies again.
func (a Application) leads(to string) error {
	if !slices.Contains(ways[a.State], to) {
		return fault.New(fault.Conflict, "accession.way", "from", a.State, "to", to)
	}
	return nil
}

// Over tells whether nothing follows.
func (a Application) Over() bool { return len(ways[a.State]) == 0 }

// Before tells whether it joined before its application was kept here: whoever
// applies says why.
func (a Application) Before() bool { return a.Reason == "" }

// Decided tells whether it has been decided on.
func (a Application) Decided() bool { return a.State != Applicant && a.State != FormsSigned }

const (
	longest     = 500
	longestText = 4000
)

var codePattern = regexp.MustCompile(`^[A-Z]{2,3}(-[A-Z0-9]{1,20}){1,3}$`)

// Check finds what cannot be taken of an application.
//
// Rule accession.apply: an application names the organisation, what it is, and
// why it wants to join.
func (a Application) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(strings.TrimSpace(a.Name) == "" || len(a.Name) > longest, "accession.apply.name", "name", "most", longest)
	refuse(!code.Language(a.NameLang).Known(), "network.organisation.lang", "namelang")
	refuse(a.Code != "" && !codePattern.MatchString(a.Code), "network.organisation.code", "code")
	refuse(!slices.Contains(network.Kinds, a.Kind), "network.organisation.kind", "kind")
	refuse(a.Country != "" && !code.Country(a.Country).Known(), "network.organisation.country", "country")
	refuse(a.Website != "" && !strings.HasPrefix(a.Website, "https://") && !strings.HasPrefix(a.Website, "http://"), "network.organisation.website", "website")
	refuse(strings.TrimSpace(a.Reason) == "" || len(a.Reason) > longestText, "accession.apply", "reason", "most", longestText)
	return wrong.Err()
}

// Contact is a person as somebody names them.
type Contact struct{ Name, Email, Lang string }

// Check finds what cannot be taken of a person.
func (c Contact) Check() error {
	var wrong fault.Many
	if strings.TrimSpace(c.Name) == "" || len(c.Name) > longest {
		wrong = append(wrong, fault.New(fault.Invalid, "network.person.name").On("person"))
	}
	if a, err := mail.ParseAddress(c.Email); err != nil || a.Address != c.Email || len(c.Email) > 254 {
		wrong = append(wrong, fault.New(fault.Invalid, "accession.email").On("email"))
	}
	return wrong.Err()
}

// Points of the self-check, in the order of the SPUNE working procedure; a
// charter says how many of them count.
var Points = []string{"experience", "time", "resources", "relating", "motivating", "coordinated", "interest"}

// Answers to a point.
var Answers = []string{"yes", "partly", "no"}

// Answer is what an organisation says of itself on a point.
type Answer struct{ Point, Answer, Remark string }

// Nominee is who represents the organisation, from a day on.
type Nominee struct {
	ID     string
	Person string // id
	Task   string // as the organisation wrote it down
	From   string
}

// Step is a state that was reached.
type Step struct {
	State, Day, Reason, Who string
}
