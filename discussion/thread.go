package discussion

import (
	"strings"
	"time"
	"unicode/utf8"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
)

// Thread is what is said about one question.
type Thread struct {
	ID      string
	Network string
	Group   string
	No      int64 // counted in the network
	Title   string
	Begun   time.Time
	Latest  time.Time
	Closed  bool
}

// Threaded is a thread as a list shows it.
type Threaded struct {
	Thread
	Posts int64 // that can be read
}

// Post is what one person says.
type Post struct {
	ID      string
	Network string
	Thread  string
	No      int64  // counted in the thread
	Author  string // id of a person; empty = erased
	Lang    string
	Text    string
	Written time.Time
	Changed time.Time // zero = never
	Hidden  string    // id of who hid it; empty = it can be read
	Why     string    // it was hidden
	Flags   int64     // how often somebody asked to look at it
	Version int64
}

func checkTitle(title string) *fault.Fault {
	if n := utf8.RuneCountInString(title); n < 1 || n > longestTitle {
		return fault.New(fault.Invalid, "discussion.thread.title", "count", longestTitle).On("title")
	}
	return nil
}

func checkPost(text string) *fault.Fault {
	if n := utf8.RuneCountInString(text); n < 1 || n > longestPost {
		return fault.New(fault.Invalid, "discussion.post.text", "count", longestPost).On("text")
	}
	return nil
}

// mayWrite refuses to write where it cannot be.
//
// Rule discussion.write: who has joined a group writes in it, until the group
// or the thread is closed.
func mayWrite(joined bool, g Group, t Thread) error {
	switch {
	case g.Closed != "":
		return fault.New(fault.Conflict, "discussion.group.closed")
	case t.Closed:
		return fault.New(fault.Conflict, "discussion.thread.closed")
	case !joined:
		return fault.New(fault.Forbidden, "discussion.write")
	}
	return nil
}

// Readable tells whether somebody may read a post.
//
// Rule discussion.hidden: what is hidden is read by its author and by who
// moderates, with the reason; others see that something was there, and it is
// found by nobody.
func (p Post) Readable(reader string, moderates bool) bool {
	return p.Hidden == "" || moderates || reader != "" && reader == p.Author
}

// hide is a post hidden, for a reason.
//
// Rule discussion.hide: a post is hidden with a reason.
func (p Post) hide(by, why string) (Post, error) {
	p.Hidden, p.Why = by, strings.TrimSpace(why)
	if p.Why == "" || utf8.RuneCountInString(p.Why) > longestTitle {
		return p, fault.New(fault.Invalid, "discussion.hide", "count", longestTitle).On("why")
	}
	return p, nil
}

// Paragraphs are the paragraphs of a post, which an empty line parts.
func (p Post) Paragraphs() []string { return lang.Paragraphs(p.Text) }
