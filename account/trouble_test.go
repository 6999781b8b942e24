package account

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"pesnet/kit/db/dbtest"
	"pesnet/network"
	"pesnet/network/networktest"
)

func TestWhoIsSignedInIsNoStrangerWhileTheDatabaseIsAway(t *testing.T) {
	d := dbtest.Open(t)
	s := serviceOn(d, networktest.NewClock(), Options{})
	r := httptest.NewRequest(http.MethodGet, "/en/aurora/desk", nil)
	r.AddCookie(&http.Cookie{Name: s.cookieName(), Value: "secret"})
	if err := network.Trouble(s.Identify(r)); err != nil {
		t.Errorf("somebody unknown is trouble: %v", err)
	}
	d.Close()
	if network.Trouble(s.Identify(r)) == nil {
		t.Error("without its database the program says that it knows nobody")
	}
}
