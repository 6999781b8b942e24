package indicator

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/indicator/world"
	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Demo brings the figures of the demonstration: real public ones, and the
// invented ones of the fictional services. It is open to all who have the
// database in hand, and does nothing where figures are.
func (s *Service) Demo(ctx context.Context) error {
	empty := false
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		n, err := batchCount(tx)
		empty = n == 0
		return err
	})
	if err != nil || !empty {
		return err
	}
	if err := s.demoContext(ctx); err != nil {
		return err
	}
	return s.demoInvented(ctx)
}

// demoContext brings the real public figures, under the names of their source.
func (s *Service) demoContext(ctx context.Context) error {
	figures, err := world.Context()
	if err != nil {
		return err
	}
	var all []figure.Figure
	for _, f := range figures {
		d, _ := defined(own, f.Series)
		name := d.Also[0]
		all = append(all, worldFigure(f, figure.Series{Dataset: name.Dataset, Indicator: name.Code, Area: f.Area, Freq: f.Freq}))
	}
	_, err = s.take(ctx, Batch{Source: "jaf", Vintage: world.Vintage, Files: []Input{{Name: "world/context.tsv"}}}, all)
	return err
}

// demoInvented brings the figures of each fictional service as its own
// delivery, and those that are not released as a second one.
func (s *Service) demoInvented(ctx context.Context) error {
	invented, err := world.Invented()
	if err != nil {
		return err
	}
	byOwner := map[string]map[bool][]figure.Figure{}
	var order []string
	for f := range invented {
		if byOwner[f.Org] == nil {
			byOwner[f.Org] = map[bool][]figure.Figure{}
			order = append(order, f.Org)
		}
		d, ok := defined(own, f.Series)
		if !ok {
			return fmt.Errorf("the demonstration has figures of %s, which the catalogue lacks", f.Series)
		}
		one := worldFigure(f, figure.Series{Dataset: own, Indicator: f.Series, Org: f.Org, Freq: f.Freq, Unit: d.Unit, Dims: worldDims(f)})
		byOwner[f.Org][f.Unreleased] = append(byOwner[f.Org][f.Unreleased], one)
	}
	for _, code := range order {
		owner, err := s.worldOwner(ctx, code)
		if err != nil {
			return err
		}
		if code == smallService {
			byOwner[code][true], byOwner[code][false] = byOwner[code][false], nil
		}
		for _, draft := range []bool{false, true} {
			owner.Draft = draft
			if all := byOwner[code][draft]; len(all) > 0 {
				b, err := s.take(ctx, Batch{Owner: owner, Source: "table", Files: []Input{{Name: code + ".xlsx"}}}, all)
				if err == nil && code == smallService {
					_, err = s.Release(ctx, network.Operator, b.No)
				}
				if err != nil {
					return err
				}
			}
		}
		if code == detailed {
			if err := s.demoDetail(ctx, owner, byOwner[code][false]); err != nil {
				return err
			}
		}
	}
	return nil
}

// smallService is a service so small that its release hides some of its months.
const smallService = "AUR-RHENIA"

// detailed is a service that has delivered the exits into work of its last month
// in detail, which waits for its release.
const detailed = "VAL-BRADANA"

// demoDetail brings the exits into work of one month by age and education, so
// that few people stand in some of the cells.
func (s *Service) demoDetail(ctx context.Context, owner Owner, all []figure.Figure) error {
	var total figure.Figure
	for _, f := range all {
		if f.Series.Indicator == "exits-job" && f.Series.Dims == "" && f.Series.Freq == "M" {
			total = f // the last one
		}
	}
	few := [3][3]float64{{41, 24, 3}, {62, 0, 38}, {58, 47, 4}} // the middle one is what is left of the total
	few[1][1] = total.Value
	for a := range few {
		for e := range few[a] {
			if a != 1 || e != 1 {
				few[1][1] -= few[a][e]
			}
		}
	}
	sums := map[figure.Dims]float64{}
	for a, age := range []string{"Y_LT25", "Y25-49", "Y_GE50"} {
		for e, level := range []string{"ED0-2", "ED3_4", "ED5-8"} {
			for _, dims := range []figure.Dims{figure.NewDims("age", age, "isced11", level), figure.NewDims("age", age), figure.NewDims("isced11", level)} {
				sums[dims] += few[a][e]
			}
		}
	}
	var parts []figure.Figure
	for _, dims := range slices.Sorted(maps.Keys(sums)) {
		series := *total.Series
		series.Dims = dims
		parts = append(parts, figure.Figure{Series: &series, Period: total.Period, Value: sums[dims]})
	}
	owner.Draft = true
	_, err := s.take(ctx, Batch{Owner: owner, Source: "table", Files: []Input{{Name: detailed + "-" + total.Period + ".xlsx"}}}, parts)
	return err
}

