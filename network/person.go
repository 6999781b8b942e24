package network

import (
	"context"
	"slices"

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
	password  string
	Version   int64
}

// Role is what a person does, for whom, and since when.
type Role struct {
	Network      string // id; empty = the whole installation
	Organisation string // id; empty = the network itself
	Role         string
	From, To     string
}

// Roles that the table of permission names.
const (
	Administrator  = "administrator"  // runs the installation
	Secretariat    = "secretariat"    // runs a network
	Representative = "representative" // speaks for a member
	Analyst        = "analyst"        // delivers and reads a member's figures
)

// Roles is every role, in the order in which they are offered.
var Roles = []string{
	Administrator, Secretariat, Representative, Analyst, "board_member", "board_alternate", "assessor",
	"employer_counsellor", "career_counsellor", "trainer", "evaluator", "auditor", "observer",
}

// Who is somebody who asks: a person with the roles of today, the operator at
// the command line, or nobody known.
type Who struct {
	Person
	Roles    []Role
	Operator bool // has the database in hand: may do everything, and is recorded
}

// Operator is who runs commands on the machine itself.
var Operator = Who{Person: Person{ID: "operator", Name: "operator"}, Operator: true}

// SignedIn tells whether it is known who asks.
func (w Who) SignedIn() bool { return w.ID != "" }

// Has tells whether somebody has one of the roles in a network or in the
// whole installation.
func (w Who) Has(network string, roles ...string) bool {
	return slices.ContainsFunc(w.Roles, func(r Role) bool {
		return slices.Contains(roles, r.Role) && (r.Network == network || r.Network == "")
	})
}

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
