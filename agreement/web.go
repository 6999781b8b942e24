package agreement

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/code"
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
		{Method: get, Pattern: "/{network}/agreements", Policy: "agreement.read", Do: s.registerPage},
		{Method: get, Pattern: "/{network}/agreements.xlsx", Policy: "agreement.read", Do: s.registerFile},
		{Method: get, Pattern: "/{network}/agreements/new", Policy: "agreement.change", Do: s.newPage},
		{Method: post, Pattern: "/{network}/agreements/new", Policy: "agreement.change", Do: s.addAgreement},
		{Method: get, Pattern: "/{network}/agreements/{no}", Policy: "agreement.read", Do: s.agreementPage},
		{Method: get, Pattern: "/{network}/agreements/{no}/edit", Policy: "agreement.change", Do: s.editPage},
		{Method: post, Pattern: "/{network}/agreements/{no}/edit", Policy: "agreement.change", Do: s.edit},
		{Method: post, Pattern: "/{network}/agreements/{no}/sign", Policy: "agreement.change", Do: s.sign},
		{Method: post, Pattern: "/{network}/agreements/{no}/end", Policy: "agreement.change", Do: s.end},
		{Method: post, Pattern: "/{network}/agreements/{no}/parties", Policy: "agreement.change", Do: s.addParty},
		{Method: post, Pattern: "/{network}/agreements/{no}/parties/remove", Policy: "agreement.change", Do: s.removeParty},
		{Method: post, Pattern: "/{network}/agreements/{no}/activities", Policy: "agreement.change", Do: s.did},
		{Method: post, Pattern: "/{network}/agreements/{no}/documents", Policy: "agreement.change", Do: s.addDocument},
	}
}

type place struct {
	network.Place
	today   string
	sources network.Sources
}

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "agreement")
	if err != nil {
		return place{}, err
	}
	p.Section = "work"
	sources, err := s.networks.Sources(r.Context(), p.Who)
	return place{p, s.networks.Today(p.Network), sources}, err
}

func (p place) at(path string) string { return p.Base + "/agreements" + path }

func (p place) top() ui.Link { return ui.Link{Text: p.Words.T("agreement.title"), Href: p.at("")} }

// day says a day, or that it is not known.
func (p place) day(day string) string {
	if day == "" {
		return p.Words.T("agreement.not-known")
	}
	return p.Words.Period(day)
}

// party is what a party is called.
func (p place) party(one Party, known map[string]network.Organisation) string {
	if o, ok := known[one.Organisation]; ok {
		return o.Named(p.Lang)
	}
	return one.Name.In(p.Lang)
}

func (p place) parties(a Agreement, known map[string]network.Organisation) (names []string) {
	for _, one := range a.Parties {
		names = append(names, p.party(one, known))
	}
	return names
}

var tagOf = map[string]string{Documented: "", Preparation: "due", Coming: "due", InForce: "done", Expired: "late", Ended: "off"}

func (p place) state(a Agreement) *ui.Tag {
	now := a.On(p.today)
	if a.DueForRenewal(p.today) {
		return &ui.Tag{Kind: "due", Text: p.Words.T("agreement.ends-soon")}
	}
	return &ui.Tag{Kind: tagOf[now], Text: p.Words.T("agreement.state." + now)}
}

// chosen are the agreements that the filter of the address leaves.
func (p place) chosen(r *web.Request, all Register) (some []Agreement) {
	party, state := r.URL.Query().Get("party"), r.URL.Query().Get("state")
	for _, a := range all.Agreements {
		fits := party == "" || slices.ContainsFunc(a.Parties, func(one Party) bool { return strings.EqualFold(all.Parties[one.Organisation].Code, party) })
		if fits && (state == "" || a.On(p.today) == state) {
			some = append(some, a)
		}
	}
	return some
}

var shownStates = []string{InForce, Coming, Preparation, Documented, Expired, Ended}

func (s *Service) registerPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Register(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	page := ui.Page{Title: r.T("agreement.title"), Lede: r.T("agreement.lede", "network", p.Network.Code), Actions: &ui.Actions{Links: []ui.Link{{Text: r.T("web.xlsx"), Href: p.at(".xlsx?" + r.URL.RawQuery)}}}}
	if len(s.own(p)) > 0 || p.May("agreement.change") {
		page.Actions.Buttons = []ui.Button{{Text: r.T("agreement.new"), Href: p.at("/new")}}
	}
	some := p.chosen(r, all)
	section := ui.Section{Forms: []ui.Form{p.filter(r, all)}}
	if len(all.Agreements) == 0 {
		section = ui.Section{Parts: []ui.Part{ui.Empty{Title: r.T("agreement.none"), Text: r.T("agreement.none.text")}}}
	} else if len(some) == 0 {
		section.Parts = []ui.Part{ui.Empty{Title: r.T("agreement.none-such"), Text: r.T("agreement.none-such.text")}}
	} else {
		t := ui.Table{ID: "agreements", Caption: r.T("agreement.count", "count", len(some)), Cards: true, Head: p.Head("title", "parties", "themes", "to", "state")}
		for _, a := range some {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: a.Title.In(p.Lang), Href: p.at("/" + a.Number()), Head: true}, {Text: strings.Join(p.parties(a, all.Parties), " · ")},
				{Text: cmp.Or(p.Listed("agreement.theme.", a.Themes.Codes()), "–")}, {Text: p.day(a.To)}, {Tag: p.state(a)}}})
		}
		section.Parts = []ui.Part{t}
	}
	rule := ui.Section{ID: "exchange", Title: r.T("agreement.exchange.title"), Text: []string{r.T("agreement.exchange.text")}}
	page.Sections = []ui.Section{section, rule}
	return p.View(page, nil), nil
}

