package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"pesnet/kit/fault"
)

// Every decision about permission is written down where that is wanted: what
// was asked for and how it was decided, and nothing that was sent.
func TestDecisionsAreWrittenDown(t *testing.T) {
	var log bytes.Buffer
	s := &Site{Log: slog.New(slog.NewTextHandler(&log, nil)), Asks: func(context.Context) (string, string) { return "0198", "192.0.2.7" }}
	at := asked{"club.read", "GET", "/{network}/games", "chess"}
	s.decided(t.Context(), at, nil)
	if log.Len() > 0 {
		t.Errorf("written down though nobody asked for it: %s", &log)
	}
	s.Decisions = true
	for _, test := range []struct {
		err  error
		want string
	}{
		{nil, "allowed=true rule=\"\""},
		{fault.New(fault.Forbidden, "club.members", "secret", "hidden"), "allowed=false rule=club.members"},
		{fault.New(fault.Unknown, "club.sign-in"), "allowed=false rule=club.sign-in"},
		{fault.New(fault.Missing, "club.unknown"), "allowed=false rule=club.unknown"},
		{fault.New(fault.Invalid, "club.date"), "allowed=true"},
		{errors.New("broken"), "allowed=true"},
	} {
		log.Reset()
		s.decided(t.Context(), at, test.err)
		line := log.String()
		if !strings.Contains(line, test.want) || !strings.Contains(line, "action=club.read method=GET where=/{network}/games network=chess person=0198") || strings.Contains(line, "hidden") || strings.Contains(line, "192.0.2.7") {
			t.Errorf("%v: %s, want %s", test.err, line, test.want)
		}
	}
}
