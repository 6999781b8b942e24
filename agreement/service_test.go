package agreement

import (
	"net/url"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	kitlang "pesnet/kit/lang"
	"pesnet/network"
	"pesnet/network/networktest"
)

// demo is the service on the demonstration.
type demo struct {
	*Service
	*networktest.World
}

func open(w *networktest.World) *demo {
	w.Helper()
	d := &demo{New(w.DB, w.Clock.Now, w.Networks), w}
	w.Must(d.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

// Tests rules agreement.change, agreement.party-signed, agreement.end.
func TestAnAgreementFromTheDraftToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, halina, stranger := t.Context(), d.As("representative"), d.As("analyst")
		jutrzena, gintara := d.Organisation("AUR-JUTRZENA"), d.Organisation("AUR-GINTARA")
		draft := Agreement{Title: kitlang.Text{"en": "Youth"}, Exchange: "vacancies", Source: "minutes", Parties: []Party{{Organisation: gintara}}}
		if _, err := d.Add(ctx, halina, d.Aurora, draft); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes an agreement of others: %v", err)
		}
		draft.Parties[0].Organisation = jutrzena
		a, err := d.Add(ctx, halina, d.Aurora, draft)
		d.Must(err)
		if err := d.Sign(ctx, halina, d.Aurora, Agreement{No: a.No, Signed: "2026-11-20", Version: 1}); fault.ID(err) != "agreement.sign" {
			t.Errorf("it is signed by one party: %v", err)
		}
		if err := d.AddParty(ctx, stranger, d.Aurora, a.No, Party{Organisation: gintara}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a stranger adds a party: %v", err)
		}
		d.Must(d.AddParty(ctx, halina, d.Aurora, a.No, Party{Organisation: gintara, Contact: "EURES office"}))
		if err := d.AddParty(ctx, halina, d.Aurora, a.No, Party{Organisation: gintara}); fault.ID(err) != "agreement.party.there" {
			t.Errorf("a party is added twice: %v", err)
		}
		allowed := func() bool {
			_, ok, err := d.Allowed(ctx, d.Aurora, jutrzena, gintara, "vacancies")
			d.Must(err)
			return ok
		}
		if allowed() {
			t.Error("a draft allows an exchange")
		}
		d.Must(d.Sign(ctx, halina, d.Aurora, Agreement{No: a.No, Signed: "2026-11-20", Version: 1}))
		if !allowed() {
			t.Error("a signed agreement allows nothing")
		}
		f, err := d.Agreement(ctx, network.Who{}, d.Aurora, a.No)
		d.Must(err)
		if err := d.RemoveParty(ctx, halina, d.Aurora, a.No, f.Parties[1].ID); fault.ID(err) != "agreement.party-signed" {
			t.Errorf("a party of a signed agreement is taken out: %v", err)
		}
		changed := f.Agreement
		changed.Title, changed.Version = kitlang.Text{"lt": "Jaunimas"}, 1
		if err := d.Change(ctx, halina, d.Aurora, changed); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		changed.Version = 2
		d.Must(d.Change(ctx, halina, d.Aurora, changed))
		d.Must(d.Did(ctx, halina, d.Aurora, a.No, Activity{Day: "2026-11-21", Kind: "visit", Title: "A visit"}))
		if err := d.End(ctx, halina, d.Aurora, Agreement{No: a.No, Ended: "2026-11-19", Version: 3}); fault.ID(err) != "agreement.end" {
			t.Errorf("it ends before it was signed: %v", err)
		}
		d.Must(d.End(ctx, halina, d.Aurora, Agreement{No: a.No, Ended: "2026-11-20", Version: 3}))
		if allowed() {
			t.Error("an agreement that has ended allows an exchange")
		}
		if f, err = d.Agreement(ctx, halina, d.Aurora, a.No); err != nil || f.Title.In("en") != "Youth" || f.Title.In("lt") != "Jaunimas" || len(f.Activities) != 1 || !f.MayChange {
			t.Errorf("in the end it is %+v, %v", f, err)
		}
	})
}

func TestTheRegisterOfTheLithuanianServiceSaysOnlyWhatIsDocumented(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		n := d.Network("PES-NETWORK")
		all, err := d.Register(t.Context(), network.Who{}, n)
		d.Must(err)
		if len(all.Agreements) != 10 {
			t.Errorf("%d agreements, want the ten partners that the page names", len(all.Agreements))
		}
		for _, a := range all.Agreements {
			if a.On("2026-11-21") != Documented || a.Signed+a.From+a.To != "" || a.Exchange != "" || a.Source != "uzt-page" || len(a.Parties) != 2 || a.Parties[1].Contact != "" {
				t.Errorf("%s says more than its source: %+v", a.Title.In("en"), a)
			}
		}
	})
}

