package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// security says to whom a weakness is reported (RFC 9116). Where nobody is
// named there is no such page.
func (a *app) security(w http.ResponseWriter, r *http.Request) {
	contact := contactOf(a.contact)
	if contact == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	// Nobody relies on it for longer than a binary is likely to run unread.
	expires := now().UTC().AddDate(0, 6, 0).Truncate(24 * time.Hour).Format(time.RFC3339)
	fmt.Fprintf(w, "Contact: %s\nExpires: %s\nPreferred-Languages: lt, ro, en, it, sv\n", contact, expires)
	if strings.HasPrefix(a.url, "https://") {
		fmt.Fprintf(w, "Canonical: %s/.well-known/security.txt\n", strings.TrimSuffix(a.url, "/"))
	}
}

// contactOf is a contact as an address that programs understand; empty where
// it is none.
func contactOf(text string) string {
	if strings.ContainsAny(text, " \r\n\t<>") {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "https" && u.Host != "", u.Scheme == "mailto", u.Scheme == "tel":
		return text
	case u.Scheme == "" && strings.Contains(text, "@"):
		return "mailto:" + text
	}
	return ""
}
