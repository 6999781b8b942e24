package backup

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

var at = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

const knows = 1 << 30

func filled(t *testing.T, d *db.DB, deeds int) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for range deeds {
			if err := audit.Record(tx, audit.Deed{At: at, Who: "ona", Action: "club.join", Detail: "Žalgiris"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestABackupHoldsWhatTheDatabaseHeld(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		d := dbtest.Open(t)
		filled(t, d, 12)
		m, folder, err := Take(t.Context(), d, Options{Folder: t.TempDir(), Program: "1", At: at})
		if err != nil {
			t.Fatal(err)
		}
		filled(t, d, 3) // what comes later is not in it
		if m.Rows["audit"] != 12 || m.Seals != 12 || m.Schema == 0 || len(m.Files) != 1 {
			t.Errorf("got %+v", m)
		}
		if got, err := Verify(t.Context(), folder, Trust{Knows: knows}); err != nil || got.Sum != m.Sum {
			t.Errorf("verified: %v", err)
		}
		into := t.TempDir()
		if _, err := Restore(t.Context(), folder, into, Trust{Knows: knows}); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), folder, into, Trust{Knows: knows}); fault.Of(err).ID != "backup.in-the-way" {
			t.Errorf("restored over a database: %v", err)
		}
		counts(t, filepath.Join(into, "pesnet.db"), 12)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		address := dbtest.Address(t)
		d, err := db.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		filled(t, d, 12)
		m, folder, err := Take(t.Context(), d, Options{Address: address, Folder: t.TempDir(), Program: "1", At: at})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(t.Context(), folder, Trust{Knows: knows}); fault.Of(err).ID != "backup.no-server" {
			t.Errorf("verified without a server: %v", err)
		}
		if _, err := Verify(t.Context(), folder, Trust{Knows: knows, Server: address}); err != nil {
			t.Errorf("verified: %v", err)
		}
		if _, err := Restore(t.Context(), folder, address, Trust{Knows: knows}); fault.Of(err).ID != "backup.in-the-way" {
			t.Errorf("restored over a database: %v", err)
		}
		fresh, drop, err := db.Scratch(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer drop()
		if _, err := Restore(t.Context(), folder, fresh, Trust{Knows: knows}); err != nil {
			t.Fatal(err)
		}
		counts(t, db.With(fresh, "search_path", m.Space), 12)
	})
}

func counts(t *testing.T, address string, want int64) {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		n, err := audit.Verify(tx)
		if n != want {
			t.Errorf("got %d rows, want %d", n, want)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestEveryFlippedBitIsFound(t *testing.T) {
	d := dbtest.Open(t)
	filled(t, d, 5)
	_, folder, err := Take(t.Context(), d, Options{Folder: t.TempDir(), At: at})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 1000 {
		name := filepath.Join(folder, []string{liteFile, manifestFile}[i%2])
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		place, bit := random.IntN(len(text)), byte(1)<<random.IntN(8)
		text[place] ^= bit
		rewrite(t, name, text)
		if _, err := Verify(t.Context(), folder, Trust{Knows: knows}); fault.Of(err).ID != "backup.altered" {
			t.Errorf("bit %d of byte %d of %s: %v", bit, place, filepath.Base(name), err)
		}
		text[place] ^= bit
		rewrite(t, name, text)
	}
	if _, err := Verify(t.Context(), folder, Trust{Knows: knows}); err != nil {
		t.Errorf("mended: %v", err)
	}
}

func rewrite(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestABackupThatCannotBeReliedOnIsRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		harm func(t *testing.T, folder string)
		want string
	}{
		{"the manifest is gone", func(t *testing.T, folder string) { os.Remove(filepath.Join(folder, manifestFile)) }, "backup.no-manifest"},
		{"the copy is gone", func(t *testing.T, folder string) { os.Remove(filepath.Join(folder, liteFile)) }, "backup.altered"},
		{"the copy is cut", func(t *testing.T, folder string) { os.Truncate(filepath.Join(folder, liteFile), 4096) }, "backup.altered"},
		{"the manifest names a file elsewhere", func(t *testing.T, folder string) {
			forge(t, folder, func(m *Manifest) { m.Files[0].Name = "../pesnet.db" })
		}, "backup.altered"},
		{"the manifest counts other rows", func(t *testing.T, folder string) { forge(t, folder, func(m *Manifest) { m.Rows["audit"]++ }) }, "backup.rows"},
		{"the manifest has another seal", func(t *testing.T, folder string) { forge(t, folder, func(m *Manifest) { m.Seal = "" }) }, "backup.altered"},
		{"a newer program wrote it", func(t *testing.T, folder string) { forge(t, folder, func(m *Manifest) { m.Schema = knows + 1 }) }, "db.newer-schema"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dbtest.Open(t)
			filled(t, d, 2)
			_, folder, err := Take(t.Context(), d, Options{Folder: t.TempDir(), At: at})
			if err != nil {
				t.Fatal(err)
			}
			c.harm(t, folder)
			into := filepath.Join(t.TempDir(), "into")
			if _, err := Restore(t.Context(), folder, into, Trust{Knows: knows}); fault.Of(err).ID != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if _, err := os.Stat(into); err == nil {
				t.Error("the place was touched")
			}
		})
	}
}

// forge writes a manifest that says something else and is sealed anew.
func forge(t *testing.T, folder string, change func(*Manifest)) {
	t.Helper()
	m, err := read(folder)
	if err != nil {
		t.Fatal(err)
	}
	change(&m)
	if err := m.write(folder); err != nil {
		t.Fatal(err)
	}
}

func TestABackupIsNotTakenOfABrokenRecord(t *testing.T) {
	d := dbtest.Open(t)
	filled(t, d, 3)
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE audit SET who = 'petras' WHERE no = 2`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	place := t.TempDir()
	if _, _, err := Take(context.Background(), d, Options{Folder: place, At: at}); fault.Of(err).ID != "audit.broken" {
		t.Errorf("got %v, want a refusal", err)
	}
	if left, _ := os.ReadDir(place); len(left) > 0 {
		t.Errorf("half a backup is left: %v", left)
	}
}
