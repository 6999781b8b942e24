package decision

import (
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"pesnet/kit/sheet"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Pages returns the templates of the area: it has none of its own.
func (*Service) Pages() ui.Folder {
	return ui.Folder{Name: "decision", Files: fs.FS(fstest.MapFS{})}
}

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	const one, task = "/{network}/decisions/{decision}", "/{network}/actions/{action}"
	return []web.Route{
		{Method: get, Pattern: "/{network}/decisions", Policy: "decision.read", Do: s.registerPage},
		{Method: get, Pattern: "/{network}/decisions.xlsx", Policy: "decision.read", Do: s.registerBook},
		{Method: get, Pattern: "/{network}/decisions/new", Policy: "decision.keep", Do: s.newPage},
		{Method: post, Pattern: "/{network}/decisions/new", Policy: "decision.keep", Do: s.proposeDecision},
		{Method: get, Pattern: one, Policy: "decision.read", Do: s.decisionPage},
		{Method: get, Pattern: one + "/amend", Policy: "decision.keep", Do: s.amendPage},
		{Method: post, Pattern: one + "/amend", Policy: "decision.keep", Do: s.amend},
		{Method: post, Pattern: one + "/vote", Policy: "decision.vote", Do: s.voteOn},
		{Method: post, Pattern: one + "/all", Policy: "decision.keep", Do: s.voteAll},
		{Method: post, Pattern: one + "/declare", Policy: "decision.vote", Do: s.declare},
		{Method: post, Pattern: one + "/close", Policy: "decision.keep", Do: s.closeDecision},
		{Method: post, Pattern: one + "/withdraw", Policy: "decision.keep", Do: s.withdraw},
		{Method: get, Pattern: "/{network}/actions", Policy: "decision.read-all", Do: s.actionsPage},
		{Method: get, Pattern: "/{network}/actions.xlsx", Policy: "decision.read-all", Do: s.actionsBook},
		{Method: get, Pattern: "/{network}/actions/new", Policy: "decision.keep", Do: s.newActionPage},
		{Method: post, Pattern: "/{network}/actions/new", Policy: "decision.keep", Do: s.addTask},
		{Method: get, Pattern: task, Policy: "decision.read-all", Do: s.actionPage},
		{Method: post, Pattern: task, Policy: "decision.progress", Do: s.progress},
		{Method: post, Pattern: task + "/change", Policy: "decision.keep", Do: s.changeTask},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "decision")
	p.Section = "meetings"
	return place{p}, err
}

// here is a place of another area, with the words of this one.
func here(p network.Place) place {
	p.Area = "decision"
	return place{p}
}

// Path is the address of a decision below that of the network.
func (d Decision) Path() string { return "/decisions/" + strings.ToLower(d.Code()) }

// Path is the address of an action point below that of the network.
func (a Action) Path() string { return "/actions/" + strings.ToLower(a.Code()) }

// back is the page from which a form was sent, if it is one of the network's
// meetings, or else another.
func (p place) back(r *web.Request, otherwise string) string {
	at := r.PostFormValue("back")
	if strings.HasPrefix(at, p.Base+"/meetings/") && !strings.ContainsAny(at, "\\\r\n") {
		return at
	}
	return otherwise
}

// tag says the state of a decision in a word.
func (p place) tag(d Decision) *ui.Tag {
	switch {
	case d.State == Open && d.Written():
		return &ui.Tag{Kind: "due", Text: p.Words.T("decision.running-until", "limit", p.Words.Period(d.Limit))}
	case d.State != Closed:
		return &ui.Tag{Kind: map[string]string{Open: "due", Withdrawn: "off"}[d.State], Text: p.Words.T("decision.state." + d.State)}
	}
	return &ui.Tag{Kind: map[string]string{Adopted: "done", Rejected: "late", NoQuorum: "off"}[d.Result], Text: p.Words.T("decision.result." + d.Result)}
}

// sums says a tally in words: for 25 · against 0 · abstained 2.
func (p place) sums(c Tally) string {
	text := p.Words.T("decision.sums", "for", c.For, "against", c.Against, "abstained", c.Abstained)
	if c.Conflicted > 0 {
		text += " · " + p.Words.T("decision.conflicted", "count", c.Conflicted)
	}
	return text
}

// typed is what a type is called: as the charter calls it.
func (p place) typed(code string) string {
	if code == "" {
		return p.Words.T("decision.type.none")
	}
	if key := "network.rule.decision." + code; p.Words.Has(key) {
		return p.Words.T(key)
	}
	return strings.ReplaceAll(code, "_", " ")
}

func (s *Service) filter(r *web.Request) Filter {
	q := r.URL.Query()
	return Filter{Year: q.Get("year"), State: q.Get("state"), Result: q.Get("result"), Body: q.Get("body"), Words: q.Get("q")}
}

