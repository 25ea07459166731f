package sso

import (
	"net/http"

	"mandate/directory/factor"
)

// accountRoutes puts the pages of local accounts on mux.
func (h *Handler) accountRoutes(mux *http.ServeMux, own func(string, http.HandlerFunc)) {
	for page, way := range map[string]struct{ show, take http.HandlerFunc }{
		"password":  {h.onStep(h.showPassword, factor.NewPassword), h.onStep(h.changePassword, factor.NewPassword)},
		"factor":    {h.onStep(h.showFactor, factor.ShowFactor), h.onStep(h.takeFactor, factor.ShowFactor)},
		"enrol":     {h.onStep(h.showEnrol, factor.EnrolFactor), h.onStep(h.takeEnrol, factor.EnrolFactor)},
		"step-up":   {h.showStepUp, h.onStep(h.takeStepUp, factor.StepUp)},
		"passkey":   {h.showPasskey, h.takePasskey},
		"forgotten": {h.showForgotten, h.sendReset},
		"reset":     {h.showReset, h.takeReset},
		"email":     {h.showEmail, h.takeEmail},
	} {
		path := "/login/{tenant}/" + page
		own("GET "+path, way.show)
		own("POST "+path, way.take)
		mux.Handle(path, h.guard(h.otherMethod("GET, HEAD, POST")))
	}
}
