package accession

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pesnet/body"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/mail"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/privacy"
)

// demo is a service on the demonstration, on a day of its own.
type demo struct {
	*Service
	bodies  *body.Service
	at      time.Time
	valea   network.Network
	aurora  network.Network
	invited []string // links that were made
	t       testing.TB
}

func open(t testing.TB, d *db.DB) *demo {
	t.Helper()
	w := &demo{t: t, at: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.at }
	jobs, err := job.New(t.Context(), d, now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	networks := network.New(d, now)
	networks.NewLink = func(_ *db.Tx, p network.Person) (string, error) {
		w.invited = append(w.invited, p.Login)
		return "http://localhost/sign-in/link", nil
	}
	privacies := privacy.New(d, now, networks, jobs)
	w.bodies = body.New(d, now, networks, privacies)
	w.Service = New(d, now, networks)
	w.Words, w.URL = lang.All.In, "http://localhost"
	for _, fill := range []func() error{func() error { return networks.Demo(t.Context()) }, func() error { return w.bodies.Demo(t.Context()) }, func() error { return w.Service.Demo(t.Context()) }} {
		if err := fill(); err != nil {
			t.Fatal(err)
		}
	}
	for code, n := range map[string]*network.Network{"VALEA": &w.valea, "AURORA": &w.aurora} {
		if *n, err = networks.Network(t.Context(), network.Operator, code); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (d *demo) as(login string) (who network.Who) {
	d.t.Helper()
	d.read(func(tx *db.Tx) (err error) {
		if who.Person, err = network.PersonByLogin(tx, login); err != nil {
			return err
		}
		who.Roles, err = network.RolesOn(tx, who.ID, d.at.Format(time.DateOnly))
		return err
	})
	return who
}

func (d *demo) read(f func(*db.Tx) error) {
	d.t.Helper()
	if err := d.db.Read(d.t.Context(), f); err != nil {
		d.t.Fatal(err)
	}
}

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func id(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).ID
}

func each(t *testing.T, test func(*testing.T, *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(t, d)) })
}

var pdf = []byte("%PDF-1.7 signed")

var applying = Applying{Application{Name: "Casa de Cultură Frasinel", NameLang: "ro", Kind: "civil_society", Country: "RO", Reason: "Avem public."}, Contact{"Dan Frăsinescu", "dan@cultura-frasinel.example", "ro"}}

