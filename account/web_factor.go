package account

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"

	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// stepPage is one step on the way in: a passkey, or forms, or codes to keep.
type stepPage struct {
	web.Here
	Title, Lede string
	Codes       []string
	Passkey     *passkeyForm
	Forms       []network.Form
	Links       []ui.Link
}

func (p stepPage) view(r *web.Request, refused error) web.View {
	v := web.View{Page: "account/step", Title: p.Title, Data: p}
	if refused != nil {
		v.Problems, _ = ui.Refused(r.Words, refused)
		v.Status = 422
	}
	return v
}

const (
	passkeyGet    = "get"
	passkeyCreate = "create"
)

// passkeyForm asks the browser for a passkey. Ask is empty where the
// installation cannot have passkeys.
type passkeyForm struct {
	Action, Kind, Ask string
	Submit            string
	Fields            []ui.Part
}

func (s *Service) passkeyForm(r *web.Request, kind, action, next string) *passkeyForm {
	p := &passkeyForm{Action: withNext(action, next), Kind: kind, Submit: r.T("account.passkey." + kind)}
	if s.Passkeys() {
		p.Ask = r.Here().Root + "/passkey/ask"
	}
	return p
}

func (s *Service) addPasskeyForm(r *web.Request, f network.Fields, next string) *passkeyForm {
	p := s.passkeyForm(r, passkeyCreate, r.Here().Root+"/account/passkeys", next)
	p.Fields = []ui.Part{ui.Input{Field: f.Field("name", "account.passkey.name-label"), Width: "20", Value: device(r.UserAgent())}}
	return p
}

// askPasskey gives the script of the page what the browser must know.
func (s *Service) askPasskey(r *web.Request) (web.Reply, error) {
	var options any
	var err error
	if r.PostFormValue("kind") == passkeyCreate {
		options, err = s.OfferPasskey(r.Context(), network.From(r.Context()))
	} else {
		options, err = s.AskPasskey(r.Context())
	}
	if err != nil {
		return nil, err
	}
	return web.File{Type: "application/json", Write: func(w io.Writer) error { return json.NewEncoder(w).Encode(options) }}, nil
}

func (s *Service) signInByPasskey(r *web.Request) (web.Reply, error) {
	next := local(r.URL.Query().Get("next"))
	secret, err := s.SignInByPasskey(r.Context(), network.From(r.Context()), r.PostFormValue("answer"))
	if err != nil {
		if fault.Of(err).Kind != fault.Invalid {
			return nil, err
		}
		return s.signInForm(r, "", next, err)
	}
	return s.welcome(r, secret, next)
}

func (s *Service) secondPage(r *web.Request) (web.Reply, error) { return s.secondForm(r, nil) }

// secondForm asks for the second factor of somebody who has come in by the
// first.
func (s *Service) secondForm(r *web.Request, refused error) (web.Reply, error) {
	here, next := r.Here(), local(r.URL.Query().Get("next"))
	if who := network.From(r.Context()); who.Waits != network.WaitsForCode {
		return web.Go{To: cmp.Or(s.nextStep(r, who.Waits, next), here.Root+"/sign-in")}, nil
	}
	a := asked{words: r.Words, here: here}
	p := stepPage{Here: here, Title: r.T("account.second.title"), Lede: r.T("account.second.lede"),
		Passkey: s.passkeyForm(r, passkeyGet, here.Root+"/sign-in/passkey", next),
		Forms: []network.Form{{Here: here, Title: r.T("account.second.code"), Lede: r.T("account.second.text"), Action: withNext(here.Root+"/sign-in/second", next),
			Submit: r.T("account.second.submit"), Fields: []ui.Part{a.codeField(a.fields(refused))}}}}
	return p.view(r, refused), nil
}

func (a asked) codeField(f network.Fields) ui.Part {
	return ui.Input{Field: f.Field("code", "account.code.label"), Width: "20", Autocomplete: "one-time-code", NoSpell: true}
}

