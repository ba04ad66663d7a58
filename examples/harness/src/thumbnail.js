'use strict';

const { setTimeout: sleep } = require('node:timers/promises');

/** Survives to the next event of the same instance, and only there (S114): good for what can be made again. */
const made = new Map();

exports.main_handler = async ({ video }) => {
  if (!video) throw new Error('which video?');
  if (!made.has(video)) {
    await sleep(200);
    made.set(video, `${video}.jpg`);
  }
  return made.get(video);
};
