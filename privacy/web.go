package privacy

import (
	"net/http"
	"strconv"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/my-data", Policy: "privacy.own", Do: s.minePage},
		{Method: get, Pattern: "/my-data/all", Policy: "privacy.own", Do: s.allPage},
		{Method: get, Pattern: "/my-data/all.json", Policy: "privacy.own", Do: s.allFile},
		{Method: get, Pattern: "/my-data/consents", Policy: "privacy.own", Do: s.consentsPage},
		{Method: post, Pattern: "/my-data/consents", Policy: "privacy.own", Do: s.giveConsent},
		{Method: post, Pattern: "/my-data/consents/withdraw", Policy: "privacy.own", Do: s.withdrawConsent},
		{Method: get, Pattern: "/my-data/ask", Policy: "privacy.own", Do: s.askPage},
		{Method: post, Pattern: "/my-data/ask", Policy: "privacy.own", Do: s.ask},
		{Method: get, Pattern: "/privacy/retention", Policy: "privacy.read-records", Do: s.retentionPage},
		{Method: post, Pattern: "/privacy/retention", Policy: "privacy.retention", Do: s.putSchedule},
		{Method: get, Pattern: "/{network}/privacy/records", Policy: "privacy.read-records", Do: s.recordsPage},
		{Method: get, Pattern: "/{network}/privacy/records/edit", Policy: "privacy.change-records", Do: s.recordPage},
		{Method: post, Pattern: "/{network}/privacy/records/edit", Policy: "privacy.change-records", Do: s.putRecord},
		{Method: get, Pattern: "/{network}/privacy/office", Policy: "privacy.handle", Do: s.officePage},
		{Method: post, Pattern: "/{network}/privacy/notices", Policy: "privacy.handle", Do: s.noticeDone},
		{Method: post, Pattern: "/{network}/privacy/alarms", Policy: "privacy.handle", Do: s.alarmDone},
		{Method: get, Pattern: "/{network}/privacy/requests/{no}", Policy: "privacy.own", Do: s.requestPage},
		{Method: get, Pattern: "/{network}/privacy/requests/{no}/letter", Policy: "privacy.own", Do: s.letterPage},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/identity", Policy: "privacy.handle", Do: s.checkIdentity},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/longer", Policy: "privacy.handle", Do: s.extend},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/decide", Policy: "privacy.handle", Do: s.decide},
		{Method: get, Pattern: "/audit", Policy: "audit.read", Do: s.auditPage},
		{Method: get, Pattern: "/audit.csv", Policy: "audit.read", Do: s.auditCSV},
		{Method: get, Pattern: "/audit.json", Policy: "audit.read", Do: s.auditJSON},
		{Method: get, Pattern: "/{network}/audit", Policy: "audit.read", Do: s.auditPage},
		{Method: get, Pattern: "/{network}/audit.csv", Policy: "audit.read", Do: s.auditCSV},
		{Method: get, Pattern: "/{network}/audit.json", Policy: "audit.read", Do: s.auditJSON},
	}
}

// place is where a page stands and who asks.
type place struct {
	web.Here
	who   network.Who
	n     network.Network // without an id where it is the installation
	words *lang.Words
}

func (s *Service) place(r *web.Request) (p place, err error) {
	p = place{Here: r.Here(), who: network.From(r.Context()), words: r.Words}
	if code := r.PathValue("network"); code != "" {
		p.n, err = s.networks.Network(r.Context(), p.who, code)
	}
	return p, err
}

// page is a page of sections.
type page struct {
	web.Here
	Eye      string
	Title    string
	Lede     string
	Tabs     *ui.Tabs
	Sections []section
}

// section is a heading with what stands under it.
type section struct {
	ID, Title string
	Text      []string
	Forms     []form
	Parts     []ui.Part
}

// form is a form of a section.
type form struct {
	ID        string
	Method    string
	Action    string
	Fields    []ui.Part
	Hidden    []hidden
	Submit    string
	Secondary bool
	Cancel    string
	Filter    bool
}

type hidden struct{ Name, Value string }

func post(action, submit string, fields ...ui.Part) form {
	return form{Method: "post", Action: action, Submit: submit, Fields: fields}
}

// view is the page, with what was refused.
func (p place) view(data page, refused error) web.View {
	v := web.View{Page: "privacy/page", Title: data.Title, Data: data, Dense: true}
	if p.n.ID != "" {
		v.Crumbs = []ui.Link{{Text: p.words.T("web.nav.overview"), Href: p.Base}}
	}
	if refused != nil {
		v.Problems, _ = ui.Refused(p.words, refused)
		v.Status = http.StatusUnprocessableEntity
	}
	return v
}

// invalid tells whether a refusal is one that a form shows.
func invalid(err error) bool {
	kind := fault.Of(err).Kind
	return kind == fault.Invalid || kind == fault.Conflict
}

// field is a field with what was wrong with its last answer.
func (p place) field(name string, refused error) ui.Field {
	f := ui.Field{Name: name, Label: p.words.T("privacy.field." + name)}
	if hint := "privacy.hint." + name; p.words.Has(hint) {
		f.Hint = p.words.T(hint)
	}
	if refused != nil {
		_, fields := ui.Refused(p.words, refused)
		f.Error = fields[name]
	}
	return f
}

// options offers codes under their words.
func (p place) options(prefix string, codes []string, chosen ...string) (all []ui.Option) {
	for _, code := range codes {
		o := ui.Option{Value: code, Text: p.words.T(prefix + code)}
		for _, one := range chosen {
			o.Chosen = o.Chosen || one == code
		}
		all = append(all, o)
	}
	return all
}

func (p place) head(names ...string) (cells []ui.Cell) {
	for _, name := range names {
		cells = append(cells, ui.Cell{Text: p.words.T("privacy.field." + name)})
	}
	return cells
}

// listed says codes in words, one after the other.
func (p place) listed(prefix string, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = p.words.T(prefix + code)
	}
	return strings.Join(names, ", ")
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func trimmed(r *web.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
