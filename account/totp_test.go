package account

import (
	"strings"
	"testing"
	"time"
)

// The vectors of RFC 6238, appendix B, for SHA-1; its codes have eight digits.
func TestCodesOfTheStandard(t *testing.T) {
	for seconds, want := range map[int64]string{59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130"} {
		if got := codeAt([]byte("12345678901234567890"), stepOf(time.Unix(seconds, 0))); got != want[2:] {
			t.Errorf("at %d: %s, want the end of %s", seconds, got, want)
		}
	}
}

// Tests rule account.code.
func TestACodeHoldsForItsTimeAndOnce(t *testing.T) {
	secret, now := newCodeSecret(), time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	key, _ := base32Text.DecodeString(secret)
	code := codeAt(key, stepOf(now))
	for _, test := range []struct {
		name string
		code string
		at   time.Duration
		last int64
		want bool
	}{
		{"at once", code, 0, 0, true},
		{"with a blank, as apps show it", code[:3] + " " + code[3:], 0, 0, true},
		{"half a minute late", code, 30 * time.Second, 0, true},
		{"half a minute early", code, -30 * time.Second, 0, true},
		{"a minute late", code, time.Minute, 0, false},
		{"a second time", code, 0, stepOf(now), false},
		{"after a later one", code, 0, stepOf(now) + 1, false},
		{"nothing", "", 0, 0, false},
		{"another", "000000", 0, 0, code == "000000"},
	} {
		if _, right := codeStep(secret, test.code, now.Add(test.at), test.last); right != test.want {
			t.Errorf("%s: %v, want %v", test.name, right, test.want)
		}
	}
	if _, right := codeStep("AAAA", codeAt(nil, stepOf(now)), now, 0); right {
		t.Error("a secret that is too short was taken")
	}
	if got := codeAddress("ona@example.org", secret); !strings.HasPrefix(got, "otpauth://totp/pesnet:ona@example.org?") || !strings.Contains(got, "secret="+secret) {
		t.Errorf("the address is %s", got)
	}
	if got := grouped("ABCDEFGHIJ", 4, " "); got != "ABCD EFGH IJ" {
		t.Errorf("in groups: %q", got)
	}
}
