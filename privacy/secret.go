package privacy

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"pesnet/kit/fault"
)

// Special is what belongs to a special category of Art. 9 GDPR.
type Special struct {
	ID           string `json:"-"`
	Person       string `json:"-"`
	Network      string `json:"-"`
	Organisation string `json:"-"` // id; whose counsellors may read it
	Category     string `json:"category"`
	Text         string `json:"text"`
	sealed       string
}

// SpecialCategories are those of Art. 9 GDPR that a service meets.
var SpecialCategories = []string{"health", "disability", "origin", "union"}

const keyBytes = 32 // AES-256

// key is a key of the installation.
type key struct {
	id    string
	bytes []byte
}

// seal encrypts a text with AES-256-GCM, bound to what it is about: moved to
// another row it does not open.
//
// Rule privacy.special: what belongs to a special category is kept sealed,
// with a key for each person that is itself sealed with the key of the
// installation; the key lies in a file of its own, not in the database.
func seal(key, text []byte, about string) (string, error) {
	gcm, err := gcmOf(key)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, gcm.NonceSize())
	rand.Read(nonce)
	return base64.StdEncoding.EncodeToString(gcm.Seal(nonce, nonce, text, []byte(about))), nil
}

// unseal is the way back; what was changed or moved is refused.
func unseal(key []byte, sealed, about string) ([]byte, error) {
	gcm, err := gcmOf(key)
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < gcm.NonceSize() {
		return nil, errors.New("sealed text is cut")
	}
	return gcm.Open(nil, raw[:gcm.NonceSize()], raw[gcm.NonceSize():], []byte(about))
}

func gcmOf(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func newKey() key {
	k := key{bytes: make([]byte, keyBytes)}
	rand.Read(k.bytes)
	id := make([]byte, 4)
	rand.Read(id)
	k.id = hex.EncodeToString(id)
	return k
}

// ring is the keys of the installation, the present one first. Earlier ones
// stay until everything is sealed anew.
type ring []key

func (r ring) find(id string) ([]byte, error) {
	for _, k := range r {
		if k.id == id {
			return k.bytes, nil
		}
	}
	return nil, fault.New(fault.Conflict, "privacy.key.unknown", "key", id)
}

// readRing reads a file of keys: a line for each, its id and its bytes in
// base64.
func readRing(path string) (all ring, err error) {
	if path == "" {
		return nil, fault.New(fault.Conflict, "privacy.key.none")
	}
	text, err := os.ReadFile(path) // #nosec G304 -- the operator's file of keys
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the file of keys: %w", err)
	}
	for line := range bytes.Lines(text) {
		id, encoded, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
		if id == "" {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(raw) != keyBytes {
			return nil, fault.New(fault.Conflict, "privacy.key.broken", "file", path)
		}
		all = append(all, key{id, raw})
	}
	return all, nil
}

// write replaces the file of keys; only its owner can read it.
func (r ring) write(path string) error {
	var text bytes.Buffer
	for _, k := range r {
		fmt.Fprintf(&text, "%s %s\n", k.id, base64.StdEncoding.EncodeToString(k.bytes))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	next, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) // #nosec G304 -- the operator's file of keys
	if err != nil {
		return err
	}
	_, err = next.Write(text.Bytes())
	if err == nil {
		err = next.Sync()
	}
	if closing := next.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
