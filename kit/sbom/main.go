// Command sbom writes what a program is made of as CycloneDX 1.6: the modules
// that its linker wrote into it, and the packages of its pages from the lock
// of npm.
//
//	go run ./kit/sbom pesnet web/package-lock.json > pesnet.cdx.json
//
// It writes no time and no random number: the same program has the same list.
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom PROGRAM PACKAGE-LOCK")
		os.Exit(2)
	}
	if err := list(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func list(program, lock string) error {
	build, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	binary, err := os.ReadFile(program) // #nosec G304 -- whoever builds names the file
	if err != nil {
		return err
	}
	locked, err := os.ReadFile(lock) // #nosec G304 -- whoever builds names the file
	if err != nil {
		return err
	}
	packages, err := npm(locked)
	if err != nil {
		return fmt.Errorf("%s: %w", lock, err)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(bill(filepath.Base(program), binary, build, packages))
}

// document is the part of CycloneDX 1.6 that is written.
type document struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type     string    `json:"type"`
	Ref      string    `json:"bom-ref"`
	Name     string    `json:"name"`
	Version  string    `json:"version,omitempty"`
	Scope    string    `json:"scope,omitempty"` // required in the program; excluded: only builds or tests it
	Hashes   []hash    `json:"hashes,omitempty"`
	Licenses []license `json:"licenses,omitempty"`
	PURL     string    `json:"purl,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type license struct {
	Expression string `json:"expression"`
}

type dependency struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

// bill lists a program, the modules and the compiler that it was built with,
// and the packages of its pages.
func bill(name string, binary []byte, build *debug.BuildInfo, packages []component) document {
	sum := sha256.Sum256(binary)
	top := component{Type: "application", Ref: build.Main.Path, Name: name, Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}}
	all := []component{golang("std", strings.TrimPrefix(build.GoVersion, "go"))}
	for _, m := range build.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		all = append(all, golang(m.Path, m.Version))
	}
	all = append(all, packages...)
	slices.SortFunc(all, func(a, b component) int { return strings.Compare(a.Ref, b.Ref) })
	needs := dependency{Ref: top.Ref}
	for _, c := range all {
		needs.On = append(needs.On, c.Ref)
	}
	return document{"CycloneDX", "1.6", 1, metadata{top}, all, []dependency{needs}}
}

// golang is a module of Go. Its sum in go.sum is a hash of many hashes, not of
// one file, so it is no hash in the sense of CycloneDX.
func golang(path, version string) component {
	purl := "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
	return component{Type: "library", Ref: purl, Name: path, Version: version, Scope: "required", PURL: purl}
}

// builds are packages that make the pages and are not in them.
var builds = []string{"esbuild", "@esbuild/"}

// npm lists the packages of a lock.
func npm(lock []byte) ([]component, error) {
	var read struct {
		Packages map[string]struct {
			Version, License, Integrity string
			Dev                         bool
		}
	}
	if err := json.Unmarshal(lock, &read); err != nil {
		return nil, err
	}
	var all []component
	for at, p := range read.Packages {
		_, name, inside := strings.Cut(at, "node_modules/")
		if !inside {
			continue // the pages themselves
		}
		purl := "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + p.Version
		c := component{Type: "library", Ref: purl, Name: name, Version: p.Version, Scope: "required", PURL: purl}
		if p.Dev || slices.ContainsFunc(builds, func(b string) bool { return strings.HasPrefix(name, b) }) {
			c.Scope = "excluded"
		}
		if p.License != "" {
			c.Licenses = []license{{p.License}}
		}
		if sum, ok := strings.CutPrefix(p.Integrity, "sha512-"); ok {
			raw, err := base64.StdEncoding.DecodeString(sum)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			c.Hashes = []hash{{"SHA-512", hex.EncodeToString(raw)}}
		}
		all = append(all, c)
	}
	return all, nil
}