func (s *Service) second(r *web.Request) (web.Reply, error) {
	secret, err := s.SecondStep(r.Context(), network.From(r.Context()), trimmed(r, "code"))
	if err != nil {
		if kind := fault.Of(err).Kind; kind != fault.Invalid && kind != fault.Forbidden {
			return nil, err
		}
		return s.secondForm(r, err)
	}
	return s.welcome(r, secret, local(r.URL.Query().Get("next")))
}

// factorPage leads somebody to a second factor who must have one.
func (s *Service) factorPage(r *web.Request) (web.Reply, error) {
	here, next := r.Here(), local(r.URL.Query().Get("next"))
	if network.From(r.Context()).Waits != network.WaitsForFactor {
		return web.Go{To: here.Root + "/account"}, nil
	}
	a := asked{words: r.Words, here: here}
	return stepPage{Here: here, Title: r.T("account.factor.title"), Lede: r.T("account.factor.lede"),
		Passkey: s.addPasskeyForm(r, a.fields(nil), next),
		Links:   []ui.Link{{Text: r.T("account.app.instead"), Href: withNext(here.Root+"/account/app", next)}}}.view(r, nil), nil
}

func (s *Service) addPasskey(r *web.Request) (web.Reply, error) {
	recovery, err := s.AddPasskey(r.Context(), network.From(r.Context()), r.PostFormValue("name"), r.PostFormValue("answer"))
	return s.enrolledPage(r, recovery, err)
}

// enrolledPage shows the recovery codes once, or goes on.
func (s *Service) enrolledPage(r *web.Request, recovery []string, err error) (web.Reply, error) {
	next := local(r.URL.Query().Get("next"))
	switch {
	case err != nil && network.From(r.Context()).Waits == network.WaitsForFactor && fault.Of(err).Kind == fault.Invalid:
		p := stepPage{Here: r.Here(), Title: r.T("account.factor.title"), Passkey: s.addPasskeyForm(r, network.Fields{Words: r.Words}, next),
			Links: []ui.Link{{Text: r.T("account.app.instead"), Href: withNext(r.Here().Root+"/account/app", next)}}}
		return p.view(r, err), nil
	case err != nil:
		return s.own(r, "", err)
	case len(recovery) > 0:
		return recoveryPage(r, recovery, next), nil
	}
	return web.Go{To: cmp.Or(next, r.Here().Root+"/account"), Said: "account.said-factor"}, nil
}

func recoveryPage(r *web.Request, codes []string, next string) web.Reply {
	return stepPage{Here: r.Here(), Title: r.T("account.recovery"), Lede: r.T("account.recovery.lede"), Codes: codes,
		Links: []ui.Link{{Text: r.T("account.recovery.kept"), Href: cmp.Or(next, r.Here().Root+"/account")}}}.view(r, nil)
}

func (s *Service) appPage(r *web.Request) (web.Reply, error) {
	if network.May(network.From(r.Context()), "network.change-factors", network.Resource{}).Confirm {
		return web.Go{To: network.ConfirmHref(r.Here(), r.URL.RequestURI())}, nil
	}
	return s.appForm(r, newCodeSecret(), nil)
}

// appForm shows the secret to be copied into an app. It comes back with the
// code that proves it, so nothing is kept before.
func (s *Service) appForm(r *web.Request, secret string, refused error) (web.Reply, error) {
	a := asked{words: r.Words, here: r.Here()}
	who := network.From(r.Context())
	action := withNext(a.here.Root+"/account/app", local(r.URL.Query().Get("next")))
	return stepPage{Here: a.here, Title: r.T("account.app.title"), Lede: r.T("account.app.lede"), Forms: []network.Form{{
		Here: a.here, Title: r.T("account.app.secret"), Lede: r.T("account.app.copy"), Action: action, Submit: r.T("account.app.submit"), Version: secret,
		Stored: ui.Pairs{{Name: r.T("account.app.secret"), Value: grouped(secret, 4, " ")}, {Name: r.T("account.app.address"), Value: codeAddress(who.Login, secret)}},
		Fields: []ui.Part{a.codeField(a.fields(refused))}}}}.view(r, refused), nil
}

