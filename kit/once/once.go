// Package once lets a program ask for the same change twice and have it done
// once: it sends a key of its own with the request (Idempotency-Key), and the
// answer is kept beside the key in the transaction of the change itself.
package once

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// ask is a request that must not be done twice.
type ask struct{ who, key, hash string }

type askKey struct{}

// With returns a context that remembers who asks for what under which key.
// Without a key nothing is remembered, and every request is a new one.
func With(ctx context.Context, who, key string, what any) (context.Context, error) {
	if key == "" {
		return ctx, nil
	}
	text, err := json.Marshal(what)
	if err != nil {
		return ctx, err
	}
	sum := sha256.Sum256(text)
	return context.WithValue(ctx, askKey{}, ask{who, key, hex.EncodeToString(sum[:])}), nil
}

// Do does what is asked for, in the transaction of the caller, and keeps the
// answer; asked again under the same key it only gives that answer.
//
// Rule once.other-request: a key stands for one request; the same key with
// another request is refused.
func Do[T any](tx *db.Tx, now time.Time, do func() (T, error)) (answer T, err error) {
	a, ok := tx.Context().Value(askKey{}).(ask)
	if !ok {
		return do()
	}
	if err := tx.Lock("once " + a.who + " " + a.key); err != nil {
		return answer, err
	}
	kept, err := db.One(tx, func(k *keptAnswer) []any { return []any{&k.hash, &k.text} },
		`SELECT ask, answer FROM idempotency WHERE who = ? AND key = ?`, a.who, a.key)
	switch {
	case err == db.ErrNone:
		return keep(tx, now, a, do)
	case err != nil:
		return answer, err
	case kept.hash != a.hash:
		return answer, fault.New(fault.Conflict, "once.other-request", "key", a.key)
	}
	return answer, json.Unmarshal([]byte(kept.text), &answer)
}

type keptAnswer struct{ hash, text string }

func keep[T any](tx *db.Tx, now time.Time, a ask, do func() (T, error)) (T, error) {
	answer, err := do()
	if err != nil {
		return answer, err
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return answer, err
	}
	_, err = tx.Exec(`INSERT INTO idempotency (who, key, ask, status, answer, at) VALUES (?, ?, ?, ?, ?, ?)`,
		a.who, a.key, a.hash, 0, string(text), db.Stamp(now))
	return answer, err
}