func (p place) filter(r *web.Request, all Register) ui.Form {
	parties := ui.Select{Field: ui.Field{Name: "party", Label: p.Words.T("agreement.field.parties")}}
	for _, o := range all.Parties {
		code := strings.ToLower(o.Code)
		parties.Options = append(parties.Options, ui.Option{Value: code, Text: o.Named(p.Lang), Chosen: code == r.URL.Query().Get("party")})
	}
	lang.Sort(p.Words, parties.Options, func(o ui.Option) string { return o.Text })
	parties.Options = append([]ui.Option{{Text: p.Words.T("agreement.every-party")}}, parties.Options...)
	states := ui.Select{Field: p.Field("state", nil), Options: append([]ui.Option{{Text: p.Words.T("agreement.every-state")}}, p.Options("agreement.state.", shownStates, r.URL.Query().Get("state"))...)}
	return ui.Form{Method: "get", Action: p.at(""), Filter: true, Submit: p.Words.T("web.show"), Fields: []ui.Part{parties, states}}
}

func (s *Service) registerFile(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	all, err := s.Register(r.Context(), p.Who, p.Network)
	if err != nil {
		return nil, err
	}
	var head []string
	for _, c := range p.Head("no", "title", "parties", "themes", "exchange", "signed", "from", "to", "state", "source") {
		head = append(head, c.Text)
	}
	var rows [][]sheet.Value
	for _, a := range p.chosen(r, all) {
		rows = append(rows, sheet.Texts(a.Number(), a.Title.In(p.Lang), strings.Join(p.parties(a, all.Parties), "; "), p.Listed("agreement.theme.", a.Themes.Codes()), p.Listed("agreement.kind.", a.Exchange.Codes()),
			a.Signed, a.From, a.To, r.T("agreement.state."+a.On(p.today)), p.sources.Cite(a.Source, p.Lang)))
	}
	return p.Book("agreements", r.T("agreement.title"), nil, head, rows), nil
}

