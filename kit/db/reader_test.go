package db

import (
	"path/filepath"
	"testing"
)

// A reader whose every question has a kept answer does not ask the database.
func TestWhatIsKeptNeedsNoTransaction(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	asked := func() (began bool) {
		t.Helper()
		err := d.Read(t.Context(), func(tx *Tx) error {
			all, err := Kept(tx, func(n *int) []any { return []any{n} }, "SELECT 41 + 1")
			if len(all) != 1 || all[0] != 42 {
				t.Errorf("the answer is %v, want 42", all)
			}
			began = tx.lite != nil
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return began
	}
	if !asked() {
		t.Error("what nobody has asked before is not asked")
	}
	for range 10 { // an answer is kept for a moment, in which the machine may do something else
		if !asked() {
			return
		}
	}
	t.Error("what is kept is asked again")
}
