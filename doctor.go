package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"time"

	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/schema"
	assets "pesnet/web"
)

// doctorCommand looks at everything that pesnet needs and writes nothing that
// stays.
type doctorCommand struct{}

// finding is what the doctor says of one need: the key of its words and their
// values.
type finding struct {
	ok  bool
	key string
	has []any
}

// Run prints a line for each need; it fails if one is not met.
func (doctorCommand) Run(ctx context.Context, p *program, out *cli.Out) error {
	p.settle("doctor")
	wrong := 0
	for _, f := range p.examine(ctx, now()) {
		mark := "doctor.ok"
		if !f.ok {
			mark = "doctor.missing"
			wrong++
		}
		out.Line("%-10s %s", out.Words.T(mark), out.Words.T(f.key, f.has...))
	}
	if wrong > 0 {
		return fault.New(fault.Invalid, "doctor.ill", "count", wrong)
	}
	out.Line("%s", out.Words.T("doctor.well"))
	return nil
}

func (p *program) examine(ctx context.Context, now time.Time) []finding {
	all := []finding{examineAssets(), examineAddress(p.Addr), examineClock(now)}
	if p.DB == "" {
		all = append(all, examineFolder(p.Data))
	}
	all = append(all, p.examineDatabase(ctx))
	if p.DB != "" {
		all = append(all, p.examineRole(ctx)...)
	}
	return all
}

// examineRole looks whether the role of PostgreSQL stands before the wall as
// everybody does.
func (p *program) examineRole(ctx context.Context) []finding {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	d, err := db.Open(ctx, p.DB)
	if err != nil {
		return nil // said already
	}
	defer d.Close()
	role, past, err := d.Power(ctx)
	switch {
	case err != nil || role == "":
		return nil
	case past:
		return []finding{{false, "doctor.role.past", []any{"role", role}}}
	}
	return []finding{{true, "doctor.role", []any{"role", role}}}
}

func examineAssets() finding {
	if assets.Built() != nil {
		return finding{false, "doctor.assets.missing", nil}
	}
	return finding{true, "doctor.assets", nil}
}

func examineAddress(addr string) finding {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return finding{false, "doctor.address.taken", []any{"addr", addr, "reason", reason(err)}}
	}
	l.Close()
	return finding{true, "doctor.address", []any{"addr", addr}}
}

// examineClock compares the clock with the day on which the program was made:
// dates and sessions go wrong where it is behind.
func examineClock(now time.Time) finding {
	file, err := os.Executable()
	if err != nil {
		return finding{true, "doctor.clock", []any{"time", now.UTC()}}
	}
	made, err := os.Stat(file)
	if err == nil && now.Before(made.ModTime()) {
		return finding{false, "doctor.clock.behind", []any{"time", now.UTC(), "made", made.ModTime().UTC()}}
	}
	return finding{true, "doctor.clock", []any{"time", now.UTC()}}
}

// least is how much room a database wants, in bytes: a year of figures and the
// log of its writes.
const least = 500 << 20

func examineFolder(folder string) finding {
	at := folder
	for at != filepath.Dir(at) { // it is made at the first start, in the nearest folder above
		if _, err := os.Stat(at); err == nil {
			break
		}
		at = filepath.Dir(at)
	}
	probe, err := os.CreateTemp(at, ".pesnet-doctor-")
	if err != nil {
		return finding{false, "doctor.folder.closed", []any{"folder", folder, "reason", reason(err)}}
	}
	probe.Close()
	os.Remove(probe.Name())
	free, known := room(at)
	if known && free < least {
		return finding{false, "doctor.folder.full", []any{"folder", folder, "free", int(free >> 20), "least", least >> 20}} // #nosec G115 -- no disk has so many
	}
	if !known {
		return finding{true, "doctor.folder", []any{"folder", folder}}
	}
	return finding{true, "doctor.folder.room", []any{"folder", folder, "free", int(free >> 30)}} // #nosec G115 -- no disk has so many
}

func (p *program) examineDatabase(ctx context.Context) finding {
	address := p.DB
	if address == "" {
		address = filepath.Join(p.Data, "pesnet.db")
		if _, err := os.Stat(address); os.IsNotExist(err) {
			return finding{true, "doctor.database.new", []any{"file", address}}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	d, err := db.Open(ctx, address)
	if err != nil {
		return finding{false, "doctor.database.closed", []any{"reason", reason(err)}}
	}
	defer d.Close()
	has, err := d.Version(ctx)
	if err != nil {
		return finding{false, "doctor.database.closed", []any{"reason", reason(err)}}
	}
	knows, err := db.Newest(schema.Files)
	if err != nil {
		return finding{false, "doctor.database.closed", []any{"reason", reason(err)}}
	}
	values := []any{"engine", d.Engine(), "has", has, "knows", knows}
	switch {
	case has > knows:
		return finding{false, "doctor.database.newer", values}
	case has < knows:
		return finding{true, "doctor.database.older", values}
	}
	return finding{true, "doctor.database", values}
}
