package contribution

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/chart"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/contributions", Policy: "contribution.read", Do: s.yearPage},
		{Method: get, Pattern: "/{network}/contributions.xlsx", Policy: "contribution.read", Do: s.yearFile},
		{Method: get, Pattern: "/{network}/contributions/new", Policy: "contribution.record", Do: s.newPage},
		{Method: post, Pattern: "/{network}/contributions/new", Policy: "contribution.record", Do: s.addEntry},
		{Method: get, Pattern: "/{network}/contributions/{no}", Policy: "contribution.read", Do: s.entryPage},
		{Method: get, Pattern: "/{network}/contributions/{no}/edit", Policy: "contribution.record", Do: s.editPage},
		{Method: post, Pattern: "/{network}/contributions/{no}/edit", Policy: "contribution.record", Do: s.edit},
		{Method: post, Pattern: "/{network}/contributions/{no}/settle", Policy: "contribution.confirm", Do: s.settle},
		{Method: get, Pattern: "/{network}/contributions/{no}/names", Policy: "contribution.read-names", Do: s.namesPage},
		{Method: post, Pattern: "/{network}/contributions/{no}/names", Policy: "contribution.record", Do: s.addName},
		{Method: post, Pattern: "/{network}/contributions/{no}/names/remove", Policy: "contribution.record", Do: s.removeName},
	}
}

type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "contribution")
	p.Section = "work"
	return place{p}, err
}

func (p place) at(path string) string { return p.Base + "/contributions" + path }

func (p place) top() ui.Link { return ui.Link{Text: p.Words.T("contribution.title"), Href: p.at("")} }

func (p place) responsibility(no int) string {
	return p.Words.T("contribution.responsibility." + strconv.Itoa(no))
}

// asked is the year that the address names, else this one.
func (s *Service) asked(r *web.Request, p place) int {
	year, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil {
		year = network.YearOf(s.networks.Today(p.Network))
	}
	return year
}

func (s *Service) yearPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	y, err := s.Year(r.Context(), p.Who, p.Network, s.asked(r, p))
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("contribution.title"), Lede: r.T("contribution.lede", "network", p.Network.Code)}
	if len(y.Responsibilities) == 0 {
		page.Sections = []ui.Section{{Parts: []ui.Part{ui.Empty{Title: r.T("contribution.none-laid-down"), Text: r.T("contribution.none-laid-down.text", "rule", Kinds),
			Links: []ui.Link{{Text: r.T("contribution.charter"), Href: p.Base + "/about"}}}}}}
		return p.View(page, nil), nil
	}
	page.Tabs = p.years(y)
	actions := ui.Actions{Links: []ui.Link{{Text: r.T("web.xlsx"), Href: p.at(".xlsx?year=" + strconv.Itoa(y.Year))}}}
	if len(y.Own) > 0 {
		actions.Buttons = []ui.Button{{Text: r.T("contribution.record"), Href: p.at("/new")}}
	}
	page.Actions = &actions
	page.Sections = []ui.Section{p.balance(y), p.quiet(y), p.log(r, y), p.ten(y)}
	return p.View(page, nil), nil
}

func (p place) years(y Year) *ui.Tabs {
	t := &ui.Tabs{Label: p.Words.T("web.year")}
	for year := y.Last; year >= y.First; year-- {
		text := strconv.Itoa(year)
		t.Links = append(t.Links, ui.Link{Text: text, Href: p.at("?year=" + text), Current: year == y.Year})
	}
	return t
}

// sorted are the members in the order of the reader's alphabet.
func (p place) sorted(y Year) []MemberBalance {
	all := slices.Clone(y.Members)
	lang.Sort(p.Words, all, func(m MemberBalance) string { return m.Organisation.Named(p.Lang) })
	return all
}

