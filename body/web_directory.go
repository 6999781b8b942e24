package body

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// directoryView is the page of the directory.
type directoryView struct {
	web.Here
	Lede    string
	Filter  ui.Form
	Count   string
	People  []personView
	Empty   *ui.Empty
	Actions ui.Actions
}

// personView is a person as the page shows them.
type personView struct {
	ID, Name, Roles       string
	Service, Lang, Href   string
	Email, Phone, Dial    string
	Languages, Topics     string
	Photo, Initials, Card string
}

func queryOf(r *web.Request) Query {
	q := r.URL.Query()
	return Query{Words: strings.TrimSpace(q.Get("q")), Topic: q.Get("topic"), Language: q.Get("language"), Country: q.Get("country")}
}

func (s *Service) directoryPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	q := queryOf(r)
	found, err := s.Directory(r.Context(), p.Who, p.Network, q)
	if err != nil {
		return nil, err
	}
	members, err := s.members(r, p)
	if err != nil {
		return nil, err
	}
	p.sort(found)
	v := directoryView{Here: p.Here, Lede: r.T("body.directory.lede", "network", p.Network.Name.In(p.Lang)), Filter: p.filter(q, members), Count: r.T("body.directory.count", "count", len(found))}
	for _, e := range found {
		v.People = append(v.People, p.person(e))
	}
	if len(found) == 0 {
		v.Empty = &ui.Empty{Title: r.T("body.directory.none"), Text: r.T("body.directory.none.text"), Links: []ui.Link{{Text: r.T("body.directory.all"), Href: p.Base + "/directory"}}}
	}
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.RawQuery
	}
	v.Actions = ui.Actions{Links: []ui.Link{{Text: r.T("body.directory.xlsx"), Href: p.Base + "/directory.xlsx" + query}, {Text: r.T("body.directory.vcf"), Href: p.Base + "/directory.vcf" + query},
		{Text: r.T("body.mine"), Href: p.Root + "/my-contact"}}}
	crumbs := []ui.Link{{Text: r.T("web.nav.overview"), Href: p.Base}}
	return web.View{Page: "body/directory", Title: r.T("body.directory"), Data: v, Dense: true, Section: "members", Crumbs: crumbs}, nil
}

// sort puts people in the order of the services' names, then of their own.
func (p place) sort(all []Entry) {
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(p.Words.Compare(a.Organisation.Named(p.Lang), b.Organisation.Named(p.Lang)), p.Words.Compare(a.Person.Name, b.Person.Name))
	})
}

// filter is the form by which one looks for people.
func (p place) filter(q Query, members []network.Organisation) ui.Form {
	any := []ui.Option{{Text: p.Words.T("body.directory.any")}}
	topics := append(slices.Clone(any), p.Options("body.topic.", Topics, q.Topic)...)
	var languages, countries []ui.Option
	for _, l := range code.LanguagesOfEU() {
		languages = append(languages, ui.Option{Value: l, Text: code.Language(l).Name(p.Lang), Chosen: l == q.Language})
	}
	for _, o := range members {
		one := ui.Option{Value: o.Country, Text: code.Country(o.Country).Name(p.Lang), Chosen: o.Country == q.Country}
		if o.Country != "" && !slices.Contains(countries, one) {
			countries = append(countries, one)
		}
	}
	for _, list := range [][]ui.Option{languages, countries} {
		lang.Sort(p.Words, list, func(o ui.Option) string { return o.Text })
	}
	return ui.Form{Method: "get", Action: p.Base + "/directory", Filter: true, Submit: p.Words.T("body.directory.find"), Fields: []ui.Part{
		ui.Input{Field: p.Field("q", nil), Value: q.Words, Type: "search", Width: "20"},
		ui.Select{Field: p.Field("topic", nil), Options: topics},
		ui.Select{Field: p.Field("language", nil), Options: append(slices.Clone(any), languages...)},
		ui.Select{Field: p.Field("country", nil), Options: append(any, countries...)}}}
}

