package db

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"pesnet/kit/fault"
)

// closed gives words to what an engine cannot do for now: the disk is full,
// the files may only be read, the server is away. Nothing was written then,
// and the same request works once the cause is gone. Every other error stays
// as it is.
func closed(err error) error { return refused(err, "db.away") }

// Closed does the same for what else speaks with the engine, such as the jobs.
func Closed(err error) error { return closed(err) }

// unsure gives words to a commit that got no answer: what was written may be
// there or not.
func unsure(err error) error { return refused(err, "db.unsure") }

func refused(err error, lost string) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, said := errors.AsType[*fault.Fault](err); said {
		return err
	}
	id := reasonOf(err)
	switch id {
	case "":
		return err
	case "lost":
		id = lost
	}
	// The log sees the words of the engine behind it.
	return errors.Join(fault.New(fault.Closed, id), err)
}

// reasonOf is the id of the words for an error of an engine; "lost" when the
// connection or the disk failed on the way, "" when it is another error.
func reasonOf(err error) string {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return liteReasons[e.Code()&0xff]
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		if id, known := postgresReasons[e.Code]; known {
			return id
		}
		if strings.HasPrefix(e.Code, "08") {
			return "lost"
		}
		return ""
	}
	if cut(err) {
		return "lost"
	}
	return ""
}

var liteReasons = map[int]string{
	sqlite3.SQLITE_FULL:     "db.full",
	sqlite3.SQLITE_READONLY: "db.read-only",
	sqlite3.SQLITE_BUSY:     "db.away",
	sqlite3.SQLITE_CANTOPEN: "db.away",
	sqlite3.SQLITE_IOERR:    "lost",
}

// postgresReasons are states of the server, by the codes of its manual.
var postgresReasons = map[string]string{
	"53100": "db.full",
	"25006": "db.read-only",
	"53300": "db.away", // too many connections
	"57P01": "lost",    // the server is being stopped …
	"57P02": "lost",    // … or has crashed
	"57P03": "db.away", // it is starting
}

// cut tells whether the connection to the server broke, or never came about.
func cut(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}
