package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is one open page.
type Page struct {
	Status int // of the HTTP answer

	tb       testing.TB
	ctx      context.Context
	close    func()
	noScript bool

	mu       sync.Mutex
	messages []string
}

// Close closes the page before the test ends.
func (p *Page) Close() { p.close() }

// Console returns what the page complained about so far: errors and warnings,
// thrown exceptions, requests that failed, breaches of the security policy.
func (p *Page) Console() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.messages...)
}

// Overflow says whether the page can be moved sideways.
func (p *Page) Overflow() bool {
	p.tb.Helper()
	return value[bool](p, `document.documentElement.scrollWidth > document.documentElement.clientWidth`)
}

// Wide names the elements that reach beyond the right edge: where to look when
// Overflow is true.
func (p *Page) Wide() []string {
	p.tb.Helper()
	return value[[]string](p, `[...document.body.querySelectorAll("*")]
		.filter(e => e.checkVisibility() && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
		.map(e => e.tagName.toLowerCase() + "." + e.getAttribute("class")).slice(0, 10)`)
}

// Examine complains of what is wrong with any page: for those who do not see it
// well, on a narrow window, in the console. PESNET_LOOK names a folder for the
// pictures.
func (p *Page) Examine() {
	p.tb.Helper()
	for _, v := range p.Axe() {
		p.tb.Errorf("axe: %v", v)
	}
	if p.Overflow() {
		p.tb.Errorf("moves sideways: %v", p.Wide())
	}
	for _, said := range p.Console() {
		p.tb.Errorf("console: %s", said)
	}
	if folder := os.Getenv("PESNET_LOOK"); folder != "" {
		_, name, _ := strings.Cut(p.tb.Name(), "/")
		p.Screenshot(filepath.Join(folder, name+".png"))
	}
}

// Screenshot writes the whole page, not only the window, as a PNG file.
func (p *Page) Screenshot(path string) {
	p.tb.Helper()
	picture, err := run(p, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, picture, 0o644)
	}
	if err != nil {
		p.tb.Fatalf("screenshot %s: %v", path, err)
	}
}

// Text returns what a reader sees of the first element that a CSS selector finds.
func (p *Page) Text(selector string) string {
	p.tb.Helper()
	return value[string](p, fmt.Sprintf(`document.querySelector(%s)?.innerText ?? ""`, quote(selector)))
}

// Value returns what stands in the field that a CSS selector finds.
func (p *Page) Value(selector string) string {
	p.tb.Helper()
	return value[string](p, fmt.Sprintf(`document.querySelector(%s).value`, quote(selector)))
}

// Focus describes the element that has the focus: its tag, id and text.
func (p *Page) Focus() string {
	p.tb.Helper()
	return value[string](p, `(e => [e.tagName.toLowerCase() + (e.id && "#" + e.id), e.innerText].filter(Boolean).join(" "))(document.activeElement)`)
}

// URL is the address where the page is now.
func (p *Page) URL() string {
	p.tb.Helper()
	return value[string](p, `location.href`)
}

// HTML is the page as it stands now.
func (p *Page) HTML() string {
	p.tb.Helper()
	return value[string](p, `document.documentElement.outerHTML`)
}

// Press sends keys, as chromedp's kb package names them: "\t", "\r", "/".
func (p *Page) Press(keys string) {
	p.tb.Helper()
	p.do("press", chromedp.KeyEvent(keys))
}

// Fill writes into the field that a CSS selector finds.
func (p *Page) Fill(selector, text string) {
	p.tb.Helper()
	p.do("fill "+selector, chromedp.SetValue(chromedp.CSS(selector), text))
}

// Click presses what a CSS selector finds; Follow also waits for the page it leads to.
func (p *Page) Click(selector string) {
	p.tb.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow presses a link or button and waits until the next page has loaded.
func (p *Page) Follow(selector string) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		p.tb.Fatalf("follow %s: %v", selector, err)
	}
	p.Status = int(answer.Status)
}

// Upload chooses files in the file field that a CSS selector finds.
func (p *Page) Upload(selector string, files ...string) {
	p.tb.Helper()
	p.do("upload "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Wait waits until a JavaScript expression is true, also where the page leads
// itself to another meanwhile.
func (p *Page) Wait(expression string) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience)))
		if err == nil {
			return
		}
		leaves := strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "Cannot find context")
		if ctx.Err() != nil || !leaves {
			p.tb.Fatalf("wait for %s: %v", expression, err)
		}
	}
}

// PDF prints the page as a tagged PDF.
func (p *Page) PDF() []byte {
	p.tb.Helper()
	document, err := run(p, chromedp.PrintToPDF(chromedp.PDFOutlineAndTagged(), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		p.tb.Fatalf("print: %v", err)
	}
	return document
}

func (p *Page) listen(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.ConsoleAPICalledTypeError && e.Type != runtime.ConsoleAPICalledTypeWarning {
			return
		}
		for _, arg := range e.Args {
			text += fmt.Sprint(string(arg.Value), arg.Description, " ")
		}
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level != log.EntryLevelError && e.Entry.Level != log.EntryLevelWarning {
			return
		}
		text = e.Entry.Text + " " + e.Entry.URL
	default:
		return
	}
	p.mu.Lock()
	p.messages = append(p.messages, strings.TrimSpace(text))
	p.mu.Unlock()
}

func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.tb.Fatalf("%s: %v", what, err)
	}
}

func run[T any](p *Page, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// value asks the page itself.
func value[T any](p *Page, expression string) T {
	p.tb.Helper()
	v, err := run(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.tb.Fatalf("ask the page: %v", err)
	}
	return v
}

func quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}
