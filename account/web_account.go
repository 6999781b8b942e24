package account

import (
	"cmp"
	"net/http"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// accountRoutes are the ways in beside the password, and one's own account.
func (s *Service) accountRoutes() []web.Route {
	get, post := http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: post, Pattern: "/passkey/ask", Policy: "network.sign-in", Do: s.askPasskey},
		{Method: post, Pattern: "/sign-in/passkey", Policy: "network.sign-in", Do: s.signInByPasskey},
		{Method: get, Pattern: "/sign-in/second", Policy: "network.sign-in", Do: s.secondPage},
		{Method: post, Pattern: "/sign-in/second", Policy: "network.sign-in", Do: s.second},
		{Method: get, Pattern: "/sign-in/factor", Policy: "network.enrol", Do: s.factorPage},
		{Method: get, Pattern: "/sign-in/emergency", Policy: "network.sign-in", Do: s.emergencyPage},
		{Method: post, Pattern: "/sign-in/emergency", Policy: "network.sign-in", Do: s.useEmergency},
		{Method: get, Pattern: "/sign-in/with/{provider}", Policy: "network.sign-in", Do: s.toProvider},
		{Method: get, Pattern: "/sign-in/back/{provider}", Policy: "network.sign-in", Do: s.fromProvider},
		{Method: post, Pattern: "/sign-in/ended/{provider}", Policy: "network.sign-in", Do: s.endedByProvider},
		{Method: get, Pattern: "/confirm", Policy: "network.act", Do: s.confirmPage},
		{Method: post, Pattern: "/confirm", Policy: "network.act", Do: s.confirm},
		{Method: post, Pattern: "/confirm/passkey", Policy: "network.act", Do: s.confirmByPasskey},
		{Method: get, Pattern: "/account", Policy: "network.act", Do: s.accountPage},
		{Method: post, Pattern: "/account/acts-for", Policy: "network.act", Do: s.actFor},
		{Method: post, Pattern: "/account/sessions/end", Policy: "network.act", Do: s.endSessions},
		{Method: post, Pattern: "/account/password", Policy: "network.change-factors", Do: s.changePassword},
		{Method: post, Pattern: "/account/passkeys", Policy: "network.change-factors", Do: s.addPasskey},
		{Method: post, Pattern: "/account/passkeys/end", Policy: "network.change-factors", Do: s.removePasskey},
		{Method: get, Pattern: "/account/app", Policy: "network.change-factors", Do: s.appPage},
		{Method: post, Pattern: "/account/app", Policy: "network.change-factors", Do: s.addApp},
		{Method: post, Pattern: "/account/app/end", Policy: "network.change-factors", Do: s.removeApp},
		{Method: post, Pattern: "/account/recovery", Policy: "network.change-factors", Do: s.newRecovery},
		{Method: post, Pattern: "/account/emergencies/read", Policy: "network.read-emergencies", Do: s.readEmergencies},
		{Method: get, Pattern: "/{network}/people/{person}/access", Policy: "account.end-access", Do: s.accessPage},
		{Method: post, Pattern: "/{network}/people/{person}/access/end", Policy: "account.end-access", Do: s.endAccessForm},
		{Method: post, Pattern: "/{network}/people/{person}/access/suspend", Policy: "account.suspend", Do: s.suspendForm},
		{Method: post, Pattern: "/{network}/people/{person}/access/resume", Policy: "account.suspend", Do: s.resumeForm},
		{Method: post, Pattern: "/account/identities/end", Policy: "network.change-factors", Do: s.unlink},
	}
}

type accountPage struct {
	web.Here
	Name, Login string
	Acting      *network.Form
	Sessions    []sessionLine
	Others      bool   // there are other sessions
	Confirm     string // leads to where the person shows again who they are
	MayChange   bool
	Passkeys    []wayIn
	AddPasskey  *passkeyForm
	App         string
	Recovery    string
	Identities  []wayIn
	Password    *network.Form
	Emergency   *ui.Table
	ReadUntil   string // the latest emergency that nobody has confirmed having read
}

