import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'ink-testing-library';
import { Gauge } from '../../src/ui/components/gauge.tsx';
import { Sparkline } from '../../src/ui/components/sparkline.tsx';

function frame(node: Parameters<typeof render>[0]): string {
  const { lastFrame, unmount } = render(node);
  const seen = (lastFrame() ?? '').replaceAll(/\u001B\[[\d;]*m/g, '');
  unmount();
  return seen;
}

test('a gauge is as full as its share, to half a cell', () => {
  assert.equal(frame(<Gauge width={10} share={0} pen="" />), '░░░░░░░░░░');
  assert.equal(frame(<Gauge width={10} share={0.43} pen="" />), '████░░░░░░');
  assert.equal(frame(<Gauge width={10} share={0.46} pen="" />), '████▒░░░░░');
  assert.equal(frame(<Gauge width={10} share={7} pen="" />), '██████████');
});

test('a gauge shows apart what was there from the beginning', () => {
  assert.equal(frame(<Gauge width={10} share={0.5} given={0.2} pen="" />), '▒▒███░░░░░');
});

test('a sparkline is one unbroken line from the oldest value to the newest', () => {
  const lines = frame(<Sparkline width={6} height={3} values={[1, 1, 3, 3, 2]} pen="" newest="" />);
  assert.deepEqual(
    lines.split('\n'),
    ['  ┌─┐', '  │ └', '──┘'].map((line) => ` ${line}`),
  );
});

test('a sparkline does not make a mountain of noise', () => {
  const lines = frame(
    <Sparkline width={4} height={3} values={[4, 4.1, 4, 4.1]} pen="" newest="" />,
  );
  assert.match(lines, /────/);
});
