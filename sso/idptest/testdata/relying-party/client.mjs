// A certified relying party (npm openid-client) that signs in at ISSUER, for automated
// tests: discovery, code flow with PKCE, userinfo, refresh, introspection, revocation,
// logout. METHOD is how it authenticates: client_secret_basic or client_secret_post with
// CLIENT_SECRET, private_key_jwt with PRIVATE_JWK (EC P-256), none. The browser's part is
// played by fetch with COOKIE. Prints one JSON object.
import * as client from "openid-client";

const env = process.env;
const key = () => crypto.subtle.importKey("jwk", JSON.parse(env.PRIVATE_JWK), { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
const ways = {
  client_secret_basic: () => client.ClientSecretBasic(env.CLIENT_SECRET),
  client_secret_post: () => client.ClientSecretPost(env.CLIENT_SECRET),
  private_key_jwt: async () => client.PrivateKeyJwt({ key: await key(), kid: JSON.parse(env.PRIVATE_JWK).kid }),
  none: () => client.None(),
};
const options = { execute: [client.allowInsecureRequests] };
const config = await client.discovery(new URL(env.ISSUER), env.CLIENT_ID, undefined, await ways[env.METHOD](), options);

const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
let at = client.buildAuthorizationUrl(config, {
  redirect_uri: env.REDIRECT_URI,
  scope: "openid profile email offline_access roles authority",
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
while (!at.href.startsWith(env.REDIRECT_URI)) at = await visit(at);
const tokens = await client.authorizationCodeGrant(config, at, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
const claims = tokens.claims();
const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
const before = await alive(renewed.access_token);
await client.tokenRevocation(config, renewed.access_token);
const after = await alive(renewed.access_token);
const reused = await refusal(() => client.refreshTokenGrant(config, tokens.refresh_token));
const family = await refusal(() => client.refreshTokenGrant(config, renewed.refresh_token));
const code = await refusal(() => client.authorizationCodeGrant(config, at, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }));
const bye = await visit(client.buildEndSessionUrl(config, { id_token_hint: renewed.id_token, post_logout_redirect_uri: env.BYE, state: "bye" }));
console.log(JSON.stringify({ claims, info, before, after, reused, family, code, rotated: renewed.refresh_token !== tokens.refresh_token,
  sub: renewed.claims().sub, bye: bye.href }));

// visit follows one redirect of a browser.
async function visit(address) {
  const answer = await fetch(address, { redirect: "manual", headers: { cookie: env.COOKIE } });
  const to = answer.headers.get("location");
  if (!to) throw new Error(`${answer.status} at ${address}: ${await answer.text()}`);
  return new URL(to, address);
}

// alive asks about a token by every way that is open to this client.
async function alive(token) {
  const user = await client.fetchUserInfo(config, token, claims.sub).then(() => true, () => false);
  if (env.METHOD === "none") return user;
  const told = await client.tokenIntrospection(config, token);
  if (told.active !== user) throw new Error(`introspection says ${told.active}, userinfo ${user}`);
  return user;
}

async function refusal(attempt) {
  try {
    await attempt();
    return "taken";
  } catch (e) {
    return e.error ?? String(e);
  }
}
