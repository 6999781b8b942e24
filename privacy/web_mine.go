package privacy

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

func (p place) tabs(current string) *ui.Tabs {
	t := &ui.Tabs{Label: p.Words.T("privacy.mine")}
	for _, one := range [][2]string{{"", "privacy.mine.short"}, {"/all", "privacy.mine.all"}, {"/consents", "privacy.consents"}, {"/ask", "privacy.ask.short"}} {
		t.Links = append(t.Links, ui.Link{Text: p.Words.T(one[1]), Href: p.Root + "/my-data" + one[0], Current: one[0] == current})
	}
	return t
}

func (s *Service) minePage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	m, err := s.Mine(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	all, err := s.networks.Networks(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	looked := ui.Section{ID: "readings", Title: r.T("privacy.looked"), Text: []string{r.T("privacy.looked.text")}}
	if len(m.Readings) == 0 {
		looked.Parts = []ui.Part{ui.Empty{Title: r.T("privacy.looked.none"), Text: r.T("privacy.looked.none.text")}}
	} else {
		looked.Parts = []ui.Part{p.readings(m.Readings, all)}
	}
	asked := ui.Section{ID: "requests", Title: r.T("privacy.requests"), Parts: []ui.Part{ui.Actions{Buttons: []ui.Button{{Text: r.T("privacy.ask.do"), Href: p.Root + "/my-data/ask", Secondary: true}}}}}
	if len(m.Requests) > 0 {
		asked.Parts = append([]ui.Part{p.requests(m.Requests, all)}, asked.Parts...)
	} else {
		asked.Text = []string{r.T("privacy.requests.none")}
	}
	for _, limit := range m.Limits {
		asked.Parts = append(asked.Parts, ui.Note{Text: r.T("privacy.limit." + limit), Info: true})
	}
	return p.View(ui.Page{Title: r.T("privacy.mine"), Lede: r.T("privacy.mine.lede"), Tabs: p.tabs(""), Sections: []ui.Section{looked, asked}}, nil), nil
}

func (p place) readings(all []Reading, networks []network.Network) ui.Table {
	t := ui.Table{ID: "readings-table", Caption: p.Words.T("privacy.looked"), Hidden: true, Cards: true, Head: p.Head("last", "who", "network", "what", "times")}
	for _, one := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.DateTime(one.Last), Head: true}, {Text: orDash(one.Name)}, {Text: codeOf(networks, one.Network)},
			{Text: p.Words.T("privacy.read." + one.What)}, {Text: strconv.FormatInt(one.Times, 10), Number: true}}})
	}
	return t
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func codeOf(all []network.Network, id string) string {
	for _, n := range all {
		if n.ID == id {
			return n.Code
		}
	}
	return "–"
}

func (p place) requests(all []Request, networks []network.Network) ui.Table {
	t := ui.Table{ID: "requests-table", Caption: p.Words.T("privacy.requests"), Hidden: true, Cards: true, Head: p.Head("no", "kind", "name", "asked", "due", "state")}
	for _, one := range all {
		code := p.Network.Code
		if networks != nil {
			code = codeOf(networks, one.Network)
		}
		at := p.Root + "/" + strings.ToLower(code) + "/privacy/requests/" + strconv.FormatInt(one.No, 10)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.FormatInt(one.No, 10), Href: at, Head: true}, {Text: p.Words.T("privacy.kind." + one.Kind)}, {Text: orDash(one.Name)},
			{Text: p.Words.Period(one.AskedOn)}, {Text: p.Words.Period(one.Due)}, {Tag: p.state(one)}}})
	}
	return t
}

func (p place) state(r Request) *ui.Tag {
	tag := &ui.Tag{Text: p.Words.T("privacy.state." + r.State)}
	if r.State == Decided {
		tag = &ui.Tag{Kind: "done", Text: p.Words.T("privacy.outcome." + r.Outcome)}
	}
	return tag
}

func (s *Service) allPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	m, err := s.Mine(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	file := ui.Section{Text: []string{r.T("privacy.all.text")}, Parts: []ui.Part{ui.Actions{Links: []ui.Link{
		{Text: r.T("privacy.all.json"), Href: p.Root + "/my-data/all.json"}, {Text: r.T("privacy.all.portable"), Href: p.Root + "/my-data/all.json?what=portable"}}}}}
	if m.Sealed > 0 {
		file.Parts = append(file.Parts, ui.Note{Info: true, Text: r.T("privacy.all.special", "count", m.Sealed)})
		file.Forms = []ui.Form{{Method: "get", Action: p.Root + "/my-data/all.json", Submit: r.T("privacy.all.json"), Secondary: true,
			Fields: []ui.Part{ui.Checkboxes{Field: ui.Field{Name: "special", Label: r.T("privacy.all.special.label")}, Options: []ui.Option{{Value: "1", Text: r.T("privacy.all.special.do")}}, Small: true}}}}
	}
	data := ui.Page{Title: r.T("privacy.all"), Lede: r.T("privacy.all.lede"), Tabs: p.tabs("/all"), Sections: []ui.Section{file}}
	for _, area := range m.Areas {
		v, err := valueOf(area.Kept)
		if err != nil {
			return nil, err
		}
		data.Sections = append(data.Sections, ui.Section{ID: "area-" + area.Name, Title: r.T("privacy.area." + area.Name), Parts: p.readable(area.Name, v)})
	}
	return p.View(data, nil), nil
}

