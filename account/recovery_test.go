package account

import (
	"slices"
	"strings"
	"testing"
)

// Tests rule account.recovery.
func TestRecoveryCodes(t *testing.T) {
	codes, hashes := newRecovery()
	if len(codes) != recoveryCount || len(slices.Compact(slices.Sorted(slices.Values(hashes)))) != recoveryCount {
		t.Fatalf("%d codes, want %d different ones", len(codes), recoveryCount)
	}
	for name, written := range map[string]string{"as shown": codes[0], "in capitals": strings.ToUpper(codes[0]), "without strokes": strings.ReplaceAll(codes[0], "-", " ")} {
		if recoveryHash(written) != hashes[0] {
			t.Errorf("%s: not recognised", name)
		}
	}
	if recoveryHash("123456") != "" || recoveryHash(codes[1]) == hashes[0] {
		t.Error("something else was recognised")
	}
}
