package world

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"time"

	"pesnet/kit/tsv"
)

// Service is how the figures of one fictional service are invented: the
// columns of services.tsv, which explains them.
type Service struct {
	Org                            string
	From, To                       string // months
	LabourForce                    float64
	Rate2016, Rate2019, Rate2025   float64
	Exit, IntoWork                 float64
	Within6, Within12              float64
	Inactive, Season, Shock        float64
	Vacancies, Filled              float64
	Jobseekers, Employers, Answers float64
	marks                          []mark
}

// Services returns the fictional services that have figures.
func Services() ([]Service, error) {
	marks, err := readMarks()
	if err != nil {
		return nil, err
	}
	rows, err := tsv.Read(tables, "services.tsv")
	if err != nil {
		return nil, err
	}
	var all []Service
	for _, row := range rows {
		s := Service{Org: row.Get("organisation"), From: row.Get("from"), To: row.Get("to")}
		for head, field := range map[string]*float64{
			"labour_force": &s.LabourForce, "rate_2016": &s.Rate2016, "rate_2019": &s.Rate2019, "rate_2025": &s.Rate2025,
			"exit": &s.Exit, "into_work": &s.IntoWork, "within_6": &s.Within6, "within_12": &s.Within12, "inactive": &s.Inactive,
			"season": &s.Season, "shock": &s.Shock, "vacancies": &s.Vacancies, "filled": &s.Filled,
			"jobseekers": &s.Jobseekers, "employers": &s.Employers, "asked": &s.Answers,
		} {
			if *field, err = row.Number(head); err != nil {
				return nil, fmt.Errorf("services.tsv: %w", err)
			}
		}
		for _, m := range marks {
			if m.org == s.Org || strings.HasSuffix(m.org, "*") && strings.HasPrefix(s.Org, strings.TrimSuffix(m.org, "*")) {
				s.marks = append(s.marks, m)
			}
		}
		all = append(all, s)
	}
	return all, nil
}

// A mark is something that is not plain about figures: a gap, a break.
type mark struct {
	org, series, from, to, kind string
}

func readMarks() ([]mark, error) {
	rows, err := tsv.Read(tables, "marks.tsv")
	var all []mark
	for _, row := range rows {
		all = append(all, mark{row.Get("organisation"), row.Get("series"), row.Get("from"), row.Get("to"), row.Get("kind")})
	}
	return all, err
}

// marked tells whether a series bears a mark in a month, or anywhere in a year.
func (s Service) marked(kind, series, period string) bool {
	for _, m := range s.marks {
		if m.kind == kind && (m.series == series || m.series == "*") && m.from[:len(period)] <= period && period <= m.to[:len(period)] {
			return true
		}
	}
	return false
}

// dress gives a figure the flags of its marks.
func (s Service) dress(f Figure) Figure {
	f.Org = s.Org
	f.Unreleased = s.marked("unreleased", f.Series, f.Period)
	if s.marked("missing", f.Series, f.Period) {
		f.Missing, f.Value = true, 0
		return f
	}
	for _, flag := range []struct{ kind, letter string }{{"break", "b"}, {"estimated", "e"}, {"provisional", "p"}} {
		if s.marked(flag.kind, f.Series, f.Period) {
			f.Flags += flag.letter
		}
	}
	return f
}

// months lists the months of a service, first to last, as "2016-01".
func (s Service) months() []string {
	var all []string
	for at, _ := time.Parse("2006-01", s.From); ; at = at.AddDate(0, 1, 0) {
		period := at.Format("2006-01")
		if period > s.To || len(all) > 1200 {
			return all
		}
		all = append(all, period)
	}
}

// chance is the service's own: a change to one service changes no other.
func (s Service) chance(salt uint64) chance {
	h := fnv.New64a()
	h.Write([]byte(s.Org))
	return chance{rand.NewPCG(h.Sum64(), salt)}
}

type chance struct{ source *rand.PCG }

// between returns a number between -by and +by, those near 0 more often.
func (c chance) between(by float64) float64 {
	sum := 0.0
	for range 3 {
		sum += float64(c.source.Uint64()>>11) / (1 << 53)
	}
	return (sum/1.5 - 1) * by
}
