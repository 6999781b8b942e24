// Package mailtest is a mail server for tests: it takes letters over SMTP and
// keeps them in memory.
package mailtest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server takes letters.
type Server struct {
	Port int
	// Trust is what a client must trust to speak with the server encrypted.
	Trust *x509.CertPool
	// Plain leaves encryption out of what the server offers.
	Plain bool
	// User and Password are asked for where they are set.
	User, Password string
	// Answer says what the server answers to an address, as "550 unknown";
	// empty: it takes the letter.
	Answer func(to string) string
	// Taken is called when a letter is taken, after the client has heard so.
	Taken func()

	listener    net.Listener
	certificate tls.Certificate
	mu          sync.Mutex
	letters     []Letter
}

// Letter is one that was taken.
type Letter struct {
	From, To  string
	Raw       string
	Message   *mail.Message
	Encrypted bool
	User      string
}

// Start starts a server that ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{}
	s.certificate, s.Trust = certificate(t)
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.Port = s.listener.Addr().(*net.TCPAddr).Port
	t.Cleanup(func() { s.listener.Close() })
	go func() {
		for {
			c, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return s
}

// Letters are those that were taken so far.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Away lets the server go: nobody answers any more.
func (s *Server) Away() { s.listener.Close() }

type conversation struct {
	*Server
	conn      net.Conn
	in        *bufio.Reader
	encrypted bool
	user      string
	from, to  string
}

func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(deadline())
	c := &conversation{Server: s, conn: conn, in: bufio.NewReader(conn)}
	c.say("220 mailtest")
	for {
		line, err := c.in.ReadString('\n')
		if err != nil || !c.answer(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

func (c *conversation) say(line string) bool {
	_, err := fmt.Fprintf(c.conn, "%s\r\n", line)
	return err == nil
}

func (c *conversation) answer(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		return c.hello()
	case "STARTTLS":
		return c.encrypt()
	case "AUTH":
		return c.admit(rest)
	case "MAIL":
		c.from = address(rest)
		if c.Server.User != "" && c.user == "" {
			return c.say("530 sign in first")
		}
		return c.say("250 ok")
	case "RCPT":
		c.to = address(rest)
		if c.Answer != nil {
			if refused := c.Answer(c.to); refused != "" {
				return c.say(refused)
			}
		}
		return c.say("250 ok")
	case "DATA":
		return c.take()
	case "QUIT":
		c.say("221 bye")
		return false
	case "NOOP", "RSET", "HELO":
		return c.say("250 ok")
	}
	return c.say("502 what?")
}

func (c *conversation) hello() bool {
	offers := []string{"mailtest", "8BITMIME"}
	if !c.encrypted && !c.Plain {
		offers = append(offers, "STARTTLS")
	}
	if c.Server.User != "" {
		offers = append(offers, "AUTH PLAIN")
	}
	for i, offer := range offers {
		mark := "-"
		if i == len(offers)-1 {
			mark = " "
		}
		if !c.say("250" + mark + offer) {
			return false
		}
	}
	return true
}

func (c *conversation) encrypt() bool {
	c.say("220 go on")
	secure := tls.Server(c.conn, &tls.Config{Certificates: []tls.Certificate{c.certificate}, MinVersion: tls.VersionTLS12})
	if secure.Handshake() != nil {
		return false
	}
	c.conn, c.in, c.encrypted = secure, bufio.NewReader(secure), true
	return true
}

func (c *conversation) admit(rest string) bool {
	_, given, _ := strings.Cut(rest, " ")
	text, _ := base64.StdEncoding.DecodeString(given)
	if string(text) != "\x00"+c.Server.User+"\x00"+c.Password {
		return c.say("535 no")
	}
	c.user = c.Server.User
	return c.say("235 welcome")
}

func (c *conversation) take() bool {
	c.say("354 go on")
	var raw strings.Builder
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		raw.WriteString(strings.TrimPrefix(line, "."))
	}
	message, err := mail.ReadMessage(strings.NewReader(raw.String()))
	if err != nil {
		return c.say("554 no mail")
	}
	c.mu.Lock()
	c.letters = append(c.letters, Letter{From: c.from, To: c.to, Raw: raw.String(), Message: message, Encrypted: c.encrypted, User: c.user})
	c.mu.Unlock()
	ok := c.say("250 taken")
	if c.Taken != nil {
		c.Taken()
	}
	return ok
}

// address is what stands between < and >.
func address(rest string) string {
	_, rest, _ = strings.Cut(rest, "<")
	rest, _, _ = strings.Cut(rest, ">")
	return rest
}

// deadline ends a conversation that nobody goes on with.
func deadline() time.Time { return time.Now().Add(time.Minute) }

// certificate is one for this machine that signs itself.
func certificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: deadline().AddDate(0, 0, -1), NotAfter: deadline().AddDate(0, 0, 1), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}
