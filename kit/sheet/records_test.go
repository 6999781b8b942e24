package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pesnet/kit/fault"
)

var plainCSV = About{Kind: "csv", Encoding: "UTF-8", Comma: ','}

// readAll reads a text as the program does, some bytes at a time.
func readAll(source io.Reader, about About) (rows []Row, err error) {
	table, err := From(source, about, Standard)
	for err == nil {
		var row Row
		if row, err = table.Next(); err == nil {
			row.Cells = slices.Clone(row.Cells)
			rows = append(rows, row)
		}
	}
	if err == io.EOF {
		err = nil
	}
	return rows, err
}

func TestRowsOfText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Row
	}{
		{"a plain table", "a,b\n1,2\n", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		{"no line end at the end", "a,b\n1,2", []Row{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		{"line ends of three systems", "a\r\nb\rc\nd", []Row{{1, []string{"a"}}, {2, []string{"b"}}, {3, []string{"c"}}, {4, []string{"d"}}}},
		{"empty lines are counted", "a\n\n\r\n\rb\n", []Row{{1, []string{"a"}}, {5, []string{"b"}}}},
		{"an empty last cell", "a,\nb,", []Row{{1, []string{"a", ""}}, {2, []string{"b", ""}}}},
		{"only separators", ",,\n", []Row{{1, []string{"", "", ""}}}},
		{"an empty text in quotes", "\"\"\n", []Row{{1, []string{""}}}},
		{"a separator in quotes", `"Vilnius, city",1`, []Row{{1, []string{"Vilnius, city", "1"}}}},
		{"doubled quotes", `"the ""Ritz""",1`, []Row{{1, []string{`the "Ritz"`, "1"}}}},
		{"quotes inside a text without quotes", `the "Ritz",1`, []Row{{1, []string{`the "Ritz"`, "1"}}}},
		{"a text of two lines counts both", "\"a\nb\",1\nc,2", []Row{{1, []string{"a\nb", "1"}}, {3, []string{"c", "2"}}}},
		{"spaces around quotes", `1,  "5,690" ,2`, []Row{{1, []string{"1", "5,690", "2"}}}},
		{"spaces around a text are kept", "  3.38  ,x", []Row{{1, []string{"  3.38  ", "x"}}}},
		{"Excel's hint of the separator", "sep=,\r\na,b", []Row{{2, []string{"a", "b"}}}},
		{"a byte order mark", "\ufeffa,b", []Row{{1, []string{"a", "b"}}}},
		{"a byte order mark before quotes", "\ufeff\"a\",b", []Row{{1, []string{"a", "b"}}}},
		{"nothing", "", nil},
		{"nothing but empty lines", "\r\n\n\r", nil},
	} {
		for _, pace := range []int{1, 2, 3, 1 << 20} {
			got, err := readAll(&paced{strings.NewReader(c.text), pace}, plainCSV)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%s, %d bytes at a time: %v\n%s", c.name, pace, err, diff)
			}
		}
	}
}

// paced gives few bytes at a time, so that everything falls on an edge of the
// buffer once.
type paced struct {
	source io.Reader
	pace   int
}

func (p *paced) Read(b []byte) (int, error) { return p.source.Read(b[:min(len(b), p.pace)]) }

func TestBrokenTextIsRefusedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       *fault.Fault
	}{
		{"a NUL", "a,b\n1,2\x00\n", fault.New(fault.Invalid, "sheet.nul", "row", 2, "column", 2)},
		{"Latin-1 inside UTF-8", "ž,b\nc,R\xe9gion", fault.New(fault.Invalid, "sheet.encoding", "row", 2, "column", 2, "encoding", "UTF-8")},
		{"text after a quote", "a\n\"b\"c,d", fault.New(fault.Invalid, "sheet.quote", "row", 2, "column", 1)},
		{"a quote left open", "a,b\n1,\"2\n3,4\n", fault.New(fault.Invalid, "sheet.quote-open", "row", 2, "column", 2)},
	} {
		for _, pace := range []int{1, 1 << 20} {
			_, err := readAll(&paced{strings.NewReader(c.text), pace}, plainCSV)
			if diff := cmp.Diff(c.want, fault.Of(err)); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	}
}

