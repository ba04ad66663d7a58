#!/usr/bin/env node
import nodeModule from 'node:module';
import { keepCompiledCode } from './codeCache';

// A command-line tool starts in a fraction of the time when its compiled code is kept between runs. Node 22.1 and later do that themselves.
const { enableCompileCache } = nodeModule as { enableCompileCache?: () => void };
if (enableCompileCache) enableCompileCache();
else keepCompiledCode(process, __dirname);

// Only now: what is loaded before is not kept.
void import('./program').then(({ main }) => main(process));
