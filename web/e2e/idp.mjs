// A small OpenID Connect provider that lets one person in without asking. What a
// certified one does is tried by the tests of the server; here a console needs somebody
// to talk to at the other side.
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Gives {issuer, person, stop}; what `person` holds is sent as claims. */
export async function startIdp(person) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const codes = new Map();
  const server = createServer((request, response) => void serve(request, response));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${server.address().port}`;

  async function serve(request, response) {
    const url = new URL(request.url, issuer);
    if (url.pathname === '/.well-known/openid-configuration') return sends(response, discovery(issuer));
    if (url.pathname === '/jwks') return sends(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] });
    if (url.pathname === '/authorize') return authorizes(url.searchParams, response);
    if (url.pathname === '/token') return gives(new URLSearchParams(await bodyOf(request)), response);
    response.writeHead(404).end();
  }

  function authorizes(asked, response) {
    const code = randomUUID();
    codes.set(code, { nonce: asked.get('nonce'), aud: asked.get('client_id'), challenge: asked.get('code_challenge') });
    const back = new URL(asked.get('redirect_uri'));
    for (const [name, value] of Object.entries({ code, state: asked.get('state'), iss: issuer })) back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  function gives(asked, response) {
    const given = codes.get(asked.get('code'));
    codes.delete(asked.get('code'));
    const challenge = createHash('sha256').update(asked.get('code_verifier') ?? '').digest('base64url');
    if (!given || challenge !== given.challenge) return sends(response, { error: 'invalid_grant' }, 400);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: given.aud, nonce: given.nonce, iat: now, exp: now + 300, ...person };
    return sends(response, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: signed(claims) });
  }

  function signed(claims) {
    const text = `${encoded({ alg: 'RS256', kid, typ: 'JWT' })}.${encoded(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  }

  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { issuer, person, stop };
}

const discovery = (issuer) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  scopes_supported: ['openid', 'profile', 'email'],
});

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function sends(response, body, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
}
