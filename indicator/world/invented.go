package world

import (
	"iter"
	"math"
	"strconv"
	"strings"
)

// Invented yields all figures of the fictional services: counts by month,
// the yearly ones by sex, age and education, surveys, and the context of
// each. The same figures come every time.
//
// The figures of a service follow a path of its stock: a level for 2016,
// 2019 and 2025 with straight lines between, the shock of 2020 and its slow
// end, the season, and small chance. Exits follow from the stock, and
// entries are what is left over, so that stock(t) = stock(t-1) + entries -
// exits holds in every month, except where a break is marked.
func Invented() (iter.Seq[Figure], error) {
	services, err := Services()
	if err != nil {
		return nil, err
	}
	return func(yield func(Figure) bool) {
		for _, s := range services {
			for _, part := range []func(func(Figure) bool) bool{s.monthly, s.broken, s.asked, s.context} {
				if !part(yield) {
					return
				}
			}
		}
	}, nil
}

// month is what a register counts in one month.
type month struct {
	period                           string
	stock, entries, inactive         int
	exits, work, within6, within12   int
	vacancies, notified, filledPosts int
}

func (s Service) monthly(yield func(Figure) bool) bool {
	for _, m := range s.path() {
		for _, c := range m.counts() {
			f := Figure{Series: c.series, Freq: "M", Period: m.period, Value: float64(c.value)}
			if !yield(s.dress(f)) {
				return false
			}
		}
	}
	return true
}

type count struct {
	series string
	value  int
}

func (m month) counts() []count {
	return []count{
		{"registered", m.stock}, {"entries", m.entries}, {"entries-inactive", m.inactive},
		{"exits", m.exits}, {"exits-job", m.work}, {"exits-job-6", m.within6}, {"exits-job-12", m.within12},
		{"vacancies", m.vacancies}, {"vacancies-notified", m.notified}, {"vacancies-filled", m.filledPosts},
	}
}

// path walks through the months of a service.
func (s Service) path() []month {
	luck, years := s.chance(1), s.chance(6)
	var all []month
	var own habits
	drift, before := 0.0, 0
	posts := s.LabourForce * s.Vacancies * 1.6
	for i, period := range s.months() {
		drift = 0.85*drift + luck.between(0.02)
		if strings.HasSuffix(period, "-01") {
			own = own.next(years)
		}
		stock := s.stock(period, drift)
		if i == 0 {
			before = s.stock(period, drift-0.01)
		} else if s.marked("break", "registered", period) {
			before = whole(float64(before) * afterBreak)
		}
		m := s.flows(month{period: period, stock: stock}, before, own, luck)
		m.notified = whole(s.LabourForce * s.Vacancies * s.hiring(period) * (1 + luck.between(0.08)))
		m.filledPosts = min(whole(float64(m.notified)*s.Filled/100*(1+luck.between(0.06))), m.notified)
		posts = 0.62*posts + 0.62*float64(m.notified)
		m.vacancies = whole(posts)
		all = append(all, m)
		before = stock
	}
	return all
}

// habits are what a service does better or worse than its plain self; they
// wander from year to year, so that services do not all move together.
type habits struct{ exits, work, quick float64 }

func (h habits) next(luck chance) habits {
	return habits{
		exits: 0.75*h.exits + luck.between(0.16),
		work:  0.75*h.work + luck.between(0.13),
		quick: 0.75*h.quick + luck.between(0.08),
	}
}

// A register that begins to count people in measures grows by this factor.
const afterBreak = 1.17

func (s Service) stock(period string, drift float64) int {
	year, of := when(period)
	at := float64(year) + float64(of-1)/12
	rate := s.Rate2016 + (s.Rate2019-s.Rate2016)*clamp((at-2016)/3.5)
	rate += (s.Rate2025 - s.Rate2019) * clamp((at-2021)/4)
	level := s.LabourForce * 1000 * rate / 100 * (1 + drift)
	level *= 1 + s.Shock/100*shock(at)
	level *= 1 + s.Season/100*math.Cos(2*math.Pi*float64(of-1)/12)
	for _, m := range s.marks {
		if m.kind == "break" && m.series == "registered" && period >= m.from {
			level *= afterBreak
		}
	}
	return whole(level)
}

// shock is how much of the shock of 2020 is felt: none before April, all of
// it from July, then fading by half about every nine months.
func shock(at float64) float64 {
	if at < 2020.25 {
		return 0
	}
	return clamp((at-2020.2)/0.22) * math.Pow(0.5, math.Max(0, at-2020.6)/0.75)
}

// hiring is how freely employers hire, against a plain month.
func (s Service) hiring(period string) float64 {
	year, of := when(period)
	at := float64(year) + float64(of-1)/12
	wave := 1 + 0.10*math.Sin(2*math.Pi*(at-2016)/7) - 0.02*math.Max(0, at-2022.5)
	season := 1 - s.Season/100*0.8*math.Cos(2*math.Pi*float64(of-1)/12)
	if at >= 2020.24 && at < 2020.45 {
		return wave * season * 0.58
	}
	return wave * season * (1 - 0.15*shock(at))
}

// flows adds what came and went since the month before.
func (s Service) flows(m month, before int, own habits, luck chance) month {
	year, _ := when(m.period)
	exits := float64(before) * s.Exit / 100 * s.hiring(m.period) * (1 + own.exits) * (1 + luck.between(0.05))
	m.exits = max(whole(exits), before-m.stock+whole(exits*0.4))
	slow := 1.0
	if year == 2020 || year == 2021 {
		slow = 0.93
	}
	m.work = part(m.exits, s.IntoWork*slow*(1+own.work)*(1+luck.between(0.05)))
	m.within12 = part(m.work, s.Within12*(slow+1)/2*(1+own.quick/2)*(1+luck.between(0.02)))
	m.within6 = min(part(m.work, s.Within6*slow*(1+own.quick)*(1+luck.between(0.03))), m.within12)
	if s.marked("doubled", "exits-job", m.period) {
		m.exits += m.work
		m.work, m.within6, m.within12 = 2*m.work, 2*m.within6, 2*m.within12
	}
	m.entries = m.stock - before + m.exits
	m.inactive = part(m.entries, s.Inactive*(1+luck.between(0.08)))
	return m
}

func part(of int, percent float64) int {
	return min(of, whole(float64(of)*percent/100))
}

func when(period string) (year, of int) {
	year, _ = strconv.Atoi(period[:4])
	of, _ = strconv.Atoi(period[5:])
	return year, of
}

func clamp(v float64) float64 { return math.Min(1, math.Max(0, v)) }

func whole(v float64) int { return int(math.Round(v)) }
