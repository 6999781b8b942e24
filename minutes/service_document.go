package minutes

import (
	"context"
	"encoding/base64"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/pdf"
	"pesnet/network"
)

// AskForDocument begins to make the PDF of minutes in a language, for those who may
// read all of them.
func (s *Service) AskForDocument(ctx context.Context, who network.Who, n network.Network, code, language string) error {
	if err := network.May(who, "minutes.read-all", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if pdf.Program() == "" {
		return fault.New(fault.Conflict, "pdf.missing")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, m, err := find(tx, n, code)
		if err != nil {
			return err
		}
		if err := tx.Lock("minutes_document " + m.ID); err != nil {
			return err
		}
		before, err := documentOf(tx, m.ID, language)
		if err != nil && err != db.ErrNone {
			return err
		}
		if before.job != "" { // whoever asks twice while it is made waits for the one
			if running, err := job.Find(tx, before.job); err == nil && !running.Ended() {
				return nil
			}
		}
		id, err := s.jobs.Add(tx, job.Job{Kind: documentJob, Network: n.ID, Who: who.ID}, wanted{n.Code, code, language})
		if err != nil {
			return err
		}
		return putDocument(tx, n.ID, m.ID, language, document{job: id})
	})
}

// Document returns the PDF of minutes, or how far it is.
func (s *Service) Document(ctx context.Context, who network.Who, n network.Network, code, language string) (made Made, err error) {
	f, err := s.Minutes(ctx, who, n, code)
	if err != nil {
		return made, err
	}
	if err := network.May(who, "minutes.read-all", network.Resource{Network: n.ID}).Err(); err != nil {
		return made, err
	}
	made.Here = pdf.Program() != ""
	html, err := s.draw(f, n, language)
	if err != nil {
		return made, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err := documentOf(tx, f.ID, language)
		if err == db.ErrNone {
			return nil
		}
		if err != nil {
			return err
		}
		made.PDF, made.Old = d.pdf, d.of != hashOf(string(html))
		made.Job, err = job.Find(tx, d.job)
		if err == db.ErrNone {
			err = nil
		}
		return err
	})
	return made, err
}

// make makes the PDF that a job asks for.
func (s *Service) make(ctx context.Context, w wanted) error {
	n, err := s.networks.Network(ctx, network.Operator, w.Network)
	if err != nil {
		return err
	}
	f, err := s.Minutes(ctx, network.Operator, n, w.Meeting)
	if err != nil {
		return err
	}
	html, err := s.draw(f, n, w.Lang)
	if err != nil {
		return err
	}
	made, err := pdf.Make(ctx, html)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := documentOf(tx, f.ID, w.Lang)
		if err != nil {
			return err
		}
		d.of, d.pdf = hashOf(string(html)), base64.StdEncoding.EncodeToString(made)
		return putDocument(tx, n.ID, f.ID, w.Lang, d)
	})
}
