'use strict';

/** The least that runs a handler in another process: Node's own message channel. */
const { main_handler: handler } = require(String(process.argv[2]));

process.on('message', async (event) => process.send?.(await handler(event)));
process.send?.('ready');
