package discussion

import (
	"context"
	"net/http"
	"time"

	"pesnet/kit/web"
	"pesnet/network"
)

// API adds the operations of the area. It is open to all: the service asks.
func (s *Service) API(a *web.API) {
	op := func(id, method, path, policy, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Policy: policy, Summary: summary, Tag: "discussion"}
	}
	web.Handle(a, op("list-groups", http.MethodGet, "/networks/{network}/groups", "discussion.read", "The discussion groups of a network"), s.apiGroups)
	web.Handle(a, op("get-group", http.MethodGet, "/networks/{network}/groups/{group}", "discussion.read", "A group with its threads"), s.apiGroup)
	web.Handle(a, op("get-thread", http.MethodGet, "/networks/{network}/groups/{group}/threads/{thread}", "discussion.read", "A thread with what was said in it"), s.apiThread)
	web.Handle(a, op("answer-thread", http.MethodPost, "/networks/{network}/groups/{group}/threads/{thread}/posts", "discussion.write", "Answer in a thread of a group that one has joined"), s.apiAnswer)
	web.Handle(a, op("list-announcements", http.MethodGet, "/networks/{network}/announcements", "discussion.read-public", "News and events of partners"), s.apiAnnouncements)
}

type body[T any] struct{ Body T }

type discussionGroup struct {
	Code    string `json:"code"`
	Kind    string `json:"kind" enum:"county,region,topic"`
	Name    string `json:"name"`
	About   string `json:"about"`
	People  int64  `json:"people"`
	Threads int64  `json:"threads"`
	Joined  bool   `json:"joined" doc:"Whether who asks has joined"`
	Closed  string `json:"closed" doc:"Day; empty while it is open"`
}

type networkAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
}

func (s *Service) apiGroups(ctx context.Context, in *networkAsked) (*body[[]discussionGroup], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	all, err := s.Groups(ctx, network.From(ctx), n)
	views, lang := make([]discussionGroup, 0, len(all)), web.WordsOf(ctx).Code()
	for _, g := range all {
		views = append(views, discussionGroup{g.Code, g.Kind, g.Name.In(lang), g.About.In(lang), g.People, g.Threads, g.Joined, g.Closed})
	}
	return &body[[]discussionGroup]{views}, err
}

type groupAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Group   string `path:"group" doc:"Code of the group" example:"brad"`
}

type discussionThread struct {
	No     int64     `json:"no"`
	Title  string    `json:"title"`
	Posts  int64     `json:"posts" doc:"That can be read"`
	Latest time.Time `json:"latest"`
	Closed bool      `json:"closed"`
}

type threadsView struct {
	Code    string             `json:"code"`
	Name    string             `json:"name"`
	Joined  bool               `json:"joined"`
	Threads []discussionThread `json:"threads"`
}

func (s *Service) apiGroup(ctx context.Context, in *groupAsked) (*body[threadsView], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	g, err := s.Group(ctx, network.From(ctx), n, in.Group)
	v := threadsView{g.Code, g.Name.In(web.WordsOf(ctx).Code()), g.Joined, []discussionThread{}}
	for _, t := range g.Threads {
		v.Threads = append(v.Threads, discussionThread{t.No, t.Title, t.Posts, t.Latest, t.Closed})
	}
	return &body[threadsView]{v}, err
}

type threadAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Group   string `path:"group" doc:"Code of the group" example:"brad"`
	Thread  int64  `path:"thread" doc:"Number of the thread" example:"1"`
}

type discussionPost struct {
	No      int64     `json:"no"`
	Author  string    `json:"author" doc:"Name; empty where it was erased"`
	Lang    string    `json:"language"`
	Text    string    `json:"text" doc:"Empty where the post is hidden"`
	Written time.Time `json:"written"`
	Hidden  bool      `json:"hidden"`
}

type talkView struct {
	Title  string           `json:"title"`
	Closed bool             `json:"closed"`
	Posts  []discussionPost `json:"posts"`
}

func (s *Service) apiThread(ctx context.Context, in *threadAsked) (*body[talkView], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	t, err := s.Thread(ctx, network.From(ctx), n, in.Group, in.Thread)
	v := talkView{t.Thread.Title, t.Thread.Closed, []discussionPost{}}
	for _, p := range t.Posts {
		v.Posts = append(v.Posts, discussionPost{p.No, t.Names[p.Author], p.Lang, p.Text, p.Written, p.Hidden != ""})
	}
	return &body[talkView]{v}, err
}

type answerAsked struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	Group   string `path:"group" doc:"Code of the group" example:"brad"`
	Thread  int64  `path:"thread" doc:"Number of the thread" example:"1"`
	Key     string `header:"Idempotency-Key" doc:"The same key and text make one post"`
	Body    struct {
		Text string `json:"text" doc:"What to say; empty lines part paragraphs" example:"We had the same question in spring."`
	}
}

type answered struct {
	No int64 `json:"no" doc:"Number of the post in the thread"`
}

func (s *Service) apiAnswer(ctx context.Context, in *answerAsked) (*body[answered], error) {
	ctx, who, n, err := s.networks.AskedOnce(ctx, in.Network, in.Key, in)
	if err != nil {
		return nil, err
	}
	p, err := s.Answer(ctx, who, n, in.Group, in.Thread, in.Body.Text, web.WordsOf(ctx).Code())
	return &body[answered]{answered{p.No}}, err
}

type announcementView struct {
	No     int64  `json:"no"`
	Kind   string `json:"kind" enum:"event,news"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	By     string `json:"by" doc:"Code of the organisation"`
	Day    string `json:"day"`
	Last   string `json:"last_day" doc:"Of an event of several days"`
	Place  string `json:"place"`
	Link   string `json:"link"`
	Public bool   `json:"public"`
}

func (s *Service) apiAnnouncements(ctx context.Context, in *struct {
	Network string `path:"network" doc:"Code of the network" example:"VALEA"`
	From    string `query:"from" doc:"First day" example:"2026-01-01"`
	To      string `query:"to" doc:"Last day" example:"2026-12-31"`
}) (*body[[]announcementView], error) {
	n, err := s.networks.Network(ctx, network.From(ctx), in.Network)
	if err != nil {
		return nil, err
	}
	from, to := firstDay, lastDay
	if in.From != "" {
		from = in.From
	}
	if in.To != "" {
		to = in.To
	}
	all, err := s.Announcements(ctx, network.From(ctx), n, from, to)
	views, lang := make([]announcementView, 0, len(all)), web.WordsOf(ctx).Code()
	for _, a := range all {
		views = append(views, announcementView{a.No, a.Kind, a.Title.In(lang), a.Text.In(lang), a.By.Code, a.Day, a.Last, a.Place, a.Link, a.Public})
	}
	return &body[[]announcementView]{views}, err
}
