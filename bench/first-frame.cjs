'use strict';

// Preloaded into the program by bench/start.ts: when the first frame goes to the terminal, it
// notes the processor time so far, and whether anything of llama.cpp is in memory.
const { readFileSync, writeFileSync } = require('node:fs');

const { stdout } = process;
const { write } = stdout;
stdout.write = (chunk, ...rest) => {
  if (String(chunk).includes('█')) {
    stdout.write = write;
    const { user, system } = process.cpuUsage();
    const llama = readFileSync('/proc/self/maps', 'utf8').includes('llama-addon');
    writeFileSync(process.env.FIRST_FRAME, JSON.stringify({ ms: (user + system) / 1000, llama }));
  }
  return write.call(stdout, chunk, ...rest);
};
