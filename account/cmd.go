package account

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
	"pesnet/network"
)

// Commands is what operators can do with the ways in.
type Commands struct {
	Admin struct {
		First firstCommand `cmd:"" help:"Name the first administrator and print the one-time link."`
		Link  linkCommand  `cmd:"" help:"Print a one-time link for somebody who cannot sign in."`
		Glass glassCommand `cmd:"" help:"Print a one-time link by which somebody is an administrator for an hour."`

		SignOut signOutCommand `cmd:"" help:"End every session and token of somebody at once."`
		Suspend suspendCommand `cmd:"" help:"Close everything to somebody until they are let in again."`
		Resume  resumeCommand  `cmd:"" help:"Let in again somebody who was suspended."`

		Provider providerCommands `cmd:"" help:"Who else vouches for people: OpenID Connect."`
	} `cmd:"" help:"People who run the installation."`
}

type firstCommand struct {
	Login string `required:"" placeholder:"NAME" help:"Name to sign in with: an e-mail address or a short name."`
}

// Help shows an example.
func (firstCommand) Help() string { return "Example:\n  pesnet admin first --login ona@example.org" }

// Run names the first administrator.
func (c firstCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	link, err := s.FirstAdministrator(ctx, network.Operator, c.Login, out.Words.Code())
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("account.link.printed"), link)
	return nil
}

type linkCommand struct {
	Login string `arg:"" help:"Name that the person signs in with."`
	Reset bool   `help:"Take out passkeys, app, recovery codes and providers too: for somebody who has lost their second factor."`
}

// Help shows an example.
func (linkCommand) Help() string { return "Example:\n  pesnet admin link ona@example.org" }

// Run prints a one-time link.
func (c linkCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	way := s.Link
	if c.Reset {
		way = s.Reset
	}
	link, err := way(ctx, network.Operator, c.Login)
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("account.link.printed"), link)
	return nil
}

// providerCommands is what operators can do with providers of identity.
type providerCommands struct {
	Add  addProviderCommand  `cmd:"" help:"Let an OpenID Connect provider vouch for people."`
	List listProviderCommand `cmd:"" help:"List the providers in use."`
	End  endProviderCommand  `cmd:"" help:"End that a provider vouches for people."`
}

type addProviderCommand struct {
	Code   string `arg:"" help:"Short code, part of the address to which the provider sends back: eu-login."`
	Name   string `required:"" help:"Name on the page to sign in."`
	Issuer string `required:"" placeholder:"URL" help:"Issuer, as its discovery document names it."`
	Client string `required:"" placeholder:"ID" help:"Client id that the provider has given."`
	Secret string `placeholder:"WHERE" help:"Where the client secret is kept: env:NAME or file:/path."`
	Org    string `placeholder:"CODE" help:"Organisation for whose people it vouches; everybody when left out."`
	Claim  string `help:"Claim that must equal the username when a person is linked, such as email."`
	Strong string `help:"Values of acr that mean two factors, with blanks between."`
}

// Help shows examples.
func (addProviderCommand) Help() string {
	return "Examples:\n  pesnet admin provider add eu-login --name \"EU Login\" --issuer https://ecas.ec.europa.eu/cas/oauth2 --client pesnet --secret env:EU_LOGIN_SECRET\n" +
		"  pesnet admin provider add uzt --name \"Užimtumo tarnyba\" --issuer https://login.example.lt --client pesnet --secret file:/run/secrets/uzt --org LT-UZT --claim email"
}

// Run adds the provider and prints the address to be told to it.
func (c addProviderCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	err := s.AddProvider(ctx, network.Operator, Provider{ID: c.Code, Name: c.Name, Issuer: c.Issuer, Client: c.Client, Secret: c.Secret, Organisation: c.Org, Claim: c.Claim, Strong: c.Strong})
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("account.provider.added"), s.backAddress(c.Code))
	return nil
}

type listProviderCommand struct{}

// Run prints the providers.
func (listProviderCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	all, err := s.Providers(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out.Stdout, 0, 0, 2, ' ', 0)
	for _, p := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.ID, p.Name, p.Issuer, p.Client)
	}
	return w.Flush()
}

type endProviderCommand struct {
	Code string `arg:"" help:"Code of the provider."`
}

// Run ends the provider.
func (c endProviderCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	return s.EndProvider(ctx, network.Operator, c.Code)
}

type glassCommand struct {
	Login string `required:"" placeholder:"NAME" help:"Who becomes an administrator for an hour: the name they sign in with."`
	Why   string `required:"" placeholder:"REASON" help:"Reason, which administrators and auditors see."`
}

// Help shows an example.
func (glassCommand) Help() string {
	return "Example:\n  pesnet admin glass --login ona@example.org --why \"Both administrators are ill, a member has left\""
}

// Run prints the one-time link.
func (c glassCommand) Run(ctx context.Context, s *Service, out *cli.Out) error {
	link, err := s.BreakGlass(ctx, network.Operator, c.Login, c.Why)
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("account.emergency.printed"), link)
	return nil
}
