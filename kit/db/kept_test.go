package db_test

import (
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

type word struct{ Text string }

func wordPlaces(w *word) []any { return []any{&w.Text} }

func keptWords(t *testing.T, d *db.DB, like int) (texts string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := db.Kept(tx, wordPlaces, `SELECT text FROM word WHERE no >= ? ORDER BY no`, like)
		for i := range all {
			texts += all[i].Text + " "
			all[i].Text = "spoilt"
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func write(t *testing.T, d *db.DB, query string, args ...any) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is kept is what would be read: whatever is written here is seen at once,
// each question has its own answer, and nobody spoils that of others.
func TestWhatIsKeptIsWhatWouldBeRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write(t, d, `CREATE TABLE word (no bigint NOT NULL, text text NOT NULL)`)
		for i, text := range []string{"one", "two", "three"} {
			write(t, d, `INSERT INTO word (no, text) VALUES (?, ?)`, 70_000_000+i, text)
			for range 2 {
				if got, want := keptWords(t, d, 70_000_000), []string{"one ", "one two ", "one two three "}[i]; got != want {
					t.Errorf("kept is %q, want %q", got, want)
				}
			}
		}
		if got := keptWords(t, d, 70_000_002); got != "three " {
			t.Errorf("another question gets %q", got)
		}
		write(t, d, `UPDATE word SET text = ? WHERE no = ?`, "second", 70_000_001)
		if got := keptWords(t, d, 70_000_000); got != "one second three " {
			t.Errorf("after a change kept is %q", got)
		}
		write(t, d, `DELETE FROM word`)
		if got := keptWords(t, d, 70_000_000); got != "" {
			t.Errorf("after all is deleted kept is %q", got)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO word (no, text) VALUES (?, ?)`, 70_000_000, "mine"); err != nil {
				return err
			}
			all, err := db.Kept(tx, wordPlaces, `SELECT text FROM word WHERE no >= ? ORDER BY no`, 70_000_000)
			if len(all) != 1 {
				t.Errorf("who writes sees %d rows of their own, want 1", len(all))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What another program writes is seen soon.
func TestWhatAnotherProgramWritesIsSeenSoon(t *testing.T) {
	address := dbtest.Address(t)
	here, there := reopened(t, address), reopened(t, address)
	write(t, here, `CREATE TABLE word (no bigint NOT NULL, text text NOT NULL)`)
	if got := keptWords(t, here, 0); got != "" {
		t.Fatalf("there is %q", got)
	}
	write(t, there, `INSERT INTO word (no, text) VALUES (?, ?)`, 1, "news")
	for range 100 {
		if keptWords(t, here, 0) == "news " {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("ten seconds later it is not seen")
}

func reopened(t *testing.T, address string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// What is worked out from several questions is worked out again when any of
// their tables is written, those of the kept answers in it among them, and not
// before.
func TestWhatIsWorkedOutIsKeptUntilWhatItStandsOnChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, table := range []string{"word", "deed", "other"} {
			write(t, d, `CREATE TABLE `+table+` (no bigint NOT NULL, text text NOT NULL)`)
		}
		worked := 0
		ask := func(name string) (texts string) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				all, err := db.KeptAs(tx, func() ([]word, error) {
					worked++
					words, err := db.Kept(tx, wordPlaces, `SELECT text FROM word ORDER BY no`)
					if err != nil {
						return nil, err
					}
					deeds, err := db.All(tx, wordPlaces, `SELECT text FROM deed ORDER BY no`)
					return append(words, deeds...), err
				}, "words and deeds", name)
				for i := range all {
					texts += all[i].Text + " "
					all[i].Text = "spoilt"
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return texts
		}
		for _, step := range []struct {
			write, name, want string
			worked            int
		}{
			{"", "a", "", 1},
			{"", "a", "", 1},
			{"", "b", "", 2},
			{`INSERT INTO deed (no, text) VALUES (1, 'done')`, "a", "done ", 3},
			{`INSERT INTO word (no, text) VALUES (1, 'said')`, "a", "said done ", 4},
			{`INSERT INTO other (no, text) VALUES (1, 'else')`, "a", "said done ", 4},
			{`UPDATE word SET text = 'shouted'`, "a", "shouted done ", 5},
		} {
			if step.write != "" {
				write(t, d, step.write)
			}
			if got := ask(step.name); got != step.want || worked != step.worked {
				t.Errorf("after %q it is %q, worked out %d times, want %q and %d", step.write, got, worked, step.want, step.worked)
			}
		}
	})
}
