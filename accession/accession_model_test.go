package accession

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"pesnet/network"
)

// model is what must hold of one application whatever is done to it.
type model struct {
	*demo
	door      Door
	mihai     network.Who
	state     string
	documents map[string]bool
	checked   bool
	nominated bool
	code      string
}

// done compares what the service answered with what the model expects, and
// the state afterwards.
func (m *model) done(t *rapid.T, deed string, err error, allowed bool, next string) {
	if (err == nil) != allowed {
		t.Fatalf("%s as %s (documents %v, self-check %v, representative %v): %v; want it allowed: %v", deed, m.state, m.documents, m.checked, m.nominated, err, allowed)
	}
	if err == nil {
		m.state = next
	}
}

// after is the state once what follows by itself has followed.
func (m *model) after() string {
	if m.state == Applicant && len(m.documents) == 2 {
		return FormsSigned
	}
	return m.state
}

func (m *model) Check(t *rapid.T) {
	f, err := m.Application(m.Context(), m.mihai, m.Valea, m.door)
	if err != nil || f.State != m.state {
		t.Fatalf("the application is %s, %v; the model is %s", f.State, err, m.state)
	}
	if f.Steps[len(f.Steps)-1].State != f.State {
		t.Fatalf("the last step is %s, the state %s", f.Steps[len(f.Steps)-1].State, f.State)
	}
	complete := len(m.documents) == 2 && m.checked && m.nominated
	member := m.memberKind(m.code) == "member"
	if inside := m.state == Active || m.state == Suspended; inside && (!complete || !member) {
		t.Fatalf("%s with documents %v, self-check %v, representative %v; a member: %v", m.state, m.documents, m.checked, m.nominated, member)
	}
	if early := slices.Contains([]string{Applicant, FormsSigned, Admitted, Refused}, m.state); early && member {
		t.Fatalf("%s, and a member", m.state)
	}
}

// An application goes its way whatever people try: nobody becomes a member
// before everything is there, and what is over stays so.
func TestTheWayOfAnApplication(t *testing.T) {
	each(t, func(t *testing.T, w *demo) {
		mihai, n := w.As("valea.secretariat"), 0
		rapid.Check(t, func(t *rapid.T) {
			n++
			in := applying
			in.Contact.Email = "a" + strconv.Itoa(n) + "@cultura.example"
			in.Name = "Cultura " + strconv.Itoa(n)
			w.Clock.AddDate(0, 0, 1) // not more a day than a network takes
			a, key, err := w.Apply(w.Context(), network.Who{}, w.Valea, in)
			if err != nil {
				t.Fatal(err)
			}
			m := &model{demo: w, door: Door{No: a.No}, mihai: mihai, state: Applicant, documents: map[string]bool{}, code: "VAL-C" + strconv.Itoa(n)}
			link := Door{Key: key}
			ctx := w.Context()
			decision := func(name string, from []string, next string, do func() error) func(*rapid.T) {
				return func(t *rapid.T) { m.done(t, name, do(), slices.Contains(from, m.state), next) }
			}
			why := Decision{Grounds: "grounds", Source: "HG", Code: m.code}
			t.Repeat(map[string]func(*rapid.T){
				"": m.Check,
				"sign": func(t *rapid.T) {
					doc := rapid.SampledFrom([]string{"partnership_agreement", "adherence_form"}).Draw(t, "document")
					open := m.state == Applicant || m.state == FormsSigned
					err := w.Sign(ctx, network.Who{}, w.Valea, link, Signed{Document{Document: doc, How: "file", SignedOn: "2026-11-20"}, pdf})
					if open {
						m.documents[doc] = true
					}
					m.done(t, "sign", err, open, m.after())
				},
				"check": func(t *rapid.T) {
					open := m.state == Applicant || m.state == FormsSigned
					m.checked = m.checked || open
					m.done(t, "check", w.CheckSelf(ctx, network.Who{}, w.Valea, link, answers()), open, m.state)
				},
				"nominate": func(t *rapid.T) {
					open := slices.Contains([]string{Applicant, FormsSigned, Admitted, Active}, m.state)
					who := rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "who") + strconv.Itoa(n)
					err := w.Nominate(ctx, network.Who{}, w.Valea, link, Nomination{Contact: Contact{who, who + "@cultura.example", "ro"}, Task: "task"})
					m.nominated = m.nominated || open
					next := m.state
					if m.state == Admitted {
						next = Active
					}
					m.done(t, "nominate", err, open, next)
				},
				"admit": func(t *rapid.T) {
					next := Admitted
					if m.nominated {
						next = Active
					}
					m.done(t, "admit", w.Admit(ctx, mihai, w.Valea, a.No, why), m.state == FormsSigned && m.checked, next)
				},
				"refuse":  decision("refuse", []string{Applicant, FormsSigned}, Refused, func() error { return w.Refuse(ctx, mihai, w.Valea, a.No, why) }),
				"suspend": decision("suspend", []string{Active}, Suspended, func() error { return w.Suspend(ctx, mihai, w.Valea, a.No, why) }),
				"resume":  decision("resume", []string{Suspended}, Active, func() error { return w.Resume(ctx, mihai, w.Valea, a.No, why) }),
				"revoke":  decision("revoke", []string{Admitted, Active, Suspended}, Revoked, func() error { return w.Revoke(ctx, mihai, w.Valea, a.No, why) }),
				"withdraw": decision("withdraw", []string{Applicant, FormsSigned, Admitted, Active, Suspended}, Withdrawn, func() error {
					return w.Withdraw(ctx, network.Who{}, w.Valea, link, Decision{})
				}),
			})
		})
	})
}
