package store

import (
	"net/url"
	"slices"
	"strings"
)

// trackers are the parameters of an address that say where a reader came from
// and not which article is meant.
var trackers = []string{"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src", "cmpid", "ito", "ns_campaign", "ns_mchannel", "smid", "taid", "amp"}

// Canonical returns the form of an address under which the same article is
// always found: no fragment, no tracking parameters, no default port, no "www."
// or "m." before the host, parameters in order. What is no address is returned
// as it is.
func Canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return address
	}
	u.Scheme = "https"
	u.User = nil
	u.Fragment, u.RawFragment = "", ""
	host := strings.ToLower(u.Hostname())
	for _, p := range []string{"www.", "m.", "amp."} {
		if rest, ok := strings.CutPrefix(host, p); ok && strings.Contains(rest, ".") {
			host = rest
		}
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	u.Host = host
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || slices.Contains(trackers, k) {
			q.Del(k)
		}
	}
	u.RawQuery = q.Encode()
	u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, "/amp"), "/")
	return u.String()
}
