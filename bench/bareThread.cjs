'use strict';

/** The least that runs a handler in a thread: JSON text as messages, both ways. */
const path = require('node:path');
const threads = require('node:worker_threads');

const { main } = require(path.join(threads.workerData, 'handler.js'));

threads.parentPort?.on('message', (event) => {
  void main(JSON.parse(event)).then(/** @param {unknown} result */ (result) => threads.parentPort?.postMessage(JSON.stringify(result)));
});
threads.parentPort?.postMessage('ready');
