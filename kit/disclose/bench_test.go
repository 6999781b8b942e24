package disclose

import (
	"math/rand/v2"
	"testing"
)

// skewed is a table as they are: many small cells, few large ones.
func skewed(seed uint64, sizes ...int) Table {
	random, n := rand.New(rand.NewPCG(seed, 0)), 1
	for _, size := range sizes {
		n *= size
	}
	values := make([]float64, n)
	for i := range values {
		values[i] = float64(int(random.ExpFloat64() * random.ExpFloat64() * 40))
	}
	return Cross(values, sizes...)
}

// inner is the share of the inner cells' values that is hidden.
func share(t Table, hidden []bool) float64 {
	part, all := 0.0, t.Cells[len(t.Cells)-1].Value
	for i, h := range hidden {
		if h {
			part += t.Cells[i].Value
		}
	}
	return 100 * part / all
}

func protectOften(b *testing.B, sizes ...int) {
	proven, lost, hidden, gap, n := 0.0, 0.0, 0.0, 0.0, 0.0
	for b.Loop() {
		t := skewed(uint64(n), sizes...)
		r, err := Protect(t, Rule{Limit: 5, ShowZeros: true})
		if err != nil {
			b.Fatal(err)
		}
		n++
		lost += share(t, r.Hidden)
		for _, h := range r.Hidden {
			if h {
				hidden += 100 / float64(len(r.Hidden))
			}
		}
		if r.Exact {
			proven++
		}
		if r.Bound > 0 {
			gap += 100 * (r.Cost - r.Bound) / r.Bound
		}
	}
	b.ReportMetric(lost/n, "%value-hidden")
	b.ReportMetric(hidden/n, "%cells-hidden")
	b.ReportMetric(100*proven/n, "%proven")
	b.ReportMetric(gap/n, "%gap")
}

func BenchmarkProtect6x6(b *testing.B)     { protectOften(b, 6, 6) }
func BenchmarkProtect12x12(b *testing.B)   { protectOften(b, 12, 12) }
func BenchmarkProtect5x5x5(b *testing.B)   { protectOften(b, 5, 5, 5) }
func BenchmarkProtect50x20(b *testing.B)   { protectOften(b, 50, 20) }
func BenchmarkProtect12x10x3(b *testing.B) { protectOften(b, 12, 10, 3) }
