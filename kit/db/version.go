package db

import (
	"context"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Version returns the number of the last change that the database has had; 0
// for an empty one. It changes nothing.
func (d *DB) Version(ctx context.Context) (version int64, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		version, err = tx.Version()
		return err
	})
	return version, err
}

// Version returns the number of the last change, as the transaction sees it.
func (t *Tx) Version() (int64, error) {
	there := "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'"
	if t.db.pg != nil {
		there = "SELECT count(*) FROM pg_class WHERE oid = to_regclass('goose_db_version')"
	}
	if n, err := t.Count(there); err != nil || n == 0 {
		return 0, err
	}
	return t.Count("SELECT max(version_id) FROM goose_db_version")
}

// Newest returns the number of the last change that a program knows.
func Newest(files fs.FS) (int64, error) {
	names, err := fs.Glob(files, "[0-9]*.sql")
	if err != nil || len(names) == 0 {
		return 0, err
	}
	number, _, _ := strings.Cut(path.Base(names[len(names)-1]), "_")
	return strconv.ParseInt(number, 10, 64)
}
