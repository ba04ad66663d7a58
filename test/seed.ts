/**
 * By hand, properties try other examples each time; where `PROPERTY_SEED` is set, the same ones, so that a gate that was green for a
 * commit stays green for it.
 */
import { configureGlobal } from 'fast-check';

const { PROPERTY_SEED: seed } = process.env;
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
