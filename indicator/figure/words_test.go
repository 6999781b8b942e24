package figure

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"pesnet/lang"
)

// said are the places where the importers say something to people: a cause, a
// warning, a refusal.
var said = regexp.MustCompile(`(?:reject\(.*|[wW]arn\(|say\(|look\(.*|numberCause\()"([a-z-]+)"\)?|"indicator\.import\.([a-z-]+)"`)

var door = regexp.MustCompile(`_test\.go$|^(service|store|web|api|cmd|job|demo)`)

func TestWhateverTheImportersSayHasWords(t *testing.T) {
	keys := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if door.MatchString(file) {
			continue // what the doors say is checked with them
		}
		for _, found := range said.FindAllStringSubmatch(string(text), -1) {
			keys[found[1]+found[2]] = true
		}
	}
	for _, s := range Sources() {
		keys["source."+s.Code] = true
	}
	for _, m := range Meanings {
		keys["means."+string(m)] = true
	}
	keys["confidence."+string(Sure)], keys["confidence."+string(Check)] = true, true
	for key := range keys {
		for _, code := range lang.All.Codes() {
			if !lang.All.In(code).Has("indicator.import." + key) {
				t.Errorf("%s has no words for indicator.import.%s", code, key)
			}
		}
	}
	if len(keys) < 60 {
		t.Errorf("found only %d keys", len(keys))
	}
}
