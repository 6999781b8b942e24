package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The stories of testdata/ run through the program itself, each on a demo
// world of its own. A secretariat can read them.
func TestStories(t *testing.T) {
	folder, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	world, err := os.ReadFile(filepath.Join(folder, "pesnet.db"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Setenv("PESNET_DATA", filepath.Join(e.WorkDir, "data"))
			if err := os.Mkdir(filepath.Join(e.WorkDir, "data"), 0o700); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "data", "pesnet.db"), world, 0o600)
		},
	})
}
