// Package network knows who is in a network, by which rules it works, and
// who may do what.
//
// A network is a group of organisations with a charter: rules as data, each
// with the day from which it holds and its source. Organisations form a tree
// and are members by dated claims; sources may disagree, and both are kept.
// People act for an organisation, or for the network itself, in roles that
// are dated too.
package network

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/code"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/search"
)

// Network is a group of organisations that works by a charter.
type Network struct {
	ID         string
	Code       string // PES-NETWORK
	Kind       string // european, project, county, national or world
	Fictional  bool   // invented, for demonstration
	Zone       string // IANA time zone in which its days are counted
	Languages  string // in which it works: "lt ro"
	From, To   string // days, months or years; empty where not known or not ended
	Source     string
	LegalBasis lang.Text
	Name       lang.Text
	Headline   lang.Text // one line for the front page
	Purpose    lang.Text // one sentence
	About      lang.Text // what it is, in two or three sentences
	Version    int64
}

// Organisation is a service or another body that may be in a network.
type Organisation struct {
	ID         string
	Code       string // LT-UZT
	Kind       string
	Country    string // ISO 3166-1 alpha-2
	Region     string // NUTS code; empty where it serves a whole country
	Parent     string // id of the organisation above it
	NativeName string
	NativeLang string
	Name       lang.Text // established names in other languages
	ShortName  string
	Website    string
	Fictional  bool
	Tile       string // what its place on the tile map says: "LT"
	TileColumn int    // 0 = the place of its country
	TileRow    int
	// Size and what it is known for; 0 and empty where not known.
	Offices, Counsellors int
	Known                lang.Text
	Verified             bool // false: still to be checked against a source
	Version              int64

	folded string // every name, folded for search
}

// Named returns the name in a language: the established one, or the native.
func (o Organisation) Named(code string) string {
	if name := o.Name[code]; name != "" {
		return name
	}
	return o.NativeName
}

// Speaks returns the language of the name that Named returns: a reader's
// program must pronounce it.
func (o Organisation) Speaks(code string) string {
	if o.Name[code] != "" {
		return code
	}
	return o.NativeLang
}

// Kinds of organisation, in the order in which they are offered.
var Kinds = []string{
	"national_pes", "regional_pes", "local_pes", "ministry", "agency", "ngo",
	"university", "civil_society", "eu_body", "employer_body", "private",
}

// News is what happened in a network.
type News struct {
	Network string // id
	Day     string // a day, a month or a year; empty where not known
	About   string // what it leads to: figures, members, charter or network
	Title   lang.Text
	Body    lang.Text
	Source  string
}

// Source is a document that facts rest on; other records name it by its code.
type Source struct {
	Code  string
	Day   string // of the document; empty where it bears none
	Lang  string // of the document; empty where it has several
	URL   string
	Title lang.Text
}

// Sources is the documents by their code.
type Sources map[string]Source

// Cite names a source in a language: the title of the document of that code,
// or what somebody wrote in its place.
func (s Sources) Cite(source, code string) string {
	if known, ok := s[source]; ok {
		return known.Title.In(code)
	}
	return source
}

// Matches tells whether every word of a search is in one of the names or in
// the code of the organisation, or names its country; marks do not matter.
func (o Organisation) Matches(words string) bool {
	for word := range strings.FieldsSeq(search.Fold(words)) {
		if !strings.Contains(o.folded, word) {
			return false
		}
	}
	return true
}

// fold is what Matches searches.
func (o Organisation) fold() string {
	all := []string{o.Code, o.NativeName, o.ShortName}
	for _, name := range o.Name {
		all = append(all, name)
	}
	for _, reader := range readers {
		all = append(all, code.Country(o.Country).Name(reader))
	}
	slices.Sort(all)
	return search.Fold(strings.Join(slices.Compact(all), " "))
}

// readers are the languages under which a country is found.
var readers = []string{"lt", "ro", "en", "it", "sv"}

// codePattern is how the code of an organisation is written: LT-UZT.
var codePattern = regexp.MustCompile(`^[A-Z]{2,3}(-[A-Z0-9]{1,20}){1,3}$`)

// Check finds what cannot be taken of an organisation.
//
// Rule network.organisation: an organisation has a code of its own, a kind, a
// name with the language it is in, and a web address that leads to the web.
func (o Organisation) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!codePattern.MatchString(o.Code), "network.organisation.code", "code")
	refuse(!slices.Contains(Kinds, o.Kind), "network.organisation.kind", "kind")
	refuse(strings.TrimSpace(o.NativeName) == "" || len(o.NativeName) > Longest, "network.organisation.name", "name", "most", Longest)
	refuse(!code.Language(o.NativeLang).Known(), "network.organisation.lang", "lang")
	refuse(o.Country != "" && !code.Country(o.Country).Known(), "network.organisation.country", "country")
	_, region := code.NUTS(o.Region)
	refuse(o.Region != "" && !region, "network.organisation.region", "region", "region", o.Region)
	refuse(o.Website != "" && !onTheWeb(o.Website), "network.organisation.website", "website")
	return wrong.Err()
}

// Longest is the number of bytes of the Longest name or source.
const Longest = 500

// onTheWeb tells whether an address is one that a browser may be led to.
func onTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
