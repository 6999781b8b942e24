package privacy

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Demo fills the invented networks with records of processing, consents and
// requests of invented people; a database that has records is left as it is.
// It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	all, err := s.networks.Networks(ctx, network.Operator)
	if err != nil {
		return err
	}
	var fresh []network.Network // those that had nothing
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		for _, n := range all {
			if !n.Fictional {
				continue
			}
			there, err := activities(tx, n.ID)
			if err != nil || len(there) > 0 {
				return err
			}
			for _, a := range demoActivities {
				a.ID, a.Network, a.From = db.ID(), n.ID, "2026-01-01"
				a.Controller = map[string]string{"AURORA": "AUR-SECRETARIAT", "VALEA": "VAL-ALUNARA"}[n.Code]
				if err := insertActivity(tx, a); err != nil {
					return err
				}
			}
			fresh = append(fresh, n)
			if n.Code == "AURORA" {
				if err := s.demoPeople(tx, n); err != nil {
					return err
				}
			}
		}
		return s.record(tx, network.Operator, network.Network{}, "privacy.demo", "installation", nil)
	})
	for _, n := range fresh {
		if err == nil && n.Code == "AURORA" && s.KeyFile != "" {
			err = s.demoSpecial(ctx, n)
		}
	}
	return err
}

// demoSpecial lets one of the invented people allow a note about health, and
// a counsellor keep it.
func (s *Service) demoSpecial(ctx context.Context, n network.Network) error {
	one := Special{Network: n.ID, Category: "health", Purpose: "adjustment", Until: s.now().AddDate(0, 3, 0).UTC().Format(time.DateOnly),
		Text: "Nelle riunioni lunghe serve una pausa ogni ora e un posto vicino alla porta."}
	var person network.Person
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		if person, err = network.PersonByLogin(tx, "employers"); err != nil {
			return err
		}
		holders, err := network.HoldersOn(tx, n.ID, s.today(n))
		for _, h := range holders {
			if h.Login == "careers" && h.Role.Role == network.Counsellor {
				one.Organisation = h.Role.Organisation
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	one.Person = person.ID
	if err := s.allow(ctx, network.Who{Person: person}, Consenting{Categories: []string{"health"}, Destinations: []string{one.Organisation}, Lang: person.Lang}); err != nil {
		return err
	}
	return s.PutSpecial(ctx, network.Operator, one)
}

// demoPeople lets some of the invented people ask, allow and change their
// minds.
func (s *Service) demoPeople(tx *db.Tx, n network.Network) error {
	id := map[string]string{}
	for _, login := range []string{"analyst", "careers", "employers", "secretariat", "auditor"} {
		p, err := network.PersonByLogin(tx, login)
		if err != nil {
			return err
		}
		id[login] = p.ID
	}
	now := s.now()
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, r := range []Request{
		{Person: id["analyst"], Kind: "access", Lang: "lt", State: Asked, Asked: ago(12)},
		{Person: id["careers"], Kind: "objection", Text: "Nu doresc ca numele meu să apară în lista publică a evaluatorilor.", Lang: "ro", State: Checked, Identity: "signed-in", Asked: ago(27)},
	} {
		r.Network, r.AskedOn = n.ID, r.Asked.UTC().Format(time.DateOnly)
		r.Due, _ = due(r.AskedOn, answerMonths)
		if _, err := insertRequest(tx, r); err != nil {
			return err
		}
	}
	given := ago(60)
	last, err := lastDay(given.UTC().Format(time.DateOnly))
	if err != nil {
		return err
	}
	var allowed []Consent
	for _, category := range []string{"person", "education", "languages"} {
		for _, country := range []string{"IT", "SE"} {
			allowed = append(allowed, Consent{ID: db.ID(), Person: id["careers"], Category: category, Destination: country, Given: given, Expires: last, Lang: "ro"})
		}
	}
	if err := insertConsents(tx, allowed); err != nil {
		return err
	}
	if err := insertPassed(tx, Passed{Person: id["careers"], Network: n.ID, Category: "languages", Destination: "SE", Recipient: "AUR-NORRLJUS", At: ago(50)}); err != nil {
		return err
	}
	if err := s.tell(tx, id["careers"], "rectification", func(Passed) bool { return true }); err != nil {
		return err
	}
	return addReadings(tx, Reading{Who: id["auditor"], What: "people", Network: n.ID, Last: ago(3)}, []string{id["analyst"], id["careers"], id["employers"]})
}

// demoActivities are what an invented network does with personal data.
var demoActivities = []Activity{
	{Code: "directory", Basis: "6-1-e", Law: "Charter of the network, 4(2)", Data: "name contact role", Persons: "representatives staff", Recipients: "own members", Safeguards: "roles record readings retention", Class: "account", DPIA: "no",
		Name: lang.Text{"en": "Directory of the people of the network", "lt": "Tinklo žmonių sąrašas", "ro": "Lista persoanelor din rețea", "it": "Elenco delle persone della rete", "sv": "Förteckning över nätverkets personer"},
		Purpose: lang.Text{"en": "Members know who represents a service, who delivers its figures, and whom to ask.", "lt": "Nariai žino, kas atstovauja tarnybai, kas teikia jos duomenis ir ko klausti.", "ro": "Membrii știu cine reprezintă un serviciu, cine îi transmite datele și pe cine să întrebe.",
			"it": "I membri sanno chi rappresenta un servizio, chi ne fornisce i dati e a chi rivolgersi.", "sv": "Medlemmarna vet vem som företräder en myndighet, vem som lämnar dess uppgifter och vem man frågar."}},
	{Code: "security", Basis: "6-1-c", Law: "GDPR 5(2), 32", Data: "session deeds", Persons: "representatives staff", Recipients: "own", Safeguards: "roles record encryption retention", Class: "session", DPIA: "no",
		Name: lang.Text{"en": "Sign-in and the record of what was done", "lt": "Prisijungimas ir veiksmų žurnalas", "ro": "Autentificarea și registrul acțiunilor", "it": "Accesso e registro delle operazioni", "sv": "Inloggning och logg över åtgärder"},
		Purpose: lang.Text{"en": "Only those who may see and change what is kept; it can be proven who did what.", "lt": "Duomenis mato ir keičia tik tie, kam leista; galima įrodyti, kas ką padarė.", "ro": "Doar cei îndreptățiți văd și schimbă datele; se poate dovedi cine ce a făcut.",
			"it": "Solo chi ne ha il diritto vede e modifica i dati; si può provare chi ha fatto che cosa.", "sv": "Bara behöriga ser och ändrar uppgifter; det går att visa vem som gjorde vad."}},
	{Code: "feedback", Basis: "6-1-c", Law: "Directive (EU) 2016/2102, 7(1)", Data: "text contact", Persons: "visitors", Recipients: "own", Safeguards: "roles retention", Class: "feedback", DPIA: "no",
		Name: lang.Text{"en": "Feedback on the pages", "lt": "Atsiliepimai apie puslapius", "ro": "Observații despre pagini", "it": "Segnalazioni sulle pagine", "sv": "Synpunkter på sidorna"},
		Purpose: lang.Text{"en": "Whoever meets a barrier or a fault can say so and gets an answer.", "lt": "Kas susiduria su kliūtimi ar klaida, gali apie ją pranešti ir gauna atsakymą.", "ro": "Cine întâlnește o barieră sau o eroare o poate semnala și primește un răspuns.",
			"it": "Chi incontra una barriera o un errore può segnalarlo e riceve una risposta.", "sv": "Den som möter ett hinder eller ett fel kan säga till och får svar."}},
	{Code: "letters", Basis: "6-1-e", Law: "Charter of the network, 6(1)", Data: "name contact", Persons: "representatives staff", Recipients: "own processor", Safeguards: "roles record readings encryption retention", Class: "letter", DPIA: "no",
		Name: lang.Text{"en": "Messages by email and calendars", "lt": "Pranešimai el. paštu ir kalendoriai", "ro": "Mesaje prin e-mail și calendare", "it": "Messaggi email e calendari", "sv": "Meddelanden med e-post och kalendrar"},
		Purpose: lang.Text{"en": "People learn in time what waits for them; it can be proven who was called and who got the minutes.", "lt": "Žmonės laiku sužino, kas jų laukia; galima įrodyti, kas buvo pakviestas ir kas gavo protokolą.", "ro": "Oamenii află la timp ce îi așteaptă; se poate dovedi cine a fost convocat și cine a primit procesul-verbal.",
			"it": "Le persone sanno in tempo che cosa le attende; si può provare chi è stato convocato e chi ha ricevuto il verbale.", "sv": "Människor får i tid veta vad som väntar på dem; det går att visa vem som kallades och vem som fick protokollet."}},
	{Code: "hearing", Basis: "6-1-e", Law: "Charter of the network", Data: "name contact text", Persons: "visitors", Recipients: "own public", Safeguards: "roles record retention", Class: "deposition", DPIA: "no",
		Name: lang.Text{"en": "Depositions for public hearings", "lt": "Nuomonės viešiesiems svarstymams", "ro": "Depoziții pentru audieri publice", "it": "Deposizioni per audizioni pubbliche", "sv": "Inlagor till offentliga utfrågningar"},
		Purpose: lang.Text{"en": "Whoever a question concerns is heard; text and organisation are published only where they agree.", "lt": "Išklausomi visi, kam klausimas rūpi; tekstas ir organizacija skelbiami tik sutikus.", "ro": "Este ascultat oricine este interesat; textul și organizația se publică doar cu acord.",
			"it": "È ascoltato chiunque sia interessato; testo e organizzazione si pubblicano solo con il consenso.", "sv": "Den som en fråga rör blir hörd; text och organisation offentliggörs bara med samtycke."}},
	{Code: "applications", Basis: "6-1-e", Law: "Charter of the network", Data: "name contact text", Persons: "representatives", Recipients: "own", Safeguards: "roles record readings retention", Class: "application", DPIA: "no",
		Name: lang.Text{"en": "Applications of organisations to join", "lt": "Organizacijų prašymai įstoti", "ro": "Cererile de aderare ale organizațiilor", "it": "Domande di adesione delle organizzazioni", "sv": "Organisationers ansökningar om anslutning"},
		Purpose: lang.Text{"en": "The network can decide who joins, answer the applicant and explain a refusal.", "lt": "Tinklas gali nuspręsti, kas įstoja, atsakyti pareiškėjui ir pagrįsti atsisakymą.", "ro": "Rețeaua poate decide cine aderă, poate răspunde solicitantului și poate motiva un refuz.",
			"it": "La rete può decidere chi aderisce, rispondere a chi ha fatto domanda e motivare un rifiuto.", "sv": "Nätverket kan besluta vem som ansluts, svara den sökande och motivera ett avslag."}},
	{Code: "meetings", Basis: "6-1-e", Law: "Charter of the network", Data: "name role text deeds", Persons: "representatives staff", Recipients: "own members", Safeguards: "roles record retention", Class: "account", DPIA: "no",
		Name: lang.Text{"en": "Meetings, votes and minutes", "lt": "Posėdžiai, balsavimai ir protokolai", "ro": "Reuniuni, voturi și procese-verbale", "it": "Riunioni, votazioni e verbali", "sv": "Möten, omröstningar och protokoll"},
		Purpose: lang.Text{"en": "It can be proven who was called and was there, who voted for a member and how, who had a conflict of interest, and who asked for changes in the minutes.", "lt": "Galima įrodyti, kas buvo pakviestas ir dalyvavo, kas ir kaip balsavo už narį, kas turėjo interesų konfliktą ir kas prašė taisyti protokolą.", "ro": "Se poate dovedi cine a fost convocat și a participat, cine și cum a votat pentru un membru, cine a avut un conflict de interese și cine a cerut modificarea procesului-verbal.",
			"it": "Si può provare chi è stato convocato e ha partecipato, chi ha votato per un membro e come, chi aveva un conflitto di interessi e chi ha chiesto modifiche al verbale.", "sv": "Det går att visa vem som kallades och deltog, vem som röstade för en medlem och hur, vem som var jävig och vem som begärde ändringar i protokollet."}},
	{Code: "comments", Basis: "6-1-e", Law: "Charter of the network", Data: "name text", Persons: "representatives staff", Recipients: "own members", Safeguards: "roles record retention", Class: "account", DPIA: "no",
		Name: lang.Text{"en": "Comments on programmes and discussions in groups", "lt": "Pastabos dėl programų ir diskusijos grupėse", "ro": "Observații la programe și discuții în grupuri", "it": "Osservazioni sui programmi e discussioni nei gruppi", "sv": "Synpunkter på program och diskussioner i grupper"},
		Purpose: lang.Text{"en": "Members work on programmes together and learn from each other; it is seen who said what, and for whom.", "lt": "Nariai kartu rengia programas ir mokosi vieni iš kitų; matyti, kas ką ir kieno vardu pasakė.", "ro": "Membrii lucrează împreună la programe și învață unii de la alții; se vede cine ce a spus și în numele cui.",
			"it": "I membri lavorano insieme ai programmi e imparano gli uni dagli altri; si vede chi ha detto che cosa e per conto di chi.", "sv": "Medlemmarna arbetar tillsammans med program och lär av varandra; det syns vem som sagt vad, och för vem."}},
	{Code: "companies", Basis: "6-1-e", Law: "Charter of the network", Data: "name role", Persons: "employers", Recipients: "members", Safeguards: "roles record readings retention", Class: "company", DPIA: "no",
		Name: lang.Text{"en": "Administrators of companies from public registers", "lt": "Įmonių administratoriai iš viešųjų registrų", "ro": "Administratorii firmelor din registre publice", "it": "Amministratori di imprese da registri pubblici", "sv": "Administratörer av företag ur offentliga register"},
		Purpose: lang.Text{"en": "Members reach employers for a purpose that is written beside each name.", "lt": "Nariai pasiekia darbdavius tuo tikslu, kuris užrašytas prie kiekvienos pavardės.", "ro": "Membrii contactează angajatorii în scopul scris lângă fiecare nume.",
			"it": "I membri raggiungono i datori di lavoro per lo scopo scritto accanto a ogni nome.", "sv": "Medlemmar når arbetsgivare för det ändamål som står vid varje namn."}},
	{Code: "exchange", Basis: "6-1-a", Law: "Regulation (EU) 2016/589, 17(2)", Data: "profile", Persons: "jobseekers", Recipients: "members countries", Safeguards: "roles record readings retention", Class: "consent", DPIA: "needed",
		Name: lang.Text{"en": "Profiles of jobseekers for other countries", "lt": "Darbo ieškančių asmenų aprašai kitoms šalims", "ro": "Profiluri ale persoanelor în căutarea unui loc de muncă pentru alte țări", "it": "Profili di persone in cerca di lavoro per altri paesi", "sv": "Arbetssökandes profiler till andra länder"},
		Purpose: lang.Text{"en": "Services of other countries can offer jobs to those who allow it, for the kinds of data and the countries that they choose.", "lt": "Kitų šalių tarnybos gali siūlyti darbą tiems, kurie leidžia, – pagal jų pasirinktas duomenų rūšis ir šalis.", "ro": "Serviciile din alte țări pot oferi locuri de muncă celor care permit acest lucru, pentru categoriile de date și țările alese.",
			"it": "I servizi di altri paesi possono offrire lavoro a chi lo consente, per i tipi di dati e i paesi che sceglie.", "sv": "Myndigheter i andra länder kan erbjuda arbete till den som tillåter det, för de slags uppgifter och de länder som den väljer."}},
}
