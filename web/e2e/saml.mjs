// A small SAML IdP that lets one person in without asking, and whose keys change when a
// journey says so. It writes its answers in canonical form, so that they can be signed
// without a library; that others' answers are read is tried by the tests of the server.
import { createHash, createSign, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { inflateRawSync } from 'node:zlib';
import { selfSigned } from '../../sso/idptest/testdata/common/selfsigned.mjs';

const saml = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Gives {metadata, swapKeys, stop}; `person` is {subject, attributes: {name: [value]}}. */
export async function startSamlIdp(person) {
  let keys = selfSigned({ cn: 'harbour-idp' });
  const server = createServer((request, response) => {
    const url = new URL(request.url, base);
    if (url.pathname === '/metadata') return sends(response, metadataOf(base, keys.certBase64), 'application/samlmetadata+xml');
    if (url.pathname === '/sso') return sends(response, formOf(answerTo(url.searchParams, base, person, keys)), 'text/html');
    response.writeHead(404).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { metadata: `${base}/metadata`, swapKeys: () => (keys = selfSigned({ cn: 'harbour-idp-2' })), stop };
}

const metadataOf = (base, certificate) => `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${base}/metadata"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${base}/sso"/></IDPSSODescriptor></EntityDescriptor>`;

/** What goes back for a request: to which address, and the signed answer. */
function answerTo(query, base, person, keys) {
  const request = inflateRawSync(Buffer.from(query.get('SAMLRequest'), 'base64')).toString();
  const of = (name) => new RegExp(`${name}="([^"]*)"`).exec(request)[1];
  const [to, id] = [of('AssertionConsumerServiceURL'), of('ID')];
  const audience = /Issuer[^>]*>([^<]*)</.exec(request)[1];
  const now = instant(0);
  const issuer = `<saml:Issuer>${base}/metadata</saml:Issuer>`;
  const name = `_${randomUUID()}`;
  const open = `<saml:Assertion ${saml} ID="${name}" IssueInstant="${now}" Version="2.0">${issuer}`;
  const rest = `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${person.subject}</saml:NameID><saml:SubjectConfirmation Method="${bearer}"><saml:SubjectConfirmationData InResponseTo="${id}" NotOnOrAfter="${instant(5)}" Recipient="${to}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${instant(-1)}" NotOnOrAfter="${instant(5)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now}" SessionIndex="${name}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${Object.entries(person.attributes).map(attribute).join('')}</saml:AttributeStatement></saml:Assertion>`;
  const assertion = open + signature(name, open + rest, keys) + rest;
  const text = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${saml} Destination="${to}" ID="_${randomUUID()}" InResponseTo="${id}" IssueInstant="${now}" Version="2.0">${issuer}<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`;
  return { to, text, relay: query.get('RelayState') };
}

const attribute = ([name, values]) => `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

/** An enveloped signature over what is in canonical form already (XML Signature 1.1). */
function signature(name, content, { key, certBase64 }) {
  const digest = createHash('sha256').update(content).digest('base64');
  const info = (outer) => `<ds:SignedInfo${outer}><ds:CanonicalizationMethod Algorithm="${c14n}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#${name}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform Algorithm="${c14n}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const ds = ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
  const value = createSign('RSA-SHA256').update(info(ds)).sign(key, 'base64');
  return `<ds:Signature${ds}>${info('')}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certBase64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
}

const instant = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, '');

const formOf = ({ to, text, relay }) => `<!doctype html><title>IdP</title><form method="post" action="${to}"><input type="hidden" name="SAMLResponse" value="${Buffer.from(text).toString('base64')}">${relay ? `<input type="hidden" name="RelayState" value="${relay}">` : ''}</form><script>document.forms[0].submit()</script>`;

function sends(response, body, type) {
  response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body);
}
