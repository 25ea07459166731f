// A SAML 2.0 identity provider built on npm samlify: sign-on and single logout,
// by HTTP-Redirect and HTTP-POST. Logs a known user in without asking. Tests only.
// The service provider's metadata arrives at POST /test/sp.
import { randomUUID } from "node:crypto";
import samlify from "samlify";
import { listen, postForm, readFormOrJson, sendJson, sendXml } from "../common/http.mjs";
import { selfSigned } from "../common/selfsigned.mjs";
import { findUser, loadUsers } from "../common/users.mjs";

const { Constants, IdentityProvider, SamlLib, ServiceProvider } = samlify;
// What arrives is made by our own tests, so documents are not checked against the schema.
samlify.setSchemaValidator({ validate: async () => "skipped" });

const env = process.env;
const port = Number(env.PORT ?? 4030);
const host = env.HOST ?? "127.0.0.1";
const base = env.BASE_URL ?? `http://${host}:${port}`;
const entityID = env.ENTITY_ID ?? `${base}/metadata`;
const users = loadUsers();
const bindings = { redirect: Constants.namespace.binding.redirect, post: Constants.namespace.binding.post };
const emailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const settings = {
  user: env.AUTO_LOGIN,
  signResponse: env.SIGN === "response" || env.SIGN === "both",
  signAssertion: env.SIGN !== "response",
  requireSignedRequests: env.REQUIRE_SIGNED_REQUESTS === "1",
  lifetime: Number(env.LIFETIME ?? 300),
  encryption: env.ENCRYPT, // the data algorithm; unset: plain assertions
};
const pair = selfSigned({ cn: "saml-samlify" });
const sessions = new Map(); // session index -> user

const attribute = (name) => ({
  name, valueTag: name, nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic", valueXsiType: "xs:string",
});
const idp = IdentityProvider({
  entityID,
  privateKey: pair.key,
  signingCert: pair.cert,
  requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  wantAuthnRequestsSigned: settings.requireSignedRequests,
  wantLogoutRequestSigned: true,
  isAssertionEncrypted: Boolean(settings.encryption),
  dataEncryptionAlgorithm: settings.encryption,
  keyEncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  nameIDFormat: [emailFormat],
  singleSignOnService: Object.values(bindings).map((b) => ({ Binding: b, Location: `${base}/sso` })),
  singleLogoutService: Object.values(bindings).map((b) => ({ Binding: b, Location: `${base}/slo` })),
  loginResponseTemplate: {
    context: SamlLib.defaultLoginResponseTemplate.context.replace("{AuthnStatement}",
      '<saml:AuthnStatement AuthnInstant="{IssueInstant}" SessionIndex="{SessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'),
    attributes: ["uid", "email", "firstName", "lastName", "groups"].map(attribute),
  },
});

async function loadServiceProvider() {
  const flags = {
    wantMessageSigned: settings.signResponse, authnRequestsSigned: settings.requireSignedRequests,
    wantLogoutRequestSigned: true, wantLogoutResponseSigned: true,
  };
  if (!spMetadata) throw Object.assign(new Error("no service provider yet: POST /test/sp"), { status: 409 });
  return ServiceProvider({ metadata: spMetadata, ...flags });
}
let spMetadata;
let spPromise;
const serviceProvider = () => (spPromise ??= loadServiceProvider().catch((e) => { spPromise = undefined; throw e; }));

function fill(sp, user, inResponseTo) {
  const acs = sp.entityMeta.getAssertionConsumerService("post");
  const now = new Date();
  const until = new Date(now.getTime() + settings.lifetime * 1000).toISOString();
  const sessionIndex = `s-${randomUUID()}`;
  sessions.set(sessionIndex, user);
  return (template) => {
    const id = `_${randomUUID()}`;
    const values = {
      ID: id, AssertionID: `_${randomUUID()}`, SessionIndex: sessionIndex,
      Destination: acs, SubjectRecipient: acs, AssertionConsumerServiceURL: acs,
      Audience: sp.entityMeta.getEntityID(), EntityID: sp.entityMeta.getEntityID(), Issuer: entityID,
      IssueInstant: now.toISOString(), ConditionsNotBefore: now.toISOString(),
      ConditionsNotOnOrAfter: until, SubjectConfirmationDataNotOnOrAfter: until,
      StatusCode: "urn:oasis:names:tc:SAML:2.0:status:Success",
      NameIDFormat: emailFormat, NameID: user.email, InResponseTo: inResponseTo ?? "",
      attrUid: user.id, attrEmail: user.email, attrFirstName: user.given_name, attrLastName: user.family_name,
      attrGroups: (user.groups ?? []).join(","),
    };
    // An unsolicited response must carry no InResponseTo at all.
    const t = inResponseTo ? template : template.replaceAll(' InResponseTo="{InResponseTo}"', "");
    return { id, context: SamlLib.replaceTagsByValue(t, values) };
  };
}

