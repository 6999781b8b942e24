// Package fault is the one error type whose words reach people.
//
// A fault says what kind of refusal it is, which rule or record refused (its
// ID), and the values the words need. The ID is the same everywhere: in the
// code, in the problem document of the API, and as the key of the words in
// lang/.
//
// Every other error is a defect of ours: the log sees all of it, the reader
// sees only that something broke.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is the reason a request was refused. The doors map it once: web to an
// HTTP status, cli to an exit code.
type Kind int

// The kinds of refusal. There are few on purpose; a new one must change how
// a door answers, not only what it says (that is what the ID is for).
const (
	Defect    Kind = iota // not a refusal: we broke
	Invalid               // what was asked breaks a rule
	Forbidden             // this person may not ask it
	Missing               // there is no such thing
	Conflict              // somebody got there first
	Unknown               // we do not know who asks: sign in first
	TooLarge              // more than we take
	TooOften              // asked again too soon
	Closed                // nobody can be served for now: the disk is full, the database is away
)

// Fault is a refusal.
type Fault struct {
	Kind  Kind
	ID    string // "meeting.notice"
	Args  []any  // "days", 5
	Field string // the field of the form that it stands beside, if any
}

// New returns a refusal. Args are name and value pairs for its words.
func New(kind Kind, id string, args ...any) *Fault {
	return &Fault{Kind: kind, ID: id, Args: args}
}

// On returns the refusal placed beside a field of a form.
func (f *Fault) On(field string) *Fault {
	placed := *f
	placed.Field = field
	return &placed
}

// Error is for logs; people are shown the words of the ID instead.
func (f *Fault) Error() string { return strings.TrimSpace(f.ID + " " + fmt.Sprint(f.Args...)) }

// Is makes errors.Is(err, fault) compare by ID.
func (f *Fault) Is(other error) bool {
	o, ok := other.(*Fault)
	return ok && o.ID == f.ID
}

// Many is several refusals of one request, as a form has them.
type Many []*Fault

// Error is for logs.
func (m Many) Error() string {
	all := make([]string, len(m))
	for i, f := range m {
		all[i] = f.Error()
	}
	return strings.Join(all, "; ")
}

// Err returns the refusals as an error, or nil when there are none.
func (m Many) Err() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// Of returns the fault inside err, or a Defect if there is none.
func Of(err error) *Fault { return All(err)[0] }

// ID returns the id of the fault inside err, or nothing where nothing failed.
func ID(err error) string {
	if err == nil {
		return ""
	}
	return Of(err).ID
}

// All returns every fault inside err; at least one, a Defect if there is none.
func All(err error) []*Fault {
	if many, ok := errors.AsType[Many](err); ok && len(many) > 0 {
		return many
	}
	if f, ok := errors.AsType[*Fault](err); ok {
		return []*Fault{f}
	}
	return []*Fault{New(Defect, "fault.defect")}
}
