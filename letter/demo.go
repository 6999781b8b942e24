package letter

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/network"
)

// Demo lets some of the invented people have letters and choices; a database
// that has letters is left as it is. The letters wait in the outbox: the
// demonstration has no server. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		counts, err := mail.Counts(tx)
		if err != nil || len(counts) > 0 {
			return err
		}
		n, err := network.ByCode(tx, "AURORA")
		if err != nil {
			return err
		}
		for _, one := range demoLetters {
			p, err := network.PersonByLogin(tx, one.login)
			if err != nil {
				return err
			}
			words := s.wordsOf(network.Who{Person: p})
			what := words.T("letter.demo." + one.what)
			at := time.Date(2026, 11, one.day, 6, 0, 0, 0, time.UTC)
			if _, err := mail.Put(tx, at, mail.Letter{To: p.ID, Kind: one.kind, Need: []string{"network.read-roles", n.ID}, About: "network " + n.ID,
				Subject: words.T("letter.reminder.subject", "network", n.Code, "what", what, "date", words.Period(one.due)),
				Text:    words.T("letter.reminder.text", "network", n.Name.In(words.Code()), "what", what, "date", words.Period(one.due)),
				Link:    s.URL + "/" + words.Code() + "/" + strings.ToLower(n.Code) + one.at}); err != nil {
				return err
			}
			if err := putChoice(tx, p.ID, "discussion", Weekly); err != nil {
				return err
			}
		}
		return s.record(tx, network.Operator, network.Network{}, "letter.demo", "installation", nil)
	})
}

// demoLetters are reminders of what invented people owe.
var demoLetters = []struct {
	login, kind, what, due, at string
	day                        int
}{
	{"analyst", "letter.reminder", "figures", "2026-11-30", "/imports/new", 20},
	{"representative", "letter.reminder", "figures", "2026-11-30", "/imports/new", 20},
	{"secretariat", "letter.reminder", "members", "2026-11-27", "/members", 18},
}
