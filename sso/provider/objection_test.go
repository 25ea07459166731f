package provider

import (
	"net/url"
	"strings"
	"testing"
)

// asking is a good authorization with one thing changed; nil leaves a parameter out.
func asking(name string, values ...string) url.Values {
	form := url.Values{"client_id": {"mapp_x"}, "redirect_uri": {"https://los.test/cb"}, "response_type": {"code"}, "scope": {"openid"}, "state": {"s"},
		"nonce": {"n"}, "code_challenge": {strings.Repeat("a", 43)}, "code_challenge_method": {"S256"}}
	form[name] = values
	if values == nil {
		delete(form, name)
	}
	return form
}

func TestObjections(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form url.Values
		want string // error code; empty: none
	}{
		"good":                     {asking("scope", "openid email"), ""},
		"without a nonce":          {asking("nonce"), ""},
		"without a state":          {asking("state"), ""},
		"something unknown":        {asking("foo", "bar"), ""},
		"claims":                   {asking("claims", "{}"), ""},
		"acr_values":               {asking("acr_values", "1 2"), ""},
		"display":                  {asking("display", "page"), ""},
		"ui_locales":               {asking("ui_locales", "de en"), ""},
		"prompt none":              {asking("prompt", "none"), ""},
		"prompt login consent":     {asking("prompt", "login consent"), ""},
		"prompt select_account":    {asking("prompt", "select_account"), ""},
		"prompt none and another":  {asking("prompt", "none login"), "invalid_request"},
		"prompt in capitals":       {asking("prompt", "NONE"), "invalid_request"},
		"prompt create":            {asking("prompt", "create"), "invalid_request"},
		"request":                  {asking("request", "e30.e30."), "request_not_supported"},
		"request_uri":              {asking("request_uri", "https://los.test/r"), "request_uri_not_supported"},
		"an empty request_uri":     {asking("request_uri", ""), ""},
		"registration":             {asking("registration", "{}"), "registration_not_supported"},
		"no response_type":         {asking("response_type"), "invalid_request"},
		"response_type token":      {asking("response_type", "token"), "unsupported_response_type"},
		"response_type id_token":   {asking("response_type", "id_token"), "unsupported_response_type"},
		"hybrid":                   {asking("response_type", "code id_token"), "unsupported_response_type"},
		"in the query":             {asking("response_mode", "query"), ""},
		"in the fragment":          {asking("response_mode", "fragment"), "unsupported_response_mode"},
		"as a form":                {asking("response_mode", "form_post"), "unsupported_response_mode"},
		"no challenge":             {asking("code_challenge"), "invalid_request"},
		"a short challenge":        {asking("code_challenge", "x"), "invalid_request"},
		"a challenge in base64":    {asking("code_challenge", strings.Repeat("a", 42)+"="), "invalid_request"},
		"a long challenge":         {asking("code_challenge", strings.Repeat("a", 44)), "invalid_request"},
		"no method":                {asking("code_challenge_method"), "invalid_request"},
		"plain":                    {asking("code_challenge_method", "plain"), "invalid_request"},
		"max_age 0":                {asking("max_age", "0"), ""},
		"max_age below 0":          {asking("max_age", "-1"), "invalid_request"},
		"max_age no number":        {asking("max_age", "an hour"), "invalid_request"},
		"max_age empty":            {asking("max_age", ""), ""},
		"an empty response_type":   {asking("response_type", ""), "invalid_request"},
		"max_age beyond all":       {asking("max_age", "10000000000"), "invalid_request"},
		"a longest state":          {asking("state", strings.Repeat("s", longestState)), ""},
		"a state too long":         {asking("state", strings.Repeat("s", longestState+1)), "invalid_request"},
		"a nonce too long":         {asking("nonce", strings.Repeat("n", longestNonce+1)), "invalid_request"},
		"a state twice":            {asking("state", "a", "b"), "invalid_request"},
		"a redirect_uri twice":     {asking("redirect_uri", "https://los.test/cb", "https://evil.test"), "invalid_request"},
		"something unknown, twice": {asking("foo", "1", "2"), "invalid_request"},
	} {
		got := ""
		if problem := objection(given(c.form)); problem != nil {
			got = string(problem.ErrorType)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
