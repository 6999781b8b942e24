package main

import (
	"bytes"
	"go/format"
	"os"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"testing"
)

// tracked are the files of the repository.
func tracked(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skipf("the files of the repository are not known outside of a git checkout: %v", err)
	}
	return strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
}

// foreign is what says where or how somebody worked, not what the product is.
// The parts are put together here so that this file does not find itself.
var foreign = regexp.MustCompile(strings.Join([]string{
	`/work` + `/(main|shared|\.)`, `/tmp` + `/w\b`, `/root` + `/`, `/home` + `/[a-z]+/`, `\bhelper` + `-`,
	`proxy\.golang` + `\.org`, `registry\.npmjs` + `\.org`, `pypi` + `\.org`, `sum\.golang` + `\.org`,
}, "|"))

func TestTheRepositorySpeaksOfTheProductAlone(t *testing.T) {
	for _, name := range tracked(t) {
		text, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			continue // taken away, or a picture
		}
		if found := foreign.Find(text); found != nil {
			t.Errorf("%s says %q: a path or host of one machine does not belong here", name, found)
		}
		if len(text) > 1<<20 {
			t.Errorf("%s has %d kB: keep data out of the repository", name, len(text)>>10)
		}
	}
}

// Packages come from wherever a machine gets them; the lock holds their hashes.
func TestTheLockOfThePagesNamesNoHost(t *testing.T) {
	text, err := os.ReadFile("web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(`"resolved"`)) {
		t.Error(`web/package-lock.json names hosts: run npm in web/, whose .npmrc says omit-lockfile-registry-resolved`)
	}
}

func TestGoIsFormatted(t *testing.T) {
	for _, s := range sources() {
		if want, err := format.Source([]byte(s.text)); err != nil || string(want) != s.text {
			t.Errorf("%s is not formatted: run gofmt -w", s.path)
		}
	}
}

var requirement = regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9.-]+\.[a-z]+/\S+) v\S+$`)

// Each direct dependency is a decision, with its reason and its price.
func TestDependenciesAreDecided(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("docs/decisions.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range requirement.FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(string(page), "`"+m[1]+"`") {
			t.Errorf("docs/decisions.md does not say why %s, and what leaving it would take", m[1])
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)]*)?\)`)

func TestLinksOfTheDocumentsLead(t *testing.T) {
	for _, name := range tracked(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], ":") {
				continue // an address of the web
			}
			if _, err := os.Stat(path.Join(path.Dir(name), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}
