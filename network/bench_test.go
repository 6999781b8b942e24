package network

import (
	"testing"

	"pesnet/kit/db/dbtest"
)

func BenchmarkMemberList(b *testing.B) {
	s := New(dbtest.Open(b), (&clock{}).now)
	if err := s.Demo(b.Context()); err != nil {
		b.Fatal(err)
	}
	n, err := s.Network(b.Context(), Who{}, "AURORA")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.MembersOn(b.Context(), Who{}, n, "2026-11-21"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		if err := New(dbtest.Open(b), (&clock{}).now).Demo(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
