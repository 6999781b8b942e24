package accession

import (
	"context"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/letter"
	"pesnet/network"
)

// base is where the pages of a network are, in a language.
func (s *Service) base(n network.Network, code string) string {
	return strings.TrimSuffix(s.URL, "/") + "/" + code + "/" + strings.ToLower(n.Code)
}

// link is the address by which the applicant comes back without an account.
func (s *Service) link(n network.Network, a Application, key string) string {
	return s.base(n, a.Lang) + "/join/" + key
}

// page is the address of an application for those who sign in.
func (s *Service) page(n network.Network, a Application) string {
	return s.base(n, a.Lang) + "/applications/" + strconv.FormatInt(a.No, 10)
}

// tell writes to who applied, in their language. What was decided stands on
// the page.
func (s *Service) tell(tx *db.Tx, n network.Network, a Application, kind, at string) error {
	words := s.Words(a.Lang)
	name := n.Name.In(a.Lang)
	_, err := mail.Put(tx, s.now(), mail.Letter{To: a.Person, Kind: "accession." + kind, Network: n.ID, Urgent: true, Link: at, About: "accession " + a.ID,
		Subject: words.T("accession.letter."+kind, "network", name), Text: words.T("accession.letter."+kind+".text", "network", name)})
	return err
}

// tellOffice writes to the secretariat that something waits.
func (s *Service) tellOffice(tx *db.Tx, n network.Network, a Application, kind string) error {
	holders, err := network.HoldersOn(tx, n.ID, s.networks.Today(n))
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, h := range holders {
		if h.Role.Role != network.Secretariat || told[h.Person.ID] {
			continue
		}
		told[h.Person.ID] = true
		words, lang := s.Words(h.Lang), h.Lang
		_, err := mail.Put(tx, s.now(), mail.Letter{To: h.Person.ID, Kind: "accession." + kind, Need: []string{"accession.handle", n.ID}, About: "accession " + a.ID,
			Link:    s.base(n, lang) + "/applications/" + strconv.FormatInt(a.No, 10),
			Subject: words.T("accession.letter."+kind, "network", n.Name.In(lang)), Text: words.T("accession.letter."+kind+".text", "network", n.Name.In(lang))})
		if err != nil {
			return err
		}
	}
	return nil
}

// invite writes to a representative with the link by which they come in.
func (s *Service) invite(tx *db.Tx, n network.Network, a Application, p network.Person) error {
	at := s.base(n, p.Lang)
	if s.networks.NewLink != nil {
		link, err := s.networks.NewLink(tx, p)
		if err != nil {
			return err
		}
		at = link
	}
	words := s.Words(p.Lang)
	_, err := mail.Put(tx, s.now(), mail.Letter{To: p.ID, Kind: "accession.invited", Network: n.ID, Urgent: true, Link: at, About: "accession " + a.ID,
		Subject: words.T("accession.letter.invited", "network", n.Name.In(p.Lang)), Text: words.T("accession.letter.invited.text", "network", n.Name.In(p.Lang))})
	return err
}

// Owes returns what applicants and the secretariat owe; it is open to all who
// have asked for whom.
//
// Rule accession.reminder: whoever applied is reminded of documents, self-check
// and representative as often as the charter's days have passed since the last
// step.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	list, err := applications(tx, n.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.State == FormsSigned {
			waits, err := s.decisions(tx, n, a, today)
			if err != nil {
				return nil, err
			}
			all = append(all, waits...)
		}
		if a.State != Applicant && a.State != Admitted {
			continue
		}
		r, k, err := s.known(tx, n, a)
		if err != nil {
			return nil, err
		}
		missing := r.missing(k)
		if len(missing) == 0 || missing[0].What == "coordinator" {
			continue
		}
		kind := "accession.owed.documents"
		if a.State == Admitted {
			kind = "accession.owed.representative"
		}
		all = append(all, letter.Owed{Person: a.Person, Kind: kind, Network: n.ID, Day: due(a.MovedOn, today, r.Days), At: "/applications/" + strconv.FormatInt(a.No, 10)})
	}
	return all, nil
}

// decisions are what the secretariat owes to an application that is signed; the
// charter sets no day for it.
func (s *Service) decisions(tx *db.Tx, n network.Network, a Application, today string) (all []letter.Owed, err error) {
	holders, err := network.HoldersOn(tx, n.ID, today)
	told := map[string]bool{}
	for _, h := range holders {
		if h.Role.Role == network.Secretariat && !told[h.Person.ID] {
			told[h.Person.ID] = true
			all = append(all, letter.Owed{Person: h.Person.ID, Kind: "accession.owed.decision", Network: n.ID, At: "/applications/" + strconv.FormatInt(a.No, 10), Need: []string{"accession.handle", n.ID}})
		}
	}
	return all, err
}

// due is the next day on which so many days, or a multiple of them, have
// passed.
func due(since, today string, days int) string {
	from, err := time.Parse(time.DateOnly, since)
	if err != nil || days <= 0 {
		return today
	}
	for day := from.AddDate(0, 0, days); ; day = day.AddDate(0, 0, days) {
		if text := day.Format(time.DateOnly); text >= today {
			return text
		}
	}
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Applications []applicationKept `json:"applications"`
		Tasks        []taskKept        `json:"tasks"`
	}{[]applicationKept{}, []taskKept{}}
	all, err := applicationsOf(tx, person)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		kept.Applications = append(kept.Applications, applicationKept{a.Name, a.AppliedOn, a.State})
	}
	tasks, err := nominationsOf(tx, person)
	for _, one := range tasks {
		kept.Tasks = append(kept.Tasks, taskKept{one.From, one.Task})
	}
	return kept, err
}

type applicationKept struct {
	Organisation string `json:"organisation"`
	Applied      string `json:"applied"`
	State        string `json:"state"`
}

type taskKept struct {
	From string `json:"from"`
	Task string `json:"task"`
}

// Forget takes out what was written about a person; that an organisation
// applied stays.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetTasks(tx, person) }
