package main

// sample is an address at which a page is looked at, below the language, and
// who may see it.
type sample struct {
	path string
	who  []string // logins out of readers; everybody when empty
}

func toAll(paths ...string) (all []sample) {
	for _, p := range paths {
		all = append(all, sample{path: p})
	}
	return all
}

func only(who []string, paths ...string) (all []sample) {
	for _, p := range paths {
		all = append(all, sample{p, who})
	}
	return all
}

var (
	signedIn    = []string{"analyst", "secretariat"}
	analysts    = []string{"analyst"}
	secretaries = []string{"secretariat"}
	operators   = []string{"nobody of these"}
)

// samples has, for every page that can be read, the addresses at which it is
// looked at. A page that is not in here fails the test. What stands in < > is
// found in the demo world.
var samples = map[string][]sample{
	"/":                        toAll("/"),
	"/sign-in":                 toAll("/sign-in", "/sign-in?next=/en/aurora/desk"),
	"/account":                 only(signedIn, "/account"),
	"/account/app":             only(signedIn, "/account/app"),
	"/account/tokens":          only(signedIn, "/account/tokens"),
	"/confirm":                 only(signedIn, "/confirm", "/confirm?next=/en/aurora/people"),
	"/sign-in/second":          nil, // for those who have shown a password; see the tests of network
	"/sign-in/factor":          nil,
	"/sign-in/emergency":       nil,
	"/sign-in/with/{provider}": nil, // leads to another site
	"/sign-in/back/{provider}": nil,
	"/sign-in/link":            nil, // a link works for whom it was made; see the tests of network,
	"/help":                    toAll("/help"),
	"/accessibility":           toAll("/accessibility"),
	"/privacy":                 toAll("/privacy"),
	"/feedback":                toAll("/feedback"),
	"/feedback/sent":           nil, // the journey of feedback comes here
	"/feedback/list":           only(operators, "/feedback/list"),
	"/open-data":               toAll("/open-data"),
	"/search":                  toAll("/search", "/search?q=gintara", "/search?q=zzzz"),

	"/{network}":               toAll("/aurora", "/valea", "/pes-network", "/net-pes", "/spune-spo", "/wapes"),
	"/{network}/about":         toAll("/aurora/about", "/wapes/about", "/pes-network/about"),
	"/{network}/help":          toAll("/aurora/help"),
	"/{network}/accessibility": toAll("/aurora/accessibility"),
	"/{network}/privacy":       toAll("/aurora/privacy"),
	"/{network}/feedback":      toAll("/aurora/feedback"),
	"/{network}/feedback/sent": nil,
	"/{network}/open-data":     toAll("/aurora/open-data", "/pes-network/open-data"),
	"/{network}/search":        toAll("/aurora/search", "/aurora/search?q=gintara", "/pes-network/search?q=siauliai"),
	"/{network}/desk":          only(signedIn, "/aurora/desk"),

	"/my-data":                                only(signedIn, "/my-data"),
	"/my-data/all":                            only(signedIn, "/my-data/all"),
	"/my-data/all.json":                       only(signedIn, "/my-data/all.json", "/my-data/all.json?what=portable"),
	"/my-data/consents":                       only(signedIn, "/my-data/consents"),
	"/my-data/ask":                            only(signedIn, "/my-data/ask"),
	"/privacy/retention":                      toAll("/privacy/retention"),
	"/audit":                                  only(operators, "/audit"),
	"/audit.csv":                              only(operators, "/audit.csv"),
	"/audit.json":                             only(operators, "/audit.json"),
	"/{network}/audit":                        only(operators, "/aurora/audit"),
	"/{network}/audit.csv":                    only(operators, "/aurora/audit.csv"),
	"/{network}/audit.json":                   only(operators, "/aurora/audit.json"),
	"/{network}/privacy/records":              toAll("/aurora/privacy/records", "/valea/privacy/records", "/wapes/privacy/records"),
	"/{network}/privacy/records/edit":         only(secretaries, "/aurora/privacy/records/edit", "/aurora/privacy/records/edit?code=directory"),
	"/{network}/privacy/office":               only(secretaries, "/aurora/privacy/office"),
	"/{network}/privacy/special":              only(operators, "/aurora/privacy/special"),
	"/{network}/privacy/special/{person}":     only(operators, "/aurora/privacy/special/nobody"),
	"/{network}/privacy/thresholds":           only(secretaries, "/aurora/privacy/thresholds"),
	"/{network}/privacy/requests/{no}":        append(only(signedIn, "/aurora/privacy/requests/1"), only(secretaries, "/aurora/privacy/requests/2")...),
	"/{network}/privacy/requests/{no}/letter": only(signedIn, "/aurora/privacy/requests/1/letter"),

	"/{network}/reports":                                toAll("/aurora/reports", "/wapes/reports"),
	"/{network}/reports/{year}":                         only(signedIn, "/aurora/reports/2026"),
	"/{network}/reports/{year}/xlsx":                    only(signedIn, "/aurora/reports/2026/xlsx"),
	"/{network}/reports/{year}/edit":                    only(secretaries, "/aurora/reports/2026/edit"),
	"/{network}/reports/{year}/propose":                 only(secretaries, "/aurora/reports/2026/propose"),
	"/{network}/reports/{year}/proposals/{no}":          only(secretaries, "/aurora/reports/2026/proposals/1"),
	"/{network}/reports/{year}/rows/{chapter}/{figure}": only(signedIn, "/aurora/reports/2026/rows/members/members", "/aurora/reports/2026/rows/meetings/present"),
	"/{network}/groups":                                 append(only(signedIn, "/aurora/groups", "/aurora/groups?q=telephone", "/aurora/groups?q=zzzz"), only(operators, "/valea/groups")...),
	"/{network}/group/edit":                             only(secretaries, "/aurora/group/edit", "/aurora/group/edit?group=employers"),
	"/{network}/groups/{group}":                         only(signedIn, "/aurora/groups/employers", "/aurora/groups/baltic-nordic"),
	"/{network}/groups/{group}/{thread}":                only(signedIn, "/aurora/groups/employers/1"),
	"/{network}/groups/{group}/{thread}/{post}":         only(signedIn, "/aurora/groups/employers/1/1"),
	"/{network}/announcements":                          toAll("/aurora/announcements", "/valea/announcements", "/wapes/announcements"),
	"/{network}/announcements/{announcement}":           append(toAll("/aurora/announcements/1"), only(signedIn, "/aurora/announcements/3")...),
	"/{network}/announcement/edit":                      only(secretaries, "/aurora/announcement/edit", "/aurora/announcement/edit?no=1"),
	"/{network}/work":                                   toAll("/aurora/work", "/valea/work", "/pes-network/work"),
	"/{network}/work/{year}":                            append(toAll("/aurora/work/2026", "/aurora/work/2026?version=1", "/valea/work/2026"), only(signedIn, "/aurora/work/2027")...),
	"/{network}/work/{year}/items.xlsx":                 toAll("/aurora/work/2026/items.xlsx"),
	"/{network}/work/{year}/items/{no}":                 append(only(signedIn, "/aurora/work/2026/items/3"), only(secretaries, "/aurora/work/2027/items/new")...),
	"/{network}/requests":                               toAll("/aurora/requests", "/valea/requests"),
	"/{network}/requests.xlsx":                          toAll("/aurora/requests.xlsx"),
	"/{network}/requests/new":                           only(secretaries, "/aurora/requests/new"),
	"/{network}/requests/{no}":                          append(toAll("/aurora/requests/1"), only(signedIn, "/aurora/requests/2")...),
	"/{network}/requests/{no}/edit":                     only(secretaries, "/aurora/requests/2/edit"),
	"/{network}/problems":                               toAll("/aurora/problems", "/valea/problems"),
	"/{network}/problems.xlsx":                          toAll("/aurora/problems.xlsx"),
	"/{network}/problems/new":                           only(secretaries, "/aurora/problems/new"),
	"/{network}/problems/{no}":                          append(only(signedIn, "/aurora/problems/1"), only(operators, "/valea/problems/1")...),
	"/{network}/problems/{no}/edit":                     only(secretaries, "/aurora/problems/1/edit"),

	"/{network}/hearings":                               toAll("/valea/hearings", "/aurora/hearings"),
	"/{network}/hearings/new":                           only(secretaries, "/aurora/hearings/new"),
	"/{network}/hearings/{no}":                          toAll("/valea/hearings/1", "/valea/hearings/2"),
	"/{network}/hearings/{no}/depositions.xlsx":         toAll("/valea/hearings/1/depositions.xlsx"),
	"/{network}/hearings/{no}/edit":                     only(operators, "/valea/hearings/2/edit"),
	"/{network}/hearings/{no}/write":                    only(operators, "/valea/hearings/1/write"),
	"/{network}/hearings/{no}/depose":                   toAll("/valea/hearings/1/depose", "/valea/hearings/2/depose"),
	"/{network}/hearings/{no}/depositions/{deposition}": toAll("/valea/hearings/1/depositions/1"),

	"/{network}/agreements":           toAll("/aurora/agreements", "/pes-network/agreements?party=lt-uzt", "/valea/agreements"),
	"/{network}/agreements.xlsx":      toAll("/aurora/agreements.xlsx"),
	"/{network}/agreements/new":       only(secretaries, "/aurora/agreements/new"),
	"/{network}/agreements/{no}":      toAll("/aurora/agreements/1", "/pes-network/agreements/2"),
	"/{network}/agreements/{no}/edit": only(secretaries, "/aurora/agreements/3/edit"),

	"/{network}/contributions":            append(only(signedIn, "/aurora/contributions"), only(operators, "/valea/contributions")...),
	"/{network}/contributions.xlsx":       only(signedIn, "/aurora/contributions.xlsx"),
	"/{network}/contributions/new":        only(operators, "/valea/contributions/new"),
	"/{network}/contributions/{no}":       only(operators, "/valea/contributions/1"),
	"/{network}/contributions/{no}/edit":  only(operators, "/valea/contributions/1/edit"),
	"/{network}/contributions/{no}/names": only(operators, "/valea/contributions/38/names"),

	"/{network}/bodies":                                 toAll("/aurora/bodies", "/valea/bodies", "/pes-network/bodies", "/wapes/bodies", "/net-pes/bodies", "/aurora/bodies?on=2016-01-01"),
	"/{network}/bodies/add":                             only(secretaries, "/aurora/bodies/add"),
	"/{network}/bodies/{body}":                          toAll("/aurora/bodies/board", "/aurora/bodies/board?on=2021-05-01", "/aurora/bodies/wg-digital", "/valea/bodies/assembly", "/pes-network/bodies/board", "/wapes/bodies/assembly"),
	"/{network}/bodies/{body}/seats.xlsx":               only(signedIn, "/aurora/bodies/board/seats.xlsx"),
	"/{network}/bodies/{body}/edit":                     only(secretaries, "/aurora/bodies/wg-digital/edit"),
	"/{network}/bodies/{body}/mandate":                  only(secretaries, "/aurora/bodies/wg-digital/mandate"),
	"/{network}/bodies/{body}/seats/add":                only(secretaries, "/aurora/bodies/board/seats/add"),
	"/{network}/bodies/{body}/seats/{seat}":             only(secretaries, "/aurora/bodies/board/seats/<seat>"),
	"/{network}/join":                                   toAll("/aurora/join", "/valea/join", "/spune-spo/join", "/wapes/join"),
	"/{network}/join/apply":                             toAll("/valea/join/apply", "/spune-spo/join/apply"),
	"/{network}/join/{key}":                             nil, // for whoever has the secret; see the tests of accession
	"/{network}/join/{key}/documents/{document}":        nil,
	"/{network}/applications":                           only(secretaries, "/aurora/applications"),
	"/{network}/applications/{no}":                      only(secretaries, "/aurora/applications/1"),
	"/{network}/applications/{no}/documents/{document}": only(secretaries, "/aurora/applications/1/documents/application"),
	"/{network}/fees":                                   toAll("/aurora/fees", "/wapes/fees", "/pes-network/fees"),
	"/{network}/fees/edit":                              only(secretaries, "/aurora/fees/edit"),
	"/{network}/directory":                              only(signedIn, "/aurora/directory", "/aurora/directory?topic=digital&language=lt", "/aurora/directory?q=zzzz"),
	"/{network}/directory.xlsx":                         only(signedIn, "/aurora/directory.xlsx"),
	"/{network}/directory.vcf":                          only(signedIn, "/aurora/directory.vcf"),
	"/{network}/directory/{person}/card.vcf":            only(signedIn, "/aurora/directory/<person>/card.vcf"),
	"/{network}/directory/{person}/photo":               nil, // nobody has one until it is sent; see the tests of body
	"/my-contact":                                       only(signedIn, "/my-contact"),
	"/my-contact/photo":                                 nil, // as above

	"/my-mail":                  only(signedIn, "/my-mail"),
	"/my-mail/letters/{letter}": only(analysts, "/my-mail/letters/<letter>"),
	"/feeds/calendar/{file}":    nil, // an address that its person alone is told; see the tests of letter
	"/letters":                  only(operators, "/letters"),
	"/letters/outbox/{letter}":  only(operators, "/letters/outbox/<letter>"),
	"/{network}/letters":        only(secretaries, "/aurora/letters", "/aurora/letters?about=nothing"),

	"/{network}/decisions":                               toAll("/aurora/decisions", "/valea/decisions", "/aurora/decisions?q=zzzz", "/wapes/decisions"),
	"/{network}/decisions.xlsx":                          toAll("/aurora/decisions.xlsx"),
	"/{network}/decisions/new":                           only(secretaries, "/aurora/decisions/new", "/aurora/decisions/new?meeting=BOARD-2026-4"),
	"/{network}/decisions/{decision}":                    append(toAll("/aurora/decisions/d-2026-1"), only(signedIn, "/aurora/decisions/d-2026-9")...),
	"/{network}/decisions/{decision}/amend":              only(secretaries, "/aurora/decisions/d-2026-9/amend"),
	"/{network}/actions":                                 only(signedIn, "/aurora/actions", "/aurora/actions?state=late"),
	"/{network}/actions.xlsx":                            only(signedIn, "/aurora/actions.xlsx"),
	"/{network}/actions/new":                             only(secretaries, "/aurora/actions/new"),
	"/{network}/actions/{action}":                        only(signedIn, "/aurora/actions/a-8", "/aurora/actions/a-5"),
	"/{network}/minutes":                                 toAll("/aurora/minutes", "/valea/minutes", "/wapes/minutes"),
	"/{network}/meetings/{meeting}/minutes":              append(toAll("/aurora/meetings/board-2026-1/minutes"), only(secretaries, "/aurora/meetings/wg-figures-2026-1/minutes")...),
	"/{network}/meetings/{meeting}/minutes/read":         toAll("/aurora/meetings/board-2026-3/minutes/read"),
	"/{network}/meetings/{meeting}/minutes/history":      only(signedIn, "/aurora/meetings/board-2026-1/minutes/history"),
	"/{network}/meetings/{meeting}/minutes/dispatch":     only(signedIn, "/aurora/meetings/board-2026-1/minutes/dispatch"),
	"/{network}/meetings/{meeting}/minutes/sealed.json":  only(signedIn, "/aurora/meetings/board-2026-1/minutes/sealed.json"),
	"/{network}/meetings/{meeting}/minutes/document":     only(signedIn, "/aurora/meetings/board-2026-1/minutes/document"),
	"/{network}/meetings/{meeting}/minutes/document.pdf": nil, // made on demand; see the tests of minutes
	"/{network}/meetings":                                toAll("/aurora/meetings", "/valea/meetings", "/aurora/meetings?body=BOARD&year=2026", "/wapes/meetings"),
	"/{network}/meetings.xlsx":                           toAll("/aurora/meetings.xlsx"),
	"/{network}/meetings.ics":                            toAll("/aurora/meetings.ics", "/aurora/meetings.ics?body=BOARD"),
	"/{network}/meetings/new":                            only(secretaries, "/aurora/meetings/new"),
	"/{network}/meetings/series":                         only(secretaries, "/aurora/meetings/series"),
	"/{network}/meetings/{meeting}":                      append(toAll("/aurora/meetings/board-2026-4", "/aurora/meetings/board-2026-3", "/valea/meetings/assembly-2026-2"), only(secretaries, "/aurora/meetings/wg-digital-2027-1")...),
	"/{network}/meetings/{meeting}/invitation.ics":       toAll("/aurora/meetings/board-2026-4/invitation.ics"),
	"/{network}/meetings/{meeting}/edit":                 only(secretaries, "/aurora/meetings/board-2026-4/edit"),
	"/{network}/meetings/{meeting}/off":                  only(secretaries, "/aurora/meetings/board-2026-4/off"),
	"/{network}/meetings/{meeting}/items/new":            only(secretaries, "/aurora/meetings/board-2026-4/items/new"),
	"/{network}/meetings/{meeting}/items/{item}":         nil, // the tests of meeting change an item
	"/{network}/meetings/{meeting}/papers/{paper}":       nil, // a file; the tests of meeting read one
	"/{network}/meetings/{meeting}/attendance":           only(signedIn, "/aurora/meetings/board-2026-4/attendance", "/aurora/meetings/board-2026-3/attendance"),
	"/{network}/members":                                 toAll("/aurora/members", "/pes-network/members", "/net-pes/members", "/spune-spo/members", "/wapes/members?on=2015-06-30", "/aurora/members?on=1990-01-01"),
	"/{network}/members.csv":                             toAll("/wapes/members.csv?on=2015-06-30"),
	"/{network}/members.xlsx":                            toAll("/wapes/members.xlsx"),
	"/{network}/members/{org}":                           toAll("/aurora/members/aur-gintara", "/pes-network/members/lt-uzt", "/wapes/members/lt-uzt", "/pes-network/members/ch-seco"),
	"/{network}/members/add":                             only(secretaries, "/aurora/members/add"),
	"/{network}/charter/add":                             only(secretaries, "/aurora/charter/add"),
	"/{network}/people":                                  only(signedIn, "/aurora/people"),
	"/{network}/second":                                  only(signedIn, "/aurora/second"),
	"/{network}/people/{person}/access":                  only(secretaries, "/aurora/people/<person>/access"),
	"/{network}/compare":                                 toAll("/aurora/compare", "/pes-network/compare", "/valea/compare", "/net-pes/compare", "/wapes/compare"),
	"/{network}/compare.csv":                             toAll("/pes-network/compare.csv"),
	"/{network}/compare.xlsx":                            toAll("/pes-network/compare.xlsx"),
	"/{network}/compare.svg":                             toAll("/pes-network/compare.svg"),
	"/{network}/indicators":                              toAll("/aurora/indicators", "/pes-network/indicators"),
	"/{network}/imports":                                 toAll("/aurora/imports", "/pes-network/imports"),
	"/{network}/open-data/{file}":                        toAll("/pes-network/open-data/jaf.csv"),
	"/{network}/imports/up/{upload}/go":                  nil, // leads to the step that is next,
	"/{network}/imports/up/{upload}/rejected":            only(analysts, "/aurora/imports/up/<upload>/rejected"),
	"/{network}/imports/{batch}/rejected":                only(operators, "/pes-network/imports/1/rejected"),
	"/{network}/imports/{batch}/undo":                    only(analysts, "/aurora/imports/13/undo"),    // the released figures of Gintara
	"/{network}/imports/{batch}/release":                 only(analysts, "/aurora/imports/14/release"), // the drafts of Gintara
	"/{network}/imports/new":                             only(signedIn, "/aurora/imports/new"),
	"/{network}/imports/{batch}":                         toAll("/pes-network/imports/1"),
	"/{network}/members/{org}/edit":                      only(secretaries, "/aurora/members/aur-gintara/edit"),
	"/{network}/members/{org}/claims/{claim}":            only(secretaries, "/aurora/members/aur-gintara/claims/<claim>"),
	"/{network}/indicators/{code...}":                    toAll("/pes-network/indicators/unemployment", "/aurora/indicators/q1a"),
	"/{network}/imports/up/{upload}/what":                only(analysts, "/aurora/imports/up/<upload>/what"),
	"/{network}/imports/up/{upload}/columns":             only(analysts, "/aurora/imports/up/<upload>/columns"),
	"/{network}/imports/up/{upload}/problems":            only(analysts, "/aurora/imports/up/<upload>/problems"),
	"/{network}/imports/up/{upload}/preview":             only(analysts, "/aurora/imports/up/<upload>/preview"),
}
