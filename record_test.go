package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// A server appends each row of the record to a file, from where it stopped,
// also after a line was cut off; a file of something else it leaves alone.
func TestTheRecordLiesInASecondPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, err := build(t.Context(), d, now, account.Options{})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "record.jsonl")
		copied := func(rows int64) {
			t.Helper()
			if err := a.bringUpToDate(t.Context(), file); err != nil {
				t.Fatal(err)
			}
			if got, err := compared(db.Unwalled(t.Context()), d, file); err != nil || got != rows {
				t.Errorf("%d rows are in the second place, want %d: %v", got, rows, err)
			}
		}
		record := func() {
			t.Helper()
			if err := d.Write(db.Unwalled(t.Context()), func(tx *db.Tx) error {
				return audit.Record(tx, audit.Deed{At: time.Unix(0, 0), Who: "ona", Action: "test.deed"})
			}); err != nil {
				t.Fatal(err)
			}
		}
		record()
		record()
		copied(2)
		record()
		copied(3)
		copied(3)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text[:len(text)-10], 0o600); err != nil {
			t.Fatal(err)
		}
		copied(3)
		if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, text) {
			t.Errorf("a line that was cut off is not written again: %v", err)
		}
		if err := os.WriteFile(file, []byte("something else\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := a.bringUpToDate(t.Context(), file); err == nil {
			t.Error("a file of something else is written to")
		}
	})
}
