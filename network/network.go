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
	"pesnet/kit/lang"
)

// Network is a group of organisations that works by a charter.
type Network struct {
	ID         string
	Code       string // PES-NETWORK
	Kind       string // european, project, county, national or world
	Fictional  bool   // invented, for demonstration
	Zone       string // IANA time zone in which its days are counted
	LegalBasis string
	From, To   string // days; empty where not known or not ended
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
	Tile       string // its place on the tile map
	Version    int64
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

// News is what happened in a network on a day.
type News struct {
	Network string // id
	Day     string
	Title   lang.Text
	Source  string
}