// memberKind is what an organisation is in the network today.
func (d *demo) memberKind(code string) (kind string) {
	d.t.Helper()
	d.read(func(tx *db.Tx) error {
		all, err := network.MembersOn(tx, d.valea.ID, d.at.Format(time.DateOnly))
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
		ctx, nobody, mihai := t.Context(), network.Who{}, d.as("valea.secretariat")
		a, key, err := d.Apply(ctx, nobody, d.valea, applying)
		d.must(err)
		if _, _, err := d.Apply(ctx, nobody, d.valea, applying); id(err) != "accession.once" {
			t.Errorf("a second application from the address: %v", err)
		}
		door, at := Door{Key: key}, func() Full {
			f, err := d.Application(ctx, mihai, d.valea, Door{No: a.No})
			d.must(err)
			return f
		}
		if got := at(); got.State != Applicant || len(got.Missing) != 4 {
			t.Errorf("at first %s, missing %+v; want two documents, self-check and representative", got.State, got.Missing)
		}
		sign := func(who network.Who, through Door, s Signed) string { return id(d.Sign(ctx, who, d.valea, through, s)) }
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
		if err := d.Admit(ctx, mihai, d.valea, a.No, Decision{Code: "VAL-CULTURA", Source: "HG 7"}); id(err) != "accession.missing.document" {
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
		doc, file, err := d.File(ctx, nobody, d.valea, door, "partnership_agreement")
		if err != nil || string(file) != string(pdf) || doc.Name != "scan 1.pdf" || doc.Kind != "application/pdf" {
			t.Errorf("the file: %+v, %d bytes, %v", doc, len(file), err)
		}
		d.admitted(a.No, door, at)
	})
}

// admitted goes on from the signed documents to the membership.
func (d *demo) admitted(no int64, door Door, at func() Full) {
	d.t.Helper()
	t, ctx, nobody, mihai := d.t, context.Background(), network.Who{}, d.as("valea.secretariat")
	if err := d.Admit(ctx, mihai, d.valea, no, Decision{Code: "VAL-CULTURA", Source: "HG 7"}); id(err) != "accession.missing.self_check" {
		t.Errorf("admitted without self-check: %v", err)
	}
	if err := d.CheckSelf(ctx, nobody, d.valea, door, answers()[:6]); id(err) != "accession.self-check" {
		t.Errorf("one point not answered: %v", err)
	}
	d.must(d.CheckSelf(ctx, nobody, d.valea, door, answers()))
	d.must(d.Admit(ctx, mihai, d.valea, no, Decision{Code: "val-cultura", Source: "HG 7/2026"}))
	if at().State != Admitted || d.memberKind("VAL-CULTURA") != "" {
		t.Errorf("admitted it is %s and %q in the network; want no member yet", at().State, d.memberKind("VAL-CULTURA"))
	}
	expert := Nomination{Contact: Contact{"Irina Frăsineanu", "irina@cultura-frasinel.example", "ro"}}
	if err := d.Nominate(ctx, nobody, d.valea, door, expert); id(err) != "accession.task" {
		t.Errorf("a representative without a written task: %v", err)
	}
	expert.Task = "Participă la reuniuni și aduce programul cultural."
	d.must(d.Nominate(ctx, nobody, d.valea, door, expert))
	f := at()
	if f.State != Active || len(f.Missing) != 0 || d.memberKind("VAL-CULTURA") != "member" {
		t.Errorf("complete, it is %s and %q in the network, missing %+v", f.State, d.memberKind("VAL-CULTURA"), f.Missing)
	}
	if len(d.invited) != 1 || d.invited[0] != "irina@cultura-frasinel.example" {
		t.Errorf("invited: %q", d.invited)
	}
	irina := d.as("irina@cultura-frasinel.example")
	if !irina.Has(d.valea.ID, network.Representative) {
		t.Errorf("the representative has the roles %+v", irina.Roles)
	}
	d.read(func(tx *db.Tx) error {
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
		ctx, mihai := t.Context(), d.as("valea.secretariat")
		if err := d.Refuse(ctx, mihai, d.valea, 2, Decision{}); id(err) != "accession.grounds" {
			t.Errorf("refused without grounds: %v", err)
		}
		d.must(d.Refuse(ctx, mihai, d.valea, 2, Decision{Grounds: "Not now."}))
		if err := d.Admit(ctx, mihai, d.valea, 2, Decision{Source: "x"}); id(err) == "" {
			t.Error("what is refused is admitted")
		}
		if err := d.Refuse(ctx, d.as("secretariat"), d.valea, 3, Decision{Grounds: "x"}); id(err) != "network.may.secretariat" {
			t.Errorf("the secretariat of another network refuses: %v", err)
		}
		if err := d.Suspend(ctx, mihai, d.valea, 3, Decision{Grounds: "x"}); id(err) != "accession.way" {
			t.Errorf("an applicant is suspended: %v", err)
		}
		d.must(d.Admit(ctx, mihai, d.valea, 3, Decision{Source: "HG 8/2026"}))
		d.must(d.Nominate(ctx, mihai, d.valea, Door{No: 3}, Nomination{Contact: Contact{"Ana Cărturaru", "ana@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
		if d.memberKind("VAL-BIBLIOTECA") != "member" {
			t.Fatal("not a member")
		}
		d.must(d.Suspend(ctx, mihai, d.valea, 3, Decision{Grounds: "Nobody came."}))
		d.must(d.Resume(ctx, mihai, d.valea, 3, Decision{}))
		d.at = d.at.AddDate(0, 1, 0)
		d.must(d.Revoke(ctx, mihai, d.valea, 3, Decision{Grounds: "Still nobody came.", Source: "HG 9/2026"}))
		d.at = d.at.AddDate(0, 0, 1)
		if kind := d.memberKind("VAL-BIBLIOTECA"); kind != "" {
			t.Errorf("revoked, and %q the day after", kind)
		}
		ana := d.as("ana@biblioteca-dornita.example")
		if len(ana.Roles) != 0 {
			t.Errorf("its representative still has %+v", ana.Roles)
		}
		d.read(func(tx *db.Tx) error {
			seats, err := body.SeatsOf(tx, ana.ID, "2026-12-22")
			if err != nil {
				return err
			}
			if len(seats) != 0 {
				t.Errorf("and the seats %+v", seats)
			}
			a, err := applicationByNo(tx, d.valea.ID, 3)
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
		ctx, mihai := t.Context(), d.as("valea.secretariat")
		d.must(d.Admit(ctx, mihai, d.valea, 3, Decision{Source: "HG 8/2026"}))
		names := []string{"ana", "ion", "geta"}
		for i, name := range names {
			d.must(d.Nominate(ctx, mihai, d.valea, Door{No: 3}, Nomination{Contact: Contact{name, name + "@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
			f, err := d.Application(ctx, mihai, d.valea, Door{No: 3})
			d.must(err)
			if f.Changes != i || f.Warned != (i > 1) {
				t.Errorf("after %s: %d changes, warned %v; the charter takes one", name, f.Changes, f.Warned)
			}
			d.at = d.at.AddDate(0, 2, 0)
		}
		for _, name := range names[:2] {
			if who := d.as(name + "@biblioteca-dornita.example"); len(who.Roles) != 0 {
				t.Errorf("%s, who was replaced, still has %+v", name, who.Roles)
			}
		}
		d.at = d.at.AddDate(1, 0, 0)
		if f, err := d.Application(ctx, mihai, d.valea, Door{No: 3}); err != nil || f.Warned {
			t.Errorf("a year later it is still warned: %v", err)
		}
	})
}

func TestARepresentativeIsReplacedOnTheFirstDay(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai := t.Context(), d.as("valea.secretariat")
		d.must(d.Admit(ctx, mihai, d.valea, 3, Decision{Source: "HG 8/2026"}))
		for _, name := range []string{"ana", "ion", "ana"} {
			d.must(d.Nominate(ctx, mihai, d.valea, Door{No: 3}, Nomination{Contact: Contact{name, name + "@biblioteca-dornita.example", "ro"}, Task: "Vine."}))
		}
		for name, want := range map[string]int{"ana": 1, "ion": 0} {
			who := d.as(name + "@biblioteca-dornita.example")
			d.read(func(tx *db.Tx) error {
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
		_, key, err := d.Apply(ctx, nobody, d.valea, applying)
		d.must(err)
		d.read(func(tx *db.Tx) error {
			all, err := d.Owes(ctx, tx, d.valea, "2026-11-21")
			var days []string
			for _, o := range all {
				days = append(days, o.Day+" "+o.At)
			}
			if got := strings.Join(days, ", "); got != "2026-12-05 /applications/4,  /applications/3,  /applications/3, 2026-11-30 /applications/2" {
				t.Errorf("owed: %s", got)
			}
			return err
		})
		if _, err := d.Application(ctx, nobody, d.aurora, Door{Key: key}); id(err) != "accession.unknown" {
			t.Errorf("the link in another network: %v", err)
		}
		if _, err := d.Application(ctx, nobody, d.valea, Door{Key: key + "x"}); id(err) != "accession.unknown" {
			t.Errorf("a link that is guessed: %v", err)
		}
		if _, err := d.Application(ctx, nobody, d.valea, Door{No: 4}); id(err) != "network.may.sign-in" {
			t.Errorf("by its number, for nobody known: %v", err)
		}
		if f, err := d.Application(ctx, d.as("dan@cultura-frasinel.example"), d.valea, Door{No: 4}); err != nil || f.Office {
			t.Errorf("by its number, for who applied: %v", err)
		}
		if _, err := d.NewLink(ctx, d.as("valea.secretariat"), d.valea, 4); err != nil {
			t.Error(err)
		}
		if _, err := d.Application(ctx, nobody, d.valea, Door{Key: key}); id(err) != "accession.unknown" {
			t.Errorf("the earlier link after another was made: %v", err)
		}
		spune, err := d.networks.Network(ctx, nobody, "SPUNE-SPO")
		d.must(err)
		if _, _, err := d.Apply(ctx, nobody, spune, applying); id(err) != "accession.closed" {
			t.Errorf("a real network takes an application: %v", err)
		}
	})
}
