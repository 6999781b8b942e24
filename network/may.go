package network

import (
	"maps"
	"slices"

	"pesnet/kit/fault"
)

// Resource is what an action is about: a network, an organisation in it, or
// neither.
type Resource struct {
	Network      string // id
	Organisation string // id
	Body         string // id
	Person       string // id of whom it belongs to, or who looks after it
}

// Decision is the answer to "may they?", with its reason.
type Decision struct {
	Allowed bool
	Reason  string // key of the words: whom the action is for
	Confirm bool   // allowed once the person has shown again who they are
}

// Err returns the refusal of a decision, or nil.
func (d Decision) Err() error {
	switch {
	case d.Allowed && d.Confirm:
		return fault.New(fault.Forbidden, "network.step-up")
	case d.Allowed:
		return nil
	case d.Reason == "network.may.sign-in":
		return fault.New(fault.Unknown, d.Reason)
	}
	return fault.New(fault.Forbidden, d.Reason)
}

// grant says whom an action is open to.
type grant struct {
	reason string // key of the words that name these people
	open   func(who Who, on Resource) bool
}

var (
	everybody   = grant{"network.may.everybody", func(Who, Resource) bool { return true }}
	nobody      = grant{"network.may.operator-alone", func(Who, Resource) bool { return false }}
	known       = grant{"network.may.signed-in", func(w Who, _ Resource) bool { return w.SignedIn() }}
	enrolling   = grant{"network.may.signed-in", func(w Who, _ Resource) bool { return w.SignedIn() || w.Waits == WaitsForFactor }}
	inNetwork   = grant{"network.may.in-network", func(w Who, on Resource) bool { return within(w, on.Network) }}
	secretariat = grant{"network.may.secretariat", func(w Who, on Resource) bool { return w.Has(on.Network, Secretariat, Administrator) }}
	operators   = grant{"network.may.administrator", func(w Who, _ Resource) bool { return w.Has("", Administrator) }}
	dataOffice  = grant{"network.may.data-office", func(w Who, on Resource) bool { return w.Has(on.Network, Secretariat, DataOfficer) }}
	officers    = grant{"network.may.data-officer", func(w Who, on Resource) bool { return w.Has(on.Network, DataOfficer) }}
	auditors    = grant{"network.may.auditors", func(w Who, on Resource) bool {
		return w.Has(on.Network, Administrator, Auditor, DataOfficer)
	}}
	counsellors = grant{"network.may.counsellors", func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network, Counsellor), on.Organisation)
	}}
	ownFigures = grant{"network.may.own-figures", func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network, Analyst, Representative), on.Organisation)
	}}
	seated   = grant{"network.may.seated", func(w Who, on Resource) bool { return w.Sits(on.Body) }}
	chairing = grant{"network.may.chairing", func(w Who, on Resource) bool {
		return w.Sits(on.Body, "chair", "first_vice", "second_vice", "secretary")
	}}
	ownVoice = grant{"network.may.own-voice", func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network, Representative), on.Organisation)
	}}
	colleagues = grant{"network.may.colleagues", func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network), on.Organisation)
	}}
	personally = grant{"network.may.personally", func(w Who, on Resource) bool {
		return w.SignedIn() && w.ID == on.Person && within(w, on.Network)
	}}
	applicant = grant{"network.may.applicant", func(w Who, on Resource) bool { return w.SignedIn() && w.ID == on.Person }}
	ownMember = grant{"network.may.own-member", func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network), on.Organisation)
	}}
)

