package meeting

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pesnet/kit/once"
	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(method, id, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: "/networks/{network}/meetings" + path, Policy: policy, Summary: summary, Tag: "meeting"}
	}
	web.Handle(a, op(http.MethodGet, "list-meetings", "", "meeting.list", "The meetings of a network that may be seen, the latest first"), s.apiList)
	web.Handle(a, op(http.MethodPost, "prepare-meeting", "", "meeting.call", "Make a draft of a meeting with its agenda"), s.apiPrepare)
	web.Handle(a, op(http.MethodGet, "get-meeting", "/{meeting}", "meeting.list", "A meeting with its agenda, papers and replies in numbers"), s.apiMeeting)
	web.Handle(a, op(http.MethodPut, "change-meeting", "/{meeting}", "meeting.change", "Change a meeting that is still to come"), s.apiChange)
	web.Handle(a, op(http.MethodPost, "announce-meeting", "/{meeting}/announce", "meeting.call", "Announce a meeting: everybody with a seat is invited"), s.apiAnnounce)
	web.Handle(a, op(http.MethodPost, "cancel-meeting", "/{meeting}/cancel", "meeting.change", "Cancel a meeting, with the reason that everybody is told"), s.apiCancel)
	web.Handle(a, op(http.MethodPut, "reply-to-meeting", "/{meeting}/reply", "meeting.reply", "Reply to the own invitation"), s.apiReply)
	web.Handle(a, op(http.MethodGet, "get-attendance", "/{meeting}/attendance", "meeting.read", "Who is invited, what they replied and who was there"), s.apiAttendance)
	web.Handle(a, op(http.MethodPut, "record-attendance", "/{meeting}/attendance", "meeting.attend", "Record who was there"), s.apiAttend)
}

type answer[T any] struct{ Body T }

// MeetingNetwork names a network in an address.
type MeetingNetwork struct {
	Network string `path:"network" doc:"Code of the network" example:"AURORA"`
}

// MeetingPath names a meeting in an address.
type MeetingPath struct {
	MeetingNetwork
	Meeting string `path:"meeting" doc:"Code of the meeting" example:"BOARD-2026-4"`
}

type agendaView struct {
	Title     string `json:"title" maxLength:"300"`
	Standing  string `json:"standing,omitempty" enum:"opening,previous,other" doc:"An item that every agenda has"`
	Ask       string `json:"ask,omitempty" enum:"adopt,decide,note,discuss"`
	Presenter string `json:"presenter,omitempty"`
	Minutes   int    `json:"minutes" minimum:"0"`
	Late      bool   `json:"late,omitempty" readOnly:"true" doc:"Came after the announcement"`
}

// MeetingForm is what a program says of a meeting.
type MeetingForm struct {
	Title  string    `json:"title,omitempty"`
	Kind   string    `json:"kind,omitempty" enum:"regular,extraordinary" default:"regular"`
	Mode   string    `json:"mode" enum:"onsite,online,hybrid"`
	Place  string    `json:"place,omitempty"`
	Link   string    `json:"link,omitempty" doc:"Where it is joined online: https://"`
	Host   string    `json:"host,omitempty"`
	About  string    `json:"about,omitempty"`
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Zone   string    `json:"zone" doc:"IANA time zone of the place" example:"Europe/Vilnius"`
	Public bool      `json:"public,omitempty"`
}

// meetingSaid is the meeting that a program describes.
func meetingSaid(f MeetingForm) Meeting {
	if f.Kind == "" {
		f.Kind = Kinds[0]
	}
	return Meeting{Title: f.Title, Kind: f.Kind, Mode: f.Mode, Place: f.Place, Link: f.Link, Host: f.Host, About: f.About, Starts: f.Starts, Ends: f.Ends, Zone: f.Zone, Public: f.Public}
}

// MeetingView is what a program reads of a meeting.
type MeetingView struct {
	MeetingForm
	Code     string     `json:"code"`
	Body     string     `json:"body" doc:"Code of the body; empty: the whole network"`
	State    string     `json:"state" enum:"draft,announced,postponed,cancelled,held,minutes_drafted,circulated,approved"`
	Called   *time.Time `json:"called,omitempty"`
	Urgent   string     `json:"urgent,omitempty" doc:"Why the notice was not kept"`
	Sequence int        `json:"sequence" doc:"Of the event in calendars"`
	Version  int64      `json:"version"`
}

