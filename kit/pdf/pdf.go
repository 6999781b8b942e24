// Package pdf makes tagged PDF documents of HTML, by the Chromium that is
// installed. It is given a whole document as text and opens nothing else:
// there is no address that a reader could name, no script runs, and the
// browser finds no network.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
)

// programs are the names under which Chromium is found.
var programs = []string{"chromium", "chromium-browser", "google-chrome"}

// Program returns the Chromium of this machine, or nothing.
func Program() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// policy lets nothing run and nothing be loaded.
const policy = `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`

// Limit is how long one document may take.
const Limit = time.Minute

// Make makes a document of HTML; the language of its root and the headings,
// lists and tables become the tags of the PDF. Of what the HTML asks for only
// its own styles are used.
func Make(ctx context.Context, html []byte) ([]byte, error) {
	before, after, found := bytes.Cut(html, []byte("<head>"))
	if !found {
		return nil, errors.New("the document has no <head>")
	}
	html = slices.Concat(before, []byte(policy), after)
	program := Program()
	if program == "" {
		return nil, fault.New(fault.Conflict, "pdf.missing")
	}
	folder, err := os.MkdirTemp("", "pesnet-pdf")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	from, to := filepath.Join(folder, "document.html"), filepath.Join(folder, "document.pdf")
	if err := os.WriteFile(from, html, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	arguments := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
		"--user-data-dir=" + filepath.Join(folder, "profile"), "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
		"--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer", "--print-to-pdf=" + to, "file://" + from}
	if os.Geteuid() == 0 {
		arguments = append([]string{"--no-sandbox"}, arguments...) // Chromium refuses to run as root with it
	}
	command := exec.CommandContext(ctx, program, arguments...) // #nosec G204 -- the program is one of a fixed list, the arguments are our own
	command.WaitDelay = time.Second
	said, ran := command.CombinedOutput()
	made, missing := os.ReadFile(to) // #nosec G304 -- in a new folder of our own
	if missing != nil {
		lines := strings.Split(strings.TrimSpace(string(said)), "\n")
		return nil, fmt.Errorf("chromium made no document: %w: %s", errors.Join(ran, missing), lines[len(lines)-1])
	}
	return made, nil
}
