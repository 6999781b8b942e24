package network

import (
	"cmp"
	"io"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
)

type membersPage struct {
	web.Here
	Name   string
	Lede   string
	Date   dateChoice
	Words  string
	Groups []groupView
	Map    *ui.Tiles
	Beside string // who is not on the map
	Empty  *ui.Empty
	CSV    string
	XLSX   string
	Add    string
}

type groupView struct {
	Kind, Title string
	Disputed    bool
	Members     []memberLine
	Differ      []disputed
}

type memberLine struct {
	Name, Lang, Href, ID string
	Country, Since, Role string
	Unverified           bool
}

func (s *Service) membersPage(r *web.Request) (web.Reply, error) {
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	date := s.chosen(r, a.n)
	all, err := s.MembersOn(r.Context(), a.who, a.n, date.On)
	if err != nil {
		return nil, err
	}
	wanted := strings.TrimSpace(r.URL.Query().Get("q"))
	found := matching(all, wanted)
	p := membersPage{Here: a.here, Name: a.name(), Date: date, Words: wanted, Lede: r.T("network.members.lede", "count", Counted(all), "date", date.Text),
		CSV: a.here.Base + "/members.csv?" + r.URL.RawQuery, XLSX: a.here.Base + "/members.xlsx?" + r.URL.RawQuery}
	for _, g := range Groups(found, r.Words) {
		p.Groups = append(p.Groups, a.group(g))
	}
	p.Map, p.Beside = a.tileMap(found)
	switch {
	case len(all) == 0:
		p.Empty = a.nobody(date)
	case len(found) == 0:
		p.Empty = &ui.Empty{Title: r.T("network.members.not-found"), Text: r.T("network.members.not-found.text"), Links: []ui.Link{{Text: r.T("network.members.all"), Href: web.Query(r.URL, "q")}}}
	}
	if May(a.who, "network.change", Resource{Network: a.n.ID}).Allowed {
		p.Add = a.here.Base + "/members/add"
	}
	return web.View{Page: "network/members", Title: r.T("network.members.title", "name", a.name()), Data: p, Section: "members"}, nil
}

// nobody says why a list is empty, and where one is not.
func (a asked) nobody(date dateChoice) *ui.Empty {
	e := &ui.Empty{Title: a.words.T("network.members.none"), Text: a.words.T("network.members.none.text")}
	if a.n.To != "" && lastDay(a.n.To) < date.On {
		last := lastDay(a.n.To)
		e.Text = a.words.T("network.members.ended", "date", a.words.Period(a.n.To))
		e.Links = []ui.Link{{Text: a.words.T("network.members.last"), Href: a.here.Base + "/members?on=" + last}}
	}
	return e
}

// matching keeps those whom every word of a search names.
func matching(all []Member, words string) (found []Member) {
	for _, m := range all {
		if m.Matches(words) {
			found = append(found, m)
		}
	}
	return found
}

// ofKind keeps one kind of membership, or all when none is named.
func ofKind(all []Member, kind string) (kept []Member) {
	for _, m := range all {
		if kind == "" || m.Membership.Kind == kind {
			kept = append(kept, m)
		}
	}
	return kept
}

func (a asked) group(g Group) groupView {
	v := groupView{Kind: g.Kind, Title: a.words.T("network.count."+g.Kind, "count", len(g.Members)), Disputed: g.Kind == "disputed"}
	for _, l := range g.Members {
		if v.Disputed {
			v.Differ = append(v.Differ, a.disputed(l))
			continue
		}
		c := l.Claims[0]
		line := memberLine{Name: l.Named(a.words.Code()), Lang: l.Speaks(a.words.Code()), Href: a.memberHref(l.Code), ID: l.Code,
			Country: a.country(l.Organisation), Since: span(a.words, c.From, c.To), Unverified: !c.Verified}
		if c.Role != "" {
			line.Role = a.words.T("network.member-role." + c.Role)
		}
		v.Members = append(v.Members, line)
	}
	return v
}

func (a asked) memberHref(code string) string {
	return a.here.Base + "/members/" + strings.ToLower(code)
}

func (a asked) country(o Organisation) string {
	if o.Country == "" {
		return a.words.T("network.international")
	}
	return code.Country(o.Country).Name(a.words.Code())
}

