package mail

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// Receiver is the person a letter goes to, as they are when it is sent.
type Receiver struct {
	Name, Address, Lang string
	Refused             string    // id of the words that say why they may not have it; "" = they may
	Hold                time.Time // not before: it waits for a digest
	Foot                string    // stands under every letter: how to get fewer
}

// From is who writes.
type From struct {
	Name, Address string
	List          string // domain of lists, for List-Id; "" = that of Address
}

// message is the mail that brings a letter. parcel is the same whenever it is
// sent, so that it is known as the same.
func message(from From, to Receiver, l Letter, parcel string, at time.Time) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingQP), gomail.WithNoDefaultUserAgent())
	if err := m.FromFormat(line(from.Name), from.Address); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := m.AddToFormat(line(to.Name), to.Address); err != nil {
		return nil, fmt.Errorf("receiver: %w", err)
	}
	m.SetMessageIDWithValue(parcel + "@" + from.domain())
	m.SetDateWithValue(at)
	m.Subject(line(l.Subject))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	m.SetGenHeader("List-Id", "<"+label(l.Kind)+"."+from.domain()+">")
	if to.Lang != "" {
		m.SetGenHeader("Content-Language", label(to.Lang))
	}
	m.SetBodyString(gomail.TypeTextPlain, body(l, to.Foot))
	if len(l.Calendar) > 0 {
		kind := "text/calendar; component=VEVENT"
		if l.Method != "" {
			kind += "; method=" + label(l.Method)
		}
		m.AddAlternativeString(gomail.ContentType(kind), string(l.Calendar))
	}
	return m, nil
}

func (f From) domain() string {
	if f.List != "" {
		return f.List
	}
	return f.Address[strings.LastIndexByte(f.Address, '@')+1:]
}

// body is the text of a letter with the link on a line of its own, and what
// stands under every letter.
func body(l Letter, foot string) string {
	text := strings.TrimRight(paragraphs(l.Text), "\n")
	if l.Link != "" && !strings.Contains(text, l.Link) {
		text += "\n\n" + line(l.Link)
	}
	if foot != "" {
		text += "\n\n-- \n" + paragraphs(foot) // readers' programs know the line and show what follows as less
	}
	return text + "\n"
}

// line is a text on one line without control characters: nothing in it can
// begin another header.
func line(text string) string {
	return strings.Join(strings.Fields(strings.Map(printable, strings.ToValidUTF8(text, "\uFFFD"))), " ")
}

// paragraphs is a text without control characters but line breaks.
func paragraphs(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return printable(r)
	}, text)
}

func printable(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// label is what stands in a header without quotation marks.
func label(text string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-') {
			return r
		}
		return '-'
	}, text)
}
