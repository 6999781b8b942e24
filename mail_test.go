package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/mail"
	"pesnet/kit/mail/mailtest"
	"pesnet/network"
)

// From the settings to the mail server: what waits in the demonstration is
// sent to those who have an address, and the others are named with the reason.
func TestLettersGoToTheServerOfTheSettings(t *testing.T) {
	server := mailtest.Start(t)
	server.User, server.Password = "pesnet", "a secret"
	t.Setenv("PESNET_TEST_MAIL", "a secret")
	p := &program{Data: t.TempDir(), URL: "https://pes.example.org"}
	p.Post = post{Mail: fmt.Sprintf("smtp://pesnet@localhost:%d", server.Port), MailSecret: "env:PESNET_TEST_MAIL", MailFrom: "AURORA <desk@example.org>"}
	a, err := open(t.Context(), p, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	for _, fill := range []func(context.Context) error{a.networks.Demo, a.letters.Demo, a.bodies.Demo} {
		if err := fill(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.letters.Send(t.Context(), network.Operator); err != nil {
		t.Fatal(err)
	}
	var went []string
	for _, l := range server.Letters() {
		went = append(went, l.To)
		if l.From != "desk@example.org" || l.User != "pesnet" || !strings.HasSuffix(l.Message.Header.Get("Message-Id"), "@example.org>") {
			t.Errorf("from %s, as %q, %s", l.From, l.User, l.Message.Header.Get("Message-Id"))
		}
	}
	err = a.db.Read(t.Context(), func(tx *db.Tx) error {
		all, err := mail.Everywhere(tx, 100)
		for _, d := range all {
			address, err := a.letters.Address(tx, d.To)
			if err != nil {
				return err
			}
			want := mail.Refused
			if address != "" {
				want = mail.Sent
			}
			if d.State != want || (d.State == mail.Sent) != slices.Contains(went, address) || d.State == mail.Refused && d.Reason != "letter.refused.address" {
				t.Errorf("the letter to %q is %s (%s), want %s", address, d.State, d.Reason, want)
			}
		}
		return err
	})
	if err != nil || len(went) == 0 {
		t.Errorf("%d letters went, %v", len(went), err)
	}
}

// The people of the demonstration are invented: nothing is sent to them,
// whatever the settings say.
func TestTheDemonstrationSendsNothing(t *testing.T) {
	p := &program{Data: t.TempDir(), URL: "https://pes.example.org", Post: post{Mail: "smtp://localhost:25"}}
	a, err := open(t.Context(), p, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	if a.letters.Sender.Server != nil {
		t.Errorf("letters go to %s", a.letters.Sender.Server.Host)
	}
}

func TestWhoWritesLetters(t *testing.T) {
	for _, test := range []struct{ from, public, want string }{
		{"", "https://pes.example.org", "pesnet@pes.example.org"},
		{"", "http://localhost:8080", "pesnet@localhost"},
		{"AURORA <desk@example.org>", "https://pes.example.org", "desk@example.org"},
	} {
		if got := (post{MailFrom: test.from}).sender(test.public); got != test.want {
			t.Errorf("%q at %s: %s, want %s", test.from, test.public, got, test.want)
		}
	}
	if s, err := (post{Mail: "smtp://mail.example.org", MailSecret: "env:PESNET_TEST_NO_SUCH"}).server("https://pes.example.org", false); err == nil {
		t.Errorf("a password that is not there was taken: %+v", s)
	}
}
