package accession

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/network"
)

// Demo puts the applications of the demonstration into a database that has
// none. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, one := range invented {
			n, err := network.ByCode(tx, one.network)
			if err != nil {
				return err
			}
			if no, err := lastNo(tx, n.ID); err != nil || no >= one.Application.No {
				return err
			}
			if err := s.invent(tx, n, one); err != nil {
				return fmt.Errorf("application of %s: %w", one.Name, err)
			}
		}
		if err := s.rested(tx); err != nil {
			return err
		}
		return audit.Record(tx, audit.Deed{At: s.now(), Who: network.Operator.ID, Action: "accession.demo", Subject: "installation"})
	})
}

// rested takes up a member of AURORA from before that was suspended while the
// second board of 2026 met.
func (s *Service) rested(tx *db.Tx) error {
	n, err := network.ByCode(tx, "AURORA")
	if err != nil {
		return err
	}
	secretary := network.Who{}
	if secretary.Person, err = network.PersonByLogin(tx, "secretariat"); err != nil {
		return err
	}
	then, a := *s, Application{}
	for _, step := range []Step{
		{State: Active, Day: "2026-05-04"},
		{State: Suspended, Day: "2026-05-05", Reason: "The fee of 2025 was not paid."},
		{State: Active, Day: "2026-07-01", Reason: "The fee is paid."},
	} {
		at, err := time.Parse(time.DateOnly, step.Day)
		if err != nil {
			return err
		}
		then.now = func() time.Time { return at.Add(9 * time.Hour) }
		if a.ID == "" {
			a, err = then.register(tx, secretary, n, taking{"AUR-LEVANTIA", step.Day})
		} else {
			a.Decision = "D 5/2026"
			err = then.move(tx, secretary, &a, step)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// application is one of the demonstration.
type application struct {
	network string
	Application
	contact   Contact
	documents map[string]string // with the day on which each was signed
	answers   string            // y, p, n for each point
	steps     []Step
}

var invented = []application{
	{network: "AURORA", Application: Application{No: 1, Code: "AUR-PLANIKA", Kind: "national_pes", Name: "Služba rada Planika", NameLang: "sr", Country: "ME", AppliedOn: "2026-03-12",
		Reason: "We want to compare our results with other services and to take part in the working groups."},
		contact: Contact{"Jelena Planić", "jelena.planic@planika.example", "en"}, documents: map[string]string{"application": "2026-03-10"}},
	{network: "VALEA", Application: Application{No: 1, Code: "VAL-RAPID", Kind: "private", Name: "Agenția Rapid Muncă SRL", NameLang: "ro", Country: "RO", AppliedOn: "2026-05-18",
		Reason:   "Dorim acces la locurile de muncă vacante ale membrilor.",
		Decision: "Hotărârea 4/2026", Grounds: "Agenția cere persoanelor în căutarea unui loc de muncă o taxă pentru mediere; statutul rețelei cere ca serviciile pentru acestea să fie gratuite."},
		contact: Contact{"Bogdan Răpideanu", "bogdan.rapideanu@rapid-munca.example", "ro"}, documents: map[string]string{"partnership_agreement": "2026-05-15", "adherence_form": "2026-05-15"}, answers: "yyypynp",
		steps: []Step{{State: FormsSigned, Day: "2026-05-20"}, {State: Refused, Day: "2026-06-11", Reason: "Agenția cere persoanelor în căutarea unui loc de muncă o taxă pentru mediere; statutul rețelei cere ca serviciile pentru acestea să fie gratuite."}}},
	{network: "VALEA", Application: Application{No: 2, Code: "VAL-TINERI", Kind: "civil_society", Name: "Asociația Tinerii din Izvorata", NameLang: "ro", Country: "RO", AppliedOn: "2026-10-05",
		Reason: "Lucrăm cu tineri care nu au nici loc de muncă, nici școală, și vrem să îi ajutăm împreună cu agențiile."},
		contact: Contact{"Ioana Tinereanu", "ioana.tinereanu@tinerii-izvorata.example", "ro"}, documents: map[string]string{"partnership_agreement": "2026-10-03"}, answers: "yppyyyy"},
	{network: "VALEA", Application: Application{No: 3, Code: "VAL-BIBLIOTECA", Kind: "agency", Name: "Biblioteca Județeană Dornița", NameLang: "ro", Country: "RO", AppliedOn: "2026-11-02",
		Reason: "Avem săli și calculatoare în fiecare comună și putem găzdui consilieri."},
		contact: Contact{"Anca Cărțișoreanu", "anca.cartisoreanu@biblioteca-dornita.example", "ro"}, documents: map[string]string{"partnership_agreement": "2026-11-05", "adherence_form": "2026-11-05"}, answers: "pyypyyy",
		steps: []Step{{State: FormsSigned, Day: "2026-11-09"}}},
}

// invent writes an application with everything that happened to it.
func (s *Service) invent(tx *db.Tx, n network.Network, one application) error {
	p, err := network.AddPerson(tx, network.Person{Login: one.contact.Email, Name: one.contact.Name, Lang: one.contact.Lang, Fictional: true})
	if err != nil {
		return err
	}
	_, hash := newKey()
	a := one.Application
	a.ID, a.Network, a.State, a.Person, a.Lang, a.MovedOn, a.key, a.keyUntil = db.ID(), n.ID, Applicant, p.ID, p.Lang, a.AppliedOn, hash, a.AppliedOn
	steps := append([]Step{{State: Applicant, Day: a.AppliedOn}}, one.steps...)
	a.State, a.MovedOn = steps[len(steps)-1].State, steps[len(steps)-1].Day
	if err := insertApplication(tx, a); err != nil {
		return err
	}
	for _, step := range steps {
		if err := insertStep(tx, a, step, s.now()); err != nil {
			return err
		}
	}
	for document, day := range one.documents {
		file := []byte("%PDF-1.4\n% demonstration\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n")
		sum := sha256.Sum256(file)
		d := Document{Document: document, How: "file", Name: strings.ReplaceAll(document, "_", "-") + ".pdf", Kind: "application/pdf", Size: int64(len(file)), Sum: hex.EncodeToString(sum[:]), SignedOn: day, At: s.now(), By: p.ID}
		if err := putDocument(tx, a, d, file); err != nil {
			return err
		}
	}
	for i, mark := range one.answers {
		if err := putAnswer(tx, a, Answer{Point: Points[i], Answer: map[rune]string{'y': "yes", 'p': "partly", 'n': "no"}[mark]}); err != nil {
			return err
		}
	}
	return nil
}
