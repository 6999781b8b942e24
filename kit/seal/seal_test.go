package seal

import (
	"os"
	"path/filepath"
	"testing"

	"pesnet/kit/fault"
)

func TestWhatIsSealedOpensWithItsKeyAndInItsPlaceAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "folder", "keys")
	keys, err := Keys(file)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Keys(file); err != nil || len(again) != 1 || again[0].ID != keys[0].ID {
		t.Fatalf("the keys are others the next time: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others read the file of keys: %v, %v", info.Mode(), err)
	}
	sealed, err := keys.Seal([]byte("text"), "row 1")
	if err != nil || !keys.Present(sealed) {
		t.Fatal(sealed, err)
	}
	if text, err := keys.Unseal(sealed, "row 1"); err != nil || string(text) != "text" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := keys.Unseal(sealed, "row 2"); err == nil {
		t.Error("in another place it opens")
	}
	if _, err := keys.Unseal(sealed[:len(sealed)-4], "row 1"); err == nil {
		t.Error("cut short it opens")
	}
	others := Ring{New()}
	if _, err := others.Unseal(sealed, "row 1"); err == nil || fault.Of(err).ID != "seal.unknown" {
		t.Errorf("with another key: %v", err)
	}
	if text, err := append(others, keys...).Unseal(sealed, "row 1"); err != nil || string(text) != "text" || others.Present(sealed) {
		t.Errorf("with an earlier key: %q, %v", text, err)
	}
}

func TestAFileOfKeysThatIsNone(t *testing.T) {
	if _, err := Keys(""); fault.Of(err).ID != "seal.none" {
		t.Errorf("no file: %v", err)
	}
	file := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(file, []byte("a b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Keys(file); fault.Of(err).ID != "seal.broken" {
		t.Errorf("a broken file: %v", err)
	}
}
