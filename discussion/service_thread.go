package discussion

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/kit/once"
	"pesnet/kit/search"
	"pesnet/network"

	languages "pesnet/lang"
)

// Talk is a thread with its posts, as its page shows it.
type Talk struct {
	Group     Group
	Thread    Thread
	Posts     []Post // those that the reader may not read have no text
	Names     map[string]string
	Joined    bool
	Moderates bool
}

// Thread returns a thread.
func (s *Service) Thread(ctx context.Context, who network.Who, n network.Network, code string, no int64) (t Talk, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return t, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if t.Group, t.Thread, err = findThread(tx, n, code, no); err != nil {
			return err
		}
		if t.Joined, err = hasJoined(tx, t.Group.ID, who.ID); err != nil {
			return err
		}
		t.Moderates = s.moderates(who, t.Group)
		if t.Posts, err = postsOf(tx, t.Thread.ID); err != nil {
			return err
		}
		t.Names, err = authors(tx, t.Posts)
		return err
	})
	for i, p := range t.Posts {
		if !p.Readable(who.ID, t.Moderates) {
			t.Posts[i].Text, t.Posts[i].Why, t.Posts[i].Author = "", "", ""
		}
	}
	return t, err
}

// Post returns one post of a thread, with the thread.
func (s *Service) Post(ctx context.Context, who network.Who, n network.Network, code string, no, post int64) (Talk, Post, error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return Talk{}, Post{}, err
	}
	t, err := s.Thread(ctx, who, n, code, no)
	if err != nil {
		return t, Post{}, err
	}
	at := slices.IndexFunc(t.Posts, func(p Post) bool { return p.No == post && p.Readable(who.ID, t.Moderates) })
	if at < 0 {
		return t, Post{}, fault.New(fault.Missing, "discussion.post.unknown")
	}
	return t, t.Posts[at], nil
}

func authors(tx *db.Tx, posts []Post) (map[string]string, error) {
	var ids []string
	for _, p := range posts {
		ids = append(ids, p.Author)
	}
	return network.NamesOf(tx, ids...)
}

func findThread(tx *db.Tx, n network.Network, code string, no int64) (g Group, t Thread, err error) {
	if g, err = find(tx, n, code); err != nil {
		return g, t, err
	}
	t, err = threadByNo(tx, g.ID, no)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "discussion.thread.unknown", "no", strconv.FormatInt(no, 10))
	}
	return g, t, err
}

// Begin begins a thread with its first post.
func (s *Service) Begin(ctx context.Context, who network.Who, n network.Network, code, title, text, lang string) (t Thread, err error) {
	if err := network.May(who, "discussion.write", network.Resource{Network: n.ID}).Err(); err != nil {
		return t, err
	}
	title = strings.TrimSpace(title)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		t, err = once.Do(tx, s.now(), func() (Thread, error) {
			g, err := find(tx, n, code)
			if err != nil {
				return t, err
			}
			if err := s.mayWrite(tx, who, g, Thread{}); err != nil {
				return t, err
			}
			if wrong := checkTitle(title); wrong != nil {
				return t, wrong
			}
			t, err := insertThread(tx, Thread{ID: db.ID(), Network: n.ID, Group: g.ID, Title: title, Begun: s.now(), Latest: s.now()})
			if err != nil {
				return t, err
			}
			_, err = s.post(tx, who, n, g, t, text, lang)
			return t, err
		})
		return err
	})
	return t, err
}

// Answer adds a post to a thread.
func (s *Service) Answer(ctx context.Context, who network.Who, n network.Network, code string, no int64, text, lang string) (p Post, err error) {
	if err := network.May(who, "discussion.write", network.Resource{Network: n.ID}).Err(); err != nil {
		return p, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err = once.Do(tx, s.now(), func() (Post, error) {
			g, t, err := findThread(tx, n, code, no)
			if err != nil {
				return p, err
			}
			if err := s.mayWrite(tx, who, g, t); err != nil {
				return p, err
			}
			return s.post(tx, who, n, g, t, text, lang)
		})
		return err
	})
	return p, err
}

