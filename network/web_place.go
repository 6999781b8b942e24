package network

import (
	"net/http"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

// Place is where a page stands, who asks, and in which language: what every
// page of an area begins with. The words of the fields of an area stand under
// its name: "privacy.field.country", and a hint under "privacy.hint.country".
type Place struct {
	web.Here
	Who     Who
	Network Network // without an id where it is the installation
	Words   *lang.Words
	Area    string
	Section string // of the navigation
}

// Place returns where a page of an area stands. It is open to all: the service
// asks for what the page shows.
func (s *Service) Place(r *web.Request, area string) (p Place, err error) {
	p = Place{Here: r.Here(), Who: From(r.Context()), Words: r.Words, Area: area}
	if code := r.PathValue("network"); code != "" {
		p.Network, err = s.Network(r.Context(), p.Who, code)
	}
	return p, err
}

// May tells whether who asks may do something in the network of the place.
func (p Place) May(action string) bool {
	return May(p.Who, action, Resource{Network: p.Network.ID}).Allowed
}

// View is a page of parts, with what was refused. More crumbs lead down to it.
func (p Place) View(page ui.Page, refused error, crumbs ...ui.Link) web.View {
	v := web.View{Page: "ui/page", Title: page.Title, Data: page, Dense: true, Section: p.Section}
	if p.Network.ID != "" {
		v.Crumbs = []ui.Link{{Text: p.Words.T("web.nav.overview"), Href: p.Base}}
	}
	v.Crumbs = append(v.Crumbs, crumbs...)
	if refused != nil {
		v.Problems, _ = ui.Refused(p.Words, refused)
		v.Status = http.StatusUnprocessableEntity
	}
	return v
}

// Conflicted answers with the status of a conflict where somebody was faster
// and both texts are shown.
func Conflicted(v web.View, refused error) web.View {
	if fault.Of(refused).Kind == fault.Conflict {
		v.Status = http.StatusConflict
	}
	return v
}

// Mendable tells whether a refusal is one that a form shows.
func Mendable(err error) bool {
	if err == nil {
		return false
	}
	kind := fault.Of(err).Kind
	return kind == fault.Invalid || kind == fault.Conflict
}

// Field is a field with what was wrong with its last answer.
func (p Place) Field(name string, refused error) ui.Field {
	f := ui.Field{Name: name, Label: p.Words.T(p.Area + ".field." + name)}
	if hint := p.Area + ".hint." + name; p.Words.Has(hint) {
		f.Hint = p.Words.T(hint)
	}
	if refused != nil {
		_, fields := ui.Refused(p.Words, refused)
		f.Error = fields[name]
	}
	return f
}

// Options offers codes under their words.
func (p Place) Options(prefix string, codes []string, chosen ...string) (all []ui.Option) {
	for _, code := range codes {
		o := ui.Option{Value: code, Text: p.Words.T(prefix + code)}
		for _, one := range chosen {
			o.Chosen = o.Chosen || one == code
		}
		all = append(all, o)
	}
	return all
}

// Head is the head of a table whose columns are called like the fields.
func (p Place) Head(names ...string) (cells []ui.Cell) {
	for _, name := range names {
		cells = append(cells, ui.Cell{Text: p.Words.T(p.Area + ".field." + name)})
	}
	return cells
}

// Listed says codes in words, one after the other.
func (p Place) Listed(prefix string, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = p.Words.T(prefix + code)
	}
	return strings.Join(names, ", ")
}
