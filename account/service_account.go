package account

import (
	"context"
	"slices"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/seal"
	"pesnet/network"
)

// Account is what somebody sees of their own way in.
type Account struct {
	Person     network.Person
	Password   bool // there is one
	Roles      []network.Role
	Acting     []network.Organisation // for whom the person can act
	ActingFor  string                 // id of the organisation that was chosen
	Passkeys   []passkey
	App        authenticator // Secret is empty where there is none
	Recovery   int64         // codes that are left
	Identities []identity
	Sessions   []session
}

// Account returns somebody's own account. What a session waits for may be
// looked up before it is given.
func (s *Service) Account(ctx context.Context, who network.Who) (a Account, err error) {
	if err := network.May(who, "network.enrol", network.Resource{}).Err(); err != nil {
		return a, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err = s.account(tx, who)
		return err
	})
	return a, err
}

func (s *Service) account(tx *db.Tx, who network.Who) (a Account, err error) {
	a.Person, a.ActingFor = who.Person, who.ActingFor
	hash, err := passwordOf(tx, who.ID)
	if err != nil {
		return a, err
	}
	a.Password = hash != ""
	if a.Roles, err = network.RolesOn(tx, who.ID, s.day()); err != nil {
		return a, err
	}
	if a.Acting, err = network.OrganisationsByID(tx, organisationsOf(a.Roles)...); err != nil {
		return a, err
	}
	if a.Passkeys, err = passkeysOf(tx, who.ID); err != nil {
		return a, err
	}
	if a.App, err = authenticatorOf(tx, who.ID); err != nil && err != db.ErrNone {
		return a, err
	}
	if a.Recovery, err = recoveryLeft(tx, who.ID); err != nil {
		return a, err
	}
	if a.Identities, err = identitiesOf(tx, who.ID); err != nil {
		return a, err
	}
	if a.Sessions, err = sessionsOf(tx, who.ID); err != nil {
		return a, err
	}
	a.Sessions = slices.DeleteFunc(a.Sessions, func(one session) bool { return !one.alive(s.now()) })
	return a, nil
}

// ActFor chooses the organisation for which somebody acts in this session;
// nothing for every one.
func (s *Service) ActFor(ctx context.Context, who network.Who, organisation string) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		roles, err := network.RolesOn(tx, who.ID, s.day())
		if err != nil {
			return err
		}
		if organisation != "" && !slices.Contains(organisationsOf(roles), organisation) {
			return fault.New(fault.Forbidden, "account.acts-for").On("organisation")
		}
		if err := setActsFor(tx, who.Session, organisation); err != nil {
			return err
		}
		return s.record(tx, who, "network.act-for", "organisation "+organisation, nil)
	})
}

// EndSession ends one of somebody's own sessions.
func (s *Service) EndSession(ctx context.Context, who network.Who, id string) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := endSession(tx, who.ID, id)
		if err == nil && rows == 0 {
			err = fault.New(fault.Missing, "account.session.unknown")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, "network.end-session", "session "+id, nil)
	})
}

// EndSessions ends all of somebody's sessions but this one.
func (s *Service) EndSessions(ctx context.Context, who network.Who) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := deleteOtherSessions(tx, who.ID, who.Session)
		if err != nil {
			return err
		}
		return s.record(tx, who, "network.end-sessions", "person "+who.ID, map[string]any{"count": rows})
	})
}

// ChangePassword sets another password, and ends all other sessions.
//
// Rule account.password-change: a password is changed by whoever knows
// the present one; every other session of the person ends.
func (s *Service) ChangePassword(ctx context.Context, who network.Who, present, next string) error {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := s.rightPassword(ctx, who, present); err != nil {
		return err
	}
	if err := checkPassword(next, who.Person); err != nil {
		return err
	}
	hash := hashPassword(next)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setPassword(tx, who.ID, hash); err != nil {
			return err
		}
		if _, err := deleteOtherSessions(tx, who.ID, who.Session); err != nil {
			return err
		}
		return s.record(tx, who, "network.set-password", "person "+who.ID, nil)
	})
}

// rightPassword refuses another password than that of the person.
func (s *Service) rightPassword(ctx context.Context, who network.Who, password string) error {
	t := try{tryPassword, who.Login, visitOf(ctx).Address}
	if err := s.take(ctx, t); err != nil {
		return err
	}
	var hash string
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		hash, err = passwordOf(tx, who.ID)
		return err
	})
	if err != nil {
		return err
	}
	if !samePassword(hash, password) {
		return s.wrong(ctx, who.Person, byPassword, fault.New(fault.Invalid, "account.password.wrong").On("present"))
	}
	return s.forget(ctx, t)
}

// Confirm writes down that somebody has shown again who they are, by password
// or by a code.
func (s *Service) Confirm(ctx context.Context, who network.Who, password, code string) error {
	if err := network.May(who, "network.act", network.Resource{}).Err(); err != nil {
		return err
	}
	var err error
	if code != "" {
		_, err = s.rightCode(ctx, who.Person, code)
	} else {
		err = s.rightPassword(ctx, who, password)
	}
	if err != nil {
		return err
	}
	return s.confirmed(ctx, who, byPassword)
}

