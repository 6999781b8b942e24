package figure

import (
	"errors"
	"iter"
	"slices"
	"strings"

	"pesnet/kit/fault"
)

// figures walks the message again and yields its observations.
func (m *sdmxMessage) figures(s *jsonStream) iter.Seq2[Figure, error] {
	return func(yield func(Figure, error) bool) {
		row := 0
		err := m.walk(s, func(i int) error {
			set := m.sets[i]
			if set.structure < 0 || set.structure >= len(m.structures) {
				return fault.New(fault.Invalid, "indicator.import.json-index", "text", set.structure)
			}
			r := newSetReader(m, set, s)
			r.row, r.yield = &row, yield
			return r.read()
		}, false)
		if err != nil && !errors.Is(err, errStopped) {
			yield(Figure{}, err)
		}
	}
}

// errStopped ends the walk when nobody wants more figures.
var errStopped = errors.New("stopped")

// setReader reads the figures of one data set.
type setReader struct {
	stream *jsonStream
	set    sdmxSet
	flow   string
	row    *int
	yield  func(Figure, error) bool

	levels  map[string][]sdmxComponent // dimensions
	about   map[string][]sdmxComponent // attributes
	measure int                        // which of the measures is the value
	many    int                        // how many there are

	key     sdmxFigure
	values  []string       // of key.names
	place   map[string]int // of a component in values
	period  string         // the value of the time dimension
	flags   [3]string      // those of the observation being read: see sdmxFlags
	wide    [3]string      // those of its series or set
	periods periodCache
}

func newSetReader(m *sdmxMessage, set sdmxSet, s *jsonStream) *setReader {
	st := m.structures[set.structure]
	r := &setReader{stream: s, set: set, levels: st.dimensions, about: st.attributes, many: max(1, len(st.measures)), place: map[string]int{}}
	r.flow = set.flow
	if r.flow == "" {
		r.flow = st.flow
	}
	r.measure = max(0, slices.IndexFunc(st.measures, func(c sdmxComponent) bool { return c.id == "OBS_VALUE" }))
	r.key.area = m.area
	for _, level := range []string{"dataSet", "series", "observation"} {
		for _, c := range r.levels[level] {
			if !isTime(strings.ToLower(c.id)) {
				r.name(c.id)
			}
		}
	}
	for _, unit := range sdmxUnits {
		r.name(unit)
	}
	return r
}

func (r *setReader) name(id string) {
	if _, known := r.place[id]; !known {
		r.place[id] = len(r.key.names)
		r.key.names = append(r.key.names, id)
		r.values = append(r.values, "")
	}
}

func (r *setReader) read() error {
	for _, c := range r.levels["dataSet"] {
		if len(c.values) > 0 {
			r.put(c.id, c.values[0])
		}
	}
	if err := r.attributes("dataSet", r.set.attributes); err != nil {
		return err
	}
	r.wide, r.flags = r.flags, [3]string{}
	return r.stream.object(func(key string) error {
		switch key {
		case "series":
			return r.stream.object(r.readSeries)
		case "observations":
			return r.stream.object(r.readObservation)
		}
		return r.stream.skip()
	})
}

// put sets a component to a value.
func (r *setReader) put(id, value string) {
	if i, ok := r.place[id]; ok {
		r.values[i] = value
	} else if isTime(strings.ToLower(id)) {
		r.period = value
	} else if i := slices.Index(sdmxFlags, id); i >= 0 {
		r.flags[i] = value
	}
}

// dimensions sets the dimensions of a level from a key such as "0:12:3".
func (r *setReader) dimensions(level, key string) error {
	list := r.levels[level]
	if len(list) == 0 && (key == "" || key == "0") {
		return nil
	}
	n := 0
	for index := range strings.SplitSeq(key, ":") {
		if n == len(list) {
			return r.badIndex(level, key)
		}
		value, ok := list[n].value(index)
		if !ok || index == "" && !r.set.deletes {
			return r.badIndex(level, key)
		}
		r.put(list[n].id, value)
		n++
	}
	if n != len(list) {
		return r.badIndex(level, key)
	}
	return nil
}

// badIndex is an index that stands for nothing in the structure.
func (r *setReader) badIndex(level, index string) error {
	return reject(*r.row, level, index, "json-index")
}

// attributes sets the attributes of a level from their indexes or values.
func (r *setReader) attributes(level string, given []string) error {
	for i, c := range r.about[level] {
		text := ""
		if i < len(given) {
			text = given[i]
		}
		value, ok := c.value(text)
		if !ok {
			return r.badIndex(c.id, text)
		}
		r.put(c.id, value)
	}
	return nil
}

// readSeries reads a series. What its attributes say holds for the
// observations behind them, which is where every writer puts them.
func (r *setReader) readSeries(key string) error {
	if err := r.dimensions("series", key); err != nil {
		if !r.yield(Figure{}, err) {
			return errStopped
		}
		return r.stream.skip()
	}
	wide := r.wide
	defer func() { r.wide = wide }()
	r.attributes("series", nil) // whatever the series before has left
	return r.stream.object(func(member string) error {
		switch member {
		case "attributes":
			given, err := readTexts(r.stream)
			r.flags = wide
			if bad := r.attributes("series", given); bad != nil && err == nil && !r.yield(Figure{}, bad) {
				err = errStopped
			}
			r.wide = r.flags
			return err
		case "observations":
			return r.stream.object(r.readObservation)
		}
		return r.stream.skip()
	})
}

func (r *setReader) readObservation(key string) error {
	*r.row++
	value, given, null := "", []string{}, true
	err := r.stream.array(func(i int) error {
		text, none, err := r.stream.text()
		switch {
		case i == r.measure:
			value, null = text, none
		case i >= r.many && i-r.many < len(r.about["observation"]):
			given = append(given, text)
		}
		return err
	})
	if err != nil {
		return err
	}
	r.flags = r.wide
	f, err := Figure{}, r.dimensions("observation", key)
	if err == nil {
		err = r.attributes("observation", given)
	}
	if err == nil {
		f, err = r.figure(value, null)
	}
	if !r.yield(f, err) {
		return errStopped
	}
	return nil
}

func (r *setReader) figure(value string, null bool) (Figure, error) {
	if r.set.deletes {
		return Figure{}, reject(*r.row, "action", "Delete", "deletion")
	}
	period, freq, ok := r.periods.read(r.period)
	if !ok {
		return Figure{}, reject(*r.row, "TIME_PERIOD", r.period, "period-unreadable")
	}
	f := Figure{Period: period, Row: *r.row, Missing: null}
	if !null && !sdmxValue(&f, value, '.') {
		return Figure{}, reject(*r.row, "OBS_VALUE", value, "not-a-number")
	}
	sdmxStatus(&f, r.flags[0], r.flags[1], r.flags[2])
	f.Series = r.key.seriesOf(r.flow, freq, r.values)
	if f.Series.Area == "" && f.Series.Org == "" {
		return Figure{}, reject(*r.row, "REF_AREA", "", "empty-required")
	}
	return f, nil
}
