package accession

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// change loads an application through a door, lets f work on it, and lets the
// next step follow by itself where everything for it is there.
func (s *Service) change(ctx context.Context, who network.Who, n network.Network, d Door, f func(*db.Tx, *Application) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return s.open(tx, who, n, d, func(a Application) (err error) {
			if err := tx.Lock("accession " + a.ID); err != nil {
				return err
			}
			if a, err = applicationByNo(tx, n.ID, a.No); err != nil {
				return err
			}
			if err := f(tx, &a); err != nil {
				return err
			}
			return s.follow(tx, who, n, &a)
		})
	})
}

// follow takes the steps that follow by themselves: from applicant to signed,
// from admitted to member.
func (s *Service) follow(tx *db.Tx, who network.Who, n network.Network, a *Application) error {
	r, k, err := s.known(tx, n, *a)
	if err != nil {
		return err
	}
	switch {
	case a.State == Applicant && r.signed(k):
		if err := s.move(tx, who, a, Step{State: FormsSigned, Day: s.networks.Today(n)}); err != nil {
			return err
		}
		return s.tellOffice(tx, n, *a, "signed")
	case a.State == Admitted && len(r.missing(k)) == 0:
		return s.activate(tx, who, n, a, k)
	}
	return nil
}

// move takes a step.
func (s *Service) move(tx *db.Tx, who network.Who, a *Application, step Step) error {
	if err := a.leads(step.State); err != nil {
		return err
	}
	a.State, a.MovedOn, a.keyUntil = step.State, step.Day, later(step.Day, keyDays)
	if err := network.Changed(updateApplication(tx, *a)); err != nil {
		return err
	}
	a.Version++
	step.Who = who.ID
	return insertStep(tx, *a, step, s.now())
}

// Signed is a document that was signed.
type Signed struct {
	Document
	File []byte
}

// Sign keeps a signed document: a file of the applicant, or the word of the
// secretariat that it has the paper.
func (s *Service) Sign(ctx context.Context, who network.Who, n network.Network, d Door, in Signed) error {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.change(ctx, who, n, d, func(tx *db.Tx, a *Application) error {
		r, _, err := s.known(tx, n, *a)
		if err != nil {
			return err
		}
		if !slices.Contains(r.Documents, in.Document.Document) {
			return fault.New(fault.Missing, "accession.document.unknown")
		}
		if a.Decided() {
			return fault.New(fault.Conflict, "accession.decided")
		}
		if in.How == "paper" {
			if err := network.May(who, "accession.handle", network.Resource{Network: n.ID}).Err(); err != nil {
				return err
			}
		}
		doc := in.Document
		if err := doc.Check(in.File, s.networks.Today(n)); err != nil {
			return err
		}
		doc.At, doc.By = s.now(), who.ID
		if doc.How == "file" {
			sum := sha256.Sum256(in.File)
			doc.Name, doc.Kind, doc.Size, doc.Sum, doc.Place = fileName(doc.Name), kindOf(in.File), int64(len(in.File)), hex.EncodeToString(sum[:]), ""
		}
		if err := putDocument(tx, *a, doc, in.File); err != nil {
			return err
		}
		return s.record(tx, who, n, "accession.sign", *a, doc)
	})
}

// File returns the file of a signed document.
func (s *Service) File(ctx context.Context, who network.Who, n network.Network, d Door, document string) (doc Document, file []byte, err error) {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return doc, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		return s.open(tx, who, n, d, func(a Application) (err error) {
			doc, file, err = copyOf(tx, a, document)
			return err
		})
	})
	return doc, file, err
}

// copyOf returns a signed document with its file.
func copyOf(tx *db.Tx, a Application, document string) (doc Document, file []byte, err error) {
	all, err := documentsOf(tx, a.ID)
	if err != nil {
		return doc, nil, err
	}
	i := slices.IndexFunc(all, func(one Document) bool { return one.Document == document && one.How == "file" })
	if i < 0 {
		return doc, nil, fault.New(fault.Missing, "accession.document.unknown")
	}
	file, err = fileOf(tx, a.ID, document)
	return all[i], file, err
}

