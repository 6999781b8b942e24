package browser

import (
	"context"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// Authenticator gives the page a device that keeps passkeys; willing tells
// whether its owner lets themselves be recognised. It returns a function that
// counts the passkeys in it.
func (p *Page) Authenticator(willing bool) (count func() int) {
	p.tb.Helper()
	var id webauthn.AuthenticatorID
	p.do("add an authenticator", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		added, err := chromedp.Call(ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: willing, AutomaticPresenceSimulation: true,
		}})
		if err == nil {
			id = added.AuthenticatorID
		}
		return err
	}))
	return func() (n int) {
		p.do("count passkeys", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			kept, err := chromedp.Call(ctx, webauthn.GetCredentials, webauthn.GetCredentialsParams{AuthenticatorID: id})
			if err == nil {
				n = len(kept.Credentials)
			}
			return err
		}))
		return n
	}
}
