// Package backup takes copies of a database while it is used, and proves that
// a copy can be relied on.
//
// A backup is a folder: the copy of one state, and manifest.json, which holds
// the SHA-256 of every file, the number of rows of every table and the last
// seal of the record. It appears under its name only when it is whole and has
// been checked. A copy that no manifest vouches for is none: the check of
// SQLite does not see a bit that flipped inside a text.
package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Options is what a backup is taken of.
type Options struct {
	Address string    // of the database, as db.Open takes it
	Folder  string    // in which the folder of the backup is made
	Program string    // version of the program
	At      time.Time // when
}

const (
	liteFile     = "pesnet.db"
	postgresFile = "pesnet.dump"
)

// Take makes a backup and returns what it holds and the folder in which it is.
func Take(ctx context.Context, d *db.DB, o Options) (m Manifest, folder string, err error) {
	folder = filepath.Join(o.Folder, "pesnet-"+o.At.UTC().Format("20060102T150405Z"))
	if _, err := os.Stat(folder); err == nil {
		return m, folder, fault.New(fault.Conflict, "backup.there", "folder", folder)
	}
	part := folder + ".part"
	if err := os.RemoveAll(part); err != nil {
		return m, folder, failed(err)
	}
	if err := os.MkdirAll(part, 0o700); err != nil {
		return m, folder, failed(err)
	}
	defer os.RemoveAll(part)
	m = Manifest{Program: o.Program, Engine: d.Engine(), At: o.At.UTC().Truncate(time.Second)}
	if err := copyInto(ctx, d, o.Address, part, &m); err != nil {
		return m, folder, err
	}
	if err := m.write(part); err != nil {
		return m, folder, failed(err)
	}
	if err := os.Rename(part, folder); err != nil {
		return m, folder, failed(err)
	}
	return m, folder, syncFolder(o.Folder)
}

func copyInto(ctx context.Context, d *db.DB, address, part string, m *Manifest) error {
	var name string
	var err error
	if d.Engine() == "SQLite" {
		name, err = liteFile, copyLite(ctx, d, filepath.Join(part, liteFile), m)
	} else {
		name, err = postgresFile, copyPostgres(ctx, d, address, filepath.Join(part, postgresFile), m)
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(filepath.Join(part, name), 0o600); err != nil { // people's data are in it
		return failed(err)
	}
	f, err := measured(part, name)
	m.Files = []File{f}
	return err
}

// copyLite copies first and counts in the copy, so that both are of one state.
func copyLite(ctx context.Context, d *db.DB, file string, m *Manifest) error {
	if err := d.CopyTo(ctx, file); err != nil {
		return failed(err)
	}
	still, err := db.OpenStill(file)
	if err != nil {
		return failed(err)
	}
	defer still.Close()
	facts, err := look(ctx, still)
	m.Facts = facts
	return err
}

// copyPostgres lets pg_dump see the state in which it counts.
func copyPostgres(ctx context.Context, d *db.DB, address, file string, m *Manifest) error {
	return d.Read(ctx, func(tx *db.Tx) error {
		snapshot, space, err := tx.Snapshot()
		if err != nil {
			return err
		}
		if m.Facts, err = factsOf(tx); err != nil {
			return err
		}
		m.Space = space
		return dump(ctx, address, snapshot, space, file)
	})
}

// failed gives words to a copy that did not come about; a fault keeps its own.
func failed(err error) error {
	if err == nil {
		return nil
	}
	if _, said := errors.AsType[*fault.Fault](err); said {
		return err
	}
	text := err.Error()
	if e, ok := errors.AsType[*os.PathError](err); ok {
		text = e.Path + ": " + e.Err.Error()
	}
	return fault.New(fault.Closed, "backup.failed", "reason", text)
}