// CheckSelf keeps the answers of the self-check.
//
// Rule accession.self-check: each point of the self-check that the charter
// asks for is answered with yes, partly or no; what an organisation lacks does
// not bar it, but is known before it is admitted.
func (s *Service) CheckSelf(ctx context.Context, who network.Who, n network.Network, d Door, answers []Answer) error {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.change(ctx, who, n, d, func(tx *db.Tx, a *Application) error {
		r, _, err := s.known(tx, n, *a)
		if err != nil {
			return err
		}
		if a.Decided() {
			return fault.New(fault.Conflict, "accession.decided")
		}
		var wrong fault.Many
		for _, point := range r.points() {
			i := slices.IndexFunc(answers, func(one Answer) bool {
				return one.Point == point && slices.Contains(Answers, one.Answer) && len(one.Remark) <= longest
			})
			if i < 0 {
				wrong = append(wrong, fault.New(fault.Invalid, "accession.self-check").On(point))
				continue
			}
			if err := putAnswer(tx, *a, answers[i]); err != nil {
				return err
			}
		}
		if len(wrong) > 0 {
			return wrong
		}
		return s.record(tx, who, n, "accession.check-self", *a, nil)
	})
}

// Nomination names the representative of an organisation.
type Nomination struct {
	Contact
	Task string
	From string // empty = today
}

// Nominate names the representative, or another one in the place of the one
// before.
//
// Rule accession.task: where the charter asks for it, the organisation writes
// down the task and the role of its representative when it names one.
func (s *Service) Nominate(ctx context.Context, who network.Who, n network.Network, d Door, in Nomination) error {
	if err := network.May(who, "accession.apply", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	in.Email, in.Task = strings.ToLower(strings.TrimSpace(in.Email)), strings.TrimSpace(in.Task)
	if err := in.Contact.Check(); err != nil {
		return err
	}
	return s.change(ctx, who, n, d, func(tx *db.Tx, a *Application) error {
		if a.Over() || a.State == Suspended {
			return fault.New(fault.Conflict, "accession.decided")
		}
		r, k, err := s.known(tx, n, *a)
		if err != nil {
			return err
		}
		if in.From == "" {
			in.From = s.networks.Today(n)
		}
		if !network.Day(in.From) || len(k.Nominees) > 0 && in.From < k.Nominees[len(k.Nominees)-1].From {
			return fault.New(fault.Invalid, "network.day").On("from")
		}
		if r.Task && in.Task == "" || len(in.Task) > longestText {
			return fault.New(fault.Invalid, "accession.task", "most", longestText).On("task")
		}
		p, err := network.AddPerson(tx, network.Person{Login: in.Email, Name: strings.TrimSpace(in.Name), Lang: in.Lang, Fictional: n.Fictional})
		if err != nil {
			return err
		}
		one := Nominee{ID: db.ID(), Person: p.ID, Task: in.Task, From: in.From}
		if err := insertNominee(tx, *a, one, s.now()); err != nil {
			return err
		}
		if a.State == Active {
			if err := s.replace(tx, n, *a, k.Nominees, one); err != nil {
				return err
			}
		}
		return s.record(tx, who, n, "accession.nominate", *a, map[string]any{"person": p.ID, "from": in.From})
	})
}

// replace gives the role and the seat of the representative before to the new
// one.
func (s *Service) replace(tx *db.Tx, n network.Network, a Application, earlier []Nominee, now Nominee) error {
	if len(earlier) > 0 {
		old := earlier[len(earlier)-1]
		if old.Person == now.Person {
			return nil
		}
		last := later(now.From, -1)
		if err := network.EndRolesOf(tx, old.Person, network.Role{Network: n.ID, Organisation: a.Organisation, Role: network.Representative, To: last}); err != nil {
			return err
		}
		if err := body.Vacate(tx, n.ID, a.Organisation, old.Person, last); err != nil {
			return err
		}
	}
	return s.seat(tx, n, a, now)
}

// seat gives a representative the role in the network and the seat in its
// assembly, and invites them.
func (s *Service) seat(tx *db.Tx, n network.Network, a Application, now Nominee) error {
	if err := network.AddRole(tx, now.Person, network.Role{Network: n.ID, Organisation: a.Organisation, Role: network.Representative, From: now.From}); err != nil {
		return err
	}
	p, err := network.PersonByID(tx, now.Person)
	if err != nil {
		return err
	}
	if strings.Contains(p.Login, "@") {
		if err := body.Reach(tx, body.Reached{Person: p.ID, Email: p.Login}); err != nil {
			return err
		}
	}
	all, err := body.On(tx, n.ID, now.From)
	if err != nil {
		return err
	}
	for _, b := range all {
		if b.Kind != "assembly" {
			continue
		}
		if _, err := body.Sit(tx, body.Seat{Network: n.ID, Body: b.ID, Organisation: a.Organisation, Person: now.Person, Role: "member", From: now.From, Source: a.Decision}); err != nil {
			return err
		}
	}
	return s.invite(tx, n, a, p)
}
