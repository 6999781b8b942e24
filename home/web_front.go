package home

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"pesnet/kit/code"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	languages "pesnet/lang"
	"pesnet/network"
)

type installationPage struct {
	web.Here
	Actions  ui.Actions
	Map      *ui.Tiles
	Facts    ui.Facts
	Networks []networkCard
	Ways     ui.Cards
	Empty    *ui.Empty
}

// networkCard is a network on the front page of the installation.
type networkCard struct {
	Code, Name, Text, Href, Count string
	Tag                           *ui.Tag
}

func (s *Service) installationPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	page := installationPage{Here: p.Here}
	organisations, countries := map[string]bool{}, map[string]bool{}
	for _, n := range p.all {
		today := s.networks.Today(n)
		members, err := s.networks.MembersOn(r.Context(), p.who, n, listDay(n, today))
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if m.Membership.Counts() && listDay(n, today) == today {
				organisations[m.ID] = true
				if m.Country != "" && !m.Fictional {
					countries[m.Country] = true
				}
			}
		}
		page.Networks = append(page.Networks, p.card(n, howMany(r.Words, members), listDay(n, today) != today, r.Words))
	}
	page.Actions = ui.Actions{Buttons: []ui.Button{{Text: r.T("web.sign-in"), Href: p.Root + "/sign-in"}}, Links: []ui.Link{{Text: r.T("home.how"), Href: p.Root + "/help"}}}
	if p.who.SignedIn() {
		page.Actions.Buttons[0] = ui.Button{Text: r.T("home.choose-network"), Href: "#networks"}
	}
	page.Facts = ui.Facts{
		fact(r.Words, "networks", len(p.all)),
		fact(r.Words, "organisations", len(organisations)),
		fact(r.Words, "countries", len(countries)),
		fact(r.Words, "languages", len(languages.All.Codes())),
	}
	if tiles := countryMap(countries, r.Words, p.Root); len(tiles.Items) >= fewestTiles {
		page.Map = &tiles
	}
	if len(p.all) == 0 {
		page.Empty = &ui.Empty{Title: r.T("home.no-networks"), Text: r.T("home.no-networks.text"), Links: []ui.Link{{Text: r.T("web.help"), Href: p.Root + "/help"}}}
	}
	page.Ways = p.installationWays(r.Words)
	return web.View{Page: "home/installation", Title: r.T("home.title"), Data: page, Wide: true}, nil
}

// countryMap shows in which countries members are; each square leads to a
// search for them.
func countryMap(countries map[string]bool, w *lang.Words, root string) ui.Tiles {
	m := ui.Tiles{Label: w.T("home.map"), Key: []ui.TileKey{{Text: w.T("home.map.countries", "count", len(countries))}}}
	for _, tile := range code.Tiles("") {
		if countries[tile.Code] {
			name := code.Country(tile.Code).Name(w.Code())
			m.Items = append(m.Items, ui.Tile{Text: tile.Short, Name: name, Href: root + "/search?q=" + url.QueryEscape(name), Column: tile.Column, Row: tile.Row})
		}
	}
	return m
}

func (p place) card(n network.Network, count string, over bool, w *lang.Words) networkCard {
	c := networkCard{Code: n.Code, Name: n.Name.In(p.Lang), Text: n.Purpose.In(p.Lang), Href: p.Root + "/" + strings.ToLower(n.Code), Count: count}
	switch {
	case over:
		c.Tag = &ui.Tag{Kind: "off", Text: w.T("home.over", "date", w.Period(n.To))}
	case n.Fictional:
		c.Tag = &ui.Tag{Kind: "due", Text: w.T("home.fictional")}
	case p.demo():
		c.Tag = &ui.Tag{Kind: "net", Text: w.T("web.demo.public")}
	}
	return c
}

func (p place) installationWays(w *lang.Words) ui.Cards {
	return p.cards(w, 3, []way{{"see-open-data", p.Root + "/open-data"}, {"see-search", p.Root + "/search"}, {"see-help", p.Root + "/help"}})
}

