package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"pesnet/accession"
	"pesnet/account"
	"pesnet/agreement"
	"pesnet/body"
	"pesnet/contribution"
	"pesnet/decision"
	"pesnet/discussion"
	"pesnet/hearing"
	"pesnet/home"
	"pesnet/indicator"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/letter"
	"pesnet/meeting"
	"pesnet/minutes"
	"pesnet/network"
	"pesnet/privacy"
	"pesnet/programme"
	"pesnet/report"
	"pesnet/schema"
	"pesnet/second"
	"pesnet/token"
	assets "pesnet/web"
)

// app is the house: the areas, in the order of their dependency.
type app struct {
	db            *db.DB
	jobs          *job.Runner
	networks      *network.Service
	accounts      *account.Service
	tokens        *token.Service
	seconds       *second.Service
	privacies     *privacy.Service
	letters       *letter.Service
	bodies        *body.Service
	accessions    *accession.Service
	meetings      *meeting.Service
	decisions     *decision.Service
	minutes       *minutes.Service
	programmes    *programme.Service
	hearings      *hearing.Service
	agreements    *agreement.Service
	contributions *contribution.Service
	discussions   *discussion.Service
	indicators    *indicator.Service
	reports       *report.Service
	homes         *home.Service

	url     string // public address
	contact string // to whom weaknesses are reported
	guard
	readiness
}

// area is a capability of pesnet: what it shows to people and to programs.
type area interface {
	Pages() ui.Folder
	Routes() []web.Route
	API(*web.API)
}

// build puts the house together. The order is the rule of dependency: an area
// knows only the areas above it.
func build(ctx context.Context, d *db.DB, now func() time.Time, o account.Options) (*app, error) {
	jobs, err := job.New(ctx, d, now, slog.Default())
	if err != nil {
		return nil, err
	}
	if err := d.Wall(ctx, network.Scope); err != nil {
		return nil, err
	}
	networks := network.New(d, now)
	accounts := account.New(d.Unwalled(), now, networks, o)
	tokens := token.New(d.Unwalled(), now, networks, accounts)
	seconds := second.New(d, now, networks)
	privacies := privacy.New(d, now, networks, jobs)
	letters := letter.New(d, now, networks, privacies, jobs)
	bodies := body.New(d, now, networks, privacies)
	accessions := accession.New(d, now, networks)
	meetings := meeting.New(d, now, networks)
	decisions := decision.New(d, now, networks)
	minuteses := minutes.New(d, now, networks, decisions, jobs)
	programmes := programme.New(d, now, networks)
	hearings := hearing.New(d, now, networks)
	agreements := agreement.New(d, now, networks)
	contributions := contribution.New(d, now, networks)
	discussions := discussion.New(d, now, networks)
	indicators := indicator.New(d, now, jobs)
	reports := report.New(d, now, networks)
	homes := home.New(d, now, networks, indicators)
	networks.MemberFigures = indicators.MemberFigures
	seconds.Asks(privacies.Twofold())
	seconds.Asks(indicators.Twofold())
	networks.OnRead = privacies.Read
	networks.NewLink = accounts.NewLink
	networks.Seats = bodies.SeatsOfPerson
	accounts.First, accounts.Words = homes.First, lang.All.In
	accounts.Bearer, accounts.TokensHeld, accounts.EndTokens = tokens.Bearer, tokens.Held, tokens.EndAll
	letters.Words, letters.URL, letters.Address = lang.All.In, o.URL, body.AddressOf
	accessions.Words, accessions.URL = lang.All.In, o.URL
	meetings.Words, meetings.URL = lang.All.In, o.URL
	decisions.Words, decisions.URL, decisions.Sealed = lang.All.In, o.URL, minutes.Sealed
	minuteses.Words, minuteses.URL, minuteses.OnRead = lang.All.In, o.URL, privacies.Read
	meetings.Under, minuteses.Presence = append(meetings.Under, minuteses.Under), meetings.Presence
	letters.Feeds = append(letters.Feeds, meetings.Events)
	letters.Bodies, letters.OfBody = bodies.Followed, meetings.EventsOf
	letters.Owes = append(letters.Owes, accessions.Owes, meetings.Owes, decisions.Owes, minuteses.Owes, programmes.Owes, hearings.Owes, agreements.Owes)
	homes.Personal = privacies.Pending
	homes.Owed, homes.Failing = letters.OwedBy, letters.Failing
	homes.Emergencies = accounts.EmergenciesWaiting
	homes.URL = o.URL
	keep(privacies)
	return &app{db: d, jobs: jobs, networks: networks, accounts: accounts, tokens: tokens, seconds: seconds, privacies: privacies, letters: letters, bodies: bodies, accessions: accessions, meetings: meetings, decisions: decisions, minutes: minuteses, programmes: programmes, hearings: hearings, agreements: agreements, contributions: contributions, discussions: discussions, indicators: indicators, reports: reports, homes: homes, url: o.URL}, nil
}

