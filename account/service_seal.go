package account

import (
	"context"
	"fmt"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/seal"
)

// aboutApp is what the secret of an app is sealed to: in the row of another
// person it does not open.
//
// Rule account.sealed: the secret that an authenticator app shares with us is
// kept sealed with the key of the installation, which lies in a file of its own:
// whoever has a copy of the database cannot make codes.
func aboutApp(person string) string { return "authenticator " + person }

// opened is the secret of somebody's app. One that was kept before secrets were
// sealed is as it was.
func (s *Service) opened(person, kept string) (string, error) {
	if !strings.Contains(kept, ":") {
		return kept, nil
	}
	keys, err := seal.Read(s.options.KeyFile)
	if err != nil {
		return "", err
	}
	secret, err := keys.Unseal(kept, aboutApp(person))
	return string(secret), err
}

// Reseal seals the secrets of some apps with the present key, in a transaction
// of the caller, and tells how many.
func Reseal(tx *db.Tx, keys seal.Ring, most int) (count int, err error) {
	all, err := authenticators(tx)
	if err != nil {
		return 0, err
	}
	for _, one := range all {
		if keys.Present(one.secret) || count == most {
			continue
		}
		secret := []byte(one.secret)
		if strings.Contains(one.secret, ":") {
			if secret, err = keys.Unseal(one.secret, aboutApp(one.person)); err != nil {
				return count, fmt.Errorf("unseal the app of %s: %w", one.person, err)
			}
		}
		sealed, err := keys.Seal(secret, aboutApp(one.person))
		if err == nil {
			err = resealAuthenticator(tx, one.person, sealed)
		}
		if err != nil {
			return count, err
		}
		count++
	}
	return count, nil
}

// SealSecrets seals the secrets of apps that were kept before secrets were
// sealed. It is open to all who start the program.
func (s *Service) SealSecrets(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		all, err := authenticators(tx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if !strings.Contains(one.secret, ":") {
				keys, err := seal.Keys(s.options.KeyFile)
				if err == nil {
					_, err = Reseal(tx, keys, len(all))
				}
				return err
			}
		}
		return nil
	})
}
