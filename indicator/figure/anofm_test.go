package figure

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestAMonthlyTableIsReadByItsHeadings(t *testing.T) {
	path := fileOf(t, "somajul_inregistrat_mai_2031_4.csv", "\ufeffJUDET , Numar total someri ,Numar someri femei,Numar someri barbati,Nr. total som. neindemniza?i,Nr. total som. indemniza?i,Rata ?omajului Feminin? (%),\r"+
		`CARA?-SEVERIN," 1,200 ",700,500," 1,150",50, 2.90     ,`+"\r"+
		"MUN. BUC.,10,4,6,,3,abc,\r"+
		"SATU M.,1,1,0,1,0,1,\r"+
		"ATLANTIS,1,1,0,1,0,1,\r"+
		"Total ,1211,705,506,1151,53,2.5,\r"+
		",,,,,,,\r,,,,,,,\r")
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"anofm|registered-unemployed|RO422|M|PER|benefit=TOTAL,sex=T|2031-05|1200|",
		"anofm|registered-unemployed|RO422|M|PER|benefit=TOTAL,sex=F|2031-05|700|",
		"anofm|registered-unemployed|RO422|M|PER|benefit=TOTAL,sex=M|2031-05|500|",
		"anofm|registered-unemployed|RO422|M|PER|benefit=NO,sex=T|2031-05|1150|",
		"anofm|registered-unemployed|RO422|M|PER|benefit=YES,sex=T|2031-05|50|",
		"anofm|registered-unemployment-rate|RO422|M|PC|sex=F|2031-05|2.9|",
		"anofm|registered-unemployed|RO321|M|PER|benefit=TOTAL,sex=T|2031-05|10|",
		"anofm|registered-unemployed|RO321|M|PER|benefit=TOTAL,sex=F|2031-05|4|",
		"anofm|registered-unemployed|RO321|M|PER|benefit=TOTAL,sex=M|2031-05|6|",
		"anofm|registered-unemployed|RO321|M|PER|benefit=NO,sex=T|2031-05|:|",
		"anofm|registered-unemployed|RO321|M|PER|benefit=YES,sex=T|2031-05|3|",
		"anofm|registered-unemployed|RO115|M|PER|benefit=TOTAL,sex=T|2031-05|1|",
		"anofm|registered-unemployed|RO115|M|PER|benefit=TOTAL,sex=F|2031-05|1|",
		"anofm|registered-unemployed|RO115|M|PER|benefit=TOTAL,sex=M|2031-05|0|",
		"anofm|registered-unemployed|RO115|M|PER|benefit=NO,sex=T|2031-05|1|",
		"anofm|registered-unemployed|RO115|M|PER|benefit=YES,sex=T|2031-05|0|",
		"anofm|registered-unemployment-rate|RO115|M|PC|sex=F|2031-05|1|",
		"anofm|registered-unemployed|RO|M|PER|benefit=TOTAL,sex=T|2031-05|1211|",
		"anofm|registered-unemployed|RO|M|PER|benefit=TOTAL,sex=F|2031-05|705|",
		"anofm|registered-unemployed|RO|M|PER|benefit=TOTAL,sex=M|2031-05|506|",
		"anofm|registered-unemployed|RO|M|PER|benefit=NO,sex=T|2031-05|1151|",
		"anofm|registered-unemployed|RO|M|PER|benefit=YES,sex=T|2031-05|53|",
		"anofm|registered-unemployment-rate|RO|M|PC|sex=F|2031-05|2.5|",
		"3 not-a-number abc",
		"5 unknown-area ATLANTIS")
	if got := warned(r); got != "counties-absent" {
		t.Errorf("warned of %s, want of the counties that are absent", got)
	}
}

// warned lists the warnings of a reading.
func warned(r Reading) string {
	var ids []string
	for _, w := range r.Warnings() {
		ids = append(ids, strings.TrimPrefix(w.ID, "indicator.import."))
	}
	return strings.Join(ids, " ")
}

// countyTable is a table of all counties, each with 10 unemployed in two ages;
// change spoils the row of one of them.
func countyTable(change func(area string, cells []string)) string {
	lines := []string{"judet,TOTAL,Sub 25 ani,peste 55 ani"}
	for _, area := range append(slices.Clone(counties), wholeCountry) {
		cells := []string{countyName(area), "10", "4", "6"}
		if area == wholeCountry {
			cells = []string{"Total general", "420", "168", "252"}
		}
		change(area, cells)
		lines = append(lines, strings.Join(cells, ","))
	}
	return strings.Join(lines, "\n")
}

