package indicator_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pesnet/indicator"
	"pesnet/kit/code"
	"pesnet/network"
)

// BenchmarkComparePage measures the page of 31 areas over 20 years, in a file
// database with 330,000 more figures: its time, and its size as it is sent.
func BenchmarkComparePage(b *testing.B) {
	w := newWorld(b, filepath.Join(b.TempDir(), "bench.db"))
	if _, err := w.indicators.Import(context.Background(), network.Operator, indicator.Batch{Source: "jaf", Files: synthetic(b)}, nil); err != nil {
		b.Fatal(err)
	}
	for name, path := range map[string]string{
		"real":   "/en/pes-network/compare?indicator=PA1.C3.15-74.T&me=LT&with=all&from=2005&to=2024",
		"listed": "/en/pes-network/compare?indicator=jaf/SYN100&me=LT&with=all&from=2005&to=2024",
		"aurora": "/en/aurora/compare?indicator=q1a&with=all",
	} {
		b.Run(name, func(b *testing.B) {
			var body []byte
			began := time.Now()
			for b.Loop() {
				rec := w.get(b, path, "")
				if body = rec.Body.Bytes(); rec.Code != 200 || bytes.Contains(body, []byte("pn-empty")) {
					b.Fatalf("%d %s", rec.Code, body)
				}
			}
			b.ReportMetric(float64(time.Since(began).Microseconds())/1000/float64(b.N), "ms/page")
			b.ReportMetric(float64(len(body)), "bytes")
			b.ReportMetric(float64(gzipped(b, body)), "gz-bytes")
		})
	}
}

// synthetic writes a catalogue and a table as large as those of the Joint
// Assessment Framework.
func synthetic(tb testing.TB) []indicator.Input {
	tb.Helper()
	names, path := filepath.Join(tb.TempDir(), "jaf_indicators.csv"), filepath.Join(tb.TempDir(), "jaf_values.csv")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	defer out.Flush()
	catalogue := "key,name,groups,unit_level\n"
	fmt.Fprintln(out, "key,geo,time,value,flags")
	keys := []string{"PA1.C3.15-74.T", "PA1b.C7.15-24.T", "PA11b.S4.", "PA1b.O1.n.", "PA6b.O1."}
	for i := len(keys); i < 500; i++ {
		keys = append(keys, fmt.Sprintf("SYN%d", i))
	}
	luck := rand.New(rand.NewPCG(1, 2))
	geos := append(code.Members("EU27_2020", "2024-01-01"), "EU27_2020", "NO", "IS", "LI", "CH", "GB")
	for _, key := range keys {
		catalogue += key + ",Made up for measuring,,%\n"
		for _, geo := range geos {
			for year := 2005; year <= 2024; year++ {
				flag := ""
				if luck.IntN(20) == 0 {
					flag = string("bepu"[luck.IntN(4)])
				}
				fmt.Fprintf(out, "%s,%s,%d,%.1f,%s\n", key, code.ToEU(geo), year, 5+20*luck.Float64(), flag)
			}
		}
	}
	if err := os.WriteFile(names, []byte(catalogue), 0o600); err != nil {
		tb.Fatal(err)
	}
	return []indicator.Input{{Path: names}, {Path: path}}
}
