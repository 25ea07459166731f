import assert from 'node:assert/strict';

/** The newest message to an address that holds what is looked for, once the mail server has it. */
export async function mailTo(mailbox, address, sign) {
  assert.ok(mailbox, 'messages are read where the journey has a mail server of its own');
  const end = Date.now() + 25_000;
  while (Date.now() < end) {
    const texts = mailbox.came.filter(({ to }) => to === address).map(({ text }) => plain(text));
    const found = texts.reverse().map((text) => sign.exec(text)).find(Boolean);
    if (found) return found;
    await new Promise((wake) => setTimeout(wake, 150));
  }
  assert.fail(`no message to ${address} with ${sign}`);
}

/** Quoted-printable as text (RFC 2045 section 6.7). */
const plain = (text) => text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