func TestTheEndOfAnAgreementIsOwedToBeSettled(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		owed := map[string]bool{}
		d.Reading(func(tx *db.Tx) error {
			all, err := d.Owes(t.Context(), tx, d.Aurora, "2026-11-21")
			for _, o := range all {
				owed[o.Person] = o.Day == "2026-12-31" && o.Kind == "agreement.owed.renewal"
			}
			return err
		})
		if len(owed) != 2 || !owed[d.As("secretariat").ID] || !owed[d.As("representative").ID] {
			t.Errorf("renewal is asked of %v, want of the secretariat and the representative of Jutrzena", owed)
		}
	})
}

// Tests rule agreement.document.
func TestAgreementsOnTheirPages(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	page := door.Get("", "/en/pes-network/agreements").Body.String()
	for _, want := range []string{"Labour office of Sokółka", "known from a source", "not known", "10 agreements"} {
		if !strings.Contains(page, want) {
			t.Errorf("the register lacks %q", want)
		}
	}
	if page := door.Get("", "/lt/aurora/agreements?party=aur-liepava").Body.String(); !strings.Contains(page, "Bendra pasienio darbo rinka") || strings.Contains(page, "Darbuotojų mainai") {
		t.Error("the filter by party shows others, or not its own")
	}
	w := door.Post("secretariat", "/en/aurora/agreements/new", url.Values{"title": {"Fairs"}, "first": {d.Organisation("AUR-SAVINA")}, "source": {"Letter"}, "exchange": {"vacancies"}, "themes": {"youth", "projects"}})
	at, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != 303 {
		t.Fatalf("adding answers %d: %s", w.Code, w.Body)
	}
	for _, step := range []struct {
		to   string
		form url.Values
		want int
	}{
		{"/sign", url.Values{"signed": {"2026-11-20"}, "version": {"1"}}, 422},
		{"/parties", url.Values{"office": {"Zavod"}, "country": {"XX"}}, 422},
		{"/parties", url.Values{"office": {"Zavod"}, "country": {"ME"}, "contact": {"Head office"}}, 303},
		{"/activities", url.Values{"day": {"2030-01-01"}, "kind": {"visit"}, "what": {"x"}}, 422},
		{"/activities", url.Values{"day": {"2026-11-20"}, "kind": {"visit"}, "what": {"Study visit"}, "link": {"https://example.org"}}, 303},
		{"/documents", url.Values{"paper": {"Text"}, "at": {"no address"}}, 422},
		{"/documents", url.Values{"paper": {"Text"}, "at": {"https://example.org/text.pdf"}}, 303},
		{"/sign", url.Values{"signed": {"2026-11-20"}, "version": {"1"}}, 303},
		{"/edit", url.Values{"title": {"Late"}, "source": {"Letter"}, "signed": {"2026-11-20"}, "version": {"1"}}, 422},
		{"/end", url.Values{"ended": {"2026-11-20"}, "version": {"2"}}, 303},
	} {
		if w := door.Post("secretariat", at+step.to, step.form); w.Code != step.want {
			t.Errorf("%s %v answers %d, want %d", step.to, step.form, w.Code, step.want)
		}
	}
	page = door.Get("", at).Body.String()
	for _, want := range []string{"Zavod", "Montenegro", "Study visit", "text.pdf", "Fairs"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the agreement lacks %q", want)
		}
	}
	if w := door.Get("", "/en/aurora/agreements.xlsx"); w.Code != 200 || w.Body.Len() < 4000 {
		t.Errorf("the workbook answers %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestAgreementsForPrograms(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	if w := door.Get("", "/api/v1/networks/AURORA/agreements"); w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"expired"`) {
		t.Errorf("the register answers %d: %s", w.Code, w.Body)
	}
	for to, want := range map[string]string{"AUR-LIEPAVA": `"allowed":true`, "AUR-SAVINA": `"allowed":false`} {
		if w := door.Get("", "/api/v1/networks/AURORA/agreements/exchange?from=AUR-GINTARA&what=vacancies&to="+to); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("to %s answers %d: %s", to, w.Code, w.Body)
		}
	}
}
