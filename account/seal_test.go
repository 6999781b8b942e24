package account

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/seal"
	"pesnet/network"
)

// Tests rule account.sealed.
func TestTheSecretOfAnAppIsSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		s.options.KeyFile = filepath.Join(t.TempDir(), "keys")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})
		_, who := come(t, s, jonas)
		secret, _ := enrol(t, s, c, who)
		kept := func() (kept string) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				app, err := authenticatorOf(tx, who.ID)
				kept = app.Secret
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return kept
		}
		codes := func(what, want string) {
			t.Helper()
			_, waiting := come(t, s, jonas)
			c.Add(time.Minute)
			if _, err := s.SecondStep(t.Context(), waiting, codeNow(secret, c)); fault.ID(err) != want {
				t.Errorf("%s: %v, want %q", what, err, want)
			}
		}
		if strings.Contains(kept(), secret) {
			t.Fatal("the secret is kept as it is")
		}
		codes("with its key", "")
		before, err := seal.Read(s.options.KeyFile)
		if err != nil {
			t.Fatal(err)
		}
		after := append(seal.Ring{seal.New()}, before...)
		was := kept()
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			count, err := Reseal(tx, after, 10)
			if again, _ := Reseal(tx, after, 10); count != 1 || again != 0 {
				t.Errorf("%d sealed anew, then %d", count, again)
			}
			return err
		})
		if err == nil {
			err = after[:1].Write(s.options.KeyFile)
		}
		if err != nil || kept() == was {
			t.Fatalf("nothing is sealed anew: %v", err)
		}
		codes("with another key", "")
		if err := before.Write(s.options.KeyFile); err != nil {
			t.Fatal(err)
		}
		codes("with a file of keys that is not theirs", "seal.unknown")
		plain(t, d, who.ID, secret)
		if err := s.SealSecrets(t.Context()); err != nil || strings.Contains(kept(), secret) {
			t.Errorf("what was kept as it is, is not sealed at the start: %v", err)
		}
		codes("afterwards", "")
		if _, err := s.opened("eve", kept()); err == nil {
			t.Error("in the row of another person it opens")
		}
	})
}

// plain keeps a secret as it was kept before secrets were sealed.
func plain(t *testing.T, d *db.DB, person, secret string) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return resealAuthenticator(tx, person, secret) }); err != nil {
		t.Fatal(err)
	}
}
