package main

import (
	"encoding/json"
	"os"
	"regexp"
	"runtime/debug"
	"testing"
)

var built = &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Path: "club"}, Deps: []*debug.Module{
	{Path: "example.org/b", Version: "v1.0.0+incompatible"},
	{Path: "example.org/a", Version: "v2.0.0", Replace: &debug.Module{Path: "example.org/c", Version: "v2.0.1"}},
}}

// What the standard asks for is there: https://cyclonedx.org/docs/1.6/json/.
func TestTheListSaysWhatAProgramIsMadeOf(t *testing.T) {
	lock, err := os.ReadFile("../../web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	packages, err := npm(lock)
	if err != nil {
		t.Fatal(err)
	}
	d := bill("club", []byte("program"), built, packages)
	if d.Format != "CycloneDX" || d.Spec != "1.6" || d.Version < 1 || d.Metadata.Component.Type != "application" || d.Metadata.Component.Name != "club" {
		t.Errorf("the head is %+v", d.Metadata)
	}
	seen := map[string]component{}
	for _, c := range d.Components {
		if _, twice := seen[c.Ref]; twice {
			t.Errorf("%s is listed twice", c.Ref)
		}
		seen[c.Ref] = c
		whole(t, c)
	}
	for ref, scope := range map[string]string{
		"pkg:golang/std@1.26.0": "required", "pkg:golang/example.org/b@v1.0.0%2Bincompatible": "required", "pkg:golang/example.org/c@v2.0.1": "required",
		"pkg:npm/htmx.org@4.0.1": "required", "pkg:npm/esbuild@0.28.2": "excluded", "pkg:npm/axe-core@4.14.1": "excluded", "pkg:npm/%40esbuild/linux-x64@0.28.2": "excluded",
	} {
		if got := seen[ref]; got.Scope != scope {
			t.Errorf("%s is %q, want %q", ref, got.Scope, scope)
		}
	}
	for _, on := range d.Dependencies[0].On {
		if _, ok := seen[on]; !ok {
			t.Errorf("the program depends on %s, which is not listed", on)
		}
	}
}

var (
	address = regexp.MustCompile(`^pkg:(golang|npm)/[^@\s]+@[^@\s]+$`)
	hex512  = regexp.MustCompile(`^[0-9a-f]{128}$`)
)

func whole(t *testing.T, c component) {
	t.Helper()
	if c.Type != "library" || c.Name == "" || c.Version == "" || !address.MatchString(c.PURL) {
		t.Errorf("a component is not whole: %+v", c)
	}
	for _, h := range c.Hashes {
		if h.Algorithm != "SHA-512" || !hex512.MatchString(h.Content) {
			t.Errorf("%s has a hash that is none: %+v", c.Name, h)
		}
	}
}

func TestTheSameProgramHasTheSameList(t *testing.T) {
	lock, err := os.ReadFile("../../web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var first []byte
	for range 5 {
		packages, err := npm(lock)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(bill("club", []byte("program"), built, packages))
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && string(text) != string(first) {
			t.Fatal("two lists of one program differ")
		}
		first = text
	}
}
