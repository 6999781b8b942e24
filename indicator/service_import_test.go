package indicator

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/schema"
)

func BenchmarkImportJAF(b *testing.B) {
	for b.Loop() {
		d, err := db.Open(context.Background(), filepath.Join(b.TempDir(), "x.db"))
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Migrate(context.Background(), schema.Files); err != nil {
			b.Fatal(err)
		}
		s := New(d, time.Now, nil)
		t := time.Now()
		batch, err := s.Import(context.Background(), network.Operator, Batch{Source: "jaf", Files: []Input{{Path: os.Getenv("JAF")}}}, nil)
		b.Log(time.Since(t), batch.Counts.Line(), err)
		t = time.Now()
		batch, err = s.Import(context.Background(), network.Operator, Batch{Source: "jaf", Files: []Input{{Path: os.Getenv("JAF")}}}, nil)
		b.Log(time.Since(t), batch.Counts.Line(), err)
		t = time.Now()
		batch, err = s.Undo(context.Background(), network.Operator, 1)
		b.Log(time.Since(t), err)
	}
}
