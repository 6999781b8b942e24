package minutes

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/letter"
	"pesnet/meeting"
	"pesnet/network"
)

// Owes tells who is asked for comments, and what the secretariat owes: to
// circulate drafts, to answer comments and to bring minutes to approval. It is
// open to all: what is shown to whom is for whoever asks.
//
// Rule minutes.owed: minutes are circulated within the days that the charter
// gives (minutes.due_days), or within fourteen days where it says nothing; who
// received them may comment until the last day of the comment period.
func (s *Service) Owes(_ context.Context, tx *db.Tx, n network.Network, today string) (all []letter.Owed, err error) {
	list, err := minutesIn(tx, n.ID)
	if err != nil {
		return nil, err
	}
	charter, err := network.CharterOf(tx, n.ID)
	if err != nil {
		return nil, err
	}
	holders, err := network.HoldersOn(tx, n.ID, today)
	if err != nil {
		return nil, err
	}
	terms := TermsOn(charter, today)
	for _, m := range list {
		if m.State == Approved {
			continue
		}
		at, err := meeting.Find(tx, n.ID, m.Meeting)
		if err != nil {
			return nil, err
		}
		owed := letter.Owed{Network: n.ID, At: path(at), Args: []any{"meeting", at.Code}, Need: []string{"minutes.write", n.ID}}
		switch {
		case m.State == Draft:
			owed.Kind, owed.Day = "minutes.owed.circulate", addDays(dayIn(n, at.Starts), terms.DueDays)
		case today > m.Until:
			owed.Kind = "minutes.owed.approve"
		default:
			if all, err = s.commentsOwed(tx, m, owed, all); err != nil {
				return nil, err
			}
			continue
		}
		for _, h := range holders {
			if h.Role.Role == network.Secretariat {
				owed.Person = h.Person.ID
				all = append(all, owed)
			}
		}
	}
	return all, nil
}

// commentsOwed are the comments that are asked for until their last day.
func (s *Service) commentsOwed(tx *db.Tx, m Minutes, owed letter.Owed, all []letter.Owed) ([]letter.Owed, error) {
	receivers, err := receiversOf(tx, m.ID)
	if err != nil {
		return all, err
	}
	said, err := commentsOf(tx, m.ID)
	if err != nil {
		return all, err
	}
	spoke := map[string]bool{}
	for _, c := range said {
		spoke[c.Organisation] = true
	}
	for _, r := range receivers {
		if r.Round != m.Round || r.Person == "" || spoke[r.Organisation] {
			continue
		}
		owed.Kind, owed.Day, owed.Person, owed.Need = "minutes.owed.comment", m.Until, r.Person, []string{"minutes.comment", m.Network, r.Organisation}
		all = append(all, owed)
	}
	return all, nil
}

// path is the address of the minutes of a meeting below that of the network.
func path(at meeting.Meeting) string { return "/meetings/" + strings.ToLower(at.Code) + "/minutes" }

// keptHere is what this area keeps of a person.
type keptHere struct {
	Comments []keptComment `json:"comments"`
}

type keptComment struct {
	Text   string    `json:"text"`
	At     time.Time `json:"at"`
	Answer string    `json:"answer,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

// Kept gives what this area keeps of a person.
func Kept(tx *db.Tx, person string) (any, error) {
	all, err := commentsBy(tx, person)
	k := keptHere{Comments: []keptComment{}}
	for _, c := range all {
		k.Comments = append(k.Comments, keptComment{c.Text, c.At, c.Answer, c.Reason})
	}
	return k, err
}

// Forget takes a person out of comments and lists of receivers; what their
// organisation said stays.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetPerson(tx, person) }
