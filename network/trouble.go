package network

import "context"

type troubleKey struct{}

// WithTrouble returns a context in which it could not be found out who asks.
func WithTrouble(ctx context.Context, err error) context.Context {
	return context.WithValue(ctx, troubleKey{}, err)
}

// Trouble is why it could not be found out who asks, or nil. Whoever is signed
// in is not a stranger because the database is away: asking them to sign in
// would be wrong.
func Trouble(ctx context.Context) error {
	err, _ := ctx.Value(troubleKey{}).(error)
	return err
}