func (a asked) disputed(l Listed) disputed {
	d := disputed{Name: l.Named(a.words.Code()), Lang: l.Speaks(a.words.Code()), Href: a.memberHref(l.Code)}
	for _, c := range l.Claims {
		d.Claims = append(d.Claims, a.claim(c))
	}
	return d
}

// tileMap puts the members on the map of equal squares. Several in one
// country share its square, which then leads to the first of them.
func (a asked) tileMap(on []Member) (*ui.Tiles, string) {
	m := &ui.Tiles{Label: a.words.T("network.map"), Key: []ui.TileKey{{Text: a.words.T("network.map.member")}}}
	at := map[string]int{}
	var beside []string
	hollow := false
	for _, g := range Groups(on, a.words) {
		for _, l := range g.Members {
			tile, ok := tileOf(l.Organisation, a.n.Kind == "county")
			name := l.Named(a.words.Code())
			if !ok {
				beside = append(beside, name)
				continue
			}
			if i, there := at[tile.Code]; there {
				m.Items[i].Name += ", " + name
				continue
			}
			at[tile.Code] = len(m.Items)
			t := ui.Tile{Text: tile.Short, Name: name, Href: a.memberHref(l.Code), Column: tile.Column, Row: tile.Row}
			if g.Kind != "member" {
				t.Kind, t.Name, hollow = "hollow", a.words.T("network.map.as", "name", name, "kind", a.words.T("network.as."+g.Kind)), true
			}
			m.Items = append(m.Items, t)
		}
	}
	if hollow {
		m.Key = append(m.Key, ui.TileKey{Kind: "hollow", Text: a.words.T("network.map.other")})
	}
	if len(m.Items) == 0 {
		return nil, ""
	}
	if len(beside) > 0 {
		return m, a.words.T("network.map.beside", "names", beside)
	}
	return m, ""
}

// tileOf is the square of an organisation: that of its county in a network of
// counties, else that of its country.
func tileOf(o Organisation, counties bool) (code.Tile, bool) {
	switch {
	case counties && o.TileColumn > 0:
		return code.Tile{Code: o.Code, Short: o.Tile, Column: o.TileColumn, Row: o.TileRow}, true
	case counties:
		return code.TileOf(o.Region)
	}
	return code.TileOf(cmp.Or(o.Tile, o.Country))
}

func (s *Service) membersCSV(r *web.Request) (web.Reply, error) {
	return s.download(r, "csv", "text/csv; charset=utf-8")
}

func (s *Service) membersXLSX(r *web.Request) (web.Reply, error) {
	return s.download(r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
}

func (s *Service) download(r *web.Request, format, kind string) (web.Reply, error) {
	a, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	date := s.chosen(r, a.n)
	all, err := s.MembersOn(r.Context(), a.who, a.n, date.On)
	if err != nil {
		return nil, err
	}
	lines := Listings(matching(all, r.URL.Query().Get("q")), a.sources, r.Words)
	name := strings.ToLower(a.n.Code) + "-" + r.T("network.file") + "-" + date.On + "." + format
	return web.File{Name: name, Type: kind, Write: func(w io.Writer) error { return a.writeList(w, format, lines) }}, nil
}

func (a asked) writeList(w io.Writer, format string, lines []Listing) error {
	T := a.words.T
	var out sheet.Writer = sheet.NewCSV(w, sheet.CSVOptions{})
	if format == "xlsx" {
		book, err := sheet.NewXLSX(w, sheet.XLSXOptions{Sheet: T("network.file"), Title: T("network.members.title", "name", a.name()), Creator: "pesnet"})
		if err != nil {
			return err
		}
		out = book
	}
	if err := out.Header(T("network.code"), T("network.name"), T("network.country"), T("network.membership"), T("network.from"), T("network.to"), T("network.source"), T("network.disputed")); err != nil {
		return err
	}
	for _, l := range lines {
		yes := T("network.value.no")
		if l.Disputed {
			yes = T("network.value.yes")
		}
		if err := out.Write(sheet.Texts(l.Code, l.Name, l.Country, T("network.membership."+l.Kind), written(l.From), written(l.To), l.Source, yes)); err != nil {
			return err
		}
	}
	return out.Close()
}

func written(date *string) string {
	if date == nil {
		return ""
	}
	return *date
}