// keep says what each area keeps of a person, what it erases, and what of it
// goes by the schedules.
func keep(privacies *privacy.Service) {
	privacies.Gives("letter", "6-1-e", letter.Kept)
	privacies.Erases("letter", letter.Forget)
	privacies.Sweeps("letter", letter.Sweep)
	privacies.Gives("body", "6-1-e", body.Kept)
	privacies.Erases("body", body.Forget)
	privacies.Sweeps("contact", body.SweepContacts)
	privacies.Gives("accession", "6-1-e", accession.Kept)
	privacies.Erases("accession", accession.Forget)
	privacies.Sweeps("application", accession.SweepRefused)
	privacies.Gives("meeting", "6-1-e", meeting.Kept)
	privacies.Erases("meeting", meeting.Forget)
	privacies.Gives("decision", "6-1-e", decision.Kept)
	privacies.Erases("decision", decision.Forget)
	privacies.Gives("minutes", "6-1-e", minutes.Kept)
	privacies.Erases("minutes", minutes.Forget)
	privacies.Gives("programme", "6-1-e", programme.Kept)
	privacies.Erases("programme", programme.Forget)
	privacies.Sweeps("deposition", hearing.SweepAuthors)
	privacies.Gives("contribution", "6-1-e", contribution.Kept)
	privacies.Erases("contribution", contribution.Forget)
	privacies.Sweeps("company", contribution.SweepNames)
	privacies.Gives("discussion", "6-1-e", discussion.Kept)
	privacies.Erases("discussion", discussion.Forget)
	privacies.Gives("indicator", "6-1-e", indicator.Kept)
	privacies.Erases("indicator", indicator.Forget)
	privacies.Sweeps("rejected", indicator.SweepRejected)
	privacies.Gives("report", "6-1-e", report.Kept)
	privacies.Erases("report", report.Forget)
	privacies.Gives("home", "6-1-c", home.Kept)
	privacies.Erases("home", home.Forget)
	privacies.Sweeps("feedback", home.SweepFeedback)
}

func (a *app) areas() []area {
	return []area{a.networks, a.accounts, a.tokens, a.seconds, a.privacies, a.letters, a.bodies, a.accessions, a.meetings, a.decisions, a.minutes, a.programmes, a.hearings, a.agreements, a.contributions, a.discussions, a.indicators, a.reports, a.homes}
}

// open opens the database of the settings, brings it up to date, and builds
// the house upon it.
func open(ctx context.Context, p *program, demo bool) (*app, error) {
	address, err := p.address()
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, address)
	if err != nil {
		return nil, fault.New(fault.Invalid, "main.database", "reason", reason(err))
	}
	if err := d.Migrate(ctx, schema.Files); err != nil {
		d.Close()
		return nil, err
	}
	a, err := build(ctx, d, now, account.Options{Demo: demo, Factors: account.Factors(p.Factors), URL: p.URL, Proxies: p.Proxy, Secrets: secret, KeyFile: p.keyFile()})
	if err == nil {
		a.contact, a.guard = p.Contact, p.Guard
		a.letters.Sender.Server, err = p.Post.server(p.URL, demo)
		a.meetings.Sender = p.Post.sender(p.URL)
	}
	return a, err
}