type sessionLine struct {
	ID, Device, Means string
	Began, Seen       time.Time
	This              bool
}

// wayIn is a passkey, or a provider that vouches for the person.
type wayIn struct{ ID, Name, Since string }

func (s *Service) accountPage(r *web.Request) (web.Reply, error) { return s.accountView(r, nil) }

// accountView shows the account, with what a form of it was refused for.
func (s *Service) accountView(r *web.Request, refused error) (web.Reply, error) {
	who := network.From(r.Context())
	own, err := s.Account(r.Context(), who)
	if err != nil {
		return nil, err
	}
	a := asked{who: who, words: r.Words, here: r.Here()}
	f := a.fields(refused)
	p := accountPage{Here: a.here, Name: who.Name, Login: who.Login, Others: len(own.Sessions) > 1, Sessions: a.sessions(own.Sessions), Acting: a.actingForm(own, f)}
	if p.MayChange = !network.May(who, "network.change-factors", network.Resource{}).Confirm; !p.MayChange {
		p.Confirm = network.ConfirmHref(a.here, a.here.Root+"/account")
	}
	since := func(at time.Time) string { return r.T("account.since", "date", r.Words.Date(at)) }
	for _, k := range own.Passkeys {
		p.Passkeys = append(p.Passkeys, wayIn{k.ID, k.Name, since(k.Created)})
	}
	for _, i := range own.Identities {
		p.Identities = append(p.Identities, wayIn{i.Provider, i.Name, since(i.Linked)})
	}
	if own.App.Secret != "" {
		p.App = since(own.App.Created)
	}
	p.Recovery = r.T("account.recovery.left", "count", int(own.Recovery))
	if p.MayChange {
		p.AddPasskey = s.addPasskeyForm(r, f, "")
		if own.Password {
			p.Password = a.passwordForm(f)
		}
	}
	if network.May(who, "network.read-emergencies", network.Resource{}).Allowed {
		all, err := s.Emergencies(r.Context(), who)
		if err != nil {
			return nil, err
		}
		p.Emergency, p.ReadUntil = a.emergencies(all), unread(all, who.ID)
	}
	v := web.View{Page: "account/account", Title: r.T("account.account.title"), Data: p, Dense: true}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v, nil
}

func (a asked) sessions(all []session) (lines []sessionLine) {
	for _, one := range all {
		lines = append(lines, sessionLine{ID: one.ID, Device: cmp.Or(one.Device, a.words.T("account.session.unknown-device")),
			Means: a.words.T("account.means." + one.Means), Began: one.Created, Seen: one.Seen, This: one.ID == a.who.Session})
	}
	return lines
}

// actingForm chooses the organisation for which somebody acts; nothing for
// whoever has no choice.
func (a asked) actingForm(own Account, f network.Fields) *network.Form {
	if len(own.Acting) < 2 {
		return nil
	}
	choice := ui.Radios{Field: f.Field("organisation", "account.acting.for"), Small: true,
		Options: []ui.Option{{Text: a.words.T("account.acting.every"), Chosen: own.ActingFor == ""}}}
	for _, o := range own.Acting {
		choice.Options = append(choice.Options, ui.Option{Value: o.ID, Text: o.Named(a.words.Code()), Chosen: own.ActingFor == o.ID})
	}
	lang.Sort(a.words, choice.Options[1:], func(o ui.Option) string { return o.Text })
	return &network.Form{Here: a.here, Title: a.words.T("account.acting.title"), Lede: a.words.T("account.acting.text"),
		Action: a.here.Root + "/account/acts-for", Submit: a.words.T("web.save"), Fields: []ui.Part{choice}}
}

func (a asked) passwordForm(f network.Fields) *network.Form {
	return &network.Form{Here: a.here, Title: a.words.T("account.password.title"), Lede: a.words.T("account.password.text"),
		Action: a.here.Root + "/account/password", Submit: a.words.T("account.password.submit"), Fields: []ui.Part{
			ui.Input{Field: f.Field("present", "account.password.present"), Type: "password", Width: "20", Autocomplete: "current-password"},
			ui.Input{Field: f.Field("password", "account.password.new"), Type: "password", Width: "20", Autocomplete: "new-password"}}}
}

