package home

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pesnet/indicator"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

type deskPage struct {
	web.Here
	Eye     string
	Title   string
	Waits   ui.Waits
	Nothing *ui.Empty
	Running []ui.Part
	Figures any // the latest figures of the own member
	Lately  ui.Timeline
	NoNews  *ui.Empty
	Ways    []ui.Link
}

func (s *Service) deskPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	d, err := s.Desk(r.Context(), p.who, p.n.Code)
	if err != nil {
		return nil, err
	}
	waits := Waits(d.Facts)
	page := deskPage{Here: p.Here, Eye: d.eye(p, r.Words), Title: title(r.Words, len(waits))}
	for _, w := range waits {
		base := p.Base
		if w.Root {
			base = p.Root
		}
		page.Waits = append(page.Waits, w.shown(r.Words, base, d.Facts.Today))
	}
	if len(waits) == 0 {
		page.Nothing = &ui.Empty{Title: r.T("home.nothing-waits.by-date"), Text: r.T("home.nothing-waits.text"), Links: []ui.Link{{Text: r.T("home.compare"), Href: p.Base + "/compare"}}}
	}
	for _, b := range d.Running {
		page.Running = append(page.Running, running(b, r.Words, p.Base))
	}
	if len(d.Own) > 0 && s.networks.MemberFigures != nil {
		if page.Figures, err = s.networks.MemberFigures(r.Context(), r, d.Network, d.Own[0]); err != nil {
			return nil, err
		}
	}
	page.Lately = d.lately(r.Words, p.Base)
	if len(page.Lately) == 0 {
		page.NoNews = &ui.Empty{Title: r.T("home.no-news"), Text: r.T("home.no-news.text")}
	}
	page.Ways = d.ways(p, r.Words)
	return web.View{Page: "home/desk", Title: page.Title, Data: page, Section: "desk", Dense: true}, nil
}

// title says how much waits; a few are said in words.
func title(w *lang.Words, count int) string {
	if few := fmt.Sprintf("home.waits.%d", count); w.Has(few) {
		return w.T(few)
	}
	return w.T("home.waits", "count", count)
}

// eye says the day, and as whom one is here.
func (d Desk) eye(p place, w *lang.Words) string {
	said := w.Period(d.Facts.Today)
	for _, role := range p.who.Roles {
		if (role.Network == d.Network.ID || role.Network == "") && w.Has("network.role."+role.Role) {
			said += " · " + capital(w.T("network.role."+role.Role))
			break
		}
	}
	if len(d.Own) > 0 && !p.who.Has(d.Network.ID, network.Secretariat) {
		said += ", " + shortly(d.Own[0], p.Lang)
	}
	return said
}

// longestName is how many letters of a name the head of a page has room for.
const longestName = 24

// shortly names an organisation in few letters.
func shortly(o network.Organisation, lang string) string {
	if name := o.Named(lang); o.ShortName == "" || utf8.RuneCountInString(name) <= longestName {
		return name
	}
	return o.ShortName
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// shown is a wait as the page draws it.
func (one Wait) shown(w *lang.Words, base, today string) ui.Wait {
	key := "home.wait." + one.Kind
	day, month := dayBox(w, one.Day, today)
	args := slices.Clone(one.Args)
	for i, arg := range args {
		switch one := arg.(type) {
		case []network.Organisation:
			args[i] = some(w, one)
		case time.Time:
			args[i] = w.DateTime(one)
		}
	}
	head, text := "", ""
	if one.Title != "" {
		head = w.T(one.Title, args...)
	}
	if one.Day != "" {
		args = append(args, "date", w.Period(one.Day), "until", w.Period(one.Day))
	}
	if head == "" || one.Day != "" {
		text = w.T(key+".text", args...)
	}
	if head == "" {
		head = w.T(key+".title", args...)
	}
	switch one.State {
	case ui.Late:
		text += " · " + w.T("home.late", "count", between(one.Day, today))
	case ui.Due:
		text += " · " + w.T("home.due", "count", between(today, one.Day))
	}
	return ui.Wait{Day: day, Month: month, State: one.State, Title: head, Text: text,
		Action: &ui.Button{Text: w.T(key + ".do"), Href: base + one.At, Secondary: !one.Main}}
}

// mostNames is how many names a line has room for.
const mostNames = 5

// some says the first names of a list, in the order of the alphabet.
func some(w *lang.Words, all []network.Organisation) string {
	names := make([]string, len(all))
	for i, o := range all {
		names[i] = shortly(o, w.Code())
	}
	slices.SortFunc(names, w.Compare)
	if len(names) > mostNames {
		names = append(names[:mostNames], "…")
		return strings.Join(names, ", ")
	}
	return w.Join(names)
}

// between is the number of days from one day to another.
func between(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

func running(b indicator.Batch, w *lang.Words, base string) ui.Job {
	no := fmt.Sprint(b.No)
	return ui.Job{ID: "import-" + no, Title: w.T("home.import", "no", no, "file", b.FileName()), State: ui.Tag{Text: w.T("home.running")},
		Doing: w.T("home.import.so-far", "count", b.New+b.Counts.Changed+b.Same, "rejected", b.Rejected), Text: w.T("home.import.leave"),
		Links: []ui.Link{{Text: w.T("home.import.follow"), Href: base + batchAt(b.No)}}}
}

// lately is what happened in the network, for the side of the desk.
func (d Desk) lately(w *lang.Words, base string) (all ui.Timeline) {
	for i, n := range d.News {
		if i == mostNews {
			break
		}
		m := ui.Moment{When: cmp.Or(w.Period(n.Day), w.T("home.no-date")), Link: ui.Link{Text: n.Title.In(w.Code()), Href: newsAt(base, n.About)}}
		if len(n.Day) == len(time.DateOnly) {
			m.ISO = n.Day
		}
		all = append(all, m)
	}
	return all
}

// ways are the places where somebody goes from the desk, as far as the role
// leads there.
func (d Desk) ways(p place, w *lang.Words) []ui.Link {
	link := func(key, path string) ui.Link { return ui.Link{Text: w.T(key), Href: p.Base + path} }
	ways := []ui.Link{link("home.compare", "/compare")}
	for _, o := range d.Own {
		if network.May(p.who, "indicator.import", network.Resource{Network: d.Network.ID, Organisation: o.ID}).Allowed {
			ways = append(ways, link("home.import-own", "/imports/new"))
			break
		}
	}
	if network.May(p.who, "indicator.import-public", network.Resource{Network: d.Network.ID}).Allowed {
		ways = append(ways, link("home.import-public", "/imports/new"), link("home.people", "/people"))
	}
	for _, o := range d.Own {
		if network.May(p.who, "privacy.special", network.Resource{Network: d.Network.ID, Organisation: o.ID}).Allowed {
			ways = append(ways, link("privacy.specials", "/privacy/special"))
			break
		}
	}
	if network.May(p.who, "home.read-feedback", network.Resource{}).Allowed {
		ways = append(ways, ui.Link{Text: w.T("home.feedback.list"), Href: p.Root + "/feedback/list"})
	}
	if network.May(p.who, "letter.dispatch", network.Resource{Network: d.Network.ID}).Allowed {
		ways = append(ways, link("letter.dispatch", "/letters"))
	}
	if network.May(p.who, "letter.operate", network.Resource{}).Allowed {
		ways = append(ways, ui.Link{Text: w.T("letter.outbox"), Href: p.Root + "/letters"})
	}
	ways = append(ways, ui.Link{Text: w.T("letter.mine"), Href: p.Root + "/my-mail"})
	return append(ways, link("home.see-members", "/members"), link("home.charter", "/about"))
}
