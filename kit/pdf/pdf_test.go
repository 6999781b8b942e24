package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"testing"

	"pesnet/kit/need"
)

func TestADocumentIsTaggedAndSpeaksItsLanguage(t *testing.T) {
	need.That(t, Program() != "", "no Chromium on this machine")
	made, err := Make(t.Context(), []byte(`<!doctype html><html lang="lt"><head><meta charset="utf-8"><title>Protokolas</title></head><body><h1>Protokolas</h1><p>Ąžuolas.</p>
<script>document.querySelector("table").remove(); document.documentElement.lang = "en"</script><img src="http://127.0.0.1:1/x" alt=""><table><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	text := Plain(made)
	for _, want := range []string{"/StructTreeRoot", "/Lang (lt)", "/MarkInfo", "/H1", "/TH"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("the document has no %s", want)
		}
	}
	if !bytes.HasPrefix(made, []byte("%PDF-")) {
		t.Errorf("that is no PDF: %.20q", made)
	}
}

var stream = regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`)

// Plain is a document with its streams unpacked behind it.
func Plain(made []byte) []byte {
	all := bytes.Clone(made)
	for _, m := range stream.FindAllSubmatch(made, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		plain, _ := io.ReadAll(z)
		all = append(all, plain...)
	}
	return all
}
