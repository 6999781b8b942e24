package meeting

import (
	"context"
	"slices"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/network"
)

// Demo gives the invented networks the meetings of a year: held, announced,
// prepared, one urgent, one cancelled, one postponed. A database that has
// meetings is left as it is. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, code := range []string{"AURORA", "VALEA"} {
			n, err := network.ByCode(tx, code)
			if err != nil {
				return err
			}
			there, err := between(tx, n.ID, time.Unix(0, 0), s.now().AddDate(100, 0, 0))
			if err != nil || len(there) > 0 {
				return err
			}
			for _, d := range demoMeetings[code] {
				if err := s.demoMeeting(tx, n, d); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// invented is a meeting of the demonstration.
type invented struct {
	body, day, from, until, zone string
	title, mode, place, host     string
	called                       string // moment in UTC; empty = a draft
	urgent, off                  string // why it is urgent, why it was put off
	state                        string
	public                       bool
	agenda                       []Item
	papers                       []string // names of files: "2 Proposal.txt" belongs to item 2
}

// demoMeeting prepares a meeting, calls it and lets it be held, each step at
// its time and by the rules that hold for everybody.
func (s *Service) demoMeeting(tx *db.Tx, n network.Network, d invented) error {
	of, err := body.ByCode(tx, n.ID, d.body)
	if err != nil {
		return err
	}
	at := func(hour string) time.Time {
		t, _ := time.ParseInLocation(minutes, d.day+" "+hour, zoneOf(d.zone))
		return t.UTC()
	}
	then := *s
	then.settled = (d.state == Announced || d.state == Draft) && slices.Contains([]string{"BOARD", "ADVISERS", "WG-DIGITAL"}, d.body)
	then.quiet = d.state != Announced || d.body != "BOARD"
	if called, err := time.Parse(time.RFC3339, d.called); err == nil {
		then.now = func() time.Time { return called }
	}
	begun := Beginning{Agenda: d.agenda, Meeting: Meeting{Network: n.ID, Body: of.ID, Title: d.title, Kind: Kinds[0], Mode: d.mode, Place: d.place, Host: d.host, Zone: d.zone, Starts: at(d.from), Ends: at(d.until), Public: d.public}}
	m, err := then.prepare(tx, network.Operator, n, begun)
	if err != nil {
		return err
	}
	if err := then.demoPapers(tx, m, d.papers); err != nil || d.state == Draft {
		return err
	}
	if m, err = then.announce(tx, network.Operator, n, m, Step{Reason: d.urgent}); err != nil {
		return err
	}
	switch d.state {
	case Postponed, Cancelled:
		return then.off(tx, network.Operator, n, m, Step{Reason: d.off}, d.state)
	case Held:
		if err := SetState(tx, m, Held, m.Ends); err != nil {
			return err
		}
	}
	return demoPresences(tx, m, d.state)
}

// demoPresences lets people reply, and be there, each in their turn.
func demoPresences(tx *db.Tx, m Meeting, state string) error {
	all, err := presencesOf(tx, m.ID)
	if err != nil {
		return err
	}
	away := map[string]bool{}
	turn := m.No
	for _, p := range slices.SortedFunc(slices.Values(all), func(a, b Presence) int { return slices.Index(precedence, a.Seat) - slices.Index(precedence, b.Seat) }) {
		turn++
		place, reply := "room", "yes"
		switch turn % 10 {
		case 2, 7:
			place = "online"
		case 5:
			place, reply, away[p.Organisation] = "excused", "no", true
		}
		if p.Seat == alternateSeat && !away[p.Organisation] {
			place, reply = "", ""
		}
		if turn%31 == 9 && p.Seat != alternateSeat {
			place, reply = "absent", ""
		}
		if state == Held {
			p.Present = place
			if _, err := updatePresent(tx, p); err != nil {
				return err
			}
		}
		if p.Reply = reply; state == Announced && turn%4 == 1 {
			p.Reply = ""
		}
		if reply == "no" && state == Announced && turn%20 == 5 {
			p.Reply = "maybe"
		}
		if p.Reply != "" {
			p.Replied = m.Called.AddDate(0, 0, 1)
		}
		if _, err := updateReply(tx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) demoPapers(tx *db.Tx, m Meeting, names []string) error {
	agenda, err := itemsOf(tx, m.ID)
	if err != nil {
		return err
	}
	var papers []Paper
	for _, name := range names {
		item := agenda[int(name[0]-'1')]
		content := []byte(m.Code + "\n" + name[2:] + "\n")
		p, err := Paper{ID: db.ID(), Meeting: m.ID, Item: item.ID, Added: s.now()}.read(name[2:], content)
		if err == nil {
			p, err = p.numbered(item.Position, papers, "")
		}
		if err == nil {
			err = insertPaper(tx, m.Network, p, content)
		}
		if err != nil {
			return err
		}
		papers = append(papers, p)
	}
	return nil
}

const (
	brussels, copenhagen, bucharest = "Europe/Brussels", "Europe/Copenhagen", "Europe/Bucharest"
	hybrid, online, onsite          = "hybrid", "online", "onsite"
)

// demoMeetings are the meetings of the invented networks, in the order of
// their days.
var demoMeetings = map[string][]invented{
	"AURORA": {
		{body: "BOARD", day: "2026-02-12", from: "10:00", until: "16:00", zone: "Europe/Vilnius", mode: hybrid, place: "Vilnius", host: "Gintara", called: "2026-01-29T09:12:00Z", state: Held, public: true,
			agenda: []Item{{Title: "Annual report 2025", Ask: "adopt", Duration: 75}, {Title: "Mandate of the working group on digital services", Ask: "decide", Duration: 90}, {Title: "Plan of study visits", Ask: "note", Duration: 45}}, papers: []string{"2 Annual report 2025.txt", "3 Mandate, wording of 2026.txt"}},
		{body: "WG-DIGITAL", day: "2026-03-31", from: "10:00", until: "12:30", zone: "Europe/Vilnius", mode: online, called: "2026-03-26T10:01:00Z", state: Held,
			agenda: []Item{{Title: "Registration online: what eight services do", Ask: "discuss", Duration: 60}, {Title: "Questions for the autumn", Ask: "decide", Duration: 45}}},
		{body: "BOARD", day: "2026-06-11", from: "09:30", until: "15:30", zone: "Europe/Bucharest", mode: hybrid, place: "București", host: "Zorile", called: "2026-05-28T08:40:00Z", state: Held, public: true,
			agenda: []Item{{Title: "Findings of the second benchlearning cycle", Ask: "discuss", Duration: 120}, {Title: "Planika as observer", Ask: "decide", Duration: 60}}, papers: []string{"3 Findings.txt", "4 Letter of Planika.txt"}},
		{body: "BOARD", day: "2026-09-24", from: "10:00", until: "16:00", zone: "Europe/Rome", mode: hybrid, place: "Roma", host: "Aurelina", called: "2026-09-10T07:55:00Z", state: Held, public: true,
			agenda: []Item{{Title: "Figures of 2025", Ask: "note", Duration: 60}, {Title: "Third benchlearning cycle: options", Ask: "discuss", Duration: 120}, {Title: "Budget of the secretariat", Ask: "adopt", Duration: 45}}, papers: []string{"3 Figures of 2025.txt", "4 Options.txt"}},
		{body: "ADVISERS", day: "2026-10-08", from: "10:00", until: "12:00", zone: brussels, mode: online, called: "2026-09-30T14:20:00Z", state: Held,
			agenda: []Item{{Title: "Prepare the Board of December", Ask: "discuss", Duration: 80}}},
		{body: "WG-FIGURES", day: "2026-10-22", from: "13:00", until: "16:00", zone: brussels, mode: online, called: "2026-10-12T06:30:00Z", state: Postponed, off: "Two of the four rapporteurs cannot come; the data round is not closed.",
			agenda: []Item{{Title: "Comparability of exits into work", Ask: "discuss", Duration: 90}}},
		{body: "ADVISERS", day: "2026-11-27", from: "10:00", until: "12:00", zone: brussels, mode: online, called: "2026-11-18T09:05:00Z", state: Announced,
			agenda: []Item{{Title: "Papers for the Board of 4 December", Ask: "discuss", Duration: 60}, {Title: "Work programme 2027: open points", Ask: "discuss", Duration: 30}}},
		{body: "BOARD", day: "2026-12-04", from: "09:30", until: "16:00", zone: copenhagen, mode: hybrid, place: "Copenhagen", host: "Øresol", called: "2026-11-20T08:15:00Z", state: Announced, public: true,
			agenda: []Item{{Title: "Benchlearning, third cycle", Ask: "decide", Presenter: "Secretariat", Duration: 90, Text: "The Board is asked when the third cycle begins, and whether a service may ask for a later site visit."}, {Title: "Figures of 2026", Ask: "note", Presenter: "Working group on figures", Duration: 135}, {Title: "Work programme 2027", Ask: "adopt", Presenter: "Chair", Duration: 120}},
			papers: []string{"1 Agenda.txt", "2 Proposal for the third cycle.txt", "2 Site visits, hosts and readers.txt", "3 Figures of 2026.txt", "4 Work programme 2027.txt"}},
		{body: "WG-DIGITAL", day: "2027-01-19", from: "10:00", until: "12:00", zone: "Europe/Stockholm", mode: online, state: Draft, agenda: []Item{{Title: "Advice online: first trials", Ask: "discuss", Duration: 60}}},
	},
	"VALEA": {
		{body: "ASSEMBLY", day: "2026-02-26", from: "10:00", until: "13:00", zone: bucharest, mode: onsite, place: "Alunara, sala mare", host: "Alunara", called: "2026-02-16T08:00:00Z", state: Held, public: true,
			agenda: []Item{{Title: "Raportul de activitate 2025", Ask: "adopt", Duration: 60}, {Title: "Programul de lucru 2026", Ask: "adopt", Duration: 60}}, papers: []string{"2 Raport de activitate 2025.txt"}},
		{body: "ASSEMBLY", day: "2026-05-28", from: "10:00", until: "12:00", zone: bucharest, mode: onsite, place: "Brădana", host: "Brădana", called: "2026-05-18T07:30:00Z", state: Cancelled, off: "Inundații: drumul spre Brădana este închis.", public: true,
			agenda: []Item{{Title: "Locuri de muncă de vară", Ask: "discuss", Duration: 60}}},
		{body: "ASSEMBLY", day: "2026-06-17", from: "09:00", until: "11:00", zone: bucharest, mode: online, called: "2026-06-15T11:45:00Z", urgent: "Închiderea anunțată a unei fabrici: 240 de persoane au nevoie de sprijin încă din iunie.", state: Held, public: true,
			agenda: []Item{{Title: "Măsuri pentru persoanele concediate", Ask: "decide", Duration: 75}}},
		{body: "ASSEMBLY", day: "2026-10-15", from: "10:00", until: "13:00", zone: bucharest, mode: hybrid, place: "Stejara", host: "Universitatea din Stejara", called: "2026-10-05T08:10:00Z", state: Held, public: true,
			agenda: []Item{{Title: "Audierea publică despre tineri: concluzii", Ask: "note", Duration: 60}, {Title: "Recomandări către inspectoratul școlar", Ask: "adopt", Duration: 60}}, papers: []string{"3 Concluzii.txt"}},
		{body: "GROUP-YOUTH", day: "2026-11-26", from: "14:00", until: "16:00", zone: bucharest, mode: online, called: "2026-11-17T12:00:00Z", state: Announced,
			agenda: []Item{{Title: "Pregătirea târgului de primăvară", Ask: "discuss", Duration: 60}}},
		{body: "ASSEMBLY", day: "2026-12-10", from: "10:00", until: "13:00", zone: bucharest, mode: hybrid, place: "Alunara", host: "Alunara", state: Draft,
			agenda: []Item{{Title: "Programul de lucru 2027", Ask: "adopt", Duration: 90}}},
	},
}
