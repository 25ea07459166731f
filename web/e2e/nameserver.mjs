// A name server that knows TXT records only (RFC 1035), for proofs of domains.
import { createSocket } from 'node:dgram';

const txt = 16;

/** Gives {address, publish, stop}. */
export async function startNameServer() {
  const records = new Map();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    const value = type === txt ? records.get(name) : undefined;
    socket.send(answerOf(query, end, value), from.port, from.address);
  });
  await new Promise((done) => socket.bind(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    publish: (name, value) => records.set(name.toLowerCase(), value),
    stop: () => socket.close(),
  };
}

function questionOf(query) {
  const labels = [];
  let at = 12;
  for (; query[at] > 0; at += query[at] + 1) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerOf(query, end, value) {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(value === undefined ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(value === undefined ? 0 : 1, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const question = query.subarray(12, end);
  if (value === undefined) return Buffer.concat([head, question]);
  const text = Buffer.from(value);
  const record = Buffer.from([0xc0, 12, 0, txt, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]);
  return Buffer.concat([head, question, record, text]);
}
