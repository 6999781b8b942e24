package network

import (
	"context"
	"fmt"
	"text/tabwriter"

	"pesnet/kit/cli"
)

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
	err := s.AddProvider(ctx, Operator, Provider{ID: c.Code, Name: c.Name, Issuer: c.Issuer, Client: c.Client, Secret: c.Secret, Organisation: c.Org, Claim: c.Claim, Strong: c.Strong})
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("networksignin.provider.added"), s.backAddress(c.Code))
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
	return s.EndProvider(ctx, Operator, c.Code)
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
	link, err := s.BreakGlass(ctx, Operator, c.Login, c.Why)
	if err != nil {
		return err
	}
	out.Line("%s\n%s", out.Words.T("networksignin.emergency.printed"), link)
	return nil
}
