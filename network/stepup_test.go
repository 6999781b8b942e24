package network

import (
	"testing"
	"time"

	"pesnet/kit/fault"
)

// Tests rule network.step-up.
func TestWhatIsSensitiveWantsAFreshProof(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"nine minutes ago", now.Add(-9 * time.Minute), true},
		{"ten minutes ago", now.Add(-freshFor), false},
		{"never", time.Time{}, false},
	} {
		if got := Fresh(test.at, now); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	on := Resource{Network: "n", Organisation: "o"}
	who := Who{Person: Person{ID: "p"}, Roles: []Role{{Network: "n", Role: Secretariat}, {Network: "n", Organisation: "o", Role: MemberAdmin}, {Network: "n", Organisation: "o", Role: Counsellor}, {Role: Administrator}}, Stale: true}
	for _, action := range sensitive {
		if d := May(who, action, on); !d.Allowed || fault.ID(d.Err()) != "network.step-up" {
			t.Errorf("%s without a proof: %v, %v", action, d, d.Err())
		}
	}
	if err := May(who, "network.change", on).Err(); err != nil {
		t.Errorf("what is not sensitive: %v", err)
	}
	who.Stale = false
	if err := May(who, "network.change-roles", on).Err(); err != nil {
		t.Errorf("after the proof: %v", err)
	}
}
