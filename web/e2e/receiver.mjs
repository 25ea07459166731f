// Receivers of what Mandate sends, as small as they can be: one for webhooks, one for mail.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';

/** A subscriber that answers with `status` and keeps what came. */
export async function startReceiver() {
  const receiver = { status: 200, came: [] };
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      receiver.came.push({ headers: request.headers, body });
      answer.writeHead(receiver.status).end();
    });
  });
  const port = await listen(server);
  receiver.address = `http://127.0.0.1:${port}/hook`;
  receiver.close = () => closed(server);
  return receiver;
}

/** A gateway for SMS: what came is {to, text}, from whoever has the token. */
export async function startSmsGateway() {
  const receiver = await startReceiver();
  const token = 'gateway-token';
  return {
    env: { MANDATE_SMS_URL: receiver.address, MANDATE_SMS_TOKEN: token, MANDATE_SMS_FROM: 'Northlake' },
    came: () => receiver.came.filter(({ headers }) => headers.authorization === `Bearer ${token}`).map(({ body }) => JSON.parse(body)),
    close: receiver.close,
  };
}

/** Whether a delivery bears the signature of this secret (Standard Webhooks). */
export function isSigned({ headers, body }, secret) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  return headers['webhook-signature'].split(' ').includes(`v1,${mac}`);
}

/** A mail server (RFC 5321) that takes everything, or refuses for good who `refuses` says. */
export async function startMailServer() {
  const mailbox = { refuses: () => false, came: [] };
  const server = createSocket((socket) => talk(socket, mailbox));
  const port = await listen(server);
  mailbox.url = `smtp://127.0.0.1:${port}?from=mandate@northlake.test`;
  mailbox.close = () => closed(server);
  return mailbox;
}

function talk(socket, mailbox) {
  let text = '';
  let to = '';
  let reading = false;
  const says = (line) => socket.write(`${line}\r\n`);
  const hears = (line) => {
    if (reading) {
      if (line !== '.') return (text += `${line}\n`);
      reading = false;
      mailbox.came.push({ to, text });
      return says('250 taken');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return says('250-mail.test\r\n250 8BITMIME');
    if (verb === 'RCPT') {
      to = /<(.*)>/.exec(line)?.[1] ?? '';
      return says(mailbox.refuses(to) ? '550 5.1.1 no such mailbox' : '250 ok');
    }
    if (verb === 'DATA') {
      [text, reading] = ['', true];
      return says('354 go on');
    }
    if (verb === 'QUIT') return socket.end('221 bye\r\n');
    return says('250 ok');
  };
  let rest = '';
  socket.on('error', () => {});
  socket.on('data', (part) => {
    const lines = (rest + part).split('\r\n');
    rest = lines.pop();
    lines.forEach(hears);
  });
  says('220 mail.test');
}

const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

function closed(server) {
  server.closeAllConnections?.();
  return new Promise((done) => server.close(done));
}
