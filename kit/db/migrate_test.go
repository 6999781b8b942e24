package db_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

func TestSeveralProgramsMayStartAtOnceAfterAnUpdate(t *testing.T) {
	files := fstest.MapFS{}
	for n := 1; n <= 9; n++ {
		files[fmt.Sprintf("%04d_club.sql", n)] = &fstest.MapFile{Data: fmt.Appendf(nil, "CREATE TABLE club_%d (id text PRIMARY KEY);", n)}
	}
	for engine, address := range map[string]func(testing.TB) string{
		"SQLite":     func(t testing.TB) string { return filepath.Join(t.TempDir(), "club.db") },
		"PostgreSQL": dbtest.Space,
	} {
		t.Run(engine, func(t *testing.T) {
			at := address(t)
			var all sync.WaitGroup
			for range 6 {
				all.Go(func() {
					d, err := db.Open(t.Context(), at)
					if err != nil {
						t.Error(err)
						return
					}
					defer d.Close()
					if err := d.Migrate(t.Context(), files); err != nil {
						t.Error(err)
					}
					if got, err := d.Version(t.Context()); got != 9 || err != nil {
						t.Errorf("got %d, %v, want all nine changes", got, err)
					}
				})
			}
			all.Wait()
		})
	}
}
