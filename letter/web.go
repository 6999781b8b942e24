package letter

import (
	"embed"
	"io"
	"net/http"
	"strings"

	"pesnet/kit/calendar"
	"pesnet/kit/mail"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/network"
)

// Pages returns the templates of the area: its pages are made of parts alone.
func (s *Service) Pages() ui.Folder { return ui.Folder{Name: "letter", Files: embed.FS{}} }

// Routes is the table of routes of the area.
func (s *Service) Routes() []web.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []web.Route{
		{Method: get, Pattern: "/my-mail", Policy: "letter.own", Do: s.minePage},
		{Method: post, Pattern: "/my-mail", Policy: "letter.own", Do: s.choose},
		{Method: post, Pattern: "/my-mail/address", Policy: "letter.own", Do: s.tryOwn},
		{Method: get, Pattern: "/my-mail/letters/{letter}", Policy: "letter.own", Do: s.myLetterPage},
		{Method: post, Pattern: "/my-mail/feeds", Policy: "letter.own", Do: s.makeFeed},
		{Method: post, Pattern: "/my-mail/feeds/end", Policy: "letter.own", Do: s.endFeed},
		{Method: get, Pattern: "/feeds/calendar/{file}", Policy: "letter.feed", Do: s.feedFile},
		{Method: get, Pattern: "/letters", Policy: "letter.operate", Do: s.outboxPage},
		{Method: get, Pattern: "/letters/outbox/{letter}", Policy: "letter.operate", Do: s.letterPage},
		{Method: post, Pattern: "/letters/outbox/{letter}/retry", Policy: "letter.operate", Do: s.retry},
		{Method: get, Pattern: "/{network}/letters", Policy: "letter.dispatch", Do: s.lettersPage},
		{Method: post, Pattern: "/{network}/letters/{person}/address", Policy: "letter.dispatch", Do: s.tryOther},
		{Method: post, Pattern: "/{network}/letters/{letter}/retry", Policy: "letter.dispatch", Do: s.retry},
	}
}

// place is where a page of the area stands.
type place struct{ network.Place }

func (s *Service) place(r *web.Request) (place, error) {
	p, err := s.networks.Place(r, "letter")
	return place{p}, err
}

// feedFile is the calendar of a secret address.
func (s *Service) feedFile(r *web.Request) (web.Reply, error) {
	name, events, err := s.Events(r.Context(), strings.TrimSuffix(r.PathValue("file"), ".ics"))
	if err != nil {
		return nil, err
	}
	text, err := calendar.Feed(name, events)
	return web.File{Type: "text/calendar; charset=utf-8", Write: func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}}, err
}

// head is the head of a table.
func (p place) head(names ...string) (cells []ui.Cell) {
	for _, name := range names {
		cells = append(cells, ui.Cell{Text: p.Words.T("letter.field." + name)})
	}
	return cells
}

// state is how far a letter is, as a tag.
func (p place) state(d mail.Delivery) *ui.Tag {
	kind := map[string]string{mail.Sent: "done", mail.Failed: "late", mail.Refused: "off"}[d.State]
	if d.State == mail.Waiting && d.Held {
		return &ui.Tag{Text: p.Words.T("letter.state.held")}
	}
	return &ui.Tag{Kind: kind, Text: p.Words.T("letter.state." + d.State)}
}

// why is the reason for the state of a letter: words, or what the server said.
func (p place) why(d mail.Delivery) string {
	switch {
	case d.Reason == "":
		return "–"
	case p.Words.Has(d.Reason):
		return p.Words.T(d.Reason)
	}
	return d.Reason
}

// read shows a letter as it is sent.
func (p place) read(l mail.Letter, about ui.Pairs) ui.Section {
	one := ui.Section{Parts: []ui.Part{about}}
	for paragraph := range strings.SplitSeq(l.Text, "\n") {
		if strings.TrimSpace(paragraph) != "" {
			one.Text = append(one.Text, paragraph)
		}
	}
	if l.Link != "" {
		one.Parts = append(one.Parts, ui.Actions{Links: []ui.Link{{Text: p.Words.T("letter.open"), Href: l.Link}}})
	}
	return one
}