func (p place) balance(y Year) ui.Section {
	T, year := p.Words.T, strconv.Itoa(y.Year)
	t := ui.Table{ID: "balance", Caption: T("contribution.balance.caption", "year", year), Sub: T("contribution.balance.sub"), Scroll: true, Stick: true, Head: []ui.Cell{{Text: T("contribution.field.member")}}}
	for _, k := range y.Responsibilities {
		t.Head = append(t.Head, ui.Cell{Text: strconv.Itoa(k.No), Number: true, Narrow: true})
	}
	t.Head = append(t.Head, ui.Cell{Text: T("contribution.total"), Number: true})
	c := chart.Dots{Frame: chart.Frame{ID: "totals", Title: T("contribution.chart", "year", year), Number: func(v float64) string { return p.Words.Number(v, 0) }},
		Head: year, Window: before + 1, Width: 760}
	for i := range before + 1 {
		c.Steps = append(c.Steps, strconv.Itoa(y.Year-before+i))
	}
	for _, m := range p.sorted(y) {
		name, mine := m.Organisation.Named(p.Lang), slices.Contains(p.Who.ActsFor(p.Network.ID), m.Organisation.ID)
		row := ui.Row{Mine: mine, Cells: []ui.Cell{{Text: name, Head: true, Href: p.at("?year=" + year + "&member=" + strings.ToLower(m.Organisation.Code) + "#log")}}}
		for _, n := range m.Counts {
			row.Cells = append(row.Cells, ui.Cell{Text: numberOrDash(n), Number: true, Narrow: true, Gap: n == 0})
		}
		t.Rows = append(t.Rows, ui.Row{Mine: mine, Cells: append(row.Cells, ui.Cell{Text: strconv.Itoa(m.Total), Number: true})})
		one := chart.Row{Series: chart.Series{Name: name}}
		if mine {
			one.Kind = chart.Own
		}
		for _, n := range append(slices.Clone(m.Earlier), m.Total) {
			one.Values = append(one.Values, float64(n))
		}
		c.Rows = append(c.Rows, one)
		c.Desc += name + ": " + strconv.Itoa(m.Total) + ". "
	}
	sum := ui.Row{Cells: []ui.Cell{{Text: T("contribution.all"), Head: true}}}
	for _, k := range y.Responsibilities {
		sum.Cells = append(sum.Cells, ui.Cell{Text: strconv.Itoa(y.Of(k.No)), Number: true, Narrow: true})
	}
	t.Rows = append(t.Rows, ui.Row{Cells: append(sum.Cells, ui.Cell{Text: strconv.Itoa(y.Total()), Number: true})})
	section := ui.Section{ID: "year", Title: T("contribution.balance", "year", year), Text: []string{T("contribution.balance.text", "count", y.Total())}}
	if y.Waiting > 0 {
		section.Text = append(section.Text, T("contribution.waiting", "count", y.Waiting))
	}
	section.Parts = []ui.Part{t, ui.Drawing{Title: c.Title, Sub: T("contribution.chart.sub", "from", c.Steps[0], "to", year), SVG: c.HTML()}}
	return section
}

func numberOrDash(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

// quiet names, without blame, who has nothing in the log of the year.
func (p place) quiet(y Year) ui.Section {
	s := ui.Section{ID: "quiet", Title: p.Words.T("contribution.quiet")}
	names := make([]string, 0)
	for _, o := range y.Quiet() {
		names = append(names, o.Named(p.Lang))
	}
	slices.SortFunc(names, p.Words.Compare)
	if len(names) == 0 {
		s.Text = []string{p.Words.T("contribution.quiet.nobody")}
		return s
	}
	s.Text = []string{p.Words.T("contribution.quiet.text", "names", names), p.Words.T("contribution.quiet.next")}
	return s
}

func (p place) log(r *web.Request, y Year) ui.Section {
	s := ui.Section{ID: "log", Title: p.Words.T("contribution.log")}
	q := r.URL.Query()
	members, kinds := []ui.Option{{Text: p.Words.T("contribution.every-member")}}, []ui.Option{{Text: p.Words.T("contribution.every-kind")}}
	for _, m := range p.sorted(y) {
		code := strings.ToLower(m.Organisation.Code)
		members = append(members, ui.Option{Value: code, Text: m.Organisation.Named(p.Lang), Chosen: code == q.Get("member")})
	}
	for _, k := range y.Responsibilities {
		no := strconv.Itoa(k.No)
		kinds = append(kinds, ui.Option{Value: no, Text: no + " " + p.responsibility(k.No), Chosen: no == q.Get("kind")})
	}
	s.Forms = []ui.Form{{Method: "get", Action: p.at("#log"), Filter: true, Submit: p.Words.T("web.show"), Hidden: []ui.Hidden{{Name: "year", Value: strconv.Itoa(y.Year)}},
		Fields: []ui.Part{ui.Select{Field: p.Field("member", nil), Options: members}, ui.Select{Field: ui.Field{Name: "kind", Label: p.Words.T("contribution.field.responsibility")}, Options: kinds}}}}
	t := ui.Table{ID: "entries", Caption: p.Words.T("contribution.log"), Hidden: true, Cards: true, Head: p.Head("day", "member", "responsibility", "title", "state")}
	for _, e := range y.Entries {
		o := y.Names[e.Organisation]
		if of := q.Get("member"); of != "" && !strings.EqualFold(of, o.Code) || q.Get("kind") != "" && q.Get("kind") != strconv.Itoa(e.Responsibility) {
			continue
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: p.Words.Period(e.Day)}, {Text: o.Named(p.Lang)}, {Text: strconv.Itoa(e.Responsibility) + " " + p.responsibility(e.Responsibility)},
			{Text: e.Title, Href: p.at("/" + e.Number()), Head: true}, {Tag: p.state(e)}}})
	}
	if len(t.Rows) == 0 {
		s.Parts = []ui.Part{ui.Empty{Title: p.Words.T("contribution.log.none"), Text: p.Words.T("contribution.log.none.text")}}
		return s
	}
	s.Parts = []ui.Part{t}
	return s
}