// readable draws what an area keeps: single values as pairs, lists as tables.
func (p place) readable(area string, v value) (parts []ui.Part) {
	if v.kind == 'l' {
		return p.readableList(area, area, v)
	}
	var single ui.Pairs
	for _, one := range v.pairs {
		switch {
		case one.kind == 't':
			single = append(single, ui.Pair{Name: p.fieldName(one.name), Value: p.said(one.text)})
		case one.kind == 'p':
			parts = append(parts, p.readable(area+"-"+one.name, one.value)...)
		default:
			parts = append(parts, p.readableList(area, one.name, one.value)...)
		}
	}
	if len(single) > 0 {
		parts = append([]ui.Part{single}, parts...)
	}
	return parts
}

// mostLines is how many rows of a list the page shows; the file has all.
const mostLines = 100

func (p place) readableList(area, name string, v value) []ui.Part {
	t := ui.Table{ID: area + "-" + name, Caption: p.fieldName(name), Cards: true}
	columns := v.columns()
	for _, column := range columns {
		t.Head = append(t.Head, ui.Cell{Text: p.fieldName(column)})
	}
	if len(columns) == 0 {
		texts := []string{}
		for _, one := range v.list {
			texts = append(texts, p.said(one.text))
		}
		return []ui.Part{ui.Pairs{{Name: p.fieldName(name), Value: orDash(strings.Join(texts, ", "))}}}
	}
	for i, one := range v.list {
		if i == mostLines {
			break
		}
		row := ui.Row{}
		for j, column := range columns {
			row.Cells = append(row.Cells, ui.Cell{Text: p.said(one.at(column)), Head: j == 0})
		}
		t.Rows = append(t.Rows, row)
	}
	parts := []ui.Part{t}
	if len(v.list) > mostLines {
		parts = append(parts, ui.Note{Info: true, Text: p.Words.T("privacy.all.more", "count", len(v.list)-mostLines)})
	}
	return parts
}

// fieldName says what a field is called; one that has no words yet shows the
// name that the file has.
func (p place) fieldName(name string) string {
	if key := "privacy.field." + name; p.Words.Has(key) {
		return p.Words.T(key)
	}
	return name
}

// said writes times as the reader does.
func (p place) said(text string) string {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return p.Words.DateTime(t)
	}
	return orDash(text)
}

func (s *Service) allFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	all, err := s.MyExport(r.Context(), p.Who, Wanted{Special: q.Get("special") == "1", Portable: q.Get("what") == "portable"})
	if err != nil {
		return nil, err
	}
	return web.File{Name: "my-data.json", Type: "application/json", Write: func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(all)
	}}, nil
}

func (s *Service) consentsPage(r *web.Request) (web.Reply, error) { return s.consents(r, nil, nil) }

