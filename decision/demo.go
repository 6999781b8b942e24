package decision

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/meeting"
	"pesnet/network"
)

// Demo lets the meetings of the invented networks decide, each decision by the
// rules that hold for everybody; a network that has decisions is left as it
// is. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	for _, code := range []string{"AURORA", "VALEA"} {
		n, err := s.networks.Network(ctx, network.Operator, code)
		if err != nil {
			return err
		}
		var there []Decision
		if err := s.db.Read(ctx, func(tx *db.Tx) error {
			there, err = decisionsIn(tx, n.ID)
			return err
		}); err != nil {
			return err
		}
		if len(there) > 0 {
			continue
		}
		for _, one := range demoDecisions[code] {
			if err := s.demoDecision(ctx, n, one); err != nil {
				return err
			}
		}
		for _, one := range demoActions[code] {
			if err := s.demoAction(ctx, n, one); err != nil {
				return err
			}
		}
	}
	return nil
}

// invented is a decision of the demonstration.
type invented struct {
	meeting, item    string // code of the meeting; the item by its title, or its standing
	body             string // of a written procedure
	day, limit       string // of a written procedure
	kind, text       string
	against, abstain int
	conflict, runs   bool
	silent           int // that do not answer a written procedure
}

func (s *Service) demoDecision(ctx context.Context, n network.Network, d invented) error {
	then, who := *s, network.Operator
	then.quiet = true
	p := Proposal{Meeting: d.meeting, Type: d.kind, Text: d.text, Limit: d.limit, Public: true}
	var bench Bench
	if err := s.db.Read(ctx, func(tx *db.Tx) error {
		person, err := network.PersonByLogin(tx, map[string]string{"AURORA": "secretariat", "VALEA": "valea.secretariat"}[n.Code])
		if err != nil {
			return err
		}
		who.Person = person
		return then.demoPlace(tx, n, d, &p)
	}); err != nil {
		return err
	}
	made, err := then.Propose(ctx, who, n, p)
	if err != nil {
		return err
	}
	if err := s.db.Read(ctx, func(tx *db.Tx) error {
		bench, err = then.bench(tx, n, made)
		return err
	}); err != nil {
		return err
	}
	if err := then.demoVotes(ctx, who, n, made, bench, d); err != nil || d.runs {
		return err
	}
	if made.Written() {
		over := at(addDays(d.limit, 1), 9)
		then.now = func() time.Time { return over }
	}
	_, err = then.Close(ctx, who, n, made.Code(), Tally{})
	return err
}

// demoPlace finds the item or the body, and sets the clock.
func (s *Service) demoPlace(tx *db.Tx, n network.Network, d invented, p *Proposal) error {
	if d.meeting == "" {
		b, err := body.ByCode(tx, n.ID, d.body)
		p.Body = b.ID
		opened := at(d.day, 8)
		s.now = func() time.Time { return opened }
		return err
	}
	m, err := meeting.ByCode(tx, n.ID, d.meeting)
	if err != nil {
		return err
	}
	s.now = func() time.Time { return m.Ends.Add(-time.Hour) }
	items, err := meeting.Items(tx, m.ID)
	for _, item := range items {
		if item.Title == d.item || item.Standing == d.item && d.item != "" {
			p.Item = item.ID
		}
	}
	return err
}

// demoVotes lets some be against or abstain, and the others be for.
func (s *Service) demoVotes(ctx context.Context, who network.Who, n network.Network, d Decision, b Bench, one invented) error {
	present := slices.Sorted(slices.Values(b.Present))
	if one.conflict {
		c := Conflict{Organisation: present[0], Reason: "Neighbouring service of the applicant, with a common project"}
		if err := s.Declare(ctx, who, n, d.Code(), c); err != nil {
			return err
		}
		present = present[1:]
	}
	for i, organisation := range present {
		choice := For
		switch {
		case i < one.against:
			choice = Against
		case i < one.against+one.abstain:
			choice = Abstain
		case !d.Written() || i >= len(present)-one.silent:
			continue
		}
		if err := s.Vote(ctx, who, n, d.Code(), Ballot{Organisation: organisation, Choice: choice}); err != nil {
			return err
		}
	}
	if d.Written() {
		return nil
	}
	return s.VoteAll(ctx, who, n, d.Code(), For)
}

func at(day string, hour int) time.Time {
	t, _ := time.Parse(time.DateOnly, day)
	return t.Add(time.Duration(hour) * time.Hour)
}

// task is an action point of the demonstration.
type task struct {
	meeting, item, owner, text, due string
	state, note, ended              string
}

func (s *Service) demoAction(ctx context.Context, n network.Network, one task) error {
	then, t := *s, Task{Meeting: one.meeting, Text: one.text, Due: one.due}
	if err := s.db.Read(ctx, func(tx *db.Tx) error {
		var p Proposal
		if err := then.demoPlace(tx, n, invented{meeting: one.meeting, item: one.item}, &p); err != nil {
			return err
		}
		o, err := network.OrganisationByCode(tx, one.owner)
		t.Organisation, t.Item = o.ID, p.Item
		return err
	}); err != nil {
		return err
	}
	a, err := then.AddAction(ctx, network.Operator, n, t)
	if err != nil || one.state == "" {
		return err
	}
	ended := at(one.ended, 9)
	then.now = func() time.Time { return ended }
	a.State, a.Note = one.state, one.note
	return then.Progress(ctx, network.Operator, n, strings.ToLower(a.Code()), a)
}