func (s *Service) registerPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f := s.filter(r)
	g, err := s.Register(r.Context(), p.Who, p.Network, f)
	if err != nil {
		return nil, err
	}
	form := ui.Form{Method: "get", Action: p.Base + "/decisions", Filter: true, Submit: r.T("decision.filter"), Fields: []ui.Part{
		ui.Input{Field: p.Field("q", nil), Value: f.Words, Type: "search"},
		ui.Select{Field: p.Field("year", nil), Options: choice(r.T("decision.any"), g.Years, f.Year, func(y string) string { return y })},
		ui.Select{Field: p.Field("result", nil), Options: choice(r.T("decision.any"), Results, f.Result, func(one string) string { return r.T("decision.result." + one) })}}}
	list := ui.Section{ID: "register", Forms: []ui.Form{form}}
	if len(g.Decisions) == 0 {
		list.Parts = []ui.Part{ui.Empty{Title: r.T("decision.none"), Text: r.T("decision.none.text")}}
	} else {
		list.Parts = []ui.Part{p.register(g)}
	}
	links := []ui.Link{{Text: r.T("decision.file"), Href: p.Base + "/decisions.xlsx?" + r.URL.RawQuery}}
	if g.All {
		links = append(links, ui.Link{Text: r.T("decision.actions"), Href: p.Base + "/actions"})
	}
	actions := &ui.Actions{Links: links}
	if g.MayKeep {
		actions.Buttons = []ui.Button{{Text: r.T("decision.new"), Href: p.Base + "/decisions/new", Secondary: true}}
	}
	lede := r.T("decision.register.lede")
	if !g.All {
		lede = r.T("decision.register.public")
	}
	return p.View(ui.Page{Title: r.T("decision.register"), Lede: lede, Actions: actions, Sections: []ui.Section{list}}, nil, p.up()...), nil
}

// up leads to the meetings, for those who have them.
func (p place) up() []ui.Link {
	if !p.May("decision.read-all") {
		return nil
	}
	return []ui.Link{{Text: p.Words.T("decision.meetings"), Href: p.Base + "/meetings"}}
}

// choice offers values with their words behind one that stands for any.
func choice(any string, values []string, chosen string, say func(string) string) []ui.Option {
	all := []ui.Option{{Text: any}}
	for _, v := range values {
		all = append(all, ui.Option{Value: v, Text: say(v), Chosen: v == chosen})
	}
	return all
}

func (p place) register(g Register) ui.Table {
	t := ui.Table{ID: "decisions", Caption: p.Words.T("decision.register"), Hidden: true, Cards: true, Head: p.Head("code", "text", "where", "votes", "result")}
	for _, d := range g.Decisions {
		where := ui.Cell{Text: p.Words.T("decision.in-writing")}
		if !d.Written() {
			where = ui.Cell{Text: g.Meetings[d.Meeting].Code}
			if g.All {
				where.Href = p.Base + "/meetings/" + strings.ToLower(g.Meetings[d.Meeting].Code)
			}
		}
		votes := "–"
		if d.State == Closed {
			votes = p.sums(d.Tally)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: d.Code(), Href: p.Base + d.Path(), Head: true}, {Text: d.Text}, where, {Text: votes}, {Tag: p.tag(d)}}})
	}
	return t
}

func (s *Service) registerBook(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	g, err := s.Register(r.Context(), p.Who, p.Network, s.filter(r))
	if err != nil {
		return nil, err
	}
	var head []string
	for _, name := range []string{"code", "day", "where", "type", "text", "majority", "for", "against", "abstained", "conflicts", "present", "entitled", "result"} {
		head = append(head, r.T("decision.field."+name))
	}
	var rows [][]sheet.Value
	for _, d := range g.Decisions {
		where, result := r.T("decision.in-writing"), r.T("decision.state."+d.State)
		if !d.Written() {
			where = g.Meetings[d.Meeting].Code
		}
		if d.Result != "" {
			result = r.T("decision.result." + d.Result)
		}
		n := func(v int) sheet.Value { return sheet.Number(float64(v)) }
		rows = append(rows, append(sheet.Texts(d.Code(), d.Day, where, p.typed(d.Type), d.Text, r.T("decision.majority."+d.Terms.Majority)),
			n(d.Tally.For), n(d.Tally.Against), n(d.Tally.Abstained), n(d.Tally.Conflicted), n(d.Tally.Present), n(d.Tally.Entitled), sheet.Text(result)))
	}
	notes := [][]string{{r.T("decision.register"), p.Network.Name.In(p.Lang)}, {r.T("decision.absent-note")}}
	return p.Book("decisions", r.T("decision.register"), notes, head, rows), nil
}

func (s *Service) newPage(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	return s.newView(r, Proposal{Meeting: q.Get("meeting"), Item: q.Get("item"), Public: true}, nil)
}

