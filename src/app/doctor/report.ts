import { table } from '../table.ts';
import type { Finding } from './finding.ts';

const MARKS = { good: ' ', warning: '!', bad: '×' } as const;
const INDENT = 15;

/** Whether the piece could live. */
export function couldLive(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'bad');
}

/** The findings for people. */
export function report(findings: readonly Finding[]): string {
  return ['Will it live here?\n\n', ...findings.map(paragraph), `\n${verdict(findings)}\n`].join(
    '',
  );
}

/** The findings for scripts: one line of JSON. */
export function reportJson(findings: readonly Finding[]): string {
  const list = findings.map(({ topic, state, says, change, measured }) => ({
    topic,
    state,
    says: says.join('; '),
    change: change ?? null,
    ...measured,
  }));
  return `${JSON.stringify({ lives: couldLive(findings), findings: list })}\n`;
}

function paragraph({ topic, state, says, change, rows }: Finding): string {
  const lines = says.map((line, n) =>
    n === 0
      ? `${MARKS[state]} ${topic.padEnd(INDENT - 2)}${line}\n`
      : `${' '.repeat(INDENT)}${line}\n`,
  );
  const details = rows === undefined ? '' : table(rows, { indent: INDENT, right: [1] });
  const remedy = change === undefined ? '' : `${' '.repeat(INDENT)}→ ${change}\n`;
  return lines.join('') + details + remedy;
}

function verdict(findings: readonly Finding[]): string {
  const topics = (state: Finding['state']): string =>
    findings
      .filter((finding) => finding.state === state)
      .map(({ topic }) => topic)
      .join(', ');
  if (!couldLive(findings)) return `It could not live here: ${topics('bad')}.`;
  const warnings = topics('warning');
  return warnings === '' ? 'It would live here.' : `It would live here, but look at: ${warnings}.`;
}
