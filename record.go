package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/fault"
)

type auditVerifyCommand struct {
	Against string `help:"File with a copy of the record that lies elsewhere, to compare with." placeholder:"FILE" type:"existingfile"`
}

// Run follows the seals of the record from its first row to its last, and holds
// a copy beside it.
func (c auditVerifyCommand) Run(ctx context.Context, p *program, out *cli.Out) error {
	d, _, err := p.existing(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	var rows int64
	var seal string
	err = d.Read(ctx, func(tx *db.Tx) error {
		if rows, err = audit.Verify(tx); err != nil {
			return err
		}
		_, seal, err = audit.Last(tx)
		return err
	})
	if b, ok := errors.AsType[*audit.Broken](err); ok {
		return fault.New(fault.Invalid, "audit.broken", "row", b.No)
	}
	if err != nil {
		return err
	}
	out.Line("%s", out.Words.T("audit.holds", "rows", rows, "seal", seal))
	if c.Against == "" {
		return nil
	}
	copied, err := compared(ctx, d, c.Against)
	if err == nil {
		out.Line("%s", out.Words.T("audit.same", "rows", copied))
	}
	return err
}

func compared(ctx context.Context, d *db.DB, file string) (rows int64, err error) {
	f, err := os.Open(file) // #nosec G304 -- the operator names the copy at the command line
	if err != nil {
		return 0, err
	}
	defer f.Close()
	err = d.Read(ctx, func(tx *db.Tx) error {
		rows, _, err = audit.Compare(tx, f)
		return err
	})
	if a, ok := errors.AsType[*audit.Apart](err); ok {
		return 0, fault.New(fault.Invalid, "audit.apart", "row", a.No)
	}
	return rows, err
}

type auditCopyCommand struct {
	After  int64 `help:"Number of the last row that is there already."`
	Follow bool  `help:"Go on with each row that comes, until stopped."`
}

// Help shows how a copy gets elsewhere.
func (auditCopyCommand) Help() string {
	return "Examples:\n  pesnet audit copy > record.jsonl\n  pesnet audit copy --follow --after 1200 | ssh log.example.org 'cat >> record.jsonl'"
}

// Run prints the rows of the record, one on a line.
func (c auditCopyCommand) Run(ctx context.Context, p *program, out *cli.Out) error {
	d, _, err := p.existing(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	last, err := copyRecord(ctx, d, out.Stdout, c.After)
	for err == nil && c.Follow && pause(ctx) {
		last, err = copyRecord(ctx, d, out.Stdout, last)
	}
	return err
}

// copyEach is how often it is looked whether the record has grown.
const copyEach = time.Second

func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(copyEach):
		return true
	}
}

// copyRecord writes the rows after a number, and returns that of the last.
func copyRecord(ctx context.Context, d *db.DB, w io.Writer, after int64) (last int64, err error) {
	const atOnce = 500
	for last = after; ; {
		var rows []audit.Line
		if err := d.Read(ctx, func(tx *db.Tx) error {
			rows, err = audit.After(tx, last, atOnce)
			return err
		}); err != nil {
			return last, err
		}
		if err := audit.Copy(w, rows); err != nil {
			return last, err
		}
		if len(rows) > 0 {
			last = rows[len(rows)-1].No
		}
		if len(rows) < atOnce {
			return last, nil
		}
	}
}

// keepCopy appends to a file each row of the record as it comes. What cannot be
// written now is written later; the program goes on meanwhile.
func (a *app) keepCopy(ctx context.Context, file string) {
	if file == "" {
		return
	}
	for {
		if err := a.bringUpToDate(ctx, file); err != nil && ctx.Err() == nil {
			slog.Error("copy of the record", "file", file, "error", err)
		}
		if !pause(ctx) {
			return
		}
	}
}

func (a *app) bringUpToDate(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600) // #nosec G304 -- the operator names it
	if err != nil {
		return err
	}
	defer f.Close()
	last, whole, err := lastCopied(f)
	if err != nil {
		return err
	}
	if err := f.Truncate(whole); err != nil { // a line that was cut off is written again
		return err
	}
	if now, err := copyRecord(db.Unwalled(ctx), a.db, f, last); err != nil || now == last {
		return err
	}
	return f.Sync()
}

// lastCopied is the number of the last row of a copy, and where its line ends.
func lastCopied(f *os.File) (last, whole int64, err error) {
	const tail = 1 << 20
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, 0, err
	}
	from := max(0, size-tail)
	in := bufio.NewReader(io.NewSectionReader(f, from, size-from))
	for at := from; ; {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if size > 0 && whole == 0 {
				return 0, 0, fmt.Errorf("%s is no copy of the record", f.Name())
			}
			return last, whole, nil
		}
		if err != nil {
			return 0, 0, err
		}
		at += int64(len(text))
		var l audit.Line
		if json.Unmarshal(text, &l) == nil && l.No > 0 {
			last, whole = l.No, at
		} else if from == 0 || whole > 0 {
			return 0, 0, fmt.Errorf("%s is no copy of the record", f.Name())
		}
	}
}
