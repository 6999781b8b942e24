package network

import "testing"

// Tests rule network.on-date.
func TestMembershipOnADate(t *testing.T) {
	lithuania := Membership{Kind: "member", From: "1991", To: "2017"}
	for _, test := range []struct {
		name  string
		claim Membership
		day   string
		want  bool
	}{
		{"the day before the year it begins", lithuania, "1990-12-31", false},
		{"the first day of the year it begins", lithuania, "1991-01-01", true},
		{"the last day of the year it ends", lithuania, "2017-12-31", true},
		{"the day after the year it ends", lithuania, "2018-01-01", false},
		{"the last day of a leap February", Membership{To: "2024-02"}, "2024-02-29", true},
		{"the day after that February", Membership{To: "2024-02"}, "2024-03-01", false},
		{"its own last day", Membership{From: "2014-06-17", To: "2020-12-31"}, "2020-12-31", true},
		{"a beginning that nobody knows", Membership{}, "1900-01-01", true},
	} {
		if got := test.claim.Holds(test.day); got != test.want {
			t.Errorf("%s: holds on %s is %v, want %v", test.name, test.day, got, test.want)
		}
	}
}

// Tests rule network.disputed.
func TestADisputedClaimIsNotCounted(t *testing.T) {
	for _, test := range []struct {
		name  string
		claim Membership
		want  bool
	}{
		{"a member", Membership{Kind: "member"}, true},
		{"a disputed member", Membership{Kind: "member", Disputed: true}, false},
		{"an observer", Membership{Kind: "observer"}, false},
	} {
		if got := test.claim.Counts(); got != test.want {
			t.Errorf("%s counts: %v, want %v", test.name, got, test.want)
		}
	}
}
