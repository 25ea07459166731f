// Sends the page's one form at once; without scripts its button does.
document.forms[0].submit();
