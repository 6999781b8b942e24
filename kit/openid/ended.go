package openid

import (
	"context"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Ended is what a provider says of a session that has ended there: whose, or
// which, or both.
type Ended struct {
	ID      string // of what it says: it counts once
	Subject string
	Session string
	Until   time.Time // when it counts no more
}

// HasEnded judges a token by which a provider says that a session has ended
// (OpenID Connect Back-Channel Logout): signature, issuer, audience, times, its
// event, and that it is no token by which somebody signs in.
func (c *Client) HasEnded(ctx context.Context, p Provider, raw string) (e Ended, err error) {
	ctx, known, err := c.learn(ctx, p.Issuer)
	if err != nil {
		return e, err
	}
	said, err := known.VerifierContext(ctx, &oidc.Config{ClientID: p.Client, SupportedSigningAlgs: algorithms, Now: c.now}).VerifyLogout(ctx, raw)
	if err != nil {
		return e, refused("the token: %w", err)
	}
	switch {
	case said.TokenID == "":
		return e, refused("the token has no name")
	case said.Subject == "" && said.SessionID == "":
		return e, refused("no session is named")
	case said.IssuedAt.After(c.now().Add(skew)):
		return e, refused("the token comes from the future")
	}
	return Ended{said.TokenID, said.Subject, said.SessionID, said.Expiry}, nil
}