// way is a card that leads somewhere; its words are home.way.NAME.
type way struct{ name, href string }

func (p place) cards(w *lang.Words, columns int, ways []way) ui.Cards {
	cards := ui.Cards{Columns: columns}
	for _, one := range ways {
		cards.Items = append(cards.Items, ui.Card{Title: w.T("home.way." + one.name), Text: w.T("home.way." + one.name + ".text"), Href: one.href})
	}
	return cards
}

// fact is a number with its words, home.fact.NAME, in the right plural form.
func fact(w *lang.Words, name string, count int) ui.Fact {
	return ui.Fact{Value: w.Number(float64(count), 0), Text: w.T("home.fact."+name, "count", count)}
}

type frontPage struct {
	web.Here
	Name, Headline, Purpose string
	Actions                 ui.Actions
	Map                     *ui.Tiles
	Outside                 []ui.Link
	Key                     []string // where there is no map
	Whose                   string   // members of which day
	Facts                   ui.Facts
	News                    ui.Waits
	NoNews                  *ui.Empty
	Published               ui.Timeline
	About                   string
	Pairs                   ui.Pairs
	Ways                    ui.Cards
}

// fewestTiles is how many squares make a map.
const fewestTiles = 4

// mostNews is how many lines of news a page shows.
const mostNews = 5

func (s *Service) frontPage(r *web.Request) (web.Reply, error) {
	p, err := s.place(r)
	if err != nil {
		return nil, err
	}
	f, err := s.Front(r.Context(), p.who, p.n.Code)
	if err != nil {
		return nil, err
	}
	page := frontPage{Here: p.Here, Name: f.Network.Name.In(p.Lang), Headline: f.Network.Headline.In(p.Lang), Purpose: f.Network.Purpose.In(p.Lang), About: f.Network.About.In(p.Lang)}
	if page.Headline == "" {
		page.Headline = page.Name
	}
	page.Actions = ui.Actions{
		Buttons: []ui.Button{{Text: r.T("home.compare"), Href: p.Base + "/compare"}},
		Links:   []ui.Link{{Text: r.T("home.see-members"), Href: p.Base + "/members"}, {Text: r.T("web.nav.open-data"), Href: p.Base + "/open-data"}},
	}
	page.Whose = r.T("home.members-today")
	if f.Day != f.Today {
		page.Whose = r.T("home.members-on", "date", r.Words.Period(f.Day))
	}
	page.show(mapOf(f.Members, r.Words, p.Base))
	page.Facts = f.facts(r.Words)
	page.News = f.news(r.Words, p.Base)
	if len(page.News) == 0 {
		page.NoNews = &ui.Empty{Title: r.T("home.no-news"), Text: r.T("home.no-news.text")}
	}
	page.Published = f.published(r.Words, p.Base)
	page.Pairs = f.pairs(r.Words)
	page.Ways = p.ways(r.Words)
	return web.View{Page: "home/front", Title: page.Headline, Data: page, Section: "overview", Wide: true}, nil
}

// show puts the members on a map, or in a list where a map would be nearly
// empty.
func (f *frontPage) show(m onMap) {
	if len(m.Tiles.Items) >= fewestTiles {
		f.Map, f.Outside = &m.Tiles, m.Outside
		return
	}
	for _, tile := range m.Tiles.Items {
		f.Outside = append(f.Outside, ui.Link{Text: tile.Name, Href: tile.Href})
	}
	f.Outside = append(f.Outside, m.Outside...)
	for _, key := range m.Tiles.Key {
		f.Key = append(f.Key, key.Text)
	}
}

