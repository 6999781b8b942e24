package body

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/search"
	"pesnet/network"
)

// Reached is how a person is reached at work, and what about.
type Reached struct {
	Person       string // id
	Email, Phone string
	Languages    string // codes, parted by spaces
	Topics       string // codes, parted by spaces
	Photo        string // kind of the picture; empty = none
	Version      int64
}

// Topics are what one can ask the people of a network about, in the order in
// which they are offered.
var Topics = []string{"young_people", "vulnerable_groups", "older_workers", "career_guidance", "employers", "matching", "mobility",
	"labour_market", "indicators", "benchlearning", "evaluation", "digital", "training", "communication", "legal"}

var phonePattern = regexp.MustCompile(`^\+[0-9][0-9 ()/-]{5,29}$`)

// Check finds what cannot be taken of contact data.
//
// Rule body.contact: contact data are an address of e-mail, a telephone number
// with the code of its country, and languages and topics of the lists; each
// may be left out.
func (r Reached) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(r.Email != "" && !mailbox(r.Email), "body.email", "email")
	refuse(r.Phone != "" && !phonePattern.MatchString(r.Phone), "body.phone", "phone")
	refuse(slices.ContainsFunc(strings.Fields(r.Languages), unknownLanguage), "body.languages", "languages")
	refuse(slices.ContainsFunc(strings.Fields(r.Topics), func(t string) bool { return !slices.Contains(Topics, t) }), "body.topics", "topics")
	return wrong.Err()
}

// mailbox tells whether a text is a plain address of e-mail.
func mailbox(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && len(text) <= 254 && !strings.ContainsAny(text, "\r\n")
}

// Entry is a person in the directory of a network, with everything for which
// the person stands there.
type Entry struct {
	Contact
	Roles []string
}

// listed are the roles of a network whose holders stand in the directory; the
// holders of a seat in the board or the assembly stand there as well.
var listed = []string{network.Representative, network.Secretariat, "chair", "board_member", "board_alternate"}

// seatRole says which role of the network a seat is the same as.
var seatRole = map[string]string{"member": "board_member", "alternate": "board_alternate"}

// entries makes one entry of each person for an organisation.
func entries(all []Contact) (list []Entry) {
	for _, c := range all {
		role := c.Role
		if c.Body != "" && seatRole[role] != "" {
			role = seatRole[role]
		}
		if c.Body == "" && !slices.Contains(listed, role) {
			continue
		}
		i := slices.IndexFunc(list, func(e Entry) bool { return e.Person.ID == c.Person.ID && e.Organisation.ID == c.Organisation.ID })
		if i < 0 {
			list = append(list, Entry{Contact: c})
			i = len(list) - 1
		}
		if !slices.Contains(list[i].Roles, role) {
			list[i].Roles = append(list[i].Roles, role)
		}
	}
	return list
}

// Query is what somebody looks for in the directory.
type Query struct {
	Words    string
	Topic    string
	Language string
	Country  string
}

// Empty tells whether everybody is asked for.
func (q Query) Empty() bool { return q == Query{} }

// Matches tells whether an entry is what is looked for: every word is in the
// name or one of the organisation's names, whatever the marks.
func (q Query) Matches(e Entry) bool {
	if q.Topic != "" && !slices.Contains(strings.Fields(e.Topics), q.Topic) ||
		q.Language != "" && !slices.Contains(strings.Fields(e.Languages), q.Language) ||
		q.Country != "" && e.Organisation.Country != q.Country {
		return false
	}
	name := search.Fold(e.Person.Name)
	for word := range strings.FieldsSeq(search.Fold(q.Words)) {
		if !strings.Contains(name, word) && !e.Organisation.Matches(word) {
			return false
		}
	}
	return true
}
