package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"pesnet/kit/fault"
)

// Server is where letters are handed over.
type Server struct {
	Host     string
	Port     int
	User     string // "" = without signing in
	Password string
	Wrapped  bool // TLS from the first byte, not by STARTTLS
	From     From
	TLS      *tls.Config // nil = what the machine trusts
}

// ServerAt reads the address of a mail server, smtp://user@host:587 or
// smtps://user@host:465, and who writes: "Network <desk@example.org>". Without
// an address there is no server, and letters stay in the outbox.
func ServerAt(address, from string) (*Server, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fault.New(fault.Invalid, "mail.server", "address", address)
	}
	if _, there := u.User.Password(); there {
		return nil, fault.New(fault.Invalid, "mail.password")
	}
	s := &Server{Host: u.Hostname(), Port: 587, User: u.User.Username(), Wrapped: u.Scheme == "smtps"}
	if s.Wrapped {
		s.Port = 465
	}
	if u.Port() != "" {
		s.Port, _ = strconv.Atoi(u.Port()) // url.Parse takes digits alone
	}
	writer, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fault.New(fault.Invalid, "mail.from", "from", from)
	}
	s.From = From{Name: writer.Name, Address: writer.Address}
	return s, nil
}

// local tells whether the server is on this machine: nobody listens between.
func (s *Server) local() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}

// answerWithin is how long the server may take for one step.
const answerWithin = 20 * time.Second

// options say how the server is spoken to. Letters and passwords travel
// encrypted, or not at all, unless the server is on this machine.
func (s *Server) options() []gomail.Option {
	all := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(answerWithin), gomail.WithTLSPolicy(gomail.TLSMandatory)}
	switch {
	case s.Wrapped:
		all = append(all, gomail.WithSSL())
	case s.local() && s.TLS == nil:
		all = append(all, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.TLS != nil {
		all = append(all, gomail.WithTLSConfig(s.TLS))
	}
	if s.User != "" {
		how := gomail.SMTPAuthAutoDiscover
		if s.local() && s.TLS == nil {
			how = gomail.SMTPAuthPlainNoEnc
		}
		all = append(all, gomail.WithSMTPAuth(how), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return all
}

// dial opens a connection for one round of letters.
func (s *Server) dial(ctx context.Context) (*gomail.Client, error) {
	client, err := gomail.NewClient(s.Host, s.options()...)
	if err != nil {
		return nil, err
	}
	return client, client.DialWithContext(ctx)
}

// Check tells whether the server can be reached and lets us in.
func (s *Server) Check(ctx context.Context) error {
	client, err := s.dial(ctx)
	if err != nil {
		return err
	}
	return client.Close()
}

// outcome is what came of handing a mail over.
type outcome struct {
	sent, final bool // final: it would be refused again
	nobody      bool // the server knows no such receiver
	reason      string
	said        string // by the server
}

// hand gives a mail to the server. Once the server has acknowledged it, it is
// sent, whatever happens to the connection afterwards.
func hand(client *gomail.Client, m *gomail.Msg) outcome {
	err := client.Send(m)
	if err == nil || m.IsDelivered() {
		return outcome{sent: true}
	}
	o := outcome{reason: err.Error()}
	if refused, ok := errors.AsType[*gomail.SendError](err); ok {
		o.final = refused.ErrorCode() >= 500
		o.said = said(refused.Error())
		o.nobody = refused.Reason == gomail.ErrSMTPRcptTo && nobody(refused.ErrorCode(), detail.FindString(o.said))
		o.reason = fmt.Sprint(refused.Reason)
		if refused.ErrorCode() > 0 {
			o.reason = fmt.Sprintf("%s (%d)", o.reason, refused.ErrorCode())
		}
	}
	return o
}

// said is what a server answered, without the words that stand around it.
func said(text string) string {
	if i := detailed.FindStringIndex(text); i != nil {
		text = text[i[0]:]
	}
	text, _, _ = strings.Cut(text, ", affected")
	return strings.ReplaceAll(text, `"`, "")
}

var (
	detailed = regexp.MustCompile(`\b5\d\d[ -]`)
	detail   = regexp.MustCompile(`\b5\.\d{1,3}\.\d{1,3}\b`)
)

// nobody tells whether a server refuses a receiver because there is none, or
// none any more (RFC 5321, 4.2.3; RFC 3463, 3.2 and 3.3): not because a mailbox
// is full, and not because of who writes.
func nobody(code int, detail string) bool {
	if detail != "" {
		return strings.HasPrefix(detail, "5.1.") || detail == "5.2.1"
	}
	return code == 550 || code == 551 || code == 553 || code == 556
}