func (s *Service) mayWrite(tx *db.Tx, who network.Who, g Group, t Thread) error {
	joined, err := hasJoined(tx, g.ID, who.ID)
	if err != nil {
		return err
	}
	return mayWrite(joined, g, t)
}

func (s *Service) post(tx *db.Tx, who network.Who, n network.Network, g Group, t Thread, text, lang string) (Post, error) {
	p := Post{ID: db.ID(), Network: n.ID, Thread: t.ID, Author: who.ID, Lang: lang, Text: strings.TrimSpace(text), Written: s.now()}
	if wrong := checkPost(p.Text); wrong != nil {
		return p, wrong
	}
	p, err := insertPost(tx, p)
	if err != nil {
		return p, err
	}
	if err := touchThread(tx, t.ID, s.now()); err != nil {
		return p, err
	}
	if err := s.tell(tx, who, n, g, t); err != nil {
		return p, err
	}
	return p, s.record(tx, who, n, "discussion.write", t.subject(p), nil)
}

// subject names a post in the record: its text is not repeated there.
func (t Thread) subject(p Post) string {
	return "post " + strconv.FormatInt(t.No, 10) + "-" + strconv.FormatInt(p.No, 10)
}

// tell writes to everybody in the group but the author that something was
// said: where, not what, nor by whom.
func (s *Service) tell(tx *db.Tx, who network.Who, n network.Network, g Group, t Thread) error {
	ids, err := peopleOf(tx, g.ID)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == who.ID })
	people, err := network.PersonsByID(tx, ids)
	if err != nil {
		return err
	}
	for _, to := range people {
		words := languages.All.In(to.Lang)
		name := g.Name.In(to.Lang)
		_, err := mail.Put(tx, s.now(), mail.Letter{To: to.ID, Kind: "discussion.post", Need: []string{"discussion.read", n.ID, ""},
			Subject: words.T("discussion.mail.subject", "group", name), Text: words.T("discussion.mail.text", "group", name),
			Link:  "/" + to.Lang + "/" + strings.ToLower(n.Code) + "/groups/" + g.Code + "/" + strconv.FormatInt(t.No, 10),
			About: "group " + g.Code})
		if err != nil {
			return err
		}
	}
	return nil
}

func findPost(tx *db.Tx, t Thread, no int64) (Post, error) {
	p, err := postByNo(tx, t.ID, no)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "discussion.post.unknown")
	}
	return p, err
}

// changePost loads a post, lets f change it, and writes it if it has the
// version that was read.
func (s *Service) changePost(ctx context.Context, who network.Who, n network.Network, at Spot, action string, f func(g Group, p *Post) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, t, err := findThread(tx, n, at.Group, at.Thread)
		if err != nil {
			return err
		}
		p, err := findPost(tx, t, at.Post)
		if err != nil {
			return err
		}
		old := p
		if err := f(g, &p); err != nil {
			return err
		}
		p.Version = at.Version
		if err := network.Changed(updatePost(tx, p)); err != nil {
			return err
		}
		return s.record(tx, who, n, action, t.subject(p), map[string]any{"version": old.Version, "why": p.Why})
	})
}

// Spot names a post, and the version of it that was read.
type Spot struct {
	Group   string // code
	Thread  int64
	Post    int64
	Version int64
}

