package indicator_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pesnet/indicator"
	"pesnet/indicator/figure"
	"pesnet/kit/disclose"
)

// orders are the ways in which a member releases its figures: all at once, count
// by count, month by month, and the totals before what they are made of.
var orders = []func(cell) string{
	func(cell) string { return "" },
	func(c cell) string { return c.indicator },
	func(c cell) string { return c.period },
	func(c cell) string { return strconv.Itoa(9 - strings.Count(c.dims, "T")) },
}

// parts are figures in the order of their releases.
func (b book) parts(order func(cell) string) (parts []book) {
	by := map[string]book{}
	for c, f := range b {
		if by[order(c)] == nil {
			by[order(c)] = book{}
		}
		by[order(c)][c] = f
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		parts = append(parts, by[name])
	}
	return parts
}

// some are the figures that a member delivers: all, or, where it is sparing of
// totals, not every one of them.
func (b book) some(random *rand.Rand, sparing bool) book {
	some := book{}
	for _, c := range slices.SortedFunc(maps.Keys(b), func(c, d cell) int { return strings.Compare(fmt.Sprint(c), fmt.Sprint(d)) }) {
		if total := strings.Contains(c.dims, "T"); !sparing || !total || random.IntN(5) > 1 {
			some[c] = b[c]
		}
	}
	return some
}

// cell names a figure of the member under attack.
type cell struct{ indicator, period, dims string }

// book is figures by their cells: what the member knows, or what others see.
type book map[cell]seenFigure

type seenFigure struct {
	value  float64
	hidden bool
}

func dimsOf(sex, age string) string {
	return string(figure.NewDims(slices.DeleteFunc([]string{"sex", sex, "age", age}, func(string) bool { return false })...))
}

// invent makes what a member counts in one year: few people, women and men, by
// age, month by month. How it is broken down is another chance than how many.
func invent(shape, random *rand.Rand, year int) book {
	b := book{}
	few := func() float64 { return math.Floor(random.ExpFloat64() * random.ExpFloat64() * 9) }
	add := func(indicator, period, sex, age string, v float64) {
		for _, s := range []string{sex, "T"} {
			for _, a := range slices.Compact([]string{age, "TOTAL"}) {
				c := cell{indicator, period, dimsOf(s, a)}
				b[c] = seenFigure{value: b[c].value + v}
			}
		}
	}
	months, sexes, ages := 1+shape.IntN(3), []string{"F", "M"}, []string{"Y15-24", "Y25-54", "Y55-64"}[:1+shape.IntN(3)]
	if year%10 == 7 {
		months, ages = 12, []string{"TOTAL"}
	}
	for m := 1; m <= months; m++ {
		period, quarter := fmt.Sprintf("%d-%02d", year, m), fmt.Sprintf("%d-Q%d", year, (m+2)/3)
		for _, sex := range sexes {
			for _, age := range ages {
				exits := few()
				job := math.Floor(exits * random.Float64())
				for name, v := range map[string]float64{"exits": exits, "exits-job": job, "exits-job-12": math.Floor(job * random.Float64())} {
					add(name, period, sex, age, v)
					if m <= months/3*3 {
						add(name, quarter, sex, age, v)
					}
					if months == 12 {
						add(name, strconv.Itoa(year), sex, age, v)
					}
				}
				stock := few()
				add("registered", period, sex, age, stock)
				if months == 12 {
					add("registered-average", strconv.Itoa(year), sex, age, stock/12)
				}
			}
		}
	}
	return b
}

// sums are what everybody knows of such figures: totals with their parts.
// rest says that parts may be missing.
func (b book) sums(yield func(total cell, parts []cell, rest bool) bool) {
	for c := range b {
		d := figure.Dims(c.dims)
		sex, age := d.Get("sex"), d.Get("age")
		at := func(sex, age string) cell { return cell{c.indicator, c.period, dimsOf(sex, age)} }
		if sex == "T" && !yield(c, []cell{at("F", age), at("M", age)}, false) {
			return
		}
		if age == "TOTAL" && !yield(c, []cell{at(sex, "Y15-24"), at(sex, "Y25-54"), at(sex, "Y55-64")}, false) {
			return
		}
		if part := map[string]string{"exits": "exits-job", "exits-job": "exits-job-12"}[c.indicator]; part != "" && !yield(c, []cell{{part, c.period, c.dims}}, true) {
			return
		}
		if whole, _, ok := strings.Cut(c.period, "-Q"); (ok || len(c.period) == 4) && strings.HasPrefix(c.indicator, "exits") {
			var months []cell
			for m := 1; m <= 12; m++ {
				if !ok || c.period == fmt.Sprintf("%s-Q%d", whole, (m+2)/3) {
					months = append(months, cell{c.indicator, fmt.Sprintf("%s-%02d", whole[:4], m), c.dims})
				}
			}
			if !yield(c, months, false) {
				return
			}
		}
	}
}

