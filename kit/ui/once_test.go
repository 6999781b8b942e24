package ui_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var defined = regexp.MustCompile(`{{-? *define "([^"]+)"`)

// The later of two definitions of one name would silently take the place of
// the earlier one.
func TestNoTemplateIsDefinedTwice(t *testing.T) {
	where := map[string]string{}
	for _, folder := range []string{"part/*.html", "../../*/page/*.html"} {
		files, err := filepath.Glob(folder)
		if err != nil || len(files) < 5 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range defined.FindAllSubmatch(text, -1) {
				name := string(found[1])
				if where[name] != "" {
					t.Errorf("%s is defined in %s and in %s", name, where[name], file)
				}
				where[name] = file
			}
		}
	}
}
