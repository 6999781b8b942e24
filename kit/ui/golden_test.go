package ui_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pesnet/kit/ui"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryPartIsDrawnAsBefore(t *testing.T) {
	set := pages(t).In(plain(t))
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := set.WritePiece(&b, "gallery/part", e.part); err != nil {
				t.Fatal(err)
			}
			golden(t, e.name, b.Bytes())
		})
	}
}

func TestTheFrameIsDrawnAsBefore(t *testing.T) {
	set := pages(t).In(plain(t))
	for name, f := range map[string]ui.Frame{"frame": frame(), "frame-lean": lean()} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := set.Write(&b, f, "gallery/part", ui.Empty{Title: "Here is the page"}); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name+".html")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: draw it with 'go test ./kit/ui -update', then look at it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