func (p place) roles(e Entry) string {
	var all []string
	for _, role := range e.Roles {
		all = append(all, roleName(role, p.Words))
	}
	return strings.Join(all, ", ")
}

func (p place) topics(e Entry) string { return p.Listed("body.topic.", strings.Fields(e.Topics)) }

func (p place) person(e Entry) personView {
	v := personView{ID: "p-" + e.Person.ID + "-" + strings.ToLower(e.Organisation.Code), Name: e.Person.Name, Roles: p.roles(e), Service: e.Organisation.Named(p.Lang), Lang: e.Organisation.Speaks(p.Lang), Href: p.memberLink(e.Organisation).Href,
		Email: e.Email, Phone: e.Phone, Dial: plainNumber(e.Phone), Topics: p.topics(e), Card: p.Base + "/directory/" + e.Person.ID + "/card.vcf", Initials: initials(e.Person.Name)}
	if e.Languages != "" {
		v.Languages = p.languages(e.Languages)
	}
	if e.Photo != "" {
		v.Photo = p.Base + "/directory/" + e.Person.ID + "/photo"
	}
	return v
}

// initials are the first letters of the first and the last part of a name.
func initials(name string) string {
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return ""
	}
	first := string([]rune(parts[0])[:1])
	if len(parts) == 1 {
		return first
	}
	return first + string([]rune(parts[len(parts)-1])[:1])
}

func (s *Service) directoryBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	found, err := s.TakeDirectory(r.Context(), p.Who, p.Network, queryOf(r))
	if err != nil {
		return nil, err
	}
	p.sort(found)
	var head []string
	for _, name := range []string{"person", "role", "organisation", "country", "email", "phone", "language", "topic"} {
		head = append(head, r.T("body.field."+name))
	}
	var rows [][]sheet.Value
	for _, e := range found {
		v := p.person(e)
		country := ""
		if e.Organisation.Country != "" {
			country = code.Country(e.Organisation.Country).Name(p.Lang)
		}
		rows = append(rows, sheet.Texts(v.Name, v.Roles, v.Service, country, v.Email, v.Phone, v.Languages, v.Topics))
	}
	notes := [][]string{{r.T("body.directory.lede", "network", p.Network.Name.In(p.Lang))}, {r.T("body.directory.taken")}}
	return p.Book(r.T("body.directory.file"), r.T("body.directory"), notes, head, rows), nil
}

func (s *Service) directoryCards(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	found, err := s.TakeDirectory(r.Context(), p.Who, p.Network, queryOf(r))
	p.sort(found)
	return p.cards(strings.ToLower(p.Network.Code)+"-"+r.T("body.directory.file"), found), err
}

func (s *Service) personCard(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	e, err := s.Card(r.Context(), p.Who, p.Network, r.PathValue("person"))
	return p.cards(e.Person.Name, []Entry{e}), err
}

func (p place) cards(name string, all []Entry) web.File {
	return web.File{Name: name + ".vcf", Type: "text/vcard; charset=utf-8", Write: func(w io.Writer) error {
		for _, e := range all {
			if _, err := io.WriteString(w, card(e, p.Words)); err != nil {
				return err
			}
		}
		return nil
	}}
}

func (s *Service) personPhoto(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	picture, err := s.Photo(r.Context(), p.Who, p.Network, r.PathValue("person"))
	return photo(picture), err
}

func (s *Service) ownPhoto(r *web.Request) (web.Reply, error) {
	picture, err := s.OwnPhoto(r.Context(), network.From(r.Context()))
	return photo(picture), err
}

// photo is a picture: a page can show it, and whoever opens it alone saves it
// and runs nothing.
func photo(picture []byte) web.File {
	return web.File{Name: "photo.jpg", Type: photoKind, Write: func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(picture))
		return err
	}}
}
