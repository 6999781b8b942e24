package figure

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// Outline is what a message in SDMX says of itself.
type Outline struct {
	Agency   string    // who publishes it, "PESNET"
	Dims     []string  // names of the other dimensions, of all figures
	ID       string    // of the message
	Prepared time.Time // when it was made
}

// sdmxFixed are the dimensions that every figure has, before the Dims.
var sdmxFixed = []string{"FREQ", "INDICATOR", "REF_AREA", "REF_PES", "UNIT_MEASURE"}

// dimensions are the names of all dimensions but time.
func (o Outline) dimensions() []string {
	names := slices.Clone(sdmxFixed)
	for _, d := range o.Dims {
		names = append(names, strings.ToUpper(d))
	}
	return names
}

// key is a figure's values of these dimensions. A dimension that the outline
// does not have would be lost: that is refused.
func (o Outline) key(s *Series) ([]string, error) {
	values := []string{s.Freq, s.Indicator, s.Area, s.Org, s.Unit}
	found := 0
	for _, d := range o.Dims {
		v := s.Dims.Get(strings.ToLower(d))
		if v != "" {
			found++
		}
		values = append(values, v)
	}
	if s.Dims != "" && found < 1+strings.Count(string(s.Dims), ",") {
		return nil, fault.New(fault.Invalid, "indicator.import.dimension-unlisted", "dims", string(s.Dims))
	}
	for i, v := range values {
		if v == "" {
			values[i] = notApplicable
		}
	}
	return values, nil
}

// flow is the identifier of a dataset.
func (o Outline) flow(dataset string) string {
	id := strings.Map(func(r rune) rune {
		if r < 0x80 && aComponent.MatchString(string(r)) {
			return r
		}
		return '_'
	}, dataset)
	return o.Agency + ":" + id + "(1.0)"
}

// sdmxStatusOf says a figure's flags in OBS_STATUS, which has room for one, in
// CONF_STATUS, and in OBS_FLAG as they are. What is hidden, whoever did it, is
// suppressed and confidential.
func sdmxStatusOf(f Figure) (status, confidential, flag string) {
	status, confidential = "A", "F"
	if strings.ContainsAny(f.Flags, "cQ") {
		confidential = "C"
	}
	for _, letter := range []string{"b", "u", "e", "p", "f", "d", "i", "n", "s"} {
		if strings.Contains(f.Flags, letter) {
			status = strings.ToUpper(letter)
			break
		}
	}
	if f.Missing {
		status = "O"
	}
	if f.Missing && confidential == "C" {
		status = "Q" // suppressed
	}
	return status, confidential, f.Flags
}

