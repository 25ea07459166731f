// A certified OpenID Connect provider (npm oidc-provider) on loopback that logs
// a known user in without asking. For automated tests only.
import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";
import { listen, readFormOrJson, sendJson } from "../common/http.mjs";
import { findUser, loadUsers } from "../common/users.mjs";

const env = process.env;
const list = (v) => (v ?? "").split(",").map((s) => s.trim()).filter(Boolean);

const port = Number(env.PORT ?? 4010);
const host = env.HOST ?? "127.0.0.1";
const issuer = env.ISSUER ?? `http://${host}:${port}`;
const users = loadUsers();
let nextUser = env.AUTO_LOGIN; // who is logged in when the request carries no login_hint
let denyNext = false;

async function newKey(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: "sig", kid: randomUUID() };
}
let keys = [await newKey("RS256"), await newKey("ES256")];
const cookieKeys = [randomUUID()];

const client = {
  client_id: env.CLIENT_ID ?? "mandate",
  redirect_uris: list(env.REDIRECT_URIS ?? "http://127.0.0.1:8080/sso/oidc/callback"),
  post_logout_redirect_uris: list(env.POST_LOGOUT_REDIRECT_URIS),
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  id_token_signed_response_alg: env.ID_TOKEN_ALG ?? "RS256",
  ...(env.CLIENT_SECRET === "" // an empty secret makes a public client
    ? { token_endpoint_auth_method: "none" }
    : {
        client_secret: env.CLIENT_SECRET ?? "mandate-test-secret-mandate-test-secret",
        token_endpoint_auth_method: env.TOKEN_AUTH_METHOD ?? "client_secret_basic",
      }),
  ...(env.BACKCHANNEL_LOGOUT_URI
    ? { backchannel_logout_uri: env.BACKCHANNEL_LOGOUT_URI, backchannel_logout_session_required: true }
    : {}),
};

function claimsOf(u) {
  const { id, ...rest } = u;
  return { sub: id, name: [u.given_name, u.family_name].filter(Boolean).join(" "), preferred_username: u.email, ...rest };
}

function build() {
  const p = new Provider(issuer, {
    clients: [client],
    jwks: { keys },
    cookies: { keys: cookieKeys },
    claims: {
      openid: ["sub", "sid", "acr", "amr"],
      profile: ["name", "given_name", "family_name", "preferred_username"],
      email: ["email", "email_verified"],
      groups: ["groups"],
    },
    scopes: ["openid", "offline_access", "profile", "email", "groups"],
    // Claims go into the ID token too, as most enterprise providers do, unless CONFORM=1.
    conformIdTokenClaims: env.CONFORM === "1",
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256"] },
    pkce: { required: () => env.REQUIRE_PKCE !== "0" },
    ttl: {
      IdToken: Number(env.ID_TOKEN_TTL ?? 600), AccessToken: 600, AuthorizationCode: 60,
      Interaction: 600, Session: 3600, Grant: 3600, RefreshToken: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        // Submits the confirmation form straight away; a script-less client posts it itself.
        logoutSource: async (ctx, form) => {
          ctx.body = `<!doctype html><body onload="document.forms[0].submit()">${form.replace("</form>", '<input type="hidden" name="logout" value="yes"></form>')}</body>`;
        },
      },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
    },
    // The library refuses to call loopback addresses; here the applications live there.
    fetch: (url, { dispatcher: _guarded, ...init }) => globalThis.fetch(url, init),
    interactions: { url: (_ctx, i) => `/interaction/${i.uid}` },
    findAccount: (_ctx, id) => {
      const u = findUser(users, id);
      return u && { accountId: u.id, claims: () => claimsOf(u) };
    },
  });
  p.on("server_error", (_ctx, err) => console.error("server_error", err));
  return p;
}
let provider = build();
let callback = provider.callback();

async function interact(req, res) {
  const details = await provider.interactionDetails(req, res);
  const { prompt, params, session } = details;
  if (denyNext) {
    denyNext = false;
    return provider.interactionFinished(req, res, { error: "access_denied", error_description: "denied by the test" });
  }
  if (prompt.name === "login") {
    const wanted = params.login_hint ?? nextUser ?? users[0].id;
    const user = findUser(users, wanted);
    if (!user) {
      return provider.interactionFinished(req, res, { error: "access_denied", error_description: "no such test user" });
    }
    return provider.interactionFinished(req, res, { login: { accountId: user.id, amr: ["pwd", "mfa"], remember: false } });
  }
  const grant = details.grantId
    ? await provider.Grant.find(details.grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(String(params.scope));
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

async function control(req, res, path) {
  const body = req.method === "POST" ? await readFormOrJson(req) : {};
  switch (`${req.method} ${path}`) {
    case "GET /test/state":
      return sendJson(res, 200, { issuer, client, users, nextUser: nextUser ?? users[0].id, kids: keys.map((k) => k.kid) });
    case "POST /test/login-as":
      if (!findUser(users, body.user)) return sendJson(res, 404, { error: "no such user" });
      nextUser = body.user;
      return sendJson(res, 200, { nextUser });
    case "POST /test/deny-next":
      denyNext = true;
      return sendJson(res, 200, { denyNext });
    case "POST /test/rotate-keys": {
      // New keys sign from now on; the old ones stay published unless keepOld is "0".
      const fresh = [await newKey("RS256"), await newKey("ES256")];
      keys = String(body.keepOld ?? "1") === "0" ? fresh : [...fresh, ...keys];
      provider = build();
      callback = provider.callback();
      return sendJson(res, 200, { kids: keys.map((k) => k.kid) });
    }
    case "POST /test/backchannel-logout": {
      const c = await provider.Client.find(client.client_id);
      const user = findUser(users, body.user);
      if (!c.backchannelLogoutUri || !user) return sendJson(res, 400, { error: "needs BACKCHANNEL_LOGOUT_URI and a known user" });
      await c.backchannelLogout(user.id, body.sid);
      return sendJson(res, 200, { sent: true });
    }
    default:
      return sendJson(res, 404, { error: "no such control" });
  }
}

listen(async (req, res) => {
  const path = new URL(req.url, issuer).pathname;
  if (path.startsWith("/test/")) return control(req, res, path);
  if (path.startsWith("/interaction/")) return interact(req, res);
  return callback(req, res);
}, { port, host, onReady: () => console.log(`oidc test provider ready: ${issuer}/.well-known/openid-configuration`) });
