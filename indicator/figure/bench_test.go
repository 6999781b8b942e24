package figure

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pesnet/kit/sheet"
)

// BenchmarkSources prints how many figures a second each source reads, from the
// real files.
func BenchmarkSources(b *testing.B) {
	for _, c := range []struct{ source, file string }{
		{"jaf", "jaf-2024/jaf_values.csv.gz"},
		{"eurostat-tsv", "eurostat-2017-bulk/lfst_r_lfe2emp.tsv.gz"},
		{"eurostat-tsv", "eurostat-2017-bulk/lfso_14leeow.tsv.gz"},
		{"eurostat-explorer", "eurostat-une-rt-m-2019-2020/une_rt_m_1_Data.csv.gz"},
	} {
		b.Run(c.source+"/"+filepath.Base(c.file), func(b *testing.B) {
			path := unzipped(b, realData(b, c.file))
			benchmark(b, path, c.source, Options{Name: path})
		})
	}
}

// BenchmarkFormats prints the same for the formats that have no large real
// file: the framework's values, as written by ourselves.
func BenchmarkFormats(b *testing.B) {
	r, err := OpenSource(realData(b, "jaf-2024/jaf_values.csv.gz"), "jaf", Options{})
	figures, _ := readAll(b, r, err)
	folder := b.TempDir()
	for source, write := range map[string]func(io.Writer) error{
		"sdmx-csv":  func(w io.Writer) error { return WriteSDMXCSV(w, Outline{Agency: "X"}, each(figures)) },
		"sdmx-json": func(w io.Writer) error { return WriteSDMXJSON(w, Outline{Agency: "X", ID: "x"}, each(figures)) },
		"table": func(w io.Writer) error {
			_, err := io.WriteString(w, "Indicator,Country,Period,Value,Flag\n")
			for _, f := range figures {
				fmt.Fprintf(w, "%s,%s,%s,%v,%s\n", f.Series.Indicator, f.Series.Area, f.Period, f.Value, f.Flags)
			}
			return err
		},
	} {
		path := filepath.Join(folder, source)
		out, err := os.Create(path)
		if err == nil {
			err = write(out)
		}
		if err != nil {
			b.Fatal(err)
		}
		out.Close()
		b.Run("read/"+source, func(b *testing.B) { benchmark(b, path, source, Options{}) })
		b.Run("write/"+source, func(b *testing.B) {
			written := 0
			for b.Loop() {
				if err := write(io.Discard); err != nil {
					b.Fatal(err)
				}
				written += len(figures)
			}
			b.ReportMetric(float64(written)/b.Elapsed().Seconds(), "figures/s")
		})
	}
}

// BenchmarkANOFM reads the 272 monthly files of the Romanian service.
func BenchmarkANOFM(b *testing.B) {
	files := anofmFiles(b)
	figures := 0
	for b.Loop() {
		for _, path := range files {
			figures += drain(b, path, "anofm", Options{})
		}
	}
	b.ReportMetric(float64(figures)/b.Elapsed().Seconds(), "figures/s")
}

func benchmark(b *testing.B, path, source string, o Options) {
	b.ReportAllocs()
	figures := 0
	for b.Loop() {
		figures += drain(b, path, source, o)
	}
	b.ReportMetric(float64(figures)/b.Elapsed().Seconds(), "figures/s")
}

// drain reads a file to its end and counts the figures.
func drain(b testing.TB, path, source string, o Options) int {
	r, err := OpenSource(path, source, o)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for n := 0; ; {
		_, err := r.Next()
		if _, no := errors.AsType[*Rejected](err); no {
			continue
		}
		if err == io.EOF {
			return n
		}
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// unzipped is the file as it is once unpacked: what is measured is reading.
func unzipped(b testing.TB, path string) string {
	file, err := sheet.OpenText(path, sheet.About{})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	name := filepath.Join(b.TempDir(), Stem(path)+filepath.Ext(strings.TrimSuffix(path, ".gz")))
	out, err := os.Create(name)
	if err == nil {
		_, err = io.Copy(out, file)
	}
	if err != nil {
		b.Fatal(err)
	}
	return name
}