// WriteSDMXCSV writes figures as SDMX-CSV 2.0, one by one as they come.
func WriteSDMXCSV(w io.Writer, o Outline, figures iter.Seq2[Figure, error]) error {
	out := sheet.NewCSV(w, sheet.CSVOptions{})
	heading := append([]string{"STRUCTURE", "STRUCTURE_ID", "ACTION"}, o.dimensions()...)
	if err := out.Header(append(heading, "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "OBS_FLAG")...); err != nil {
		return err
	}
	var last *Series
	var key []string
	for f, err := range figures {
		if err == nil && f.Series != last {
			last = f.Series
			key, err = o.key(f.Series)
		}
		if err != nil {
			return err
		}
		row := sheet.Texts("dataflow", o.flow(f.Series.Dataset), "I")
		row = append(append(row, sheet.Texts(key...)...), sheet.Text(f.Period))
		if f.Missing {
			row = append(row, sheet.Text(""))
		} else {
			row = append(row, sheet.Number(f.Value))
		}
		status, confidential, flag := sdmxStatusOf(f)
		if err := out.Write(append(row, sheet.Texts(status, confidential, flag)...)); err != nil {
			return err
		}
	}
	return out.Close()
}

// WriteSDMXJSON writes figures as a data message of SDMX-JSON 2.0, one by one
// as they come: a data set for every run of figures of one dataset, flat, and
// behind them the structures, which only then are known.
func WriteSDMXJSON(w io.Writer, o Outline, figures iter.Seq2[Figure, error]) error {
	m := &messageWriter{out: bufio.NewWriterSize(w, 64<<10), outline: o}
	m.text(`{"$schema":"https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json","meta":`)
	m.value(map[string]any{"id": o.ID, "prepared": o.Prepared.UTC().Format(time.RFC3339), "sender": map[string]string{"id": o.Agency}})
	m.text(`,"data":{"dataSets":[`)
	for f, err := range figures {
		if err == nil {
			err = m.figure(f)
		}
		if err != nil {
			return err
		}
	}
	m.endSet()
	m.text(`],"structures":[`)
	for i, s := range m.sets {
		if i > 0 {
			m.text(",")
		}
		m.value(s.structure(o, i))
	}
	m.text("]}}\n")
	return m.out.Flush() // what failed before fails here again
}

// messageWriter writes a message and gathers the lists of values.
type messageWriter struct {
	out     *bufio.Writer
	outline Outline
	sets    []*writtenSet
	last    *Series
	key     string // indexes of last
	line    []byte
}

// writtenSet is a data set, with the values that its indexes stand for.
type writtenSet struct {
	dataset string
	lists   []writtenList // of the dimensions, time, OBS_STATUS, CONF_STATUS, OBS_FLAG
	figures int
}

type writtenList struct {
	places map[string]int
	values []string
}

func (l *writtenList) index(value string) int {
	i, ok := l.places[value]
	if !ok {
		if l.places == nil {
			l.places = map[string]int{}
		}
		i = len(l.values)
		value = strings.Clone(value)
		l.places[value] = i
		l.values = append(l.values, value)
	}
	return i
}

// described lists the values as codes, and as texts where they cannot be codes.
func (l *writtenList) described() []map[string]string {
	all := make([]map[string]string, len(l.values))
	for i, v := range l.values {
		if aComponent.MatchString(v) {
			all[i] = map[string]string{"id": v, "name": v}
		} else {
			all[i] = map[string]string{"value": v}
		}
	}
	return all
}

func (m *messageWriter) text(s string) { m.out.WriteString(s) }

func (m *messageWriter) value(v any) {
	bytes, _ := json.Marshal(v) // texts in maps and lists only: cannot fail
	m.out.Write(bytes)
}

func (m *messageWriter) figure(f Figure) error {
	if len(m.sets) == 0 || m.sets[len(m.sets)-1].dataset != f.Series.Dataset {
		m.beginSet(f.Series.Dataset)
	}
	set := m.sets[len(m.sets)-1]
	if f.Series != m.last {
		values, err := m.outline.key(f.Series)
		if err != nil {
			return err
		}
		var key []byte
		for i, v := range values {
			key = append(strconv.AppendInt(key, int64(set.lists[i].index(v)), 10), ':')
		}
		m.last, m.key = f.Series, string(key)
	}
	n := len(set.lists) - 4
	line := m.line[:0]
	if set.figures > 0 {
		line = append(line, ',')
	}
	set.figures++
	line = append(append(line, '"'), m.key...)
	line = strconv.AppendInt(line, int64(set.lists[n].index(f.Period)), 10)
	line = append(line, `":[`...)
	if f.Missing {
		line = append(line, "null"...)
	} else {
		line = strconv.AppendFloat(line, f.Value, 'g', -1, 64)
	}
	status, confidential, flag := sdmxStatusOf(f)
	for i, attribute := range []string{status, confidential, flag} {
		line = append(line, ',')
		if attribute == "" {
			line = append(line, "null"...)
		} else {
			line = strconv.AppendInt(line, int64(set.lists[n+1+i].index(attribute)), 10)
		}
	}
	m.line = append(line, ']')
	_, err := m.out.Write(m.line)
	return err
}

func (m *messageWriter) beginSet(dataset string) {
	m.endSet()
	if len(m.sets) > 0 {
		m.text(",")
	}
	m.text(`{"structure":` + strconv.Itoa(len(m.sets)) + `,"action":"Information","observations":{`)
	m.sets = append(m.sets, &writtenSet{dataset: strings.Clone(dataset), lists: make([]writtenList, len(m.outline.dimensions())+4)})
	m.last = nil
}

func (m *messageWriter) endSet() {
	if len(m.sets) > 0 {
		m.text("}}")
	}
}

// structure is the part of the message that tells what the indexes mean.
func (s *writtenSet) structure(o Outline, at int) map[string]any {
	names := append(o.dimensions(), "TIME_PERIOD", "OBS_STATUS", "CONF_STATUS", "OBS_FLAG")
	components := make([]map[string]any, len(names))
	for i, name := range names {
		components[i] = map[string]any{"id": name, "name": name}
		if values := s.lists[i].described(); len(values) > 0 {
			components[i]["values"] = values
		}
	}
	n := len(names) - 3
	for i, c := range components[:n] {
		c["keyPosition"] = i
	}
	components[n-1]["roles"] = []string{"TIME_PERIOD"}
	for _, c := range components[n:] {
		c["relationship"] = map[string]any{"observation": map[string]any{}}
	}
	urn := "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=" + o.flow(s.dataset)
	return map[string]any{
		"name":       s.dataset,
		"dataSets":   []int{at},
		"links":      []map[string]string{{"rel": "dataflow", "urn": urn}},
		"dimensions": map[string]any{"dataSet": []any{}, "series": []any{}, "observation": components[:n]},
		"measures":   map[string]any{"observation": []map[string]any{{"id": "OBS_VALUE", "name": "OBS_VALUE"}}},
		"attributes": map[string]any{"dataSet": []any{}, "series": []any{}, "observation": components[n:]},
	}
}