func (s *Service) addApp(r *web.Request) (web.Reply, error) {
	secret := r.PostFormValue("version")
	recovery, err := s.AddApp(r.Context(), network.From(r.Context()), secret, trimmed(r, "code"))
	if err != nil && fault.Of(err).Kind == fault.Invalid {
		return s.appForm(r, secret, err)
	}
	return s.enrolledPage(r, recovery, err)
}

func (s *Service) confirmPage(r *web.Request) (web.Reply, error) { return s.confirmForm(r, nil) }

func (s *Service) confirmForm(r *web.Request, refused error) (web.Reply, error) {
	here, who, next := r.Here(), network.From(r.Context()), local(r.URL.Query().Get("next"))
	own, err := s.Account(r.Context(), who)
	if err != nil {
		return nil, err
	}
	a := asked{words: r.Words, here: here}
	f := a.fields(refused)
	p := stepPage{Here: here, Title: r.T("account.confirm.title"), Lede: r.T("account.confirm.lede", "name", who.Name)}
	action := withNext(here.Root+"/confirm", next)
	if len(own.Passkeys) > 0 {
		p.Passkey = s.passkeyForm(r, passkeyGet, here.Root+"/confirm/passkey", next)
	}
	if own.App.Secret != "" {
		p.Forms = append(p.Forms, network.Form{Here: here, Title: r.T("account.second.code"), Action: action, Submit: r.T("account.confirm.submit"), Fields: []ui.Part{a.codeField(f)}})
	}
	if own.Password {
		p.Forms = append(p.Forms, network.Form{Here: here, Title: r.T("account.confirm.password"), Action: action, Submit: r.T("account.confirm.submit"), Fields: []ui.Part{
			ui.Input{Field: f.Field("present", "account.password.present"), Type: "password", Width: "20", Autocomplete: "current-password"}}})
	}
	for _, i := range own.Identities {
		to := here.Root + "/sign-in/with/" + i.Provider + "?" + url.Values{"next": {next}, "again": {"yes"}}.Encode()
		p.Links = append(p.Links, ui.Link{Text: r.T("account.provider.with", "provider", i.Name), Href: to})
	}
	return p.view(r, refused), nil
}

func (s *Service) confirm(r *web.Request) (web.Reply, error) {
	return s.confirmedPage(r, s.Confirm(r.Context(), network.From(r.Context()), r.PostFormValue("present"), trimmed(r, "code")))
}

func (s *Service) confirmByPasskey(r *web.Request) (web.Reply, error) {
	return s.confirmedPage(r, s.ConfirmByPasskey(r.Context(), network.From(r.Context()), r.PostFormValue("answer")))
}

func (s *Service) confirmedPage(r *web.Request, err error) (web.Reply, error) {
	if err != nil {
		if kind := fault.Of(err).Kind; kind != fault.Invalid && kind != fault.Forbidden {
			return nil, err
		}
		return s.confirmForm(r, err)
	}
	return web.Go{To: cmp.Or(local(r.URL.Query().Get("next")), r.Here().Root+"/account")}, nil
}

func (s *Service) emergencyPage(r *web.Request) (web.Reply, error) {
	token := r.URL.Query().Get("token")
	e, err := s.Emergency(r.Context(), token)
	if err != nil {
		return nil, err
	}
	here := r.Here()
	return stepPage{Here: here, Title: r.T("account.emergency.title"), Forms: []network.Form{{Here: here, Title: r.T("account.emergency.begin"),
		Lede:   r.T("account.emergency.text", "name", e.Person.Name, "until", r.Words.DateTime(e.Until)),
		Stored: ui.Pairs{{Name: r.T("account.emergency.why"), Value: e.Why}},
		Action: here.Root + "/sign-in/emergency?" + url.Values{"token": {token}}.Encode(), Submit: r.T("account.emergency.submit")}}}.view(r, nil), nil
}

