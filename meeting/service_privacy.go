package meeting

import (
	"context"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/network"
)

// keptPresence is an invitation as a person gets to know of it.
type keptPresence struct {
	Meeting string     `json:"meeting"`
	Seat    string     `json:"seat"`
	Reply   string     `json:"reply,omitempty"`
	Note    string     `json:"note,omitempty"`
	Replied *time.Time `json:"replied,omitempty"`
	Present string     `json:"present,omitempty"`
}

// Kept gives what the area keeps of a person, in a transaction of the caller,
// who has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	all, err := presencesFor(tx, person)
	kept := []keptPresence{}
	for _, p := range all {
		one := keptPresence{Meeting: p.Meeting, Seat: p.Seat, Reply: p.Reply, Note: p.Note, Present: p.Present}
		if !p.Replied.IsZero() {
			one.Replied = &p.Replied
		}
		kept = append(kept, one)
	}
	return kept, err
}

// Forget erases what a person wrote to meetings; that a seat was invited and
// who was there belongs to the record of the network.
func Forget(tx *db.Tx, person string, _ time.Time) error { return forgetNotes(tx, person) }

// BodyOf returns the id of the body of a code for which somebody may call a
// meeting; no code is the whole network.
func (s *Service) BodyOf(ctx context.Context, who network.Who, n network.Network, code string) (id string, err error) {
	if err := network.May(who, "meeting.list", network.Resource{Network: n.ID}).Err(); err != nil || code == "" {
		return "", err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		b, err := body.ByCode(tx, n.ID, code)
		id = b.ID
		return err
	})
	return id, err
}
