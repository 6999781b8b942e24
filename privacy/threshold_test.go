package privacy

import (
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Tests rule privacy.threshold.
func TestAThresholdThatCannotBeTaken(t *testing.T) {
	for _, test := range []struct {
		name string
		t    Threshold
		want string
	}{
		{"one", Threshold{Kind: bulkReadings, Most: 1}, ""},
		{"the largest", Threshold{Kind: bulkExport, Most: mostThreshold}, ""},
		{"none", Threshold{Kind: bulkReadings}, "privacy.threshold"},
		{"too large", Threshold{Kind: bulkExport, Most: mostThreshold + 1}, "privacy.threshold"},
		{"of another kind", Threshold{Kind: "sleep", Most: 5}, "privacy.threshold"},
	} {
		if got := fault.ID(test.t.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// The data-protection officer of a network says when alarms ring there, and
// nowhere else.
func TestAnAlarmRingsWhereTheNetworkSaysSo(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, dario := t.Context(), d.As("secretariat"), d.As("auditor")
		valea := d.Network("VALEA")
		low := []Threshold{{Kind: bulkReadings, Most: 2}, {Kind: bulkLimit, Most: 500}, {Kind: bulkExport, Most: 50}}
		if err := d.PutThresholds(ctx, eva, d.Aurora, low); fault.ID(err) != "network.may.data-officer" {
			t.Errorf("the secretariat says when its own alarms ring: %v", err)
		}
		if err := d.PutThresholds(ctx, dario, valea, low); err == nil {
			t.Error("an officer says when alarms ring in another network")
		}
		d.Must(d.PutThresholds(ctx, dario, d.Aurora, low))
		if err := d.PutThresholds(ctx, dario, d.Aurora, low); fault.ID(err) == "" {
			t.Error("who comes too late changes what they have not seen")
		}
		d.Writing(func(tx *db.Tx) error {
			for n, want := range map[string]int64{d.Aurora.ID: 2, valea.ID: 100} {
				if most, err := threshold(tx, n, bulkReadings); err != nil || most != want {
					t.Errorf("the alarm rings above %d, want %d: %v", most, want, err)
				}
			}
			return nil
		})
		var people []string
		for _, login := range []string{"careers", "trainer", "evaluator"} {
			people = append(people, d.As(login).ID)
		}
		d.Must(d.Read(ctx, eva, d.Aurora, "people", people))
		o, err := d.Office(ctx, dario, d.Aurora)
		d.Must(err)
		if len(o.Alarms) != 1 || o.Alarms[0].Count != 3 {
			t.Errorf("three people read: %+v", o.Alarms)
		}
	})
}
