'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
const bucket = require('./bucket');

/** Work on one part of a video takes a minute. */
const partMs = 60_000;

/** Transcodes a video part by part. Parts that are done are skipped, so that a second attempt goes on where the first one ended. */
exports.main_handler = async ({ video, parts }) => {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  for (let part = 1; part <= parts; part += 1) {
    const key = `${video}/${part}`;
    if (await bucket.has(key)) continue;
    try {
      await sleep(partMs, undefined, { signal: stop.signal });
    } catch {
      console.log(`asked to end: ${part - 1} of ${parts} parts are done`);
      // Success would mean that nobody tries again.
      throw new Error('terminated');
    }
    await bucket.put(key, 'transcoded');
  }
  return { video, parts };
};
