package need_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"pesnet/kit/need"
)

func TestWhatIsMissingIsSaid(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "there"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, all, data string
		ask             func(testing.TB)
		skipped, failed bool
	}{
		{"a need that is met", "1", "", func(tb testing.TB) { need.That(tb, true, "") }, false, false},
		{"a need that is not met", "", "", func(tb testing.TB) { need.That(tb, false, "no moon") }, true, false},
		{"where all must be tested", "1", "", func(tb testing.TB) { need.That(tb, false, "no moon") }, false, true},
		{"a program that is not there", "", "", func(tb testing.TB) { need.Program(tb, "build it", "no-such-program") }, true, false},
		{"no test data", "1", "", func(tb testing.TB) { need.Data(tb, "there") }, true, false},
		{"test data", "", folder, func(tb testing.TB) { need.Data(tb, "there") }, false, false},
		{"test data without the file", "1", folder, func(tb testing.TB) { need.Data(tb, "gone") }, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("PESNET_TEST_ALL", test.all)
			t.Setenv("PESNET_TESTDATA", test.data)
			seen := &watched{TB: t}
			done := make(chan struct{})
			go func() { // Skip and Fatal end the goroutine that calls them
				defer close(done)
				test.ask(seen)
			}()
			<-done
			if seen.skipped != test.skipped || seen.failed != test.failed {
				t.Errorf("skipped %t, failed %t, want %t and %t", seen.skipped, seen.failed, test.skipped, test.failed)
			}
		})
	}
}

// watched is a test that remembers how it ended.
type watched struct {
	testing.TB
	skipped, failed bool
}

func (w *watched) Skipf(string, ...any)  { w.skipped = true; runtime.Goexit() }
func (w *watched) Fatalf(string, ...any) { w.failed = true; runtime.Goexit() }
