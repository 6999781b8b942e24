package main

import (
	"net/url"
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
	testscript.RunT(storyT{t}, testscript.Params{
		Dir:  "testdata",
		Cmds: acts,
		Setup: func(e *testscript.Env) error {
			e.Values[stageKey] = &stage{t: e.T().(storyT).T, pages: map[string]*url.URL{}, at: &url.URL{Path: "/"}}
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Setenv("PESNET_DATA", filepath.Join(e.WorkDir, "data"))
			if err := os.Mkdir(filepath.Join(e.WorkDir, "data"), 0o700); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "data", "pesnet.db"), world, 0o600)
		},
	})
}

// storyT lets the acts of a story reach the test in which it is told.
type storyT struct{ *testing.T }

// Run runs a story.
func (t storyT) Run(name string, story func(testscript.T)) {
	t.T.Run(name, func(t *testing.T) { story(storyT{t}) })
}

// Verbose tells whether all is said.
func (storyT) Verbose() bool { return testing.Verbose() }
