// The product under test: a server that runs already, or the binary with its demo
// tenant on a database and a port of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNameServer } from './nameserver.mjs';
import { startMailServer, startSmsGateway } from './receiver.mjs';

/**
 * Gives {address, signIn, email, second, password, key, names, mailbox, phones, stop}; `signIn` is the page of the company,
 * `second` another person with the same password, `key` a service key, `names` the name server that a demo asks,
 * `mailbox` its mail server, `phones` its gateway for SMS; `binary` and `env` make commands
 * on the same database.
 */
export async function startServer() {
  const { MANDATE_URL: address, MANDATE_LOGIN: signIn, MANDATE_EMAIL: email, MANDATE_PASSWORD: password, MANDATE_BIN: binary } = process.env;
  const { MANDATE_SECOND_EMAIL: second, MANDATE_KEY: key } = process.env;
  if (address) return { address, signIn: signIn ?? `${address}/login`, email, second, password, key, stop: async () => {} };
  if (!binary) throw new Error('set MANDATE_BIN, or MANDATE_URL, MANDATE_LOGIN, MANDATE_EMAIL, MANDATE_SECOND_EMAIL, MANDATE_PASSWORD and MANDATE_KEY');
  return startDemo(binary);
}

async function startDemo(binary) {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-demo-'));
  const port = await freePort();
  // Passkeys belong to a name, so the console is opened by one.
  const address = `http://localhost:${port}`;
  const names = await startNameServer();
  const mailbox = await startMailServer();
  mailbox.refuses = (to) => to.endsWith('@cedar.test');
  const phones = await startSmsGateway();
  const env = {
    ...{ PATH: process.env.PATH, HOME: folder, MANDATE_ADDR: `localhost:${port}`, MANDATE_PUBLIC_URL: address, MANDATE_DATABASE_URL: `sqlite:${join(folder, 'demo.db')}` },
    // Receivers of the journey are on this machine.
    ...{ MANDATE_OUTBOUND_PRIVATE: 'allow', MANDATE_SMTP_URL: mailbox.url, MANDATE_DNS_SERVER: names.address },
    ...phones.env,
  };
  const child = spawn(binary, ['demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const stop = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.kill('SIGTERM')) await gone;
    await mailbox.close();
    await phones.close();
    names.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const printed = await until(() => signInOf(said), child, () => said);
    return { address, ...printed, binary, env, names, mailbox, phones, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The sign-in that the demo prints, once it is printed. */
function signInOf(said) {
  const signIn = /^\s*Console\s+(\S+)/m.exec(said)?.[1];
  const email = /^\s*Sign in as\s+(\S+)/m.exec(said)?.[1];
  const second = /^\s*or\s+(\S+@\S+)/m.exec(said)?.[1];
  const password = /^\s*Password\s+(\S+)/m.exec(said)?.[1];
  const key = /^\s*Service key\s+(\S+)/m.exec(said)?.[1];
  return signIn && email && second && password && key ? { signIn, email, second, password, key } : null;
}

async function until(check, child, said) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = check();
    if (found) return found;
    if (child.exitCode !== null) throw new Error(`the demo ended with ${child.exitCode}:\n${said()}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`the demo printed no sign-in within 60 s:\n${said()}`);
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
