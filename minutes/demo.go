package minutes

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/decision"
	"pesnet/kit/db"
	"pesnet/meeting"
	"pesnet/network"
)

// Demo writes the minutes of the meetings of the invented networks, by the
// rules that hold for everybody; a network that has minutes is left as it is.
// It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	for _, code := range []string{"AURORA", "VALEA"} {
		n, err := s.networks.Network(ctx, network.Operator, code)
		if err != nil {
			return err
		}
		there, err := s.All(ctx, network.Operator, n)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			continue
		}
		for _, one := range demoMinutes[code] {
			if err := s.demoMinutes(ctx, n, one); err != nil {
				return err
			}
		}
	}
	return nil
}

// invented is the minutes of one meeting of the demonstration.
type invented struct {
	meeting, circulated, approved string // days; empty = not yet
	by                            string // beginning of the decision that approves; empty = silence
	pieces                        []said
	comment, answer, reason       string
	login, organisation           string // who comments
	keeper                        string // login of who keeps them; empty = the secretariat
}

// said is what is said of an item, by its title or its standing.
type said struct{ item, text string }

func (s *Service) demoMinutes(ctx context.Context, n network.Network, m invented) error {
	then, who, member := *s, network.Operator, network.Operator
	then.quiet = m.approved != ""
	clock := func(day string) {
		t, _ := time.Parse(time.DateOnly, day)
		t = t.Add(9 * time.Hour)
		then.now = func() time.Time { return t }
	}
	clock(addDays(m.circulated, -1))
	organisation, err := then.demoPeople(ctx, n, m, &who, &member)
	if err != nil {
		return err
	}
	if err := then.Begin(ctx, who, n, m.meeting, map[string]string{"AURORA": "en", "VALEA": "ro"}[n.Code]); err != nil {
		return err
	}
	f, err := then.Minutes(ctx, who, n, m.meeting)
	if err != nil {
		return err
	}
	var edits []Edit
	for _, p := range f.Pieces {
		i := slices.IndexFunc(f.Items, func(item meeting.Item) bool { return item.ID == p.Item })
		for _, one := range m.pieces {
			if f.Items[i].Title == one.item || f.Items[i].Standing == one.item && one.item != "" {
				edits = append(edits, Edit{p.ID, one.text, true, p.Version})
			}
		}
	}
	if _, _, err := then.Save(ctx, who, n, m.meeting, edits); err != nil {
		return err
	}
	clock(m.circulated)
	if err := then.Circulate(ctx, who, n, m.meeting); err != nil {
		return err
	}
	if m.comment != "" {
		clock(addDays(m.circulated, 2))
		if err := then.demoComment(ctx, n, m, who, member, organisation); err != nil {
			return err
		}
	}
	if m.approved == "" {
		return nil
	}
	clock(m.approved)
	by, err := then.demoGround(ctx, n, m)
	if err != nil {
		return err
	}
	return then.Approve(ctx, who, n, m.meeting, Approval{Decision: by, Public: f.At.Public})
}

// demoPeople finds who writes and who comments.
func (s *Service) demoPeople(ctx context.Context, n network.Network, m invented, who, member *network.Who) (organisation string, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		keeper := cmp.Or(m.keeper, map[string]string{"AURORA": "secretariat", "VALEA": "valea.secretariat"}[n.Code])
		if who.Person, err = network.PersonByLogin(tx, keeper); err != nil || m.login == "" {
			return err
		}
		if member.Person, err = network.PersonByLogin(tx, m.login); err != nil {
			return err
		}
		o, err := network.OrganisationByCode(tx, m.organisation)
		organisation = o.ID
		return err
	})
	return organisation, err
}

func (s *Service) demoComment(ctx context.Context, n network.Network, m invented, who, member network.Who, organisation string) error {
	if err := s.Comment(ctx, member, n, m.meeting, Comment{Organisation: organisation, Text: m.comment}); err != nil || m.answer == "" {
		return err
	}
	f, err := s.Minutes(ctx, who, n, m.meeting)
	if err != nil {
		return err
	}
	return s.Answer(ctx, who, n, m.meeting, Comment{ID: f.Comments[0].ID, Answer: m.answer, Reason: m.reason})
}

// demoGround finds the decision that approves.
func (s *Service) demoGround(ctx context.Context, n network.Network, m invented) (code string, err error) {
	if m.by == "" {
		return "", nil
	}
	g, err := s.Decisions.Register(ctx, network.Operator, n, decision.Filter{})
	for _, d := range g.Decisions {
		if strings.HasPrefix(d.Text, m.by) {
			code = d.Code()
		}
	}
	return code, err
}

