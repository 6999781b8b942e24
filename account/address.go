package account

import "context"

// Address is from where somebody asks: that of a person, or of the proxy of an
// office behind which many sit.
func Address(ctx context.Context) string { return visitOf(ctx).Address }
