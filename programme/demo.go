package programme

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// Demo fills the invented networks with invented programmes, requests and
// problems; a network that has a programme is left as it is. It is open to all
// who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, code := range []string{"AURORA", "VALEA"} {
			n, err := network.ByCode(tx, code)
			if err != nil {
				return err
			}
			if there, err := plans(tx, n.ID); err != nil || len(there) > 0 {
				return err
			}
			for _, d := range demoPlans[code] {
				if err := demoPlan(tx, n, code, d); err != nil {
					return err
				}
			}
			for _, m := range demoMatters[code] {
				if err := demoMatter(tx, n, code, m); err != nil {
					return err
				}
			}
			if err := s.record(tx, network.Operator, n, "programme.demo", "network "+code, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// full is the code of an organisation of the demonstration.
func full(code, short string) string {
	return map[string]string{"AURORA": "AUR-", "VALEA": "VAL-"}[code] + short
}

func demoPlan(tx *db.Tx, n network.Network, code string, d demonstrated) error {
	p := d.Plan
	p.ID, p.Network = db.ID(), n.ID
	if err := adopting(tx, n, &p); err != nil {
		return err
	}
	if err := insertPlan(tx, p); err != nil {
		return err
	}
	var items []Item
	for _, i := range d.items {
		o, err := network.OrganisationByCode(tx, full(code, i.Lead))
		if err != nil {
			return err
		}
		i.ID, i.Network, i.Plan, i.Lead = db.ID(), n.ID, p.ID, o.ID
		if i, err = insertItem(tx, i); err != nil {
			return err
		}
		items = append(items, i)
	}
	for at, v := range d.versions {
		day, err := time.Parse(time.DateOnly, v.day)
		if err != nil {
			return err
		}
		if err := insertSnapshot(tx, p, Snapshot{No: int64(at) + 1, State: v.state, At: day.Add(9 * time.Hour), Items: items}); err != nil {
			return err
		}
	}
	for _, c := range d.comments {
		o, err := network.OrganisationByCode(tx, full(code, c.Organisation))
		if err != nil {
			return err
		}
		c.Organisation, c.At = o.ID, time.Date(2026, 11, 18, 9, 30, 0, 0, time.UTC)
		if err := insertComment(tx, p, c); err != nil {
			return err
		}
	}
	return nil
}

func demoMatter(tx *db.Tx, n network.Network, code string, m Matter) error {
	if m.Organisation != "" {
		o, err := network.OrganisationByCode(tx, full(code, m.Organisation))
		if err != nil {
			return err
		}
		m.Organisation = o.ID
	}
	if m.Drafters != "" {
		o, err := network.OrganisationByCode(tx, full(code, m.Drafters))
		if err != nil {
			return err
		}
		m.Drafters = o.ID
	}
	steps := m.Steps
	m.ID, m.Network, m.State = db.ID(), n.ID, m.Way()[0]
	m, err := insertMatter(tx, m)
	if err != nil {
		return err
	}
	for _, step := range steps {
		m.State = step.State
		if err := insertStep(tx, m, step); err != nil {
			return err
		}
		if _, err := updateMatter(tx, m); err != nil {
			return err
		}
		m.Version++
	}
	return nil
}

type demonstrated struct {
	Plan
	items    []Item
	versions []struct{ state, day string }
	comments []Comment
}

// item is a line of an invented programme.
func item(objective, theme, deliverable, lead, starts, due string, budget int64, state string, progress int64) Item {
	return Item{Objective: objective, Theme: theme, Deliverable: deliverable, Lead: lead, Starts: starts, Due: due, Budget: budget, State: state, Progress: progress}
}

var demoPlans = map[string][]demonstrated{
	"AURORA": {
		{Plan: Plan{Year: 2025, State: Closed, Intro: "Comparison renewed, learning in small groups.", Consult: "2024-11-15", Decision: "AURORA-B-2024-4/3", Adopted: "2024-12-05"},
			items: []Item{
				item("A renewed model of comparison", "initiative-a", "Handbook, second edition", "SAVINA", "2025-01-15", "2025-09-30", 40000, Done, 100),
				item("Peer visits on work with employers", "initiative-b", "Four visits and a report", "ORESOL", "2025-03-01", "2025-11-30", 36000, Done, 100),
				item("Study on platform work", "initiative-d", "Study", "WATERLICHT", "2025-02-01", "2025-12-15", 25000, Dropped, 30)},
			versions: []struct{ state, day string }{{Consulted, "2024-10-21"}, {Adopted, "2024-12-05"}, {Running, "2025-01-07"}, {Closed, "2026-01-20"}}},
		{Plan: Plan{Year: 2026, State: Running, Intro: "Faster services for young people, comparable figures, staff who learn from each other.", Consult: "2025-11-14", Decision: "AURORA-B-2025-4/2", Adopted: "2025-12-04"},
			items: []Item{
				item("Comparable figures of 2025", "initiative-a", "Released figures of all members", "GINTARA", "2026-01-20", "2026-10-31", 30000, Done, 100),
				item("External assessment of eight services", "initiative-a", "Eight reports", "NORRLJUS", "2026-02-01", "2026-12-15", 96000, Running, 80),
				item("Mutual assistance on digital channels", "initiative-b", "Three workshops, exchange of six counsellors", "RANNAVALGUS", "2026-03-01", "2026-11-15", 48000, Running, 70),
				item("Skills for the green transition", "initiative-c", "Guide for counsellors", "FRUHLICHT", "2026-01-15", "2026-09-30", 22000, Done, 100),
				item("Report on long-term unemployment", "initiative-d", "Report to the Council", "AUBAINE", "2026-04-01", "2026-10-31", 18000, Running, 60),
				item("Support for the renewed Youth Guarantee", "initiative-e", "Checklist and webinar", "AURELINA", "2026-05-01", "2026-12-10", 15000, Running, 50),
				item("The programme of 2027", "initiative-f", "Adopted programme", "SECRETARIAT", "2026-09-01", "2026-12-18", 0, Running, 40),
				item("Good practices on young people outside work and school", "initiative-g", "Twelve practices in the library", "JADRAVA", "2026-02-15", "2026-12-01", 12000, Running, 75),
				item("Exchange of staff for a week", "initiative-b", "Twenty exchanges", "JUTRZENA", "2026-06-01", "2026-12-20", 42000, Planned, 0)},
			versions: []struct{ state, day string }{{Consulted, "2025-10-20"}, {Adopted, "2025-12-04"}, {Running, "2026-01-08"}}},
		{Plan: Plan{Year: 2027, State: Consulted, Intro: "Draft of the secretariat for the members.", Consult: "2026-12-04"},
			items: []Item{
				item("Comparable figures of 2026", "initiative-a", "Released figures of all members", "GINTARA", "2027-01-20", "2027-10-31", 30000, Planned, 0),
				item("Follow-up of the eight assessments", "initiative-a", "Agendas of change", "NORRLJUS", "2027-02-01", "2027-12-15", 54000, Planned, 0),
				item("Joint course for trainers of counsellors", "initiative-b", "Course and materials", "AURELINA", "2027-03-01", "2027-11-30", 38000, Planned, 0),
				item("Opinion on artificial intelligence in matching", "initiative-d", "Opinion", "WATERLICHT", "2027-01-15", "2027-06-30", 9000, Planned, 0)},
			versions: []struct{ state, day string }{{Consulted, "2026-11-16"}},
			comments: []Comment{{Item: 3, Organisation: "JUTRZENA", Text: "We offer two rooms and a trainer for the course in spring."}, {Organisation: "NORRLJUS", Text: "The assessments need one more month: please move the end of item 2 to January."}}},
	},
	"VALEA": {
		{Plan: Plan{Year: 2026, State: Running, Intro: "Mai multe locuri de muncă ocupate, împreună.", Consult: "2026-02-10", Decision: "D-2026-2", Adopted: "2026-02-26"},
			items: []Item{
				item("Schimb lunar de locuri de muncă vacante", "object-6", "Lista comună, lunar", "LUNARA", "2026-01-15", "2026-12-20", 0, Running, 85),
				item("Barometrul pieței muncii în județe", "object-5", "Două ediții", "ALUNARA", "2026-02-01", "2026-10-31", 6000, Done, 100),
				item("Caravana ocupării în douăzeci de comune", "object-1", "Douăzeci de opriri", "IZVORATA", "2026-04-01", "2026-11-10", 14000, Running, 90),
				item("Recomandări despre naveta lucrătorilor", "object-10", "Recomandare către consiliul județean", "PUNTI", "2026-03-01", "2026-12-15", 0, Running, 60)},
			versions: []struct{ state, day string }{{Consulted, "2026-01-12"}, {Adopted, "2026-02-26"}, {Running, "2026-03-02"}}},
	},
}

var demoMatters = map[string][]Matter{
	"AURORA": {
		{Register: Requests, Kind: "opinion", Requester: "commission", Title: "How services reach people far from work", Begun: "2026-01-19", Due: "2026-05-29", Drafters: "AUBAINE", Steps: []Step{{State: "drafting", Day: "2026-02-02"},
			{State: "adopted", Day: "2026-04-23", Decision: "AURORA-B-2026-2/5"}, {State: "sent", Day: "2026-05-04"}, {State: "published", Day: "2026-05-18", Link: "https://example.org/aurora/opinion-1"}}},
		{Register: Requests, Kind: "report", Requester: "council", Title: "Long-term unemployment: what works", Begun: "2026-03-02", Due: "2026-10-31", Drafters: "AUBAINE", Steps: []Step{{State: "drafting", Day: "2026-04-01", Text: "First part sent to the advisers"}}},
		{Register: Requests, Kind: "opinion", Requester: "parliament", Title: "Matching by machine: what must stay with people", Begun: "2026-11-09", Due: "2027-02-26", Drafters: "WATERLICHT"},
		{Register: Problems, Kind: "problem", Organisation: "GINTARA", Title: "Vacancies of temporary agencies arrive twice", Begun: "2026-09-14", Steps: []Step{{State: "discussed", Day: "2026-10-08", Text: "Three services see the same; the working group on exchange looks at it"}}},
	},
	"VALEA": {
		{Register: Problems, Kind: "problem", Organisation: "PUNTI", Title: "Autobuzele nu ajung la schimbul de noapte", About: "Lucrătorii din douăsprezece comune refuză locuri de muncă fiindcă nu au cu ce se întoarce.", Begun: "2026-02-12", Due: "2026-07-31", Addressee: "Consiliul județean VALEA", Steps: []Step{
			{State: "discussed", Day: "2026-03-12", Text: "Reuniunea de primăvară: opt membri confirmă"}, {State: "solved", Day: "2026-04-16", Text: "Două curse noi sau un microbuz plătit de angajatori"},
			{State: "recommended", Day: "2026-06-11", Text: "Se recomandă două curse pe liniile 4 și 7, la ora 22:30", Decision: "VALEA-2026-2/3"}, {State: "sent", Day: "2026-06-18"},
			{State: "answered", Day: "2026-09-10", Text: "Linia 4 are o cursă nouă din octombrie; linia 7 se analizează în 2027"}}},
		{Register: Problems, Kind: "problem", Organisation: "CAMERA", Title: "Firmele noi nu știu ce stimulente există", Begun: "2026-05-07", Due: "2026-12-31", Addressee: "Inspectoratul teritorial", Steps: []Step{{State: "discussed", Day: "2026-06-11", Text: "Reuniunea de vară"}, {State: "solved", Day: "2026-09-24", Text: "O pagină comună cu toate stimulentele"}}},
		{Register: Problems, Kind: "problem", Organisation: "UNIV", Title: "Practica studenților nu se recunoaște ca vechime", Begun: "2026-10-29"},
	},
}
