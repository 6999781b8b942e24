package privacy

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Ask takes a request of a person about their data, and returns it with its
// number and the last day of the answer.
func (s *Service) Ask(ctx context.Context, who network.Who, n network.Network, r Request) (Request, error) {
	if err := network.May(who, "privacy.own", network.Resource{Network: n.ID}).Err(); err != nil {
		return r, err
	}
	r.Text = strings.TrimSpace(r.Text)
	if err := r.Check(); err != nil {
		return r, err
	}
	r.Person, r.Network, r.State, r.Asked, r.AskedOn = who.ID, n.ID, Asked, s.now(), s.today(n)
	var err error
	if r.Due, err = due(r.AskedOn, answerMonths); err != nil {
		return r, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if r.No, err = insertRequest(tx, r); err != nil {
			return err
		}
		return s.record(tx, who, n, "privacy.ask", subject(r.No), map[string]any{"kind": r.Kind, "due": r.Due})
	})
	return r, err
}

func subject(no int64) string { return "request " + strconv.FormatInt(no, 10) }

// Request returns a request: to the person who asked, and to those who decide.
func (s *Service) Request(ctx context.Context, who network.Who, n network.Network, no int64) (r Request, err error) {
	if err := network.May(who, "privacy.own", network.Resource{Network: n.ID}).Err(); err != nil {
		return r, err
	}
	may := network.May(who, "privacy.handle", network.Resource{Network: n.ID})
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r, err = find(tx, n, no); err != nil {
			return err
		}
		if r.Person != who.ID && !may.Allowed {
			return may.Err()
		}
		names, err := network.NamesOf(tx, r.Person)
		r.Name = names[r.Person]
		return err
	})
	if err == nil {
		err = s.Read(ctx, who, n, "request", []string{r.Person})
	}
	return r, err
}

func find(tx *db.Tx, n network.Network, no int64) (Request, error) {
	r, err := requestByNo(tx, n.ID, no)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "privacy.request.unknown", "no", strconv.FormatInt(no, 10))
	}
	return r, err
}

// CheckIdentity notes how it was made sure who asks.
func (s *Service) CheckIdentity(ctx context.Context, who network.Who, n network.Network, no int64, how string) error {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.change(ctx, who, n, no, func(tx *db.Tx, r *Request) (string, error) {
		if !slices.Contains(identities, how) {
			return "", fault.New(fault.Invalid, "privacy.request.identity").On("identity")
		}
		if r.State != Asked {
			return "", fault.New(fault.Conflict, "privacy.changed")
		}
		r.State, r.Identity = Checked, how
		return "privacy.check-identity", nil
	})
}

// Extend takes two more months for a request.
func (s *Service) Extend(ctx context.Context, who network.Who, n network.Network, no int64, reason string) error {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.change(ctx, who, n, no, func(tx *db.Tx, r *Request) (string, error) {
		reason = strings.TrimSpace(reason)
		last, err := r.longer(s.today(n), reason)
		r.Due, r.Longer = last, reason
		return "privacy.extend", err
	})
}