// own are the organisations that the reader may write agreements for.
func (s *Service) own(p place) (ids []string) {
	for _, id := range p.Who.ActsFor(p.Network.ID) {
		if network.May(p.Who, "agreement.change", network.Resource{Network: p.Network.ID, Organisation: id}).Allowed {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *Service) newPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	return s.form(r, p, Agreement{Remind: usualReminder}, Agreement{}, nil)
}

// members are the organisations that may be chosen as parties.
func (s *Service) members(r *web.Request, p place) (all []network.Organisation, err error) {
	members, err := s.networks.MembersOn(r.Context(), p.Who, p.Network, p.today)
	for _, m := range members {
		if !slices.ContainsFunc(all, func(o network.Organisation) bool { return o.ID == m.ID }) {
			all = append(all, m.Organisation)
		}
	}
	return all, err
}

// form shows the fields as written, and what is stored where somebody else was
// faster.
func (s *Service) form(r *web.Request, p place, a, stored Agreement, refused error) (web.Reply, error) {
	members, err := s.members(r, p)
	if err != nil {
		return nil, err
	}
	title, to, back := r.T("agreement.new"), p.at("/new"), p.at("")
	fields := []ui.Part{p.Line("title", a.Title.In(p.Lang), "", refused), p.Lines("about", a.About.In(p.Lang), refused)}
	if a.No == 0 {
		own := s.own(p)
		if !p.May("agreement.change") {
			members = slices.DeleteFunc(members, func(o network.Organisation) bool { return !slices.Contains(own, o.ID) })
		}
		if len(members) == 0 {
			return nil, network.May(p.Who, "agreement.change", network.Resource{Network: p.Network.ID}).Err()
		}
		fields = append(fields, p.Organisations("first", members, "", "", refused))
	} else {
		title, to, back = r.T("agreement.edit", "no", a.Number()), p.at("/"+a.Number()+"/edit"), p.at("/"+a.Number())
	}
	f := ui.Post(to, r.T("web.save"), append(fields, p.Tick("themes", "agreement.theme.", Themes, a.Themes.Codes(), refused), p.Tick("exchange", "agreement.kind.", Kinds, a.Exchange.Codes(), refused),
		p.Line("signed", a.Signed, "10", refused), p.Line("from", a.From, "10", refused), p.Line("to", a.To, "10", refused), p.Count("remind", a.Remind, refused), p.Line("source", a.Source, "", refused))...)
	f.Hidden = []ui.Hidden{{Name: "version", Value: strconv.FormatInt(max(stored.Version, a.Version), 10)}}
	f.Cancel = back
	var kept ui.Pairs
	if stored.ID != "" {
		kept = p.facts(stored)
	}
	return p.View(ui.Page{Title: title, Lede: r.T("agreement.form.lede"), Sections: append(p.Stored(refused, kept), ui.Section{Forms: []ui.Form{f}})}, refused, p.top()), nil
}

func (p place) facts(a Agreement) ui.Pairs {
	T := p.Words.T
	pairs := ui.Pairs{{Name: T("agreement.field.title"), Value: a.Title.In(p.Lang)}, {Name: T("agreement.field.about"), Value: cmp.Or(a.About.In(p.Lang), "–")},
		{Name: T("agreement.field.themes"), Value: cmp.Or(p.Listed("agreement.theme.", a.Themes.Codes()), "–")},
		{Name: T("agreement.field.exchange"), Value: cmp.Or(p.Listed("agreement.kind.", a.Exchange.Codes()), T("agreement.nothing"))},
		{Name: T("agreement.field.signed"), Value: p.day(a.Signed)}, {Name: T("agreement.field.from"), Value: p.day(a.From)}, {Name: T("agreement.field.to"), Value: p.day(a.To)}}
	if a.Ended != "" {
		pairs = append(pairs, ui.Pair{Name: T("agreement.field.ended"), Value: p.day(a.Ended)})
	}
	if on := a.Renewal(); on != "" {
		pairs = append(pairs, ui.Pair{Name: T("agreement.renewal"), Value: p.day(on)})
	}
	return append(pairs, ui.Pair{Name: T("agreement.field.source"), Value: p.sources.Cite(a.Source, p.Lang), Href: p.sources[a.Source].URL})
}

func posted(r *web.Request, p place) Agreement {
	return Agreement{Title: lang.Text{p.Lang: network.Posted(r, "title")}, About: lang.Text{p.Lang: network.Posted(r, "about")}, Themes: listOf(r.PostForm["themes"]), Exchange: listOf(r.PostForm["exchange"]),
		Signed: network.Posted(r, "signed"), From: network.Posted(r, "from"), To: network.Posted(r, "to"), Remind: network.PostedNumber(r, "remind"), Source: network.Posted(r, "source"), Version: network.PostedNumber(r, "version")}
}

func (s *Service) addAgreement(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err == nil {
		err = r.ParseForm()
	}
	if err != nil {
		return nil, err
	}
	a := posted(r, p)
	a.Parties = []Party{{Organisation: r.PostFormValue("first")}}
	added, err := s.Add(r.Context(), p.Who, p.Network, a)
	if network.Mendable(err) {
		return s.form(r, p, a, Agreement{}, err)
	}
	if err != nil {
		return nil, err
	}
	return web.Go{To: p.at("/" + added.Number()), Said: "agreement.said-saved"}, nil
}

// full reads the agreement that the address names.
func (s *Service) full(r *web.Request) (p place, f Full, err error) {
	if p, err = s.place(r); err == nil {
		err = r.ParseForm()
	}
	if err != nil {
		return p, f, err
	}
	no, wrong := strconv.ParseInt(r.PathValue("no"), 10, 64)
	if wrong != nil {
		return p, f, fault.New(fault.Missing, "agreement.unknown", "no", r.PathValue("no"))
	}
	f, err = s.Agreement(r.Context(), p.Who, p.Network, no)
	return p, f, err
}

func (s *Service) editPage(r *web.Request) (web.Reply, error) {
	p, f, err := s.full(r)
	if err == nil {
		err = mayChange(p.Who, p.Network, f.Agreement)
	}
	if err != nil {
		return nil, err
	}
	return s.form(r, p, f.Agreement, f.Agreement, nil)
}

func (s *Service) edit(r *web.Request) (web.Reply, error) {
	p, f, err := s.full(r)
	if err != nil {
		return nil, err
	}
	a := posted(r, p)
	a.No, a.State = f.No, f.State
	if err := s.Change(r.Context(), p.Who, p.Network, a); err != nil {
		if !network.Mendable(err) {
			return nil, err
		}
		return s.form(r, p, a, f.Agreement, err)
	}
	return web.Go{To: p.at("/" + f.Number()), Said: "agreement.said-saved"}, nil
}

// countries are offered by name.
func (p place) countries(refused error) ui.Part {
	f := ui.Select{Field: p.Field("country", refused)}
	for _, c := range code.Countries() {
		f.Options = append(f.Options, ui.Option{Value: c.Code, Text: c.Name(p.Lang)})
	}
	lang.Sort(p.Words, f.Options, func(o ui.Option) string { return o.Text })
	f.Options = append([]ui.Option{{Text: "–"}}, f.Options...)
	return f
}
