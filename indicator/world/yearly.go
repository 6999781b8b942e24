package world

import (
	"math"
	"strconv"
)

// broken yields the yearly figures broken down by sex, by age and by
// education. Parts always add up to the total of the months.
func (s Service) broken(yield func(Figure) bool) bool {
	for _, y := range s.years() {
		for _, by := range breakdowns {
			for _, f := range s.breakDown(y, by) {
				if !yield(s.dress(f)) {
					return false
				}
			}
		}
	}
	return true
}

// year is the sum of twelve months.
type year struct {
	name  string
	month // sums; the stock counts each month-end
}

// years sums up the years that have all twelve months.
func (s Service) years() []year {
	var all []year
	for i, m := range s.path() {
		if i%12 == 0 {
			all = append(all, year{name: m.period[:4]})
		}
		y := &all[len(all)-1]
		y.period = m.period
		y.stock += m.stock
		y.entries += m.entries
		y.inactive += m.inactive
		y.exits += m.exits
		y.work += m.work
		y.within6 += m.within6
		y.within12 += m.within12
		y.notified += m.notified
	}
	if last := all[len(all)-1]; last.period[5:] != "12" {
		all = all[:len(all)-1]
	}
	return all
}

// breakdown is a dimension with the usual shares of its parts among people
// on the register, and how readily each part finds work.
type breakdown struct {
	parts  []string
	shares []float64
	pull   []float64
	place  func(f *Figure, part string)
}

var breakdowns = []breakdown{
	{[]string{"F", "M"}, []float64{0.51, 0.49}, []float64{0.98, 1.02}, func(f *Figure, p string) { f.Sex = p }},
	{[]string{"Y_LT25", "Y25-49", "Y_GE50"}, []float64{0.13, 0.53, 0.34}, []float64{1.45, 1.08, 0.70}, func(f *Figure, p string) { f.Age = p }},
	{[]string{"ED0-2", "ED3_4", "ED5-8"}, []float64{0.31, 0.47, 0.22}, []float64{0.72, 1.05, 1.32}, func(f *Figure, p string) { f.Education = p }},
}

func (s Service) breakDown(y year, by breakdown) []Figure {
	n, _ := strconv.ParseUint(y.name, 10, 64)
	own, this := s.chance(2), s.chance(n)
	plain, pulled := make([]float64, len(by.parts)), make([]float64, len(by.parts))
	for i := range by.parts {
		plain[i] = by.shares[i] * (1 + own.between(0.15) + this.between(0.02))
		pulled[i] = plain[i] * by.pull[i]
	}
	// Exits into work are split in three layers, so that no part has more
	// of them within six months than within twelve.
	quick := split(y.within6, pulled)
	medium := add(quick, split(y.within12-y.within6, pulled))
	work := add(medium, split(y.work-y.within12, plain))
	inactive := split(y.inactive, plain)
	stock := split(y.stock, plain)
	var all []Figure
	for i, p := range by.parts {
		for _, c := range []struct {
			series string
			value  float64
		}{
			{"registered-average", float64(stock[i]) / 12},
			{"exits-job", float64(work[i])}, {"exits-job-6", float64(quick[i])}, {"exits-job-12", float64(medium[i])},
			{"entries", float64(inactive[i] + split(y.entries-y.inactive, pulled)[i])}, {"entries-inactive", float64(inactive[i])},
		} {
			f := Figure{Series: c.series, Freq: "A", Period: y.name, Value: c.value}
			by.place(&f, p)
			all = append(all, f)
		}
	}
	return all
}

// split shares a number out by weights; the last part takes what rounding leaves.
func split(total int, weights []float64) []int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	parts, left := make([]int, len(weights)), total
	for i, w := range weights {
		parts[i] = min(left, whole(float64(total)*w/sum))
		left -= parts[i]
	}
	parts[len(parts)-1] += left
	return parts
}

func add(a, b []int) []int {
	sum := make([]int, len(a))
	for i := range a {
		sum[i] = a[i] + b[i]
	}
	return sum
}

// asked yields the yearly surveys among jobseekers and employers.
func (s Service) asked(yield func(Figure) bool) bool {
	luck := s.chance(3)
	for _, y := range s.years() {
		people := whole(s.Answers * (1 + luck.between(0.12)))
		firms := whole(s.Answers * 0.21 * (1 + luck.between(0.12)))
		for _, c := range []count{
			{"jobseekers-asked", people}, {"jobseekers-satisfied", part(people, s.Jobseekers+luck.between(4))},
			{"employers-asked", firms}, {"employers-satisfied", part(firms, s.Employers+luck.between(5))},
		} {
			if !yield(s.dress(Figure{Series: c.series, Freq: "A", Period: y.name, Value: float64(c.value)})) {
				return false
			}
		}
	}
	return true
}

// context yields the yearly context of a service's area, made to fit its
// register, so that services can be told alike or unlike.
func (s Service) context(yield func(Figure) bool) bool {
	own, luck := s.chance(4), s.chance(5)
	survey, young, idle, active := 0.93+own.between(0.12), 2.3+own.between(0.6), 5.5+own.between(2), 24+own.between(18)
	for _, y := range s.years() {
		rate := 100 * float64(y.stock) / 12 / (s.LabourForce * 1000) * survey * (1 + luck.between(0.03))
		long := clamp((118-s.Within12)/100+luck.between(0.03)) * rate
		youth := math.Min(55, 2+rate*young*(1+luck.between(0.05)))
		posts := float64(y.notified) / 12 / s.LabourForce / 10 * 2.4
		for _, c := range []struct {
			series string
			value  float64
			places int
		}{
			{"unemployment", rate, 1}, {"long-term-unemployment", long, 1}, {"youth-unemployment", youth, 1},
			{"neet", idle + 0.32*youth + luck.between(0.5), 1}, {"vacancy-rate", posts, 2},
			{"activation", math.Max(2, active+luck.between(3)), 1},
			{"timely-activation", math.Min(99, s.Within12+6+luck.between(5)), 1},
			{"activation-participants", math.Max(2, active*0.8+luck.between(3)), 1},
		} {
			f := Figure{Series: c.series, Freq: "A", Period: y.name, Value: round(c.value, c.places)}
			if !yield(s.dress(f)) {
				return false
			}
		}
	}
	return true
}

func round(v float64, places int) float64 {
	by := math.Pow(10, float64(places))
	return math.Round(v*by) / by
}