// Rewrite changes what somebody wrote themselves.
//
// Rule discussion.rewrite: a post is changed by its author alone, while the
// thread is open and it is not hidden; readers see that it was changed.
func (s *Service) Rewrite(ctx context.Context, who network.Who, n network.Network, at Spot, text string) error {
	if err := network.May(who, "discussion.write", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.changePost(ctx, who, n, at, "discussion.rewrite", func(g Group, p *Post) error {
		if err := network.May(who, "discussion.change-own", network.Resource{Network: n.ID, Person: p.Author}).Err(); err != nil {
			return err
		}
		if p.Hidden != "" || g.Closed != "" {
			return fault.New(fault.Conflict, "discussion.rewrite")
		}
		p.Text, p.Changed = strings.TrimSpace(text), s.now()
		if wrong := checkPost(p.Text); wrong != nil {
			return wrong
		}
		return nil
	})
}

// Hide hides a post for a reason; without a reason what was hidden is shown
// again.
func (s *Service) Hide(ctx context.Context, who network.Who, n network.Network, at Spot, why string, again bool) error {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	action := map[bool]string{false: "discussion.hide", true: "discussion.show"}[again]
	return s.changePost(ctx, who, n, at, action, func(g Group, p *Post) (err error) {
		if err := network.May(who, "discussion.moderate", network.Resource{Network: n.ID, Person: g.Moderator}).Err(); err != nil {
			return err
		}
		p.Flags = 0
		if again {
			p.Hidden, p.Why = "", ""
			return nil
		}
		*p, err = p.hide(who.ID, why)
		return err
	})
}

// Flag asks the moderator to look at a post.
func (s *Service) Flag(ctx context.Context, who network.Who, n network.Network, at Spot) error {
	if err := network.May(who, "discussion.join", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, t, err := findThread(tx, n, at.Group, at.Thread)
		if err != nil {
			return err
		}
		p, err := findPost(tx, t, at.Post)
		if err != nil {
			return err
		}
		if err := flagPost(tx, p.ID); err != nil {
			return err
		}
		return s.record(tx, who, n, "discussion.flag", t.subject(p), nil)
	})
}

// Close closes a thread, or opens it again.
func (s *Service) Close(ctx context.Context, who network.Who, n network.Network, code string, no int64, closed bool) error {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, t, err := findThread(tx, n, code, no)
		if err != nil {
			return err
		}
		if err := network.May(who, "discussion.moderate", network.Resource{Network: n.ID, Person: g.Moderator}).Err(); err != nil {
			return err
		}
		if err := closeThread(tx, t.ID, closed); err != nil {
			return err
		}
		return s.record(tx, who, n, map[bool]string{true: "discussion.close", false: "discussion.open"}[closed], "thread "+strconv.FormatInt(t.No, 10), nil)
	})
}

// Hit is a post that was found.
type Hit struct {
	Group  Group
	Thread Thread
	Post   Post
}

// mostHits is how many posts a search shows.
const mostHits = 50

// Search finds posts by words, whatever their endings and marks.
//
// Rule discussion.found: what is found has every word that was asked for, in
// any of its forms, and can be read by everybody in the network.
func (s *Service) Search(ctx context.Context, who network.Who, n network.Network, lang, text string) (all []Hit, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	var words []string
	for _, word := range search.Terms(lang, text) {
		if !slices.Contains(words, word) && len(words) < 32 {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return nil, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		posts, err := postsWith(tx, n.ID, words, mostHits)
		if err != nil {
			return err
		}
		all, err = hits(tx, posts)
		return err
	})
	return all, err
}

// Flagged returns the posts that a moderator was asked to look at.
func (s *Service) Flagged(ctx context.Context, who network.Who, n network.Network) (all []Hit, err error) {
	if err := network.May(who, "discussion.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		posts, err := flagged(tx, n.ID)
		if err != nil {
			return err
		}
		all, err = hits(tx, posts)
		return err
	})
	return slices.DeleteFunc(all, func(h Hit) bool { return !s.moderates(who, h.Group) }), err
}

func hits(tx *db.Tx, posts []Post) (all []Hit, err error) {
	for _, p := range posts {
		h := Hit{Post: p}
		if h.Thread, err = threadByID(tx, p.Thread); err != nil {
			return nil, err
		}
		if h.Group, err = groupByID(tx, h.Thread.Group); err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}
