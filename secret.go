package main

import (
	"os"
	"strings"

	"pesnet/kit/fault"
)

// secret returns a secret by where it is kept: env:NAME or file:/path. The
// database holds the place alone.
func secret(where string) (string, error) {
	kind, name, _ := strings.Cut(where, ":")
	text := os.Getenv(name)
	if kind == "file" {
		content, err := os.ReadFile(name) // #nosec G304 -- the operator names the file of a secret
		if err != nil {
			return "", fault.New(fault.Invalid, "main.secret", "where", where)
		}
		text = strings.TrimSpace(string(content))
	}
	if text == "" {
		return "", fault.New(fault.Invalid, "main.secret", "where", where)
	}
	return text, nil
}
