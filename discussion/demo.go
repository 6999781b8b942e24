package discussion

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Demo fills the invented networks with groups, talk and announcements; a
// database that has groups is left as it is. It is open to all who have the
// database in hand.
func (s *Service) Demo(ctx context.Context) error {
	all, err := s.networks.Networks(ctx, network.Operator)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, n := range all {
			there, err := listedGroups(tx, n.ID, "")
			if err != nil {
				return err
			}
			if !n.Fictional || len(there) > 0 {
				continue
			}
			if err := s.demoNetwork(tx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) demoNetwork(tx *db.Tx, n network.Network) error {
	for _, g := range demoGroups[n.Code] {
		if err := s.demoGroup(tx, n, g); err != nil {
			return err
		}
	}
	for _, a := range demoAnnouncements[n.Code] {
		o, err := network.OrganisationByCode(tx, a.by)
		if err != nil {
			return err
		}
		a.ID, a.Network, a.Organisation, a.Written = db.ID(), n.ID, o.ID, moment(a.written)
		if err := a.Check(); err != nil {
			return err
		}
		if _, err := insertAnnouncement(tx, a.Announcement); err != nil {
			return err
		}
	}
	return s.record(tx, network.Operator, n, "discussion.demo", "network "+n.Code, nil)
}

func (s *Service) demoGroup(tx *db.Tx, n network.Network, d demoGroup) error {
	people := map[string]string{}
	for _, login := range append(d.people, d.moderator) {
		p, err := network.PersonByLogin(tx, login)
		if err != nil {
			return err
		}
		people[login] = p.ID
	}
	g := Group{ID: db.ID(), Network: n.ID, Code: d.code, Kind: d.kind, Name: d.name, About: d.about, Moderator: people[d.moderator], Version: 1}
	if err := g.Check(); err != nil {
		return err
	}
	if err := insertGroup(tx, g); err != nil {
		return err
	}
	for _, id := range people {
		if err := insertMember(tx, g, id, moment(d.begun)); err != nil {
			return err
		}
	}
	for _, talk := range d.threads {
		at := moment(talk.posts[0].at)
		t, err := insertThread(tx, Thread{ID: db.ID(), Network: n.ID, Group: g.ID, Title: talk.title, Begun: at, Latest: moment(talk.posts[len(talk.posts)-1].at)})
		if err != nil {
			return err
		}
		for _, p := range talk.posts {
			if _, err := insertPost(tx, Post{ID: db.ID(), Network: n.ID, Thread: t.ID, Author: people[p.by], Lang: talk.lang, Text: p.text, Written: moment(p.at)}); err != nil {
				return err
			}
		}
	}
	return nil
}

func moment(text string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return at
}

type demoGroup struct {
	code, kind, moderator, begun string
	name, about                  lang.Text
	people                       []string
	threads                      []demoThread
}

type demoThread struct {
	title, lang string
	posts       []demoPost
}

type demoPost struct{ by, at, text string }

type demoAnnouncement struct {
	Announcement
	by, written string
}

var demoGroups = map[string][]demoGroup{
	"AURORA": {
		{code: "employers", kind: "topic", moderator: "employers", begun: "2026-02-02 09:00", people: []string{"representative", "trainer", "secretariat", "assessor"},
			name: lang.Text{"lt": "Darbdaviai ir laisvos darbo vietos", "ro": "Angajatori și locuri de muncă vacante", "en": "Employers and vacancies", "it": "Datori di lavoro e posti vacanti", "sv": "Arbetsgivare och lediga platser"},
			about: lang.Text{"lt": "Kaip tarnybos randa darbdavius, lanko juos ir užpildo jų darbo vietas.", "ro": "Cum găsesc serviciile angajatorii, cum îi vizitează și cum le ocupă posturile.", "en": "How services find employers, visit them and fill their places.",
				"it": "Come i servizi trovano i datori di lavoro, li visitano e coprono i loro posti.", "sv": "Hur förmedlingar hittar arbetsgivare, besöker dem och tillsätter deras platser."},
			threads: []demoThread{
				{title: "How soon do you call after a vacancy comes in?", lang: "en", posts: []demoPost{
					{"employers", "2026-11-03 09:20", "We call every employer within two working days and ask what matters most in the advertisement.\n\nDo you have a rule of your own, and do you measure it?"},
					{"assessor", "2026-11-03 13:05", "One working day, but only where the advertisement leaves a question open. We stopped measuring the call itself and look at how many first lists of candidates were useful."},
					{"representative", "2026-11-05 08:40", "Two days as well. In small towns a visit works better than a call: one afternoon a week is kept free for it."}}},
				{title: "Advertisements that shut people out", lang: "en", posts: []demoPost{
					{"trainer", "2026-11-17 10:15", "Next month we train counsellors to answer when an advertisement asks for an age or for no accent. Which sentences do you use on the telephone?"}}},
			}},
		{code: "young-people", kind: "topic", moderator: "careers", begun: "2026-03-10 09:00", people: []string{"evaluator", "analyst", "secretariat"},
			name: lang.Text{"lt": "Jaunimas ir Jaunimo garantijų iniciatyva", "ro": "Tinerii și Garanția pentru tineret", "en": "Young people and the Youth Guarantee", "it": "Giovani e Garanzia per i giovani", "sv": "Unga och ungdomsgarantin"},
			about: lang.Text{"lt": "Kaip pasiekti jaunuolius, kurie nesimoko ir nedirba, ir ką jiems pasiūlyti per keturis mėnesius.", "ro": "Cum ajungem la tinerii care nici nu învață, nici nu lucrează și ce le oferim în patru luni.", "en": "Reaching young people who neither learn nor work, and what to offer them within four months.",
				"it": "Come raggiungere i giovani che non studiano né lavorano e che cosa offrire loro entro quattro mesi.", "sv": "Att nå unga som varken studerar eller arbetar, och vad de kan erbjudas inom fyra månader."},
			threads: []demoThread{
				{title: "Follow-up after six months: how many answer you?", lang: "en", posts: []demoPost{
					{"evaluator", "2026-10-12 07:50", "Our letters brought few answers. A short message by telephone did better. What works for you?"},
					{"careers", "2026-10-12 15:30", "The counsellor whom they know calls. It takes time, but we learn more than the form asks for."}}},
			}},
		{code: "baltic-nordic", kind: "region", moderator: "alternate", begun: "2026-01-15 09:00", people: []string{"analyst", "assessor", "chair"},
			name:  lang.Text{"lt": "Baltijos ir Šiaurės šalių tarnybos", "ro": "Serviciile baltice și nordice", "en": "Baltic and Nordic services", "it": "Servizi baltici e nordici", "sv": "Baltiska och nordiska förmedlingar"},
			about: lang.Text{"lt": "Apie bendrą darbo rinką ir vizitus vieni pas kitus.", "ro": "Despre piața comună a muncii și vizitele dintre servicii.", "en": "On a shared labour market and visits to each other.", "it": "Sul mercato del lavoro comune e sulle visite reciproche.", "sv": "Om en gemensam arbetsmarknad och besök hos varandra."}},
	},
	"VALEA": {
		{code: "brad", kind: "county", moderator: "valea.secretariat", begun: "2026-01-20 09:00", people: []string{"valea.analyst", "valea.ngo", "valea.university"},
			name:  lang.Text{"lt": "Brado apskritis", "ro": "Județul Brad", "en": "County of Brad", "it": "Distretto di Brad", "sv": "Länet Brad"},
			about: lang.Text{"lt": "Partneriai, kurie dirba Brado apskrityje.", "ro": "Partenerii care lucrează în județul Brad.", "en": "Partners who work in the county of Brad.", "it": "I partner che lavorano nel distretto di Brad.", "sv": "Parter som arbetar i länet Brad."},
			threads: []demoThread{
				{title: "Cum ajungem la satele fără transport?", lang: "ro", posts: []demoPost{
					{"valea.ngo", "2026-10-06 08:10", "În trei sate de pe vale nu mai trece autobuzul după ora 15. Oamenii nu pot veni la cursuri.\n\nAm putea ține cursurile la școală, sâmbăta?"},
					{"valea.analyst", "2026-10-06 11:45", "Putem trimite un consilier în fiecare joi. Să vedem câte persoane vin în prima lună."},
					{"valea.university", "2026-10-07 09:30", "Studenții noștri pot face un chestionar scurt despre drum și orar, înainte de decembrie."}}},
			}},
		{code: "tineri", kind: "topic", moderator: "valea.university", begun: "2026-02-11 09:00", people: []string{"valea.ngo", "valea.employers"},
			name:  lang.Text{"lt": "Pirmasis jaunimo darbas", "ro": "Primul loc de muncă al tinerilor", "en": "A first job for young people", "it": "Il primo impiego dei giovani", "sv": "Ungas första arbete"},
			about: lang.Text{"lt": "Apie mokyklas, praktiką ir pirmąją darbo sutartį.", "ro": "Despre școli, practică și primul contract de muncă.", "en": "On schools, work practice and the first contract.", "it": "Su scuole, tirocini e primo contratto.", "sv": "Om skolor, praktik och det första avtalet."}},
	},
}

var demoAnnouncements = map[string][]demoAnnouncement{
	"AURORA": {
		{by: "AUR-GINTARA", written: "2026-11-09 08:00", Announcement: Announcement{Kind: "event", Day: "2026-12-03", Place: "Gintara", Public: true, Link: "https://gintara.example/open-day",
			Title: lang.Text{"lt": "Atvirų durų diena darbdaviams", "ro": "Ziua porților deschise pentru angajatori", "en": "Open day for employers", "it": "Giornata aperta per i datori di lavoro", "sv": "Öppet hus för arbetsgivare"},
			Text: lang.Text{"lt": "Darbdavių konsultantai parodys, kaip sudaromas pirmasis kandidatų sąrašas.", "ro": "Consilierii pentru angajatori arată cum se alcătuiește prima listă de candidați.", "en": "Employer counsellors show how a first list of candidates is made.",
				"it": "I consulenti per i datori di lavoro mostrano come nasce il primo elenco di candidati.", "sv": "Arbetsgivarrådgivare visar hur en första lista med kandidater blir till."}}},
		{by: "AUR-ORESOL", written: "2026-10-20 08:00", Announcement: Announcement{Kind: "news", Day: "2026-10-20", Public: true,
			Title: lang.Text{"lt": "Nauja konsultavimo vaizdo ryšiu tvarka", "ro": "Reguli noi pentru consilierea prin video", "en": "New rules for counselling by video", "it": "Nuove regole per la consulenza a distanza", "sv": "Nya regler för rådgivning via video"},
			Text: lang.Text{"lt": "Nuo sausio kiekvienas gali rinktis pokalbį vaizdo ryšiu arba atvykti pats.", "ro": "Din ianuarie, fiecare poate alege între o discuție prin video și una la ghișeu.", "en": "From January everybody may choose between a talk by video and one at the office.",
				"it": "Da gennaio ognuno può scegliere tra un colloquio a distanza e uno in ufficio.", "sv": "Från januari får var och en välja mellan samtal via video och besök på kontoret."}}},
		{by: "AUR-NORRLJUS", written: "2026-11-12 08:00", Announcement: Announcement{Kind: "event", Day: "2027-01-13", Last: "2027-01-14", Place: "Norrljus",
			Title: lang.Text{"lt": "Vizitas: kaip planuojami kursai", "ro": "Vizită de studiu: cum se planifică cursurile", "en": "Visit: how courses are planned", "it": "Visita di studio: come si programmano i corsi", "sv": "Besök: så planeras kurser"},
			Text:  lang.Text{"lt": "Dvylika vietų nariams. Registracija iki gruodžio 15 dienos.", "ro": "Douăsprezece locuri pentru membri. Înscrieri până la 15 decembrie.", "en": "Twelve places for members. Registration until 15 December.", "it": "Dodici posti per i membri. Iscrizioni fino al 15 dicembre.", "sv": "Tolv platser för medlemmar. Anmälan senast den 15 december."}}},
	},
	"VALEA": {
		{by: "VAL-PUNTI", written: "2026-11-10 08:00", Announcement: Announcement{Kind: "event", Day: "2026-11-28", Place: "Brad", Public: true,
			Title: lang.Text{"lt": "Darbo mugė slėnyje", "ro": "Bursa locurilor de muncă din vale", "en": "Job fair in the valley", "it": "Fiera del lavoro nella valle", "sv": "Jobbmässa i dalen"},
			Text:  lang.Text{"lt": "Savaitgalio mugė tiems, kurie darbo dienomis atvykti negali.", "ro": "O bursă la sfârșit de săptămână, pentru cei care nu pot veni în zilele lucrătoare.", "en": "A fair at the weekend, for those who cannot come on working days.", "it": "Una fiera nel fine settimana, per chi non può venire nei giorni lavorativi.", "sv": "En mässa på helgen, för den som inte kan komma på vardagar."}}},
	},
}
