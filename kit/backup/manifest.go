package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Manifest says what a backup holds.
type Manifest struct {
	Program string    `json:"program"`
	Engine  string    `json:"engine"`
	Space   string    `json:"space,omitempty"` // the schema of PostgreSQL that holds the tables
	At      time.Time `json:"at"`
	Files   []File    `json:"files"`
	Facts
	Sum string `json:"sum"` // SHA-256 of this text with an empty sum
}

// File is one file of a backup.
type File struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Hash string `json:"sha256"`
}

// Facts are what can be counted in a database.
type Facts struct {
	Schema int64            `json:"schema"` // number of its last change
	Rows   map[string]int64 `json:"rows"`   // by table
	Seals  int64            `json:"seals"`  // rows of the record …
	Seal   string           `json:"seal"`   // … and the last seal
}

// Size is that of all files, in bytes.
func (m Manifest) Size() (n int64) {
	for _, f := range m.Files {
		n += f.Size
	}
	return n
}

// Total is the number of rows of all tables.
func (f Facts) Total() (n int64) {
	for _, rows := range f.Rows {
		n += rows
	}
	return n
}

// look counts in a database of which nobody changes anything, and checks it.
func look(ctx context.Context, d *db.DB) (f Facts, err error) {
	wrong, err := d.Check(ctx)
	if err != nil || wrong != "" {
		if err != nil {
			wrong = err.Error()
		}
		return f, fault.New(fault.Invalid, "backup.broken", "reason", wrong)
	}
	err = d.Read(ctx, func(tx *db.Tx) error {
		f, err = factsOf(tx)
		return err
	})
	return f, err
}

// factsOf counts in one state of a database, and follows the seals of its
// record.
func factsOf(tx *db.Tx) (f Facts, err error) {
	tables, err := tx.Tables()
	if err != nil {
		return f, err
	}
	f.Rows = make(map[string]int64, len(tables))
	for _, table := range tables {
		if f.Rows[table], err = tx.Count(`SELECT count(*) FROM "` + table + `"`); err != nil {
			return f, err
		}
	}
	if f.Schema, err = tx.Version(); err != nil {
		return f, err
	}
	if _, kept := f.Rows["audit"]; !kept {
		return f, nil
	}
	if _, err := audit.Verify(tx); err != nil {
		if b, ok := errors.AsType[*audit.Broken](err); ok {
			err = fault.New(fault.Invalid, "audit.broken", "row", b.No)
		}
		return f, err
	}
	f.Seals, f.Seal, err = audit.Last(tx)
	return f, err
}

const manifestFile = "manifest.json"

// text is the manifest as it stands in the file.
func (m Manifest) text() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// sum seals the manifest.
func (m Manifest) sum() (string, error) {
	m.Sum = ""
	text, err := m.text()
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

func (m *Manifest) write(folder string) (err error) {
	if m.Sum, err = m.sum(); err != nil {
		return err
	}
	text, err := m.text()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, manifestFile), text, 0o600); err != nil {
		return err
	}
	return errors.Join(syncFile(filepath.Join(folder, manifestFile)), syncFolder(folder))
}

// read reads a manifest, which must be as it was written, to the byte.
func read(folder string) (m Manifest, err error) {
	text, err := os.ReadFile(filepath.Join(folder, manifestFile)) // #nosec G304 -- the operator's folder
	if err != nil {
		return m, fault.New(fault.Missing, "backup.no-manifest", "folder", folder)
	}
	altered := fault.New(fault.Invalid, "backup.altered", "file", manifestFile)
	if json.Unmarshal(text, &m) != nil {
		return m, altered
	}
	sum, err := m.sum()
	if err != nil {
		return m, err
	}
	again, err := m.text()
	if err != nil || sum != m.Sum || !bytes.Equal(text, again) {
		return m, altered
	}
	return m, nil
}

// measured takes the size and hash of a file, and sees that it is on the disk.
func measured(folder, name string) (f File, err error) {
	in, err := os.Open(filepath.Join(folder, name)) // #nosec G304 -- a name of our own in the operator's folder
	if err != nil {
		return f, failed(err)
	}
	defer in.Close()
	h := sha256.New()
	f.Name = name
	if f.Size, err = io.Copy(h, in); err != nil {
		return f, failed(err)
	}
	f.Hash = hex.EncodeToString(h.Sum(nil))
	return f, failed(in.Sync())
}

func syncFile(path string) error {
	f, err := os.Open(path) // #nosec G304 -- the operator's folder
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// syncFolder makes the names in a folder last.
func syncFolder(path string) error { return syncFile(path) }
