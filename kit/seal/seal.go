// Package seal encrypts what a database keeps but whoever holds a copy of it
// must not read. The keys lie in a file of their own.
package seal

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

const keyBytes = 32 // AES-256

// Key is a key with the name by which it is found again.
type Key struct {
	ID    string
	Bytes []byte
}

// Seal encrypts a text with AES-256-GCM, bound to what it is about: moved to
// another row it does not open.
func Seal(key, text []byte, about string) (string, error) {
	gcm, err := gcmOf(key)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, gcm.NonceSize())
	rand.Read(nonce)
	return base64.StdEncoding.EncodeToString(gcm.Seal(nonce, nonce, text, []byte(about))), nil
}

// Unseal is the way back; what was changed or moved is refused.
func Unseal(key []byte, sealed, about string) ([]byte, error) {
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

// New makes a key.
func New() Key {
	k := Key{Bytes: make([]byte, keyBytes)}
	rand.Read(k.Bytes)
	id := make([]byte, 4)
	rand.Read(id)
	k.ID = hex.EncodeToString(id)
	return k
}

// Ring is the keys of an installation, the present one first. Earlier ones stay
// until everything is sealed anew.
type Ring []Key

// Find returns the key of a name.
func (r Ring) Find(id string) ([]byte, error) {
	for _, k := range r {
		if k.ID == id {
			return k.Bytes, nil
		}
	}
	return nil, fault.New(fault.Conflict, "seal.unknown", "key", id)
}

// Read reads a file of keys: a line for each, its name and its bytes in base64.
// A file that is not there has none.
func Read(path string) (all Ring, err error) {
	if path == "" {
		return nil, fault.New(fault.Conflict, "seal.none")
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
			return nil, fault.New(fault.Conflict, "seal.broken", "file", path)
		}
		all = append(all, Key{id, raw})
	}
	return all, nil
}

// Keys reads a file of keys, and makes the first where there is none.
func Keys(path string) (Ring, error) {
	keys, err := Read(path)
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	keys = Ring{New()}
	return keys, keys.Write(path)
}

// Seal encrypts a text with the present key, whose name stands before it.
func (r Ring) Seal(text []byte, about string) (string, error) {
	sealed, err := Seal(r[0].Bytes, text, about)
	return r[0].ID + ":" + sealed, err
}

// Unseal opens what was sealed with one of the keys.
func (r Ring) Unseal(sealed, about string) ([]byte, error) {
	id, text, _ := strings.Cut(sealed, ":")
	key, err := r.Find(id)
	if err != nil {
		return nil, err
	}
	return Unseal(key, text, about)
}

// Present tells whether a text is sealed with the present key.
func (r Ring) Present(sealed string) bool { return strings.HasPrefix(sealed, r[0].ID+":") }

// Write replaces the file of keys; only its owner can read it.
func (r Ring) Write(path string) error {
	var text bytes.Buffer
	for _, k := range r {
		fmt.Fprintf(&text, "%s %s\n", k.ID, base64.StdEncoding.EncodeToString(k.Bytes))
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