// facts are the numbers of the network; what is not known is not shown.
func (f Front) facts(w *lang.Words) ui.Facts {
	countries := map[string]bool{}
	for _, m := range f.Members {
		if m.Membership.Counts() && m.Country != "" {
			countries[m.Country] = true
		}
	}
	members := network.Counted(f.Members)
	facts := ui.Facts{fact(w, "members", members)}
	if members == 0 {
		facts[0] = fact(w, "taking-part", takingPart(f.Members))
	} else if f.Day != f.Today {
		facts[0].Text = w.T("home.fact.members-on", "count", members, "date", w.Period(f.Day))
	}
	if len(countries) > 1 && !f.Network.Fictional {
		facts = append(facts, fact(w, "countries", len(countries)))
	}
	if f.Figures.Figures > 0 {
		facts = append(facts, fact(w, "indicators", int(f.Figures.Indicators)), fact(w, "figures", int(f.Figures.Figures)),
			latest(w, f.Figures.Latest))
	}
	return facts
}

// latest says for which period there are figures: the year as the number, the
// month or quarter beside it.
func latest(w *lang.Words, period string) ui.Fact {
	if len(period) <= len("2026") {
		return ui.Fact{Value: period, Text: w.T("home.fact.latest-year")}
	}
	return ui.Fact{Value: period[:len("2026")], Text: w.T("home.fact.latest", "period", w.Period(period))}
}

// news is what happened, the latest first.
func (f Front) news(w *lang.Words, base string) (all ui.Waits) {
	for i, n := range f.News {
		if i == mostNews {
			break
		}
		day, month := dayBox(w, n.Day, f.Today)
		one := ui.Wait{Day: day, Month: month, Title: n.Title.In(w.Code()), Text: n.Body.In(w.Code()), Href: newsAt(base, n.About)}
		if w.Has("home.about." + n.About) {
			one.Tag = &ui.Tag{Kind: "off", Text: w.T("home.about." + n.About)}
		}
		all = append(all, one)
	}
	return all
}

// newsAt is where a line of news leads.
func newsAt(base, about string) string {
	switch about {
	case "figures":
		return base + "/compare"
	case "members":
		return base + "/members"
	case "charter":
		return base + "/about#charter"
	}
	return base + "/about"
}

// dayBox writes a day into its box: day and month of this year, the year and
// what is known of the day for other years.
func dayBox(w *lang.Words, day, today string) (large, small string) {
	t, err := time.Parse(time.DateOnly, day)
	switch {
	case day == "":
		return "–", w.T("home.no-date")
	case err != nil:
		return day[:len("2026")], ""
	case day[:4] == today[:4]:
		return strconv.Itoa(t.Day()), shortMonth(w, t)
	}
	return day[:4], w.Short(t)
}

func shortMonth(w *lang.Words, t time.Time) string {
	return w.T("home.month." + strconv.Itoa(int(t.Month())))
}

// published are the latest deliveries of figures that everybody may see.
func (f Front) published(w *lang.Words, base string) (all ui.Timeline) {
	for _, one := range f.Figures.Published {
		all = append(all, ui.Moment{When: w.Period(one.Day), ISO: one.Day, Text: ": " + sourceNamed(w, one.Source, f.Network.Fictional),
			Link: ui.Link{Text: w.T("home.published", "count", one.New+one.Changed), Href: base + "/open-data"}})
	}
	return all
}

func (f Front) pairs(w *lang.Words) ui.Pairs {
	n := f.Network
	var pairs ui.Pairs
	add := func(key, value, href string) {
		if value != "" {
			pairs = append(pairs, ui.Pair{Name: w.T(key), Value: value, Href: href})
		}
	}
	add("home.pair.since", w.Period(n.From), "")
	add("home.pair.until", w.Period(n.To), "")
	add("home.pair.basis", n.LegalBasis.In(w.Code()), f.Sources[n.Source].URL)
	return pairs
}

func (p place) ways(w *lang.Words) ui.Cards {
	work := way{"sign-in", p.Root + "/sign-in?next=" + p.Base + "/desk"}
	if p.who.SignedIn() {
		work = way{"desk", p.Base + "/desk"}
	}
	return p.cards(w, 3, []way{
		{"compare", p.Base + "/compare"}, {"members", p.Base + "/members"}, work,
		{"open-data", p.Base + "/open-data"}, {"charter", p.Base + "/about"}, {"feedback", p.Base + "/feedback"},
	})
}
