package db_test

import (
	"testing"
	"testing/fstest"

	"pesnet/kit/db"
)

func TestTheVersionIsThatOfTheLastChange(t *testing.T) {
	files := fstest.MapFS{
		"0001_club.sql": {Data: []byte("CREATE TABLE club (id text PRIMARY KEY);")},
		"0002_game.sql": {Data: []byte("CREATE TABLE game (id text PRIMARY KEY);")},
	}
	d, err := db.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if got, err := d.Version(t.Context()); got != 0 || err != nil {
		t.Errorf("empty: got %d, %v, want 0", got, err)
	}
	if err := d.Migrate(t.Context(), files); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Version(t.Context()); got != 2 || err != nil {
		t.Errorf("got %d, %v, want 2", got, err)
	}
	if got, err := db.Newest(files); got != 2 || err != nil {
		t.Errorf("newest: got %d, %v, want 2", got, err)
	}
}