// policy is the one table of permission: for each action, whom it is open to.
// The first grant names the people to ask when all refuse.
var policy = map[string][]grant{
	"network.read":              {everybody},
	"network.sign-in":           {everybody},
	"network.act":               {known},     // what concerns oneself alone: desk, sign-out
	"network.enrol":             {enrolling}, // what concerns one's own way in
	"network.change-factors":    {enrolling}, // passwords, passkeys and codes of one's own
	"network.break-glass":       {nobody},    // only with the database in hand
	"network.read-emergencies":  {operators},
	"network.change":            {secretariat},
	"network.change-roles":      {secretariat},
	"network.second":            {inNetwork, secretariat}, // what waits for a second pair of eyes; each by its own action
	"network.change-own-roles":  {ownPeople},              // of the own organisation
	"network.add":               {operators},
	"account.make-token":        {known},       // for programs that do what one may do oneself
	"account.end-access":        {secretariat}, // sessions and tokens of people of the network
	"account.suspend":           {secretariat}, // the service asks whether they have roles elsewhere
	"network.read-roles":        {inNetwork, secretariat},
	"indicator.read":            {everybody}, // released figures and those of public sources
	"indicator.read-unreleased": {ownMember},
	"indicator.import":          {ownFigures},  // a member's own figures
	"indicator.import-public":   {secretariat}, // figures of public sources
	"indicator.release":         {ownFigures},
	"indicator.export":          {everybody},
	"indicator.save-group":      {known},
	"audit.read":                {auditors, ownRecord}, // of the network, or of what is the own member's alone
	"audit.export":              {auditors, ownRecord},
	"privacy.own":               {known},     // one's own data, consents and requests
	"privacy.read-records":      {everybody}, // why and how long data are kept
	"privacy.change-records":    {dataOffice},
	"privacy.handle":            {dataOffice, ownData}, // requests, notices, alarms
	"privacy.decide":            {dataOffice, ownData}, // a request
	"privacy.thresholds":        {officers},            // from how many readings on an alarm rings
	"privacy.retention":         {operators},
	"privacy.special":           {counsellors}, // what is kept sealed, of the own organisation
	"privacy.rotate":            {operators},
	"letter.own":                {known},       // one's own letters, choices and feeds
	"letter.feed":               {everybody},   // whoever knows a secret address; the service looks for it
	"letter.dispatch":           {secretariat}, // who got what when
	"letter.operate":            {operators},   // the outbox
	"body.read":                 {everybody},
	"body.read-people":          {inNetwork, seated}, // who has a seat, beyond the offices that are public
	"body.change":               {secretariat},
	"body.adjust-mandate":       {secretariat, chairing},
	"body.directory":            {inNetwork},
	"body.own-contact":          {known},
	"meeting.list":              {everybody}, // title, date and place of what is public
	"meeting.read":              {inNetwork, seated},
	"meeting.call":              {secretariat, chairing},
	"meeting.change":            {secretariat, chairing},
	"meeting.attend":            {secretariat, chairing}, // records who was there
	"meeting.reply":             {inNetwork, seated},     // the service asks whether they are invited
	"decision.read":             {everybody},             // what is published
	"decision.read-all":         {inNetwork},
	"decision.keep":             {secretariat, chairing},   // chairs of a body that keeps its own; the service asks the charter
	"decision.vote":             {colleagues, secretariat}, // with a seat; the service asks for it
	"decision.progress":         {colleagues, secretariat}, // of what one's own organisation is to do
	"minutes.read":              {everybody},               // what is published
	"minutes.read-all":          {inNetwork},
	"minutes.write":             {secretariat, chairing}, // the same
	"minutes.comment":           {colleagues, secretariat},
	"programme.read":            {everybody}, // adopted programmes, published opinions
	"programme.read-drafts":     {inNetwork},
	"programme.change":          {secretariat},
	"programme.comment":         {ownVoice, secretariat},
	"programme.raise":           {ownVoice, secretariat}, // a problem that a member meets
	"hearing.read":              {everybody},
	"hearing.depose":            {everybody},
	"hearing.change":            {secretariat},
	"agreement.read":            {everybody},
	"agreement.change":          {secretariat, ownVoice},
	"contribution.read":         {inNetwork},
	"contribution.record":       {ownVoice, secretariat},
	"contribution.confirm":      {secretariat},
	"contribution.read-names":   {inNetwork}, // of administrators of companies: each look is recorded
	"discussion.read-public":    {everybody}, // what partners announce to all
	"discussion.read":           {inNetwork},
	"discussion.join":           {inNetwork},
	"discussion.write":          {inNetwork},
	"discussion.change-own":     {personally},
	"discussion.moderate":       {secretariat, personally},
	"discussion.change":         {secretariat},
	"discussion.announce":       {ownVoice, secretariat},
	"report.read":               {everybody}, // published reports
	"report.read-drafts":        {inNetwork},
	"report.change":             {secretariat},
	"report.propose":            {ownVoice, secretariat},
	"accession.read":            {everybody},
	"accession.apply":           {everybody}, // the service asks for the secret of the link, or who applied
	"accession.own":             {applicant, secretariat},
	"accession.handle":          {secretariat},
	"home.give-feedback":        {everybody},
	"home.read-feedback":        {operators},
}