function pickUser(hint) {
  const user = findUser(users, hint ?? settings.user ?? users[0].id);
  if (!user) throw Object.assign(new Error("no such test user"), { status: 403 });
  return user;
}

async function answer(res, { request, relayState, user }) {
  const sp = await serviceProvider();
  const id = request?.extract?.request?.id;
  const out = await idp.createLoginResponse(sp, request ?? { extract: {} }, "post", user, {
    customTagReplacement: fill(sp, user, id), relayState, encryptThenSign: Boolean(settings.encryption),
  });
  res.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });
  res.end(postForm(out.entityEndpoint, { SAMLResponse: out.context, RelayState: relayState }));
}

// Turns a request into what samlify reads, with the exact bytes a redirect signature covers.
async function incoming(req, url) {
  if (req.method === "POST") return { binding: "post", body: await readFormOrJson(req), query: {} };
  const raw = new Map(url.search.slice(1).split("&").map((p) => [p.split("=")[0], p]));
  const octetString = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg"].map((k) => raw.get(k)).filter(Boolean).join("&");
  return { binding: "redirect", query: Object.fromEntries(url.searchParams), body: {}, octetString };
}

async function slo(req, res, url) {
  const message = await incoming(req, url);
  const sp = await serviceProvider();
  const fields = { ...message.query, ...message.body };
  if (fields.SAMLResponse) {
    await idp.parseLogoutResponse(sp, message.binding, message);
    return sendJson(res, 200, { loggedOut: true });
  }
  const request = await idp.parseLogoutRequest(sp, message.binding, message);
  const index = request.extract.sessionIndex;
  for (const i of [index].flat().filter(Boolean)) sessions.delete(String(i));
  const out = idp.createLogoutResponse(sp, request, message.binding, { relayState: fields.RelayState });
  return deliver(res, message.binding, out, "SAMLResponse", fields.RelayState);
}

function deliver(res, binding, out, field, relayState) {
  if (binding === "redirect") {
    res.writeHead(302, { location: out.context });
    return res.end();
  }
  res.writeHead(200, { "content-type": "text/html" });
  res.end(postForm(out.entityEndpoint, { [field]: out.context, RelayState: relayState }));
}

async function control(req, res, path, url) {
  const body = req.method === "POST" ? await readFormOrJson(req) : {};
  switch (`${req.method} ${path}`) {
    case "GET /test/state":
      return sendJson(res, 200, { entityID, settings, users, sessions: [...sessions.keys()], fingerprints: [pair.fingerprint] });
    case "POST /test/login-as":
      if (!findUser(users, body.user)) return sendJson(res, 404, { error: "no such user" });
      settings.user = body.user;
      return sendJson(res, 200, settings);
    case "POST /test/sp":
      spMetadata = body.metadata;
      spPromise = undefined;
      return sendJson(res, 200, { known: true });
    case "GET /test/logout": { // IdP-initiated logout, delivered through the browser that asks
      const index = url.searchParams.get("session") ?? [...sessions.keys()].at(-1);
      const user = sessions.get(index);
      if (!user) return sendJson(res, 404, { error: "no such session" });
      const binding = url.searchParams.get("binding") === "post" ? "post" : "redirect";
      const out = idp.createLogoutRequest(await serviceProvider(), binding, { logoutNameID: user.email, sessionIndex: index }, {});
      return deliver(res, binding, out, "SAMLRequest");
    }
    default:
      return sendJson(res, 404, { error: "no such control" });
  }
}

listen(async (req, res) => {
  const url = new URL(req.url, base);
  try {
    if (url.pathname === "/metadata") return sendXml(res, idp.getMetadata());
    if (url.pathname === "/sso") {
      const message = await incoming(req, url);
      const request = await idp.parseLoginRequest(await serviceProvider(), message.binding, message);
      return await answer(res, { request, relayState: { ...message.query, ...message.body }.RelayState, user: pickUser() });
    }
    if (url.pathname === "/start") {
      return await answer(res, { relayState: url.searchParams.get("RelayState") ?? undefined, user: pickUser(url.searchParams.get("user") ?? undefined) });
    }
    if (url.pathname === "/slo") return await slo(req, res, url);
    if (url.pathname.startsWith("/test/")) return await control(req, res, url.pathname, url);
    return sendJson(res, 404, { error: "not found" });
  } catch (err) {
    const status = err.status ?? (/^(ERR_|FAILED_|SIGNATURE)/.test(String(err.message ?? err)) ? 400 : 500);
    console.error("refused:", err.message ?? err);
    return sendJson(res, status, { error: String(err.message ?? err) });
  }
}, { port, host, onReady: () => console.log(`saml test provider (samlify) ready: ${base}/metadata`) });
