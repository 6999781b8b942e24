package minutes

import (
	"bytes"
	"encoding/base64"
	"testing"
	"time"

	"pesnet/kit/need"
	"pesnet/kit/pdf"
	"pesnet/network"
	"pesnet/network/networktest"
)

func TestTheDocumentIsTaggedAndSpeaksTheLanguageOfItsReader(t *testing.T) {
	d := open(networktest.Open(t))
	d.Must(d.Decisions.Demo(t.Context()))
	d.Must(d.Demo(t.Context()))
	html, err := d.draw(d.look(third), d.Aurora, "lt")
	d.Must(err)
	for _, want := range []string{`<html lang="lt">`, `<p lang="en">The chair opened the meeting in Rome.`, "D-2026-", d.look(third).Hash, "Patvirtintas"} {
		if !bytes.Contains(html, []byte(want)) {
			t.Errorf("the document does not say %q", want)
		}
	}
	need.That(t, pdf.Program() != "", "no Chromium on this machine")
	d.Must(d.jobs.Start(t.Context()))
	defer d.jobs.Stop(t.Context())
	d.Must(d.AskForDocument(t.Context(), network.Operator, d.Aurora, third, "lt"))
	d.Must(d.AskForDocument(t.Context(), network.Operator, d.Aurora, third, "lt")) // asked twice, made once
	var made Made
	for range 600 {
		if made, err = d.Document(t.Context(), network.Operator, d.Aurora, third, "lt"); err != nil || made.PDF != "" || made.Job.Ended() {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	file, _ := base64.StdEncoding.DecodeString(made.PDF)
	for _, want := range []string{"%PDF-", "/StructTreeRoot", "/Lang (lt)", "/MarkInfo"} {
		if !bytes.Contains(file, []byte(want)) {
			t.Errorf("the PDF has no %s (%d bytes, job %s %s, %v)", want, len(file), made.Job.State, made.Job.Problem, err)
		}
	}
	if made.Old {
		t.Error("a document that was just made is old")
	}
}