// within tells whether somebody works in a network.
//
// Rule network.observer: whoever is only an observer reads what is open to
// all; what the people of a network have among themselves is for those who
// have another role there, or a seat in one of its bodies that is not an
// observer's.
func within(w Who, network string) bool {
	return slices.ContainsFunc(w.Roles, func(r Role) bool { return r.Role != Observer && (r.Network == network || r.Network == "") }) ||
		network != "" && slices.ContainsFunc(w.Seats, func(seat Seat) bool { return seat.Role != Observer && seat.Network == network })
}

// May decides whether somebody may do something, and says why.
//
// Rule network.may: an action that the table of permission does not name is
// refused to everybody.
func May(who Who, action string, on Resource) Decision {
	grants := policy[action]
	if len(grants) == 0 {
		return Decision{Reason: "network.may"}
	}
	if who.Operator {
		return Decision{Allowed: true, Reason: "network.may.operator"}
	}
	if who.Token != "" && !who.inScope(action) {
		return outside(action, on)
	}
	for _, g := range grants {
		if g.open(who, on) {
			return Decision{Allowed: true, Reason: g.reason, Confirm: who.Stale && slices.Contains(sensitive, action)}
		}
	}
	if !who.SignedIn() {
		return Decision{Reason: "network.may.sign-in"}
	}
	if grants[0].open(who.asOffice(), on) { // the role is there, but for one member
		return Decision{Reason: "network.may.whole-network"}
	}
	return Decision{Reason: grants[0].reason}
}

// Known tells whether the table of permission names an action.
func Known(action string) bool { return len(policy[action]) > 0 }

// Could tells whether somebody might be allowed an action on anything at all:
// what a door asks before the service decides with the resource in hand.
func Could(who Who, action string) Decision {
	if who.Operator || who.SignedIn() && Known(action) && (who.Token == "" || who.inScope(action)) {
		return Decision{Allowed: true, Reason: "network.may.signed-in"}
	}
	return May(who, action, Resource{})
}

// CouldIn decides whether somebody might be allowed an action on anything in a
// network: what a door asks before it looks at what was sent, so that whoever
// may not is told nothing about that.
func CouldIn(who Who, action, network string) Decision {
	d := Could(who, action)
	if !d.Allowed || network == "" {
		return d
	}
	on := append(who.placesIn(network), Resource{Network: network, Person: who.ID})
	for _, asked := range []string{action, sameDoor[action]} {
		if slices.ContainsFunc(on, func(on Resource) bool { return May(who, asked, on).Allowed }) {
			return Decision{Allowed: true, Reason: d.Reason}
		}
	}
	return May(who, action, Resource{Network: network})
}

// sameDoor names, for an action that a door asks for, another for which people
// use the same door: the service tells which of the two it is.
var sameDoor = map[string]string{
	"indicator.import":     "indicator.import-public",
	"network.change-roles": "network.change-own-roles",
}

// placesIn are what the roles and seats of somebody in a network are about.
func (w Who) placesIn(network string) (all []Resource) {
	for _, o := range w.ActsFor(network) {
		all = append(all, Resource{Network: network, Organisation: o})
	}
	for _, s := range w.Seats {
		if s.Network == network {
			all = append(all, Resource{Network: network, Body: s.Body})
		}
	}
	return all
}

// Actions returns every action that the table of permission names.
func Actions() []string { return slices.Sorted(maps.Keys(policy)) }
