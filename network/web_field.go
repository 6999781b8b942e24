package network

import (
	"strconv"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// Form is a page with a form on it: the template "network/form", or within
// another page "network/fields".
type Form struct {
	web.Here
	Title, Lede string
	Action      string
	Fields      []ui.Part
	Version     string
	Submit      string
	Cancel      string
	Stored      ui.Pairs // what somebody else has written meanwhile
	Links       []ui.Link
}

// View shows a form with what was refused, if anything.
func (f Form) View(w *lang.Words, err error, crumbs ...ui.Link) (web.Reply, error) {
	v := web.View{Page: "network/form", Title: f.Title, Data: f, Section: "members", Dense: true, Crumbs: crumbs}
	if err == nil {
		return v, nil
	}
	first := fault.Of(err)
	if first.Kind != fault.Invalid && first.Kind != fault.Conflict {
		return nil, err
	}
	v.Problems, _ = ui.Refused(w, err)
	v.Status = 422
	if first.Kind == fault.Conflict {
		v.Status = 409
	}
	return v, nil
}

// Fields makes the fields of a form: labels, hints, and what was refused.
type Fields struct {
	Words  *lang.Words
	Errors map[string]string
}

// FieldsOf are the fields of a form for which something was refused, if
// anything.
func FieldsOf(w *lang.Words, err error) Fields {
	f := Fields{Words: w}
	if err != nil {
		_, f.Errors = ui.Refused(w, err)
	}
	return f
}

func (a asked) fields(err error) Fields { return FieldsOf(a.words, err) }

// Field is one field under the words of a key; a hint stands under the same
// key: "network.hint.region" for "network.region".
func (f Fields) Field(name, key string) ui.Field {
	field := ui.Field{Name: name, Label: f.Words.T(key), Error: f.Errors[name]}
	area, rest, _ := strings.Cut(key, ".")
	if hint := area + ".hint." + rest; f.Words.Has(hint) {
		field.Hint = f.Words.T(hint)
	}
	return field
}

func (f Fields) text(name, key, value, width string) ui.Part {
	return ui.Input{Field: f.Field(name, key), Value: value, Width: width, NoSpell: true}
}

// choose offers values that have words.
func (f Fields) choose(name, key, chosen, prefix string, values []string) ui.Part {
	s := ui.Select{Field: f.Field(name, key)}
	for _, v := range values {
		s.Options = append(s.Options, ui.Option{Value: v, Text: f.Words.T(prefix + v), Chosen: v == chosen})
	}
	return s
}

func (f Fields) country(name, key, chosen string) ui.Part {
	s := ui.Select{Field: f.Field(name, key), Options: []ui.Option{{Text: f.Words.T("network.international")}}}
	for _, c := range code.Countries() {
		s.Options = append(s.Options, ui.Option{Value: c.Code, Text: c.Name(f.Words.Code()), Chosen: c.Code == chosen})
	}
	lang.Sort(f.Words, s.Options[1:], func(o ui.Option) string { return o.Text })
	return s
}

func (f Fields) language(name, key, chosen string, tongues []string) ui.Part {
	s := ui.Select{Field: f.Field(name, key)}
	for _, tongue := range tongues {
		s.Options = append(s.Options, ui.Option{Value: tongue, Text: code.Language(tongue).Name(f.Words.Code()), Chosen: tongue == chosen})
	}
	lang.Sort(f.Words, s.Options, func(o ui.Option) string { return o.Text })
	return s
}

func trimmed(r *web.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

func number(r *web.Request, name string) int64 {
	n, _ := strconv.ParseInt(r.PostFormValue(name), 10, 64)
	return n
}
