package hearing

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// Demo fills the invented county network with an invented hearing that is
// over, and one that takes depositions; a network that has hearings is left as
// it is. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := network.ByCode(tx, "VALEA")
		if err != nil {
			return err
		}
		if there, err := hearings(tx, n.ID); err != nil || len(there) > 0 {
			return err
		}
		for _, d := range demoHearings {
			h := d.Hearing
			h.ID, h.Network = db.ID(), n.ID
			if h, err = insertHearing(tx, h); err != nil {
				return err
			}
			for i, one := range d.depositions {
				one.ID, one.Lang, one.Consent = db.ID(), "ro", one.Reason == ""
				one.At = d.first.AddDate(0, 0, 2*i)
				if _, err := insertDeposition(tx, h, one); err != nil {
					return err
				}
			}
			position := map[string]int64{}
			for _, p := range d.people {
				position[p.Role]++
				p.Position = position[p.Role]
				if err := insertPerson(tx, h, p); err != nil {
					return err
				}
			}
			if err := s.record(tx, network.Operator, n, "hearing.demo", h, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func written(organisation, author, title, text string) Deposition {
	return Deposition{Organisation: organisation, Author: author, Contact: "contact@example.org", Title: title, Text: text, State: Published}
}

func speaks(name, organisation, said string) Person {
	return Person{Role: "speaker", Name: name, Organisation: organisation, Said: said}
}

var demoHearings = []struct {
	Hearing
	first       time.Time
	depositions []Deposition
	people      []Person
}{
	{Hearing: Hearing{State: Concluded, Title: "Munca și naveta în județele VALEA", Question: "Ce îi împiedică pe oameni să ajungă la locurile de muncă din alte localități?", Place: "Sala mare a Agenției Alunara", Day: "2026-04-21", Begins: "10:00",
		Announced: "2026-03-09", Limit: "2026-04-10", Concluded: "2026-05-05",
		Minutes:     "Audierea a fost deschisă la ora 10:00. Comisia de experți a prezentat depozițiile scrise.\n\nAu vorbit paisprezece persoane, câte zece minute fiecare. Publicul a pus șapte întrebări. Audierea s-a încheiat la ora 15:30.",
		Report:      "Din cele nouă depoziții scrise și din cele paisprezece intervenții reies trei piedici: lipsa curselor de noapte, costul abonamentelor și locurile de grădiniță.\n\nAcolo unde angajatorii au pus microbuze, posturile vacante s-au ocupat de două ori mai repede.",
		Conclusions: "1. Rețeaua recomandă două curse de noapte pe liniile 4 și 7.\n\n2. Agențiile includ costul navetei în convorbirea cu angajatorul.\n\n3. Rezultatele se verifică după un an, într-o nouă audiere."},
		first: time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC),
		depositions: []Deposition{
			written("Asociația Punți", "Sorin Punteanu", "Cursele de noapte", "Din douăsprezece comune nu se poate ajunge la schimbul al treilea. Cerem două curse noi."),
			written("Universitatea VALEA", "Livia Stejăreanu", "Timpul de navetă în cifre", "Jumătate dintre cei care refuză un loc de muncă au de mers peste o oră."),
			written("Patronatul VALEA", "Radu Cerneanu", "Microbuzele firmelor", "Patru firme plătesc microbuze. Costul se recuperează în opt luni."),
			written("Camera de Comerț", "Ileana Vadu", "Abonamente la jumătate", "Propunem abonamente la jumătate de preț în primele șase luni de muncă."),
			written("Primăria Izvorata", "Matei Izvoreanu", "Grădinițe deschise până la ora 19", "Părinții nu pot accepta un post în alt oraș dacă grădinița se închide la ora 16."),
			written("Sindicatul Transportatorilor", "Nelu Drumeanu", "Șoferi lipsă", "Cursele noi cer unsprezece șoferi. Avem nevoie de cursuri."),
			written("Inspectoratul teritorial", "Carmen Lespezi", "Siguranța pe drum", "Vara trecută au fost nouă accidente pe drumul de seară."),
			written("Asociația Tinerilor", "Dan Frăsinel", "Biciclete și tren", "Trenul are loc pentru biciclete doar dimineața."),
			{Organisation: "O firmă din Cerbura", Author: "Ana Cerbu", Contact: "contact@example.org", Title: "De ce pleacă oamenii", Text: "Oamenii pleacă după trei luni din cauza drumului.", State: Published, Reason: "Autorul nu dorește publicarea"}},
		people: []Person{
			{Role: "chair", Name: "Eugenia Vadeanu", Organisation: "Universitatea VALEA"}, {Role: "expert", Name: "Horia Dorneanu", Organisation: "Institutul de Transport (inventat)"}, {Role: "expert", Name: "Sanda Alunescu", Organisation: "Agenția Alunara"},
			{Role: "expert", Name: "Traian Lunca", Organisation: "Consiliul județean"}, {Role: "expert", Organisation: "Patronatul VALEA"},
			speaks("Mihai Alunăreanu", "Agenția Alunara", "A prezentat locurile de muncă vacante pe localități."), speaks("Sorin Punteanu", "Asociația Punți", "A citit trei mărturii ale unor muncitori."), speaks("Livia Stejăreanu", "Universitatea VALEA", "A arătat harta timpului de navetă."),
			speaks("Radu Cerneanu", "Patronatul VALEA", "A vorbit despre microbuzele firmelor."), speaks("Ileana Vadu", "Camera de Comerț", "A explicat abonamentul la jumătate."), speaks("Matei Izvoreanu", "Primăria Izvorata", "A promis o grădiniță cu program lung."),
			speaks("Nelu Drumeanu", "Sindicatul Transportatorilor", "A cerut cursuri pentru șoferi."), speaks("Carmen Lespezi", "Inspectoratul teritorial", "A dat cifrele accidentelor."), speaks("Dan Frăsinel", "Asociația Tinerilor", "A propus vagoane cu biciclete."),
			speaks("Corina Lunăreanu", "Agenția Lunara", "A arătat cum întreabă angajatorii despre navetă."), speaks("Petre Brad", "Agenția Brădana", "A comparat două văi."), speaks("Olga Dorna", "Agenția Dornița", "A vorbit despre sezonul de iarnă."),
			speaks("Vlad Stejaru", "Agenția Stejara", "A cerut date comune."), speaks("Ema Frasin", "Agenția Frăsinel", "A rezumat întrebările publicului.")}},
	{Hearing: Hearing{State: Announced, Title: "Îngrijirea și munca", Question: "Cum pot lucra cei care îngrijesc un copil sau un vârstnic?", Place: "Sala mare a Agenției Alunara", Day: "2027-01-26", Begins: "10:00", Announced: "2026-11-10", Limit: "2027-01-15"},
		first: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC),
		depositions: []Deposition{written("Asociația Punți", "Sorin Punteanu", "Program de muncă previzibil", "Cine îngrijește pe cineva are nevoie să știe programul cu o lună înainte."),
			{Organisation: "O mamă din Dornița", Author: "Maria D.", Contact: "contact@example.org", Title: "Creșa", Text: "În comuna noastră nu este creșă.", State: Received}},
		people: []Person{{Role: "chair", Name: "Eugenia Vadeanu", Organisation: "Universitatea VALEA"}, {Role: "expert", Name: "Sanda Alunescu", Organisation: "Agenția Alunara"}}},
}