func (s *Service) newView(r *web.Request, written Proposal, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	c, err := s.Choosing(r.Context(), p.Who, p.Network, Keep{Meeting: written.Meeting, Body: written.Body})
	if err != nil {
		return nil, err
	}
	fields := p.wording(c, written.Type, written.Text, written.Public, refused)
	page := ui.Page{Title: r.T("decision.new"), Lede: r.T("decision.new.lede", "count", c.Days)}
	form := ui.Post(p.Base+"/decisions/new", r.T("decision.new.do"), fields...)
	form.Cancel = p.Base + "/decisions"
	if written.Meeting != "" {
		page.Lede = r.T("decision.new.meeting", "meeting", written.Meeting)
		form.Hidden = []ui.Hidden{{Name: "meeting", Value: written.Meeting}, {Name: "item", Value: written.Item}}
	} else {
		bodies := []ui.Option{{Text: r.T("decision.whole")}}
		for _, b := range c.Bodies {
			bodies = append(bodies, ui.Option{Value: b.ID, Text: b.Name.In(p.Lang), Chosen: b.ID == written.Body})
		}
		form.Fields = append(form.Fields, ui.Select{Field: p.Field("body", refused), Options: bodies}, ui.Input{Field: p.Field("limit", refused), Value: written.Limit, Type: "date", Width: "10"})
	}
	page.Sections = []ui.Section{{Forms: []ui.Form{form}}}
	return p.View(page, refused, append(p.up(), ui.Link{Text: r.T("decision.register"), Href: p.Base + "/decisions"})...), nil
}

// wording is the fields of what is decided, and by which type.
func (p place) wording(c Choosing, typed, text string, public bool, refused error) []ui.Part {
	types := []ui.Option{{Text: p.typed("")}}
	for _, code := range c.Types {
		types = append(types, ui.Option{Value: code, Text: p.typed(code), Chosen: code == typed})
	}
	return []ui.Part{ui.Textarea{Field: p.Field("text", refused), Value: text, Rows: 4}, ui.Select{Field: p.Field("type", refused), Options: types},
		ui.Checkboxes{Field: p.Field("public", refused), Small: true, Options: []ui.Option{{Value: "yes", Text: p.Words.T("decision.public.yes"), Chosen: public}}}}
}

func (s *Service) proposeDecision(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	written := Proposal{Meeting: network.Posted(r, "meeting"), Item: network.Posted(r, "item"), Body: network.Posted(r, "body"), Type: network.Posted(r, "type"),
		Text: network.Posted(r, "text"), Limit: network.Posted(r, "limit"), Public: r.PostFormValue("public") == "yes"}
	d, err := s.Propose(r.Context(), p.Who, p.Network, written)
	if network.Mendable(err) {
		return s.newView(r, written, err)
	}
	return web.Go{To: p.back(r, p.Base+d.Path()), Said: "decision.said-saved"}, err
}

func (s *Service) amendPage(r *web.Request) (web.Reply, error) { return s.amendView(r, nil, nil) }

func (s *Service) amendView(r *web.Request, written *Amendment, refused error) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	c, err := s.Choosing(r.Context(), p.Who, p.Network, Keep{Decision: r.PathValue("decision")})
	if err != nil {
		return nil, err
	}
	f, err := s.Decision(r.Context(), p.Who, p.Network, r.PathValue("decision"))
	if err != nil {
		return nil, err
	}
	if refused == nil {
		refused = f.open()
	}
	if written == nil {
		written = &Amendment{Type: f.Type, Text: f.Text, Public: f.Public}
	}
	form := ui.Post(p.Base+f.Path()+"/amend", r.T("web.save"), p.wording(c, written.Type, written.Text, written.Public, refused)...)
	form.Cancel, form.Hidden = p.Base+f.Path(), []ui.Hidden{{Name: "version", Value: strconv.FormatInt(f.Version, 10)}}
	page := ui.Page{Eye: f.Code(), Title: r.T("decision.amend"), Lede: r.T("decision.amend.lede"),
		Sections: append(p.Stored(refused, ui.Pairs{{Name: r.T("decision.field.text"), Value: f.Text}, {Name: r.T("decision.field.type"), Value: p.typed(f.Type)}}), ui.Section{Forms: []ui.Form{form}})}
	v := p.View(page, refused, append(p.up(), ui.Link{Text: f.Code(), Href: p.Base + f.Path()})...)
	return network.Conflicted(v, refused), nil
}

func (s *Service) amend(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	a := Amendment{Type: network.Posted(r, "type"), Text: network.Posted(r, "text"), Public: r.PostFormValue("public") == "yes", Version: network.PostedNumber(r, "version")}
	err = s.Amend(r.Context(), p.Who, p.Network, r.PathValue("decision"), a)
	if network.Mendable(err) {
		return s.amendView(r, &a, err)
	}
	return web.Go{To: p.Base + "/decisions/" + r.PathValue("decision"), Said: "decision.said-saved"}, err
}

// share is a number of the whole in words: 27 of 31.
func (p place) share(part, whole int) string {
	return p.Words.T("decision.share", "part", part, "whole", whole)
}

// found tells whether an organisation is among those for which somebody votes.
func (f Full) found(organisation string) bool { return slices.Contains(f.Own, organisation) }

func formID(d Decision, what string) string { return fmt.Sprintf("%s-%d-%d", what, d.Year, d.No) }

func lower(code string) string { return strings.ToLower(code) }
