package body

import (
	"context"
	"embed"
	"fmt"
	"strconv"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/kit/tsv"
	"pesnet/network"
)

//go:embed world/*.tsv
var world embed.FS

// Demo puts the bodies of the demonstration into a database that has its
// networks and no body yet. It is open to all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w := &demoWorld{tx: tx, s: s, networks: map[string]network.Network{}, bodies: map[string]string{}}
		n, err := w.network("AURORA")
		if err != nil {
			return err
		}
		if there, err := bodies(tx, n.ID); err != nil || len(there) > 0 {
			return err
		}
		for _, step := range []struct {
			file string
			do   func(tsv.Row) error
		}{{"bodies", w.body}, {"mandates", w.mandate}, {"seats", w.seat}, {"fees", w.fee}} {
			rows, err := tsv.Read(world, "world/"+step.file+".tsv")
			if err != nil {
				return err
			}
			for _, row := range rows {
				if err := step.do(row); err != nil {
					return fmt.Errorf("%s, line %d: %w", step.file, row.Line, err)
				}
			}
		}
		if err := w.documented(); err != nil {
			return err
		}
		return audit.Record(tx, audit.Deed{At: s.now(), Who: network.Operator.ID, Action: "body.demo", Subject: "installation"})
	})
}

// demoWorld is the tables on their way into the database.
type demoWorld struct {
	tx       *db.Tx
	s        *Service
	networks map[string]network.Network
	bodies   map[string]string // ids by network and code
}

func (w *demoWorld) network(code string) (network.Network, error) {
	if n, known := w.networks[code]; known {
		return n, nil
	}
	n, err := network.ByCode(w.tx, code)
	w.networks[code] = n
	return n, err
}

func (w *demoWorld) body(row tsv.Row) error {
	n, err := w.network(row.Get("network"))
	if err != nil {
		return err
	}
	b := Body{ID: db.ID(), Network: n.ID, Code: row.Get("code"), Kind: row.Get("kind"), Name: row.Each("name"), Parent: w.bodies[n.Code+" "+row.Get("parent")],
		Languages: row.Get("languages"), Documents: row.Get("documents"), Source: row.Get("source"), Verified: row.Yes("verified"), From: row.Get("from"), To: row.Get("to")}
	w.bodies[n.Code+" "+b.Code] = b.ID
	return insertBody(w.tx, b)
}

func (w *demoWorld) mandate(row tsv.Row) error {
	n, err := w.network(row.Get("network"))
	if err != nil {
		return err
	}
	return insertMandate(w.tx, n.ID, Mandate{ID: db.ID(), Body: w.bodies[n.Code+" "+row.Get("body")], From: row.Get("from"), Text: lang.Text(row.Each("text")), Source: row.Get("source")}, w.s.now())
}

// roleOf is the role in the network of whoever is added with a seat.
var roleOf = map[string]string{"member": "board_member", "alternate": "board_alternate"}

// seat gives somebody a seat by the rules that hold for everybody; who is not
// known is added, with a role in the network.
func (w *demoWorld) seat(row tsv.Row) error {
	n, err := w.network(row.Get("network"))
	if err != nil {
		return err
	}
	o, err := network.OrganisationByCode(w.tx, row.Get("organisation"))
	if err != nil {
		return err
	}
	p, err := network.PersonByLogin(w.tx, row.Get("login"))
	if err == db.ErrNone && row.Get("name") != "" {
		if p, err = network.AddPerson(w.tx, network.Person{Login: row.Get("login"), Name: row.Get("name"), Lang: row.Get("lang"), Fictional: true}); err == nil {
			err = w.role(n, o, p, row)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", row.Get("login"), err)
	}
	if row.Get("email") != "" {
		if err := Reach(w.tx, Reached{Person: p.ID, Email: row.Get("email"), Phone: row.Get("phone"), Languages: row.Get("languages"), Topics: row.Get("topics")}); err != nil {
			return err
		}
	}
	_, err = Sit(w.tx, Seat{Network: n.ID, Body: w.bodies[n.Code+" "+row.Get("body")], Organisation: o.ID, Person: p.ID, Role: row.Get("role"), From: row.Get("from"), To: row.Get("to"), Source: "demo"})
	return err
}

func (w *demoWorld) role(n network.Network, o network.Organisation, p network.Person, row tsv.Row) error {
	role := roleOf[row.Get("role")]
	switch {
	case n.Code == "VALEA" && row.Get("body") == "SECRETARIAT":
		role, o.ID = network.Secretariat, ""
	case n.Code == "VALEA":
		role = network.Representative
	case role == "":
		role = "observer" // advisers prepare, and speak for nobody
	}
	return network.AddRole(w.tx, p.ID, network.Role{Network: n.ID, Organisation: o.ID, Role: role, From: row.Get("from"), To: row.Get("to")})
}

func (w *demoWorld) fee(row tsv.Row) error {
	n, err := w.network(row.Get("network"))
	if err != nil {
		return err
	}
	least, err := strconv.ParseInt(row.Get("least"), 10, 64)
	if err != nil {
		return err
	}
	value, err := strconv.ParseInt(row.Get("value"), 10, 64)
	if err != nil {
		return err
	}
	if row.Get("basis") != "base" {
		return insertBands(w.tx, n.ID, []Band{{From: row.Get("year"), Basis: row.Get("basis"), Least: least, Value: value, Source: row.Get("source"), Verified: true}})
	}
	o, err := network.OrganisationByCode(w.tx, row.Get("organisation"))
	if err != nil {
		return err
	}
	return putBase(w.tx, n.ID, Base{Organisation: o, Year: row.Get("year"), Staff: least, GDP: value, Source: row.Get("source")})
}

// documented are the seats of real networks that a document names: the
// secretariat in the Commission, and the five regions of WAPES with a
// vice-president each. Nobody is named.
func (w *demoWorld) documented() error {
	commission, err := network.OrganisationByCode(w.tx, "EU-COM")
	if err != nil {
		return err
	}
	real := []Seat{{Network: w.networks["PES-NETWORK"].ID, Body: w.bodies["PES-NETWORK SECRETARIAT"], Organisation: commission.ID, Role: "secretary", From: "2014-06-17", Source: "sv-page"}}
	for region := 1; region <= 5; region++ {
		real = append(real, Seat{Network: w.networks["WAPES"].ID, Body: w.bodies["WAPES ASSEMBLY"], Role: "regional_vice", Region: strconv.Itoa(region), Source: "wapes-page"})
	}
	for i := range real {
		real[i].ID = db.ID()
	}
	return insertSeats(w.tx, real...)
}
