package network

import "testing"

// Tests rule network.may.
func TestWhoMay(t *testing.T) {
	nobody := Who{}
	analyst := Who{Person: Person{ID: "ona"}, Roles: []Role{{Network: "aurora", Organisation: "gintara", Role: Analyst}}}
	counsellor := Who{Person: Person{ID: "jonas"}, Roles: []Role{{Network: "aurora", Organisation: "gintara", Role: "career_counsellor"}}}
	secretary := Who{Person: Person{ID: "eva"}, Roles: []Role{{Network: "aurora", Role: Secretariat}}}
	admin := Who{Person: Person{ID: "root"}, Roles: []Role{{Role: Administrator}}}
	gintara := Resource{Network: "aurora", Organisation: "gintara"}
	for _, test := range []struct {
		name   string
		who    Who
		action string
		on     Resource
		want   bool
	}{
		{"anybody reads a network", nobody, "network.read", Resource{Network: "aurora"}, true},
		{"nobody known imports", nobody, "indicator.import", gintara, false},
		{"an analyst imports the own figures", analyst, "indicator.import", gintara, true},
		{"an analyst does not import another member's", analyst, "indicator.import", Resource{Network: "aurora", Organisation: "zorile"}, false},
		{"an analyst has no say in another network", analyst, "indicator.import", Resource{Network: "valea", Organisation: "gintara"}, false},
		{"an analyst does not import public figures", analyst, "indicator.import-public", Resource{Network: "aurora"}, false},
		{"a counsellor does not import", counsellor, "indicator.import", gintara, false},
		{"a counsellor reads the own member's unreleased figures", counsellor, "indicator.read-unreleased", gintara, true},
		{"the secretariat does not read unreleased figures", secretary, "indicator.read-unreleased", gintara, false},
		{"the administrator does not either", admin, "indicator.read-unreleased", gintara, false},
		{"the secretariat changes its network", secretary, "network.change", Resource{Network: "aurora"}, true},
		{"the secretariat of one network changes no other", secretary, "network.change", Resource{Network: "valea"}, false},
		{"the secretariat adds no network", secretary, "network.add", Resource{}, false},
		{"the administrator adds networks", admin, "network.add", Resource{}, true},
		{"an action without a line in the table is for nobody", Operator, "network.burn", Resource{}, false},
	} {
		if got := May(test.who, test.action, test.on); got.Allowed != test.want {
			t.Errorf("%s: %v (%s), want %v", test.name, got.Allowed, got.Reason, test.want)
		}
	}
}

// Tests rule network.observer.
func TestAnObserverReadsWhatIsOpenToAll(t *testing.T) {
	role := func(name string) Who {
		return Who{Person: Person{ID: "ona"}, Roles: []Role{{Network: "aurora", Organisation: "forum", Role: name}}}
	}
	seated := func(w Who, as string) Who {
		w.Seats = []Seat{{Network: "aurora", Body: "advisers", Role: as}}
		return w
	}
	for says, c := range map[string]struct {
		who  Who
		on   string
		want bool
	}{
		"an observer": {role(Observer), "aurora", false},
		"an observer with the seat of an observer":   {seated(role(Observer), Observer), "aurora", false},
		"an observer with the seat of an adviser":    {seated(role(Observer), "adviser"), "aurora", true},
		"an adviser in another network":              {seated(role(Observer), "adviser"), "valea", false},
		"somebody of a member":                       {role(Analyst), "aurora", true},
		"somebody without a role, seated as adviser": {seated(Who{Person: Person{ID: "ona"}}, "adviser"), "aurora", true},
	} {
		if got := May(c.who, "network.read-roles", Resource{Network: c.on}).Allowed; got != c.want {
			t.Errorf("%s: %v", says, got)
		}
	}
}
