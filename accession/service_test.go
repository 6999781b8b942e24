package accession

import (
	"context"
	"strings"
	"testing"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/privacy"
)

// demo is the service on the demonstration.
type demo struct {
	*Service
	*networktest.World
	bodies  *body.Service
	invited []string // who got a link
}

func open(w *networktest.World) *demo {
	w.Helper()
	bodies := body.New(w.DB, w.Clock.Now, w.Networks, privacy.New(w.DB, w.Clock.Now, w.Networks, w.Jobs()))
	d := &demo{Service: New(w.DB, w.Clock.Now, w.Networks), World: w, bodies: bodies}
	d.Words, d.URL = lang.All.In, "http://localhost"
	w.Networks.NewLink = func(_ *db.Tx, p network.Person) (string, error) {
		d.invited = append(d.invited, p.Login)
		return "http://localhost/sign-in/link", nil
	}
	w.Must(bodies.Demo(w.Context()))
	w.Must(d.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

var pdf = []byte("%PDF-1.7 signed")

var applying = Applying{Application{Name: "Casa de Cultură Frasinel", NameLang: "ro", Kind: "civil_society", Country: "RO", Reason: "Avem public."}, Contact{"Dan Frăsinescu", "dan@cultura-frasinel.example", "ro"}}

// memberKind is what an organisation is in the network today.
func (d *demo) memberKind(code string) (kind string) {
	d.Helper()
	d.Reading(func(tx *db.Tx) error {
		all, err := network.MembersOn(tx, d.Valea.ID, d.Clock.Today())
		for _, m := range all {
			if m.Code == code {
				kind += m.Membership.Kind
			}
		}
		return err
	})
	return kind
}

// answers are those of an honest organisation.
func answers() (all []Answer) {
	for _, p := range Points {
		all = append(all, Answer{Point: p, Answer: "yes"})
	}
	return append(all, Answer{Point: "time", Answer: "no"})
}

// Tests rules accession.complete, accession.self-check, accession.task,
// accession.document, accession.once, accession.apply, accession.coordinator.
func TestFromApplicationToMembership(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, nobody, mihai := t.Context(), network.Who{}, d.As("valea.secretariat")
		a, key, err := d.Apply(ctx, nobody, d.Valea, applying)
		d.Must(err)
		if _, _, err := d.Apply(ctx, nobody, d.Valea, applying); fault.ID(err) != "accession.once" {
			t.Errorf("a second application from the address: %v", err)
		}
		door, at := Door{Key: key}, func() Full {
			f, err := d.Application(ctx, mihai, d.Valea, Door{No: a.No})
			d.Must(err)
			return f
		}
		if got := at(); got.State != Applicant || len(got.Missing) != 4 {
			t.Errorf("at first %s, missing %+v; want two documents, self-check and representative", got.State, got.Missing)
		}
		sign := func(who network.Who, through Door, s Signed) string {
			return fault.ID(d.Sign(ctx, who, d.Valea, through, s))
		}
		agreement := Signed{Document{Document: "partnership_agreement", How: "file", Name: `C:\scan "1".pdf`, SignedOn: "2026-11-20"}, pdf}
		for name, test := range map[string]struct {
			want   string
			change func(*Signed)
		}{
			"a program":                    {"accession.document", func(s *Signed) { s.File = []byte("MZ\x90") }},
			"a web page that is named PDF": {"accession.document", func(s *Signed) { s.File = []byte("<html>%PDF-") }},
			"nothing":                      {"accession.document", func(s *Signed) { s.File = nil }},
			"signed tomorrow":              {"accession.document.future", func(s *Signed) { s.SignedOn = "2026-11-22" }},
			"on no day":                    {"network.day", func(s *Signed) { s.SignedOn = "20.11.2026" }},
			"of another charter":           {"accession.document.unknown", func(s *Signed) { s.Document.Document = "charter_signed" }},
			"on paper, says the applicant": {"network.may.sign-in", func(s *Signed) { s.How, s.Place = "paper", "Frasinel" }},
		} {
			s := agreement
			test.change(&s)
			if got := sign(nobody, door, s); got != test.want {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
		if got := sign(nobody, door, agreement); got != "" {
			t.Fatal(got)
		}
		if err := d.Admit(ctx, mihai, d.Valea, a.No, Decision{Code: "VAL-CULTURA", Source: "HG 7"}); fault.ID(err) != "accession.missing.document" {
			t.Errorf("admitted with one document missing: %v", err)
		}
		paper := Signed{Document: Document{Document: "adherence_form", How: "paper", SignedOn: "2026-11-20"}}
		if got := sign(mihai, Door{No: a.No}, paper); got != "accession.document.place" {
			t.Errorf("paper without a place: %q", got)
		}
		paper.Place = "Frasinel"
		if got := sign(mihai, Door{No: a.No}, paper); got != "" {
			t.Fatal(got)
		}
		if at().State != FormsSigned {
			t.Errorf("both documents are there, and it is %s", at().State)
		}
		doc, file, err := d.File(ctx, nobody, d.Valea, door, "partnership_agreement")
		if err != nil || string(file) != string(pdf) || doc.Name != "scan 1.pdf" || doc.Kind != "application/pdf" {
			t.Errorf("the file: %+v, %d bytes, %v", doc, len(file), err)
		}
		d.admitted(a.No, door, at)
	})
}

// admitted goes on from the signed documents to the membership.
func (d *demo) admitted(no int64, door Door, at func() Full) {
	d.Helper()
	t, ctx, nobody, mihai := d.TB, context.Background(), network.Who{}, d.As("valea.secretariat")
	if err := d.Admit(ctx, mihai, d.Valea, no, Decision{Code: "VAL-CULTURA", Source: "HG 7"}); fault.ID(err) != "accession.missing.self_check" {
		t.Errorf("admitted without self-check: %v", err)
	}
	if err := d.CheckSelf(ctx, nobody, d.Valea, door, answers()[:6]); fault.ID(err) != "accession.self-check" {
		t.Errorf("one point not answered: %v", err)
	}
	d.Must(d.CheckSelf(ctx, nobody, d.Valea, door, answers()))
	d.Must(d.Admit(ctx, mihai, d.Valea, no, Decision{Code: "val-cultura", Source: "HG 7/2026"}))
	if at().State != Admitted || d.memberKind("VAL-CULTURA") != "" {
		t.Errorf("admitted it is %s and %q in the network; want no member yet", at().State, d.memberKind("VAL-CULTURA"))
	}
	expert := Nomination{Contact: Contact{"Irina Frăsineanu", "irina@cultura-frasinel.example", "ro"}}
	if err := d.Nominate(ctx, nobody, d.Valea, door, expert); fault.ID(err) != "accession.task" {
		t.Errorf("a representative without a written task: %v", err)
	}
	expert.Task = "Participă la reuniuni și aduce programul cultural."
	d.Must(d.Nominate(ctx, nobody, d.Valea, door, expert))
	f := at()
	if f.State != Active || len(f.Missing) != 0 || d.memberKind("VAL-CULTURA") != "member" {
		t.Errorf("complete, it is %s and %q in the network, missing %+v", f.State, d.memberKind("VAL-CULTURA"), f.Missing)
	}
	if len(d.invited) != 1 || d.invited[0] != "irina@cultura-frasinel.example" {
		t.Errorf("invited: %q", d.invited)
	}
	irina := d.As("irina@cultura-frasinel.example")
	if !irina.Has(d.Valea.ID, network.Representative) {
		t.Errorf("the representative has the roles %+v", irina.Roles)
	}
	d.Reading(func(tx *db.Tx) error {
		seats, err := body.SeatsOf(tx, irina.ID, "2026-11-21")
		if len(seats) != 1 || seats[0].Role != "member" {
			t.Errorf("the representative has the seats %+v", seats)
		}
		return err
	})
}

// Tests rules accession.grounds, accession.way.
func TestRefusalSuspensionAndRevocation(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai := t.Context(), d.As("valea.secretariat")
		if err := d.Refuse(ctx, mihai, d.Valea, 2, Decision{}); fault.ID(err) != "accession.grounds" {
			t.Errorf("refused without grounds: %v", err)
		}
		d.Must(d.Refuse(ctx, mihai, d.Valea, 2, Decision{Grounds: "Not now."}))
		if err := d.Admit(ctx, mihai, d.Valea, 2, Decision{Source: "x"}); fault.ID(err) == "" {
			t.Error("what is refused is admitted")
		}
		if err := d.Refuse(ctx, d.As("secretariat"), d.Valea, 3, Decision{Grounds: "x"}); fault.ID(err) != "network.may.secretariat" {
			t.Errorf("the secretariat of another network refuses: %v", err)
		}
		if err := d.Suspend(ctx, mihai, d.Valea, 3, Decision{Grounds: "x"}); fault.ID(err) != "accession.way" {
			t.Errorf("an applicant is suspended: %v", err)
		}
		d.Must(d.Admit(ctx, mihai, d.Valea, 3, Decision{Source: "HG 8/2026"}))
		d.Must(d.Nominate(ctx, mihai, d.Valea, Door{No: 3}, Nomination{Contact: Contact{"Ana Cărturaru", "ana@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
		if d.memberKind("VAL-BIBLIOTECA") != "member" {
			t.Fatal("not a member")
		}
		d.Must(d.Suspend(ctx, mihai, d.Valea, 3, Decision{Grounds: "Nobody came."}))
		d.Must(d.Resume(ctx, mihai, d.Valea, 3, Decision{}))
		d.Clock.AddDate(0, 1, 0)
		d.Must(d.Revoke(ctx, mihai, d.Valea, 3, Decision{Grounds: "Still nobody came.", Source: "HG 9/2026"}))
		d.Clock.AddDate(0, 0, 1)
		if kind := d.memberKind("VAL-BIBLIOTECA"); kind != "" {
			t.Errorf("revoked, and %q the day after", kind)
		}
		ana := d.As("ana@biblioteca-dornita.example")
		if len(ana.Roles) != 0 {
			t.Errorf("its representative still has %+v", ana.Roles)
		}
		d.Reading(func(tx *db.Tx) error {
			seats, err := body.SeatsOf(tx, ana.ID, "2026-12-22")
			if err != nil {
				return err
			}
			if len(seats) != 0 {
				t.Errorf("and the seats %+v", seats)
			}
			a, err := applicationByNo(tx, d.Valea.ID, 3)
			if err != nil {
				return err
			}
			sent, err := mail.Dispatch(tx, "accession "+a.ID)
			var kinds []string
			for _, one := range sent {
				kinds = append(kinds, strings.TrimPrefix(one.Kind, "accession."))
			}
			if got := strings.Join(kinds, " "); got != "admitted invited active suspended active revoked" {
				t.Errorf("letters: %s", got)
			}
			return err
		})
	})
}

// Tests rule accession.change.
func TestAMemberIsWarnedWhereRepresentativesChangeOften(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai := t.Context(), d.As("valea.secretariat")
		d.Must(d.Admit(ctx, mihai, d.Valea, 3, Decision{Source: "HG 8/2026"}))
		names := []string{"ana", "ion", "geta"}
		for i, name := range names {
			d.Must(d.Nominate(ctx, mihai, d.Valea, Door{No: 3}, Nomination{Contact: Contact{name, name + "@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
			f, err := d.Application(ctx, mihai, d.Valea, Door{No: 3})
			d.Must(err)
			if f.Changes != i || f.Warned != (i > 1) {
				t.Errorf("after %s: %d changes, warned %v; the charter takes one", name, f.Changes, f.Warned)
			}
			d.Clock.AddDate(0, 2, 0)
		}
		for _, name := range names[:2] {
			if who := d.As(name + "@biblioteca-dornita.example"); len(who.Roles) != 0 {
				t.Errorf("%s, who was replaced, still has %+v", name, who.Roles)
			}
		}
		d.Clock.AddDate(1, 0, 0)
		if f, err := d.Application(ctx, mihai, d.Valea, Door{No: 3}); err != nil || f.Warned {
			t.Errorf("a year later it is still warned: %v", err)
		}
	})
}

func TestARepresentativeIsReplacedOnTheFirstDay(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai := t.Context(), d.As("valea.secretariat")
		d.Must(d.Admit(ctx, mihai, d.Valea, 3, Decision{Source: "HG 8/2026"}))
		for _, name := range []string{"ana", "ion", "ana"} {
			d.Must(d.Nominate(ctx, mihai, d.Valea, Door{No: 3}, Nomination{Contact: Contact{name, name + "@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
		}
		for name, want := range map[string]int{"ana": 1, "ion": 0} {
			who := d.As(name + "@biblioteca-dornita.example")
			d.Reading(func(tx *db.Tx) error {
				seats, err := body.SeatsOf(tx, who.ID, "2026-11-21")
				if len(who.Roles) != want || len(seats) != want {
					t.Errorf("%s has the roles %+v and the seats %+v, want %d", name, who.Roles, seats, want)
				}
				return err
			})
		}
	})
}

// Tests rule accession.reminder.
func TestApplicantsAreRemindedAndTheirLinksEnd(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, nobody := t.Context(), network.Who{}
		_, key, err := d.Apply(ctx, nobody, d.Valea, applying)
		d.Must(err)
		d.Reading(func(tx *db.Tx) error {
			all, err := d.Owes(ctx, tx, d.Valea, "2026-11-21")
			var days []string
			for _, o := range all {
				days = append(days, o.Day+" "+o.At)
			}
			if got := strings.Join(days, ", "); got != "2026-12-05 /applications/4,  /applications/3,  /applications/3, 2026-11-30 /applications/2" {
				t.Errorf("owed: %s", got)
			}
			return err
		})
		if _, err := d.Application(ctx, nobody, d.Aurora, Door{Key: key}); fault.ID(err) != "accession.unknown" {
			t.Errorf("the link in another network: %v", err)
		}
		if _, err := d.Application(ctx, nobody, d.Valea, Door{Key: key + "x"}); fault.ID(err) != "accession.unknown" {
			t.Errorf("a link that is guessed: %v", err)
		}
		if _, err := d.Application(ctx, nobody, d.Valea, Door{No: 4}); fault.ID(err) != "network.may.sign-in" {
			t.Errorf("by its number, for nobody known: %v", err)
		}
		if f, err := d.Application(ctx, d.As("dan@cultura-frasinel.example"), d.Valea, Door{No: 4}); err != nil || f.Office {
			t.Errorf("by its number, for who applied: %v", err)
		}
		if _, err := d.NewLink(ctx, d.As("valea.secretariat"), d.Valea, 4); err != nil {
			t.Error(err)
		}
		if _, err := d.Application(ctx, nobody, d.Valea, Door{Key: key}); fault.ID(err) != "accession.unknown" {
			t.Errorf("the earlier link after another was made: %v", err)
		}
		spune := d.Network("SPUNE-SPO")
		if _, _, err := d.Apply(ctx, nobody, spune, applying); fault.ID(err) != "accession.closed" {
			t.Errorf("a real network takes an application: %v", err)
		}
	})
}
