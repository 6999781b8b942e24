package account

import "testing"

// Tests rule account.origin.
func TestFromWhereSomebodyAsks(t *testing.T) {
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		proxies      int
		want         string
	}{
		{"directly", "192.0.2.7:4711", nil, 0, "192.0.2.7"},
		{"directly, with a made-up origin", "192.0.2.7:4711", []string{"198.51.100.1"}, 0, "192.0.2.7"},
		{"behind one proxy", "10.0.0.1:80", []string{"198.51.100.1"}, 1, "198.51.100.1"},
		{"behind one proxy, with a made-up origin before", "10.0.0.1:80", []string{"1.1.1.1, 198.51.100.1"}, 1, "198.51.100.1"},
		{"behind two proxies", "10.0.0.1:80", []string{"1.1.1.1, 198.51.100.1", "10.0.0.2"}, 2, "198.51.100.1"},
		{"past the proxy", "192.0.2.7:4711", nil, 1, "192.0.2.7"},
		{"one of a network of IPv6", "[2001:db8:1:2:3::4]:4711", nil, 0, "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.7]:4711", nil, 0, "192.0.2.7"},
		{"nonsense", "here", nil, 0, "here"},
	} {
		if got := origin(test.remote, test.forwarded, test.proxies); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
