package contribution

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// Demo fills the invented county network with what its invented members did;
// a log that has entries is left as it is. It is open to all who have the
// database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := network.ByCode(tx, "VALEA")
		if err != nil {
			return err
		}
		if first, _, err := yearsOf(tx, n.ID); err != nil || first != "" {
			return err
		}
		by, err := network.PersonByLogin(tx, "valea.secretariat")
		if err != nil {
			return err
		}
		var last Entry
		for _, d := range demoEntries {
			o, err := network.OrganisationByCode(tx, "VAL-"+d.member)
			if err != nil {
				return err
			}
			day, err := time.Parse(time.DateOnly, d.day)
			if err != nil {
				return err
			}
			e := Entry{ID: db.ID(), Network: n.ID, Organisation: o.ID, Responsibility: d.responsibility, Day: d.day, Title: d.title, State: Confirmed, By: by.ID, At: day.Add(34 * time.Hour), Settled: day.Add(58 * time.Hour)}
			if d.waits {
				e.State, e.Settled = Recorded, time.Time{}
			}
			if e, err = insertEntry(tx, e); err != nil {
				return err
			}
			if d.responsibility == 3 {
				last = e
			}
		}
		for _, name := range demoNames {
			name.ID, name.Network, name.Entry, name.At = db.ID(), n.ID, last.ID, last.At
			if err := insertName(tx, name); err != nil {
				return err
			}
		}
		return s.record(tx, network.Operator, n, "contribution.demo", last, nil)
	})
}

var demoNames = []Name{
	{Company: "Alunara Textil SRL (inventată)", Name: "Petru Alunescu-Vad", Purpose: "Contact pentru măsurile de prevenire a concedierilor", Source: "Registrul Comerțului VALEA, 2 septembrie 2026 (inventat)"},
	{Company: "Cerbura Lemn SA (inventată)", Name: "Anica Cerbureanu", Purpose: "Contact pentru oferta de recalificare", Source: "Registrul Comerțului VALEA, 2 septembrie 2026 (inventat)"},
}

var demoEntries = []struct {
	member         string
	responsibility int
	day, title     string
	waits          bool
}{
	{"ALUNARA", 6, "2024-03-14", "A găzduit reuniunea de primăvară", false},
	{"PUNTI", 1, "2024-04-22", "A anunțat săptămâna porților deschise", false},
	{"UNIV", 7, "2024-05-30", "A prezentat studiul despre tinerii fără loc de muncă", false},
	{"BRADANA", 4, "2024-09-12", "A transmis statisticile sezoniere", false},
	{"PATRONAT", 2, "2024-10-03", "A prezentat cererea de lucrători în construcții", false},
	{"SCOLAR", 5, "2024-11-19", "A sprijinit orientarea elevilor din anul terminal", false},
	{"ALUNARA", 9, "2025-02-06", "Curs comun: convorbirea cu angajatorul", false},
	{"LUNARA", 4, "2025-03-03", "Date despre locurile de muncă vacante pe comune", false},
	{"PUNTI", 8, "2025-04-10", "Dezbatere publică: munca la distanță în sate", false},
	{"UNIV", 7, "2025-05-15", "Bune practici din trei regiuni învecinate", false},
	{"STEJARA", 5, "2025-06-04", "Târg al locurilor de muncă pentru absolvenți", false},
	{"CAMERA", 3, "2025-06-20", "Lista firmelor care își suspendă activitatea", false},
	{"IZVORATA", 1, "2025-09-09", "A anunțat caravana ocupării", false},
	{"DORNITA", 2, "2025-10-07", "Tendințe: turismul de iarnă", false},
	{"INSPECTORAT", 4, "2025-10-21", "Statistica contractelor de muncă înregistrate", false},
	{"SCOLAR", 9, "2025-11-12", "Curs comun despre orientarea școlară", false},
	{"ALUNARA", 6, "2026-01-22", "A pregătit reuniunea de iarnă și documentele ei", false},
	{"BRADANA", 4, "2026-01-29", "A transmis statisticile lunare pentru 2025", false},
	{"PUNTI", 1, "2026-02-05", "A anunțat atelierele de toamnă pentru mame", false},
	{"UNIV", 7, "2026-02-18", "Rezultatele anchetei despre competențe", false},
	{"LUNARA", 2, "2026-03-03", "Tendințe: depozite și logistică", false},
	{"PATRONAT", 2, "2026-03-11", "Cererea de personal pentru primăvară", false},
	{"CERBURA", 5, "2026-03-19", "Sprijin pentru recalificarea lucrătorilor forestieri", false},
	{"CAMERA", 3, "2026-03-26", "Firmele care devin inactive, trimestrul I", false},
	{"ALUNARA", 10, "2026-04-02", "Cerere de proiect comună cu trei membri", false},
	{"PUNTI", 10, "2026-04-02", "Partener în cererea de proiect comună", false},
	{"UNIV", 10, "2026-04-02", "Partener în cererea de proiect comună", false},
	{"FRASINEL", 1, "2026-04-16", "A anunțat bursa locurilor de muncă", false},
	{"INSPECTORAT", 4, "2026-04-23", "Statistica accidentelor și a contractelor", false},
	{"STEJARA", 5, "2026-05-07", "Târg al locurilor de muncă pentru absolvenți", false},
	{"UNIV", 8, "2026-05-21", "Masă rotundă: eficiența consilierii", false},
	{"BRADANA", 9, "2026-06-04", "Curs comun: medierea la distanță", false},
	{"IZVORATA", 6, "2026-06-11", "A găzduit reuniunea de vară", false},
	{"PATRONAT", 8, "2026-06-17", "Dezbatere: ucenicia în întreprinderile mici", false},
	{"LUNARA", 4, "2026-07-02", "Locuri de muncă vacante pe comune, semestrul I", false},
	{"ALUNARA", 2, "2026-07-09", "Tendințe pe piața muncii, semestrul I", false},
	{"PUNTI", 5, "2026-08-20", "Ateliere de reluare a muncii pentru 40 de persoane", false},
	{"CAMERA", 3, "2026-09-03", "Acces la registrul firmelor care devin inactive", false},
	{"UNIV", 7, "2026-09-17", "Ghid de bune practici pentru mentori", false},
	{"CERBURA", 2, "2026-10-01", "Tendințe: industria lemnului", false},
	{"ALUNARA", 1, "2026-10-08", "A anunțat luna carierei", false},
	{"BRADANA", 4, "2026-10-15", "Statistica șomajului de lungă durată", false},
	{"STEJARA", 6, "2026-10-29", "A sprijinit doi membri noi la întocmirea datelor", false},
	{"PUNTI", 8, "2026-11-12", "Dezbatere publică: îngrijirea și munca", true},
	{"IZVORATA", 7, "2026-11-16", "Notă despre vizita de studiu", true},
}
