'use strict';

/** The least that runs a handler in a process behind a socket pair: a length of four bytes, and JSON text, both ways. */
const net = require('node:net');
const path = require('node:path');

const { main } = require(path.join(String(process.argv[2]), 'handler.js'));
const socket = new net.Socket({ fd: 3, readable: true, writable: true });
/** @type {Buffer[]} */
let chunks = [];

socket.on('data', (/** @type {Buffer} */ chunk) => {
  chunks.push(chunk);
  const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
  if (all.length < 4 || all.length < 4 + all.readUInt32BE(0)) return;
  chunks = [];
  void main(JSON.parse(all.toString('utf8', 4))).then(/** @param {unknown} result */ (result) => send(JSON.stringify(result)));
});
socket.on('close', () => process.exit(0));

/** @param {string} text */
function send(text) {
  const body = Buffer.from(text);
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(body.length);
  socket.write(Buffer.concat([head, body]));
}

send('"ready"');
