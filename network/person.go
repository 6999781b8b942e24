package network

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Person is somebody who can sign in.
type Person struct {
	ID        string
	Login     string
	Name      string
	Lang      string    // of mail and of the first page
	About     lang.Text // what the person does
	Fictional bool
	Suspended string // day since which nothing is open to the person; empty = not
	Version   int64
}

// Role is what a person does, for whom, and since when.
type Role struct {
	ID           string
	Network      string // id; empty = the whole installation
	Organisation string // id; empty = the network itself
	Role         string
	From, To     string
	Office       bool // the organisation runs the network today
}

// Roles that the table of permission names.
const (
	Administrator  = "administrator"  // runs the installation
	Secretariat    = "secretariat"    // runs a network
	Representative = "representative" // speaks for a member
	Analyst        = "analyst"        // delivers and reads a member's figures
	MemberAdmin    = "member_admin"   // gives the roles of a member's staff
	Counsellor     = "career_counsellor"
	Auditor        = "auditor" // reads what was done
	DataOfficer    = "dpo"     // looks after personal data
	Observer       = "observer"
)

// Roles is every role, in the order in which they are offered.
var Roles = []string{
	Administrator, Secretariat, Representative, MemberAdmin, Analyst, "chair", "board_member", "board_alternate", "assessor",
	"employer_counsellor", "career_counsellor", "trainer", "evaluator", "auditor", "dpo", Observer,
}

// Check finds what cannot be taken of an invitation: a person and the role.
//
// Rule network.invite: a network gives the roles within itself; the
// installation is run by those whom its operator names.
func (r Role) Check(p Person) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(strings.TrimSpace(p.Name) == "" || len(p.Name) > Longest, "network.person.name", "name")
	refuse(!loginPattern.MatchString(p.Login), "network.person.login", "login")
	refuse(!slices.Contains(readers, p.Lang), "network.person.lang", "lang")
	refuse(r.Role == Administrator || !slices.Contains(Roles, r.Role), "network.invite", "role")
	refuse(!Day(r.From), "network.day", "from")
	return wrong.Err()
}

// loginPattern is a name to sign in with: an e-mail address or a short name.
var loginPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{2,99}$`)

// Who is somebody who asks: a person with the roles of today, the operator at
// the command line, or nobody known.
type Who struct {
	Person
	Roles    []Role
	Seats    []Seat // in the bodies of networks, today
	Operator bool   // has the database in hand: may do everything, and is recorded

	ActingFor string // id of the organisation that was chosen; empty = every one
	Waits     string // what must be done before anything else; empty = signed in
	Stale     bool   // has not shown for a while who they are
	Session   string // id

	Token string   // id of the token by which a program asks; empty = in person
	Scope []string // the actions that the token is for
}

// Seat is a place that somebody has in a body, as far as permission asks.
type Seat struct {
	Network      string // id
	Body         string // id
	Organisation string // id; empty where it is nobody's
	Role         string // chair, member, alternate, …
}

// Sits tells whether somebody has a seat in a body, in one of the roles, or in
// any when none is named.
func (w Who) Sits(body string, roles ...string) bool {
	return body != "" && slices.ContainsFunc(w.Seats, func(s Seat) bool {
		return s.Body == body && (len(roles) == 0 || slices.Contains(roles, s.Role))
	})
}

// What somebody must do who has come through the first door.
const (
	WaitsForCode   = "code"   // show the second factor
	WaitsForFactor = "factor" // set one up
	// Suspended waits for whoever has suspended them.
	Suspended = "suspended"
)

// Operator is who runs commands on the machine itself.
var Operator = Who{Person: Person{ID: "operator", Name: "operator"}, Operator: true}

// SignedIn tells whether it is known who asks.
func (w Who) SignedIn() bool { return w.ID != "" && w.Waits == "" }

// Has tells whether somebody has one of the roles in a network or in the
// whole installation.
func (w Who) Has(network string, roles ...string) bool {
	return slices.ContainsFunc(w.Roles, func(r Role) bool {
		return slices.Contains(roles, r.Role) && (r.Network == network || r.Network == "") && r.reaches()
	})
}

// In tells whether somebody has any role in a network.
func (w Who) In(network string) bool { return within(w, network) }

// ActsFor returns the ids of the organisations that somebody acts for in a
// network, in one of the roles, or in any when none is named.
func (w Who) ActsFor(network string, roles ...string) (ids []string) {
	for _, r := range w.Roles {
		if r.Organisation != "" && r.Network == network && (len(roles) == 0 || slices.Contains(roles, r.Role)) && !slices.Contains(ids, r.Organisation) {
			ids = append(ids, r.Organisation)
		}
	}
	return ids
}

type whoKey struct{}

// With returns a context that remembers who asks.
func With(ctx context.Context, who Who) context.Context {
	return context.WithValue(ctx, whoKey{}, who)
}

// From returns who asks, or nobody.
func From(ctx context.Context) Who {
	who, _ := ctx.Value(whoKey{}).(Who)
	return who
}
