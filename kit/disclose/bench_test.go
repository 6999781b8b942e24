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

// protectOften measures the time, what of the value and of the cells is
// hidden, how many choices are proven to be the cheapest, and how much dearer
// than these the quick choices for large tables would have been.
func protectOften(b *testing.B, limit int, sizes ...int) {
	value, cells, proven, dearer, n := 0.0, 0.0, 0.0, 0.0, 0.0
	for b.Loop() {
		t, rule := skewed(uint64(n), sizes...), Rule{Limit: limit, ShowZeros: true, Width: 5}
		r, err := Protect(t, rule)
		if err != nil {
			b.Fatal(err)
		}
		n++
		for i, h := range r.Hidden {
			if h {
				value += 100 * t.Cells[i].Value / t.Cells[len(t.Cells)-1].Value
				cells += 100 / float64(len(r.Hidden))
			}
		}
		if r.Exact {
			b.StopTimer()
			s := newSearch(t, r.Need)
			quick, _ := s.cheap()
			proven, dearer = proven+1, dearer+100*(s.cost(quick)/r.Cost-1)
			b.StartTimer()
		}
	}
	b.ReportMetric(value/n, "%value-hidden")
	b.ReportMetric(cells/n, "%cells-hidden")
	b.ReportMetric(100*proven/n, "%proven")
	if proven > 0 {
		b.ReportMetric(dearer/proven, "%quick-dearer")
	}
}

func BenchmarkProtect6x6(b *testing.B)      { protectOften(b, 5, 6, 6) }
func BenchmarkProtect12x12(b *testing.B)    { protectOften(b, 5, 12, 12) }
func BenchmarkProtect12x12Few(b *testing.B) { protectOften(b, 2, 12, 12) }
func BenchmarkProtect4x4x4(b *testing.B)    { protectOften(b, 5, 4, 4, 4) }
func BenchmarkProtect50x20(b *testing.B)    { protectOften(b, 5, 50, 20) }
func BenchmarkProtect12x10x3(b *testing.B)  { protectOften(b, 5, 12, 10, 3) }
