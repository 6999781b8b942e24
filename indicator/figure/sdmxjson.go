package figure

import (
	"bytes"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

func recogniseSDMXJSON(h Head) Score {
	if !h.json('{') {
		return 0
	}
	for _, sign := range []string{"sdmx-json-data-schema", `"dataSets"`, `"structures"`} {
		if bytes.Contains(h.Text, []byte(sign)) {
			return 95
		}
	}
	return 0
}

// OpenSDMXJSON reads data messages of SDMX-JSON 1.0 and 2.0, with series or
// with flat observations. As the structure may stand behind the data, and the
// data be of any size, the file is read twice: for its structures, then for
// its figures. The row of a figure is its place among the observations.
func OpenSDMXJSON(path string, o Options) (Reading, error) {
	about, err := sheet.Detect(path)
	if err != nil {
		return nil, err
	}
	m := &sdmxMessage{area: o.Area}
	if err := m.outline(path, about); err != nil {
		return nil, err
	}
	if len(m.structures) == 0 || len(m.sets) == 0 {
		return nil, fault.New(fault.Invalid, "indicator.import.unknown-kind", "file", filepath.Base(o.nameOf(path)))
	}
	stream, err := openJSON(path, about)
	if err != nil {
		return nil, err
	}
	next, stop := iter.Pull2(m.figures(stream))
	return &sdmxJSONReading{stream: stream, next: next, stop: stop}, nil
}

type sdmxJSONReading struct {
	stream *jsonStream
	next   func() (Figure, error, bool)
	stop   func()
}

// Next reads the next observation.
func (r *sdmxJSONReading) Next() (Figure, error) {
	f, err, more := r.next()
	if !more {
		return Figure{}, io.EOF
	}
	return f, err
}

// Warnings has none: a message says what it holds.
func (r *sdmxJSONReading) Warnings() []Warning { return nil }

// Done is how much of the file is read.
func (r *sdmxJSONReading) Done() float64 { return r.stream.done() }

// Close closes the file.
func (r *sdmxJSONReading) Close() error {
	r.stop()
	return r.stream.Close()
}

// sdmxMessage is a message without its figures.
type sdmxMessage struct {
	area       string
	structures []sdmxStructure
	sets       []sdmxSet
	values     int // of all components
}

// sdmxSet is a data set without its figures.
type sdmxSet struct {
	structure  int
	flow       string
	deletes    bool
	attributes []string // of the data set, beside structure.attributes
}

// sdmxStructure tells what the indexes of a data set mean.
type sdmxStructure struct {
	flow       string
	dimensions map[string][]sdmxComponent // by level: dataSet, series, observation
	attributes map[string][]sdmxComponent
	measures   []sdmxComponent
}

// sdmxComponent is a dimension, measure or attribute.
type sdmxComponent struct {
	id     string
	values []string
	coded  bool // figures name the values by their place
}

// value is the value at an index, or the text itself where there is no list.
func (c sdmxComponent) value(index string) (string, bool) {
	if !c.coded || index == "" {
		return index, true
	}
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(c.values) {
		return "", false
	}
	return c.values[i], true
}

// mostValues bounds the lists of a structure, which are held in memory.
const mostValues = 500_000

// outline reads everything but the figures.
func (m *sdmxMessage) outline(path string, about sheet.About) error {
	stream, err := openJSON(path, about)
	if err != nil {
		return err
	}
	defer stream.Close()
	return m.walk(stream, func(i int) error {
		m.sets = append(m.sets, sdmxSet{})
		if len(m.sets) > mostValues {
			return fault.New(fault.TooLarge, "indicator.import.json-values", "limit", mostValues)
		}
		return m.outlineSet(stream, &m.sets[len(m.sets)-1])
	}, true)
}

// walk goes through a message to its data sets, and to its structures where
// they are wanted. Version 2.0 has both inside "data", older ones outside.
func (m *sdmxMessage) walk(s *jsonStream, set func(i int) error, structures bool) error {
	var member func(key string) error
	member = func(key string) error {
		switch {
		case key == "data":
			return s.object(member)
		case key == "dataSets":
			return s.array(set)
		case key == "structure" && structures:
			return m.readStructure(s)
		case key == "structures" && structures:
			return s.array(func(int) error { return m.readStructure(s) })
		}
		return s.skip()
	}
	return s.object(member)
}

func (m *sdmxMessage) outlineSet(s *jsonStream, set *sdmxSet) error {
	return s.object(func(key string) error {
		var text string
		var err error
		switch key {
		case "action":
			text, _, err = s.text()
			set.deletes = strings.EqualFold(text, "delete")
		case "structure":
			text, _, err = s.text()
			set.structure = atoi(text)
		case "links":
			set.flow, err = readFlow(s)
		case "attributes":
			set.attributes, err = readTexts(s)
		default:
			err = s.skip()
		}
		return err
	})
}

// readFlow finds the data flow among links, or else the structure.
func readFlow(s *jsonStream) (flow string, err error) {
	best := ""
	err = s.array(func(int) error {
		link := map[string]string{}
		err := s.object(func(key string) error {
			text, _, err := s.text()
			if key == "rel" || key == "urn" || key == "href" {
				link[key] = text
			}
			return err
		})
		rel := strings.ToLower(link["rel"])
		if rel != "dataflow" && rel != "datastructure" || best == "dataflow" {
			return err
		}
		if name := linkName(link["urn"], link["href"], rel); name != "" {
			flow, best = name, rel
		}
		return err
	})
	return flow, err
}

// linkName is the name in a URN, or in an address "…/dataflow/ECB/EXR/1.0".
func linkName(urn, href, rel string) string {
	if urn != "" {
		return flowName(urn)
	}
	parts := strings.Split(href, "/")
	at := slices.Index(parts, rel)
	switch {
	case at < 0 || at+1 >= len(parts):
		return ""
	case at+3 < len(parts):
		return parts[at+2]
	}
	return parts[at+1]
}

// readTexts reads a list of scalars; what is none is empty.
func readTexts(s *jsonStream) (texts []string, err error) {
	err = s.array(func(i int) error {
		text, _, err := s.text()
		if i < 10_000 {
			texts = append(texts, text)
		}
		return err
	})
	return texts, err
}

func (m *sdmxMessage) readStructure(s *jsonStream) error {
	st := sdmxStructure{dimensions: map[string][]sdmxComponent{}, attributes: map[string][]sdmxComponent{}}
	err := s.object(func(key string) (err error) {
		switch key {
		case "dimensions":
			err = m.readLevels(s, st.dimensions)
		case "attributes":
			err = m.readLevels(s, st.attributes)
		case "measures":
			measures := map[string][]sdmxComponent{}
			err = m.readLevels(s, measures)
			st.measures = measures["observation"]
		case "links":
			st.flow, err = readFlow(s)
		default:
			err = s.skip()
		}
		return err
	})
	m.structures = append(m.structures, st)
	return err
}

func (m *sdmxMessage) readLevels(s *jsonStream, levels map[string][]sdmxComponent) error {
	return s.object(func(level string) error {
		return s.array(func(int) error {
			c, err := m.readComponent(s)
			levels[level] = append(levels[level], c)
			return err
		})
	})
}

func (m *sdmxMessage) readComponent(s *jsonStream) (c sdmxComponent, err error) {
	err = s.object(func(key string) (err error) {
		switch key {
		case "id":
			c.id, _, err = s.text()
		case "values":
			err = s.array(func(int) error {
				value, err := readValue(s)
				c.values = append(c.values, value)
				if m.values++; m.values > mostValues && err == nil {
					err = fault.New(fault.TooLarge, "indicator.import.json-values", "limit", mostValues)
				}
				return err
			})
			c.coded = len(c.values) > 0
		default:
			err = s.skip()
		}
		return err
	})
	if m.values++; m.values > mostValues && err == nil {
		err = fault.New(fault.TooLarge, "indicator.import.json-values", "limit", mostValues)
	}
	return c, err
}

// readValue reads a value of a component: its code, else its text.
func readValue(s *jsonStream) (string, error) {
	var id, value, name string
	err := s.object(func(key string) (err error) {
		switch key {
		case "id":
			id, _, err = s.text()
		case "value":
			value, _, err = s.text()
		case "name":
			name, _, err = s.text()
		default:
			err = s.skip()
		}
		return err
	})
	for _, text := range []string{id, value, name} {
		if text != "" {
			return text, err
		}
	}
	return "", err
}
