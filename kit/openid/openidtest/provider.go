// Package openidtest is an OpenID provider for tests: it answers over HTTP with
// discovery, keys, codes and tokens, checks PKCE as a strict one does, and can
// be told to misbehave.
package openidtest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Provider is a provider that runs until its test ends.
type Provider struct {
	Issuer string
	Client string
	Secret string
	Now    func() time.Time

	mu     sync.Mutex
	server *httptest.Server
	key    *rsa.PrivateKey
	other  *rsa.PrivateKey
	asked  map[string]url.Values
	count  int

	// Subject is who signs in, Claims is what is said of them.
	Subject string
	Claims  map[string]any
	// Bend changes the claims of a token before it is signed; Sign signs it
	// otherwise: "none", "other" with a foreign key, "hmac" with the client's
	// secret. Back changes what is sent back.
	Bend func(claims map[string]any)
	Sign string
	Back func(query url.Values)
}

// Start starts a provider for one client.
func Start(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	p := &Provider{Client: "pesnet", Secret: "kept between us", Now: now, asked: map[string]url.Values{}, Subject: "subject-1"}
	for _, key := range []**rsa.PrivateKey{&p.key, &p.other} {
		made, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		*key = made
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.server = httptest.NewServer(mux)
	t.Cleanup(p.server.Close)
	p.Issuer = p.server.URL
	return p
}

// SignIn does what a person does there: it follows the address and returns
// with what the provider sends back.
func (p *Provider) SignIn(t testing.TB, address string) url.Values {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	to, err := answer.Location()
	if err != nil {
		t.Fatalf("the provider answers %d: %v", answer.StatusCode, err)
	}
	return to.Query()
}

func say(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	say(w, map[string]any{"issuer": p.Issuer, "authorization_endpoint": p.Issuer + "/authorize", "token_endpoint": p.Issuer + "/token", "jwks_uri": p.Issuer + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"RS256", "none", "HS256"},
		"code_challenge_methods_supported": []string{"S256"}, "backchannel_logout_supported": true, "backchannel_logout_session_supported": true})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	e := big.NewInt(int64(p.key.E)).Bytes()
	say(w, map[string]any{"keys": []any{map[string]string{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": text(p.key.N.Bytes()), "e": text(e)}}})
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != p.Client || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == "" || q.Get("state") == "" || q.Get("nonce") == "" {
		http.Error(w, "invalid_request", http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	p.count++
	code := text(big.NewInt(int64(p.count + 1000)).Bytes())
	p.asked[code] = q
	p.mu.Unlock()
	back := url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.Issuer}}
	if p.Back != nil {
		p.Back(back)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	q, known := p.asked[r.PostFormValue("code")]
	delete(p.asked, r.PostFormValue("code"))
	p.mu.Unlock()
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	secret, _ = url.QueryUnescape(secret)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !known || id != p.Client || secret != p.Secret || text(sum[:]) != q.Get("code_challenge") || r.PostFormValue("redirect_uri") != q.Get("redirect_uri") {
		w.WriteHeader(http.StatusBadRequest)
		say(w, map[string]string{"error": "invalid_grant"})
		return
	}
	say(w, map[string]any{"access_token": "opaque", "token_type": "Bearer", "expires_in": 60, "id_token": p.sign(p.claims(q))})
}

func (p *Provider) claims(q url.Values) map[string]any {
	now := p.Now().Unix()
	claims := map[string]any{"iss": p.Issuer, "sub": p.Subject, "aud": p.Client, "iat": now, "exp": now + 300, "auth_time": now, "nonce": q.Get("nonce")}
	for name, value := range p.Claims {
		claims[name] = value
	}
	if p.Bend != nil {
		p.Bend(claims)
	}
	return claims
}

// Ending is a token by which the provider says that somebody is signed out
// there; bend changes what it says.
func (p *Provider) Ending(bend func(claims map[string]any)) string {
	now := p.Now().Unix()
	claims := map[string]any{"iss": p.Issuer, "sub": p.Subject, "aud": p.Client, "iat": now, "exp": now + 120, "jti": rand.Text(),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}}
	if bend != nil {
		bend(claims)
	}
	return p.sign(claims)
}

func (p *Provider) sign(claims map[string]any) string {
	head, key := map[string]string{"alg": "RS256", "kid": "1", "typ": "JWT"}, p.key
	switch p.Sign {
	case "none":
		head["alg"] = "none"
	case "hmac":
		head["alg"] = "HS256"
	case "other":
		key = p.other
	}
	first, _ := json.Marshal(head)
	second, _ := json.Marshal(claims)
	signed := text(first) + "." + text(second)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil || p.Sign == "none" {
		return signed + "."
	}
	return signed + "." + text(signature)
}
