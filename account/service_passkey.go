package account

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

const (
	errandPasskey = "passkey"
	errandLife    = 10 * time.Minute
)

// Passkeys tells whether an installation can have passkeys. It is open to all.
func (s *Service) Passkeys() bool {
	_, _, can := relyingParty(s.options.URL)
	return can
}

// party is this installation in the protocol of passkeys (WebAuthn).
func (s *Service) party() (*webauthn.WebAuthn, error) {
	id, origin, can := relyingParty(s.options.URL)
	if !can {
		return nil, fault.New(fault.Missing, "account.passkey-name")
	}
	return webauthn.New(&webauthn.Config{RPID: id, RPDisplayName: "pesnet", RPOrigins: []string{origin}})
}

// AskPasskey returns what a browser needs to ask somebody for a passkey. It is
// open to all: who answers with a passkey is known by it.
func (s *Service) AskPasskey(ctx context.Context) (options any, err error) {
	party, err := s.party()
	if err != nil {
		return nil, err
	}
	asked, session, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, err
	}
	return asked.Response, s.send(ctx, session)
}

// OfferPasskey returns what a browser needs to make a new passkey for somebody.
func (s *Service) OfferPasskey(ctx context.Context, who network.Who) (options any, err error) {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	party, err := s.party()
	if err != nil {
		return nil, err
	}
	keeper, err := s.keeper(ctx, who.Person)
	if err != nil {
		return nil, err
	}
	made, session, err := party.BeginRegistration(keeper, webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
		ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
	}), webauthn.WithExclusions(webauthn.Credentials(keeper.WebAuthnCredentials()).CredentialDescriptors()))
	if err != nil {
		return nil, err
	}
	return made.Response, s.send(ctx, session)
}

// send remembers a challenge until its answer comes.
func (s *Service) send(ctx context.Context, session *webauthn.SessionData) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		return insertErrand(tx, hashToken(session.Challenge), errandPasskey, session, s.now().Add(errandLife))
	})
}

func (s *Service) keeper(ctx context.Context, p network.Person) (k keeper, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		k.Person = p
		k.keys, err = passkeysOf(tx, p.ID)
		return err
	})
	return k, err
}

// sent takes out the challenge that an answer is for.
//
// Rule account.challenge: an answer is taken for a challenge of the last
// ten minutes, once.
func (s *Service) sent(ctx context.Context, challenge string) (session webauthn.SessionData, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		err := takeErrand(tx, hashToken(challenge), errandPasskey, s.now(), &session)
		if err == db.ErrNone {
			err = fault.New(fault.Invalid, "account.challenge")
		}
		return err
	})
	return session, err
}

// AddPasskey keeps a new passkey of somebody; it returns recovery codes where
// there were none.
func (s *Service) AddPasskey(ctx context.Context, who network.Who, name, answer string) (recovery []string, err error) {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	if name = strings.TrimSpace(name); name == "" || len(name) > network.Longest {
		return nil, fault.New(fault.Invalid, "account.passkey.name").On("name")
	}
	party, err := s.party()
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return nil, fault.New(fault.Invalid, "account.passkey.refused")
	}
	session, err := s.sent(ctx, parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return nil, err
	}
	credential, err := party.CreateCredential(keeper{Person: who.Person}, session, parsed)
	if err != nil || !credential.Flags.UserVerified {
		return nil, fault.New(fault.Invalid, "account.passkey.refused")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		k := passkey{ID: base64.RawURLEncoding.EncodeToString(credential.ID), Person: who.ID, Name: name, Credential: *credential, Created: s.now()}
		if err := insertPasskey(tx, k); err != nil {
			if db.Duplicate(err) {
				return fault.New(fault.Conflict, "account.passkey.refused")
			}
			return err
		}
		recovery, err = s.enrolled(tx, who, "network.add-passkey")
		return err
	})
	return recovery, err
}

// RemovePasskey takes a passkey of somebody out.
func (s *Service) RemovePasskey(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := deletePasskey(tx, who.ID, id)
		if err != nil || rows == 0 {
			return err
		}
		return s.record(tx, who, "network.remove-passkey", "person "+who.ID, map[string]any{"passkey": id})
	})
}

// SignInByPasskey begins a session by a passkey, in place of one that waits. It
// is open to all.
func (s *Service) SignInByPasskey(ctx context.Context, who network.Who, answer string) (secret string, err error) {
	p, err := s.shown(ctx, answer)
	if err != nil {
		return "", err
	}
	before := ""
	if who.ID == p.ID {
		before = who.Session
	}
	return s.arrive(ctx, arrival{Person: p, Means: byPasskey, Strong: true}, before)
}

// ConfirmByPasskey writes down that somebody has shown again who they are.
func (s *Service) ConfirmByPasskey(ctx context.Context, who network.Who, answer string) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	p, err := s.shown(ctx, answer)
	if err != nil {
		return err
	}
	if p.ID != who.ID {
		return fault.New(fault.Invalid, "account.passkey.refused")
	}
	return s.confirmed(ctx, who, byPasskey)
}

// shown returns whose passkey has answered a challenge.
func (s *Service) shown(ctx context.Context, answer string) (p network.Person, err error) {
	refused := fault.New(fault.Invalid, "account.passkey.refused")
	party, err := s.party()
	if err != nil {
		return p, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return p, refused
	}
	session, err := s.sent(ctx, parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return p, err
	}
	var found keeper
	_, credential, err := party.ValidatePasskeyLogin(func(_, person []byte) (webauthn.User, error) {
		found, err = s.keeperOf(ctx, string(person))
		return found, err
	}, session, parsed)
	if err != nil || !credential.Flags.UserVerified || credential.Authenticator.CloneWarning {
		return p, s.wrong(ctx, found.Person, byPasskey, refused)
	}
	k := passkey{ID: base64.RawURLEncoding.EncodeToString(credential.ID), Credential: *credential, Used: s.now()}
	return found.Person, s.db.Write(ctx, func(tx *db.Tx) error { return usePasskey(tx, k) })
}

func (s *Service) keeperOf(ctx context.Context, id string) (k keeper, err error) {
	var p network.Person
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = network.PersonByID(tx, id)
		return err
	})
	if err != nil {
		return k, err
	}
	return s.keeper(ctx, p)
}
