'use strict';

/** The least that runs a handler in another process: Node's own message channel. */
const { main_handler: handler } = require(String(process.argv[2]));

process.on('message', (event) => {
  void handler(event).then(/** @param {unknown} result */ (result) => process.send?.(result));
});
process.send?.('ready');