var tagOf = map[string]string{Recorded: "due", Confirmed: "done", Withdrawn: "off"}

func (p place) state(e Entry) *ui.Tag {
	return &ui.Tag{Kind: tagOf[e.State], Text: p.Words.T("contribution.state." + e.State)}
}

// ten explains the numbers of the table, with the document they are from.
func (p place) ten(y Year) ui.Section {
	t := ui.Table{ID: "responsibilities", Caption: p.Words.T("contribution.responsibilities"), Hidden: true, Cards: true, Head: []ui.Cell{{Text: p.Words.T("contribution.field.no"), Narrow: true}, {Text: p.Words.T("contribution.field.responsibility")}, {Text: p.Words.T("contribution.anchored")}}}
	for _, k := range y.Responsibilities {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: strconv.Itoa(k.No), Number: true, Narrow: true}, {Text: p.responsibility(k.No), Head: true}, {Text: cmp.Or(p.Listed("contribution.anchored.", k.Anchored), "–")}}})
	}
	return ui.Section{ID: "ten", Title: p.Words.T("contribution.responsibilities"), Text: []string{p.Words.T("contribution.responsibilities.text")}, Parts: []ui.Part{t}}
}

func (s *Service) yearFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	y, err := s.Year(r.Context(), p.Who, p.Network, s.asked(r, p))
	if err != nil {
		return nil, err
	}
	T := r.T
	head := []string{T("contribution.field.no"), T("contribution.field.day"), T("contribution.field.member"), T("contribution.field.responsibility"), T("contribution.field.title"), T("contribution.field.about"), T("contribution.field.link"), T("contribution.field.state"), T("contribution.field.reason")}
	var rows [][]sheet.Value
	for _, e := range y.Entries {
		rows = append(rows, append([]sheet.Value{sheet.Number(float64(e.No))}, sheet.Texts(e.Day, y.Names[e.Organisation].Named(p.Lang), strconv.Itoa(e.Responsibility)+" "+p.responsibility(e.Responsibility), e.Title, e.About, e.Link,
			T("contribution.state."+e.State), e.Reason)...))
	}
	notes := [][]string{{T("contribution.total"), strconv.Itoa(y.Total())}}
	for _, m := range p.sorted(y) {
		notes = append(notes, []string{m.Organisation.Named(p.Lang), strconv.Itoa(m.Total)})
	}
	return p.Book("contributions-"+strconv.Itoa(y.Year), T("contribution.title"), notes, head, rows), nil
}

func (s *Service) newPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.form(r, p, Entry{Day: s.networks.Today(p.Network)}, Entry{}, nil)
}

