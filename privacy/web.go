package privacy

import (
	"net/http"
	"strconv"
	"strings"

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
		{Method: post, Pattern: "/my-data/consents/special", Policy: "privacy.own", Do: s.giveSpecialConsent},
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
		{Method: get, Pattern: "/{network}/privacy/special", Policy: "privacy.special", Do: s.specialsPage},
		{Method: post, Pattern: "/{network}/privacy/special", Policy: "privacy.special", Do: s.putSpecial},
		{Method: get, Pattern: "/{network}/privacy/special/{person}", Policy: "privacy.special", Do: s.specialPage},
		{Method: post, Pattern: "/{network}/privacy/special/{person}/end", Policy: "privacy.special", Do: s.endSpecial},
		{Method: get, Pattern: "/{network}/privacy/thresholds", Policy: "privacy.handle", Do: s.thresholdsPage},
		{Method: post, Pattern: "/{network}/privacy/thresholds", Policy: "privacy.thresholds", Do: s.putThresholds},
		{Method: get, Pattern: "/{network}/privacy/requests/{no}", Policy: "privacy.own", Do: s.requestPage},
		{Method: get, Pattern: "/{network}/privacy/requests/{no}/letter", Policy: "privacy.own", Do: s.letterPage},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/identity", Policy: "privacy.handle", Do: s.checkIdentity},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/longer", Policy: "privacy.handle", Do: s.extend},
		{Method: post, Pattern: "/{network}/privacy/requests/{no}/decide", Policy: "privacy.decide", Do: s.decide},
		{Method: get, Pattern: "/audit", Policy: "audit.read", Do: s.auditPage},
		{Method: get, Pattern: "/audit.csv", Policy: "audit.read", Do: s.auditCSV},
		{Method: get, Pattern: "/audit.json", Policy: "audit.read", Do: s.auditJSON},
		{Method: get, Pattern: "/{network}/audit", Policy: "audit.read", Do: s.auditPage},
		{Method: get, Pattern: "/{network}/audit.csv", Policy: "audit.read", Do: s.auditCSV},
		{Method: get, Pattern: "/{network}/audit.json", Policy: "audit.read", Do: s.auditJSON},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "privacy")
	return place{p}, err
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func trimmed(r *web.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