// demoMinutes are the minutes of the invented networks, in their order.
var demoMinutes = map[string][]invented{
	"AURORA": {
		{meeting: "BOARD-2026-1", circulated: "2026-02-18", approved: "2026-06-12", by: "The minutes of the first meeting",
			comment: "The study visit to Gintara is planned for May, not for April.", answer: "taken", login: "representative", organisation: "AUR-JUTRZENA",
			pieces: []said{
				{meeting.Opening, "The chair opened the meeting and welcomed those who came to Vilnius and those online. The quorum was met. The agenda was adopted."},
				{"Annual report 2025", "The secretariat presented the report. Two services asked for a clearer table of participation; it was added in the meeting.\nThe Board thanked the working groups."},
				{"Mandate of the working group on digital services", "The rapporteur described what eight services have tried. Several members wished that advice online be part of the mandate."},
				{"Plan of study visits", "The Board took note of five visits, the first to Gintara in May."},
				{meeting.Other, "Nothing was raised."}}},
		{meeting: "WG-DIGITAL-2026-1", circulated: "2026-04-09", approved: "2026-04-20", keeper: "margus.valgesalu@rannavalgus.example",
			pieces: []said{
				{meeting.Opening, "The chair of the working group opened the meeting online. The agenda was adopted."},
				{"Registration online: what eight services do", "Eight services showed how people register online. In five of them a counsellor calls within two days; in three nobody does before the first appointment."},
				{"Questions for the autumn", "The group agreed on three questions: who is left out, what the call costs, and how soon advice begins."},
				{meeting.Other, "Nothing was raised."}}},
		{meeting: "BOARD-2026-2", circulated: "2026-06-17", approved: "2026-09-25", by: "The minutes of the second meeting",
			pieces: []said{
				{meeting.Opening, "The chair opened the meeting in Bucharest. The quorum was met. The agenda was adopted as sent."},
				{meeting.Previous, "The minutes of February were approved with one correction."},
				{"Findings of the second benchlearning cycle", "Three findings were discussed: waiting times fall where advice begins early, employers answer sooner when one person is named, and figures on exits are not yet comparable.\nGintara will write two pages on what the cycle changed."},
				{"Planika as observer", "The letter of Planika was read. One neighbouring service declared a conflict of interest and did not vote."},
				{meeting.Other, "Aurelina proposed a common glossary of counselling."}}},
		{meeting: "BOARD-2026-3", circulated: "2026-09-30", approved: "2026-10-12",
			comment: "Could the minutes say which services were against the early start?", answer: "declined", reason: "Votes by name stand with the decision, where members read them.", login: "representative", organisation: "AUR-JUTRZENA",
			pieces: []said{
				{meeting.Opening, "The chair opened the meeting in Rome. The quorum was met. The agenda was adopted."},
				{meeting.Previous, "The minutes of June were approved."},
				{"Figures of 2025", "29 services had released their figures. The Board took note, and asked for one page on the break in series of 2024."},
				{"Third benchlearning cycle: options", "An early start found no majority: several services are in the middle of reforms. The secretariat will propose one date for all in December."},
				{"Budget of the secretariat", "The budget was presented by the secretariat. Two services asked for lower costs of travel."},
				{meeting.Other, "The next meeting is in Copenhagen on 4 December."}}},
		{meeting: "ADVISERS-2026-1", circulated: "2026-10-15", approved: "2026-10-26",
			pieces: []said{
				{meeting.Opening, "The secretariat opened the meeting online. The agenda was adopted."},
				{"Prepare the Board of December", "The advisers asked for one date for the third cycle in all services, and for a paper that names the costs of each option."},
				{meeting.Other, "The next meeting is on 27 November."}}},
	},
	"VALEA": {
		{meeting: "ASSEMBLY-2026-1", circulated: "2026-03-04", approved: "2026-06-18", by: "Procesul-verbal al primei reuniuni",
			pieces: []said{
				{meeting.Opening, "Coordonatorul a deschis reuniunea. Cvorumul a fost întrunit. Ordinea de zi a fost adoptată."},
				{"Raportul de activitate 2025", "Raportul a fost prezentat de Alunara. Membrii au cerut ca rezultatele județelor să fie arătate și pe luni."},
				{"Programul de lucru 2026", "Programul cuprinde patru reuniuni, o audiere publică și un târg al locurilor de muncă."},
				{meeting.Other, "Nu au fost alte puncte."}}},
		{meeting: "ASSEMBLY-2026-3", circulated: "2026-06-24", approved: "2026-10-16", by: "Procesul-verbal al reuniunii din iunie",
			pieces: []said{
				{meeting.Opening, "Reuniunea a fost convocată de urgență, cu motivarea trimisă tuturor membrilor. Cvorumul a fost întrunit."},
				{meeting.Previous, "Procesul-verbal al reuniunii din februarie a fost aprobat."},
				{"Măsuri pentru persoanele concediate", "Brădana a prezentat situația celor 240 de persoane. Membrii au convenit să lucreze într-o echipă comună."},
				{meeting.Other, "Nu au fost alte puncte."}}},
		{meeting: "ASSEMBLY-2026-4", circulated: "2026-11-16",
			comment: "La concluzii ar trebui menționat și numărul depozițiilor scrise: nouă.", login: "valea.ngo", organisation: "VAL-PUNTI",
			pieces: []said{
				{meeting.Opening, "Coordonatorul a deschis reuniunea la Universitatea din Stejara. Cvorumul a fost întrunit."},
				{meeting.Previous, "Procesul-verbal al reuniunii din iunie a fost aprobat."},
				{"Audierea publică despre tineri: concluzii", "Comisia de experți a prezentat concluziile. Membrii au luat notă și au cerut un rezumat pe o pagină."},
				{"Recomandări către inspectoratul școlar", "Recomandările au fost discutate una câte una. Un membru a cerut un termen mai scurt pentru răspuns."},
				{meeting.Other, "Următoarea reuniune are loc la 10 decembrie."}}},
	},
}
