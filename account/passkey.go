package account

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"pesnet/network"
)

// passkey is a key of a person in a telephone, a computer or a stick.
type passkey struct {
	ID            string // of the credential, base64url
	Person        string
	Name          string
	Credential    webauthn.Credential
	Created, Used time.Time
}

// relyingParty is by what name browsers keep the passkeys of an installation.
//
// Rule account.passkey-name: passkeys belong to a name: an installation
// that is reached by a number, or without encryption elsewhere than on the
// same machine, has none.
func relyingParty(address string) (id, origin string, can bool) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return "", "", false
	}
	name := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(name); err == nil {
		return "", "", false
	}
	if u.Scheme != "https" && name != "localhost" && !strings.HasSuffix(name, ".localhost") {
		return "", "", false
	}
	return name, u.Scheme + "://" + u.Host, true
}

// keeper is a person with their passkeys, as the protocol sees them.
type keeper struct {
	network.Person
	keys []passkey
}

// WebAuthnID is what the passkey gives back to name its person.
func (k keeper) WebAuthnID() []byte { return []byte(k.ID) }

// WebAuthnName is what the browser shows to choose from.
func (k keeper) WebAuthnName() string { return k.Login }

// WebAuthnDisplayName is what the browser may show beside it.
func (k keeper) WebAuthnDisplayName() string { return k.Name }

// WebAuthnCredentials are the passkeys that the person has.
func (k keeper) WebAuthnCredentials() (all []webauthn.Credential) {
	for _, one := range k.keys {
		all = append(all, one.Credential)
	}
	return all
}
