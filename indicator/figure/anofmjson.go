package figure

import (
	"cmp"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/sheet"
)

// anofmKeys are the members of a row of the portal's JSON that are no column.
var anofmKeys = []string{"year", "month", "date"}

// openJSON reads the form that the portal gives to programs: objects with the
// headings as keys and the counties as numbers. It is published under the name
// of a CSV file at times.
func (r *anofmReading) openJSON(path string, about sheet.About) error {
	stream, err := openJSON(path, about)
	if err != nil {
		return err
	}
	rows := &anofmObjects{stream: stream, of: r}
	first, keys, err := rows.first()
	if err == nil {
		err = r.setColumns(keys)
	}
	if err != nil {
		stream.Close()
		return err
	}
	rows.keys = keys
	if r.period == "" {
		r.period = first.period
	}
	r.next = func() (anofmRow, error) {
		if first != nil {
			row := *first
			first = nil
			return rows.row(row, keys)
		}
		return rows.next()
	}
	r.done, r.close = stream.done, stream.Close
	if !strings.EqualFold(filepath.Ext(strings.TrimSuffix(r.path, ".gz")), ".json") {
		r.warn("json-under-other-name", "period", r.period)
	}
	r.warn("county-numbers", "period", r.period)
	return nil
}

// anofmObjects are the rows of the JSON form.
type anofmObjects struct {
	stream *jsonStream
	of     *anofmReading
	keys   []string // those of the first row
	number int
}

// anofmObject is one row as it stands.
type anofmObject struct {
	number int
	cells  []string
	period string
}

func (o *anofmObjects) next() (anofmRow, error) {
	object, keys, err := o.read()
	if err != nil {
		return anofmRow{}, err
	}
	return o.row(*object, keys)
}

// row puts the values of an object under the columns of the first one.
func (o *anofmObjects) row(object anofmObject, keys []string) (anofmRow, error) {
	row := anofmRow{number: object.number, cells: make([]string, len(o.keys))}
	id := ""
	for i, key := range keys {
		if key == "judet_id" {
			id = object.cells[i]
		}
		if at := slices.Index(o.keys, key); at >= 0 {
			row.cells[at] = object.cells[i]
		}
	}
	var ok bool
	if row.area, ok = countyByNumber(atoi(id)); !ok {
		return anofmRow{}, reject(row.number, "judet_id", id, "unknown-area")
	}
	if object.period != "" && object.period != o.of.period {
		return anofmRow{}, reject(row.number, "month", object.period, "other-month")
	}
	return row, nil
}

// first goes into the array and reads its first object.
func (o *anofmObjects) first() (*anofmObject, []string, error) {
	if c, err := o.stream.peek(); err != nil || c != '[' {
		return nil, nil, o.stream.broken(err)
	}
	if err := o.stream.enter(); err != nil {
		return nil, nil, err
	}
	object, keys, err := o.read()
	if err == io.EOF {
		err = o.stream.broken(nil)
	}
	return object, keys, err
}

// read reads an object; its keys and cells stand in the same order.
func (o *anofmObjects) read() (*anofmObject, []string, error) {
	if more, err := o.stream.item(']', o.number); err != nil || !more {
		return nil, nil, cmp.Or(err, io.EOF)
	}
	o.number++
	object := &anofmObject{number: o.number}
	var keys []string
	var year, month string
	err := o.stream.object(func(key string) error {
		text, _, err := o.stream.text()
		switch {
		case err != nil:
		case key == "year":
			year = text
		case key == "month":
			month = text
		case !slices.Contains(anofmKeys, key):
			keys = append(keys, key)
			object.cells = append(object.cells, text)
		}
		if err == nil && len(keys) > 100 {
			err = fault.New(fault.TooLarge, "indicator.import.json-keys", "limit", 100)
		}
		return err
	})
	object.period = monthAmong(year + " " + month)
	return object, keys, err
}