// Decide ends a request. What is granted is done in the same transaction:
// erased, restricted, and told to those who have received the data.
func (s *Service) Decide(ctx context.Context, who network.Who, n network.Network, no int64, d Decision) error {
	if err := network.May(who, "privacy.decide", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	return s.change(ctx, who, n, no, func(tx *db.Tx, r *Request) (string, error) {
		if err := d.check(*r, who.ID); err != nil {
			return "", err
		}
		if now, err := s.second(tx, who, n, *r, d); err != nil || !now {
			return "", err
		}
		r.State, r.Outcome, r.Reason, r.DecidedAt, r.DecidedBy = Decided, d.Outcome, d.Reason, s.now(), who.ID
		if d.Outcome == "refused" {
			r.Exception = d.Exception
			return "privacy.decide", nil
		}
		if d.Outcome == "partly" {
			r.Exception = d.Exception
		}
		return "privacy.decide", tx.Unwalled(func() error { return s.do(tx, *r) }) // wherever the person's data are
	})
}

// do does what a decision grants.
func (s *Service) do(tx *db.Tx, r Request) error {
	everything := func(Passed) bool { return true }
	switch r.Kind {
	case "erasure":
		if err := s.tell(tx, r.Person, "erasure", everything); err != nil {
			return err
		}
		if r.Outcome == "partly" { // what the task needs stays: the account with its roles
			return s.erase(tx, r.Person, s.now())
		}
		for _, area := range s.erases {
			if err := area(tx, r.Person, s.now()); err != nil {
				return err
			}
		}
	case "rectification":
		return s.tell(tx, r.Person, "rectification", everything)
	case "restriction", "objection":
		if err := addLimit(tx, r.Person, r.Kind, r.No, s.now()); err != nil {
			return err
		}
		return s.tell(tx, r.Person, "restriction", everything)
	}
	return nil
}

// change changes a request of a network for those who may.
func (s *Service) change(ctx context.Context, who network.Who, n network.Network, no int64, do func(*db.Tx, *Request) (string, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		r, err := find(tx, n, no)
		if err != nil {
			return err
		}
		action, err := do(tx, &r)
		if err != nil || action == "" {
			return err
		}
		if err := changed(updateRequest(tx, r)); err != nil {
			return err
		}
		return s.record(tx, who, n, action, subject(no), map[string]any{"state": r.State, "due": r.Due, "outcome": r.Outcome, "exception": r.Exception})
	})
}

// Limited tells what must not be done with the data of a person: restriction,
// objection. It is open to all areas.
func Limited(tx *db.Tx, person string) (all []string, err error) {
	err = tx.Unwalled(func() error { // it holds wherever the person is known
		all, err = limitsOf(tx, person)
		return err
	})
	return all, err
}

// Office is what those who look after personal data in a network have to do.
type Office struct {
	Requests []Request
	Notices  []Notice
	Alarms   []Alarm
}

// Office returns the requests, notices and alarms of a network.
func (s *Service) Office(ctx context.Context, who network.Who, n network.Network) (o Office, err error) {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return o, err
	}
	var people []string
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Requests, err = requestsIn(tx, n.ID); err != nil {
			return err
		}
		if o.Notices, err = openNotices(tx, n.ID); err != nil {
			return err
		}
		if o.Alarms, err = openAlarms(tx, n.ID); err != nil {
			return err
		}
		for _, r := range o.Requests {
			people = append(people, r.Person)
		}
		for _, one := range o.Notices {
			people = append(people, one.Person)
		}
		all := slices.Clone(people)
		for _, a := range o.Alarms {
			all = append(all, a.Who)
		}
		names, err := network.NamesOf(tx, all...)
		for i := range o.Requests {
			o.Requests[i].Name = names[o.Requests[i].Person]
		}
		for i := range o.Notices {
			o.Notices[i].Name = names[o.Notices[i].Person]
		}
		for i := range o.Alarms {
			o.Alarms[i].Name = names[o.Alarms[i].Who]
		}
		return err
	})
	if err == nil {
		err = s.Read(ctx, who, n, "request", people)
	}
	return o, err
}

// CloseAlarm notes that somebody has looked into an alarm.
func (s *Service) CloseAlarm(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := changed(closeAlarm(tx, n.ID, id, who.ID, s.now())); err != nil {
			return err
		}
		return s.record(tx, who, n, "privacy.close-alarm", "alarm "+id, nil)
	})
}

// Waiting is what waits for those who look after personal data.
type Waiting struct {
	Requests []Request // that are not decided
	Notices  int       // that recipients have not acknowledged
	Alarms   int
}

// Pending returns what waits for somebody in a network; nothing for those who
// do not look after personal data there.
func (s *Service) Pending(ctx context.Context, who network.Who, n network.Network) (w Waiting, err error) {
	if !network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Allowed {
		return w, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if w.Requests, err = openRequests(tx, n.ID); err != nil {
			return err
		}
		told, err := openNotices(tx, n.ID)
		if err != nil {
			return err
		}
		rung, err := openAlarms(tx, n.ID)
		w.Notices, w.Alarms = len(told), len(rung)
		return err
	})
	return w, err
}
