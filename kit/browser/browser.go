// Package browser looks at pages as a reader's browser does, for tests: how
// they stand at a width, with and without scripts, what axe-core says of them,
// what the console complains about.
//
// It drives the Chromium of the system. A machine without one skips these
// tests and says so; with PESNET_TEST_ALL=1 they fail instead.
package browser

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// programs are the names under which a Chromium is installed.
var programs = []string{"chromium", "chromium-browser", "google-chrome"}

// patience is how long one step of a page may take on a busy machine.
const patience = 60 * time.Second

// Browser is one running Chromium. Each page it opens has cookies of its own.
type Browser struct {
	tb  testing.TB
	ctx context.Context
}

// Start starts a Chromium that ends with the test.
func Start(tb testing.TB) *Browser {
	tb.Helper()
	program := find()
	if program == "" {
		miss(tb, "no Chromium on this machine: install it with 'apt-get install chromium'")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("lang", "en"))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	tb.Cleanup(end)
	ctx, close := chromedp.NewContext(allocator)
	tb.Cleanup(close)
	if err := chromedp.Do(ctx); err != nil {
		tb.Fatalf("start %s: %v", program, err)
	}
	return &Browser{tb: tb, ctx: ctx}
}

// For returns the same browser for a subtest, which then fails in its own name.
func (b *Browser) For(tb testing.TB) *Browser { return &Browser{tb: tb, ctx: b.ctx} }

// Option says how a page is opened.
type Option func(*visit)

type visit struct {
	width    int64
	noScript bool
	headers  map[string]string
	cookies  []network.CookieParam
}

// Width is the width of the window in CSS pixels; 1280 when not given.
func Width(px int) Option { return func(v *visit) { v.width = int64(px) } }

// NoScript opens the page as a reader without JavaScript sees it.
func NoScript() Option { return func(v *visit) { v.noScript = true } }

// Header sends a header with every request of the page.
func Header(name, value string) Option { return func(v *visit) { v.headers[name] = value } }

// Cookie sends a cookie with every request of the page.
func Cookie(name, value string) Option {
	return func(v *visit) { v.cookies = append(v.cookies, network.CookieParam{Name: name, Value: value}) }
}

// Open opens an address and waits until it has loaded. The page closes with
// the test, or earlier by Close.
func (b *Browser) Open(url string, options ...Option) *Page {
	b.tb.Helper()
	v := visit{width: 1280, headers: map[string]string{}}
	for _, option := range options {
		option(&v)
	}
	ctx, close := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.tb.Cleanup(close)
	p := &Page{tb: b.tb, ctx: ctx, close: close, noScript: v.noScript}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		b.tb.Fatalf("open a tab: %v", err)
	}
	p.do("prepare "+url, v.prepare(url)...)
	answer, err := run(p, chromedp.NavigateResponse(url))
	if err != nil {
		b.tb.Fatalf("open %s: %v", url, err)
	}
	if answer != nil {
		p.Status = int(answer.Status)
	}
	return p
}

func (v visit) prepare(url string) []chromedp.Action[chromedp.Void] {
	steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(v.width, 900)}
	if v.noScript {
		steps = append(steps, scripts(false))
	}
	if len(v.headers) > 0 {
		steps = append(steps, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			headers := network.Headers{}
			for name, value := range v.headers {
				headers[name] = value
			}
			_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: headers})
			return err
		}))
	}
	for _, cookie := range v.cookies {
		cookie.URL = url
		steps = append(steps, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, network.SetCookies, network.SetCookiesParams{Cookies: []*network.CookieParam{&cookie}})
			return err
		}))
	}
	return steps
}

// scripts switches JavaScript on or off for the page.
func scripts(on bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

func find() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// miss skips the test because something is not installed, or fails it where
// everything must be tested.
func miss(tb testing.TB, why string) {
	tb.Helper()
	if os.Getenv("PESNET_TEST_ALL") != "" {
		tb.Fatal(why)
	}
	tb.Skip(why)
}
