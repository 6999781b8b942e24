// Pesnet runs networks of public employment services.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
	_ "time/tzdata" // networks count days in their own time zone, on any machine

	"github.com/BurntSushi/toml"
	"github.com/alecthomas/kong"

	"pesnet/accession"
	"pesnet/account"
	"pesnet/agreement"
	"pesnet/body"
	"pesnet/contribution"
	"pesnet/decision"
	"pesnet/discussion"
	"pesnet/hearing"
	"pesnet/indicator"
	"pesnet/kit/cli"
	"pesnet/kit/fault"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/letter"
	"pesnet/meeting"
	"pesnet/minutes"
	"pesnet/network"
	"pesnet/privacy"
	"pesnet/programme"
	"pesnet/report"
	"pesnet/second"
	"pesnet/token"
)

// version is set when a release is built.
var version = "0.1.0"

// program is the command line: what every command shares, and the commands.
type program struct {
	Addr    string           `env:"PESNET_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	Data    string           `env:"PESNET_DATA" help:"Folder of the database (./data; the demonstration uses ./demo)." type:"path"`
	DB      string           `name:"db" env:"PESNET_DB" help:"Database: empty for SQLite in the folder, or postgres://…"`
	URL     string           `name:"url" env:"PESNET_URL" help:"Public address, for links and cookies (http://localhost with the port of --addr)."`
	Proxy   int              `env:"PESNET_PROXY" default:"0" help:"How many of your own proxies a request passes; what they write of its origin is believed."`
	Keys    string           `name:"key-file" env:"PESNET_KEY_FILE" help:"File with the keys of special categories (pesnet.key in the folder)." type:"path"`
	Factors string           `name:"second-factor" env:"PESNET_SECOND_FACTOR" enum:"roles,everybody" default:"roles" help:"Who must have a second factor: roles that see or change what belongs to others, or everybody."`
	Contact string           `env:"PESNET_CONTACT" help:"To whom weaknesses are reported: an e-mail address, or an address that begins with https:."`
	Guard   guard            `embed:""`
	Post    post             `embed:""`
	Config  kong.ConfigFlag  `env:"PESNET_CONFIG" help:"File with these settings in TOML, such as addr = \"127.0.0.1:9000\"." placeholder:"FILE"`
	Lang    string           `enum:"lt,ro,en,it,sv," default:"" help:"Language of what is printed (lt, ro, en, it, sv; that of the environment)."`
	Ver     kong.VersionFlag `name:"version" help:"Print the version."`

	Serve  serveCommand  `cmd:"" help:"Serve the pages and the API."`
	Demo   demoCommand   `cmd:"" help:"Serve a demonstration: six networks, figures, people to sign in as."`
	Doctor doctorCommand `cmd:"" help:"Say what is missing on this machine and how to get it."`

	Backup  backupCommand  `cmd:"" help:"Back up the database while it is used."`
	Restore restoreCommand `cmd:"" help:"Check a backup, or put it where no database is."`
	Audit   struct {
		Search privacy.SearchCommand `cmd:"" help:"Look for what was done: by whom, what, to what, when."`
		Verify auditVerifyCommand    `cmd:"" help:"Check that the record of what was done is whole."`
		Copy   auditCopyCommand      `cmd:"" help:"Print the record, row by row, for a second place."`
	} `cmd:"" help:"The record of what was done by whom."`

	Networks network.Commands `embed:""`
	Network  struct {
		Rules   network.OneCommands   `embed:""`
		Waiting second.WaitingCommand `cmd:"" help:"List what waits for a second person."`
	} `cmd:"" help:"Networks and their rules."`
	Accounts account.Commands      `embed:""`
	Programs token.Commands        `embed:""`
	Personal privacy.Commands      `embed:""`
	Mailing  letter.Commands       `embed:""`
	Groups   body.Commands         `embed:""`
	Joining  accession.Commands    `embed:""`
	Sessions meeting.Commands      `embed:""`
	Decided  decision.Commands     `embed:""`
	Written  minutes.Commands      `embed:""`
	Work     programme.Commands    `embed:""`
	Heard    hearing.Commands      `embed:""`
	Agreed   agreement.Commands    `embed:""`
	Given    contribution.Commands `embed:""`
	Talk     discussion.Commands   `embed:""`
	Yearly   report.Commands       `embed:""`
	Figures  indicator.Commands    `embed:""`
}

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var p program
	out := &cli.Out{Stdout: os.Stdout, Stderr: os.Stderr, Words: cli.Language(lang.All, os.Getenv)}
	parser := kong.Must(&p, kong.Name("pesnet"), kong.Description("Runs networks of public employment services: members, rules and figures, in five languages."),
		kong.Vars{"version": version, "pace_person": strconv.Itoa(web.PacePerson), "pace_address": strconv.Itoa(web.PaceAddress)}, kong.UsageOnError(), kong.Configuration(settings), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if os.Getenv("PESNET_CONFIG") == "" {
		os.Unsetenv("PESNET_CONFIG") // set and empty is not set
	}
	command, err := parser.Parse(args)
	if err != nil {
		return misused(parser, err)
	}
	if p.Lang != "" {
		out.Words = lang.All.In(p.Lang)
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo})))
	command.BindTo(network.With(ctx, network.Operator), (*context.Context)(nil))
	if err := p.do(ctx, command, out); err != nil {
		return out.Refuse(err)
	}
	return 0
}

// misused says what a command line lacks, and how it is used; its exit code
// is 2.
func misused(parser *kong.Kong, err error) int {
	parser.Errorf("%s", err)
	if p, ok := errors.AsType[*kong.ParseError](err); ok {
		if usage := p.Context.PrintUsage(true); usage != nil {
			slog.Debug("usage", "error", usage)
		}
	}
	return 2
}

// do runs the command that was asked for, with what it needs.
func (p *program) do(ctx context.Context, command *kong.Context, out *cli.Out) error {
	name := command.Command()
	p.settle(name)
	if apart(name) {
		return command.Run(p, out)
	}
	a, err := open(ctx, p, name == "demo")
	if err != nil {
		return err
	}
	defer a.close()
	a.privacies.KeyFile = p.keyFile()
	return command.Run(p, out, a, a.networks, a.accounts, a.tokens, a.seconds, a.privacies, a.letters, a.bodies, a.accessions, a.meetings, a.decisions, a.minutes, a.programmes, a.hearings, a.agreements, a.contributions, a.discussions, a.indicators, a.reports)
}

// settle fills in what is not set.
func (p *program) settle(command string) {
	if p.Data == "" {
		p.Data = "data"
		if command == "demo" {
			p.Data = "demo"
		}
	}
	if p.URL == "" {
		p.URL = "http://localhost" + portOf(p.Addr)
	}
}

// keyFile holds the keys of special categories; backups of the database do not
// hold it.
func (p *program) keyFile() string {
	if p.Keys != "" {
		return p.Keys
	}
	return filepath.Join(p.Data, "pesnet.key")
}

// address is the database to open.
func (p *program) address() (string, error) {
	if p.DB != "" {
		return p.DB, nil
	}
	if err := os.MkdirAll(p.Data, 0o700); err != nil {
		return "", fault.New(fault.Invalid, "main.folder", "folder", p.Data, "reason", reason(err))
	}
	return filepath.Join(p.Data, "pesnet.db"), nil
}

// reason is the part of an error of the system that an operator understands.
func reason(err error) string {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}

// settings reads a file of settings in TOML.
func settings(in io.Reader) (kong.Resolver, error) {
	values := map[string]any{}
	if _, err := toml.NewDecoder(in).Decode(&values); err != nil {
		return nil, err
	}
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		return values[flag.Name], nil
	}), nil
}

// now is the clock of the program; everything else takes the time as an
// argument.
func now() time.Time { return time.Now() }

type serveCommand struct{}

// Run serves until it is told to stop.
func (serveCommand) Run(ctx context.Context, p *program, a *app, out *cli.Out) error {
	return a.serve(ctx, p.Addr, func() { out.Line("%s", out.Words.T("main.serves", "url", p.URL, "engine", a.db.Engine())) })
}

type demoCommand struct {
	Real bool `help:"Load the real figures too, from the folder that PESNET_TESTDATA names."`
}

// Run fills an empty database with the demonstration and serves it.
func (c demoCommand) Run(ctx context.Context, p *program, a *app, out *cli.Out) error {
	if err := a.demo(ctx); err != nil {
		return err
	}
	if c.Real {
		if err := a.indicators.DemoReal(ctx, os.Getenv("PESNET_TESTDATA"), out); err != nil {
			return err
		}
	}
	return a.serve(ctx, p.Addr, func() {
		out.Line("%s", out.Words.T("main.serves", "url", p.URL, "engine", a.db.Engine()))
		out.Line("%s", out.Words.T("main.demo", "url", fmt.Sprintf("%s/%s/sign-in", p.URL, out.Words.Code())))
	})
}
