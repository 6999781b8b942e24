package network

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/lang"
	"pesnet/network/world"
)

// Demo fills an empty database with the networks, organisations and people of
// the demonstration; one that has networks is left as it is. It is open to
// all who have the database in hand.
func (s *Service) Demo(ctx context.Context) error {
	w, err := world.Load()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		there, err := networks(tx)
		if err != nil || len(there) > 0 {
			return err
		}
		l := &loading{tx: tx, networks: map[string]string{}, organisations: map[string]string{}}
		for _, step := range []func(*world.World) error{l.sources, l.networksOf, l.charters, l.organisationsOf, l.memberships, l.people, l.news} {
			if err := step(w); err != nil {
				return err
			}
		}
		return s.record(tx, Operator, Network{}, "network.demo", "installation", nil)
	})
}

// loading is the tables on their way into the database: it knows the ids that
// it has given.
type loading struct {
	tx                      *db.Tx
	networks, organisations map[string]string
}

func (l *loading) sources(w *world.World) error {
	var all []Source
	for _, s := range w.Sources {
		all = append(all, Source{s.Code, s.Date, s.Language, s.URL, lang.Text(s.Title)})
	}
	return insertSources(l.tx, all)
}

func (l *loading) networksOf(w *world.World) error {
	for _, n := range w.Networks {
		id := db.ID()
		l.networks[n.Code] = id
		err := insertNetwork(l.tx, Network{ID: id, Code: n.Code, Kind: n.Kind, Fictional: n.Fictional, Zone: n.Zone, Languages: strings.Join(n.Languages, " "),
			From: n.ValidFrom, To: n.ValidTo, Source: n.Source, LegalBasis: lang.Text(n.LegalBasis), Name: lang.Text(n.Name),
			Headline: lang.Text(n.Headline), Purpose: lang.Text(n.Purpose), About: lang.Text(n.About)})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loading) charters(w *world.World) error {
	byNetwork := map[string][]Term{}
	for _, r := range w.Rules {
		byNetwork[r.Network] = append(byNetwork[r.Network], Term{Rule: r.Code, Value: r.Value, From: r.From, To: r.To, Source: r.Source, Place: r.Place, Verified: r.Verified})
	}
	for code, terms := range byNetwork {
		if err := insertTerms(l.tx, l.networks[code], terms...); err != nil {
			return err
		}
	}
	return nil
}

// organisationsOf puts organisations in after those above them.
func (l *loading) organisationsOf(w *world.World) error {
	waiting := slices.Clone(w.Organisations)
	for len(waiting) > 0 {
		var now []Organisation
		var later []world.Organisation
		for _, o := range waiting {
			if o.Parent != "" && l.organisations[o.Parent] == "" {
				later = append(later, o)
				continue
			}
			now = append(now, Organisation{ID: db.ID(), Code: o.Code, Kind: o.Kind, Country: o.Country, Region: o.Region, Parent: l.organisations[o.Parent],
				NativeName: o.Official, NativeLang: o.OfficialLanguage, Name: named(o.Names), ShortName: o.Short, Website: o.Website, Fictional: o.Fictional,
				Tile: o.Tile, TileColumn: o.Column, TileRow: o.Row, Offices: o.Offices, Counsellors: o.Counsellors, Known: lang.Text(o.KnownFor), Verified: o.Verified})
		}
		if len(now) == 0 {
			return fmt.Errorf("organisation %s: no organisation %s above it", later[0].Code, later[0].Parent)
		}
		if err := insertOrganisations(l.tx, now...); err != nil {
			return err
		}
		for _, o := range now {
			l.organisations[o.Code] = o.ID
		}
		waiting = later
	}
	return nil
}

// named leaves out the languages in which no name is established.
func named(names world.Text) lang.Text {
	text := lang.Text{}
	for code, name := range names {
		if name != "" {
			text[code] = name
		}
	}
	return text
}

func (l *loading) memberships(w *world.World) error {
	var all []Membership
	for _, m := range w.Memberships {
		all = append(all, Membership{ID: db.ID(), Network: l.networks[m.Network], Organisation: l.organisations[m.Organisation], Kind: m.Kind, Role: m.Role,
			From: m.From, To: m.To, Source: m.Source, Disputed: m.Disputed, Verified: m.Verified, Note: named(m.Note)})
	}
	return insertClaims(l.tx, all...)
}

func (l *loading) people(w *world.World) error {
	for _, p := range w.People {
		person := Person{ID: db.ID(), Login: p.Login, Name: p.Name, Lang: p.Language, About: lang.Text(p.Does), Fictional: true}
		if err := insertPerson(l.tx, person); err != nil {
			return err
		}
		for _, role := range p.Roles {
			r := Role{ID: db.ID(), Network: l.networks[p.Network], Organisation: l.organisations[p.Organisation], Role: role}
			if role == Administrator {
				r.Network, r.Organisation = "", "" // of the whole installation
			}
			if err := insertRole(l.tx, person.ID, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loading) news(w *world.World) error {
	var all []News
	for _, n := range w.News {
		all = append(all, News{l.networks[n.Network], n.Date, n.About, lang.Text(n.Title), lang.Text(n.Text), n.Source})
	}
	return insertNews(l.tx, all)
}
