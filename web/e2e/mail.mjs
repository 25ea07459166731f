import assert from 'node:assert/strict';

/** The newest message to an address that holds what is looked for, once it is in the outbox. */
export async function mailTo(ask, address, sign) {
  const end = Date.now() + 25_000;
  while (Date.now() < end) {
    const { mails } = await ask('{ mails(first: 50) { nodes { address text } } }');
    const found = mails.nodes.map(({ address: to, text }) => (to === address ? sign.exec(text ?? '') : null)).find(Boolean);
    if (found) return found;
    await new Promise((wake) => setTimeout(wake, 150));
  }
  assert.fail(`no message to ${address} with ${sign}`);
}