func TestATableThatDoesNotAgreeWithItselfIsReported(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(area string, cells []string)
	}{
		{"all is well", "[]", func(string, []string) {}},
		{"a county whose parts show the error", "[sum-county Ilfov 410 420 10]", func(area string, cells []string) {
			if area == "RO322" {
				cells[1] = "0"
			}
		}},
		{"a total that nothing explains", "[sum 420 430 10]", func(area string, cells []string) {
			if area == wholeCountry {
				cells[1] = "430"
			}
		}},
		{"parts that are wrong where sums hold", "[parts Alba 11 10]", func(area string, cells []string) {
			if area == "RO121" {
				cells[2] = "5"
			}
			if area == wholeCountry {
				cells[2] = "169"
			}
		}},
		{"no total", "[no-total]", func(area string, cells []string) {
			if area == wholeCountry {
				cells[0], cells[1], cells[2], cells[3] = "", "", "", ""
			}
		}},
	} {
		path := fileOf(t, "somaj_mai_2031.csv", countyTable(c.change))
		r, err := OpenSource(path, "anofm", Options{})
		readAll(t, r, err)
		var got []string
		for _, w := range r.Warnings() {
			text := strings.TrimPrefix(w.ID, "indicator.import.")
			for _, name := range []string{"county", "sum", "printed", "difference", "parts", "whole"} {
				if strings.HasPrefix(text, "sum") && (name == "parts" || name == "whole") {
					continue
				}
				if i := slices.Index(w.Args, any(name)); i >= 0 {
					text += fmt.Sprint(" ", w.Args[i+1])
				}
			}
			got = append(got, text)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}

func TestARateCopiedDownIsReported(t *testing.T) {
	text := "JUDET,Numar total someri,Numar someri indemnizati,Numar someri neindemnizati,Rata somajului (%)\n"
	for _, area := range counties {
		text += countyName(area) + ",2,1,1,2.9\n"
	}
	r, err := OpenSource(fileOf(t, "somaj_2031_iunie.csv", text+"Total,84,42,42,2.9\n"), "auto", Options{})
	readAll(t, r, err)
	if got := warned(r); got != "same-everywhere" {
		t.Errorf("warned of %q, want of the rate that is the same everywhere", got)
	}
}

func TestTheFormForProgramsIsReadUnderAnyName(t *testing.T) {
	rows := []string{}
	for i := range len(counties) + 1 {
		n := 10
		if i == len(counties) {
			n *= i
		}
		rows = append(rows, fmt.Sprintf(`{"judet_id": %d, "year": 2031, "month": "mai", "numar_total_someri": %d, "sub_25": %d, "peste_55": %d, "date": "2031-05-01"}`, i+1, n, n/5*2, n/5*3))
	}
	rows = append(rows, `{"judet_id": 77, "year": 2031, "month": "mai", "numar_total_someri": 1}`, `{"judet_id": 2, "year": 2031, "month": "iunie", "numar_total_someri": 1}`)
	path := fileOf(t, "somajul_mai_2031_4.csv", "["+strings.Join(rows, ",")+"]")
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	if len(figures) != 3*(len(counties)+1) || len(rejected) != 2 {
		t.Fatalf("got %d figures and %v", len(figures), rejected)
	}
	if got := line(figures[1]); got != "anofm-age|registered-unemployed|RO121|M|PER|age=Y_LT25|2031-05|4|" {
		t.Errorf("the second figure is %s", got)
	}
	if rejected[0].Cause != "indicator.import.unknown-area" || rejected[1].Cause != "indicator.import.other-month" {
		t.Errorf("rejected %v", rejected)
	}
	if got := warned(r); got != "json-under-other-name county-numbers" {
		t.Errorf("warned of %s", got)
	}
}

func TestTheMonthIsFoundInTheNameOrTheFolder(t *testing.T) {
	for path, want := range map[string]string{
		"a/2018/August/somajul_inregistrat_septembrie_2019_1.csv": "2019-09",
		"a/2018/August/tabel_1.csv":                               "2018-08",
		"somaj mai 2020.csv":                                      "2020-05",
		"somaj-maine-2020.csv":                                    "",
		"somaj.csv":                                               "",
	} {
		if got := anofmMonth(path); got != want {
			t.Errorf("%s is of %q, want %q", path, got, want)
		}
	}
}

// anofmFiles are the 272 monthly files of the Romanian service.
func anofmFiles(t testing.TB) []string {
	var files []string
	err := filepath.WalkDir(unpackReal(t, "anofm-romania-county-monthly", "arhiva_somaj.tar.xz"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".csv") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// In the first table of every month the counties make up the printed total; in
// the education tables of March and April 2024 they do not, because of Ilfov.
func TestEveryMonthlyFileOfRomaniaIsRead(t *testing.T) {
	figures, months, sums, misnamed := 0, map[string]bool{}, []string{}, 0
	files := anofmFiles(t)
	for _, path := range files {
		r, err := OpenSource(path, "auto", Options{})
		all, rejected := readAll(t, r, err)
		if len(rejected) > 0 {
			t.Errorf("%s: %d rejected, first %v", path, len(rejected), rejected[0])
		}
		figures += len(all)
		if strings.HasSuffix(path, "_1.csv") {
			months[all[0].Period] = totalsHold(all)
		}
		for _, w := range r.Warnings() {
			switch strings.TrimPrefix(w.ID, "indicator.import.") {
			case "json-under-other-name":
				misnamed++
			case "sum", "sum-county", "parts", "no-total", "counties-absent":
				sums = append(sums, fmt.Sprint(w.ID, w.Args))
			}
		}
	}
	hold := 0
	for month, holds := range months {
		if holds {
			hold++
		} else {
			t.Errorf("%s: the counties are not the total", month)
		}
	}
	t.Logf("%d files, %d figures; sums hold in %d of %d months", len(files), figures, hold, len(months))
	if len(files) != 272 || hold != 68 || misnamed != 4 {
		t.Errorf("got %d files, %d months that hold, %d misnamed; want 272, 68, 4", len(files), hold, misnamed)
	}
	slices.Sort(sums)
	if len(sums) != 2 || !strings.Contains(sums[0], "2024-04") && !strings.Contains(sums[1], "2024-04") ||
		!strings.Contains(sums[0], "Ilfov") || !strings.Contains(sums[1], "Ilfov") || !strings.Contains(fmt.Sprint(sums), "2024-03") {
		t.Errorf("warned of %v, want of Ilfov in 2024-03 and 2024-04", sums)
	}
}

// totalsHold compares the counties with the country for every kind of figure
// that adds up.
func totalsHold(figures []Figure) bool {
	left := map[string]float64{}
	for _, f := range figures {
		kind := f.Series.Dataset + " " + string(f.Series.Dims)
		switch {
		case f.Series.Unit != "PER":
		case f.Series.Area == wholeCountry:
			left[kind] -= f.Value
		default:
			left[kind] += f.Value
		}
	}
	for _, rest := range left {
		if rest != 0 {
			return false
		}
	}
	return len(left) > 0
}

// What the numbers of counties in the JSON files stand for: a rate is
// unemployed by labour force, and the labour force of a county stays the same
// within a year. So that of April 2024 must be the one of March, as closely as
// two decimals of a rate allow, for the county that a number is taken for and
// for no other.
func TestNumbersOfCountiesAreThoseOfTheAlphabet(t *testing.T) {
	forces := map[string]map[string]map[string][2]float64{} // month, area, sex -> lowest and highest labour force
	for _, path := range anofmFiles(t) {
		if !strings.HasSuffix(path, "martie_2024_1.csv") && !strings.HasSuffix(path, "aprilie_2024_1.csv") {
			continue
		}
		r, err := OpenSource(path, "auto", Options{})
		figures, _ := readAll(t, r, err)
		forces[figures[0].Period] = labourForces(figures)
	}
	for area, april := range forces["2024-04"] {
		var fits []string
		for other, march := range forces["2024-03"] {
			if overlap(april["T"], march["T"]) && overlap(april["F"], march["F"]) && overlap(april["M"], march["M"]) {
				fits = append(fits, other)
			}
		}
		if len(fits) != 1 || fits[0] != area {
			t.Errorf("figures taken for %s fit those of %v", area, fits)
		}
	}
	if len(forces["2024-04"]) != 43 {
		t.Errorf("got %d areas, want 43", len(forces["2024-04"]))
	}
}

func labourForces(figures []Figure) map[string]map[string][2]float64 {
	people, forces := map[string]float64{}, map[string]map[string][2]float64{}
	for _, f := range figures {
		area, sex := f.Series.Area, f.Series.Dims.Get("sex")
		switch {
		case f.Series.Dims.Get("benefit") == "TOTAL":
			people[area+sex] = f.Value
		case f.Series.Unit == "PC":
			if forces[area] == nil {
				forces[area] = map[string][2]float64{}
			}
			forces[area][sex] = [2]float64{people[area+sex] / (f.Value + 0.00501), people[area+sex] / (f.Value - 0.00501)}
		}
	}
	return forces
}

func overlap(a, b [2]float64) bool { return a[0] <= b[1] && b[0] <= a[1] }
