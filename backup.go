package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"pesnet/kit/backup"
	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/schema"
)

// apart tells whether a command opens by itself what it needs: it must run
// where the rest does not, and must not bring the schema up to date before it
// is backed up.
func apart(command string) bool {
	switch first, _, _ := strings.Cut(command, " "); first {
	case "doctor", "backup", "restore":
		return true
	}
	return command == "audit verify" || command == "audit copy"
}

type backupCommand struct {
	Out string `default:"backup" placeholder:"FOLDER" help:"Folder in which the folder of the backup is made (${default})." type:"path"`
}

// Help shows examples.
func (backupCommand) Help() string {
	return "Examples:\n  pesnet backup --data /srv/pesnet --out /srv/backup\n  pesnet backup --db postgres://pesnet@db/pesnet --out /srv/backup"
}

// Run takes a backup and says where it is.
func (c backupCommand) Run(ctx context.Context, p *program, out *cli.Out) error {
	d, address, err := p.existing(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	m, folder, err := backup.Take(ctx, d, backup.Options{Address: address, Folder: c.Out, Program: version, At: now()})
	if err != nil {
		return err
	}
	out.Line("%s", out.Words.T("backup.done", "folder", folder, "size", megabytes(m), "rows", m.Total(), "schema", m.Schema))
	return nil
}

func megabytes(m backup.Manifest) int64 { return (m.Size() + 1<<20 - 1) >> 20 }

// existing opens the database of the settings as it is; it makes none.
func (p *program) existing(ctx context.Context) (*db.DB, string, error) {
	address := p.DB
	if address == "" {
		address = filepath.Join(p.Data, "pesnet.db")
		if _, err := os.Stat(address); err != nil {
			return nil, "", fault.New(fault.Missing, "backup.no-database", "file", address)
		}
	}
	d, err := db.Open(ctx, address)
	if err != nil {
		return nil, "", fault.New(fault.Invalid, "main.database", "reason", reason(err))
	}
	return d, address, nil
}

type restoreCommand struct {
	Verify bool   `help:"Only check the backup; nothing else is touched."`
	Into   string `placeholder:"PLACE" help:"Folder, or postgres://… of an empty database, to restore into."`
	Backup string `arg:"" help:"Folder that “pesnet backup” made." type:"path"`
}

// Help shows examples.
func (restoreCommand) Help() string {
	return "Examples:\n  pesnet restore --verify backup/pesnet-20261121T203000Z\n  pesnet restore backup/pesnet-20261121T203000Z --into /srv/pesnet"
}

// Run checks a backup, or restores it.
func (c restoreCommand) Run(ctx context.Context, p *program, out *cli.Out) error {
	knows, err := db.Newest(schema.Files)
	if err != nil {
		return err
	}
	trust := backup.Trust{Knows: knows, Server: p.DB}
	if c.Verify {
		m, err := backup.Verify(ctx, c.Backup, trust)
		if err != nil {
			return err
		}
		out.Line("%s", out.Words.T("backup.holds", "time", out.Words.DateTime(m.At), "program", m.Program, "engine", m.Engine,
			"size", megabytes(m), "rows", m.Total(), "schema", m.Schema, "seals", m.Seals))
		return nil
	}
	if c.Into == "" {
		return fault.New(fault.Invalid, "backup.what")
	}
	m, err := backup.Restore(ctx, c.Backup, c.Into, trust)
	if err != nil {
		return err
	}
	out.Line("%s", out.Words.T("backup.restored", "time", out.Words.DateTime(m.At), "into", c.Into))
	return nil
}
