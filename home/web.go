package home

import (
	"net/http"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Routes is the table of routes of the area. The standing pages exist for the
// installation and for each network.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	routes := []web.Route{
		{Method: get, Pattern: "/", Policy: "network.read", Do: s.installationPage},
		{Method: get, Pattern: "/{network}", Policy: "network.read", Do: s.frontPage},
		{Method: get, Pattern: "/{network}/desk", Policy: "network.act", Do: s.deskPage},
		{Method: get, Pattern: "/{network}/open-data/{file}", Policy: "indicator.export", Do: s.datasetFile},
		{Method: get, Pattern: "/feedback/list", Policy: "home.read-feedback", Do: s.feedbackListPage},
	}
	for _, under := range []string{"", "/{network}"} {
		routes = append(routes,
			web.Route{Method: get, Pattern: under + "/help", Policy: "network.read", Do: s.helpPage},
			web.Route{Method: get, Pattern: under + "/accessibility", Policy: "network.read", Do: s.accessibilityPage},
			web.Route{Method: get, Pattern: under + "/privacy", Policy: "network.read", Do: s.privacyPage},
			web.Route{Method: get, Pattern: under + "/feedback", Policy: "home.give-feedback", Do: s.feedbackPage},
			web.Route{Method: post, Pattern: under + "/feedback", Policy: "home.give-feedback", Do: s.giveFeedback},
			web.Route{Method: get, Pattern: under + "/feedback/sent", Policy: "home.give-feedback", Do: s.sentPage},
			web.Route{Method: get, Pattern: under + "/open-data", Policy: "network.read", Do: s.openDataPage},
			web.Route{Method: get, Pattern: under + "/search", Policy: "network.read", Do: s.searchPage},
		)
	}
	return routes
}

// Reserved are the words that stand where the code of a network could: no
// network can be called so.
var Reserved = []string{"help", "accessibility", "privacy", "feedback", "open-data", "search", "sign-in", "sign-out", "my-data", "my-mail", "feeds", "letters", "audit"}

// place is where a page stands: the installation, or a network of it.
type place struct {
	web.Here
	who network.Who
	n   network.Network // without an id where it is the installation
	all []network.Network
}

// place finds where a page stands. A code that no network has is refused.
func (s *Service) place(r *web.Request) (p place, err error) {
	p = place{Here: r.Here(), who: network.From(r.Context())}
	if p.all, err = s.list(r.Context(), p.who); err != nil {
		return p, err
	}
	wanted := strings.ToUpper(r.PathValue("network"))
	if wanted == "" {
		return p, nil
	}
	for _, n := range p.all {
		if n.Code == wanted {
			p.n = n
			return p, nil
		}
	}
	p.n, err = s.networks.Network(r.Context(), p.who, wanted) // one that has just been added
	return p, err
}

// inNetwork tells whether the page is one of a network.
func (p place) inNetwork() bool { return p.n.ID != "" }

// demo tells whether this is the demonstration: some network is invented.
func (p place) demo() bool {
	for _, n := range p.all {
		if n.Fictional {
			return true
		}
	}
	return false
}

// sub says beside the code of a network what it is.
func (p place) sub(n network.Network, w *lang.Words) string {
	if n.Fictional {
		return w.T("home.invented", "kind", w.T("home.kind."+n.Kind))
	}
	return n.Name.In(w.Code())
}

// crumb leads from a standing page of a network up to its overview.
func (p place) crumbs(w *lang.Words) []ui.Link {
	if !p.inNetwork() {
		return nil
	}
	return []ui.Link{{Text: w.T("web.nav.overview"), Href: p.Base}}
}

// memberAt is the address of a member's page.
func memberAt(base, code string) string { return base + "/members/" + strings.ToLower(code) }
