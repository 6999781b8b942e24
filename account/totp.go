package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // #nosec G505 -- RFC 6238, as apps have it; HMAC does not rest on collisions
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

const (
	codeSecretLen = 20 // bytes, as RFC 4226 advises
	codeDigits    = 6
	codePeriod    = 30 * time.Second
	// codeDrift is how many periods the clock of a telephone may differ.
	codeDrift = 1
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// newCodeSecret is what an authenticator app and we both know.
func newCodeSecret() string {
	b := make([]byte, codeSecretLen)
	rand.Read(b)
	return base32Text.EncodeToString(b)
}

// codeAt is the code of a period (RFC 4226 with the counter of RFC 6238).
func codeAt(secret []byte, step int64) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step)) // #nosec G115 -- periods since 1970
	mac := hmac.New(sha1.New, secret)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	n := binary.BigEndian.Uint32(sum[at:at+4]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeDigits, n%1_000_000)
}

func stepOf(now time.Time) int64 { return now.Unix() / int64(codePeriod/time.Second) }

// codeStep tells to which period a code belongs; none, when it is wrong or was
// used before.
//
// Rule account.code: a code of an authenticator app holds for its half
// minute, one before and one after, and is taken once.
func codeStep(secret, code string, now time.Time, last int64) (step int64, right bool) {
	key, err := base32Text.DecodeString(secret)
	if err != nil || len(key) < codeSecretLen {
		return 0, false
	}
	code = strings.ReplaceAll(code, " ", "")
	for step := stepOf(now) - codeDrift; step <= stepOf(now)+codeDrift; step++ {
		if step > last && subtle.ConstantTimeCompare([]byte(codeAt(key, step)), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// codeAddress is what an authenticator app reads.
func codeAddress(login, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {"pesnet"}, "digits": {fmt.Sprint(codeDigits)}, "period": {fmt.Sprint(int(codePeriod.Seconds()))}}
	return (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/pesnet:" + login, RawQuery: q.Encode()}).String()
}

// grouped writes a secret in fours or fives, so that it can be copied by hand.
func grouped(secret string, size int, between string) string {
	var groups []string
	for len(secret) > size {
		groups = append(groups, secret[:size])
		secret = secret[size:]
	}
	return strings.Join(append(groups, secret), between)
}