// form shows the fields as written, and what is stored where somebody else was
// faster.
func (s *Service) form(r *web.Request, p place, e, stored Entry, refused error) (web.Reply, error) {
	y, err := s.Year(r.Context(), p.Who, p.Network, network.YearOf(s.networks.Today(p.Network)))
	if err != nil {
		return nil, err
	}
	title, to, back := r.T("contribution.record"), p.at("/new"), p.at("")
	var own []network.Organisation
	for _, m := range y.Members {
		if slices.Contains(y.Own, m.Organisation.ID) {
			own = append(own, m.Organisation)
		}
	}
	if e.No == 0 && len(own) == 0 {
		return nil, network.May(p.Who, "contribution.record", network.Resource{Network: p.Network.ID}).Err()
	}
	var fields []ui.Part
	if e.No == 0 {
		fields = append(fields, p.Organisations("member", own, e.Organisation, "", refused))
	} else {
		title, to, back = r.T("contribution.edit", "no", e.Number()), p.at("/"+e.Number()+"/edit"), p.at("/"+e.Number())
	}
	kinds := ui.Select{Field: p.Field("responsibility", refused)}
	for _, k := range y.Responsibilities {
		kinds.Options = append(kinds.Options, ui.Option{Value: strconv.Itoa(k.No), Text: strconv.Itoa(k.No) + " " + p.responsibility(k.No), Chosen: k.No == e.Responsibility})
	}
	f := ui.Post(to, r.T("web.save"), append(fields, kinds, p.Line("day", e.Day, "10", refused), p.Line("title", e.Title, "", refused), p.Lines("about", e.About, refused), p.Line("link", e.Link, "", refused))...)
	f.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, e.Version), 10)}}
	f.Cancel = back
	page := ui.Page{Title: title, Lede: r.T("contribution.form.lede"), Sections: append(p.Stored(refused, p.facts(stored)), ui.Section{Forms: []ui.Form{f}})}
	return p.View(page, refused, p.top()), nil
}

func (p place) facts(e Entry) ui.Pairs {
	T := p.Words.T
	if e.ID == "" {
		return nil
	}
	return ui.Pairs{{Name: T("contribution.field.responsibility"), Value: strconv.Itoa(e.Responsibility) + " " + p.responsibility(e.Responsibility)}, {Name: T("contribution.field.day"), Value: p.Words.Period(e.Day)},
		{Name: T("contribution.field.title"), Value: e.Title}, {Name: T("contribution.field.about"), Value: cmp.Or(e.About, "–")}, {Name: T("contribution.field.link"), Value: cmp.Or(e.Link, "–"), Href: e.Link}}
}

func posted(r *web.Request) Entry {
	responsibility := network.PostedNumber(r, "responsibility")
	return Entry{Organisation: r.PostFormValue("member"), Responsibility: int(responsibility), Day: network.Posted(r, "day"), Title: network.Posted(r, "title"), About: network.Posted(r, "about"),
		Link: network.Posted(r, "link"), Version: network.PostedNumber(r, "version")}
}

func (s *Service) addEntry(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	e, err := s.Record(r.Context(), p.Who, p.Network, posted(r))
	if network.Mendable(err) {
		e.No = 0
		return s.form(r, p, e, Entry{}, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at("/" + e.Number()), Said: "contribution.said-saved"}, nil
}

// entry reads the entry that the address names.
func (s *Service) entry(r *web.Request) (p place, f Full, err error) {
	if p, err = s.place(r); err != nil {
		return p, f, err
	}
	no, wrong := strconv.ParseInt(r.PathValue("no"), 10, 64)
	if wrong != nil {
		return p, f, fault.New(fault.Missing, "contribution.unknown", "no", r.PathValue("no"))
	}
	f, err = s.Entry(r.Context(), p.Who, p.Network, no)
	return p, f, err
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	if err := s.mayChange(p.Who, p.Network, f.Entry); err != nil {
		return nil, err
	}
	return s.form(r, p, f.Entry, f.Entry, nil)
}

func (s *Service) edit(r *web.Request) (web.Reply, error) {
	p, f, err := s.entry(r)
	if err != nil {
		return nil, err
	}
	e := posted(r)
	e.No = f.No
	if err := s.Change(r.Context(), p.Who, p.Network, e); err != nil {
		if !network.Mendable(err) {
			return nil, err
		}
		return s.form(r, p, e, f.Entry, err)
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "contribution.said-saved"}, nil
}