func TestAFailingDiskIsNoFaultOfTheFile(t *testing.T) {
	broken := errors.New("disk")
	for _, text := range []string{"", "a", "a,b\n1,", "a,\"b", "a,\"b\""} {
		source := io.MultiReader(strings.NewReader(text), iotestErr{broken})
		if _, err := readAll(source, plainCSV); !errors.Is(err, broken) {
			t.Errorf("after %q: %v, want %v", text, err, broken)
		}
	}
}

type iotestErr struct{ error }

func (e iotestErr) Read([]byte) (int, error) { return 0, e.error }

// endless repeats a text up to a length without ever holding it.
type endless struct {
	begin, repeat string
	at, length    int64
}

func (e *endless) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if e.at >= e.length {
			return n, io.EOF
		}
		from := e.begin
		if e.at >= int64(len(e.begin)) {
			at := (e.at - int64(len(e.begin))) % int64(len(e.repeat))
			from = e.repeat[at:]
		} else {
			from = from[e.at:]
		}
		k := copy(p[n:], from)
		n, e.at = n+k, e.at+int64(k)
	}
	return n, nil
}

func TestHugeInputIsRefusedAtTheLimit(t *testing.T) {
	for _, c := range []struct {
		name   string
		source *endless
		want   *fault.Fault
	}{
		{"a field of 300 MB", &endless{begin: "a,b\n1,", repeat: "x", length: 300 << 20},
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 2, "column", 2, "limit", 64)},
		{"a field of 300 MB in quotes", &endless{begin: "a,b\n1,\"", repeat: "x\n", length: 300 << 20},
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 2, "column", 2, "limit", 64)},
		{"300 MB of doubled quotes", &endless{begin: "a,b\n1,\"", repeat: `""`, length: 300 << 20},
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 2, "column", 2, "limit", 64)},
		{"300 MB of spaces", &endless{begin: "a,b\n1,", repeat: " ", length: 300 << 20},
			fault.New(fault.Invalid, "sheet.field-too-long", "row", 2, "column", 2, "limit", 64)},
		{"spaces after a quote", &endless{begin: "a,b\n1,\"\"", repeat: " ", length: 300 << 20},
			fault.New(fault.Invalid, "sheet.record-too-long", "row", 2, "limit", 1024)},
		{"10 million columns", &endless{begin: "a,b\n", repeat: "1,", length: 20 << 20},
			fault.New(fault.Invalid, "sheet.too-many-columns", "row", 2, "limit", 500)},
		{"no line end", &endless{repeat: strings.Repeat("x", 5000) + ",", length: 300 << 20},
			fault.New(fault.Invalid, "sheet.record-too-long", "row", 1, "limit", 1024)},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		_, err := readAll(c.source, plainCSV)
		took := time.Since(begin)
		runtime.ReadMemStats(&after)
		if diff := cmp.Diff(c.want, fault.Of(err)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
			t.Errorf("%s: %d MB used, want at most 8", c.name, used>>20)
		}
		if c.source.at > 3<<20 || took > time.Second {
			t.Errorf("%s: refused after %d kB and %v, want shortly after the limit", c.name, c.source.at>>10, took)
		}
	}
}

func TestAFileOfAnySizeStreams(t *testing.T) {
	const length = 256 << 20
	source := &endless{begin: "key,geo,time,value\n", repeat: "PA15b.O1.,AT,2020,8.9440744789212\r\n", length: length}
	table, err := From(source, plainCSV, Standard)
	if err != nil {
		t.Fatal(err)
	}
	var most uint64
	var now runtime.MemStats
	rows, begin := 0, time.Now()
	for ; ; rows++ {
		if _, err = table.Next(); err != nil {
			break
		}
		if rows%1_000_000 == 0 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
	}
	if err != io.EOF || rows < length/40 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if most > 64<<20 {
		t.Errorf("%d MB of memory, want at most 64", most>>20)
	}
	t.Logf("%.0f MB/s, %d MB of memory", length/1e6/time.Since(begin).Seconds(), most>>20)
}

