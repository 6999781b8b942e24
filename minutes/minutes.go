// Package minutes writes down what a meeting said, and keeps it.
//
// The minutes of a meeting are pieces of text: one for each item of the
// agenda, and free paragraphs. They are drafted by several people at once,
// circulated to every member, commented on, and approved: at the next meeting,
// by written procedure, or by silence where the charter takes it for consent.
// Approved minutes are sealed by a hash and never change; what comes later is
// an addendum, which is approved like the minutes.
package minutes

import (
	"slices"
	"strings"
	"time"

	"pesnet/kit/fault"
	"pesnet/meeting"
)

// Minutes is what is written down of one meeting.
type Minutes struct {
	ID         string
	Network    string // id
	Meeting    string // id
	Lang       string // in which they are written
	State      string
	Round      int // how often they were circulated
	Circulated time.Time
	On         string // day of the last circulation
	Until      string // last day of comments
	Approved   time.Time
	ApprovedOn string
	How        string // meeting, written, silence
	Decision   string // code of the decision that approves them; empty = silence
	Hash       string // SHA-256 of what is sealed
	Sealed     string // what is sealed, in one fixed form
	Public     bool   // what is marked as public is published on approval
	Version    int64
}

// States of minutes.
const (
	Draft      = "draft"
	Circulated = "circulated"
	Approved   = "approved"
)

// follows says which states may follow each.
var follows = map[string][]string{
	Draft:      {Circulated},
	Circulated: {Draft, Circulated, Approved},
}

// passes refuses a state that does not follow.
//
// Rule minutes.state: drafted minutes are circulated; circulated ones go back
// to be drafted, are circulated again, or are approved. Nothing follows
// approval.
func (m Minutes) passes(to string) error {
	if m.State == Approved {
		return m.writable()
	}
	if !slices.Contains(follows[m.State], to) {
		return fault.New(fault.Conflict, "minutes.state")
	}
	return nil
}

// writable refuses to change what is approved.
//
// Rule minutes.frozen: approved minutes never change, through no door: neither
// text nor decisions nor action points nor attendance; what comes later is an
// addendum.
func (m Minutes) writable() error {
	if m.State == Approved {
		return fault.New(fault.Conflict, "minutes.frozen", "day", m.ApprovedOn)
	}
	return nil
}

// stateOf is the state of the meeting that goes with a state of its minutes.
var stateOf = map[string]string{Draft: meeting.MinutesDrafted, Circulated: meeting.Circulated, Approved: meeting.Approved}

// Piece is a part of the minutes: what is said of an item, or a free paragraph.
type Piece struct {
	ID       string
	Minutes  string // id
	Item     string // id of the item; empty = free
	Position int
	Title    string
	Text     string
	Public   bool
	Version  int64
	By       string // id of the person who changed it last
	At       time.Time
}

const (
	longestText  = 20_000 // letters
	longestTitle = 300
)

// Check finds what cannot be taken of a piece.
//
// Rule minutes.piece: a piece of minutes has at most so many letters; a free
// paragraph has a title.
func (p Piece) Check() error {
	var wrong fault.Many
	if len([]rune(p.Text)) > longestText {
		wrong = append(wrong, fault.New(fault.Invalid, "minutes.piece", "most", longestText).On("text"))
	}
	if p.Item == "" && strings.TrimSpace(p.Title) == "" || len([]rune(p.Title)) > longestTitle {
		wrong = append(wrong, fault.New(fault.Invalid, "minutes.piece.title", "most", longestTitle).On("title"))
	}
	return wrong.Err()
}

// Edit is what somebody wrote, over the version that they had read.
type Edit struct {
	Piece   string // id
	Text    string
	Public  bool
	Version int64
}

// Late is an edit that came after that of somebody else: both texts.
type Late struct {
	Stored  Piece
	Written Edit
}

// outcomes of an edit.
const (
	nothing = iota
	saved
	late
)

// meets tells what becomes of an edit, given the piece as it is and as it was
// in the version that the writer had read.
//
// Rule minutes.edit: of several people who write at once each changes only
// what they changed; who was second on the same piece gets both texts back,
// and no text is lost.
func (e Edit) meets(stored, read Piece) int {
	same := func(p Piece) bool { return plain(e.Text) == plain(p.Text) && e.Public == p.Public }
	switch {
	case same(stored):
		return nothing
	case e.Version == stored.Version:
		return saved
	case same(read):
		return nothing
	}
	return late
}

// plain is a text as it is kept: browsers send line ends of two characters.
func plain(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

// Change is one change of a piece, for its history.
type Change struct {
	Piece   string
	Version int64
	Text    string
	Public  bool
	Who     string // id
	At      time.Time
}

// Comment is what a member says to circulated minutes.
type Comment struct {
	ID           string
	Minutes      string // id
	Piece        string // id; empty = the whole
	Organisation string // id
	Person       string // id
	Text         string
	At           time.Time
	Answer       string // taken, declined; empty = not yet
	Reason       string
	Answered     time.Time
}

// Answers to a comment.
var Answers = []string{"taken", "declined"}

// Check finds what cannot be taken of a comment.
func (c Comment) Check() error {
	if strings.TrimSpace(c.Text) == "" || len([]rune(c.Text)) > longestText {
		return fault.New(fault.Invalid, "minutes.comment.text", "most", longestText).On("comment")
	}
	return nil
}

// answer refuses an answer that says too little.
//
// Rule minutes.answer: every comment is answered: taken, or not taken with the
// reason.
func (c Comment) answer(answer, reason string) error {
	if c.Answer != "" {
		return fault.New(fault.Conflict, "minutes.answer.given")
	}
	if !slices.Contains(Answers, answer) {
		return fault.New(fault.Invalid, "minutes.answer").On("answer")
	}
	if answer == "declined" && strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "minutes.answer.reason").On("reason")
	}
	return nil
}

// commentable refuses comments out of time.
//
// Rule minutes.comments: members comment on circulated minutes until the last
// day of the comment period; the days are those of the charter.
func (m Minutes) commentable(today string) error {
	if err := m.writable(); err != nil {
		return err
	}
	if m.State != Circulated || today > m.Until {
		return fault.New(fault.Conflict, "minutes.comments", "until", m.Until)
	}
	return nil
}

// Addendum is what is added to approved minutes.
type Addendum struct {
	ID         string
	Minutes    string // id
	No         int
	Text       string
	Author     string // id of the person
	On         string // day
	ApprovedOn string
	Decision   string // code of the decision that approves it
	Hash       string
}

// Check finds what cannot be taken of an addendum.
//
// Rule minutes.addendum: an addendum belongs to approved minutes, says
// something, and is approved by a decision of its own.
func (a Addendum) Check(m Minutes) error {
	if m.State != Approved {
		return fault.New(fault.Conflict, "minutes.addendum")
	}
	if strings.TrimSpace(a.Text) == "" || len([]rune(a.Text)) > longestText {
		return fault.New(fault.Invalid, "minutes.addendum.text", "most", longestText).On("addendum")
	}
	return nil
}
