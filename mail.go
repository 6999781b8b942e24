package main

import (
	netmail "net/mail"
	"net/url"

	"pesnet/kit/mail"
)

// post is the settings of the mail server.
type post struct {
	Mail       string `env:"PESNET_MAIL" help:"Mail server: smtp://user@host:587 or smtps://user@host:465; without one letters stay in the outbox."`
	MailSecret string `env:"PESNET_MAIL_SECRET" help:"Where its password is: env:NAME or file:/path."`
	MailFrom   string `env:"PESNET_MAIL_FROM" help:"Who writes: \"Name <name@example.org>\" (pesnet@ the public address)."`
}

// server is that of the settings; none where none is set, and in a
// demonstration: its people are invented.
func (p post) server(public string, demo bool) (*mail.Server, error) {
	if demo {
		return nil, nil
	}
	s, err := mail.ServerAt(p.Mail, p.writer(public))
	if err != nil || s == nil || p.MailSecret == "" {
		return s, err
	}
	s.Password, err = secret(p.MailSecret)
	return s, err
}

// writer is who writes.
func (p post) writer(public string) string {
	u, err := url.Parse(public)
	if err != nil || p.MailFrom != "" {
		return p.MailFrom
	}
	return "pesnet@" + u.Hostname()
}

// sender is the bare address of who writes: whom an invitation comes from.
func (p post) sender(public string) string {
	from, err := netmail.ParseAddress(p.writer(public))
	if err != nil {
		return ""
	}
	return from.Address
}