func TestReadingIsTakenUpAgain(t *testing.T) {
	text := "h\n1\n\n\"2\n2\"\n3\n4\n"
	for to, want := range map[int]string{0: "h", 1: "1", 2: "2\n2", 3: "2\n2", 4: "3", 5: "3", 6: "4", 7: ""} {
		table, err := From(strings.NewReader(text), plainCSV, Standard)
		if err != nil {
			t.Fatal(err)
		}
		err = table.Skip(to)
		row, nextErr := table.Next()
		if want == "" {
			if nextErr != io.EOF {
				t.Errorf("after row %d: %v, %v, want the end", to, row, nextErr)
			}
			continue
		}
		if err != nil || nextErr != nil || row.Cells[0] != want || row.Number <= to {
			t.Errorf("after row %d: %v %v %v, want %q", to, row, err, nextErr, want)
		}
	}
}

// What encoding/csv reads, this reader reads alike.
func TestSameAsEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab,\"\n\r ")), 0, 60, -1).Draw(t, "text")
		if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || strings.Contains(text, ` "`) || strings.Contains(text, `" `) {
			t.Skip("a lone \\r and spaces beside quotes are read more gently")
		}
		reader := csv.NewReader(strings.NewReader(text))
		reader.FieldsPerRecord = -1
		want, err := reader.ReadAll()
		if err != nil {
			t.Skip("encoding/csv refuses it")
		}
		rows, err := readAll(&paced{strings.NewReader(text), rapid.IntRange(1, 9).Draw(t, "pace")}, plainCSV)
		if err != nil || len(rows) != len(want) {
			t.Fatalf("%v, %v, want %v", rows, err, want)
		}
		for i, row := range rows {
			for j := range row.Cells {
				row.Cells[j] = strings.ReplaceAll(row.Cells[j], "\r\n", "\n")
			}
			if !slices.Equal(row.Cells, want[i]) {
				t.Fatalf("row %d: %q, want %q", i, row.Cells, want[i])
			}
		}
	})
}

func FuzzRecords(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2", "\"a\"\"b\",\r\n", "\x00", "\xff", "sep=;\n1;2", "\"", "a\rb", " \"x\" ,y"} {
		f.Add([]byte(seed), 3)
	}
	limits := Limits{Record: 200, Field: 50, Columns: 5}
	f.Fuzz(func(t *testing.T, text []byte, pace int) {
		table, err := From(&paced{bytes.NewReader(text), 1 + pace&15}, plainCSV, limits)
		last := 0
		for err == nil {
			var row Row
			if row, err = table.Next(); err != nil {
				break
			}
			if row.Number <= last || len(row.Cells) == 0 || len(row.Cells) > 5 {
				t.Fatalf("row %d after %d, %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
		}
		if err != io.EOF && fault.Of(err).Kind == fault.Defect {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func benchText() []byte {
	var out bytes.Buffer
	for i := range 200_000 {
		fmt.Fprintf(&out, "PA15b.O%d.,LT,%d,8.9440744789212,b,Y15-24,F,Vilnius\n", i%90, 1990+i%35)
	}
	return out.Bytes()
}

func BenchmarkRecords(b *testing.B) {
	text := benchText()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := From(bytes.NewReader(text), plainCSV, Standard)
		for err == nil {
			_, err = table.Next()
		}
	}
}

func BenchmarkSkip(b *testing.B) {
	text := benchText()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		table, _ := From(bytes.NewReader(text), plainCSV, Standard)
		table.Skip(190_000)
	}
}

func BenchmarkEncodingCSV(b *testing.B) {
	text := benchText()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		reader := csv.NewReader(bytes.NewReader(text))
		reader.ReuseRecord = true
		var err error
		for err == nil {
			_, err = reader.Read()
		}
	}
}
