package indicator

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
	"pesnet/schema"
)

// BenchmarkImport takes the 328,385 values of the Joint Assessment Framework,
// or as many of the same shape where they are not at hand, and then lets the
// sqlite3 program take the same rows into a table with a primary key, with
// the same promise about what is on the disk. It prints both, and the ratio.
func BenchmarkImport(b *testing.B) {
	rows := jafRows(b)
	for b.Loop() {
		ours, peak := importWithPesnet(b, rows)
		b.ReportMetric(ours.Seconds(), "pesnet-s")
		b.ReportMetric(float64(peak)/(1<<20), "heap-MB")
		if theirs, ok := importWithSQLite(b, rows); ok {
			b.ReportMetric(theirs.Seconds(), "sqlite3-s")
			b.ReportMetric(ours.Seconds()/theirs.Seconds(), "times")
		}
	}
}

func jafRows(b *testing.B) string {
	path := filepath.Join(b.TempDir(), "values.csv")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	in, err := os.Open(filepath.Join(os.Getenv("PESNET_TESTDATA"), "jaf-2024", "jaf_values.csv.gz"))
	if err != nil {
		w := bufio.NewWriter(out)
		fmt.Fprintln(w, jafHead)
		for i := range 328_385 {
			fmt.Fprintf(w, "PA%d.C1.,%c%c,%d,%.13f,\n", i/500, 'A'+i/20%25, 'A'+i/10%25, 2005+i%20, float64(i)/7)
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		return path
	}
	defer in.Close()
	plain, err := gzip.NewReader(in)
	if err == nil {
		_, err = io.Copy(out, plain)
	}
	if err != nil {
		b.Fatal(err)
	}
	return path
}

func importWithPesnet(b *testing.B, rows string) (took time.Duration, peak uint64) {
	d, err := db.Open(b.Context(), filepath.Join(b.TempDir(), "pesnet.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(b.Context(), schema.Files); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	batch, err := serviceOn(d).Import(b.Context(), network.Operator, Batch{Source: "jaf", Files: []Input{{Path: rows}}}, func(float64, Counts) bool {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
		return false
	})
	if err != nil || batch.New != 328_385 {
		b.Fatalf("%s, %v", batch.Counts.Line(), err)
	}
	return time.Since(began), peak
}

func importWithSQLite(b *testing.B, rows string) (time.Duration, bool) {
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Log("sqlite3 is not on this machine: nothing to compare with")
		return 0, false
	}
	began := time.Now()
	out, err := exec.CommandContext(b.Context(), program, filepath.Join(b.TempDir(), "plain.db"),
		"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
		"CREATE TABLE t (key TEXT, geo TEXT, time TEXT, value REAL, flags TEXT, PRIMARY KEY (key, geo, time))",
		".import --csv --skip 1 "+rows+" t").CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return time.Since(began), true
}