func (s *Service) confirmed(ctx context.Context, who network.Who, means string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := confirmSession(tx, who.Session, s.now()); err != nil {
			return err
		}
		return s.record(tx, who, "network.confirm", "person "+who.ID, map[string]any{"means": means})
	})
}

// SecondStep shows the second factor after the password: a code of the app, or
// a recovery code. It returns the secret of the session that begins in place of
// the one that waited. It is open to all whose session waits for it.
func (s *Service) SecondStep(ctx context.Context, who network.Who, code string) (secret string, err error) {
	if who.Waits != network.WaitsForCode {
		return "", fault.New(fault.Unknown, "network.may.sign-in")
	}
	means, err := s.rightCode(ctx, who.Person, code)
	if err != nil {
		return "", err
	}
	return s.arrive(ctx, arrival{Person: who.Person, Means: means, Strong: true}, who.Session)
}

// rightCode refuses a code that is neither that of the app nor a recovery code
// that is left.
func (s *Service) rightCode(ctx context.Context, p network.Person, code string) (means string, err error) {
	t := try{tryCode, p.ID, visitOf(ctx).Address}
	if err := s.take(ctx, t); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if hash := recoveryHash(code); hash != "" {
			rows, err := useRecovery(tx, p.ID, hash)
			if err != nil || rows == 0 {
				return orRefuse(err, "account.code")
			}
			return s.record(tx, network.Who{Person: p}, "network.use-recovery", "person "+p.ID, nil)
		}
		app, err := authenticatorOf(tx, p.ID)
		if err != nil && err != db.ErrNone {
			return err
		}
		if app.Secret != "" {
			if app.Secret, err = s.opened(p.ID, app.Secret); err != nil {
				return err
			}
		}
		step, right := codeStep(app.Secret, code, s.now(), app.Last)
		if !right {
			return orRefuse(nil, "account.code")
		}
		if rows, err := takeStep(tx, p.ID, step); err != nil || rows == 0 {
			return orRefuse(err, "account.code")
		}
		return nil
	})
	if err != nil {
		return "", s.wrong(ctx, p, byCode, err)
	}
	return byCode, s.forget(ctx, t)
}

func orRefuse(err error, id string) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Invalid, id).On("code")
}

// AddApp takes an authenticator app that shows the right code for a secret, in
// place of the one before, and returns new recovery codes.
func (s *Service) AddApp(ctx context.Context, who network.Who, secret, code string) (recovery []string, err error) {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	step, right := codeStep(secret, code, s.now(), 0)
	if !right {
		return nil, orRefuse(nil, "account.code")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		keys, err := seal.Keys(s.options.KeyFile)
		if err != nil {
			return err
		}
		sealed, err := keys.Seal([]byte(secret), aboutApp(who.ID))
		if err != nil {
			return err
		}
		if err := putAuthenticator(tx, who.ID, authenticator{sealed, step, s.now()}); err != nil {
			return err
		}
		recovery, err = s.enrolled(tx, who, "network.add-app")
		return err
	})
	return recovery, err
}

// enrolled is what follows a new second factor: this session has seen it, the
// others end, and recovery codes are there.
func (s *Service) enrolled(tx *db.Tx, who network.Who, action string) (recovery []string, err error) {
	if err := strengthenSession(tx, who.Session, s.now()); err != nil {
		return nil, err
	}
	if _, err := s.place(tx, who.Person); err != nil {
		return nil, err
	}
	if _, err := deleteOtherSessions(tx, who.ID, who.Session); err != nil {
		return nil, err
	}
	left, err := recoveryLeft(tx, who.ID)
	if err != nil {
		return nil, err
	}
	if left == 0 {
		var hashes []string
		recovery, hashes = newRecovery()
		if err := putRecovery(tx, who.ID, hashes); err != nil {
			return nil, err
		}
	}
	return recovery, s.record(tx, who, action, "person "+who.ID, nil)
}

// RemoveApp takes the authenticator app of somebody out.
func (s *Service) RemoveApp(ctx context.Context, who network.Who) error {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := deleteAuthenticator(tx, who.ID)
		if err != nil || rows == 0 {
			return err
		}
		return s.record(tx, who, "network.remove-app", "person "+who.ID, nil)
	})
}

// NewRecovery replaces the recovery codes of somebody, and returns the new.
func (s *Service) NewRecovery(ctx context.Context, who network.Who) (codes []string, err error) {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	codes, hashes := newRecovery()
	return codes, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := putRecovery(tx, who.ID, hashes); err != nil {
			return err
		}
		return s.record(tx, who, "network.new-recovery", "person "+who.ID, nil)
	})
}

// Unlink takes out that a provider vouches for somebody.
func (s *Service) Unlink(ctx context.Context, who network.Who, provider string) error {
	if err := network.May(who, "network.change-factors", network.Resource{}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err := deleteIdentities(tx, who.ID, provider)
		if err != nil || rows == 0 {
			return err
		}
		return s.record(tx, who, "network.unlink", "provider "+provider, nil)
	})
}

// day is the date on which roles are read.
func (s *Service) day() string { return s.now().UTC().Format("2006-01-02") }
