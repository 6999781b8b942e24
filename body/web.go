package body

import (
	"embed"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

//go:embed page/*.html
var pages embed.FS

// Pages returns the templates of the area.
func (s *Service) Pages() ui.Folder {
	files, err := fs.Sub(pages, "page")
	if err != nil {
		panic(err) // they are part of the program
	}
	return ui.Folder{Name: "body", Files: files}
}

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/{network}/bodies", Policy: "body.read", Do: s.bodiesPage},
		{Method: get, Pattern: "/{network}/bodies/add", Policy: "body.change", Do: s.addPage},
		{Method: post, Pattern: "/{network}/bodies/add", Policy: "body.change", Do: s.addBody},
		{Method: get, Pattern: "/{network}/bodies/{body}", Policy: "body.read", Do: s.bodyPage},
		{Method: get, Pattern: "/{network}/bodies/{body}/seats.xlsx", Policy: "body.read-people", Do: s.seatsBook},
		{Method: get, Pattern: "/{network}/bodies/{body}/edit", Policy: "body.change", Do: s.editPage},
		{Method: post, Pattern: "/{network}/bodies/{body}/edit", Policy: "body.change", Do: s.editBody},
		{Method: post, Pattern: "/{network}/bodies/{body}/close", Policy: "body.change", Do: s.closeBody},
		{Method: get, Pattern: "/{network}/bodies/{body}/mandate", Policy: "body.adjust-mandate", Do: s.mandatePage},
		{Method: post, Pattern: "/{network}/bodies/{body}/mandate", Policy: "body.adjust-mandate", Do: s.adjustMandate},
		{Method: get, Pattern: "/{network}/bodies/{body}/seats/add", Policy: "body.change", Do: s.newSeatPage},
		{Method: post, Pattern: "/{network}/bodies/{body}/seats/add", Policy: "body.change", Do: s.giveSeatForm},
		{Method: get, Pattern: "/{network}/bodies/{body}/seats/{seat}", Policy: "body.change", Do: s.seatPage},
		{Method: post, Pattern: "/{network}/bodies/{body}/seats/{seat}", Policy: "body.change", Do: s.changeSeatForm},
		{Method: get, Pattern: "/{network}/fees", Policy: "body.read", Do: s.feesPage},
		{Method: get, Pattern: "/{network}/fees/edit", Policy: "body.change", Do: s.formulaPage},
		{Method: post, Pattern: "/{network}/fees/edit", Policy: "body.change", Do: s.putFormulaForm},
		{Method: get, Pattern: "/{network}/directory", Policy: "body.directory", Do: s.directoryPage},
		{Method: get, Pattern: "/{network}/directory.xlsx", Policy: "body.directory", Do: s.directoryBook},
		{Method: get, Pattern: "/{network}/directory.vcf", Policy: "body.directory", Do: s.directoryCards},
		{Method: get, Pattern: "/{network}/directory/{person}/card.vcf", Policy: "body.directory", Do: s.personCard},
		{Method: get, Pattern: "/{network}/directory/{person}/photo", Policy: "body.directory", Do: s.personPhoto},
		{Method: get, Pattern: "/my-contact", Policy: "body.own-contact", Do: s.contactPage},
		{Method: post, Pattern: "/my-contact", Policy: "body.own-contact", Do: s.putContactForm, Body: mostBytes + 64<<10},
		{Method: get, Pattern: "/my-contact/photo", Policy: "body.own-contact", Do: s.ownPhoto},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "body")
	p.Section = "members"
	return place{p}, err
}

func (p place) bodyHref(code string) string { return p.Base + "/bodies/" + strings.ToLower(code) }

func (p place) memberLink(o network.Organisation) ui.Cell {
	if o.ID == "" {
		return ui.Cell{Text: "–"}
	}
	return ui.Cell{Text: o.Named(p.Lang), Href: p.Base + "/members/" + strings.ToLower(o.Code)}
}

// days says from when to when; nothing where neither is known.
func (p place) days(from, to string) string {
	switch {
	case from == "" && to == "":
		return p.Words.T("body.days.unknown")
	case to == "":
		return p.Words.T("body.days.since", "from", p.Words.Period(from))
	case from == "":
		return p.Words.T("body.days.until", "to", p.Words.Period(to))
	}
	return p.Words.T("body.days.between", "from", p.Words.Period(from), "to", p.Words.Period(to))
}

// dateForm chooses the day that a page shows.
func (p place) dateForm(action, day string) ui.Form {
	return ui.Form{Method: "get", Action: action, Filter: true, Submit: p.Words.T("body.on.show"),
		Fields: []ui.Part{ui.Input{Field: p.Field("on", nil), Value: day, Type: "date", Width: "10"}}}
}

func version(v int64) []ui.Hidden {
	return []ui.Hidden{{Name: "version", Value: strconv.FormatInt(v, 10)}}
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
