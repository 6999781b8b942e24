package minutes

import (
	"testing"

	"pesnet/decision"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rules minutes.state, minutes.frozen.
func TestNothingFollowsApproval(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"a draft is circulated":                      {Draft, Circulated, ""},
		"a draft is not approved":                    {Draft, Approved, "minutes.state"},
		"what is circulated goes back":               {Circulated, Draft, ""},
		"what is circulated is circulated again":     {Circulated, Circulated, ""},
		"what is circulated is approved":             {Circulated, Approved, ""},
		"what is approved is not drafted again":      {Approved, Draft, "minutes.frozen"},
		"what is approved is not circulated again":   {Approved, Circulated, "minutes.frozen"},
		"what is approved is not approved once more": {Approved, Approved, "minutes.frozen"},
	} {
		if got := fault.ID(Minutes{State: c.from}.passes(c.to)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := fault.ID(Minutes{State: Approved}.writable()); got != "minutes.frozen" {
		t.Errorf("approved minutes can be written: %q", got)
	}
	for _, state := range []string{Draft, Circulated} {
		if err := (Minutes{State: state}).writable(); err != nil {
			t.Errorf("%s minutes cannot be written: %v", state, err)
		}
	}
}

// Tests rule minutes.adoption.
func TestMinutesAreApprovedOnAGround(t *testing.T) {
	m := Minutes{State: Circulated, Until: "2026-12-17"}
	consent, silent := Terms{Consent: true}, Terms{}
	adopted := decision.Decision{State: decision.Closed, Result: decision.Adopted, Meeting: "next"}
	written := decision.Decision{State: decision.Closed, Result: decision.Adopted}
	rejected := decision.Decision{State: decision.Closed, Result: decision.Rejected, Meeting: "next"}
	open := decision.Decision{State: decision.Open, Meeting: "next"}
	for name, c := range map[string]struct {
		terms Terms
		g     Ground
		want  string
	}{
		"at the next meeting":                   {silent, Ground{Decision: &adopted, After: true, Today: "2027-03-05"}, ""},
		"in writing":                            {silent, Ground{Decision: &written, After: true, Today: "2027-01-15"}, ""},
		"by silence that counts":                {consent, Ground{Today: "2026-12-18"}, ""},
		"by silence that does not":              {silent, Ground{Today: "2026-12-18"}, "minutes.adoption.silence"},
		"on the last day of comments":           {consent, Ground{Today: "2026-12-17"}, "minutes.adoption"},
		"with a comment that nobody answered":   {consent, Ground{Today: "2026-12-18", Unanswered: 1}, "minutes.adoption.comments"},
		"by silence on what was changed":        {consent, Ground{Today: "2026-12-18", Changed: true}, "minutes.adoption.changed"},
		"what was changed, by a decision":       {consent, Ground{Today: "2026-12-18", Changed: true, Decision: &adopted, After: true}, ""},
		"by a decision that was rejected":       {consent, Ground{Today: "2027-03-05", Decision: &rejected, After: true}, "minutes.adoption.decision"},
		"by a decision that is open":            {consent, Ground{Today: "2027-03-05", Decision: &open, After: true}, "minutes.adoption.decision"},
		"by a decision from before the meeting": {consent, Ground{Today: "2027-03-05", Decision: &adopted}, "minutes.adoption.decision"},
	} {
		if got := fault.ID(c.terms.adopts(m, c.g)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for want, g := range map[string]Ground{AtMeeting: {Decision: &adopted}, InWriting: {Decision: &written}, BySilence: {}} {
		if got := g.How(); got != want {
			t.Errorf("approved by %s, want %s", got, want)
		}
	}
	if got := fault.ID(consent.adopts(Minutes{State: Draft}, Ground{Today: "2027-01-01"})); got != "minutes.state" {
		t.Errorf("drafts are approved: %q", got)
	}
}

// Tests rule minutes.dispatch.
func TestMinutesGoToAllMembersAlsoToThoseWhoWereAbsent(t *testing.T) {
	members := []string{"oresol", "gintara", "zorile"}
	people := []pair{{"oresol", "mads"}, {"oresol", "freja"}, {"gintara", "ruta"}, {"forum", "aoife"}}
	all := Terms{SentTo: allMembers}.receivers(members, people, []string{"oresol"})
	want := []Receiver{{Organisation: "oresol", Person: "mads", Present: true}, {Organisation: "oresol", Person: "freja", Present: true}, {Organisation: "gintara", Person: "ruta"}, {Organisation: "zorile"}}
	if len(all) != len(want) {
		t.Fatalf("%+v, want %+v", all, want)
	}
	for i := range want {
		if all[i] != want[i] {
			t.Errorf("%+v, want %+v", all[i], want[i])
		}
	}
	if there := (Terms{SentTo: "participants"}).receivers(members, people, []string{"gintara"}); len(there) != 1 || there[0].Person != "ruta" {
		t.Errorf("to the participants: %+v, want Gintara alone", there)
	}
}

// Tests rule minutes.edit.
func TestOfTwoEditsNoneIsLost(t *testing.T) {
	read := Piece{Text: "third cycle starts March", Version: 3}
	now := Piece{Text: "third cycle starts April", Version: 4}
	for name, c := range map[string]struct {
		e      Edit
		stored Piece
		want   int
	}{
		"the first one is saved":                  {Edit{Text: "third cycle starts May", Version: 3}, read, saved},
		"the second one gets both texts":          {Edit{Text: "third cycle starts May", Version: 3}, now, late},
		"who changed nothing is not late":         {Edit{Text: "third cycle starts March", Version: 3}, now, nothing},
		"who wrote the same has what they wanted": {Edit{Text: "third cycle starts April", Version: 3}, now, nothing},
		"line ends of a browser are no change":    {Edit{Text: "third cycle starts March\r\n", Version: 3}, read, nothing},
		"what is public is an edit too":           {Edit{Text: "third cycle starts March", Public: true, Version: 3}, read, saved},
	} {
		if got := c.e.meets(c.stored, read); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Tests rules minutes.answer, minutes.comments, minutes.piece, minutes.addendum.
func TestCommentsAreMadeInTimeAndAnswered(t *testing.T) {
	m := Minutes{State: Circulated, Until: "2026-12-17"}
	approved := Minutes{State: Approved}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"on the last day":                  {m.commentable("2026-12-17"), ""},
		"the day after":                    {m.commentable("2026-12-18"), "minutes.comments"},
		"on a draft":                       {Minutes{State: Draft}.commentable("2026-12-01"), "minutes.comments"},
		"on approved minutes":              {approved.commentable("2026-12-01"), "minutes.frozen"},
		"a comment that says nothing":      {Comment{Text: " "}.Check(), "minutes.comment.text"},
		"taken":                            {Comment{}.answer("taken", ""), ""},
		"not taken, with the reason":       {Comment{}.answer("declined", "it was not said"), ""},
		"not taken, without one":           {Comment{}.answer("declined", " "), "minutes.answer.reason"},
		"an answer that is none":           {Comment{}.answer("perhaps", ""), "minutes.answer"},
		"answered twice":                   {Comment{Answer: "taken"}.answer("declined", "no"), "minutes.answer.given"},
		"a free paragraph without a title": {Piece{}.Check(), "minutes.piece.title"},
		"an item needs none":               {Piece{Item: "i"}.Check(), ""},
		"a piece that is too long":         {Piece{Item: "i", Text: string(make([]rune, longestText+1))}.Check(), "minutes.piece"},
		"an addendum to a draft":           {Addendum{Text: "x"}.Check(m), "minutes.addendum"},
		"an addendum to approved minutes":  {Addendum{Text: "x"}.Check(approved), ""},
		"an addendum that says nothing":    {Addendum{}.Check(approved), "minutes.addendum.text"},
	} {
		if got := fault.ID(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Tests rule minutes.seal.
func TestTheSealIsOfEverythingTheMinutesSay(t *testing.T) {
	r := Record{Network: "AURORA", Meeting: "BOARD-2026-4", Pieces: []RecordPiece{{Title: "Opening", Text: "The chair opened."}},
		Decisions: []RecordDecision{{Code: "D-2026-14", Votes: map[string]string{"AUR-B": "for", "AUR-A": "against"}}}}
	text, hash, err := r.seal()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, same, _ := r.seal(); again != text || same != hash {
			t.Fatal("the same record is sealed otherwise")
		}
	}
	if hashOf(text) != hash {
		t.Error("the hash is not that of the text")
	}
	other := r
	other.Decisions = []RecordDecision{{Code: "D-2026-14", Votes: map[string]string{"AUR-B": "for", "AUR-A": "for"}}}
	if _, changed, _ := other.seal(); changed == hash {
		t.Error("another vote has the same hash")
	}
}

func TestWhatTheCharterDoesNotSayIsAssumedAndSaid(t *testing.T) {
	c := network.Charter{{Rule: "minutes.comment_days", Value: "12", From: "2014"}, {Rule: "minutes.silence", Value: "consent", From: "2014"}, {Rule: "minutes.sent_to", Value: "participants", From: "2014"}}
	if got := TermsOn(c, "2026-11-20"); got.CommentDays != 12 || !got.Consent || got.SentTo != "participants" || len(got.Assumed) != 1 {
		t.Errorf("%+v", got)
	}
	if got := TermsOn(nil, "2026-11-20"); got.CommentDays != commentDays || got.Consent || got.SentTo != allMembers || len(got.Assumed) != 3 {
		t.Errorf("%+v", got)
	}
}
