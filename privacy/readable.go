package privacy

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// value is what an area keeps, with the order in which it says it.
type value struct {
	text  string  // of what is a single value
	list  []value // of a list
	pairs []pair  // of an object
	kind  byte    // 't', 'l' or 'p'
}

type pair struct {
	name string
	value
}

// valueOf reads what an area keeps as a program gets it, in the same order.
func valueOf(kept any) (value, error) {
	text, err := json.Marshal(kept)
	if err != nil {
		return value{}, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return decode(d)
}

func decode(d *json.Decoder) (v value, err error) {
	token, err := d.Token()
	if err != nil {
		return v, err
	}
	switch token {
	case json.Delim('{'):
		v.kind = 'p'
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return v, err
			}
			inner, err := decode(d)
			if err != nil {
				return v, err
			}
			v.pairs = append(v.pairs, pair{fmt.Sprint(name), inner})
		}
		_, err = d.Token()
	case json.Delim('['):
		v.kind = 'l'
		for d.More() {
			inner, err := decode(d)
			if err != nil {
				return v, err
			}
			v.list = append(v.list, inner)
		}
		_, err = d.Token()
	case nil:
		v.kind = 't'
	default:
		v.kind, v.text = 't', fmt.Sprint(token)
	}
	return v, err
}

// columns are the names that the objects of a list have, in their order.
func (v value) columns() (names []string) {
	seen := map[string]bool{}
	for _, one := range v.list {
		for _, p := range one.pairs {
			if !seen[p.name] {
				seen[p.name] = true
				names = append(names, p.name)
			}
		}
	}
	return names
}

// at is the text of a name in an object.
func (v value) at(name string) string {
	for _, p := range v.pairs {
		if p.name == name {
			return p.text
		}
	}
	return ""
}
