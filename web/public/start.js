// Runs before the first paint and before the bundle: no flash of the wrong colours
// or language, and the one Trusted Types policy that the page's headers allow.
(function () {
  'use strict';
  if (window.trustedTypes) {
    // Mantine writes style text through innerHTML. Text without a "<" can't be markup.
    window.trustedTypes.createPolicy('default', {
      createHTML: function (text) {
        if (text.indexOf('<') >= 0) throw new TypeError('markup is not written as text here');
        return text;
      },
    });
  }
  var root = document.documentElement;
  var stored = function (key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var scheme = stored('mantine-color-scheme-value');
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  root.setAttribute('data-mantine-color-scheme', scheme);
  var wanted = [stored('mandate-language')].concat(navigator.languages || []);
  for (var i = 0; i < wanted.length; i++) {
    var language = (wanted[i] || '').slice(0, 2);
    if (['en', 'de', 'fr'].indexOf(language) >= 0) {
      root.lang = language;
      break;
    }
  }
})();