func viewOf(m Meeting, body string) MeetingView {
	v := MeetingView{MeetingForm: MeetingForm{m.Title, m.Kind, m.Mode, m.Place, m.Link, m.Host, m.About, m.Starts, m.Ends, m.Zone, m.Public}, Code: m.Code, Body: body, State: m.State, Urgent: m.Urgent, Sequence: m.Sequence, Version: m.Version}
	if !m.Called.IsZero() {
		v.Called = &m.Called
	}
	return v
}

type wholeMeetingView struct {
	MeetingView
	Agenda  []agendaView `json:"agenda"`
	Papers  []string     `json:"papers" doc:"Numbers of the papers, with their revision"`
	Notice  int          `json:"notice" doc:"Days that the charter asks for; -1: it asks for none"`
	Invited int          `json:"invited"`
	Yes     int          `json:"yes" doc:"Seats with a vote of which somebody comes"`
	There   int          `json:"there" doc:"Seats with a vote that were taken"`
	Quorum  int          `json:"quorum" doc:"Seats that must be taken; 0: none is laid down"`
}

func (s *Service) apiList(ctx context.Context, in *struct {
	MeetingNetwork
	Of   string `query:"body" doc:"Code of a body; ALL: meetings of the whole network"`
	Year int    `query:"year"`
	Q    string `query:"q" doc:"Words in the title, the place or the code"`
}) (*answer[[]MeetingView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Meetings(ctx, who, n, Query{in.Q, in.Of, in.Year})
	views := make([]MeetingView, 0, len(all))
	for _, l := range all {
		views = append(views, viewOf(l.Meeting, l.Of.Code))
	}
	return &answer[[]MeetingView]{views}, err
}

func (s *Service) apiMeeting(ctx context.Context, in *MeetingPath) (*answer[wholeMeetingView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	return s.wholeView(ctx, who, n, in.Meeting)
}

func (s *Service) wholeView(ctx context.Context, who network.Who, n network.Network, code string) (*answer[wholeMeetingView], error) {
	f, err := s.Meeting(ctx, who, n, code)
	v := wholeMeetingView{MeetingView: viewOf(f.Meeting, f.Of.Code), Agenda: []agendaView{}, Papers: []string{}, Notice: f.Terms.Days, Invited: f.Invited, Yes: f.Forecast.Yes, There: f.Quorum.There, Quorum: f.Quorum.Needed}
	for _, i := range f.Agenda {
		v.Agenda = append(v.Agenda, agendaView{i.Named(web.WordsOf(ctx)), i.Standing, i.Ask, i.Presenter, i.Duration, i.Late})
	}
	for _, p := range f.Papers {
		v.Papers = append(v.Papers, p.Label(f.Papers))
	}
	return &answer[wholeMeetingView]{v}, err
}

type prepareAsked struct {
	MeetingNetwork
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key with the same request is done once"`
	Body struct {
		MeetingForm
		Body   string       `json:"body,omitempty" doc:"Code of the body; empty: the whole network"`
		Like   string       `json:"like,omitempty" doc:"Code of a former meeting whose agenda is copied"`
		Agenda []agendaView `json:"agenda,omitempty" maxItems:"100"`
	}
}

func (s *Service) apiPrepare(ctx context.Context, in *prepareAsked) (*answer[wholeMeetingView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	b := Beginning{Meeting: meetingSaid(in.Body.MeetingForm), Like: in.Body.Like}
	if b.Body, err = s.BodyOf(ctx, who, n, in.Body.Body); err != nil {
		return nil, err
	}
	for _, i := range in.Body.Agenda {
		b.Agenda = append(b.Agenda, Item{Title: i.Title, Standing: i.Standing, Ask: i.Ask, Presenter: i.Presenter, Duration: i.Minutes})
	}
	if ctx, err = once.With(ctx, who.ID, in.Key, in.Body); err != nil {
		return nil, err
	}
	m, err := s.Prepare(ctx, who, n, b)
	if err != nil {
		return nil, err
	}
	return s.wholeView(ctx, who, n, m.Code)
}

func (s *Service) apiChange(ctx context.Context, in *struct {
	MeetingPath
	Body struct {
		MeetingForm
		Version int64  `json:"version" doc:"That was read"`
		Reason  string `json:"reason,omitempty" doc:"For another date without the notice of the charter"`
	}
}) (*answer[wholeMeetingView], error) {
	return s.apiDo(ctx, in.MeetingPath, func(ctx context.Context, who network.Who, n network.Network) error {
		m := meetingSaid(in.Body.MeetingForm)
		m.Code, m.Version = in.Meeting, in.Body.Version
		_, err := s.Change(ctx, who, n, m, in.Body.Reason)
		return err
	})
}

// apiDo does something with a meeting and answers with what it is then.
func (s *Service) apiDo(ctx context.Context, at MeetingPath, do func(context.Context, network.Who, network.Network) error) (*answer[wholeMeetingView], error) {
	who, n, err := s.networks.Asked(ctx, at.Network)
	if err != nil {
		return nil, err
	}
	if err := do(ctx, who, n); err != nil {
		return nil, err
	}
	return s.wholeView(ctx, who, n, at.Meeting)
}

type stepAsked struct {
	MeetingPath
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key with the same request is done once"`
	Body struct {
		Version int64  `json:"version,omitempty" doc:"That was read; 0: whatever it is"`
		Reason  string `json:"reason,omitempty"`
	}
}

func (s *Service) apiAnnounce(ctx context.Context, in *stepAsked) (*answer[wholeMeetingView], error) {
	return s.apiDo(ctx, in.MeetingPath, func(ctx context.Context, who network.Who, n network.Network) error {
		ctx, err := once.With(ctx, who.ID, in.Key, in.Meeting)
		if err == nil {
			_, err = s.Announce(ctx, who, n, Step{in.Meeting, in.Body.Version, in.Body.Reason})
		}
		return err
	})
}

func (s *Service) apiCancel(ctx context.Context, in *stepAsked) (*answer[wholeMeetingView], error) {
	return s.apiDo(ctx, in.MeetingPath, func(ctx context.Context, who network.Who, n network.Network) error {
		return s.Cancel(ctx, who, n, Step{in.Meeting, in.Body.Version, in.Body.Reason})
	})
}

func (s *Service) apiReply(ctx context.Context, in *struct {
	MeetingPath
	Body struct {
		Reply     string `json:"reply" enum:"yes,maybe,no"`
		Note      string `json:"note,omitempty"`
		Alternate string `json:"alternate,omitempty" doc:"Id of the person who comes in one's place"`
	}
}) (*answer[wholeMeetingView], error) {
	return s.apiDo(ctx, in.MeetingPath, func(ctx context.Context, who network.Who, n network.Network) error {
		return s.Reply(ctx, who, n, in.Meeting, Answer(in.Body))
	})
}

type presenceAtView struct {
	Person       string `json:"person" doc:"Id"`
	Name         string `json:"name,omitempty" readOnly:"true"`
	Organisation string `json:"organisation" doc:"Id; empty: of the network itself"`
	Seat         string `json:"seat,omitempty" readOnly:"true"`
	Reply        string `json:"reply,omitempty" readOnly:"true"`
	Present      string `json:"present" enum:"room,online,excused,absent,"`
	Version      int64  `json:"version" doc:"That was read"`
}

func (s *Service) apiAttendance(ctx context.Context, in *MeetingPath) (*answer[[]presenceAtView], error) {
	who, n, err := s.networks.Asked(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	t, err := s.Attendance(ctx, who, n, in.Meeting)
	views := make([]presenceAtView, 0, len(t.Rows))
	for _, r := range t.Rows {
		views = append(views, presenceAtView{r.Person, r.Name, r.Presence.Organisation, r.Seat, r.Reply, r.Present, r.Version})
	}
	return &answer[[]presenceAtView]{views}, err
}

func (s *Service) apiAttend(ctx context.Context, in *struct {
	MeetingPath
	Body []presenceAtView
}) (*answer[wholeMeetingView], error) {
	return s.apiDo(ctx, in.MeetingPath, func(ctx context.Context, who network.Who, n network.Network) error {
		var seen []Presence
		for _, v := range in.Body {
			seen = append(seen, Presence{Person: v.Person, Organisation: v.Organisation, Present: strings.TrimSpace(v.Present), Version: v.Version})
		}
		return s.Attend(ctx, who, n, in.Meeting, seen)
	})
}
