package letter

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/mail"
	"pesnet/network"
)

// OwedBy returns what somebody owes in a network, by date; what has none
// stands last.
func (s *Service) OwedBy(ctx context.Context, who network.Who, n network.Network) (all []Owed, err error) {
	if err := network.May(who, "letter.own", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		today := s.networks.Today(n)
		all, err = db.KeptAs(tx, func() ([]Owed, error) { return s.owed(ctx, tx, n, today) }, "owed", n.ID, today)
		return err
	})
	return slices.DeleteFunc(all, func(o Owed) bool { return o.Person != who.ID }), err
}

// owed is what everybody owes in a network.
func (s *Service) owed(ctx context.Context, tx *db.Tx, n network.Network, today string) (all []Owed, err error) {
	for _, owes := range s.Owes {
		some, err := owes(ctx, tx, n, today)
		if err != nil {
			return nil, err
		}
		for _, o := range some {
			o.Network = cmp.Or(o.Network, n.ID)
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(a, b Owed) int { return cmp.Compare(cmp.Or(a.Day, "9999"), cmp.Or(b.Day, "9999")) })
	return all, nil
}

// RemindDays is how many days before its last day a network reminds of what
// is owed, and whether its charter says so.
func (s *Service) RemindDays(ctx context.Context, who network.Who, n network.Network) (days int, said bool, err error) {
	if err := network.May(who, "network.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return 0, false, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		days, said, err = remindDays(tx, n, s.networks.Today(n))
		return err
	})
	return days, said, err
}

func remindDays(tx *db.Tx, n network.Network, today string) (days int, said bool, err error) {
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return 0, false, err
	}
	days, err = charter.Number("reminder.days", today)
	if fault.Of(err).Kind == fault.Missing {
		return remindBefore, false, nil
	}
	return days, true, err
}

// Remind writes the reminders of today, and tells how many.
func (s *Service) Remind(ctx context.Context, who network.Who) (count int, err error) {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return 0, err
	}
	ctx = db.Unwalled(ctx) // of every network
	var all []network.Network
	if err := s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = network.All(tx)
		return err
	}); err != nil {
		return 0, err
	}
	for _, n := range all {
		if err := s.db.Write(ctx, func(tx *db.Tx) error {
			some, err := s.remind(ctx, tx, n)
			count += some
			return err
		}); err != nil {
			return count, err
		}
	}
	return count, nil
}

func (s *Service) remind(ctx context.Context, tx *db.Tx, n network.Network) (count int, err error) {
	today := s.networks.Today(n)
	days, _, err := remindDays(tx, n, today)
	if err != nil {
		return 0, err
	}
	until, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return 0, err
	}
	all, err := s.owed(ctx, tx, n, today)
	if err != nil {
		return 0, err
	}
	for _, o := range all {
		if !o.reminds(today, until.AddDate(0, 0, days).Format(time.DateOnly)) {
			continue
		}
		first, err := insertReminder(tx, o, s.now())
		if err != nil {
			return count, err
		}
		if first {
			if err := s.reminder(tx, n, o); err != nil {
				return count, err
			}
			count++
		}
	}
	return count, nil
}

// reminder puts one reminder into the outbox.
func (s *Service) reminder(tx *db.Tx, n network.Network, o Owed) error {
	who, err := s.networks.WhoIs(tx, o.Person, s.now())
	if err == db.ErrNone {
		return nil
	}
	if err != nil {
		return err
	}
	words := s.wordsOf(who)
	what := words.T(o.Kind, o.Args...)
	_, err = mail.Put(tx, s.now(), mail.Letter{To: o.Person, Kind: "letter.reminder", Need: o.Need, Network: n.ID, About: "owed " + o.At,
		Subject: words.T("letter.reminder.subject", "network", n.Code, "what", what, "date", words.Period(o.Day)),
		Text:    words.T("letter.reminder.text", "network", n.Name.In(words.Code()), "what", what, "date", words.Period(o.Day)),
		Link:    s.URL + "/" + words.Code() + "/" + strings.ToLower(n.Code) + o.At})
	return err
}

// AskToRemind begins the reminders of a day, once.
func (s *Service) AskToRemind(ctx context.Context, who network.Who) error {
	if err := network.May(who, "letter.operate", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := s.jobs.Add(tx, job.Job{Kind: reminderJob, Who: who.ID}, nil)
		return err
	})
}
