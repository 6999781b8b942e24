package accession

import (
	"embed"
	"net/http"
	"strconv"
	"strings"

	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Pages returns the templates of the area: none, its pages are made of parts.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "accession", Files: embed.FS{}} }

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	all := []web.Route{
		{Method: get, Pattern: "/{network}/join", Policy: "accession.read", Do: s.joinPage},
		{Method: get, Pattern: "/{network}/join/apply", Policy: "accession.apply", Do: s.applyPage},
		{Method: post, Pattern: "/{network}/join/apply", Policy: "accession.apply", Do: s.applyForm},
		{Method: get, Pattern: "/{network}/applications", Policy: "accession.handle", Do: s.listPage},
	}
	for _, door := range []struct{ at, policy string }{{"/{network}/join/{key}", "accession.apply"}, {"/{network}/applications/{no}", "accession.own"}} {
		all = append(all,
			web.Route{Method: get, Pattern: door.at, Policy: door.policy, Do: s.applicationPage},
			web.Route{Method: get, Pattern: door.at + "/documents/{document}", Policy: door.policy, Do: s.documentFile},
			web.Route{Method: post, Pattern: door.at + "/documents", Policy: door.policy, Do: s.signForm, Body: mostBytes + 64<<10},
			web.Route{Method: post, Pattern: door.at + "/check", Policy: door.policy, Do: s.checkForm},
			web.Route{Method: post, Pattern: door.at + "/nominate", Policy: door.policy, Do: s.nominateForm},
			web.Route{Method: post, Pattern: door.at + "/withdraw", Policy: door.policy, Do: s.withdrawForm})
	}
	all = append(all, web.Route{Method: post, Pattern: "/{network}/applications/register", Policy: "accession.handle", Do: s.registerForm})
	all = append(all, web.Route{Method: post, Pattern: "/{network}/applications/{no}/link", Policy: "accession.handle", Do: s.linkForm})
	for _, deed := range deeds {
		all = append(all, web.Route{Method: post, Pattern: "/{network}/applications/{no}/" + deed.name, Policy: "accession.handle", Do: s.decideForm(deed)})
	}
	return all
}

// deeds are what the secretariat decides, each with the states in which it
// can.
var deeds = []deed{
	{"admit", []string{FormsSigned}, (*Service).Admit, []string{"code", "source"}},
	{"refuse", []string{Applicant, FormsSigned}, (*Service).Refuse, []string{"source", "grounds"}},
	{"suspend", []string{Active}, (*Service).Suspend, []string{"source", "grounds", "day"}},
	{"resume", []string{Suspended}, (*Service).Resume, []string{"source", "day"}},
	{"revoke", []string{Admitted, Active, Suspended}, (*Service).Revoke, []string{"source", "grounds", "day"}},
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "accession")
	p.Section = "members"
	return place{p}, err
}

// door is how the request comes to an application, and at which address.
func (p place) door(r *web.Request) (Door, string) {
	if key := r.PathValue("key"); key != "" {
		return Door{Key: key}, p.Base + "/join/" + key
	}
	no, err := strconv.ParseInt(r.PathValue("no"), 10, 64)
	if err != nil {
		no = -1
	}
	return Door{No: no}, p.Base + "/applications/" + strconv.FormatInt(no, 10)
}

func (p place) memberHref(code string) string { return p.Base + "/members/" + strings.ToLower(code) }

// value says a code word of the charter.
func (p place) value(code string) string {
	if key := "network.value." + code; p.Words.Has(key) {
		return p.Words.T(key)
	}
	return code
}
