package account

import "testing"

// Tests rule account.passkey-name.
func TestPasskeysBelongToAName(t *testing.T) {
	for address, want := range map[string]string{
		"https://pes.example": "pes.example https://pes.example", "https://PES.example:8443": "pes.example https://PES.example:8443",
		"http://localhost:8080": "localhost http://localhost:8080", "http://127.0.0.1:8080": " ", "https://[::1]": " ", "http://pes.example": " ", "": " ",
	} {
		name, origin, _ := relyingParty(address)
		if got := name + " " + origin; got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
