// Package networktest is what the tests of areas begin with: the networks of
// the demonstration on a day that a test may move, the people in them, and the
// doors of an area with somebody before them.
//
// An area puts its service upon a World and has both in one hand:
//
//	type demo struct {
//		*Service
//		*networktest.World
//	}
//
//	func open(w *networktest.World) *demo { return &demo{New(w.DB, w.Clock.Now, w.Networks), w} }
//
//	var each = networktest.Each(open)
package networktest

import (
	"log/slog"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/network"
)

// World is a test on the networks of the demonstration. What other areas know
// of them is not there before an area adds it.
type World struct {
	testing.TB
	DB            *db.DB
	Clock         *Clock
	Networks      *network.Service
	Aurora, Valea network.Network

	jobs *job.Runner
}

// Open fills a database in memory.
func Open(t testing.TB) *World {
	t.Helper()
	return on(t, dbtest.Open(t))
}

// Each returns what runs a test on both engines, upon what open makes of a
// world.
func Each[D any](open func(*World) D) func(*testing.T, func(*testing.T, D)) {
	return func(t *testing.T, test func(*testing.T, D)) {
		t.Helper()
		dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(on(t, d))) })
	}
}

func on(t testing.TB, d *db.DB) *World {
	t.Helper()
	w := &World{TB: t, DB: d, Clock: NewClock()}
	w.Networks = network.New(d, w.Clock.Now)
	w.Must(w.Networks.Demo(t.Context()))
	w.Aurora, w.Valea = w.Network("AURORA"), w.Network("VALEA")
	return w
}

// Network is the network of a code.
func (w *World) Network(code string) network.Network {
	w.Helper()
	n, err := w.Networks.Network(w.Context(), network.Operator, code)
	w.Must(err)
	return n
}

// Organisation is the id of the organisation of a code.
func (w *World) Organisation(code string) (id string) {
	w.Helper()
	w.Reading(func(tx *db.Tx) error {
		o, err := network.OrganisationByCode(tx, code)
		id = o.ID
		return err
	})
	return id
}

// As is somebody of the demonstration with the roles and seats of today.
func (w *World) As(login string) (who network.Who) {
	w.Helper()
	w.Reading(func(tx *db.Tx) error {
		p, err := network.PersonByLogin(tx, login)
		if err == nil {
			who, err = w.Networks.WhoIs(tx, p.ID, w.Clock.Now())
		}
		return err
	})
	return who
}

// Jobs takes what is to be done later. Nobody does it before a test starts
// them.
func (w *World) Jobs() *job.Runner {
	w.Helper()
	if w.jobs == nil {
		var err error
		w.jobs, err = job.New(w.Context(), w.DB, w.Clock.Now, slog.New(slog.DiscardHandler))
		w.Must(err)
	}
	return w.jobs
}

// Reading looks into the database.
func (w *World) Reading(f func(*db.Tx) error) {
	w.Helper()
	w.Must(w.DB.Read(w.Context(), f))
}

// Writing changes the database.
func (w *World) Writing(f func(*db.Tx) error) {
	w.Helper()
	w.Must(w.DB.Write(w.Context(), f))
}

// Must ends the test where something fails.
func (w *World) Must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// Want compares a refusal with the id of the one that is wanted; none is "".
func (w *World) Want(got error, id string) {
	w.Helper()
	if fault.ID(got) != id {
		w.Errorf("got %v, want %q", got, id)
	}
}