func (a asked) emergencies(all []Emergency) *ui.Table {
	if len(all) == 0 {
		return nil
	}
	T := a.words.T
	t := &ui.Table{ID: "emergencies", Caption: T("account.emergency.title"), Hidden: true, Cards: true,
		Head: []ui.Cell{{Text: T("account.emergency.made")}, {Text: T("network.person.full-name")}, {Text: T("account.emergency.why")}, {Text: T("account.emergency.used")}, {Text: T("account.emergency.read")}}}
	for _, e := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Head: true, Text: a.words.DateTime(e.Made)}, {Text: e.Person.Name}, {Text: e.Why}, {Text: a.when(e.Used)}, {Text: a.when(e.Read)}}})
	}
	return t
}

// when says a time, or that it has not come.
func (a asked) when(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return a.words.DateTime(at)
}

// unread is the time of the latest emergency that a person may confirm having
// read.
func unread(all []Emergency, person string) string {
	for _, e := range all {
		if e.Read.IsZero() && e.Person.ID != person {
			return e.Made.UTC().Format(time.RFC3339Nano)
		}
	}
	return ""
}

func (s *Service) readEmergencies(r *web.Request) (web.Reply, error) {
	until, err := time.Parse(time.RFC3339Nano, r.PostFormValue("until"))
	if err != nil {
		return nil, fault.New(fault.Invalid, "account.emergency-read")
	}
	return s.own(r, "account.said-read", s.ReadEmergencies(r.Context(), network.From(r.Context()), until))
}

// own answers a change of one's own account: refusals of the form stand on the
// page, and who must show again who they are is led there.
func (s *Service) own(r *web.Request, said string, err error) (web.Reply, error) {
	if err == nil {
		return web.Go{To: r.Here().Root + "/account", Said: said}, nil
	}
	switch f := fault.Of(err); {
	case f.ID == "network.step-up":
		return web.Go{To: network.ConfirmHref(r.Here(), r.Here().Root+"/account")}, nil
	case f.Kind == fault.Invalid:
		return s.accountView(r, err)
	}
	return nil, err
}

func (s *Service) actFor(r *web.Request) (web.Reply, error) {
	return s.own(r, "account.said-acting", s.ActFor(r.Context(), network.From(r.Context()), r.PostFormValue("organisation")))
}

func (s *Service) endSessions(r *web.Request) (web.Reply, error) {
	who := network.From(r.Context())
	if r.PostFormValue("others") != "" {
		return s.own(r, "account.said-sessions", s.EndSessions(r.Context(), who))
	}
	return s.own(r, "account.said-session", s.EndSession(r.Context(), who, r.PostFormValue("session")))
}

func (s *Service) changePassword(r *web.Request) (web.Reply, error) {
	return s.own(r, "account.said-password", s.ChangePassword(r.Context(), network.From(r.Context()), r.PostFormValue("present"), r.PostFormValue("password")))
}

func (s *Service) removePasskey(r *web.Request) (web.Reply, error) {
	return s.own(r, "account.said-removed", s.RemovePasskey(r.Context(), network.From(r.Context()), r.PostFormValue("passkey")))
}

func (s *Service) removeApp(r *web.Request) (web.Reply, error) {
	return s.own(r, "account.said-removed", s.RemoveApp(r.Context(), network.From(r.Context())))
}

func (s *Service) unlink(r *web.Request) (web.Reply, error) {
	return s.own(r, "account.said-removed", s.Unlink(r.Context(), network.From(r.Context()), r.PostFormValue("provider")))
}

func (s *Service) newRecovery(r *web.Request) (web.Reply, error) {
	codes, err := s.NewRecovery(r.Context(), network.From(r.Context()))
	if err != nil {
		return s.own(r, "", err)
	}
	return recoveryPage(r, codes, ""), nil
}
