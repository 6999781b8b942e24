package web

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"testing/fstest"
)

func TestChoosesTheSmallestFormTheReaderAccepts(t *testing.T) {
	f := file{plain: []byte("plain"), gz: []byte("gz"), br: []byte("br")}
	for _, c := range []struct{ name, accept, want string }{
		{"a browser of today", "gzip, deflate, br, zstd", "br"},
		{"an older browser", "gzip, deflate", "gz"},
		{"a program that asks for nothing", "", "plain"},
		{"brotli refused", "br;q=0, gzip;q=0.5", "gz"},
		{"gzip refused with a space", "gzip; q=0", "plain"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := f.choose(c.accept); string(got) != c.want {
				t.Errorf("Accept-Encoding %q: got %s, want %s", c.accept, got, c.want)
			}
		})
	}
}

func TestAFileMayBeKeptForEver(t *testing.T) {
	f := file{kind: kinds[".css"], etag: "pesnet.1.css", plain: []byte("a{}")}
	first := httptest.NewRecorder()
	f.serve(first, httptest.NewRequest("GET", "/assets/pesnet.1.css", nil))
	if got := first.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("Cache-Control: got %q", got)
	}

	again := httptest.NewRequest("GET", "/assets/pesnet.1.css", nil)
	again.Header.Set("If-None-Match", first.Header().Get("ETag"))
	second := httptest.NewRecorder()
	f.serve(second, again)
	if second.Code != http.StatusNotModified || second.Body.Len() > 0 {
		t.Errorf("asked again: got %d with %d bytes, want 304 with none", second.Code, second.Body.Len())
	}
}

func TestReadsWhatTheBuildLeft(t *testing.T) {
	built := fstest.MapFS{"dist/manifest.json": {Data: []byte(`{"css":"a.1.css","js":"a.2.js","icon":"i.3.svg"}`)}}
	for _, name := range []string{"a.1.css", "a.2.js", "i.3.svg"} {
		for _, end := range []string{"", ".gz", ".br"} {
			built["dist/"+name+end] = &fstest.MapFile{Data: []byte(name + end)}
		}
	}
	b, err := read(built)
	if err != nil || b.css != "/assets/a.1.css" || b.js != "/assets/a.2.js" || b.icon != "/assets/i.3.svg" {
		t.Errorf("got %v %v", b, err)
	}
	if _, err := read(fstest.MapFS{"dist/placeholder.txt": {}}); err == nil {
		t.Error("a clean checkout has no assets, but none were missed")
	}
}

// The first visit must stay light: everything but the page itself.
func TestTheFirstVisitIsLight(t *testing.T) {
	if err := Built(); err != nil && os.Getenv("PESNET_TEST_ALL") == "" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	const most = 40_000
	sum := 0
	for _, f := range built().files {
		sum += len(f.gz)
	}
	if sum > most {
		t.Errorf("all assets compressed: got %d bytes, want at most %d", sum, most)
	}
}
