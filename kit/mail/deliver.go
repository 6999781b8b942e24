package mail

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	gomail "github.com/wneessen/go-mail"

	"pesnet/kit/db"
)

// Sender takes letters from the outbox and hands them to the server. Several
// may do so at once, on several nodes.
type Sender struct {
	DB     *db.DB
	Now    func() time.Time
	Server *Server // nil: letters stay where they are
	// Receive returns the person a letter goes to as they are now, and whether
	// they may have it.
	Receive func(tx *db.Tx, l Letter) (Receiver, error)
	// Nobody is told, where it is set, that a server knows no such address, with
	// what it said; Taken, that it took a letter.
	Nobody func(tx *db.Tx, person string, to Receiver, said string) error
	Taken  func(tx *db.Tx, person string, to Receiver) error
	// Digest makes one letter of those that waited for it.
	Digest func(tx *db.Tx, to Receiver, all []Letter) (Letter, error)
}

const (
	// mostAtOnce is how many letters a node claims in one round: few enough to
	// be handed over long before the claim ends.
	mostAtOnce = 20
	claimFor   = 30 * time.Minute
)

// again is after how long a letter is tried again that the server did not
// take; after the last time it has failed.
var again = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour}

// parcel is one mail with the letters that travel in it.
type parcel struct {
	id      string
	to      Receiver
	letter  Letter // what the mail says
	letters []row  // what it is made of
}

// Run sends what is due, until ctx ends.
func (s *Sender) Run(ctx context.Context, each time.Duration) {
	tick := time.NewTicker(each)
	defer tick.Stop()
	for {
		for { // as long as there is a full round
			n, err := s.Deliver(ctx)
			if err != nil && ctx.Err() == nil {
				slog.Error("mail", "error", err)
			}
			if err != nil || n < mostAtOnce {
				break
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Deliver sends what is due, one round, and tells how many letters it claimed.
// Letters of every network go the same way, so it works without the wall.
func (s *Sender) Deliver(ctx context.Context) (n int, err error) {
	if s.Server == nil {
		return 0, nil
	}
	ctx = db.Unwalled(ctx)
	var parcels []parcel
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		parcels, err = s.claim(tx)
		return err
	})
	if err != nil || len(parcels) == 0 {
		return 0, err
	}
	client, away := s.Server.dial(ctx)
	if away == nil {
		defer client.Close()
	}
	for _, p := range parcels {
		n += len(p.letters)
		o := outcome{}
		if away != nil {
			o.reason = away.Error()
		} else {
			o = s.send(client, p)
		}
		if err := s.note(ctx, p, o); err != nil {
			return n, err
		}
	}
	return n, away
}

func (s *Sender) send(client *gomail.Client, p parcel) outcome {
	m, err := message(s.Server.From, p.to, p.letter, p.id, s.Now())
	if err != nil {
		return outcome{final: true, reason: err.Error()}
	}
	return hand(client, m)
}

// claim takes letters that are due, asks who may have them, and makes parcels
// of those that may go.
func (s *Sender) claim(tx *db.Tx) (parcels []parcel, err error) {
	if err := tx.Lock("mail"); err != nil {
		return nil, err
	}
	now := s.Now()
	rows, err := due(tx, now, mostAtOnce)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, r := range rows {
		if taken[r.ID] {
			continue
		}
		p := parcel{id: cmp.Or(r.parcel, r.ID), letters: []row{r}}
		if r.held {
			if p.letters, err = together(tx, r, now); err != nil {
				return nil, err
			}
		}
		for _, one := range p.letters {
			taken[one.ID] = true
		}
		if err := s.ask(tx, &p, now); err != nil {
			return nil, err
		}
		if len(p.letters) == 0 {
			continue
		}
		if err := s.pack(tx, &p, now); err != nil {
			return nil, err
		}
		parcels = append(parcels, p)
	}
	return parcels, nil
}

// ask leaves in a parcel only what its receiver may have now.
func (s *Sender) ask(tx *db.Tx, p *parcel, now time.Time) error {
	var may []row
	for _, r := range p.letters {
		to, err := s.Receive(tx, r.Letter)
		if err != nil {
			return err
		}
		switch {
		case to.Refused != "":
			err = refuse(tx, r.ID, to.Refused, now)
		case to.Hold.After(now) && !r.held && !r.Urgent && r.parcel == "":
			err = hold(tx, r.ID, to.Hold)
		default:
			may, p.to = append(may, r), to
		}
		if err != nil {
			return err
		}
	}
	p.letters = may
	return nil
}

// pack claims the letters of a parcel, and writes what the mail says.
func (s *Sender) pack(tx *db.Tx, p *parcel, now time.Time) (err error) {
	letters := make([]Letter, len(p.letters))
	for i, r := range p.letters {
		letters[i] = r.Letter
		if err := take(tx, r.ID, p.id, now, now.Add(claimFor)); err != nil {
			return err
		}
	}
	p.letter = letters[0]
	if p.letters[0].held && s.Digest != nil {
		p.letter, err = s.Digest(tx, p.to, letters)
	}
	return err
}

// note writes what came of a parcel.
func (s *Sender) note(ctx context.Context, p parcel, o outcome) error {
	now := s.Now()
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, r := range p.letters {
			state, next := Sent, now
			switch tries := r.tries; {
			case o.sent:
			case o.final || tries >= len(again):
				state = Failed
			default:
				state, next = Waiting, now.Add(again[tries])
			}
			if err := settle(tx, r.ID, p.id, state, o.reason, now, next); err != nil {
				return err
			}
		}
		return s.tell(tx, p, o)
	})
}

// tell says what became of the address of a parcel.
func (s *Sender) tell(tx *db.Tx, p parcel, o outcome) error {
	person := p.letters[0].To
	switch {
	case o.nobody && s.Nobody != nil:
		return s.Nobody(tx, person, p.to, o.said)
	case o.sent && s.Taken != nil:
		return s.Taken(tx, person, p.to)
	}
	return nil
}

// RetryOf lets the letters to a person be tried again that have failed, or were
// refused for a reason, since a time.
func RetryOf(tx *db.Tx, person, reason string, since, now time.Time) (int64, error) {
	return retryOf(tx, person, reason, since, now)
}

// Retry lets a letter that has failed, or was refused, be tried again at once.
func Retry(tx *db.Tx, id string, now time.Time) (bool, error) {
	n, err := retry(tx, id, now)
	return n > 0, err
}
