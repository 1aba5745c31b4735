package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestArticleOfAnAddress fetches a page from a local server, which must be
// allowed by name; the server's character set counts.
func TestArticleOfAnAddress(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(w, "<html><body><p>\xca\xe8\xe5\xe2 is where ministers of the two countries met on Monday, and they signed the agreement on fisheries that was nine years in the making.</p></body></html>")
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	page := server.URL + "/page"
	out, errs, code := casusRun(t, "", "article", "--allow-private", "127.0.0.1", "--interval", "1ms", "--format", "jsonl", page)
	if code != exitDone || !strings.Contains(out, `"url":"`+page+`"`) || !strings.Contains(out, `"text":"Киев is where`) {
		t.Errorf("exit code %d, %s%s", code, out, errs)
	}
	out, errs, code = casusRun(t, "", "article", page)
	if code != exitSome || out != "" || !strings.Contains(errs, "casus: "+page+": ") {
		t.Errorf("a private address: exit code %d, %s%s", code, out, errs)
	}
	out, errs, code = casusRun(t, "", "article", "--allow-private", "127.0.0.1", "--interval", "1ms", server.URL+"/none")
	if code != exitSome || out != "" || !strings.Contains(errs, "404") {
		t.Errorf("a missing page: exit code %d, %s%s", code, out, errs)
	}
}
