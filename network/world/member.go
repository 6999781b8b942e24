package world

import (
	"time"

	"pesnet/kit/tsv"
)

// Organisation is a member, a part of one, or a body beside the network.
type Organisation struct {
	Code             string
	Kind             string // national_pes, regional_pes, local_pes, ministry, agency, ngo, university, civil_society, eu_body, employer_body or private
	Country          string // ISO 3166-1; empty for international bodies
	Region           string // NUTS
	Parent           string
	Official         string // name in its own language
	OfficialLanguage string
	Short            string
	Website          string
	Fictional        bool
	Tile             string // on the map: the country, or the county with Column and Row
	Column, Row      int
	Verified         bool // false: general knowledge, not seen in a document
	Names            Text // only where a name is established in the language; all five for fictional ones
	Offices          int  // of fictional services
	Counsellors      int
	KnownFor         Text // a noun phrase
}

func organisation(row tsv.Row) Organisation {
	return Organisation{
		Code: row.Get("code"), Kind: row.Get("kind"), Country: row.Get("country"), Region: row.Get("region"), Parent: row.Get("parent"),
		Official: row.Get("official"), OfficialLanguage: row.Get("language"), Short: row.Get("short"), Website: row.Get("website"),
		Fictional: row.Yes("fictional"), Tile: row.Get("tile"), Column: whole(row, "column"), Row: whole(row, "row"),
		Verified: row.Yes("verified"), Names: row.Each("name"),
	}
}

// Membership is a dated claim, by one source, that an organisation belongs to
// a network, or that it does not.
type Membership struct {
	Network      string
	Organisation string
	Kind         string // member, observer, partner, associate, former, or none: the source does not count it in
	Role         string // chair, secretariat, coordinator, beneficiary, founder, joining or nothing
	From         string // YYYY, YYYY-MM or YYYY-MM-DD; empty where it is not known
	To           string // the last day, month or year; empty while it lasts, or where it is not known
	Source       string
	Disputed     bool // sources disagree: shown as such, never counted
	Verified     bool
	Note         Text
}

func membership(row tsv.Row) Membership {
	return Membership{
		Network: row.Get("network"), Organisation: row.Get("organisation"), Kind: row.Get("kind"), Role: row.Get("role"),
		From: row.Get("from"), To: row.Get("to"), Source: row.Get("source"),
		Disputed: row.Yes("disputed"), Verified: row.Yes("verified"), Note: row.Each("note"),
	}
}

// On tells whether the claim speaks of a day, written YYYY-MM-DD. Where a
// source gives only a year or a month, the whole of it is meant.
func (m Membership) On(day string) bool {
	return (m.From == "" || First(m.From) <= day) && (m.To == "" || day <= Last(m.To))
}

// First returns the first day of a date that may be only a year or a month.
func First(date string) string {
	switch len(date) {
	case 4:
		return date + "-01-01"
	case 7:
		return date + "-01"
	}
	return date
}

// Last returns the last day of a date that may be only a year or a month.
func Last(date string) string {
	switch len(date) {
	case 4:
		return date + "-12-31"
	case 7:
		month, err := time.Parse("2006-01", date)
		if err != nil {
			return date
		}
		return month.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return date
}

// Person is somebody fictional to sign in as.
type Person struct {
	Login        string
	Network      string
	Name         string
	Organisation string
	Roles        []string
	Language     string
	Does         Text // what this person does, and where to look first
}

func person(row tsv.Row) Person {
	return Person{
		Login: row.Get("login"), Network: row.Get("network"), Name: row.Get("name"), Organisation: row.Get("organisation"),
		Roles: row.List("roles"), Language: row.Get("language"), Does: row.Each("does"),
	}
}
