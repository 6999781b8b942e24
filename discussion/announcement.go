package discussion

import (
	"fmt"
	"net/url"
	"time"
	"unicode/utf8"

	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Announcement is a piece of news or an event of a partner.
type Announcement struct {
	ID           string
	Network      string
	No           int64
	Organisation string
	Kind         string
	Title        lang.Text
	Text         lang.Text
	Day          string // of the news, or on which the event begins
	Last         string // day of an event of several; empty = the same
	Place        string
	Link         string
	Public       bool   // for everybody; otherwise for people of the network
	Withdrawn    string // why; empty = it can be read
	Author       string // id of a person; empty = erased
	Written      time.Time
	Version      int64
}

// AnnouncementKinds are the kinds, in the order in which they are offered.
var AnnouncementKinds = []string{"event", "news"}

// Number names an announcement: "N-7".
func (a Announcement) Number() string { return fmt.Sprintf("N-%d", a.No) }

// Ends is the last day on which the announcement is about something to come.
func (a Announcement) Ends() string { return max(a.Day, a.Last) }

// Check finds what cannot be taken of an announcement.
func (a Announcement) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, "discussion.announcement."+field, args...).On(field))
		}
	}
	refuse(!known(AnnouncementKinds, a.Kind), "kind")
	refuse(!within(a.Title, 1, longestTitle), "title", "count", longestTitle)
	refuse(!within(a.Text, 0, longestPost), "text", "count", longestPost)
	refuse(!network.Day(a.Day), "day")
	refuse(a.Last != "" && (!network.Day(a.Last) || a.Last < a.Day), "last")
	refuse(utf8.RuneCountInString(a.Place) > longestTitle, "place", "count", longestTitle)
	refuse(!webAddress(a.Link), "link")
	return wrong.Err()
}

// webAddress takes an address of the web, or none.
func webAddress(text string) bool {
	if text == "" {
		return true
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(text) < 500
}
