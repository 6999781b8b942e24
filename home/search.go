package home

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/search"
	"pesnet/network"
)

// Hit is something that a search has found.
type Hit struct {
	Kind  string // network, member, indicator or page
	Title string
	Lang  string // of the title
	Text  string // what it is, optional
	Path  string // below the address of the language
}

// hitKinds are the kinds of hit, in the order in which they are shown.
var hitKinds = []string{"network", "member", "indicator", "page"}

// mostHits is how many hits of a kind are shown.
const mostHits = 25

// looking is a search under way.
type looking struct {
	words *lang.Words
	query string
	hits  []Hit
	count map[string]int
	seen  map[string]bool
}

// finds tells whether a text has every word that is looked for: as it is
// written without marks, or by its stem, so that endings do not matter.
//
// Rule home.search: a search finds what has all its words, whatever their
// marks, capitals and endings.
func finds(lang, query, text string) bool {
	folded := search.Fold(text)
	var stems []string
	for word := range strings.FieldsSeq(query) {
		if strings.Contains(folded, search.Fold(word)) {
			continue
		}
		if stems == nil {
			stems = search.Terms(lang, text)
		}
		for _, stem := range search.Terms(lang, word) {
			if !slices.Contains(stems, stem) {
				return false
			}
		}
	}
	return true
}

// add keeps a hit, once.
func (l *looking) add(h Hit) {
	if key := h.Kind + h.Title; !l.seen[key] && l.count[h.Kind] < mostHits {
		l.seen[key] = true
		l.count[h.Kind]++
		l.hits = append(l.hits, h)
	}
}

// Search finds networks, members, indicators and pages in the reader's
// language; within one network, or in all.
func (s *Service) Search(ctx context.Context, who network.Who, words *lang.Words, code, query string) ([]Hit, error) {
	if err := network.May(who, "network.read", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	all, err := s.list(ctx, who)
	if err != nil {
		return nil, err
	}
	if code != "" {
		n, err := s.networks.Network(ctx, who, code)
		if err != nil {
			return nil, err
		}
		all = []network.Network{n}
	}
	l := &looking{words: words, query: cut(strings.TrimSpace(query), 200), count: map[string]int{}, seen: map[string]bool{}}
	if search.Fold(l.query) == "" {
		return nil, nil
	}
	for _, n := range all {
		l.network(n)
		if err := s.findMembers(ctx, l, n); err != nil {
			return nil, err
		}
		if err := s.findIndicators(ctx, who, l, n); err != nil {
			return nil, err
		}
	}
	l.pages(code)
	slices.SortStableFunc(l.hits, func(a, b Hit) int { return slices.Index(hitKinds, a.Kind) - slices.Index(hitKinds, b.Kind) })
	return l.hits, nil
}

func (l *looking) network(n network.Network) {
	name := n.Name.In(l.words.Code())
	if finds(l.words.Code(), l.query, n.Code+" "+name+" "+n.Purpose.In(l.words.Code())) {
		l.add(Hit{Kind: "network", Title: name, Lang: l.words.Code(), Text: n.Purpose.In(l.words.Code()), Path: below(n)})
	}
}

// below is the address of a network below that of the language.
func below(n network.Network) string { return "/" + strings.ToLower(n.Code) }

func (s *Service) findMembers(ctx context.Context, l *looking, n network.Network) error {
	claims, err := s.claims(ctx, n)
	for _, m := range claims {
		if m.Matches(l.query) {
			l.add(Hit{Kind: "member", Title: m.Named(l.words.Code()), Lang: m.Speaks(l.words.Code()), Text: n.Code, Path: memberAt(below(n), m.Code)})
		}
	}
	return err
}

// findIndicators finds indicators that have figures in the network.
func (s *Service) findIndicators(ctx context.Context, who network.Who, l *looking, n network.Network) error {
	all, series, err := s.indicators.Catalogue(ctx, who, n)
	for _, d := range all {
		has := int64(0)
		for _, name := range d.Names() {
			has += series[name]
		}
		if has > 0 && finds(l.words.Code(), l.query, d.Code+" "+d.Title(l.words)) {
			l.add(Hit{Kind: "indicator", Title: d.Title(l.words), Lang: l.words.Code(), Text: n.Code, Path: below(n) + "/compare?indicator=" + d.Code})
		}
	}
	return err
}

// standing are the pages that a search can find.
var standing = []string{"help", "accessibility", "privacy", "feedback", "open-data"}

func (l *looking) pages(code string) {
	base := ""
	if code != "" {
		base = "/" + strings.ToLower(code)
	}
	for _, name := range standing {
		title, lede := l.words.T("home."+name+".title"), l.words.T("home."+name+".lede", "days", replyDays)
		if finds(l.words.Code(), l.query, title+" "+lede) {
			l.add(Hit{Kind: "page", Title: title, Lang: l.words.Code(), Text: lede, Path: base + "/" + name})
		}
	}
}
