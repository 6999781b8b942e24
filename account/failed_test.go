package account

import (
	"context"
	"strings"
	"testing"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// Every proof that fails is in the record with its means, also of a name that
// nobody has; what was typed is not.
func TestEveryFailureIsRecorded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d, Options{URL: "https://pes.example"})
		p := newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst})
		ctx := withVisit(t.Context(), Visit{Address: "192.0.2.7"})
		const typed = "my password in the wrong field"
		for _, login := range []string{jonas, typed} {
			if _, _, err := s.SignIn(ctx, Attempt{login, typed, "192.0.2.7"}); err == nil {
				t.Fatal("somebody is let in")
			}
		}
		secret, _, err := s.SignIn(ctx, Attempt{jonas, good, "192.0.2.7"})
		if err != nil {
			t.Fatal(err)
		}
		who := in(t, s, secret)
		if s.Confirm(ctx, who, typed, "") == nil || s.Confirm(ctx, who, "", "000000") == nil {
			t.Fatal("a wrong proof is taken")
		}
		want := []string{"person " + p.ID + " code", "person " + p.ID + " password", "nobody password", "person " + p.ID + " password"}
		if got := failures(t, d); strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("recorded: %q, want %q", got, want)
		}
	})
}

// failures are what the record says of proofs that failed, the latest first.
func failures(t *testing.T, d *db.DB) (all []string) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		found, err := audit.Search(tx, audit.Query{All: true, Action: "network.sign-in-failed", Limit: 10})
		for _, f := range found {
			if strings.Contains(f.JSON, "wrong field") || !strings.Contains(f.JSON, "192.0.2.7") {
				t.Errorf("recorded: %s", f.JSON)
			}
			_, means, _ := strings.Cut(f.JSON, `"means":"`)
			means, _, _ = strings.Cut(means, `"`)
			all = append(all, f.Subject+" "+means)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