// consents shows what somebody allows, and the form by which to allow more.
func (s *Service) consents(r *web.Request, written *Consenting, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Consents(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	if written == nil {
		written = &Consenting{} // nothing is ticked in advance
	}
	given := ui.Section{Title: r.T("privacy.consents.given"), Text: []string{r.T("privacy.consents.none")}}
	if t := p.given(all, s.now().UTC().Format(time.DateOnly)); len(t.Rows) > 0 {
		given.Text = nil
		given.Forms = []ui.Form{{ID: "withdraw", Method: "post", Action: p.Root + "/my-data/consents/withdraw"}}
		given.Parts = []ui.Part{t, ui.Button{Text: r.T("privacy.withdraw.all"), Name: "category", Value: "", Form: "withdraw", Secondary: true}}
	}
	what := ui.Checkboxes{Field: p.Field("category", refused), Options: p.Options("privacy.category.", Categories, written.Categories...), Small: true}
	where := ui.Checkboxes{Field: p.Field("destination", refused), Small: true}
	for _, c := range Destinations {
		where.Options = append(where.Options, ui.Option{Value: c, Text: code.Country(c).Name(p.Lang), Chosen: slices.Contains(written.Destinations, c)})
	}
	lang.Sort(r.Words, where.Options, func(o ui.Option) string { return o.Text })
	allow := ui.Section{Title: r.T("privacy.consents.give"), Text: []string{r.T("privacy.consents.text")}, Forms: []ui.Form{ui.Post(p.Root+"/my-data/consents", r.T("privacy.consents.do"), what, where)}}
	sections := []ui.Section{given, allow}
	sealed, err := s.specialConsents(r, p, all, written, refused)
	if err != nil {
		return nil, err
	}
	if len(sealed) > 0 && len(given.Forms) == 0 {
		sections[0].Forms = []ui.Form{{ID: "withdraw", Method: "post", Action: p.Root + "/my-data/consents/withdraw"}}
	}
	return p.View(ui.Page{Title: r.T("privacy.consents"), Lede: r.T("privacy.consents.lede"), Tabs: p.tabs("/consents"), Sections: append(sections, sealed...)}, refused), nil
}

// given are the consents that hold, the countries of each kind together.
func (p place) given(all []Consent, today string) ui.Table {
	t := ui.Table{ID: "given", Caption: p.Words.T("privacy.consents.given"), Hidden: true, Cards: true, Head: append(p.Head("category", "destination", "expires"), ui.Cell{Text: p.Words.T("privacy.withdraw")})}
	for _, category := range Categories {
		var countries []string
		first := ""
		for _, c := range all {
			if c.Category == category && c.Live(today) {
				countries = append(countries, code.Country(c.Destination).Name(p.Lang))
				if first == "" || c.Expires < first {
					first = c.Expires
				}
			}
		}
		if len(countries) == 0 {
			continue
		}
		slices.SortFunc(countries, p.Words.Compare)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.T("privacy.category." + category), Head: true}, {Text: strings.Join(countries, ", ")}, {Text: p.Words.Period(first)},
			{Parts: []ui.Part{ui.Button{Text: p.Words.T("privacy.withdraw"), Name: "category", Value: category, Form: "withdraw", Secondary: true}}}}})
	}
	return t
}

func (s *Service) giveConsent(r *web.Request) (web.Reply, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	c := Consenting{Categories: r.PostForm["category"], Destinations: r.PostForm["destination"], Words: r.T("privacy.consents.text"), Lang: r.Words.Code()}
	if err := s.GiveConsent(r.Context(), network.From(r.Context()), c); err != nil {
		if network.Mendable(err) {
			return s.consents(r, &c, err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/my-data/consents", Said: "privacy.said-given"}, nil
}

func (s *Service) withdrawConsent(r *web.Request) (web.Reply, error) {
	if err := s.WithdrawConsent(r.Context(), network.From(r.Context()), r.PostFormValue("category"), ""); err != nil {
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/my-data/consents", Said: "privacy.said-withdrawn"}, nil
}

func (s *Service) askPage(r *web.Request) (web.Reply, error) { return s.askForm(r, Request{}, nil) }

func (s *Service) askForm(r *web.Request, written Request, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.networks.Networks(r.Context(), p.Who)
	if err != nil {
		return nil, err
	}
	kind := ui.Radios{Field: p.Field("kind", refused)}
	for _, one := range Kinds {
		kind.Options = append(kind.Options, ui.Option{Value: one, Text: r.T("privacy.kind." + one), Hint: r.T("privacy.kind.hint." + one), Chosen: one == written.Kind})
	}
	of := ui.Select{Field: p.Field("network", refused)}
	for _, n := range mineFirst(p.Who, all) {
		of.Options = append(of.Options, ui.Option{Value: n.Code, Text: n.Name.In(p.Lang), Chosen: n.ID == written.Network})
	}
	text := ui.Textarea{Field: p.Field("text", refused), Value: written.Text}
	ask := ui.Section{Forms: []ui.Form{ui.Post(p.Root+"/my-data/ask", r.T("web.send"), kind, of, text)}}
	return p.View(ui.Page{Title: r.T("privacy.ask"), Lede: r.T("privacy.ask.lede"), Tabs: p.tabs("/ask"), Sections: []ui.Section{ask}}, refused), nil
}

// mineFirst puts the networks in which somebody has a role before the others.
func mineFirst(who network.Who, all []network.Network) []network.Network {
	mine := func(n network.Network) bool {
		return slices.ContainsFunc(who.Roles, func(r network.Role) bool { return r.Network == n.ID })
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b network.Network) int {
		switch {
		case mine(a) == mine(b):
			return 0
		case mine(a):
			return -1
		}
		return 1
	})
	return sorted
}

func (s *Service) ask(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	n, err := s.networks.Network(r.Context(), who, r.PostFormValue("network"))
	if err != nil {
		return nil, err
	}
	asked := Request{Network: n.ID, Kind: r.PostFormValue("kind"), Text: r.PostFormValue("text"), Lang: r.Words.Code()}
	given, err := s.Ask(r.Context(), who, n, asked)
	if err != nil {
		if network.Mendable(err) {
			return s.askForm(r, asked, err)
		}
		return nil, err
	}
	return web.Go{To: r.Here().Root + "/" + strings.ToLower(n.Code) + "/privacy/requests/" + strconv.FormatInt(given.No, 10), Said: "privacy.said-asked"}, nil
}
