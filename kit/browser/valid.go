package browser

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// validatorFile is where npm puts the Nu Html Checker, seen from the folder of go.mod.
const validatorFile = "web/node_modules/vnu-jar/build/dist/vnu.jar"

// Invalid runs the Nu Html Checker over pages, given by name, and returns what
// it says against each. One run for all pages: the checker is slow to start.
func Invalid(tb testing.TB, pages map[string][]byte) []string {
	tb.Helper()
	checker := filepath.Join(root(), validatorFile)
	if _, err := os.Stat(checker); err != nil {
		miss(tb, "the Nu Html Checker is missing: run 'npm ci' in web/")
	}
	if _, err := exec.LookPath("java"); err != nil {
		miss(tb, "the Nu Html Checker needs Java: install it with 'apt-get install default-jre-headless'")
	}
	dir := tb.TempDir()
	files, names := []string{}, map[string]string{}
	for name, page := range pages {
		file := filepath.Join(dir, letters(name)+".html")
		if err := os.WriteFile(file, page, 0o600); err != nil {
			tb.Fatal(err)
		}
		files, names[file] = append(files, file), name
	}
	arguments := append([]string{"-Xss4m", "-jar", checker, "--format", "json", "--stdout", "--exit-zero-always"}, files...)
	output, err := exec.Command("java", arguments...).Output()
	if err != nil {
		tb.Fatalf("run the Nu Html Checker: %v", err)
	}
	return complaints(tb, output, names)
}

func complaints(tb testing.TB, output []byte, names map[string]string) []string {
	tb.Helper()
	var found struct {
		Messages []struct{ Type, URL, Message, Extract string }
	}
	if err := json.Unmarshal(output, &found); err != nil {
		tb.Fatalf("read the Nu Html Checker: %v", err)
	}
	var all []string
	for _, m := range found.Messages {
		if m.Type == "error" {
			file, _ := filepath.Abs(string(bytes.TrimPrefix([]byte(m.URL), []byte("file:"))))
			all = append(all, names[file]+": "+m.Message+"\n\t"+m.Extract)
		}
	}
	return all
}

// letters makes a file name of any name.
func letters(name string) string {
	return string(bytes.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, []byte(name)))
}
