package privacy

import (
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Activity is something that is done with personal data, as Art. 30 GDPR has
// it recorded.
type Activity struct {
	ID         string
	Network    string // id
	Code       string
	Name       lang.Text
	Purpose    lang.Text
	Controller string // code of the organisation
	Basis      string // one of Bases
	Law        string // the act that it rests on
	Data       List
	Persons    List
	Recipients List
	Safeguards List
	Transfers  string // outside the Union; empty = none
	Class      string // of the schedule: how long it is kept
	DPIA       string // impact assessment: no, needed or done
	From, To   string
	Version    int64
}

// List is codes parted by spaces, as the database keeps them.
type List string

// Codes are the codes of the list.
func (l List) Codes() []string { return strings.Fields(string(l)) }

func listOf(codes []string) List { return List(strings.Join(codes, " ")) }

// What an activity may name, in the order of the form.
var (
	// Bases are the lawful bases. An authority may not rest its tasks on
	// legitimate interests, so 6(1)(f) is none of them.
	Bases      = []string{"6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "9-2-a", "9-2-b", "9-2-g"}
	dataKinds  = []string{"name", "contact", "role", "session", "deeds", "text", "profile", "health"}
	personas   = []string{"representatives", "staff", "visitors", "jobseekers", "employers"}
	receivers  = []string{"own", "members", "public", "processor", "countries"}
	safeguards = []string{"roles", "record", "encryption", "readings", "retention", "hidden-counts"}
	dpiaStates = []string{"no", "needed", "done"}
)

var activityCode = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)

// Check finds what cannot be taken of an activity.
//
// Rule privacy.activity: a record of processing names the purpose, the
// controller, a lawful basis with the act that it rests on, whose data of
// which kinds, who receives them, how long they are kept and how they are
// protected.
func (a Activity) Check(classes []string) error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(!activityCode.MatchString(a.Code), "privacy.activity.code", "code")
	refuse(a.Name.In("") == "", "privacy.activity", "name")
	refuse(a.Purpose.In("") == "", "privacy.activity", "purpose")
	refuse(a.Controller == "", "privacy.activity", "controller")
	refuse(!slices.Contains(Bases, a.Basis), "privacy.activity", "basis")
	refuse(strings.TrimSpace(a.Law) == "", "privacy.activity", "law")
	refuse(!among(a.Data, dataKinds), "privacy.activity", "data")
	refuse(!among(a.Persons, personas), "privacy.activity", "persons")
	refuse(!among(a.Recipients, receivers), "privacy.activity", "recipients")
	refuse(!among(a.Safeguards, safeguards), "privacy.activity", "safeguards")
	refuse(!slices.Contains(classes, a.Class), "privacy.activity", "class")
	refuse(!slices.Contains(dpiaStates, a.DPIA), "privacy.activity", "dpia")
	return wrong.Err()
}

// among tells whether a list names something, and nothing unknown.
func among(l List, known []string) bool {
	codes := l.Codes()
	return len(codes) > 0 && !slices.ContainsFunc(codes, func(c string) bool { return !slices.Contains(known, c) })
}

// Holds tells whether the activity goes on on a day.
func (a Activity) Holds(day string) bool { return a.From <= day && (a.To == "" || day <= a.To) }
