package web

import (
	"net/http"
	"time"
)

// How long a browser may take. A body that is a file has as long as the server
// gives to anything; a form is short.
const (
	headTime   = 10 * time.Second
	formTime   = time.Minute
	bodyTime   = 5 * time.Minute
	answerTime = 15 * time.Minute // the largest download on a slow line
	idleTime   = 2 * time.Minute
	headLimit  = 64 << 10
)

// Server returns a server with a limit on everything that a stranger could
// draw out: headers, bodies, answers, silence.
func Server(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: headTime, ReadTimeout: bodyTime, WriteTimeout: answerTime, IdleTimeout: idleTime, MaxHeaderBytes: headLimit}
}

// Guard sets what every answer says to the browser, whatever answers: a page,
// a program, a file, or the library where no route leads.
func (s *Site) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers(w.Header())
		if s.HTTPS {
			w.Header().Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

func headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// keeping says who may keep an answer: nobody what somebody sees who is known,
// the browser, if it asks again each time, what everybody sees.
func (s *Site) keeping(r *http.Request) string {
	if s.Personal != nil && s.Personal(r.Context()) {
		return "no-store"
	}
	return "private, no-cache"
}

// limit holds the body of a request to its size and, where it is a form, to a
// short time.
func limit(w http.ResponseWriter, r *http.Request, largest int64, began time.Time) {
	if largest == 0 {
		largest = formLimit
		if r.Method == http.MethodPost {
			// A writer that knows no deadlines is one of a test.
			_ = http.NewResponseController(w).SetReadDeadline(began.Add(formTime))
		}
	}
	r.Body = http.MaxBytesReader(w, r.Body, largest)
}
