package figure

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// realData is a set of the real files, where PESNET_TESTDATA says that they
// are; otherwise the test is skipped, or fails where nothing may be skipped.
func realData(t testing.TB, set string) string {
	t.Helper()
	folder := os.Getenv("PESNET_TESTDATA")
	if folder == "" {
		if os.Getenv("PESNET_TEST_ALL") != "" {
			t.Fatal("PESNET_TESTDATA is not set")
		}
		t.Skip("needs the real files: set PESNET_TESTDATA")
	}
	return filepath.Join(folder, set)
}

// unpackReal unpacks an archive of the real files into a folder of the test.
func unpackReal(t testing.TB, set, archive string) string {
	t.Helper()
	path, folder := filepath.Join(realData(t, set), archive), t.TempDir()
	if out, err := exec.Command("tar", "-xJf", path, "-C", folder).CombinedOutput(); err != nil {
		t.Skipf("needs tar and xz: %v %s", err, out)
	}
	return folder
}

// readAll reads a file to its end.
func readAll(t testing.TB, r Reading, err error) (figures []Figure, rejected []*Rejected) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		f, err := r.Next()
		if err == io.EOF {
			return figures, rejected
		}
		if no, ok := errors.AsType[*Rejected](err); ok {
			rejected = append(rejected, no)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		figures = append(figures, f)
	}
}

// formatFigure writes a value without an exponent.
func formatFigure(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if strings.Contains(text, ".") {
		return text
	}
	return text + "."
}