func (s *Service) useEmergency(r *web.Request) (web.Reply, error) {
	secret, err := s.UseGlass(r.Context(), r.URL.Query().Get("token"))
	if err != nil {
		return nil, err
	}
	return s.welcome(r, secret, r.Here().Root+"/account")
}

// providerLinks lead to those who vouch for people here.
func (s *Service) providerLinks(r *web.Request, with url.Values) (links []ui.Link, err error) {
	all, err := s.Providers(r.Context())
	for _, p := range all {
		links = append(links, ui.Link{Text: r.T("account.provider.with", "provider", p.Name), Href: r.Here().Root + "/sign-in/with/" + p.ID + "?" + with.Encode()})
	}
	return links, err
}

// errandCookie recognises the browser that was sent to a provider.
func (s *Service) errandCookie(secret string) *http.Cookie {
	c := s.cookie(secret)
	c.Name += "-errand"
	c.MaxAge = int(errandLife.Seconds())
	return c
}

func (s *Service) toProvider(r *web.Request) (web.Reply, error) {
	q := r.URL.Query()
	to, secret, err := s.ToProvider(r.Context(), r.PathValue("provider"), Wish{Link: q.Get("token"), Next: local(q.Get("next")), Lang: r.Words.Code(), Again: q.Get("again") != ""})
	if err != nil {
		return backToSignIn(r.Here().Root, err)
	}
	return web.Go{To: to, Cookie: s.errandCookie(secret)}, nil
}

func (s *Service) fromProvider(r *web.Request) (web.Reply, error) {
	cookie, err := r.Cookie(s.errandCookie("").Name)
	if err != nil {
		return backToSignIn(r.Here().Root, fault.New(fault.Invalid, "account.challenge"))
	}
	secret, wish, err := s.FromProvider(r.Context(), Back{Provider: r.PathValue("provider"), Secret: cookie.Value, Query: r.URL.Query()})
	root := "/" + cmp.Or(wish.Lang, r.Words.Code())
	if err != nil {
		return backToSignIn(root, err)
	}
	return s.welcome(r, secret, cmp.Or(wish.Next, root+"/"))
}

// endedByProvider answers a provider, which is a program: 200, or 400 and why.
func (s *Service) endedByProvider(r *web.Request) (web.Reply, error) {
	said := web.File{Type: "application/json", Write: func(w io.Writer) error { _, err := io.WriteString(w, "{}\n"); return err }}
	_, err := s.EndedByProvider(r.Context(), r.PathValue("provider"), r.PostFormValue("logout_token"))
	if f := fault.Of(err); err != nil && f.Kind != fault.Defect && f.Kind != fault.Closed {
		said.Status = http.StatusBadRequest
		said.Write = func(w io.Writer) error {
			return json.NewEncoder(w).Encode(map[string]string{"error": "invalid_request", "error_description": f.ID})
		}
		return said, nil
	}
	return said, err
}

// refusals are what the page to sign in says to those who come back from a
// provider in vain.
var refusals = []string{"openid.refused", "openid.declined", "openid.away", "account.challenge", "account.vouches", "account.link", "account.provider.stranger", "account.link.used"}

func backToSignIn(root string, err error) (web.Reply, error) {
	f := fault.Of(err)
	if !slices.Contains(refusals, f.ID) {
		return nil, err
	}
	q := url.Values{"refused": {f.ID}}
	for i := 0; i+1 < len(f.Args); i += 2 {
		if name, ok := f.Args[i+1].(string); ok && f.Args[i] == "provider" {
			q.Set("provider", name)
		}
	}
	return web.Go{To: root + "/sign-in?" + q.Encode()}, nil
}
