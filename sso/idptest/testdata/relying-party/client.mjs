// A certified relying party (npm openid-client) that signs in at ISSUER, for automated
// tests: discovery, code flow with PKCE, userinfo, refresh, introspection, revocation.
// The browser's part is played by fetch with COOKIE. Prints one JSON object.
import * as client from "openid-client";

const env = process.env;
const options = { execute: [client.allowInsecureRequests] };
const config = await client.discovery(new URL(env.ISSUER), env.CLIENT_ID, env.CLIENT_SECRET, undefined, options);
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
while (!at.href.startsWith(env.REDIRECT_URI)) {
  const answer = await fetch(at, { redirect: "manual", headers: { cookie: env.COOKIE } });
  const to = answer.headers.get("location");
  if (!to) throw new Error(`${answer.status} at ${at}: ${await answer.text()}`);
  at = new URL(to, at);
}
const tokens = await client.authorizationCodeGrant(config, at, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
const claims = tokens.claims();
const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
const before = await client.tokenIntrospection(config, renewed.access_token);
await client.tokenRevocation(config, renewed.access_token);
const after = await client.tokenIntrospection(config, renewed.access_token);
let reused = "taken";
try {
  await client.refreshTokenGrant(config, tokens.refresh_token);
} catch (e) {
  reused = e.error;
}
console.log(JSON.stringify({ claims, info, before: before.active, after: after.active, reused, rotated: renewed.refresh_token !== tokens.refresh_token,
  end: client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token }).pathname }));
