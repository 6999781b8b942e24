package privacy

import (
	"fmt"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rule privacy.stop. A counsellor's account is stolen; whoever has it
// goes through the people of the network one page after the other.
func TestAStolenAccountIsStopped(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, stolen, dario := t.Context(), d.As("careers"), d.As("auditor")
		var people []string
		d.Writing(func(tx *db.Tx) error {
			for i := range 620 {
				p, err := network.AddPerson(tx, network.Person{Login: fmt.Sprintf("p%03d@example.org", i), Name: "Somebody", Lang: "en"})
				if err != nil {
					return err
				}
				people = append(people, p.ID)
			}
			return nil
		})
		shown := 0
		for i := 0; i < len(people); i += 20 {
			err := d.Read(ctx, stolen, d.Aurora, "people", people[i:i+20])
			if err == nil {
				shown += 20
			} else if fault.ID(err) != "privacy.stop" || fault.Of(err).Kind != fault.TooOften {
				t.Fatal(err)
			}
		}
		if shown != 500 {
			t.Errorf("%d people were shown, want 500", shown)
		}
		o, err := d.Office(ctx, dario, d.Aurora)
		d.Must(err)
		kinds := map[string]int64{}
		for _, a := range o.Alarms {
			kinds[a.Kind] = a.Count
		}
		if kinds[bulkReadings] != 620 || kinds[bulkLimit] != 620 {
			t.Errorf("alarms: %+v", o.Alarms)
		}
		if err := d.Read(ctx, network.Operator, d.Aurora, "people", people); err != nil {
			t.Errorf("the operator is stopped: %v", err)
		}
		d.Clock.Set(d.Clock.Now().Add(time.Hour))
		if err := d.Read(ctx, stolen, d.Aurora, "people", people[:20]); err != nil {
			t.Errorf("after the hour: %v", err)
		}
	})
}