// deliver brings figures by the door of programs and releases them. It returns
// how many of them the member was told are given away by what is out already.
func (w *world) deliver(t testing.TB, all book) (exposed int) {
	t.Helper()
	var file bytes.Buffer
	err := figure.WriteSDMXCSV(&file, figure.Outline{Agency: "PESNET", ID: "PESNET", Dims: []string{"age", "sex"}, Prepared: today}, func(yield func(figure.Figure, error) bool) {
		for c, f := range all {
			s := &figure.Series{Dataset: "pesnet", Indicator: c.indicator, Org: "VAL-BRADANA", Freq: figure.FreqOf(c.period), Unit: "NR", Dims: figure.Dims(c.dims)}
			if !yield(figure.Figure{Series: s, Period: c.period, Value: f.value}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var b struct {
		No     int64
		Counts struct{ Rejected int }
	}
	w.program(t, "valea.analyst", http.MethodPost, "/imports?filename=figures.csv&source=sdmx-csv&org=VAL-BRADANA", file.String(), &b)
	if b.Counts.Rejected > 0 {
		t.Fatalf("%d figures are rejected", b.Counts.Rejected)
	}
	var h struct{ Hidden map[string]int }
	w.program(t, "valea.analyst", http.MethodGet, fmt.Sprintf("/imports/%d/release", b.No), "", &h)
	w.program(t, "valea.analyst", http.MethodPost, fmt.Sprintf("/imports/%d/release", b.No), "", nil)
	return h.Hidden["exposed"]
}

// program asks the door of programs in VALEA.
func (w *world) program(t testing.TB, who, method, path, body string, answer any) {
	t.Helper()
	r := httptest.NewRequest(method, "/api/v1/networks/VALEA"+path, strings.NewReader(body))
	r.Header.Set("As", who)
	a := httptest.NewRecorder()
	w.handler.ServeHTTP(a, r)
	if a.Code/100 != 2 {
		t.Fatalf("%s %s: %d %s", method, path, a.Code, a.Body)
	}
	if answer != nil {
		if err := json.Unmarshal(a.Body.Bytes(), answer); err != nil {
			t.Fatal(err)
		}
	}
}

var counted = []string{"exits", "exits-job", "exits-job-12", "registered", "registered-average", "q1a", "q1b", "q1a-monthly", "q2a-12"}

// spy takes what another member sees of a year, by every door, and holds the
// doors against each other.
func (w *world) spy(t testing.TB, year int) book {
	t.Helper()
	seen := book{}
	for _, code := range counted {
		for cursor, more := "", true; more; more = cursor != "" {
			var page struct {
				Observations []struct {
					Indicator, Period, Dims, Flags string
					Value                          *float64
				}
				Next string
			}
			w.program(t, "valea.employers", http.MethodGet, fmt.Sprintf("/observations?org=VAL-BRADANA&limit=1000&indicator=%s&from=%d&to=%d&cursor=%s", code, year, year, cursor), "", &page)
			for _, o := range page.Observations {
				f := seenFigure{hidden: o.Value == nil}
				if o.Value != nil {
					f.value = *o.Value
				}
				if f.hidden != strings.Contains(o.Flags, "Q") {
					t.Fatalf("%+v: what is hidden bears the flag, and nothing else", o)
				}
				seen[cell{o.Indicator, o.Period, o.Dims}] = f
			}
			cursor = page.Next
		}
	}
	same := func(door string, c cell, value string) {
		f, ok := seen[c]
		if v, err := strconv.ParseFloat(value, 64); (err == nil) == f.hidden || !ok || !f.hidden && math.Abs(v-f.value) > 1e-9 {
			t.Fatalf("%s: %v is %q, elsewhere %+v", door, c, value, f)
		}
	}
	for door, rows := range w.files(t, year) {
		for _, r := range rows {
			same(door, cell{r["indicator"], r["period"], string(figure.NewDims("age", r["age"], "sex", r["sex"]))}, r["value"])
		}
	}
	variants, looks := map[cell]bool{}, 0
	for c := range seen {
		variants[cell{c.indicator, figure.FreqOf(c.period), c.dims}] = true
	}
	const looked = 4 // at each time: the order of a map is another each time
	for v := range variants {
		if looks++; looks > looked {
			break
		}
		q := url.Values{"indicator": {v.indicator}, "me": {"VAL-BRADANA"}, "from": {strconv.Itoa(year)}, "to": {strconv.Itoa(year)}, "freq": {v.period}}
		for name, value := range figure.Dims(v.dims).Pairs() {
			q.Set(name, value)
		}
		rec := w.get(t, "/en/valea/compare.csv?"+q.Encode(), "valea.employers")
		for _, r := range table(t, rec.Body.String()) {
			if r["role"] == "own" && r["released"] != "yes" {
				t.Fatalf("somebody else sees what is not released: %v", r)
			}
			if _, ok := seen[cell{v.indicator, r["period"], v.dims}]; ok && r["code"] == "VAL-BRADANA" {
				same("compare.csv", cell{v.indicator, r["period"], v.dims}, r["value"])
			}
		}
	}
	return seen
}

// files are the figures of a year as exported files.
func (w *world) files(t testing.TB, year int) map[string][]map[string]string {
	t.Helper()
	all := map[string][]map[string]string{}
	sel := indicator.Selection{Network: w.network(t, "VALEA"), Org: "VAL-BRADANA", From: strconv.Itoa(year), To: strconv.Itoa(year)}
	for _, format := range []string{"csv", "sdmx-csv"} {
		var b bytes.Buffer
		if err := w.indicators.Export(t.Context(), w.as(t, "valea.employers"), sel, format, &b); err != nil {
			t.Fatal(err)
		}
		for _, r := range table(t, b.String()) {
			if format == "sdmx-csv" {
				if (r["OBS_STATUS"] == "Q") != (r["OBS_VALUE"] == "") || (r["CONF_STATUS"] == "C") != (r["OBS_STATUS"] == "Q") {
					t.Fatalf("SDMX says %v", r)
				}
				r = map[string]string{"indicator": r["INDICATOR"], "period": r["TIME_PERIOD"], "age": r["AGE"], "sex": r["SEX"], "value": r["OBS_VALUE"]}
			}
			if slices.Contains(counted, r["indicator"]) {
				all[format] = append(all[format], r)
			}
		}
	}
	return all
}

// table reads CSV with a heading.
func table(t testing.TB, text string) (rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("no table: %v %.200s", err, text)
	}
	for _, cells := range all[1:] {
		r := map[string]string{}
		for i, c := range cells {
			r[all[0][i]] = c
		}
		rows = append(rows, r)
	}
	return rows
}

// attacker knows everything that was ever shown, the sums, that counts are
// whole and not below zero, and which hidden figures did not change.
type attacker struct {
	place map[string]int
	t     disclose.Table
	open  []bool // hidden, by cell
	small []bool
}

// learn adds what is seen at one time; truth is what there is, hidden, not yet
// released, or never told.
func (a *attacker) learn(seen, truth book) {
	if a.place == nil {
		a.place = map[string]int{}
	}
	for total, parts := range iter.Seq2[cell, []cell](func(yield func(cell, []cell) bool) {
		truth.sums(func(total cell, parts []cell, _ bool) bool { return yield(total, parts) })
	}) {
		if strings.HasPrefix(total.indicator, "registered-") {
			continue
		}
		s, sum := disclose.Sum{Total: a.put(total, seen, truth)}, 0.0
		for _, p := range parts {
			if _, ok := truth[p]; ok {
				s.Of, sum = append(s.Of, a.put(p, seen, truth)), sum+truth[p].value
			}
		}
		if rest := truth[total].value - sum; rest > 0 && len(s.Of) > 0 {
			s.Of = append(s.Of, a.add(fmt.Sprint(total, truth[total].value, " without ", s.Of), rest, true))
		}
		if len(s.Of) > 0 {
			a.t.Sums = append(a.t.Sums, s)
		}
	}
	a.rates(seen, truth)
}

// rates: who has a rate and all counts that it is over has its numerator.
func (a *attacker) rates(seen, truth book) {
	for c, f := range seen {
		if f.hidden || c.indicator != "q1a" && c.indicator != "q1b" && c.indicator != "q2a-12" {
			continue
		}
		of := map[string]string{"q1a": "exits-job", "q1b": "exits", "q2a-12": "exits-job-12"}[c.indicator]
		whole := cell{of, c.period, c.dims}
		if _, ok := truth[whole]; ok {
			a.open[a.put(whole, seen, truth)] = false
		}
	}
}

func (a *attacker) put(c cell, seen, truth book) int {
	i := a.add(fmt.Sprint(c, truth[c].value), truth[c].value, true)
	f, ok := seen[c]
	if ok && !f.hidden {
		a.open[i] = false
	}
	a.small[i] = a.small[i] || ok && truth[c].value > 0 && truth[c].value < 5
	return i
}

func (a *attacker) add(name string, value float64, hidden bool) int {
	i, ok := a.place[name]
	if !ok {
		i = len(a.t.Cells)
		a.place[name] = i
		a.t.Cells = append(a.t.Cells, disclose.Cell{Name: name, Value: value})
		a.open, a.small = append(a.open, hidden), append(a.small, false)
	}
	return i
}

// narrow draws the ends of each sum together until nothing changes: an attack
// by hand, that shares no code with the product.
func (a *attacker) narrow() (lo, up []float64) {
	for i, c := range a.t.Cells {
		if a.open[i] {
			lo, up = append(lo, 0), append(up, math.Inf(1))
		} else {
			lo, up = append(lo, c.Value), append(up, c.Value)
		}
	}
	for changed := true; changed; {
		changed = false
		set := func(i int, l, u float64) {
			l, u = math.Max(lo[i], l), math.Min(up[i], u)
			changed = changed || l > lo[i] || u < up[i]
			lo[i], up[i] = l, u
		}
		for _, s := range a.t.Sums {
			least, most := 0.0, 0.0
			for _, i := range s.Of {
				least, most = least+lo[i], most+up[i]
			}
			set(s.Total, least, most)
			for _, i := range s.Of {
				others := 0.0
				for _, j := range s.Of {
					if j != i {
						others += up[j]
					}
				}
				set(i, lo[s.Total]-others, up[s.Total]-(least-lo[i]))
			}
		}
	}
	return lo, up
}

// recovered are the small counts that the attacker knows exactly.
func (a *attacker) recovered() (names []string, small int) {
	lo, up := a.narrow()
	audit := disclose.Audit(a.t, a.open)
	for i, c := range a.t.Cells {
		if !a.small[i] {
			continue
		}
		if small++; !a.open[i] || lo[i] == up[i] || audit[i].Width() == 0 {
			names = append(names, fmt.Sprintf("%s = %v (shown %v, by hand %v to %v, by programs %v)", c.Name, c.Value, !a.open[i], lo[i], up[i], audit[i]))
		}
	}
	return names, small
}

// A member delivers random figures in several releases, some of them corrected
// later. Whatever another member's analyst takes by pages, programs and files
// does not tell a count of fewer than five people exactly, unless its member was
// told before that releases without their totals have given it away already.
//
// Tests rule indicator.hidden.
// Tests rule indicator.hidden-rate.
func TestAnAttackerRecoversNoSmallCount(t *testing.T) {
	datasets := 50
	if os.Getenv("PESNET_TEST_ALL") != "" {
		datasets = 150
	}
	w := newWorld(t, ":memory:")
	w.indicators = indicator.New(w.db, clock, nil) // what is delivered is read at once
	w.serve(t)
	small, told, shown, hidden, rates := 0, 0, 0, 0, 0
	for n := range datasets {
		chance := func(of uint64) *rand.Rand { return rand.New(rand.NewPCG(uint64(n), of)) } // #nosec G404 -- repeatable
		random, year := chance(1), 1800+n
		now, a := invent(chance(2), chance(3), year), attacker{}
		delivered := now.some(random, n%3 == 1)
		parts := delivered.parts(orders[n%len(orders)])
		var corrected book
		exposed := 0
		if random.IntN(2) == 0 { // corrected: other figures of the same months
			corrected = invent(chance(2), chance(4), year)
			parts = append(parts, book{})
			for c := range delivered {
				parts[len(parts)-1][c] = corrected[c]
			}
		}
		for i, part := range parts {
			exposed += w.deliver(t, part)
			if i == len(parts)-1 && corrected != nil {
				now = corrected
			}
			seen := w.spy(t, year)
			for c, f := range seen {
				if v, ok := now[c]; ok && !f.hidden && v.value != f.value {
					t.Fatalf("%v is %v, and seen as %v", c, v.value, f.value)
				}
				if hidden += map[bool]int{true: 1}[f.hidden]; strings.HasPrefix(c.indicator, "q") {
					rates++
				}
				shown++
			}
			a.learn(seen, now)
		}
		names, found := a.recovered()
		if small, told = small+found, told+exposed; len(names) > exposed {
			t.Errorf("dataset %d: recovered are\n%s", n, strings.Join(names, "\n"))
		}
	}
	t.Logf("%d datasets: %d figures looked at, %d of them hidden, %d rates; %d small counts, none recovered but for %d that their member was told of", datasets, shown, hidden, rates, small, told)
	if small < 20*datasets || hidden*10 > shown*9 || told*200 > small {
		t.Errorf("too little was tried: %d small counts, %d of %d hidden", small, hidden, shown)
	}
}
