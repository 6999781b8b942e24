package browser

import "github.com/chromedp/chromedp"

// Visit leads the open page to another address and waits until it has loaded;
// its cookies stay, what the console said before is forgotten. It is much
// quicker than to open a page.
func (p *Page) Visit(url string) {
	p.tb.Helper()
	p.mu.Lock()
	p.messages = nil
	p.mu.Unlock()
	answer, err := run(p, chromedp.NavigateResponse(url))
	if err != nil {
		p.tb.Fatalf("visit %s: %v", url, err)
	}
	p.Status = 0
	if answer != nil {
		p.Status = int(answer.Status)
	}
}

// Resize changes the width of the window.
func (p *Page) Resize(px int) {
	p.tb.Helper()
	p.do("resize", chromedp.EmulateViewport(int64(px), 900))
}
