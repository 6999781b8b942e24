package world

import "pesnet/kit/tsv"

// Source is a document that facts rest on.
type Source struct {
	Code     string
	Date     string // of the document; empty where it bears none
	Language string // of the document; empty where it has several or none
	URL      string
	Title    Text
}

func source(row tsv.Row) Source {
	return Source{Code: row.Get("code"), Date: row.Get("date"), Language: row.Get("language"), URL: row.Get("url"), Title: row.Each("title")}
}

// Network is a network with what it says of itself.
type Network struct {
	Code       string
	Kind       string // european, project, county or world
	Fictional  bool
	Zone       string // in which its days are counted
	Languages  []string
	ValidFrom  string // YYYY, YYYY-MM or YYYY-MM-DD; empty where it is not known
	ValidTo    string
	Source     string
	Name       Text
	LegalBasis Text
	Purpose    Text // one sentence
	About      Text // what it is, in two or three sentences
	Headline   Text // of its front page
	texts      map[string]Text
}

func network(row tsv.Row) Network {
	return Network{
		Code: row.Get("code"), Kind: row.Get("kind"), Fictional: row.Yes("fictional"), Zone: row.Get("zone"),
		Languages: row.List("languages"), ValidFrom: row.Get("valid_from"), ValidTo: row.Get("valid_to"),
		Source: row.Get("source"), texts: map[string]Text{},
	}
}

func (n *Network) spread() {
	n.Name, n.LegalBasis, n.Purpose = n.texts["name"], n.texts["legal_basis"], n.texts["purpose"]
	n.About, n.Headline, n.texts = n.texts["about"], n.texts["headline"], nil
}

// Rule is a dated value of a network's charter.
type Rule struct {
	Network  string
	Code     string // "meeting.notice_days"
	Value    string // a number, a date, yes or no, or code words
	From     string
	To       string // the last day; empty while it holds
	Source   string
	Place    string // where in the source
	Verified bool   // false: general knowledge, not seen in a document
}

func rule(row tsv.Row) Rule {
	return Rule{
		Network: row.Get("network"), Code: row.Get("rule"), Value: row.Get("value"), From: row.Get("from"), To: row.Get("to"),
		Source: row.Get("source"), Place: row.Get("place"), Verified: row.Yes("verified"),
	}
}

// News is something that happened in a network.
type News struct {
	Network string
	Date    string // empty where the document that tells it bears none
	About   string // figures, members, charter or network: what the line leads to
	Source  string
	Title   Text
	Text    Text
}

func news(row tsv.Row) News {
	return News{
		Network: row.Get("network"), Date: row.Get("date"), About: row.Get("about"), Source: row.Get("source"),
		Title: row.Each("title"), Text: row.Each("text"),
	}
}
