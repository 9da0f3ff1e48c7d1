import assert from 'node:assert/strict';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelPlaces } from '../../src/app/model-places.ts';

const directory = (modelsDir: string | null, env: Record<string, string> = {}): string =>
  modelPlaces(modelsDir, env).store.directory;

const inHome = (home: string): string => join(home, '.local', 'share', 'torment-nexus', 'models');

test('models are where the command line says, or the XDG data directory is', () => {
  assert.equal(directory('some/where'), join(process.cwd(), 'some', 'where'));
  assert.equal(directory(null, { XDG_DATA_HOME: '/data' }), '/data/torment-nexus/models');
  assert.equal(directory(null), inHome(homedir()));
});

test('a path that is relative, or empty, is no directory to keep models in', (t) => {
  assert.equal(directory(null, { XDG_DATA_HOME: 'data' }), inHome(homedir()));
  const { HOME } = process.env;
  t.after(() => {
    if (HOME === undefined) delete process.env['HOME'];
    else process.env['HOME'] = HOME;
  });
  for (const home of ['', 'home']) {
    process.env['HOME'] = home;
    assert.equal(directory(null), inHome(userInfo().homedir));
  }
});
