import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availableMemory, totalMemory } from '../../src/engine/available-memory.ts';

const MIB = 2 ** 20;
const MEMINFO =
  'MemTotal:         437000 kB\nMemFree:           50000 kB\nMemAvailable:     300000 kB\n';

const reader = (files: Readonly<Record<string, string>>) => (path: string) =>
  ({ '/proc/meminfo': MEMINFO, ...files })[path] ?? null;

test('without a control group it is what the machine has', () => {
  assert.equal(availableMemory(reader({})), 300_000 * 1024);
  assert.equal(totalMemory(reader({})), 437_000 * 1024);
});

test('a control group’s limit, less what it uses and could not drop', () => {
  const files = {
    '/proc/self/cgroup': '0::/system.slice/torment-nexus.service\n',
    '/sys/fs/cgroup/system.slice/torment-nexus.service/memory.max': `${200 * MIB}\n`,
    '/sys/fs/cgroup/system.slice/torment-nexus.service/memory.current': `${120 * MIB}\n`,
    '/sys/fs/cgroup/system.slice/torment-nexus.service/memory.stat': `anon ${70 * MIB}\nfile ${50 * MIB}\ninactive_file ${30 * MIB}\nactive_file ${20 * MIB}\n`,
    '/sys/fs/cgroup/system.slice/memory.max': 'max\n',
  };
  assert.equal(availableMemory(reader(files)), 130 * MIB);
  assert.equal(totalMemory(reader(files)), 200 * MIB);
});

test('the group around it may be the tighter one', () => {
  const files = {
    '/proc/self/cgroup': '0::/a/b\n',
    '/sys/fs/cgroup/a/b/memory.max': `${200 * MIB}`,
    '/sys/fs/cgroup/a/memory.max': `${100 * MIB}`,
    '/sys/fs/cgroup/a/memory.current': `${90 * MIB}`,
  };
  assert.equal(availableMemory(reader(files)), 10 * MIB);
  assert.equal(totalMemory(reader(files)), 100 * MIB);
});

test('a container sees its own group as the root, whatever the kernel calls it', () => {
  for (const path of ['/', '/../../other', '/docker/0123456789ab']) {
    const files = {
      '/proc/self/cgroup': `0::${path}\n`,
      '/sys/fs/cgroup/memory.max': `${150 * MIB}`,
      '/sys/fs/cgroup/memory.current': `${50 * MIB}`,
    };
    assert.equal(availableMemory(reader(files)), 100 * MIB);
  }
});

test('control groups of the first version', () => {
  const group = '/sys/fs/cgroup/memory/docker/0123';
  const files = {
    '/proc/self/cgroup': '5:cpu,cpuacct:/docker/0123\n4:memory:/docker/0123\n0::/\n',
    [`${group}/memory.limit_in_bytes`]: `${256 * MIB}\n`,
    [`${group}/memory.usage_in_bytes`]: `${100 * MIB}\n`,
    [`${group}/memory.stat`]: `inactive_file ${MIB}\nactive_file ${MIB}\ntotal_inactive_file ${40 * MIB}\ntotal_active_file ${20 * MIB}\n`,
    '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
  };
  assert.equal(availableMemory(reader(files)), 216 * MIB);
  assert.equal(totalMemory(reader(files)), 256 * MIB);
});

test('a group beyond its limit leaves nothing, and never less', () => {
  const files = {
    '/proc/self/cgroup': '0::/a\n',
    '/sys/fs/cgroup/a/memory.max': `${100 * MIB}`,
    '/sys/fs/cgroup/a/memory.current': `${110 * MIB}`,
  };
  assert.equal(availableMemory(reader(files)), 0);
});

test('a system that does not say is not limited', () => {
  assert.equal(
    availableMemory(() => null),
    Infinity,
  );
  assert.equal(
    totalMemory(() => null),
    Infinity,
  );
});
