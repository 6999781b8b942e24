package account

import (
	"net/netip"
	"strings"
)

// origin is from where somebody asks: the address of the connection or, behind
// proxies that are our own, what the outermost of them has seen. A network of
// IPv6 counts as one address, as each of its people has millions.
//
// Rule account.origin: what a request says of its own origin counts only
// as far as our own proxies have written it.
func origin(remote string, forwarded []string, proxies int) string {
	hops := []string{}
	for _, line := range forwarded {
		for hop := range strings.SplitSeq(line, ",") {
			hops = append(hops, strings.TrimSpace(hop))
		}
	}
	at := remote
	if proxies > 0 && len(hops) >= proxies {
		at = hops[len(hops)-proxies]
	}
	return nearby(at)
}

func nearby(at string) string {
	address, err := netip.ParseAddr(at)
	if err != nil {
		with, err := netip.ParseAddrPort(at)
		if err != nil {
			return at
		}
		address = with.Addr()
	}
	address = address.Unmap().WithZone("")
	if address.Is6() {
		prefix, _ := address.Prefix(64)
		return prefix.String()
	}
	return address.String()
}
