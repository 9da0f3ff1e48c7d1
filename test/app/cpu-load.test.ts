import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuLoad, cpuTime } from '../../src/app/cpu-load.ts';

const core = (busy: number, idle: number) => ({
  times: { user: busy, nice: 0, sys: 0, irq: 0, idle },
});

test('the load is the share of their time in which the cores were busy', () => {
  const before = cpuTime([core(100, 100), core(0, 200)]);
  const after = cpuTime([core(200, 100), core(0, 300)]);
  assert.equal(cpuLoad(before, after), 0.5);
});

test('all that is not idle is busy', () => {
  const { busy, total } = cpuTime([{ times: { user: 1, nice: 2, sys: 4, irq: 8, idle: 16 } }]);
  assert.equal(busy, 15);
  assert.equal(total, 31);
});

test('where no time has passed, or a core has gone, the load is still a share', () => {
  const now = cpuTime([core(100, 100)]);
  assert.equal(cpuLoad(now, now), 0);
  assert.equal(cpuLoad(now, cpuTime([core(50, 200)])), 0);
  assert.equal(cpuLoad(now, cpuTime([core(200, 50)])), 1);
});