// worldOwner finds the fictional network in which a fictional service is.
func (s *Service) worldOwner(ctx context.Context, code string) (o Owner, err error) {
	name := map[string]string{"AUR": "AURORA", "VAL": "VALEA"}[code[:3]]
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		n, err := network.ByCode(tx, name)
		if err != nil {
			return err
		}
		org, err := network.OrganisationByCode(tx, code)
		o = Owner{Network: n.ID, Organisation: org.ID}
		return err
	})
	return o, err
}

func worldFigure(f world.Figure, series figure.Series) figure.Figure {
	return figure.Figure{Series: &series, Period: f.Period, Value: f.Value, Missing: f.Missing, Flags: f.Flags}
}

func worldDims(f world.Figure) figure.Dims {
	var pairs []string
	for name, value := range map[string]string{"sex": f.Sex, "age": f.Age, "isced11": f.Education} {
		if value != "" {
			pairs = append(pairs, name, value)
		}
	}
	return figure.NewDims(pairs...)
}

// take writes figures that are at hand as a batch.
func (s *Service) take(ctx context.Context, b Batch, all []figure.Figure) (Batch, error) {
	b.Who, b.State = network.Operator.ID, Loading
	if err := s.begin(ctx, &b); err != nil {
		return b, err
	}
	l := &load{s: s, b: &b, known: map[int64]bool{}, reading: &given{figures: all}, source: b.Source}
	if err := l.figuresOf(ctx); err != nil {
		return b, err
	}
	if err := l.derive(ctx); err != nil {
		return b, err
	}
	return b, s.finish(ctx, &b)
}

// DemoReal loads the real figures of a folder beside the demonstration. It is
// open to all who have the machine in hand.
func (s *Service) DemoReal(ctx context.Context, folder string, out *cli.Out) error {
	files := []string{"jaf-2024/jaf_indicators.csv", "jaf-2024/jaf_values.csv.gz"}
	if folder == "" {
		return fault.New(fault.Missing, "indicator.demo.folder")
	}
	for _, name := range files {
		path := filepath.Join(folder, name)
		bar := out.Bar()
		b, err := s.Import(ctx, network.Operator, Batch{Source: "jaf", Files: []Input{{Path: path}}}, func(share float64, c Counts) bool {
			bar.Show(share, name)
			return false
		})
		bar.End()
		if err != nil {
			return err
		}
		out.Line("%s: %s", name, b.Counts.Line())
	}
	return s.demoCounties(ctx, folder, out)
}

// demoCounties loads the county files of the Romanian service.
func (s *Service) demoCounties(ctx context.Context, folder string, out *cli.Out) error {
	dir, err := os.MkdirTemp("", "pesnet")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	archive := filepath.Join(folder, "anofm-romania-county-monthly", "arhiva_somaj.tar.xz")
	// #nosec G204 -- a folder that the operator named
	if err := exec.CommandContext(ctx, "tar", "-xJf", archive, "-C", dir).Run(); err != nil {
		return fault.New(fault.Missing, "indicator.import.no-file", "file", archive)
	}
	files, err := Files([]string{dir})
	if err != nil {
		return err
	}
	b, err := s.Import(ctx, network.Operator, Batch{Source: "anofm", Files: files}, nil)
	if err == nil {
		out.Line("%s: %s", strings.TrimPrefix(archive, folder), b.Counts.Line())
	}
	return err
}
