package privacy

import (
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// Request is what a person asks for by Articles 15 to 21 GDPR.
type Request struct {
	No        int64
	Person    string
	Name      string // of the person
	Network   string // id
	Kind      string
	Text      string
	Lang      string // of the letters
	State     string
	Identity  string // how it was made sure who asks
	Asked     time.Time
	AskedOn   string // the day in the network's time zone
	Due       string // last day of the answer
	Longer    string // reason for two more months
	Outcome   string
	Exception string // that a refusal rests on: "17-3-b"
	Reason    string
	DecidedAt time.Time
	DecidedBy string
	Version   int64
}

// States of a request.
const (
	Asked   = "asked"
	Checked = "checked" // it is sure who asks
	Decided = "decided"
)

// Kinds are what can be asked for.
var Kinds = []string{"access", "rectification", "erasure", "restriction", "portability", "objection"}

var (
	identities = []string{"signed-in", "document", "known", "called-back"}
	outcomes   = []string{"granted", "partly", "refused"}
)

// exceptions are the grounds on which a request of a kind may be refused.
var exceptions = map[string][]string{
	"access":        {"12-5", "15-4"},
	"rectification": {"12-5", "16"},
	"erasure":       {"12-5", "17-3-b", "17-3-d", "17-3-e"},
	"restriction":   {"12-5", "18"},
	"portability":   {"12-5", "20-3", "20-4"},
	"objection":     {"12-5", "21-1", "21-6"},
}

const longestText = 4000 // letters

// Check finds what cannot be taken of a request.
//
// Rule privacy.request: a request says what is asked for; what is to be
// rectified, restricted or objected to is said in words. No reason is asked
// for access, erasure or portability.
func (r Request) Check() error {
	var wrong fault.Many
	if !slices.Contains(Kinds, r.Kind) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request.kind").On("kind"))
	}
	needed := r.Kind == "rectification" || r.Kind == "restriction" || r.Kind == "objection"
	if needed && strings.TrimSpace(r.Text) == "" {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request").On("text"))
	}
	if len([]rune(r.Text)) > longestText {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request.long", "most", longestText).On("text"))
	}
	return wrong.Err()
}

// Decision ends a request.
type Decision struct {
	Outcome   string
	Exception string
	Reason    string
}

// check finds what cannot be taken of a decision.
//
// Rule privacy.request-decision: a request is decided once it is sure who
// asks; a refusal, whole or in part, names the exception of the Regulation and
// says why. Nobody decides on a request of their own.
func (d Decision) check(r Request, who string) error {
	if r.State == Decided {
		return fault.New(fault.Conflict, "privacy.request.closed")
	}
	if r.State != Checked {
		return fault.New(fault.Conflict, "privacy.request.identity").On("identity")
	}
	if who == r.Person {
		return fault.New(fault.Forbidden, "privacy.request-decision")
	}
	var wrong fault.Many
	if !slices.Contains(outcomes, d.Outcome) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request.outcome").On("outcome"))
	}
	if d.Outcome != "granted" && !slices.Contains(exceptions[r.Kind], d.Exception) {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request.exception").On("exception"))
	}
	if d.Outcome != "granted" && strings.TrimSpace(d.Reason) == "" {
		wrong = append(wrong, fault.New(fault.Invalid, "privacy.request.reason").On("reason"))
	}
	return wrong.Err()
}

// portable tells which part of an export a person may take along.
//
// Rule privacy.portable: portability covers what rests on consent or contract,
// not what an authority keeps for its task. Art. 20(3) GDPR.
func portable(basis string) bool {
	return basis == "6-1-a" || basis == "6-1-b" || basis == "9-2-a"
}
