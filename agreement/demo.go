package agreement

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Demo fills the register: the network of the services with what the page of
// the Lithuanian service says of its partners, the invented network with
// invented agreements. A register that has agreements is left as it is. It is
// open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for code, fill := range map[string]func(*db.Tx, network.Network) error{"PES-NETWORK": s.demoLithuania, "AURORA": s.demoAurora} {
			n, err := network.ByCode(tx, code)
			if err != nil {
				return err
			}
			if there, err := agreements(tx, n.ID); err != nil || len(there) > 0 {
				return err
			}
			if err := fill(tx, n); err != nil {
				return err
			}
			if err := s.record(tx, network.Operator, n, "agreement.demo", Agreement{}, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// demoLithuania is the partners whom the page names. It says that agreements
// are signed, and for none since when: so no day stands here.
func (s *Service) demoLithuania(tx *db.Tx, n network.Network) error {
	uzt, err := network.OrganisationByCode(tx, "LT-UZT")
	if err != nil {
		return err
	}
	about := lang.Text{"lt": "Klientų aptarnavimo skyriai dalijasi patirtimi ir informacija regioniniuose susitikimuose su kaimyninių šalių tarnybomis.", "ro": "Punctele de lucru schimbă experiență și informații la întâlniri regionale cu serviciile țărilor vecine.",
		"en": "The client service departments share experience and information at regional meetings with the services of neighbouring countries.", "it": "Gli sportelli condividono esperienze e informazioni in riunioni regionali con i servizi dei paesi vicini.",
		"sv": "Kundtjänstavdelningarna delar erfarenhet och information vid regionala möten med grannländernas myndigheter."}
	for _, p := range lithuanianPartners {
		title := lang.Text{}
		for code, before := range map[string]string{"lt": "Bendradarbiavimas: ", "ro": "Cooperare: ", "en": "Cooperation: ", "it": "Cooperazione: ", "sv": "Samarbete: "} {
			title[code] = before + p.Name[code]
		}
		a := Agreement{ID: db.ID(), Network: n.ID, Title: title, About: about, Themes: "labour-market services", State: Documented, Source: "uzt-page", Parties: []Party{{Organisation: uzt.ID}, p}}
		if _, err := insertAgreement(tx, a); err != nil {
			return err
		}
	}
	return nil
}

func five(lt, ro, en, it, sv string) lang.Text {
	return lang.Text{"lt": lt, "ro": ro, "en": en, "it": it, "sv": sv}
}

var lithuanianPartners = []Party{
	{Country: "PL", Place: "Warszawa", Name: five("Varšuvos darbo tarnyba", "Serviciul de ocupare din Varșovia", "Labour office of Warsaw", "Ufficio del lavoro di Varsavia", "Arbetskontoret i Warszawa")},
	{Country: "PL", Place: "Sokółka", Name: five("Sokulkos darbo tarnyba", "Serviciul de ocupare din Sokółka", "Labour office of Sokółka", "Ufficio del lavoro di Sokółka", "Arbetskontoret i Sokółka")},
	{Country: "PL", Place: "Olsztyn", Name: five("Varmijos ir Mozūrų vaivadijos darbo tarnyba", "Serviciul de ocupare al voievodatului Warmia-Mazuria", "Labour office of Warmia-Masuria voivodeship", "Ufficio del lavoro del voivodato Varmia-Masuria", "Arbetskontoret i Ermland-Masuriens vojvodskap")},
	{Country: "PL", Place: "Białystok", Name: five("Palenkės vaivadijos užimtumo tarnyba", "Serviciul de ocupare al voievodatului Podlasia", "Employment service of Podlasie voivodeship", "Servizio per l’impiego del voivodato Podlachia", "Arbetsförmedlingen i Podlasiens vojvodskap")},
	{Country: "LV", Place: "Rīga", Name: five("Latvijos valstybinės užimtumo agentūros Rygos regioninis filialas", "Filiala regională Riga a agenției de ocupare din Letonia", "Riga regional branch of the State Employment Agency of Latvia", "Sede regionale di Riga dell’agenzia per l’impiego della Lettonia", "Lettiska arbetsförmedlingens regionkontor i Riga")},
	{Country: "LV", Place: "Rēzekne", Name: five("Latvijos valstybinės užimtumo agentūros Rėzeknės filialas", "Filiala Rēzekne a agenției de ocupare din Letonia", "Rēzekne branch of the State Employment Agency of Latvia", "Sede di Rēzekne dell’agenzia per l’impiego della Lettonia", "Lettiska arbetsförmedlingens kontor i Rēzekne")},
	{Country: "LV", Place: "Liepāja", Name: five("Liepojos teritorinė darbo agentūra", "Agenția teritorială de muncă din Liepāja", "Liepāja territorial labour agency", "Agenzia territoriale del lavoro di Liepāja", "Liepājas territoriella arbetsbyrå")},
	{Country: "EE", Place: "Raeküla", Name: five("Raekiulos kultūros ir užimtumo centras", "Centrul de cultură și ocupare din Raeküla", "Raeküla culture and employment centre", "Centro per la cultura e il lavoro di Raeküla", "Raeküla kultur- och sysselsättningscentrum")},
	{Country: "EE", Place: "Tallinn, Harjumaa", Name: five("Darbo rinkos departamento Talino ir Harjumos regioniniai skyriai", "Secțiile regionale Tallinn și Harju ale departamentului pieței muncii", "Tallinn and Harju regional departments of the labour market board", "Sezioni regionali di Tallinn e Harju del dipartimento del mercato del lavoro", "Arbetsmarknadsverkets regionavdelningar i Tallinn och Harju")},
	{Country: "MD", Name: five("Moldovos Respublikos valstybinė užimtumo agentūra", "Agenția pentru ocuparea forței de muncă a Republicii Moldova", "National employment agency of the Republic of Moldova", "Agenzia per l’impiego della Repubblica di Moldova", "Republiken Moldaviens nationella arbetsförmedling")},
}

func (s *Service) demoAurora(tx *db.Tx, n network.Network) error {
	for _, d := range demoAgreements {
		a := d.Agreement
		a.ID, a.Network, a.Source = db.ID(), n.ID, "aurora-charter"
		for _, code := range d.parties {
			o, err := network.OrganisationByCode(tx, "AUR-"+code)
			if err != nil {
				return err
			}
			a.Parties = append(a.Parties, Party{Organisation: o.ID, Contact: d.contact})
		}
		a, err := insertAgreement(tx, a)
		if err != nil {
			return err
		}
		for _, one := range d.did {
			if err := insertActivity(tx, a, one); err != nil {
				return err
			}
		}
	}
	return nil
}

var demoAgreements = []struct {
	Agreement
	parties []string
	contact string
	did     []Activity
}{
	{Agreement{Title: five("Bendra pasienio darbo rinka", "Piața comună a muncii la frontieră", "A common labour market at the border", "Un mercato del lavoro comune al confine", "En gemensam arbetsmarknad vid gränsen"), Themes: "labour-market border", Exchange: "vacancies statistics",
		State: Signed, Signed: "2024-03-01", From: "2024-04-01", To: "2027-03-31"}, []string{"GINTARA", "LIEPAVA"}, "EURES office",
		[]Activity{{Day: "2024-04-18", Kind: "meeting", Title: "First meeting of the two EURES offices"}, {Day: "2025-05-07", Kind: "event", Title: "Job fair in both border towns"}, {Day: "2026-05-06", Kind: "event", Title: "Second job fair"}, {Day: "2026-09-23", Kind: "exchange", Title: "Statistics of border workers, first half of 2026"}}},
	{Agreement{Title: five("Darbuotojų mainai", "Schimb de personal", "Exchange of staff", "Scambio di personale", "Utbyte av personal"), Themes: "staff training", Exchange: "staff practices",
		State: Signed, Signed: "2023-12-05", From: "2024-01-01", To: "2026-12-31", Remind: 60}, []string{"JUTRZENA", "GINTARA"}, "Personnel department",
		[]Activity{{Day: "2024-10-14", Kind: "visit", Title: "Three counsellors for two weeks"}, {Day: "2025-10-13", Kind: "visit", Title: "Four counsellors for two weeks"}, {Day: "2026-06-08", Kind: "training", Title: "Joint course on work with employers"}}},
	{Agreement{Title: five("Bendras laisvų darbo vietų ir kandidatų mainų susitarimas", "Schimb comun de locuri de muncă și candidați", "Joint exchange of vacancies and candidates", "Scambio comune di posti vacanti e candidati", "Gemensamt utbyte av lediga jobb och kandidater"), Themes: "labour-market employers", Exchange: "vacancies candidates statistics",
		State: Signed, Signed: "2022-11-15", From: "2023-01-01"}, []string{"ORESOL", "NORRLJUS", "FJORDLYS"}, "Recruitment across borders",
		[]Activity{{Day: "2026-02-11", Kind: "meeting", Title: "Yearly meeting of the three services"}}},
	{Agreement{Title: five("Paslaugos jaunimui prie Dunojaus", "Servicii pentru tineri la Dunăre", "Services for young people along the Danube", "Servizi per i giovani lungo il Danubio", "Tjänster för unga längs Donau"), Themes: "youth services", Exchange: "practices",
		State: Signed, Signed: "2021-12-10", From: "2022-01-01", To: "2025-12-31"}, []string{"ALMLICHT", "TISZAVA"}, "Youth services", nil},
	{Agreement{Title: five("Bendri projektai dėl sezoninio darbo", "Proiecte comune despre munca sezonieră", "Joint projects on seasonal work", "Progetti comuni sul lavoro stagionale", "Gemensamma projekt om säsongsarbete"), Themes: "projects employers", Exchange: "vacancies",
		State: Preparation}, []string{"ZORILE", "AURELINA"}, "Projects office", nil},
}
