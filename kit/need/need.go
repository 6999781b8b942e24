// Package need says what a test cannot do without. Where it is missing the
// test is skipped and says why; with PESNET_TEST_ALL=1 it fails instead, so
// that nothing is left out where everything must be tested.
package need

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// That goes on only if a need is met. why names what is missing and how to
// get it.
func That(tb testing.TB, met bool, why string) {
	tb.Helper()
	switch {
	case met:
	case os.Getenv("PESNET_TEST_ALL") == "1":
		tb.Fatalf("needed, as PESNET_TEST_ALL=1: %s", why)
	default:
		tb.Skipf("skipped: %s", why)
	}
}

// Program goes on only if one of several programs is installed, and returns
// where.
func Program(tb testing.TB, how string, names ...string) string {
	tb.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	That(tb, false, names[0]+" is not installed: "+how)
	return ""
}

// Data goes on only if a file or folder of the test data is there, and
// returns where: it lies below the folder that PESNET_TESTDATA names. No test
// of the house's own ways needs it, so it is not asked for where that is not
// set.
func Data(tb testing.TB, name string) string {
	tb.Helper()
	folder := os.Getenv("PESNET_TESTDATA")
	if folder == "" {
		tb.Skipf("skipped: %s of the test data is needed: set PESNET_TESTDATA to its folder", name)
	}
	path := filepath.Join(folder, name)
	_, err := os.Stat(path)
	That(tb, err == nil, path+" is not there: PESNET_TESTDATA names the wrong folder")
	return path
}
