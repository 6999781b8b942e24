package backup

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Trust is against what a backup is checked.
type Trust struct {
	Knows  int64  // number of the last change of the schema that the program knows
	Server string // address of a PostgreSQL on which a database of its own may be made, for backups of one
}

// Verify proves a backup: every file is as it was written, the copy opens, is
// whole, and holds the rows and the seal of the manifest. It changes neither
// the backup nor any database that is used.
func Verify(ctx context.Context, folder string, trust Trust) (m Manifest, err error) {
	m, err = sound(folder, trust)
	if err != nil {
		return m, err
	}
	if m.Engine == "SQLite" {
		return m, verifyLite(ctx, filepath.Join(folder, liteFile), m)
	}
	if trust.Server == "" {
		return m, fault.New(fault.Invalid, "backup.no-server")
	}
	fresh, drop, err := db.Scratch(ctx, trust.Server)
	if err != nil {
		return m, failed(err)
	}
	err = load(ctx, fresh, filepath.Join(folder, postgresFile))
	if err == nil {
		err = verifyPostgres(ctx, fresh, m)
	}
	return m, errors.Join(err, drop())
}

// sound checks what can be checked without opening the copy.
func sound(folder string, trust Trust) (Manifest, error) {
	m, err := read(folder)
	if err != nil {
		return m, err
	}
	want := liteFile
	if m.Engine != "SQLite" {
		want = postgresFile
	}
	if len(m.Files) != 1 || m.Files[0].Name != want {
		return m, fault.New(fault.Invalid, "backup.altered", "file", manifestFile)
	}
	has, err := measured(folder, want)
	if err != nil || has != m.Files[0] {
		return m, fault.New(fault.Invalid, "backup.altered", "file", want)
	}
	if m.Schema > trust.Knows {
		return m, fault.New(fault.Conflict, "db.newer-schema", "has", m.Schema, "knows", trust.Knows)
	}
	return m, nil
}

func verifyLite(ctx context.Context, file string, m Manifest) error {
	d, err := db.OpenStill(file)
	if err != nil {
		return fault.New(fault.Invalid, "backup.broken", "reason", err.Error())
	}
	defer d.Close()
	return m.compare(ctx, d)
}

func verifyPostgres(ctx context.Context, address string, m Manifest) error {
	d, err := db.Open(ctx, db.With(address, "search_path", m.Space))
	if err != nil {
		return failed(err)
	}
	defer d.Close()
	return m.compare(ctx, d)
}

// compare holds what a copy has against what the manifest says.
func (m Manifest) compare(ctx context.Context, d *db.DB) error {
	has, err := look(ctx, d)
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(m.Rows)) {
		if has.Rows[table] != m.Rows[table] {
			return fault.New(fault.Invalid, "backup.rows", "table", table, "has", has.Rows[table], "count", m.Rows[table])
		}
	}
	if len(has.Rows) != len(m.Rows) || has.Schema != m.Schema || has.Seal != m.Seal || has.Seals != m.Seals {
		return fault.New(fault.Invalid, "backup.altered", "file", m.Files[0].Name)
	}
	return nil
}

// Restore puts a backup where no database is: into a folder, or into an empty
// database of PostgreSQL. It proves the backup first, and what it has put
// there afterwards.
func Restore(ctx context.Context, folder, into string, trust Trust) (m Manifest, err error) {
	m, err = read(folder)
	if err != nil {
		return m, err
	}
	if m.Engine == "SQLite" {
		return restoreLite(ctx, folder, into, trust)
	}
	return restorePostgres(ctx, folder, into, trust)
}

func restoreLite(ctx context.Context, folder, into string, trust Trust) (Manifest, error) {
	m, err := Verify(ctx, folder, trust)
	if err != nil {
		return m, err
	}
	to := filepath.Join(into, liteFile)
	for _, name := range []string{to, to + "-wal", to + "-shm"} {
		if _, err := os.Lstat(name); err == nil {
			return m, fault.New(fault.Conflict, "backup.in-the-way", "file", name)
		}
	}
	if err := os.MkdirAll(into, 0o700); err != nil {
		return m, failed(err)
	}
	part := to + ".part"
	defer os.Remove(part)
	if err := copyFile(filepath.Join(folder, liteFile), part); err != nil {
		return m, failed(err)
	}
	if err := verifyLite(ctx, part, m); err != nil {
		return m, err
	}
	// Link refuses where the name has been taken meanwhile; Rename would not.
	if err := os.Link(part, to); err != nil {
		return m, failed(err)
	}
	return m, failed(syncFolder(into))
}

func restorePostgres(ctx context.Context, folder, into string, trust Trust) (Manifest, error) {
	m, err := sound(folder, trust)
	if err != nil {
		return m, err
	}
	d, err := db.Open(ctx, db.With(into, "search_path", m.Space))
	if err != nil {
		return m, failed(err)
	}
	defer d.Close()
	if d.Engine() == "SQLite" {
		return m, fault.New(fault.Invalid, "backup.no-server")
	}
	err = d.Read(ctx, func(tx *db.Tx) error {
		tables, err := tx.Tables()
		if err == nil && len(tables) > 0 {
			err = fault.New(fault.Conflict, "backup.in-the-way", "file", tables[0])
		}
		return err
	})
	if err != nil {
		return m, err
	}
	if err := load(ctx, into, filepath.Join(folder, postgresFile)); err != nil {
		return m, err
	}
	return m, m.compare(ctx, d)
}

func copyFile(from, to string) error {
	in, err := os.Open(from) // #nosec G304 -- the operator's folder
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // #nosec G304 -- the operator's folder
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