func (a *app) close() { a.db.Close() }

// demo fills an empty database with the demonstration world.
func (a *app) demo(ctx context.Context) error {
	ctx = network.With(ctx, network.Operator)
	for _, fill := range []func(context.Context) error{
		a.networks.Demo, a.privacies.Demo, a.letters.Demo, a.bodies.Demo, a.accessions.Demo, a.meetings.Demo, a.decisions.Demo, a.minutes.Demo,
		a.programmes.Demo, a.hearings.Demo, a.agreements.Demo, a.contributions.Demo,
		a.discussions.Demo, a.indicators.Demo, a.reports.Demo,
	} {
		if err := fill(ctx); err != nil {
			return err
		}
	}
	return a.db.Measure(ctx)
}

// handler is every door on one address.
func (a *app) handler() (http.Handler, error) {
	var folders []ui.Folder
	for _, area := range a.areas() {
		folders = append(folders, area.Pages())
	}
	pages, err := ui.Load(folders...)
	if err != nil {
		return nil, err
	}
	site := &web.Site{
		Languages: lang.All,
		Who:       a.accounts.Identify,
		Known:     network.Known,
		May:       a.networks.Door,
		Frame:     a.homes.Frame,
		Pages:     pages,
		Metrics:   web.NewMetrics(),
		Log:       slog.Default(),
		HTTPS:     strings.HasPrefix(a.url, "https://"),
		Personal: func(ctx context.Context) bool {
			who := network.From(ctx)
			return who.ID != "" || network.Trouble(ctx) != nil
		},
		Asks: asker,
		Pace: a.guard.pace(), Decisions: a.guard.Decisions,
	}
	api := web.NewAPI(site, version)
	var routes []web.Route
	for _, area := range a.areas() {
		routes = append(routes, area.Routes()...)
		area.API(api)
	}
	people, err := site.Handler(routes)
	if err != nil {
		return nil, err
	}
	programs, err := api.Handler()
	if err != nil {
		return nil, err
	}
	metrics, err := a.guard.measured(site.Metrics.Handler())
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	mux.Handle("GET /assets/", assets.Assets())
	mux.Handle("GET /metrics", metrics)
	mux.HandleFunc("GET /{$}", entrance)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET /.well-known/security.txt", a.security)
	return site.Guard(mux), nil
}

// entrance leads to the pages in the language that the reader prefers.
func entrance(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept-Language")
	http.Redirect(w, r, "/"+lang.All.Prefer(r.Header.Get("Accept-Language")).Code()+"/", http.StatusFound)
}

// roomy lets the heap of a server grow to so many hundredths more than what is
// in use: it is small, and what a page leaves behind is much.
const roomy = 400

// serve answers until ctx ends, then lets what runs come to its end.
func (a *app) serve(ctx context.Context, addr string, ready func()) error {
	handler, err := a.handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fault.New(fault.Conflict, "main.listen", "addr", addr, "reason", reason(err))
	}
	if err := a.accounts.SealSecrets(ctx); err != nil {
		return err
	}
	if err := a.jobs.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(roomy)
	}
	go a.privacies.Daily(ctx)
	go a.letters.Run(ctx)
	go a.keepCopy(ctx, a.guard.RecordCopy)
	server := web.Server(handler)
	go lang.All.Read() // so that no first reader of a language waits for its words
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		a.readiness.end(a.guard.Drain)
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err = server.Shutdown(grace)
	if stopErr := a.jobs.Stop(grace); err == nil {
		err = stopErr
	}
	return err
}

// portOf is ":8080" of an address to listen on.
func portOf(addr string) string {
	if at := strings.LastIndexByte(addr, ':'); at >= 0 {
		return addr[at:]
	}
	return ""
}