// demoDecisions are the decisions of the invented networks, in their order.
var demoDecisions = map[string][]invented{
	"AURORA": {
		{meeting: "BOARD-2026-1", item: "Annual report 2025", text: "The annual report 2025 is adopted and published."},
		{meeting: "BOARD-2026-1", item: "Mandate of the working group on digital services", text: "The mandate of the working group on digital services is extended until the end of 2027.", abstain: 2},
		{meeting: "BOARD-2026-2", item: "previous", text: "The minutes of the first meeting of 2026 are approved."},
		{meeting: "BOARD-2026-2", item: "Planika as observer", text: "Planika is invited as an observer from 1 January 2027.", against: 1, abstain: 3, conflict: true},
		{body: "BOARD", day: "2026-08-17", limit: "2026-08-31", text: "The working group on figures may ask two experts for a report on exits into work.", against: 1, abstain: 1, silent: 4},
		{meeting: "BOARD-2026-3", item: "previous", text: "The minutes of the second meeting of 2026 are approved."},
		{meeting: "BOARD-2026-3", item: "Third benchlearning cycle: options", text: "The third cycle begins in the autumn of 2026, before the second is evaluated.", against: 17, abstain: 3},
		{meeting: "BOARD-2026-3", item: "Budget of the secretariat", text: "The budget of the secretariat for 2027 is adopted.", against: 2},
		{body: "BOARD", day: "2026-11-17", limit: "2026-11-30", text: "The network publishes a common statement on the skills of employment counsellors.", abstain: 1, silent: 19, runs: true},
	},
	"VALEA": {
		{meeting: "ASSEMBLY-2026-1", item: "Raportul de activitate 2025", text: "Raportul de activitate pe anul 2025 se adoptă."},
		{meeting: "ASSEMBLY-2026-1", item: "Programul de lucru 2026", kind: "work_programme", text: "Programul de lucru pentru anul 2026 se adoptă.", abstain: 1},
		{meeting: "ASSEMBLY-2026-3", item: "previous", text: "Procesul-verbal al primei reuniuni din 2026 se aprobă."},
		{meeting: "ASSEMBLY-2026-3", item: "Măsuri pentru persoanele concediate", text: "Se formează o echipă comună pentru sprijinirea persoanelor concediate, cel puțin până la sfârșitul anului 2026."},
		{meeting: "ASSEMBLY-2026-4", item: "previous", text: "Procesul-verbal al reuniunii din iunie 2026 se aprobă."},
		{meeting: "ASSEMBLY-2026-4", item: "Recomandări către inspectoratul școlar", text: "Recomandările către inspectoratul școlar se adoptă și se trimit.", against: 1},
		{body: "ASSEMBLY", day: "2026-11-18", limit: "2026-11-30", text: "Rețeaua sprijină târgul locurilor de muncă din primăvara anului 2027.", silent: 9, runs: true},
	},
}

// demoActions are the action points of the invented networks, in their order.
var demoActions = map[string][]task{
	"AURORA": {
		{"BOARD-2026-1", "Annual report 2025", "AUR-SECRETARIAT", "Publish the annual report in five languages", "2026-03-15", Done, "Published on 10 March.", "2026-03-10"},
		{"BOARD-2026-1", "Mandate of the working group on digital services", "AUR-NORRLJUS", "List of online services that others may try", "2026-04-30", Done, "Eight services, shown in the working group.", "2026-04-22"},
		{"BOARD-2026-2", "Findings of the second benchlearning cycle", "AUR-GINTARA", "Two pages on what the second cycle changed", "2026-09-15", Done, "Sent to all members.", "2026-09-11"},
		{"BOARD-2026-2", "Planika as observer", "AUR-ORESOL", "Letter of invitation to Planika", "2026-06-30", Done, "Sent and answered.", "2026-06-24"},
		{"BOARD-2026-2", "", "AUR-AURELINA", "Common glossary of counselling", "2026-10-31", Dropped, "The working group on digital services writes one already.", "2026-09-24"},
		{"BOARD-2026-3", "Third benchlearning cycle: options", "AUR-SECRETARIAT", "Proposal with one date for all services", "2026-11-06", Done, "Paper 3 for the Board of December.", "2026-11-04"},
		{"BOARD-2026-3", "Figures of 2025", "AUR-ZORILE", "What young people do after the guarantee, in four services", "2026-11-10", "", "", ""},
		{"BOARD-2026-3", "Figures of 2025", "AUR-JUTRZENA", "One page on the break in series of 2024", "2026-11-27", "", "", ""},
		{"BOARD-2026-3", "Third benchlearning cycle: options", "AUR-NORRLJUS", "Plan of site visits, with hosts and readers", "2027-01-15", "", "", ""},
		{"BOARD-2026-3", "Budget of the secretariat", "AUR-SECRETARIAT", "Letters to the members about their contributions", "2026-12-18", "", "", ""},
	},
	"VALEA": {
		{"ASSEMBLY-2026-1", "Programul de lucru 2026", "VAL-ALUNARA", "Calendarul întâlnirilor din 2026", "2026-03-15", Done, "Trimis tuturor membrilor.", "2026-03-12"},
		{"ASSEMBLY-2026-3", "Măsuri pentru persoanele concediate", "VAL-BRADANA", "Lista locurilor de muncă vacante pentru persoanele concediate", "2026-07-01", Done, "140 de locuri în 23 de întreprinderi.", "2026-06-29"},
		{"ASSEMBLY-2026-4", "Recomandări către inspectoratul școlar", "VAL-ALUNARA", "Scrisoarea cu recomandările", "2026-11-15", "", "", ""},
		{"ASSEMBLY-2026-4", "Audierea publică despre tineri: concluzii", "VAL-PUNTI", "Rezumatul concluziilor pentru tineri, pe o pagină", "2026-11-30", "", "", ""},
		{"ASSEMBLY-2026-4", "Audierea publică despre tineri: concluzii", "VAL-UNIV", "Tabel cu tinerii care nu lucrează și nu învață, pe județe", "2027-01-31", "", "", ""},
	},
}
