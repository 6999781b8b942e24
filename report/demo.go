package report

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Demo begins the reports of the invented networks; a database that has some
// is left as it is. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	all, err := s.networks.Networks(ctx, network.Operator)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, n := range all {
			there, err := reports(tx, n.ID)
			if err != nil {
				return err
			}
			if d, known := demoReports[n.Code]; known && len(there) == 0 {
				if err := s.demoReport(tx, n, d); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s *Service) demoReport(tx *db.Tx, n network.Network, d demoReport) error {
	r := Report{ID: db.ID(), Network: n.ID, Year: demoYear, State: Draft, Opening: d.opening, Version: 1}
	if err := insertReport(tx, r); err != nil {
		return err
	}
	for _, one := range d.proposals {
		p := one.Proposal
		p.ID, p.Network, p.Year = db.ID(), n.ID, demoYear
		if one.by != "" {
			o, err := network.OrganisationByCode(tx, one.by)
			if err != nil {
				return err
			}
			p.Organisation = o.ID
		}
		if err := p.Check(); err != nil {
			return err
		}
		if _, err := insertProposal(tx, p); err != nil {
			return err
		}
	}
	return s.record(tx, network.Operator, n, "report.demo", "report "+yearText(r.Year), nil)
}

// demoYear is the year of the demonstration.
const demoYear = 2026

type demoReport struct {
	opening   lang.Text
	proposals []demoProposal
}

type demoProposal struct {
	by string // code of an organisation
	Proposal
}

var demoReports = map[string]demoReport{
	"AURORA": {
		opening: lang.Text{"lt": "Metais pradėjome rengtis trečiajam lyginamojo mokymosi ciklui.", "ro": "Anul acesta am pregătit al treilea ciclu de învățare comparativă.", "en": "This year we prepared the third cycle of benchlearning.",
			"it": "Quest’anno abbiamo preparato il terzo ciclo di apprendimento comparativo.", "sv": "I år förberedde vi den tredje omgången av lärande genom jämförelse."},
		proposals: []demoProposal{
			{"AUR-JUTRZENA", Proposal{Title: "Send the papers in two parcels", Text: "What is to be decided ten days before, what is to be read five days before.", State: "taken", Answer: "From the first meeting of next year.", MadeOn: "2026-10-14"}},
			{"", Proposal{Title: "One contact for figures in every service", Text: "So that questions about a delivery do not go to the representative.", State: "open", MadeOn: "2026-11-06"}}},
	},
	"VALEA": {
		opening: lang.Text{"lt": "Šiemet tinklas daugiausia kalbėjo apie kaimus be transporto ir pirmąjį jaunimo darbą.", "ro": "Anul acesta rețeaua a discutat mai ales despre satele fără transport și despre primul loc de muncă al tinerilor.", "en": "This year the network talked most about villages without transport and about a first job for young people.",
			"it": "Quest’anno la rete ha parlato soprattutto dei paesi senza trasporti e del primo impiego dei giovani.", "sv": "I år talade nätverket mest om byar utan kollektivtrafik och om ungas första arbete."},
		proposals: []demoProposal{
			{"VAL-PUNTI", Proposal{Title: "O întâlnire pe an în afara orașului", Text: "Ca să vedem satele despre care vorbim.", State: "open", MadeOn: "2026-11-12"}}},
	},
}
